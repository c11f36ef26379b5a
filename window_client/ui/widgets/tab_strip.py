"""Views of one list side by side: a word, a count, a blue line below the one shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import begin, box, write

_PAD = 4


class _Tab(QPushButton):
    def __init__(self, key: str, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.key = key
        self.number: int | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _number_text(self) -> str:
        return "" if self.number is None else str(self.number)

    def sizeHint(self) -> QSize:
        theme = theme_of()
        width = theme.metrics("body", True).horizontalAdvance(self.text()) + 2 * _PAD
        if self.number is not None:
            width += 5 + theme.metrics("label").horizontalAdvance(self._number_text())
        return QSize(width, theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect, chosen = QRectF(self.rect()), self.isChecked()
        if self.underMouse() and not chosen:
            box(painter, rect.adjusted(0, 2, 0, -4), theme.colour("hover"), radius=4)
        tone = "primary" if chosen else "text-2"
        width = theme.metrics(14, chosen).horizontalAdvance(self.text()) + 1
        write(painter, theme, QRectF(_PAD, 0, width, rect.height()), self.text(), 14, tone, bold=chosen)
        rest = QRectF(_PAD + width + 5, 0, rect.width(), rect.height())
        write(painter, theme, rest, self._number_text(), "label", tone)
        if chosen:
            painter.fillRect(QRectF(0, rect.bottom() - 2, rect.width(), 2), theme.colour("primary"))
        if self.hasFocus():
            box(painter, rect.adjusted(0, 1, 0, -3), None, theme.colour("primary"), 2, 4)


class TabStrip(QWidget):
    """`changed(key)` when a person chooses another view."""

    changed = Signal(str)

    def __init__(
        self, tabs: Sequence[tuple[str, str]] = (), name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}
        for key, text in tabs:
            tab = _Tab(key, text, self)
            tab.setAccessibleName(text)
            tab.clicked.connect(lambda _checked=False, chosen=key: self.changed.emit(chosen))
            self._group.addButton(tab)
            self._tabs[key] = tab
            row.addWidget(tab)
        row.addStretch(1)
        if tabs:
            self.set_current(tabs[0][0])

    def current(self) -> str:
        """Key of the view shown."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Show another view's mark without telling."""
        self._tabs[key].setChecked(True)

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside the word; None takes it away."""
        tab = self._tabs[key]
        tab.number = count
        tab.setAccessibleName(tab.text() if count is None else f"{tab.text()} {count}")
        tab.updateGeometry()
        tab.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        tabs = list(self._tabs.values())
        at = next((index for index, tab in enumerate(tabs) if tab.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        tab = tabs[(at + step) % len(tabs)]
        tab.setFocus(Qt.FocusReason.TabFocusReason)
        tab.click()
