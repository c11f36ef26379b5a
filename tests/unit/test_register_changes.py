"""What changed in the register between two extracts of one person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from hukou.household import EventKind, HouseholdType, RegisterEvent, RegisterExtract, RegistrationStatus
from hukou.register_changes import Changed, RegisterChange, changes_between
from tests.factories import make_person
from tests.services.paper_people import make_extract

WHO = make_person()
BEFORE = make_extract(UUID(int=1), WHO)


def after(**person: Any) -> RegisterExtract:
    return BEFORE.model_copy(
        update={"register_version": 8, "person": BEFORE.person.model_copy(update=person)}
    )


def household(**values: Any) -> RegisterExtract:
    return BEFORE.model_copy(update={"household": BEFORE.household.model_copy(update=values)})


def test_the_same_data_read_later_have_not_changed() -> None:
    later = BEFORE.model_copy(update={"as_of": BEFORE.as_of.replace(year=2027), "register_version": 9})
    assert changes_between(BEFORE, later) == ()


@pytest.mark.parametrize(
    ("item", "values", "shown"),
    [
        (Changed.NAME, {"name": "林瑶"}, ("林书瑶", "林瑶")),
        (Changed.FORMER_NAME, {"former_name": "林瑶"}, ("", "林瑶")),
        (Changed.SEX, {"sex": "1"}, ("2", "1")),
        (Changed.ETHNIC_GROUP, {"ethnic_group": "02"}, ("", "")),
        (
            Changed.BIRTH_DATE,
            {"birth_date": date(1990, 1, 2)},
            (WHO.birth_date.isoformat(), "1990-01-02"),
        ),
        (
            Changed.CITIZEN_NO,
            {"citizen_no": "390102199001022343"},
            (WHO.citizen_no.text, "390102199001022343"),
        ),
        (Changed.HOUSEHOLD_NO, {"household_no": "390102000999"}, ("390102000123", "390102000999")),
        (Changed.RELATION_TO_HEAD, {"relation_to_head": "20"}, ("02", "20")),
        (Changed.STATUS, {"status": RegistrationStatus.REGISTERED}, ("moved_out", "registered")),
    ],
)
def test_items_of_the_person(item: Changed, values: dict[str, Any], shown: tuple[str, str]) -> None:
    assert changes_between(BEFORE, after(**values)) == (RegisterChange(item, *shown),)


@pytest.mark.parametrize(
    ("item", "values", "shown"),
    [
        (Changed.HEAD_NAME, {"head_name": "苏慧兰"}, ("林国栋", "苏慧兰")),
        (Changed.ADDRESS, {"address": "新址"}, (BEFORE.household.address, "新址")),
        (Changed.STATION, {"station_name": "槐里派出所"}, (BEFORE.household.station_name, "槐里派出所")),
        (
            Changed.HOUSEHOLD_TYPE,
            {"household_type": HouseholdType.COLLECTIVE},
            ("family_household", "collective_household"),
        ),
    ],
)
def test_items_of_the_household(item: Changed, values: dict[str, Any], shown: tuple[str, str]) -> None:
    assert changes_between(BEFORE, household(**values)) == (RegisterChange(item, *shown),)


def test_entries_added_and_taken_away() -> None:
    added = RegisterEvent(kind=EventKind.CORRECTION, recorded_on=date(2026, 11, 23), item="出生日期")
    later = after(events=(BEFORE.person.events[1], added))
    assert changes_between(BEFORE, later) == (
        RegisterChange(Changed.EVENT_ADDED, event=added),
        RegisterChange(Changed.EVENT_REMOVED, event=BEFORE.person.events[0]),
    )


def test_former_households_are_named_by_their_archive() -> None:
    later = BEFORE.model_copy(update={"former_households": ()})
    (change,) = changes_between(BEFORE, later)
    assert change == RegisterChange(Changed.FORMER_HOUSEHOLDS, "望桥所户籍档案 1990 年第 12 卷", "")


def test_another_person_is_said_and_nothing_compared() -> None:
    later = after(person_id="p-2", name="何䶮", sex="1")
    assert changes_between(BEFORE, later) == (RegisterChange(Changed.PERSON, "林书瑶", "何䶮"),)


def test_changes_stand_in_the_order_of_the_form() -> None:
    later = after(name="林瑶", sex="1", status=RegistrationStatus.CANCELLED)
    later = later.model_copy(update={"household": household(address="新址").household})
    items = [change.item for change in changes_between(BEFORE, later)]
    assert items == [Changed.NAME, Changed.SEX, Changed.STATUS, Changed.ADDRESS]
