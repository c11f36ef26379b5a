"""How long is left: an outline pill with a clock when it presses, plain text when it does not."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.paint import begin, box, write

CHIP_KINDS = ("bad", "warn", "plain")

_ICON, _GAP, _PAD = 14, 6, 10


def urgency(working_days_left: int) -> str:
    """`bad` at one working day or less, `warn` at two, else `plain`."""
    if working_days_left <= 1:
        return "bad"
    return "warn" if working_days_left <= 2 else "plain"


def chip_size(theme: Theme, text: str, kind: str) -> QSize:
    """The size a chip with this text takes."""
    pad = 0 if kind == "plain" else _PAD
    width = theme.metrics("caption").horizontalAdvance(text) + theme.px(_ICON) + _GAP + 2 * pad
    return QSize(width, theme.px(22))


def draw_chip(painter: QPainter, theme: Theme, rect: QRectF, text: str, kind: str) -> None:
    """Paint a chip into `rect`; used by the widget and by list delegates."""
    pad = 0 if kind == "plain" else _PAD
    tone = "text-2" if kind == "plain" else kind
    if kind != "plain":
        box(painter, rect, None, theme.colour(f"{kind}-line"), radius=rect.height() / 2)
    side = theme.px(_ICON)
    left = rect.left() + pad
    draw_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), "clock", tone)
    left += side + _GAP
    write(painter, theme, QRectF(left, rect.top(), rect.right() - left, rect.height()), text, "caption", tone)


class DeadlineChip(QWidget):
    """What is left of a limit; `kind` as `urgency()` gives it."""

    def __init__(self, text: str = "", kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._kind = "", "plain"
        self.set_deadline(text, kind)

    def set_deadline(self, text: str, kind: str) -> None:
        """Show another limit; `ValueError` for an unknown kind."""
        if kind not in CHIP_KINDS:
            raise ValueError(f"chip kind {kind!r} is not one of {', '.join(CHIP_KINDS)}")
        self._text, self._kind = text, kind
        self.setAccessibleName(self.tr("Deadline: {0}").format(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(theme_of(), self._text, self._kind)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(
            begin(self),
            theme_of(),
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5),
            self._text,
            self._kind,
        )
