"""Drawing shared by the self-painting widgets: boxes with hairlines, focus rings, keycaps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from window_client.ui.theme import Theme

CONTROL_RADIUS = 6.0
CARD_RADIUS = 8.0
BADGE_RADIUS = 4.0


def begin(widget: QWidget) -> QPainter:
    """A smooth painter on `widget`."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    line: QColor | None = None,
    width: float = 1.0,
    radius: float = CONTROL_RADIUS,
) -> None:
    """A rounded box whose line lies wholly inside `rect`."""
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2) if line is not None else rect
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, radius, radius)


def write(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: str,
    role: str | int = "body",
    tone: str = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    bold: bool | None = None,
) -> None:
    """One line of text, centred from top to bottom in `rect`."""
    painter.setFont(theme.font(role, bold))
    painter.setPen(theme.colour(tone))
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def keycap_width(theme: Theme, text: str) -> int:
    """Width of a keycap with this text, in pixels."""
    return max(theme.px(24), theme.metrics("key").horizontalAdvance(text) + theme.px(12))


def keycap_height(theme: Theme) -> int:
    """Height of every keycap, in pixels."""
    return theme.px(20)


def draw_keycap(painter: QPainter, theme: Theme, rect: QRectF, text: str, on_fill: bool = False) -> None:
    """A key's cap; `on_fill` is the pale form on a primary button."""
    if on_fill:
        line, fill, tone = QColor(255, 255, 255, 150), QColor(255, 255, 255, 34), "on-primary"
    else:
        line, fill, tone = theme.colour("key-line"), theme.colour("sunken"), "text-2"
    box(painter, rect, fill, line, radius=BADGE_RADIUS)
    write(painter, theme, rect, text, "key", tone, Qt.AlignmentFlag.AlignHCenter)
