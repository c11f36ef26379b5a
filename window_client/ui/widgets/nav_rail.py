"""The navigation rail: the mark, the pages, a brass marker at the one shown, counts where work waits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.paint import CARD_RADIUS, begin, box, write

WIDTH = 80
NAV_GROUPS = ("top", "bottom")
COUNT_KINDS = ("bad", "brass")


def rail_width(theme: Theme, labels: list[str]) -> int:
    """80, or what the longest label needs at a large text size."""
    longest = max((theme.metrics("label", True).horizontalAdvance(label) for label in labels), default=0)
    return max(WIDTH, longest + 24)


class _NavItem(QPushButton):
    def __init__(self, key: str, title: str, icon: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.key = key
        self._icon_name = icon
        self._count, self._count_kind = 0, "bad"
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def _name(self) -> None:
        name = self.text()
        if self._count:
            name = self.tr("{0}, {1} waiting").format(name, self._count)
        self.setAccessibleName(name)
        self.setToolTip("")

    def set_count(self, count: int, kind: str) -> None:
        self._count, self._count_kind = count, kind
        self._name()
        self.update()

    def _icon_side(self, theme: Theme) -> int:
        return round(24 * min(theme.scale, 1.25))

    def sizeHint(self) -> QSize:
        theme = theme_of()
        needed = self._icon_side(theme) + theme.metrics("label").height() + 14
        return QSize(rail_width(theme, [self.text()]), max(64, needed))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect = QRectF(self.rect())
        panel = rect.adjusted(8, 0, -8, 0)
        chosen = self.isChecked()
        if chosen:
            box(painter, panel, theme.colour("nav-selected"), radius=CARD_RADIUS)
            mark = QRectF(0, rect.center().y() - 16, 4, 32)
            painter.setBrush(theme.colour("brass"))
            painter.drawRoundedRect(mark.adjusted(-3, 0, 0, 0), 3, 3)
        elif self.underMouse():
            box(painter, panel, theme.colour("nav-hover"), radius=CARD_RADIUS)
        if self.hasFocus():
            box(painter, panel, None, theme.colour("on-nav"), 2, CARD_RADIUS)
        ink = "on-nav" if chosen else "nav-text"
        side = self._icon_side(theme)
        text = theme.metrics("label").height()
        top = (rect.height() - side - text - 2) / 2
        draw_icon(
            painter, QRectF(round(rect.center().x() - side / 2), round(top), side, side), self._icon_name, ink
        )
        line = QRectF(0, top + side + 2, rect.width(), text)
        write(painter, theme, line, self.text(), "label", ink, Qt.AlignmentFlag.AlignHCenter, bold=chosen)
        if self._count:
            self._paint_count(painter, theme, rect.center().x() + side / 2, top)

    def _paint_count(self, painter: QPainter, theme: Theme, right: float, top: float) -> None:
        text = str(self._count) if self._count < 100 else "99+"
        height = theme.metrics("key", True).height()
        width = max(height, theme.metrics("key", True).horizontalAdvance(text) + 8)
        pill = QRectF(right - 4, top - 3, width, height)
        brass = self._count_kind == "brass"
        box(painter, pill, theme.colour("brass" if brass else "alert"), radius=height / 2)
        tone = "on-brass" if brass else "on-alert"
        write(painter, theme, pill, text, "key", tone, Qt.AlignmentFlag.AlignHCenter, bold=True)


class NavRail(QWidget):
    """`chosen(key)` when an item is pressed; the window decides and calls `set_current`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pages"))
        self._items: dict[str, _NavItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 80, 0, 12)
        column.setSpacing(8)
        self._top, self._bottom = QVBoxLayout(), QVBoxLayout()
        for group in (self._top, self._bottom):
            group.setSpacing(8)
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(self._bottom)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def add_item(self, key: str, title: str, icon: str, group: str = "top") -> None:
        """Add an item below those already in its group (`top` or `bottom`)."""
        if group not in NAV_GROUPS:
            raise ValueError(f"navigation group {group!r} is not one of {', '.join(NAV_GROUPS)}")
        item = _NavItem(key, title, icon, self)
        item.clicked.connect(lambda _checked=False, chosen=key: self._on_clicked(chosen))
        self._items[key] = item
        (self._top if group == "top" else self._bottom).addWidget(item)
        self.updateGeometry()

    def remove_item(self, key: str) -> None:
        """Take an item away."""
        item = self._items.pop(key)
        item.hide()
        item.deleteLater()

    def keys(self) -> list[str]:
        """Keys in the order of the rail, top to bottom."""
        order = []
        for group in (self._top, self._bottom):
            for at in range(group.count()):
                widget = group.itemAt(at).widget()
                if isinstance(widget, _NavItem) and widget.key in self._items:
                    order.append(widget.key)
        return order

    def set_current(self, key: str) -> None:
        """Mark the page shown; an unknown key marks none."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def set_count(self, key: str, count: int, kind: str = "bad") -> None:
        """A number at an item, 0 for none; `bad` is red, `brass` is waiting work."""
        if kind not in COUNT_KINDS:
            raise ValueError(f"count kind {kind!r} is not one of {', '.join(COUNT_KINDS)}")
        self._items[key].set_count(count, kind)

    def _on_clicked(self, key: str) -> None:
        self._items[key].setChecked(True)
        self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        width = rail_width(theme_of(), [item.text() for item in self._items.values()])
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        painter.fillRect(self.rect(), theme.colour("nav"))
        tile = QRectF(round(self.width() / 2 - 20), 12, 40, 40)
        box(painter, tile, QColor("#FFFFFF"), radius=CARD_RADIUS)
        draw_icon(painter, tile.adjusted(8, 8, -8, -8), "logo", QColor("#FFFFFF"))
