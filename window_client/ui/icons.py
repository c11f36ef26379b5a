"""Line icons of `resources/icons`, coloured by token and drawn sharp at every size.

The SVG files use `currentColor` and a stroke of 1.75 on a 24-unit grid. They are drawn through
Qt's SVG image plugin: importing QtSvg would cost the first page more than the icons themselves.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPixmap

from hukou.resources import read_text, resource
from window_client.ui.theme import theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

SMALL_SIZE = 16
"""At this size and below the stroke is 2.1, or it would look thinner than the text beside it."""


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return read_text(resource("icons", f"{name}.svg"))


def read_sources() -> None:
    """Read every icon from the disk; for a lane, before the first pages are painted."""
    for path in resource("icons").glob("*.svg"):
        _source(path.stem)


@lru_cache(maxsize=1024)
def _shape(name: str, pixels: int, *, bold: bool) -> QImage:
    """What the icon covers. Reading SVG is the dear part and knows no colour, so it is done once for all of them."""
    text = _source(name).replace("currentColor", "#000000")
    if bold:
        text = text.replace('stroke-width="1.75"', 'stroke-width="2.1"')
    data = QByteArray(text.encode())
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(pixels, pixels))
    image = reader.read()
    if image.isNull():
        raise ValueError(f"icon {name!r}: {reader.errorString()}")
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


@lru_cache(maxsize=1024)
def _draw(name: str, rgb: str, alpha: float, size: int, ratio: float) -> QPixmap:
    image = QImage(_shape(name, max(1, round(size * ratio)), bold=size <= SMALL_SIZE))
    ink = QColor(rgb)
    ink.setAlphaF(alpha)
    has_own_colours = "currentColor" not in _source(name)  # the logo
    modes = QPainter.CompositionMode
    painter = QPainter(image)
    painter.setCompositionMode(
        modes.CompositionMode_DestinationIn if has_own_colours else modes.CompositionMode_SourceIn
    )
    painter.fillRect(image.rect(), ink)
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, colour: QColor | str, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """Icon `name` as a pixmap of `size` logical pixels; `colour` is a token or a colour.

    `ResourceError` when there is no such icon.
    """
    ink = theme_of().colour(colour) if isinstance(colour, str) else colour
    return _draw(name, ink.name(), round(ink.alphaF(), 2), size, ratio)


def icon(name: str, token: str = "text-2", size: int = 20) -> QIcon:
    """Icon for stock widgets (menus, tool buttons). Ask again after the theme has changed."""
    from PySide6.QtGui import QIcon  # creating the class costs 3 ms, and the first page needs no QIcon

    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, token, size, ratio), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, "text-3", size, ratio), QIcon.Mode.Disabled)
    return result


def draw_icon(painter: QPainter, box: QRectF, name: str, colour: QColor | str) -> None:
    """Paint icon `name` filling the square `box` (logical pixels) of a running painter."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(box.topLeft(), pixmap(name, colour, round(box.width()), ratio))
