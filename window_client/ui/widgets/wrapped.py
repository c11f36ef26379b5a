"""Text of several lines in self-painting rows: how tall it becomes, and drawing it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from window_client.ui.theme import Theme

_FLAGS = Qt.TextFlag.TextWordWrap
_TALLEST = 10_000


def wrapped_height(theme: Theme, text: str, role: str, width: float) -> int:
    """Height in pixels of `text` broken to `width` pixels; 0 for no text."""
    if not text:
        return 0
    room = QRect(0, 0, max(1, int(width)), _TALLEST)
    return (
        theme.metrics(role).boundingRect(room, int(Qt.AlignmentFlag.AlignLeft) | int(_FLAGS), text).height()
    )


def write_wrapped(painter: QPainter, theme: Theme, rect: QRectF, text: str, role: str, tone: str) -> int:
    """Write from the top of `rect`, breaking at its width; the height taken."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(tone))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft) | int(_FLAGS), text)
    return wrapped_height(theme, text, role, int(rect.width()))
