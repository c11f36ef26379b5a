"""Which Han characters a set of fonts can print, against the Unicode blocks that GB 18030-2022 refers to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HAN_BLOCKS: dict[str, tuple[int, int]] = {
    "URO": (0x4E00, 0x9FFF),
    "Ext A": (0x3400, 0x4DBF),
    "Ext B": (0x20000, 0x2A6DF),
    "Ext C": (0x2A700, 0x2B73F),
    "Ext D": (0x2B740, 0x2B81F),
    "Ext E": (0x2B820, 0x2CEAF),
    "Ext F": (0x2CEB0, 0x2EBEF),
    "Ext I": (0x2EBF0, 0x2EE5F),
    "Ext G": (0x30000, 0x3134F),
    "Ext H": (0x31350, 0x323AF),
    "Compatibility": (0xF900, 0xFAFF),
    "Compatibility Supplement": (0x2F800, 0x2FA1F),
}
"""Unicode block name (short) to first and last code point, unassigned ones included."""

GB18030_LEVEL_3: tuple[tuple[int, int], ...] = (
    (0x3400, 0x4DB5),
    (0x4E00, 0x9FEF),
    (0xFA0E, 0xFA0F),
    (0xFA11, 0xFA11),
    (0xFA13, 0xFA14),
    (0xFA1F, 0xFA1F),
    (0xFA21, 0xFA21),
    (0xFA23, 0xFA24),
    (0xFA27, 0xFA29),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
"""GB 18030-2022 implementation level 3: 87,887 Han characters, what public services must reach (§9, 2023-08-01)."""


@dataclass(frozen=True)
class Coverage:
    """How much of a set of ranges can be drawn; `missing` lists the first hundred code points that cannot."""

    wanted: int
    drawn: int
    missing: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        return self.drawn == self.wanted


def measure_coverage(can_draw: Callable[[int], bool], ranges: tuple[tuple[int, int], ...]) -> Coverage:
    """Ask `can_draw` for every code point of the inclusive `ranges`."""
    wanted = drawn = 0
    missing: list[int] = []
    for first, last in ranges:
        for point in range(first, last + 1):
            wanted += 1
            if can_draw(point):
                drawn += 1
            elif len(missing) < 100:
                missing.append(point)
    return Coverage(wanted, drawn, tuple(missing))


def measure_level_3(can_draw: Callable[[int], bool]) -> Coverage:
    return measure_coverage(can_draw, GB18030_LEVEL_3)
