"""Main column and side panel: side by side, or one below the other where the text is too large for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.theme import theme_of


class SideBySide(QWidget):
    """The side panel keeps its width (of the design, grown with the text; 0 takes what it needs); the main
    column stretches.
    """

    def __init__(self, main: QWidget, side: QWidget, side_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main, self._side, self._side_width = main, side, side_width
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(main, 1)
        self._row.addWidget(side)
        self._wide: bool | None = None
        self._arrange(True)

    def is_wide(self) -> bool:
        """Whether the panel stands beside the main column."""
        return bool(self._wide)

    def set_side_width(self, width: int) -> None:
        """Another width of the design, e.g. in the compact layout."""
        if width != self._side_width:
            self._side_width = width
            self._wide = None
            self._choose()

    def _side_px(self) -> int:
        if not self._side_width:
            return self._side.sizeHint().width()
        return max(theme_of().px(self._side_width), self._side.minimumSizeHint().width())

    def fit(self) -> None:
        """The panel's own width has changed."""
        self._choose()

    def _choose(self) -> None:
        needed = self._main.minimumSizeHint().width() + 16 + self._side_px()
        self._arrange(self.width() >= needed)

    def _arrange(self, wide: bool) -> None:
        if wide:
            self._side.setFixedWidth(self._side_px())
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)
        if wide == self._wide:
            return
        self._wide = wide
        if isinstance(self._side, Scroller):
            self._side.set_open(not wide)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def minimumSizeHint(self) -> QSize:
        main, side = self._main.minimumSizeHint(), self._side.minimumSizeHint()
        if self._wide:
            tall = _height_at(self._side, self._side_px(), side.height())
            return QSize(main.width(), max(main.height(), tall))
        return QSize(max(main.width(), side.width()), self._row.minimumSize().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint().expandedTo(super().sizeHint())


def _height_at(widget: QWidget, width: int, otherwise: int) -> int:
    """The least height of a panel whose texts are broken to `width` pixels."""
    layout = widget.layout()
    if layout is None or not layout.hasHeightForWidth():
        return otherwise
    return max(otherwise, layout.minimumHeightForWidth(width))


class Scroller(QScrollArea):
    """Scrolls its content from top to bottom, never sideways, and brings the focused field into view.

    `gutter` is room at the right edge that the scroll bar takes when it comes, so that nothing shifts; the
    content must have a layout of its own then.
    """

    def __init__(
        self, content: QWidget | None = None, parent: QWidget | None = None, gutter: int = 0
    ) -> None:
        super().__init__(parent)
        self._gutter = gutter
        self._open = False
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            content.setProperty("surface", "plain")
            self.setWidget(content)

        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        if gutter:
            self.verticalScrollBar().rangeChanged.connect(self._on_range)
            self._on_range(0, 0)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Qt scrolls where Tab goes on inside; this is for what comes from elsewhere, such as F8 to a problem."""
        inner = self.widget()
        if now is None or inner is None or not inner.isAncestorOf(now):
            return
        # Under a pressed mouse the button would move away before it is let go.
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton and now.height() < self.viewport().height():
            self.ensureWidgetVisible(now, 16, 24)
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """A message that came or went with the change of focus has moved the field."""
        inner, now = self.widget(), QApplication.focusWidget()
        if inner is not None and now is not None and inner.isAncestorOf(now):
            self.ensureWidgetVisible(now, 16, 24)

    def _on_range(self, _low: int, high: int) -> None:
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            taken = self.verticalScrollBar().sizeHint().width() if high > 0 else 0
            layout.setContentsMargins(0, 0, max(0, self._gutter - taken), 0)

    def set_open(self, is_open: bool) -> None:
        """Ask for the height of the whole content, where something around it scrolls."""
        self._open = is_open
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        inner = self._content
        if inner is None:
            return QSize(0, 0)
        bar = 0 if self._gutter else self.verticalScrollBar().sizeHint().width()
        width = inner.minimumSizeHint().width() + bar
        if not self._open:
            return QSize(width, theme_of().px(80))
        height = (
            inner.heightForWidth(self.width()) if inner.hasHeightForWidth() else inner.sizeHint().height()
        )
        return QSize(width, height)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._open and watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Switch(QWidget):
    """Shows one of several widgets and takes the room of that one only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._widgets: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        """Keep another widget; the first one is shown."""
        self._box.addWidget(widget)
        self._widgets.append(widget)
        widget.setVisible(len(self._widgets) == 1)

    def current(self) -> QWidget:
        """The widget shown."""
        return next(widget for widget in self._widgets if not widget.isHidden())

    def show_only(self, widget: QWidget) -> None:
        """Show `widget` instead of what was shown."""
        for other in self._widgets:
            if other is not widget:
                other.hide()
        widget.show()


PAGE_GUTTER = 16


class PageScroller(QWidget):
    """A scroller over a whole page whose bar stands in the page's right margin: it reaches over its own place.

    Its parent has to be the page itself.
    """

    def __init__(self, content: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self.scroller = Scroller(content, page, PAGE_GUTTER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return self.scroller.minimumSizeHint()

    def _place(self) -> None:
        self.scroller.setGeometry(self.geometry().adjusted(0, 0, PAGE_GUTTER, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place()


def column(spacing: int = 16, parent: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
    """A plain widget with a vertical layout without margins."""
    widget = QWidget(parent)
    widget.setProperty("surface", "plain")
    box = QVBoxLayout(widget)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return widget, box
