"""The body text of a 户籍事项证明: which template says what the register says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hukou.certificate.documents import Issuer, PrivateKind, PrivateText
from hukou.certificate.gate import Allowed
from hukou.certificate.kinds import CertificateKind
from hukou.certificate.rules import Use
from hukou.certificate.wording import CertificateWordingError, Wording, format_date, typed_text
from hukou.codes import ethnic_group, relation, sex
from hukou.household import EventKind, FormerHousehold, FormerMember, Person, RegisterEvent, RegisterExtract


@dataclass(frozen=True, slots=True)
class Matter:
    """Which entries of the extract a certificate is about, and what the officer adds for 其他."""

    events: tuple[RegisterEvent, ...] = ()
    """Changes and corrections (one or more), or the one cancellation or removal."""
    former_household: FormerHousehold | None = None
    former_member: FormerMember | None = None
    statement: str = ""
    legal_basis: str = ""


def write_body(
    allowed: Allowed, extract: RegisterExtract, matter: Matter, issuer: Issuer, wording: Wording
) -> str:
    """The paragraph under 证明内容. Raises `CertificateWordingError` when the record lacks a piece of it."""
    match allowed.kind:
        case CertificateKind.CHANGE:
            return _change(extract, matter, issuer, wording)
        case CertificateKind.CANCELLATION:
            return _cancellation(extract, matter, wording)
        case CertificateKind.FORMER_COHOUSEHOLD:
            return _former_cohousehold(extract, matter, wording)
        case CertificateKind.HOUSEHOLD_INFO:
            return _household_info(allowed, extract, issuer, wording)
        case CertificateKind.TEMP_IDENTITY:
            return _identity_proof(allowed, extract, issuer, wording)
    return _other(extract, matter, wording)


def find_lacking(kind: CertificateKind, matter: Matter, wording: Wording) -> tuple[str, ...]:
    """Names of what the register lacks of the entry to be certified, e.g. 登记的死亡日期: known before anybody
    decides, because a certificate with a blank is not made."""
    lacking: list[str] = []
    for event in matter.events:
        template = _change_template(event) if kind is CertificateKind.CHANGE else _ending_template(event)
        wanted = wording.fields(template)
        for name in ("item", "reason", "place", "occurred_on"):
            value = getattr(event, name)
            if name in wanted and not (value.strip() if isinstance(value, str) else value):
                lacking.append(wording.text(f"lacking.{name}"))
    if (household := matter.former_household) is not None and (member := matter.former_member) is not None:
        for name in ("archive_reference", "household_no", "head_name"):
            if not getattr(household, name).strip():
                lacking.append(wording.text(f"lacking.{name}"))
        if relation(member.relation) is None:
            lacking.append(wording.text("lacking.relation"))
    return tuple(dict.fromkeys(lacking))


def find_private(extract: RegisterExtract, matter: Matter) -> tuple[PrivateText, ...]:
    """Numbers and birth dates that may stand in the text, longest first."""
    people: list[Person | FormerMember] = [extract.person]
    if matter.former_member:
        people.append(matter.former_member)
    found: list[PrivateText] = []
    for person in people:
        if person.citizen_no:
            found.append(PrivateText(PrivateKind.CITIZEN_NO, person.citizen_no))
        found.append(PrivateText(PrivateKind.BIRTH_DATE, format_date(person.birth_date)))
    return tuple(dict.fromkeys(found))


def _identity(extract: RegisterExtract, wording: Wording) -> str:
    key = "identified_by_number" if extract.person.citizen_no else "identified_by_birth_date"
    return wording.text(f"certificate.{key}")


def _station(extract: RegisterExtract, issuer: Issuer, wording: Wording) -> str:
    """我所 for the station that keeps the register entry; another one is named in full."""
    kept_by = extract.household.station_name.strip()
    return wording.text("parts.own_station") if kept_by in ("", issuer.station.strip()) else kept_by


def _change(extract: RegisterExtract, matter: Matter, issuer: Issuer, wording: Wording) -> str:
    if not matter.events:
        raise CertificateWordingError("events", "names no change")
    station = _station(extract, issuer, wording)
    entries = "；".join(_change_entry(event, station, wording) for event in matter.events)
    return wording.fill(
        "bodies.change", name=extract.person.name, identity=_identity(extract, wording), entries=entries
    )


def _change_template(event: RegisterEvent) -> str:
    return "parts.changed" if event.old and event.new else "parts.added" if event.new else "parts.removed"


def _change_entry(event: RegisterEvent, station: str, wording: Wording) -> str:
    if event.kind not in (EventKind.CHANGE, EventKind.CORRECTION):
        raise CertificateWordingError("events", f"holds {event.kind}, which is no change")
    verb = "change_verb" if event.kind is EventKind.CHANGE else "correction_verb"
    return wording.fill(
        _change_template(event),
        station=station,
        date=format_date(event.recorded_on),
        verb=wording.text(f"parts.{verb}"),
        item=event.item,
        old=event.old,
        new=event.new,
        reason=event.reason,
    )


def _ending_template(event: RegisterEvent) -> str:
    if event.kind is EventKind.MOVE_OUT and not event.reason.strip():
        return "bodies.move_out_no_reason"
    return f"bodies.{event.kind.value}"


def _cancellation(extract: RegisterExtract, matter: Matter, wording: Wording) -> str:
    if len(matter.events) != 1:
        raise CertificateWordingError("events", "must name the one cancellation")
    event = matter.events[0]
    if not (event.kind.is_cancellation or event.kind is EventKind.MOVE_OUT):
        raise CertificateWordingError("events", f"holds {event.kind}, which is no cancellation")
    return wording.fill(
        _ending_template(event),
        name=extract.person.name,
        identity=_identity(extract, wording),
        address=extract.household.address,
        date=format_date(event.recorded_on),
        occurred_on=format_date(event.occurred_on) if event.occurred_on else "",
        place=event.place,
        reason=event.reason,
    )


def _former_cohousehold(extract: RegisterExtract, matter: Matter, wording: Wording) -> str:
    household, member = matter.former_household, matter.former_member
    if household is None or member is None:
        raise CertificateWordingError("former_household", "and the former member must both be chosen")
    if household not in extract.former_households or member not in household.members:
        raise CertificateWordingError("former_member", "is not of this extract")
    if household.end < household.start:
        raise CertificateWordingError("common_period", "ends before it starts")
    item = relation(member.relation)
    if member.citizen_no:
        other = wording.fill("parts.other_number", number=member.citizen_no)
    else:
        other = wording.fill("parts.other_birth_date", birth_date=format_date(member.birth_date))
    return wording.fill(
        "bodies.former_cohousehold",
        archive_reference=household.archive_reference,
        name=extract.person.name,
        identity=_identity(extract, wording),
        other_name=member.name,
        other_identity=other,
        start=format_date(household.start),
        end=format_date(household.end),
        household_no=household.household_no,
        head_name=household.head_name,
        relation=item.short if item else "",
    )


def _household_info(allowed: Allowed, extract: RegisterExtract, issuer: Issuer, wording: Wording) -> str:
    person = extract.person
    if allowed.reason is None:
        raise CertificateWordingError("reason", "must be one of the listed reasons")
    sex_item, group = sex(person.sex), ethnic_group(person.ethnic_group)
    number = "own_number" if person.citizen_no else "own_birth_date"
    return wording.fill(
        "bodies.household_info",
        station=_station(extract, issuer, wording),
        name=person.name,
        sex=sex_item.short if sex_item else "",
        ethnic_group=group.register_name if group else "",
        birth_date=format_date(person.birth_date),
        number=wording.text(f"parts.{number}"),
        household_type=extract.household.household_type.label,
        address=extract.household.address,
        circumstance=allowed.reason.printed,
    )


def _identity_proof(allowed: Allowed, extract: RegisterExtract, issuer: Issuer, wording: Wording) -> str:
    if allowed.use is None:
        raise CertificateWordingError("use", "must be one of the listed uses")
    return wording.fill(
        "bodies.temp_identity_proof",
        name=extract.person.name,
        identity=_identity(extract, wording),
        use=allowed.use.label,
        until=format_date(last_day(allowed.use, issuer.issued_on)),
    )


def last_day(use: Use, issued_on: date) -> date:
    """The last day on which a temporary identity proof is good."""
    return issued_on + timedelta(days=use.days)


def _other(extract: RegisterExtract, matter: Matter, wording: Wording) -> str:
    return wording.fill(
        "bodies.other",
        name=extract.person.name,
        identity=_identity(extract, wording),
        statement=typed_text(matter.statement),
        legal_basis=typed_text(matter.legal_basis),
    )
