"""The place of a face on a card. Faces are neither read nor kept, so it only ever shows an outline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import begin, box, write


class PhotoPlace(QWidget):
    """88 × 112 with an outline and 照片未读取."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self.tr("Photo not read")
        self._compact = False
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """96 high in the compact layout."""
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = theme_of()
        width = max(theme.px(88), theme.metrics("caption").horizontalAdvance(self._text) + 14)
        return QSize(width, theme.px(96 if self._compact else 112))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect = QRectF(self.rect())
        box(painter, rect, theme.colour("sunken"), theme.colour("key-line"))
        line = theme.metrics("caption").height()
        room = rect.height() - line - 8
        centre = rect.center().x()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("photo"))
        head = room * 0.19
        painter.drawEllipse(QPointF(centre, room * 0.42), head * 0.85, head)
        shoulders = QPainterPath()
        bottom = room + 2
        half = head * 1.55
        shoulders.moveTo(centre - half, bottom)
        shoulders.cubicTo(
            centre - half, bottom - head * 1.5, centre + half, bottom - head * 1.5, centre + half, bottom
        )
        shoulders.closeSubpath()
        painter.drawPath(shoulders)
        write(painter, theme, QRectF(rect.left(), rect.bottom() - line - 4, rect.width(), line), self._text,
              "caption", "text-2", Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
