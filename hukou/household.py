"""The register extract: what the register says of one person, as the province delivers it for one case.

Only what a certificate may need travels (domain: data minimisation; PIPL Art. 6). Religion, height, blood
type, education, marital and military status, health and employer are absent from these types on purpose, so
that no screen, store or log can hold them.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class HouseholdType(StrEnum):
    FAMILY = "family_household"
    COLLECTIVE = "collective_household"

    @property
    def label(self) -> str:
        return "家庭户" if self is HouseholdType.FAMILY else "集体户"


class RegistrationStatus(StrEnum):
    REGISTERED = "registered"
    CANCELLED = "cancelled"
    MOVED_OUT = "moved_out"


class EventKind(StrEnum):
    """What the register records about a person over time."""

    BIRTH = "birth"
    MOVE_IN = "move_in"
    MOVE_OUT = "move_out"
    CHANGE = "change"
    CORRECTION = "correction"
    CANCELLED_DEATH = "cancelled_death"
    CANCELLED_SETTLED_ABROAD = "cancelled_settled_abroad"
    CANCELLED_SETTLED_HMT = "cancelled_settled_hmt"

    @property
    def is_cancellation(self) -> bool:
        return self.value.startswith("cancelled_")


class RegisterEvent(_Value):
    """One entry of 登记事项变更和更正记载, 何时何因迁来/迁往 or 注销."""

    kind: EventKind
    recorded_on: date
    """The day the register was changed."""
    item: str = ""
    """Register item in Chinese (姓名, 出生日期 …) of a change or correction."""
    old: str = ""
    new: str = ""
    reason: str = ""
    place: str = ""
    """Where to or from: a destination address, a country, 香港/澳门/台湾."""
    occurred_on: date | None = None
    """The day of the fact itself where the register names it (registered date of death)."""


class Person(_Value):
    """A registered person. `person_id` is the register's own key: citizen numbers can be wrong or doubled."""

    person_id: str
    name: str
    former_name: str = ""
    sex: str
    """GB/T 2261.1 code."""
    ethnic_group: str
    """GB/T 3304 code, two digits. Printed by forms that must, shown and searched nowhere."""
    birth_date: date
    citizen_no: str
    household_no: str
    relation_to_head: str
    """GB/T 4761 code."""
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    events: tuple[RegisterEvent, ...] = ()


class Household(_Value):
    household_no: str
    household_type: HouseholdType
    head_name: str
    address: str
    station: str
    station_name: str


class FormerMember(_Value):
    """Someone who was once registered in the same household as the subject."""

    name: str
    citizen_no: str
    birth_date: date
    relation: str
    """GB/T 4761 code: what this person was to the subject of the extract."""


class FormerHousehold(_Value):
    """A household the subject once belonged to, from the archive."""

    household_no: str
    head_name: str
    address: str
    start: date
    end: date
    archive_reference: str
    members: tuple[FormerMember, ...] = ()


class RegisterExtract(_Value):
    """The answer to one look-up: bound to the case and the purpose it was asked for."""

    case_id: str
    purpose: str
    as_of: datetime
    """When the province read the register (UTC)."""
    register_version: int
    """Rises with every change of this person's register entry; tells a stale extract."""
    person: Person
    household: Household
    former_households: tuple[FormerHousehold, ...] = ()


class Candidate(_Value):
    """One of several persons that a name and a birth date match; masked until one is chosen."""

    person_id: str
    name: str
    sex: str
    birth_date: date
    masked_no: str
    station_name: str
