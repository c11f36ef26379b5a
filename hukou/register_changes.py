"""What a later register extract says otherwise than an earlier one of the same person.

A decision is taken on one extract. When a newer one comes, whoever decides has to see what changed in between,
and nothing else; values of the ethnic group are not carried, as no screen shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hukou.household import FormerHousehold, Person, RegisterEvent, RegisterExtract


class Changed(StrEnum):
    """The register item that differs, or what was added to or taken from the history."""

    PERSON = "person"
    """Another entry of the register altogether: the values are the names."""
    NAME = "name"
    FORMER_NAME = "former_name"
    SEX = "sex"
    """GB/T 2261.1 codes."""
    ETHNIC_GROUP = "ethnic_group"
    """Without values."""
    BIRTH_DATE = "birth_date"
    """ISO dates."""
    CITIZEN_NO = "citizen_no"
    """Full numbers: a screen masks them."""
    HOUSEHOLD_NO = "household_no"
    RELATION_TO_HEAD = "relation_to_head"
    """GB/T 4761 codes."""
    STATUS = "status"
    """Values of `RegistrationStatus`."""
    HEAD_NAME = "head_name"
    ADDRESS = "address"
    STATION = "station"
    HOUSEHOLD_TYPE = "household_type"
    """Values of `HouseholdType`."""
    EVENT_ADDED = "event_added"
    EVENT_REMOVED = "event_removed"
    FORMER_HOUSEHOLDS = "former_households"
    """Archive references, separated by 、."""


@dataclass(frozen=True)
class RegisterChange:
    """One difference; `event` for the two of the history, else what was there before and what is there now."""

    item: Changed
    before: str = ""
    after: str = ""
    event: RegisterEvent | None = None


_PERSON = (
    Changed.NAME,
    Changed.FORMER_NAME,
    Changed.SEX,
    Changed.BIRTH_DATE,
    Changed.CITIZEN_NO,
    Changed.HOUSEHOLD_NO,
    Changed.RELATION_TO_HEAD,
    Changed.STATUS,
)
_HOUSEHOLD = {
    Changed.HEAD_NAME: "head_name",
    Changed.ADDRESS: "address",
    Changed.STATION: "station_name",
    Changed.HOUSEHOLD_TYPE: "household_type",
}


def changes_between(before: RegisterExtract, after: RegisterExtract) -> tuple[RegisterChange, ...]:
    """Every difference, in the order of the register form; empty when only the time of reading differs."""
    if before.person.person_id != after.person.person_id:
        return (RegisterChange(Changed.PERSON, before.person.name, after.person.name),)
    return (
        *_person_changes(before.person, after.person),
        *_household_changes(before, after),
        *_history_changes(before.person, after.person),
    )


def _person_changes(before: Person, after: Person) -> Iterator[RegisterChange]:
    for item in _PERSON:
        old, new = str(getattr(before, item.value)), str(getattr(after, item.value))
        if old != new:
            yield RegisterChange(item, old, new)
    if before.ethnic_group != after.ethnic_group:
        yield RegisterChange(Changed.ETHNIC_GROUP)


def _household_changes(before: RegisterExtract, after: RegisterExtract) -> Iterator[RegisterChange]:
    for item, name in _HOUSEHOLD.items():
        old, new = str(getattr(before.household, name)), str(getattr(after.household, name))
        if old != new:
            yield RegisterChange(item, old, new)
    if before.former_households != after.former_households:
        yield RegisterChange(
            Changed.FORMER_HOUSEHOLDS,
            _references(before.former_households),
            _references(after.former_households),
        )


def _history_changes(before: Person, after: Person) -> Iterator[RegisterChange]:
    for event in after.events:
        if event not in before.events:
            yield RegisterChange(Changed.EVENT_ADDED, event=event)
    for event in before.events:
        if event not in after.events:
            yield RegisterChange(Changed.EVENT_REMOVED, event=event)


def _references(households: tuple[FormerHousehold, ...]) -> str:
    return "、".join(household.archive_reference for household in households)
