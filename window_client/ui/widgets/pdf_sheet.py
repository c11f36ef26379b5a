"""Pages of a finished PDF, with the private pieces painted over until someone holds the reveal key.

What is shown is the very file that is printed and kept. Rendering happens on a lane: `render_pages` makes
pictures from bytes and touches no widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import begin

if TYPE_CHECKING:
    from window_client.services.certificates.sheet import MaskedArea

_GAP, _EDGE = 16, 16
PAPER = QColor("#FFFFFF")
INK = QColor("#5C697B")


@dataclass(frozen=True)
class Page:
    """One page as a picture. `size` is in points, so that areas can be placed on it."""

    image: QImage
    size: QSizeF


def render_pages(pdf: bytes, width: int, ratio: float = 1.0) -> list[Page]:
    """All pages, `width` logical pixels wide. Runs in any thread; `ValueError` for what is no PDF."""
    from PySide6.QtPdf import QPdfDocument  # not before the first preview: it costs start-up time

    document = QPdfDocument()
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise ValueError(f"not a readable PDF: {document.error()}")
    pages = []
    for number in range(document.pageCount()):
        size = document.pagePointSize(number)
        pixels = QSize(round(width * ratio), round(width * ratio * size.height() / size.width()))
        picture = document.render(number, pixels)
        flat = QImage(pixels, QImage.Format.Format_RGB32)
        flat.fill(PAPER)
        painter = QPainter(flat)
        painter.drawImage(0, 0, picture)
        painter.end()
        flat.setDevicePixelRatio(ratio)
        pages.append(Page(flat, size))
    document.close()
    return pages


class PdfSheet(QWidget):
    """Shows rendered pages below each other. Numbers are dots unless `set_revealed(True)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[Page] = []
        self._areas: tuple[MaskedArea, ...] = ()
        self._width = 400
        self._revealed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Preview, numbers are hidden"))

    def set_pages(self, pages: Sequence[Page], areas: Sequence[MaskedArea], width: int) -> None:
        """Show pages `width` logical pixels wide, hiding `areas` (points from the top left corner)."""
        self._pages, self._areas, self._width = list(pages), tuple(areas), width
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.set_pages([], (), self._width)

    def has_pages(self) -> bool:
        """Whether there is something to see."""
        return bool(self._pages)

    def is_revealed(self) -> bool:
        """Whether the hidden pieces can be read now."""
        return self._revealed

    def set_revealed(self, revealed: bool) -> None:
        """Show the hidden pieces, or their dots."""
        self._revealed = revealed
        self.update()

    def _height(self, page: Page) -> float:
        return self._width * page.size.height() / page.size.width()

    def sizeHint(self) -> QSize:
        height = sum(self._height(page) for page in self._pages) + _GAP * max(0, len(self._pages) - 1)
        return QSize(self._width + 2 * _EDGE, round(height) + 2 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        painter.fillRect(self.rect(), theme.colour("line"))
        left = max(float(_EDGE), (self.width() - self._width) / 2)
        top = float(_EDGE)
        for number, page in enumerate(self._pages, 1):
            sheet = QRectF(round(left), round(top), self._width, self._height(page))
            painter.fillRect(sheet.translated(0, 2).adjusted(-1, 0, 1, 1), theme.colour("shadow"))
            painter.drawImage(sheet, page.image)
            if not self._revealed:
                for area in self._areas:
                    if area.page == number:
                        self._hide(painter, sheet, page.size, area)
            top += sheet.height() + _GAP

    @staticmethod
    def _hide(painter: QPainter, sheet: QRectF, size: QSizeF, area: MaskedArea) -> None:
        scale = sheet.width() / size.width()
        spot = QRectF(
            sheet.left() + area.x * scale, sheet.top() + area.y * scale, area.w * scale, area.h * scale
        )
        painter.fillRect(spot.adjusted(-1, -1, 1, 1), PAPER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(INK)
        count = max(4, round(area.w / max(area.h, 1.0) / 0.55))
        pitch = spot.width() / count
        radius = max(1.2, min(pitch * 0.32, spot.height() * 0.16))
        for index in range(count):
            painter.drawEllipse(
                QPointF(spot.left() + pitch * (index + 0.5), spot.center().y()), radius, radius
            )
