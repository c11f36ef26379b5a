"""Chinese line breaking and justification, by the widths of the fonts that will draw the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from window_client.services.certificates.fonts import FontStack

_NO_START = frozenset("，。、；：？！）”’》〉】〕」』％·—…‰℃")
"""Never at the start of a line (GB/T 15834-2011 §5.1)."""
_NO_END = frozenset("（“‘《〈【〔「『")
_MAX_STRETCH = 0.09
"""Ems of extra space between two characters of a justified line; a shorter line stays ragged. From a tenth of
an em on, text extraction takes the gap for a space."""
_HANGING = frozenset("，。、；：）”’》〉】〕」』")
"""Marks whose right half is empty: at the end of a line that half may stand outside the measure."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, cut into pieces that are not stretched inside. All lengths are in ems."""

    pieces: tuple[str, ...]
    gaps: tuple[float, ...]
    """Extra space before each piece: stretching when justified, negative between two half-empty marks."""
    width: float
    indent: float


def split_pieces(text: str, keep: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Single characters, with numbers, Latin words and every text of `keep` in one piece.

    `keep` holds what a preview covers: it must not break over two lines.
    """
    whole = "".join(f"{re.escape(part)}|" for part in keep if part)
    return tuple(re.findall(f"{whole}[!-~]+|.", text, re.DOTALL))


def measure(text: str, stack: FontStack) -> float:
    """Width of a text in ems."""
    return sum(map(stack.width, text))


def break_lines(
    text: str, stack: FontStack, width: float, indent: float = 2.0, keep: tuple[str, ...] = ()
) -> list[Line]:
    """Break a paragraph into lines of at most `width` ems; the first is indented by `indent` ems.

    All lines but the last are justified. A piece longer than a whole line is cut where the line ends.
    """
    pieces = _fitting(split_pieces(text, keep), stack, width - indent)
    widths = [measure(piece, stack) for piece in pieces]
    kerns = [0.0, *(_kern(left, right) for left, right in pairwise(pieces))]
    lines: list[Line] = []
    start = 0
    while start < len(pieces):
        shift = 0.0 if lines else indent
        end, used = start, 0.0
        while end < len(pieces):
            kern = kerns[end] if end > start else 0.0
            if used + kern + _needed(pieces[end], widths[end]) > width - shift + 1e-6:
                break
            used += kern + widths[end]
            end += 1
        if end < len(pieces):
            end = _legal_break(pieces, start, end)
        gaps = [0.0, *kerns[start + 1 : end]]
        used = sum(widths[start:end]) + sum(gaps)
        if end < len(pieces):
            gaps = _justify(gaps, used, width - shift, hanging=pieces[end - 1] in _HANGING)
        lines.append(Line(tuple(pieces[start:end]), tuple(gaps), used, shift))
        start = end
    return lines


def _fitting(pieces: Sequence[str], stack: FontStack, width: float) -> list[str]:
    fitting: list[str] = []
    for piece in pieces:
        if len(piece) > 1 and measure(piece, stack) > width:
            fitting.extend(piece)
        else:
            fitting.append(piece)
    return fitting


def _kern(left: str, right: str) -> float:
    """Two marks whose blank halves meet take the room of one and a half (CLREQ §3.1.6, 标点挤压)."""
    both_blank = left in _HANGING and (right in _HANGING or right in _NO_END)
    return -0.5 if both_blank or (left in _NO_END and right in _NO_END) else 0.0


def _needed(piece: str, width: float) -> float:
    """The width a piece needs if it ends the line."""
    return width - 0.5 if piece in _HANGING else width


def _legal_break(pieces: Sequence[str], start: int, end: int) -> int:
    """Move a break back until no line starts with a closing mark or ends with an opening one."""
    place = end
    while place > start + 1 and (pieces[place][0] in _NO_START or pieces[place - 1][-1] in _NO_END):
        place -= 1
    return place if place > start + 1 else end


def _justify(gaps: list[float], used: float, room: float, *, hanging: bool) -> list[float]:
    """Spread what is left of the line over its gaps, unless that would tear it apart."""
    slack = room - used + (0.5 if hanging else 0.0)
    share = slack / (len(gaps) - 1) if len(gaps) > 1 else 0.0
    if not 0 < share <= _MAX_STRETCH:
        return gaps
    return [0.0, *(gap + share for gap in gaps[1:])]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines in the size that was found to fit; `leading` is the pitch of lines in points."""

    size: float
    leading: float
    lines: tuple[Line, ...]


def fit_paragraphs(
    paragraphs: Sequence[str],
    stack: FontStack,
    *,
    width: float,
    height: float,
    sizes: Sequence[float],
    leadings: tuple[float, float],
    keep: tuple[str, ...] = (),
) -> Fitted | None:
    """The largest size, and in it the widest leading, in which the paragraphs fit; None when none does.

    `width` and `height` (first baseline to last) are points, `sizes` points in falling order, `leadings` the
    wished and the least line pitch in ems.
    """
    wished, least = leadings
    for size in sizes:
        lines = [line for text in paragraphs for line in break_lines(text, stack, width / size, keep=keep)]
        gaps = len(lines) - 1
        if gaps * size * wished <= height:
            return Fitted(size, size * wished, tuple(lines))
        if height / gaps >= size * least:
            return Fitted(size, height / gaps, tuple(lines))
    return None
