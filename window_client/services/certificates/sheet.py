"""A sheet of paper to write on: millimetres from the top left corner, fonts by character, nothing clipped."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

from hukou.certificate.documents import PrivateKind, PrivateText
from window_client.errors import CertificateOverflowError, MissingGlyphError
from window_client.services.certificates.fonts import FontLibrary, FontStack, MappedFont
from window_client.services.certificates.layout import POINTS_PER_MM
from window_client.services.certificates.outlines import glyph_path
from window_client.services.certificates.reportlab_fixes import EmbeddedFont
from window_client.services.certificates.typesetting import Line, measure

_CAP = 0.88
_BELOW = 0.16
_HIDDEN_NO = slice(6, 14)
"""The eight characters of a citizen number that a screen hides: the birth date."""


@dataclass(frozen=True, slots=True)
class MaskedArea:
    """What a screen covers until someone holds the reveal key. Points from the top left corner of the page."""

    page: int
    """From 1."""
    x: float
    y: float
    w: float
    h: float
    kind: PrivateKind


class Sheet:
    """One page of a canvas."""

    def __init__(
        self, canvas: Any, library: FontLibrary, private: tuple[PrivateText, ...], page: int
    ) -> None:
        self._canvas = canvas
        self._library = library
        self._private = private
        self._page = page
        self._embedded: dict[MappedFont, EmbeddedFont] = {}
        width, height = canvas._pagesize
        self._width_pt, self._height_pt = width, height
        self.masked: list[MaskedArea] = []
        self.keep = tuple(part.text for part in private)
        """What must stay on one line, so that a preview covers it whole."""

    @property
    def page(self) -> int:
        """From 1."""
        return self._page

    def next_page(self) -> Sheet:
        """Close this page and go on with the next one, in the same fonts."""
        self._canvas.showPage()
        following = Sheet(self._canvas, self._library, self._private, self._page + 1)
        following._embedded, following.masked = self._embedded, self.masked
        return following

    def stack(self, bold: bool = False) -> FontStack:
        return self._library.bold if bold else self._library.regular

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width in millimetres."""
        return measure(text, self.stack(bold)) * size / POINTS_PER_MM

    # --- text ---------------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        grey: float = 0.0,
        room: float | None = None,
        place: str = "",
    ) -> float:
        """Write one line starting at `x`; its width in millimetres.

        With `room` (millimetres) a longer text raises `CertificateOverflowError(place)`.
        """
        width = self.width_of(text, size, bold=bold)
        if room is not None and width > room + 0.01:
            raise CertificateOverflowError(place)
        self._show(x, baseline, (text,), (0.0,), size, self.stack(bold), grey)
        return width

    def centred(
        self, centre: float, baseline: float, text: str, size: float, *, bold: bool = False, **more: Any
    ) -> None:
        self.text(centre - self.width_of(text, size, bold=bold) / 2, baseline, text, size, bold=bold, **more)

    def right_aligned(self, right: float, baseline: float, text: str, size: float) -> None:
        self.text(right - self.width_of(text, size), baseline, text, size)

    def spread(self, x: float, baseline: float, text: str, size: float, width: float) -> None:
        """Write `text` with its characters spread evenly over `width` millimetres."""
        slack = width * POINTS_PER_MM / size - measure(text, self.stack())
        gap = max(0.0, slack / (len(text) - 1)) if len(text) > 1 else 0.0
        self._show(x, baseline, tuple(text), (0.0, *(gap,) * (len(text) - 1)), size, self.stack(), 0.0)

    def line(self, x: float, baseline: float, line: Line, size: float) -> None:
        """Write a typeset line; its indent counts from `x`."""
        start = x + line.indent * size / POINTS_PER_MM
        self._show(start, baseline, line.pieces, line.gaps, size, self.stack(), 0.0)

    def _show(
        self,
        x: float,
        baseline: float,
        pieces: tuple[str, ...],
        gaps: tuple[float, ...],
        size: float,
        stack: FontStack,
        grey: float,
    ) -> None:
        left, up = x * POINTS_PER_MM, self._height_pt - baseline * POINTS_PER_MM
        self._note_private(left, baseline * POINTS_PER_MM, pieces, gaps, size, stack)
        code = self._canvas._code
        code.append(f"BT {grey:.3g} g 1 0 0 1 {left:.2f} {up:.2f} Tm")
        array: list[str] = []
        current = ""
        for piece, gap in zip(pieces, gaps, strict=True):
            if gap:
                array.append(f"{-1000 * gap:.0f}")
            for font, part in _by_font(piece, stack):
                for resource, codes in self._embed(font).encode(part):
                    if resource != current:
                        if array:
                            code.append(f"[{''.join(array)}]TJ")
                            array.clear()
                        code.append(f"/{resource} {size:g} Tf")
                        current = resource
                    array.append(f"<{codes}>")
        code.append(f"[{''.join(array)}]TJ ET")

    def _embed(self, font: MappedFont) -> EmbeddedFont:
        found = self._embedded.get(font)
        if found is None:
            found = self._embedded[font] = EmbeddedFont(font, self._canvas._doc, len(self._embedded) + 1)
        return found

    def _note_private(
        self,
        left: float,
        baseline: float,
        pieces: tuple[str, ...],
        gaps: tuple[float, ...],
        size: float,
        stack: FontStack,
    ) -> None:
        """Remember where private text stands, so that a preview can cover it."""
        text = "".join(pieces)
        for private in self._private:
            start = text.find(private.text)
            while start >= 0:
                hidden = range(start, start + len(private.text))
                if private.kind is PrivateKind.CITIZEN_NO:
                    hidden = hidden[_HIDDEN_NO]
                begin = left + size * _advance(pieces, gaps, hidden.start, stack)
                end = left + size * _advance(pieces, gaps, hidden.stop, stack)
                top, height = baseline - _CAP * size, (_CAP + _BELOW) * size
                self.masked.append(MaskedArea(self._page, begin, top, end - begin, height, private.kind))
                start = text.find(private.text, start + 1)

    # --- shapes -------------------------------------------------------------------------------------------

    def pen(self, width: float, grey: float = 0.0, dash: tuple[float, float] | None = None) -> None:
        """Line width, gap and stroke of a dash in millimetres."""
        pattern = " ".join(f"{part * POINTS_PER_MM:.2f}" for part in dash) if dash else ""
        self._canvas._code.append(f"{width * POINTS_PER_MM:.2f} w {grey:.3g} G [{pattern}] 0 d")

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        points = (self._x(x1), self._y(y1), self._x(x2), self._y(y2))
        self._canvas._code.append("{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*points))

    def frame(self, left: float, top: float, right: float, bottom: float) -> None:
        width, height = (right - left) * POINTS_PER_MM, (bottom - top) * POINTS_PER_MM
        self._canvas._code.append(f"{self._x(left):.2f} {self._y(bottom):.2f} {width:.2f} {height:.2f} re S")

    def tick_box(self, x: float, baseline: float, side: float, *, ticked: bool) -> None:
        """A square with its lower edge a little below the baseline, and a tick in it."""
        bottom = baseline + 0.12 * side
        self.pen(0.3)
        self.frame(x, bottom - side, x + side, bottom)
        if ticked:
            self.pen(0.62)
            marks = [(0.16, 0.52), (0.42, 0.24), (0.86, 0.84)]
            points = [(self._x(x + px * side), self._y(bottom - py * side)) for px, py in marks]
            path = " l ".join(f"{px:.2f} {py:.2f}" for px, py in points).replace(" l ", " m ", 1)
            self._canvas._code.append(f"1 J 1 j {path} l S 0 J 0 j")

    def circle(self, centre_x: float, centre_y: float, radius: float) -> None:
        self._canvas.circle(self._x(centre_x), self._y(centre_y), radius * POINTS_PER_MM, stroke=1, fill=0)

    def modules(self, left: float, top: float, side: float, rows: list[bytes], *, quiet: int) -> None:
        """A square matrix code: `rows` holds 1 for dark; white below it and `quiet` modules around."""
        unit = side * POINTS_PER_MM / len(rows)
        code = self._canvas._code
        code.append(f"q {unit:.5f} 0 0 {-unit:.5f} {self._x(left):.3f} {self._y(top):.3f} cm")
        code.append(f"1 g {-quiet} {-quiet} {len(rows) + 2 * quiet} {len(rows) + 2 * quiet} re f 0 g")
        for number, row in enumerate(rows):
            for start, length in _runs(row):
                code.append(f"{start} {number} {length} 1 re")
        code.append("f Q")

    def watermark(self, text: str, size: float, grey: float, angle: float) -> None:
        """Large light characters across the middle of the page, as outlines: text extraction does not see them.

        Call it first: everything else is drawn over it.
        """
        stack = self.stack(bold=True)
        half = measure(text, stack) * size / 2
        turn = radians(angle)
        across, along = sin(turn), cos(turn)
        x = self._width_pt / 2 - half * along + 0.36 * size * across
        y = self._height_pt / 2 - half * across - 0.36 * size * along
        code = self._canvas._code
        code.append(
            f"/Artifact BMC q {grey:.3g} g {along:.4f} {across:.4f} {-across:.4f} {along:.4f} {x:.2f} {y:.2f} cm"
        )
        for character in text:
            font = stack.font_for(character)
            if font is None:
                raise MissingGlyphError((ord(character),))
            scale = size / font.units_per_em
            code.append(f"q {scale:.5f} 0 0 {scale:.5f} 0 0 cm {glyph_path(font, character)} f Q")
            code.append(f"1 0 0 1 {size * stack.width(character):.2f} 0 cm")
        code.append("Q EMC")

    def _x(self, millimetres: float) -> float:
        return millimetres * POINTS_PER_MM

    def _y(self, millimetres: float) -> float:
        return float(self._height_pt - millimetres * POINTS_PER_MM)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of every run of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, module in enumerate(row):
        if not module:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs


def _by_font(text: str, stack: FontStack) -> list[tuple[MappedFont, str]]:
    """Runs of characters that one font draws; characters without a font have been refused before."""
    runs: list[tuple[MappedFont, str]] = []
    for character in text:
        font = stack.font_for(character)
        if font is None:
            raise MissingGlyphError((ord(character),))
        if runs and runs[-1][0] is font:
            runs[-1] = (font, runs[-1][1] + character)
        else:
            runs.append((font, character))
    return runs


def _advance(pieces: tuple[str, ...], gaps: tuple[float, ...], count: int, stack: FontStack) -> float:
    """Ems from the start of the line to the right edge of its first `count` characters."""
    total, seen = 0.0, 0
    for piece, gap in zip(pieces, gaps, strict=True):
        if seen >= count:
            break
        taken = piece[: count - seen]
        total += gap + measure(taken, stack)
        seen += len(taken)
    return total
