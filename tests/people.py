"""The sample register for tests, and how to find somebody in it."""

from __future__ import annotations

import json
from collections.abc import Callable

import sqlalchemy as sa

from hukou.household import EventKind
from provincial_service.province import Province
from provincial_service.sample_register import SampleRegister, generate, load_register
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables


def load_sample(province: Province, persons: int = 400) -> SampleRegister:
    """Some hundred fictitious people over two stations, with every kind of history."""
    register = generate(persons=persons)
    load_register(province.store, register)
    return register


def find_person(register: SampleRegister, wanted: Callable[[PersonDraft], bool]) -> PersonDraft:
    """The first adult of the register that fits."""
    return next(p for p in register.persons() if p.age_on(register.as_of) >= 18 and wanted(p))


def has_event(kind: EventKind, item: str = "") -> Callable[[PersonDraft], bool]:
    return lambda person: any(e.kind is kind and (not item or e.item == item) for e in person.events)


def change_register(province: Province, person: PersonDraft, address: str) -> None:
    """The register goes on: the person's household is written down at another address, with the event of it."""
    event = {
        "kind": "change",
        "recorded_on": "2026-11-23",
        "item": "住址",
        "new": address,
        "reason": "门牌调整",
    }
    with province.store.write() as connection:
        row = connection.execute(
            sa.select(tables.person).where(tables.person.c.person_id == person.person_id)
        ).one()
        events = [*json.loads(row.events), event]
        connection.execute(
            sa.update(tables.person)
            .where(tables.person.c.person_id == person.person_id)
            .values(register_version=row.register_version + 1, events=json.dumps(events, ensure_ascii=False))
        )
        connection.execute(
            sa.update(tables.household)
            .where(tables.household.c.household_no == row.household_no)
            .values(address=address)
        )
