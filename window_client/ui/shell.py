"""What surrounds a page: rail, header, action bar, status strip. It knows no page by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from window_client.ui.focus_walk import step_in
from window_client.ui.theme import theme_of
from window_client.ui.widgets.failure_banner import FailureBanner
from window_client.ui.widgets.header_bar import HeaderBar
from window_client.ui.widgets.nav_rail import NavRail
from window_client.ui.widgets.paint import begin
from window_client.ui.widgets.status_strip import StatusStrip
from window_client.ui.widgets.toast import Toast

ACTION_BAR_HEIGHT = 64


class ActionBar(QWidget):
    """Holds the action bar of the page shown; takes no room when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 9, 24, 8)
        self.setMinimumHeight(ACTION_BAR_HEIGHT)
        self._content: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_content(self, content: QWidget | None) -> None:
        """Show `content`; the former one goes back to its page, hidden."""
        if self._content is content:
            return
        if self._content is not None:
            self._row.removeWidget(self._content)
            self._content.hide()
        self._content = content
        if content is not None:
            self._row.addWidget(content)
            content.show()
        self.setVisible(content is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), theme.colour("line"))


class _Place(QWidget):
    """The room around a banner, taken only while it is shown."""

    def __init__(self, banner: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.addWidget(banner)
        banner.installEventFilter(self)
        self.setVisible(not banner.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(not watched.isHidden())  # type: ignore[attr-defined]
        return False


class Shell(QWidget):
    """The frame around the page stack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = NavRail(self)
        self.header = HeaderBar(self)
        self.stack = QStackedWidget(self)
        self.fault = FailureBanner(self)
        """What went wrong outside of any page; above whichever page is shown."""
        self.action_bar = ActionBar(self)
        self.strip = StatusStrip(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(_Place(self.fault, self))
        column.addWidget(self.stack, 1)
        column.addWidget(self.action_bar)
        column.addWidget(self.strip)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.toast = Toast(self, self.stack)
        QWidget.setTabOrder(self.stack, self.action_bar)

    def focusNextPrevChild(self, forward: bool) -> bool:
        before = QApplication.focusWidget()
        moved = super().focusNextPrevChild(forward)
        page = self.stack.currentWidget()
        parts = getattr(page, "focus_parts", None)
        if moved and page is not None and callable(parts):
            step_in(page, parts(), before, forward)
        return moved

    def paintEvent(self, event: QPaintEvent) -> None:
        begin(self).fillRect(self.rect(), theme_of().colour("canvas"))
