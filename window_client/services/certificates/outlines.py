"""TrueType outlines as PDF paths: for marks that must be seen on paper but not be read as text."""

from __future__ import annotations

import struct
from functools import lru_cache

from window_client.errors import FontsMissingError
from window_client.services.certificates.fonts import MappedFont

_ON_CURVE, _X_SHORT, _Y_SHORT, _REPEAT, _X_SAME, _Y_SAME = 1, 2, 4, 8, 16, 32

Point = tuple[float, float, bool]
"""x, y in font units, and whether the point lies on the curve."""


@lru_cache(maxsize=32)
def glyph_path(font: MappedFont, character: str) -> str:
    """Path operators (without painting) of one simple glyph in font units, y upward.

    `FontsMissingError` for a character the font lacks or builds from other glyphs.
    """
    glyph = font.glyph_of(ord(character))
    data = font.outline(glyph)
    if not glyph or not data or struct.unpack_from(">h", data)[0] < 0:
        raise FontsMissingError(detail=f"{font.path.name} has no simple outline for U+{ord(character):04X}")
    return " ".join(_contour_path(contour) for contour in _read_contours(data) if len(contour) > 2)


def _read_contours(data: bytes) -> list[list[Point]]:
    """The contours of a simple glyph (OpenType `glyf` table)."""
    count = struct.unpack_from(">h", data)[0]
    ends = struct.unpack_from(f">{count}H", data, 10)
    position = 10 + 2 * count
    position += 2 + struct.unpack_from(">H", data, position)[0]
    total = ends[-1] + 1
    flags: list[int] = []
    while len(flags) < total:
        flag = data[position]
        position += 1
        flags.append(flag)
        if flag & _REPEAT:
            flags.extend([flag] * data[position])
            position += 1
    xs, position = _read_axis(data, position, flags, _X_SHORT, _X_SAME)
    ys, position = _read_axis(data, position, flags, _Y_SHORT, _Y_SAME)
    points = [(float(x), float(y), bool(f & _ON_CURVE)) for x, y, f in zip(xs, ys, flags, strict=False)]
    starts = (0, *(end + 1 for end in ends[:-1]))
    return [points[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _read_axis(data: bytes, position: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    values: list[int] = []
    value = 0
    for flag in flags:
        if flag & short:
            value += data[position] if flag & same else -data[position]
            position += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, position)[0]
            position += 2
        values.append(value)
    return values, position


def _contour_path(contour: list[Point]) -> str:
    """Quadratic splines with implied points, written as the cubic curves that PDF has."""
    points: list[Point] = []
    for index, point in enumerate(contour):
        following = contour[(index + 1) % len(contour)]
        points.append(point)
        if not point[2] and not following[2]:
            points.append(((point[0] + following[0]) / 2, (point[1] + following[1]) / 2, True))
    first = next(index for index, point in enumerate(points) if point[2])
    points = points[first:] + points[: first + 1]
    x, y, _ = points[0]
    parts = [f"{x:g} {y:g} m"]
    control: Point | None = None
    for px, py, on_curve in points[1:]:
        if not on_curve:
            control = (px, py, False)
            continue
        if control is None:
            parts.append(f"{px:g} {py:g} l")
        else:
            cx, cy, _ = control
            ends = (
                x + 2 * (cx - x) / 3,
                y + 2 * (cy - y) / 3,
                px + 2 * (cx - px) / 3,
                py + 2 * (cy - py) / 3,
            )
            parts.append("{:.1f} {:.1f} {:.1f} {:.1f} ".format(*ends) + f"{px:g} {py:g} c")
        x, y, control = px, py, None
    return " ".join([*parts, "h"])
