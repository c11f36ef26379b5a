"""What the register says of the fictitious people whose papers tests make, and forms that ask for them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hukou.household import (
    EventKind,
    FormerHousehold,
    FormerMember,
    Household,
    HouseholdType,
    Person,
    RegisterEvent,
    RegisterExtract,
    RegistrationStatus,
)
from tests.factories import SamplePerson, make_person
from tests.fakes import STATION, station_profile

AS_OF = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)


REGISTERED_ONLY = ("certificate.other", "certificate.household_info", "certificate.temp_identity")
"""Services that certify an entry that stands."""


def make_extract(
    case_id: UUID, who: SamplePerson, *, version: int = 7, registered: bool = False, **changes: Any
) -> RegisterExtract:
    """The extract of someone who changed the name in 2005, once lived with a mother, and moved out in 2019 unless
    `registered`."""
    person = Person(
        person_id="p-1",
        name=who.name,
        sex="2",
        ethnic_group="01",
        birth_date=who.birth_date,
        citizen_no=who.citizen_no.text,
        household_no="390102000123",
        relation_to_head="02",
        status=RegistrationStatus.REGISTERED if registered else RegistrationStatus.MOVED_OUT,
        events=(
            RegisterEvent(
                kind=EventKind.CHANGE,
                recorded_on=date(2005, 4, 1),
                item="姓名",
                old="林瑶",
                new=who.name,
                reason="本人申请",
            ),
            RegisterEvent(
                kind=EventKind.MOVE_OUT,
                recorded_on=date(2019, 9, 3),
                reason="工作调动",
                place="海渡省平沙市松岭县",
            ),
        ),
    )
    household = Household(
        household_no="390102000123",
        household_type=HouseholdType.FAMILY,
        head_name="林国栋",
        address="临江省澜州市青禾区望桥街道槐里巷 31 号",
        station=STATION,
        station_name=station_profile().station_name,
    )
    former = FormerHousehold(
        household_no="390102000088",
        head_name="林国栋",
        address="临江省澜州市青禾区望桥街道槐里巷 8 号",
        start=date(1990, 5, 1),
        end=date(2004, 8, 31),
        archive_reference="望桥所户籍档案 1990 年第 12 卷",
        members=(
            FormerMember(
                name="苏慧兰",
                citizen_no=make_person(birth=date(1965, 2, 8), sequence=64).citizen_no.text,
                birth_date=date(1965, 2, 8),
                relation="52",
            ),
        ),
    )
    extract = RegisterExtract(
        case_id=str(case_id),
        purpose="出具户籍事项证明",
        as_of=AS_OF,
        register_version=version,
        person=person,
        household=household,
        former_households=(former,),
    )
    return extract.model_copy(update=changes)


FORMS: dict[str, dict[str, Any]] = {
    "certificate.cancellation": {
        "cancellation_reason": "move_out",
        "register_book": "not_shown",
        "purpose": "办理不动产登记",
    },
    "certificate.change": {
        "change_item": "name",
        "register_book": "not_shown",
        "purpose": "办理不动产登记",
    },
    "certificate.former_cohousehold": {"relative_name": "苏慧兰", "purpose": "办理公证"},
    "certificate.other": {
        "requested_fact": "household_information",
        "reason": "book_lost",
        "purpose": "办理入学",
    },
    "certificate.household_info": {"reason": "book_lost", "purpose": "办理入学"},
    "certificate.temp_identity": {"card_state": "lost", "use": "train"},
}
