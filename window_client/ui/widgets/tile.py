"""A service to choose: icon, two-digit code, name, fee and limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import theme_of
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.paint import (
    CARD_RADIUS,
    begin,
    box,
    draw_keycap,
    keycap_height,
    keycap_width,
    write,
)

_PAD = 12
_LEAST_HEIGHT = 69
"""Icon above, name and terms below. A tile takes the room there is: 92 of the design with sixteen services, less
with more of them on a small screen."""
_AIR = ((100, 13, 10, 24), (78, 8, 6, 24), (-1, 5, 4, 20))
"""Of a tile higher than the first figure: room above, room below, and the side of the icon."""
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True)
class TileData:
    """`terms` is the fee and limit line; `reason` says why the service cannot be had, and replaces it."""

    code: str
    name: str
    terms: str
    icon: str = "document-text"
    suggested: bool = False
    reason: str = ""


class Tile(QPushButton):
    """`activated(code)` when it may be had, `refused(code, reason)` when not: focusable either way."""

    activated = Signal(str)
    refused = Signal(str, str)

    def __init__(self, data: TileData, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)
        self._data = data
        self.set_data(data)

    def data(self) -> TileData:
        """What is shown."""
        return self._data

    def set_data(self, data: TileData) -> None:
        """Show another service, or the same in another state."""
        self._data = data
        words = [data.code, data.name, data.reason or data.terms]
        if data.reason:
            words.insert(2, self.tr("Unavailable"))
        elif data.suggested:
            words.insert(2, self.tr("Suggested"))
        self.setAccessibleName(self.tr(", ").join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of()
        return QSize(max(self._text_width(), theme.px(170)), theme.px(_LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        theme = theme_of()
        return QSize(self._text_width(), theme.px(_LEAST_HEIGHT))

    def _text_width(self) -> int:
        theme = theme_of()
        name = theme.metrics("tile").horizontalAdvance(self._data.name)
        terms = theme.metrics("caption").horizontalAdvance(self._data.reason or self._data.terms)
        return max(name, terms) + 2 * _PAD + 2

    def _on_clicked(self) -> None:
        if self._data.reason:
            self.refused.emit(self._data.code, self._data.reason)
        else:
            self.activated.emit(self._data.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()  # the grid knows its columns, the button does not
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect, data = QRectF(self.rect()), self._data
        barred, suggested = bool(data.reason), data.suggested and not data.reason
        fill = "sunken" if barred else "primary-soft" if suggested else "surface"
        if self.isDown() or (self.underMouse() and not barred):
            fill = "pressed" if self.isDown() else ("primary-soft" if suggested else "hover")
        strong = suggested or self.hasFocus()
        box(
            painter,
            rect,
            theme.colour(fill),
            theme.colour("primary" if strong else "line"),
            2 if strong else 1,
            CARD_RADIUS,
        )
        if self.hasFocus() and suggested:
            box(painter, rect.adjusted(4, 4, -4, -4), None, theme.colour("primary-line"), 1, 5)
        top, edge, side = next(
            (theme.px(room), theme.px(below), theme.px(icon))
            for above, room, below, icon in _AIR
            if rect.height() > theme.px(above)
        )
        draw_icon(painter, QRectF(_PAD + 2, top, side, side), data.icon, "text-2" if barred else "primary")
        cap = QRectF(0, 0, keycap_width(theme, data.code), keycap_height(theme))
        cap.moveTopRight(QPointF(rect.right() - _PAD, top + 2))
        draw_keycap(painter, theme, cap, data.code)
        if suggested:
            self._paint_suggested(painter, cap)
        line = theme.metrics("tile").height()
        small = theme.metrics("caption").height()
        below = rect.bottom() - edge
        width = rect.width() - 2 * _PAD
        write(
            painter,
            theme,
            QRectF(_PAD, below - small - line + 2, width, line),
            data.name,
            "tile",
            "text-3" if barred else "text",
        )
        tone = "text-2" if barred else "primary" if suggested else "text-2"
        write(
            painter,
            theme,
            QRectF(_PAD, below - small, width, small),
            data.reason or data.terms,
            "caption",
            tone,
        )

    def _paint_suggested(self, painter: QPainter, cap: QRectF) -> None:
        theme, word = theme_of(), self.tr("Suggested")
        width = theme.metrics("badge").horizontalAdvance(word) + 20
        flag = QRectF(cap.left() - 6 - width, cap.top(), width, cap.height())
        box(painter, flag, theme.colour("primary-fill"), radius=3)
        write(painter, theme, flag, word, "badge", "on-primary", Qt.AlignmentFlag.AlignHCenter)


class TileGrid(QWidget):
    """Tiles in four columns, two when the text is large; arrow keys move among them."""

    activated = Signal(str)
    refused = Signal(str, str)

    def __init__(
        self, tiles: Sequence[TileData] = (), columns: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = ColumnLayout(self, columns, spacing=12, stretch_rows=True)
        self._tiles: list[Tile] = []
        self.set_tiles(tiles)

    def tiles(self) -> list[Tile]:
        """The tiles in their order."""
        return list(self._tiles)

    def set_tiles(self, tiles: Sequence[TileData]) -> None:
        """Show these; tiles whose place stays keep their focus."""
        while len(self._tiles) > len(tiles):
            tile = self._tiles.pop()
            self._layout.removeWidget(tile)
            tile.deleteLater()
        for index, data in enumerate(tiles):
            if index < len(self._tiles):
                self._tiles[index].set_data(data)
                continue
            tile = Tile(data, self)
            tile.activated.connect(self.activated)
            tile.refused.connect(self.refused)
            self._tiles.append(tile)
            self._layout.addWidget(tile)

    def columns(self) -> int:
        """How many columns there are now."""
        return self._layout.columns_at(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns(), Qt.Key.Key_Down: self.columns(),
        }.get(Qt.Key(event.key()))  # fmt: skip
        at = next((index for index, tile in enumerate(self._tiles) if tile.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        if 0 <= at + step < len(self._tiles):
            self._tiles[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        elif abs(step) > 1:
            event.ignore()
