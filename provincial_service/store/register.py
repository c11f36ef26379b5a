"""Register rows as the values of `hukou.household`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from hukou.household import (
    Candidate,
    FormerHousehold,
    Household,
    HouseholdType,
    Person,
    RegisterEvent,
    RegisterExtract,
    RegistrationStatus,
)
from provincial_service.store.tables import former_household, household, person, station


@dataclass(frozen=True)
class PersonRow:
    person_id: str
    name: str
    former_name: str
    sex: str
    ethnic_group: str
    birth_date: date
    citizen_no: str
    household_no: str
    relation_to_head: str
    status: str
    register_version: int
    events: str


_COLUMNS = tuple(person.c[name] for name in PersonRow.__dataclass_fields__)


def _rows(connection: Connection, statement: Select[Any]) -> list[PersonRow]:
    return [PersonRow(*row) for row in connection.execute(statement)]


def persons_by_number(connection: Connection, citizen_no: str, limit: int) -> list[PersonRow]:
    statement = select(*_COLUMNS).where(person.c.citizen_no == citizen_no)
    return _rows(connection, statement.order_by(person.c.person_id).limit(limit))


def persons_by_name(connection: Connection, name: str, birth_date: date, limit: int) -> list[PersonRow]:
    statement = select(*_COLUMNS).where(person.c.name == name, person.c.birth_date == birth_date)
    return _rows(connection, statement.order_by(person.c.person_id).limit(limit))


def person_by_id(connection: Connection, person_id: str) -> PersonRow | None:
    found = _rows(connection, select(*_COLUMNS).where(person.c.person_id == person_id))
    return found[0] if found else None


def _household(connection: Connection, household_no: str) -> Household:
    columns = (
        household.c.household_no,
        household.c.household_type,
        household.c.head_name,
        household.c.address,
        household.c.station,
        station.c.station_name,
    )
    joined = household.join(station, station.c.station == household.c.station)
    row = connection.execute(
        select(*columns).select_from(joined).where(household.c.household_no == household_no)
    ).one()
    return Household(
        household_no=row[0],
        household_type=HouseholdType(row[1]),
        head_name=row[2],
        address=row[3],
        station=row[4],
        station_name=row[5],
    )


def candidate(connection: Connection, row: PersonRow) -> Candidate:
    """One of several matches, masked: enough to ask the resident which one they are."""
    number = row.citizen_no
    return Candidate(
        person_id=row.person_id,
        name=row.name,
        sex=row.sex,
        birth_date=row.birth_date,
        masked_no=f"{number[:6]} {'•' * 8} {number[14:]}",
        station_name=_household(connection, row.household_no).station_name,
    )


def extract(
    connection: Connection, row: PersonRow, *, case_id: str, purpose: str, as_of: datetime
) -> RegisterExtract:
    """What the register says of one person, bound to case and purpose."""
    former = connection.execute(
        select(former_household.c.text)
        .where(former_household.c.person_id == row.person_id)
        .order_by(former_household.c.ordinal)
    ).scalars()
    return RegisterExtract(
        case_id=case_id,
        purpose=purpose,
        as_of=as_of,
        register_version=row.register_version,
        person=_person(row),
        household=_household(connection, row.household_no),
        former_households=tuple(FormerHousehold.model_validate_json(text) for text in former),
    )


def _person(row: PersonRow) -> Person:
    return Person(
        person_id=row.person_id,
        name=row.name,
        former_name=row.former_name,
        sex=row.sex,
        ethnic_group=row.ethnic_group,
        birth_date=row.birth_date,
        citizen_no=row.citizen_no,
        household_no=row.household_no,
        relation_to_head=row.relation_to_head,
        status=RegistrationStatus(row.status),
        events=tuple(RegisterEvent.model_validate(entry) for entry in json.loads(row.events)),
    )
