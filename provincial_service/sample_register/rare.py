"""The persons whose names need more than the common fonts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from provincial_service.sample_register.generation import SampleRegister


@dataclass(frozen=True)
class RareName:
    """`block` is the letter of the Unicode extension block (A to G) of the name's rare character."""

    person_id: str
    name: str
    citizen_no: str
    birth_date: date
    block: str


def rare_name_persons(register: SampleRegister) -> Iterator[RareName]:
    """Every person with a rare character in the name, in the register's order."""
    for person in register.persons():
        if person.rare_block:
            yield RareName(
                person.person_id, person.name, person.citizen_no, person.birth_date, person.rare_block
            )
