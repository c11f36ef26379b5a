"""Citizen identification numbers (公民身份号码), GB 11643-1999.

Eighteen characters `AAAAAA YYYYMMDD SSS C`: division of first registration, birth date, sequence (odd for
men, even for women) and a check character. The permits of residents of Hong Kong, Macao and Taiwan and, since
2023, the ID card of foreign permanent residents carry numbers of the same build; `CitizenNo.scheme` tells
them apart. The division never changes when a person moves, so numbers keep codes abolished long ago: that is
a warning (`division_warning`), never an error.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hukou.divisions import Division, DivisionTable

MAX_AGE = 130
"""Years; a birth date further back is taken for a slip of the pen."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_BULLET = "•"
_SEPARATORS = frozenset("-‐‑–—_")


class NumberScheme(StrEnum):
    """Whose number it is, read off the first six digits."""

    RESIDENT = "resident"
    HONG_KONG = "hong_kong"
    MACAO = "macao"
    TAIWAN = "taiwan"
    FOREIGN = "foreign"


_SCHEME_PREFIXES = {
    "810000": NumberScheme.HONG_KONG,
    "820000": NumberScheme.MACAO,
    # The permit uses 830000 although GB/T 2260 gives Taiwan 710000 (国办发〔2018〕81号).
    "830000": NumberScheme.TAIWAN,
}


class CitizenNoFault(StrEnum):
    """What is wrong with a number. The first fault in this order is reported."""

    LENGTH = "length"
    CHARACTERS = "characters"
    BIRTH_DATE = "birth_date"
    BIRTH_FUTURE = "birth_future"
    AGE = "age"
    CHECK_DIGIT = "check_digit"


class CitizenNoError(ValueError):
    """The text is no citizen number; `kind` says why.

    The number itself and the check character that would fit are left out on purpose: the one would reach
    logs, the other would be typed in to make a wrong number pass.
    """

    def __init__(self, kind: CitizenNoFault) -> None:
        super().__init__(f"not a citizen number: {kind}")
        self.kind = kind


@dataclass(frozen=True, slots=True, repr=False)
class CitizenNo:
    """A number that passed `parse_citizen_no`; `text` is its eighteen characters.

    `str()` and `repr()` give the masked form, so that a number reaches a log or a list only on purpose.
    """

    text: str

    @property
    def division_code(self) -> str:
        """The six-digit division of first registration, or 810000, 820000, 830000, 9nnnnn."""
        return self.text[:6]

    @property
    def birth_date(self) -> date:
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sequence(self) -> int:
        return int(self.text[14:17])

    @property
    def sex_code(self) -> str:
        """GB/T 2261.1: `"1"` male, `"2"` female (GB 11643-1999 §4.2.3: odd sequences are men's)."""
        return "1" if self.sequence % 2 else "2"

    @property
    def scheme(self) -> NumberScheme:
        if self.text[0] == "9":
            return NumberScheme.FOREIGN
        return _SCHEME_PREFIXES.get(self.division_code, NumberScheme.RESIDENT)

    @property
    def is_hmt_permit(self) -> bool:
        """Whether it is the number of a 港澳台居民居住证."""
        return self.scheme in (NumberScheme.HONG_KONG, NumberScheme.MACAO, NumberScheme.TAIWAN)

    @property
    def spaced(self) -> str:
        """Six, eight and four characters, for reading aloud and comparing."""
        return f"{self.text[:6]} {self.text[6:14]} {self.text[14:]}"

    @property
    def masked(self) -> str:
        """Like `spaced`, with the birth date hidden: `390102 •••••••• 0517`."""
        return f"{self.text[:6]} {_BULLET * 8} {self.text[14:]}"

    def age_on(self, day: date) -> int:
        """Full years of age (周岁) on `day`; born on 29 February, a year is full on 1 March."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"CitizenNo({self.masked})"


def check_character(first_seventeen: str) -> str:
    """The eighteenth character for seventeen digits (ISO 7064 MOD 11-2, GB 11643-1999 §4.2.4)."""
    if len(first_seventeen) != 17 or not _is_digits(first_seventeen):
        raise ValueError("seventeen ASCII digits are needed")
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def normalise_citizen_no(text: str) -> str:
    """What was typed or read, without spaces, hyphens and invisible characters, in upper-case ASCII."""
    kept = []
    for character in text:
        if character in _SEPARATORS or unicodedata.category(character) in ("Zs", "Cc", "Cf"):
            continue
        if "！" <= character <= "～":  # full-width forms of the printable ASCII characters
            character = chr(ord(character) - 0xFEE0)
        if character not in _SEPARATORS:
            kept.append(character)
    return "".join(kept).upper()


def parse_citizen_no(text: str, today: date) -> CitizenNo:
    """Check a typed or read number and give it as a value.

    Full-width digits, lower-case x, spaces and hyphens are accepted. Fifteen-digit numbers are refused
    (invalid since 2013-01-01, 居民身份证法 Art. 23): `upgrade_citizen_no` is for archives. `today` is what
    future and age are measured against. Raises `CitizenNoError`.
    """
    number = normalise_citizen_no(text)
    if len(number) != 18:
        raise CitizenNoError(CitizenNoFault.LENGTH)
    if not _is_digits(number[:17]) or number[17] not in "0123456789X":
        raise CitizenNoError(CitizenNoFault.CHARACTERS)
    born = _date(number[6:14])
    if born is None:
        raise CitizenNoError(CitizenNoFault.BIRTH_DATE)
    if born > today:
        raise CitizenNoError(CitizenNoFault.BIRTH_FUTURE)
    parsed = CitizenNo(number)
    if parsed.age_on(today) > MAX_AGE:
        raise CitizenNoError(CitizenNoFault.AGE)
    if check_character(number[:17]) != number[17]:
        raise CitizenNoError(CitizenNoFault.CHECK_DIGIT)
    return parsed


def upgrade_citizen_no(text: str, today: date) -> CitizenNo:
    """The 18-character number for a 15-digit one of the first generation, as archives still show it.

    Inserts the century after the division and appends the check character (GB 11643-1999). Sequences 996 to
    999 were kept for people born in the century before. Raises `CitizenNoError`.
    """
    number = normalise_citizen_no(text)
    if len(number) != 15:
        raise CitizenNoError(CitizenNoFault.LENGTH)
    if not _is_digits(number):
        raise CitizenNoError(CitizenNoFault.CHARACTERS)
    century = "18" if number[12:] >= "996" else "19"
    body = number[:6] + century + number[6:]
    return parse_citizen_no(body + check_character(body), today)


class DivisionWarningKind(StrEnum):
    UNKNOWN = "unknown"
    ABOLISHED = "abolished"


@dataclass(frozen=True, slots=True)
class DivisionWarning:
    """A division code that deserves a look: never assigned, or abolished since (then `division` is set)."""

    kind: DivisionWarningKind
    code: str
    division: Division | None = None


def division_warning(no: CitizenNo, table: DivisionTable) -> DivisionWarning | None:
    """Whether the division of a number is unknown to or abolished in `table`.

    None for a division in force, and for permits and foreigners' cards, whose first six digits are none.
    """
    if no.scheme is not NumberScheme.RESIDENT:
        return None
    division = table.get(no.division_code)
    if division is None:
        return DivisionWarning(DivisionWarningKind.UNKNOWN, no.division_code)
    if division.is_current:
        return None
    return DivisionWarning(DivisionWarningKind.ABOLISHED, no.division_code, division)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
