"""From a filled-in form to the gate's question, and to the register entries that the certificate is about.

Field and choice ids are those of `resources/catalogue/certificate.*.toml`; the facts and reasons among them are
those of `resources/certificate/gate.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hukou.case import Subject
from hukou.certificate import (
    CertificateKind,
    CertificateRequest,
    GateResult,
    Matter,
    check_request,
    gate_rules,
)
from hukou.citizen_no import normalise_citizen_no
from hukou.household import (
    EventKind,
    FormerHousehold,
    FormerMember,
    HouseholdType,
    RegisterEvent,
    RegisterExtract,
    RegistrationStatus,
)
from hukou.names import same_name
from hukou.service_item import ServiceItem

HOUSEHOLD_INFORMATION = "household_information"
OTHER_BY_LAW = "other_by_law"
NO_REASON = "none"
CARD_AT_HAND = "at_hand"

_INFORMATION_FACTS = ("name", "registered_address")
"""What a general certificate says first and a register book says as well: the grounds when no reason is given."""
_CHANGES = (EventKind.CHANGE, EventKind.CORRECTION)


class MatterProblem(StrEnum):
    """Why no entry of the register was found for what the form asks."""

    NO_EXTRACT = "no_extract"
    NOT_RECORDED = "not_recorded"
    AMBIGUOUS = "ambiguous"
    """Several former members carry the name: a number or a birth date has to tell them apart."""


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """`matter` is None exactly when `problem` is set."""

    matter: Matter | None
    problem: MatterProblem | None = None


def requested_kind(item: ServiceItem, fields: Mapping[str, Any]) -> CertificateKind:
    """Which kind of certificate the form asks for. `ValueError` for a service that issues none."""
    fact = _text(fields, "requested_fact")
    if not fact:
        return CertificateKind(item.certificate_kind)
    if fact == OTHER_BY_LAW:
        return CertificateKind.OTHER
    known = gate_rules().facts.get(fact)
    certified_by = sorted(known.certified_by) if known else []
    return certified_by[0] if certified_by else CertificateKind.HOUSEHOLD_INFO


def certificate_request(
    item: ServiceItem, fields: Mapping[str, Any], extract: RegisterExtract | None, station: str = ""
) -> CertificateRequest:
    """The question for the gate. Without an extract nothing counts as missing from the register. `station` is the
    code of the station that would issue, '' when nobody has said."""
    kind = requested_kind(item, fields)
    found = find_matter(item, fields, extract)
    reason = _text(fields, "reason")
    if extract is not None and not reason_holds(reason, extract):
        reason = NO_REASON
    matter = found.matter
    former = matter.former_household if matter else None
    return CertificateRequest(
        kind=kind,
        facts=_facts(kind, fields),
        reason=None if reason in ("", NO_REASON) else reason,
        legal_basis=_text(fields, "legal_basis") or None,
        archive_reference=former.archive_reference if former else None,
        common_period=(former.start, former.end) if former else None,
        book_shows=_text(fields, "register_book") == "shown" or _text(fields, "card_state") == CARD_AT_HAND,
        record_found=found.problem is not MatterProblem.NOT_RECORDED,
        use=_text(fields, "use") or None,
        at_register_station=extract.household.station == station if extract and station else None,
    )


def judge(
    item: ServiceItem, fields: Mapping[str, Any], extract: RegisterExtract | None, station: str = ""
) -> GateResult:
    """What the gate says to this form: may be issued, must be refused, or something is still to be named."""
    return check_request(certificate_request(item, fields, extract, station))


def reason_holds(reason: str, extract: RegisterExtract) -> bool:
    """Whether the register agrees with the reason that was named, as far as it can tell."""
    match reason:
        case "collective_household":
            return extract.household.household_type is HouseholdType.COLLECTIVE
        case "archive_kinship":
            return any(household.archive_reference.strip() for household in extract.former_households)
    return True


def find_matter(item: ServiceItem, fields: Mapping[str, Any], extract: RegisterExtract | None) -> FoundMatter:
    """The register entries that a certificate for this form states."""
    if extract is None:
        return FoundMatter(None, MatterProblem.NO_EXTRACT)
    match requested_kind(item, fields):
        case CertificateKind.CHANGE:
            return _events(find_changes(item, fields, extract))
        case CertificateKind.CANCELLATION:
            return _events(_cancellations(fields, extract))
        case CertificateKind.FORMER_COHOUSEHOLD:
            return _former(fields, extract)
        case CertificateKind.OTHER:
            matter = Matter(statement=_text(fields, "statement"), legal_basis=_text(fields, "legal_basis"))
            return FoundMatter(matter)
        case CertificateKind.HOUSEHOLD_INFO | CertificateKind.TEMP_IDENTITY:
            # Both say that someone *is* registered: of an entry that ended only its end can be certified.
            if extract.person.status is not RegistrationStatus.REGISTERED:
                return FoundMatter(None, MatterProblem.NOT_RECORDED)
            return FoundMatter(Matter())


def concerns(extract: RegisterExtract, subject: Subject) -> bool:
    """Whether an extract is of the person that the case is about: by number where both have one, else by name
    and birth date."""
    person, number = extract.person, normalise_citizen_no(subject.citizen_no)
    if number and person.citizen_no:
        return number == person.citizen_no
    return same_name(subject.name, person.name) and subject.birth_date == person.birth_date


def find_changes(
    item: ServiceItem, fields: Mapping[str, Any], extract: RegisterExtract
) -> tuple[RegisterEvent, ...]:
    """Changes and corrections that the form means, latest first."""
    wanted_item = _changed_item(item, fields)
    wanted_day = _day(fields.get("change_date"))
    found = [
        event
        for event in extract.person.events
        if event.kind in _CHANGES
        and (not wanted_item or event.item == wanted_item)
        and (wanted_day is None or wanted_day in (event.recorded_on, event.occurred_on))
    ]
    return tuple(sorted(found, key=lambda event: event.recorded_on, reverse=True))


def _changed_item(item: ServiceItem, fields: Mapping[str, Any]) -> str:
    """The register item in Chinese, '' when any will do."""
    if _text(fields, "requested_fact") == "address_change":
        return "住址"
    chosen = _text(fields, "change_item")
    if chosen == "other":
        return _text(fields, "change_item_name")
    spec = item.field("change_item")
    choice = spec.choice(chosen) if spec else None
    return choice.label if choice else ""


def _cancellations(fields: Mapping[str, Any], extract: RegisterExtract) -> tuple[RegisterEvent, ...]:
    wanted = _text(fields, "cancellation_reason")
    if _text(fields, "requested_fact") == "migration":
        wanted = EventKind.MOVE_OUT.value
    found = [
        event
        for event in extract.person.events
        if (event.kind.is_cancellation or event.kind is EventKind.MOVE_OUT)
        and (not wanted or event.kind.value == wanted)
    ]
    return tuple(sorted(found, key=lambda event: event.recorded_on, reverse=True))


def _events(found: tuple[RegisterEvent, ...]) -> FoundMatter:
    if not found:
        return FoundMatter(None, MatterProblem.NOT_RECORDED)
    return FoundMatter(Matter(events=found[:1]))


def _former(fields: Mapping[str, Any], extract: RegisterExtract) -> FoundMatter:
    name = _text(fields, "relative_name")
    number = normalise_citizen_no(_text(fields, "relative_citizen_no"))
    birth = _day(fields.get("relative_birth_date"))
    found: list[tuple[FormerHousehold, FormerMember]] = [
        (household, member)
        for household in extract.former_households
        for member in household.members
        if same_name(member.name, name)
        and (not number or member.citizen_no == number)
        and (birth is None or member.birth_date == birth)
    ]
    if not found:
        return FoundMatter(None, MatterProblem.NOT_RECORDED)
    if len({(member.name, member.citizen_no, member.birth_date) for _, member in found}) > 1:
        return FoundMatter(None, MatterProblem.AMBIGUOUS)
    household, member = max(found, key=lambda pair: pair[0].end - pair[0].start)
    return FoundMatter(Matter(former_household=household, former_member=member))


def _facts(kind: CertificateKind, fields: Mapping[str, Any]) -> tuple[str, ...]:
    fact = _text(fields, "requested_fact")
    if fact == HOUSEHOLD_INFORMATION or (not fact and kind is CertificateKind.HOUSEHOLD_INFO):
        return _INFORMATION_FACTS
    return () if fact in ("", OTHER_BY_LAW) else (fact,)


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key, "")
    return value.strip() if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
