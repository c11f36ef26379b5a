"""A count that is also a filter: icon, figure, word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import CARD_RADIUS, begin, box, write

_PAD = 18


class StatCard(QPushButton):
    """Checkable; put several in a QButtonGroup to filter a list by one of them."""

    def __init__(self, word: str, icon: str, tone: str = "text-2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._icon_name, self._tone = word, icon, tone
        self._figure = "0"
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_figure(0)

    def set_figure(self, figure: int | str) -> None:
        """Show another count."""
        self._figure = str(figure)
        self.setAccessibleName(f"{self._word} {self._figure}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of()
        text = max(
            theme.metrics("name").horizontalAdvance(self._figure),
            theme.metrics("label").horizontalAdvance(self._word),
        )
        return QSize(2 * _PAD + theme.px(20) + 12 + text, theme.px(64))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect, chosen = QRectF(self.rect()), self.isChecked()
        fill = "primary-soft" if chosen else "hover" if self.underMouse() else "surface"
        strong = chosen or self.hasFocus()
        box(
            painter,
            rect,
            theme.colour(fill),
            theme.colour("primary" if strong else "line"),
            2 if strong else 1,
            CARD_RADIUS,
        )
        if chosen and self.hasFocus():
            box(painter, rect.adjusted(4, 4, -4, -4), None, theme.colour("primary-line"), 1, 5)
        side = theme.px(20)
        draw_icon(
            painter, QRectF(_PAD, rect.center().y() - side / 2, side, side), self._icon_name, self._tone
        )
        left = _PAD + side + 12
        half = rect.height() / 2
        write(painter, theme, QRectF(left, half - theme.px(25), rect.width(), theme.px(28)), self._figure, 20,
              bold=True, align=Qt.AlignmentFlag.AlignLeft)  # fmt: skip
        write(
            painter,
            theme,
            QRectF(left, half + theme.px(4), rect.width(), theme.px(20)),
            self._word,
            "label",
            "text-2",
        )
