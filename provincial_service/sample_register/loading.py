"""The sample register into the province's database, in bulk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Table, delete, func, select

from hukou.staff import StaffMember
from hukou.wire import StationProfile
from provincial_service.crypto import Passwords
from provincial_service.sample_register.families import HouseholdDraft
from provincial_service.sample_register.generation import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from provincial_service.sample_register.words import sample_facts
from provincial_service.store import Store
from provincial_service.store.tables import former_household, household, person
from provincial_service.store.terminals import save_staff, save_station

Progress = Callable[[int, int], None]
"""(persons loaded, persons in all)"""

_AT_ONCE = 2000


def load_stations(store: Store) -> None:
    """The two stations of the sample province; their running numbers are kept when they stand already."""
    with store.write() as connection:
        for row in sample_facts().stations:
            profile = StationProfile.model_validate(
                {**{k: v for k, v in row.items() if k != "short_name"}, "province_name": ""}
            )
            save_station(connection, profile)


def load_staff(store: Store, passwords: Passwords, secrets: dict[str, str]) -> None:
    """The sample staff whose password is given by staff number; nobody gets a password by default."""
    members = [StaffMember.model_validate(row) for row in sample_facts().staff]
    unknown = set(secrets) - {member.staff_no for member in members}
    if unknown:
        raise LookupError(", ".join(sorted(unknown)))
    hashes = {staff_no: passwords.hash(secret) for staff_no, secret in secrets.items()}
    with store.write() as connection:
        for member in members:
            if member.staff_no in hashes:
                save_staff(connection, member, hashes[member.staff_no])


def load_register(store: Store, register: SampleRegister, progress: Progress | None = None) -> None:
    """Replace the register's rows by the sample's, in one transaction."""
    total = sum(len(entry.members) for entry in register.households)
    with store.write() as connection:
        for table in (former_household, person, household):
            connection.execute(delete(table))
        for chunk in _chunks(map(_household_row, register.households)):
            connection.execute(household.insert(), chunk)
        done = 0
        for chunk in _chunks(_person_row(p) for p in register.persons()):
            connection.execute(person.insert(), chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, total)
        for chunk in _chunks(_former_rows(register)):
            connection.execute(former_household.insert(), chunk)


def count_register(store: Store) -> tuple[int, int]:
    """(persons, households) in the register."""
    with store.read() as connection:
        return _count(connection, person), _count(connection, household)


def _count(connection: Any, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _AT_ONCE)):
        yield chunk


def _household_row(entry: HouseholdDraft) -> dict[str, Any]:
    return {
        "household_no": entry.household_no,
        "household_type": entry.household_type.value,
        "head_name": entry.head_name,
        "address": entry.address,
        "station": entry.station,
    }


def _person_row(entry: PersonDraft) -> dict[str, Any]:
    events = [event.model_dump(mode="json") for event in entry.events]
    return {
        "person_id": entry.person_id,
        "name": entry.name,
        "former_name": entry.former_name,
        "sex": entry.sex,
        "ethnic_group": entry.people.code,
        "birth_date": entry.birth_date,
        "citizen_no": entry.citizen_no,
        "household_no": entry.household_no,
        "relation_to_head": entry.relation_to_head,
        "status": entry.status.value,
        "register_version": 1 + len(events),
        "events": json.dumps(events, ensure_ascii=False),
    }


def _former_rows(register: SampleRegister) -> Iterator[dict[str, Any]]:
    for person_id, entries in sorted(register.former.items()):
        for ordinal, entry in enumerate(entries, start=1):
            yield {"person_id": person_id, "ordinal": ordinal, "text": entry.model_dump_json()}
