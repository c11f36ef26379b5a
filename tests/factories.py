"""Fictitious values for tests: numbers with valid check characters and people whose names are hard to print.

Every number lies in the provinces 39 and 48, which no edition of GB/T 2260 assigns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hukou.citizen_no import CitizenNo, check_character, parse_citizen_no

TODAY = date(2026, 11, 23)
"""The day on which tests take place unless they say otherwise."""

QINGHE = "390102"
WANGHU = "390103"
SONGLING = "480221"


def make_citizen_no(division: str, birth: date, sequence: int) -> CitizenNo:
    """A valid number; an odd `sequence` (0 to 999) makes a man, an even one a woman."""
    body = f"{division}{birth:%Y%m%d}{sequence:03d}"
    return parse_citizen_no(body + check_character(body), max(birth, TODAY))


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One fictitious resident; `hard_because` says what in the name is a trap."""

    name: str
    citizen_no: CitizenNo
    hard_because: str = ""

    @property
    def birth_date(self) -> date:
        return self.citizen_no.birth_date


def make_person(
    name: str = "林书瑶",
    *,
    division: str = QINGHE,
    birth: date = date(1990, 3, 14),
    sequence: int = 52,
    hard_because: str = "",
) -> SamplePerson:
    """A resident of the sandbox; all parts have harmless defaults."""
    return SamplePerson(name, make_citizen_no(division, birth, sequence), hard_because)


def rare_name_people() -> tuple[SamplePerson, ...]:
    """People of the sandbox with names from each block that fonts and old systems stumble over."""
    names = (
        ("阿卜杜热合曼\u00b7买买提艾力\u00b7吾斯曼江", "two dots, 20 characters"),
        ("欧阳彧", "compound surname, beyond GB 2312"),
        ("司徒頔", "compound surname, beyond GB 2312"),
        ("沈䶮", "Extension A, was private use in GBK"),
        ("苏㼆", "Extension A"),
        ("方\U00020164", "Extension B, two UTF-16 units"),
        ("谢\U0002b37d", "Extension C"),
        ("何\U0002b5af", "Extension C"),
        ("许\U0002b7a9", "Extension D"),
        ("程\U0002c029", "Extension E"),
        ("邓\U0002cd0a", "Extension E"),
        ("萧\U0002cfa7", "Extension F"),
        ("曹\U00030edd", "Extension G"),
        ("潘\uf92c", "compatibility ideograph, which NFC would replace"),
        ("田\u9fb4", "after GBK, first 65,536"),
        ("于〇", "U+3007, no ideograph by Unicode"),
    )
    return tuple(
        make_person(
            name,
            birth=date(1970 + index, 1 + index % 12, 3 + index),
            sequence=101 + index,
            hard_because=reason,
        )
        for index, (name, reason) in enumerate(names)
    )
