"""Names of persons: one spelling of the dot, no folding of characters, rare ones recognised.

Rules: 民委发〔2016〕33号 (the dot is U+00B7, fields hold at least 50 characters), 公通字〔2021〕12号 Art. 51.

Names are brought to Unicode NFC, never NFKC, with one exception: CJK compatibility ideographs stay as they
are, because NFC too would turn a registered U+F92C into U+90CE, and names compare by code points.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from hukou.ideographs import Block, Rarity, block_of, is_compatibility, is_private_use, rarity_of
from hukou.resources import ResourceError, load_toml, resource

NAME_DOT = "·"
"""U+00B7, GB 18030 `A1A4`: the only separator between the parts of a name."""

MAX_LENGTH = 50
"""Code points (民委发〔2016〕33号: fields of 50 characters)."""

_ALWAYS_DOTS = frozenset("\u0387\u16eb\u2022\u2024\u2027\u2219\u22c5\u2e31\u2e33\u30fb\ufe52\uff65\ua78f")
_DOTS_BETWEEN_IDEOGRAPHS = frozenset(".\uff0e\u3002\uff61")
"""Full stops: what an input method gives for the key of the dot."""

_FULL_WIDTH_LETTERS = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LATIN_EXTRA = frozenset(" '-.,\u2019")
_CHIP_UNITS = 15
_DOT_RUN = re.compile(f"{NAME_DOT}{{2,}}")
_SPACED_DOT = re.compile(f" ?{NAME_DOT} ?")


class NameFault(StrEnum):
    """What is wrong with a name. The first fault in this order is reported."""

    EMPTY = "empty"
    LENGTH = "length"
    PRIVATE_USE = "private_use"
    LATIN = "latin"
    CHARACTERS = "characters"
    SPACE = "space"
    DOT_EDGE = "dot_edge"
    DOT_DOUBLED = "dot_doubled"


class PersonNameError(ValueError):
    """The text cannot be a registered name; `kind` says why.

    `position` counts code points from 0 in the normalised name and `character` is what stands there; both
    are None where the fault has no place. The message holds the code point, never the name.
    """

    def __init__(self, kind: NameFault, position: int | None = None, character: str | None = None) -> None:
        where = "" if character is None else f" U+{ord(character):04X} at {position}"
        super().__init__(f"not a name: {kind}{where}")
        self.kind = kind
        self.position = position
        self.character = character


@dataclass(frozen=True, slots=True)
class RareCharacter:
    """One character of a name that old systems lack. `block` is None for private use."""

    character: str
    position: int
    rarity: Rarity
    block: Block | None

    @property
    def code_point(self) -> str:
        """Written as people read it out: `U+2CD0A`."""
        return f"U+{ord(self.character):04X}"


@dataclass(frozen=True, slots=True)
class PrivateUseReplacement:
    """A private-use character of the GBK era and what stands for it now."""

    position: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MappedName:
    """A name read from a card or an old file, with the private-use characters of GBK replaced.

    A replacement has to be confirmed against the paper, an `unknown` position settled by a person
    (需人工核对姓名): what a private-use code point shows depends on the sender's font.
    """

    name: str
    replaced: tuple[PrivateUseReplacement, ...]
    unknown: tuple[int, ...]

    @property
    def needs_review(self) -> bool:
        return bool(self.replaced or self.unknown)


def normalise_name(text: str) -> str:
    """One spelling for what was typed or read: NFC, U+00B7 for every dot, no stray spaces.

    Between ideographs a full stop counts as a dot too. Spaces around the name and around a dot vanish; any
    other run of them shrinks to one and stays, because it may stand for a dot (`spaceless_names`). Invisible
    characters vanish. Never raises; `validate_name` judges.
    """
    visible = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n\r")
    composed = _compose(visible.translate(_FULL_WIDTH_LETTERS))
    dotted = "".join(NAME_DOT if c in _ALWAYS_DOTS else c for c in composed)
    spaced = " ".join(dotted.split())
    if _has_latin(spaced):
        return _compose(spaced)
    chinese = "".join(NAME_DOT if c in _DOTS_BETWEEN_IDEOGRAPHS else c for c in spaced)
    return _compose(_SPACED_DOT.sub(NAME_DOT, chinese))


def spaceless_names(text: str) -> tuple[str, ...]:
    """What a Chinese name typed with spaces inside may mean: without them, or with the dot in their place.

    Empty when there is no such space. Which one it is, only the document can tell: nothing is chosen here.
    """
    name = normalise_name(text)
    if " " not in name or _has_latin(name):
        return ()
    return name.replace(" ", ""), name.replace(" ", NAME_DOT)


def validate_name(name: str, *, latin_allowed: bool = False) -> None:
    """Check a normalised name; raises `PersonNameError`.

    Ideographs of every block and the dot are allowed; Latin letters (with space, apostrophe, hyphen, comma
    and full stop) only where the register or a foreign document has them. A space inside a name without any
    Latin letter is a fault of its own.
    """
    if not name:
        raise PersonNameError(NameFault.EMPTY)
    if len(name) > MAX_LENGTH:
        raise PersonNameError(NameFault.LENGTH)
    spaces_allowed = latin_allowed and _has_latin(name)
    for fault in (NameFault.PRIVATE_USE, NameFault.LATIN, NameFault.CHARACTERS, NameFault.SPACE):
        for position, character in enumerate(name):
            if _character_fault(character, latin_allowed, spaces_allowed) is fault:
                raise PersonNameError(fault, position, character)
    for position in (0, len(name) - 1):
        if name[position] == NAME_DOT:
            raise PersonNameError(NameFault.DOT_EDGE, position, NAME_DOT)
    doubled = _DOT_RUN.search(name)
    if doubled is not None:
        raise PersonNameError(NameFault.DOT_DOUBLED, doubled.start() + 1, NAME_DOT)


def parse_name(text: str, *, latin_allowed: bool = False) -> str:
    """`normalise_name`, then `validate_name`: the name as it is stored."""
    name = normalise_name(text)
    validate_name(name, latin_allowed=latin_allowed)
    return name


def rare_characters(name: str, *, at_least: Rarity = Rarity.RARE) -> tuple[RareCharacter, ...]:
    """The characters of a name that reach a rarity, in order; by default those beyond GBK.

    They deserve a look on screen and on paper: a person compares them with the document.
    """
    found = []
    for position, character in enumerate(name):
        block = block_of(character)
        if block is None and not is_private_use(character):
            continue
        rarity = rarity_of(character)
        if rarity >= at_least:
            found.append(RareCharacter(character, position, rarity, block))
    return tuple(found)


def map_private_use(name: str) -> MappedName:
    """Replace the 80 private-use characters of GBK whose successors are certain; report all others."""
    table = private_use_successors()
    characters = list(name)
    replaced = []
    unknown = []
    for position, character in enumerate(characters):
        if not is_private_use(character):
            continue
        new = table.get(character)
        if new is None:
            unknown.append(position)
            continue
        characters[position] = new
        replaced.append(PrivateUseReplacement(position, character, new))
    return MappedName("".join(characters), tuple(replaced), tuple(unknown))


def same_name(first: str, second: str) -> bool:
    """Whether two names are the same, by code points after normalisation; no look-alikes are folded."""
    return normalise_name(first) == normalise_name(second)


def matches_chip_name(chip_name: str, registered: str) -> bool:
    """Whether the name read from a card's chip can be that of the register.

    The chip holds 15 UTF-16 units, so it cuts longer names; everything it does hold has to agree.
    """
    chip, full = normalise_name(chip_name), normalise_name(registered)
    if chip == full:
        return True
    cut = full.encode("utf-16-le", "surrogatepass")[: 2 * _CHIP_UNITS].decode("utf-16-le", "ignore")
    return cut != full and chip == cut


def private_use_successors() -> dict[str, str]:
    """Private-use character of GBK → its character in Unicode (`resources/codes/gbk_private_use.toml`)."""
    return _successors(resource("codes", "gbk_private_use.toml"))


@lru_cache(maxsize=4)
def _successors(path: Path) -> dict[str, str]:
    data = load_toml(path).get("character")
    if not isinstance(data, dict):
        raise ResourceError(path, "the table [character] is missing")
    try:
        return {chr(int(old, 16)): chr(int(new, 16)) for old, new in data.items()}
    except (ValueError, TypeError, OverflowError) as error:
        raise ResourceError(path, f"a pair is not two hexadecimal code points: {error}") from error


def _compose(text: str) -> str:
    """NFC for everything but compatibility ideographs, which stay."""
    return "".join(
        "".join(run) if kept else unicodedata.normalize("NFC", "".join(run))
        for kept, run in groupby(text, key=is_compatibility)
    )


def _is_latin(character: str) -> bool:
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN ")


def _has_latin(text: str) -> bool:
    return any(_is_latin(character) for character in text)


def _character_fault(character: str, latin_allowed: bool, spaces_allowed: bool) -> NameFault | None:
    if character == NAME_DOT or block_of(character) is not None:
        return None
    if character == " ":
        return None if spaces_allowed else NameFault.SPACE
    if is_private_use(character):
        return NameFault.PRIVATE_USE
    if _is_latin(character):
        return None if latin_allowed else NameFault.LATIN
    if character in _LATIN_EXTRA and latin_allowed:
        return None
    return NameFault.CHARACTERS
