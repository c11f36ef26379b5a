"""Which block of Unicode an ideograph belongs to, and how well systems of today cope with it.

Blocks are written out because the interpreter's own character data is older than the newest of them
(Extension H is unassigned to Python 3.11).
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import lru_cache

_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x3007, 0x3007, "zero"),
    (0x3400, 0x4DBF, "ext_a"),
    (0x4E00, 0x9FFF, "unified"),
    (0xF900, 0xFAFF, "compatibility"),
    (0x20000, 0x2A6DF, "ext_b"),
    (0x2A700, 0x2B73F, "ext_c"),
    (0x2B740, 0x2B81F, "ext_d"),
    (0x2B820, 0x2CEAF, "ext_e"),
    (0x2CEB0, 0x2EBEF, "ext_f"),
    (0x2EBF0, 0x2EE5F, "ext_i"),
    (0x2F800, 0x2FA1F, "compatibility_supplement"),
    (0x30000, 0x3134F, "ext_g"),
    (0x31350, 0x323AF, "ext_h"),
    (0x323B0, 0x3347F, "ext_j"),
)

_PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


class Block(StrEnum):
    """Where an ideograph is encoded; the order of release, not of rarity."""

    ZERO = "zero"
    """〇, U+3007: a letter number by Unicode, an ordinary character in names."""
    UNIFIED = "unified"
    EXT_A = "ext_a"
    EXT_B = "ext_b"
    EXT_C = "ext_c"
    EXT_D = "ext_d"
    EXT_E = "ext_e"
    EXT_F = "ext_f"
    EXT_G = "ext_g"
    EXT_H = "ext_h"
    EXT_I = "ext_i"
    EXT_J = "ext_j"
    COMPATIBILITY = "compatibility"
    COMPATIBILITY_SUPPLEMENT = "compatibility_supplement"


class Rarity(IntEnum):
    """How far beyond old systems a character lies; higher is harder to type, show and compare."""

    COMMON = 0
    """In GB 2312: every system has it."""
    UNCOMMON = 1
    """In GBK (the 20,902 of Unicode 1.1): most systems have it."""
    RARE = 2
    """Beyond GBK, within the first 65,536 code points: many systems show a box."""
    RARE_PLANE_2 = 3
    """Beyond the first 65,536 code points: two UTF-16 units, four bytes in GB 18030."""
    PRIVATE_USE = 4
    """No character of Unicode: what is shown depends on the font."""


def block_of(character: str) -> Block | None:
    """The block of an ideograph; None for anything else, private use included."""
    code = ord(character)
    for first, last, name in _BLOCKS:
        if first <= code <= last:
            return Block(name)
    return None


def is_private_use(character: str) -> bool:
    """Whether the code point lies in one of Unicode's three private-use areas."""
    return any(first <= ord(character) <= last for first, last in _PRIVATE_USE)


def is_compatibility(character: str) -> bool:
    """Whether it is a CJK compatibility ideograph, which every normal form of Unicode would replace."""
    return block_of(character) in (Block.COMPATIBILITY, Block.COMPATIBILITY_SUPPLEMENT)


@lru_cache(maxsize=4096)
def rarity_of(character: str) -> Rarity:
    """How rare one character is, measured by the oldest character set that has it."""
    if is_private_use(character):
        return Rarity.PRIVATE_USE
    if ord(character) > 0xFFFF:
        return Rarity.RARE_PLANE_2
    for charset, rarity in (("gb2312", Rarity.COMMON), ("gbk", Rarity.UNCOMMON)):
        try:
            character.encode(charset)
        except UnicodeEncodeError:
            continue
        return rarity
    return Rarity.RARE
