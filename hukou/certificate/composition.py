"""From a judged request and the register extract to a finished paper, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hukou.certificate.bodies import Matter, find_private, last_day, write_body
from hukou.certificate.documents import (
    AcceptanceReceipt,
    CertificateDocument,
    IdentityProof,
    Issuer,
    PrivateKind,
    PrivateText,
    RefusalNotice,
    Row,
    SupplementNotice,
    TickBox,
)
from hukou.certificate.gate import Allowed, Refused
from hukou.certificate.kinds import FORM_BOXES, CertificateKind
from hukou.certificate.rules import GateRules, RefusalBox, gate_rules
from hukou.certificate.wording import (
    CertificateWordingError,
    Wording,
    checked_value,
    format_date,
    format_moment,
    typed_text,
    wording,
)
from hukou.codes import sex
from hukou.household import RegisterExtract
from hukou.ideographs import Rarity, rarity_of

FORM_LABELS = {"citizen_no": "公民身份号码", "birth_date": "出生日期"}


def default_validity_days() -> int:
    """Days a certificate is valid unless the station set its own number (no national rule)."""
    return wording().number("certificate.validity_days")


def compose_certificate(
    allowed: Allowed,
    extract: RegisterExtract,
    matter: Matter,
    issuer: Issuer,
    *,
    number: str,
    purpose: str,
    validity_days: int | None = None,
    sample: bool = False,
) -> CertificateDocument:
    """A 户籍事项证明 or 临时身份证明 from what the register says. Needs the gate's `Allowed`, so none is written past
    the gate.

    `number` is the certificate number, `purpose` what the applicant named (printed as 用途); a temporary identity
    proof has its use and its days from the rules. Raises `CertificateWordingError` when the record or a parameter
    leaves a blank.
    """
    texts, use = wording(), allowed.use
    days = default_validity_days() if validity_days is None else validity_days
    if use is not None:
        days, purpose = use.days, use.label
    if days < 1:
        raise CertificateWordingError("validity_days", "must be at least 1")
    shared: dict[str, Any] = {
        "kind": allowed.kind,
        "number": checked_value("number", number),
        "name": checked_value("name", extract.person.name),
        "identity": _identity_row(extract),
        "body": (write_body(allowed, extract, matter, issuer, texts),),
        "purpose": checked_value("purpose", typed_text(purpose)),
        "validity_days": days,
        "notes": _notes(allowed, extract, matter, texts),
        "data_as_of": extract.as_of,
        "issuer": _checked_issuer(issuer, reviewed=True),
        "private": find_private(extract, matter),
        "sample": sample,
    }
    if use is not None:
        return IdentityProof(
            **shared,
            title=texts.text("identity_proof.title"),
            boxes=(),
            validity=texts.fill(
                "identity_proof.validity", until=format_date(last_day(use, issuer.issued_on))
            ),
            rows=_identity_rows(extract, texts),
        )
    return CertificateDocument(
        **shared,
        title=texts.text("certificate.title"),
        boxes=_form_boxes(allowed.kind),
        validity=texts.fill("certificate.validity", days=str(days)),
    )


def _notes(allowed: Allowed, extract: RegisterExtract, matter: Matter, texts: Wording) -> tuple[str, ...]:
    scope = "identity_proof.notes.scope" if allowed.use else "certificate.notes.scope"
    as_of = format_moment(extract.as_of)
    notes = [texts.text(scope), texts.fill("certificate.notes.as_of", as_of=as_of)]
    names = extract.person.name + (matter.former_member.name if matter.former_member else "")
    if any(rarity_of(character) >= Rarity.RARE for character in names):
        notes.append(texts.text("certificate.notes.rare_characters"))
    return tuple(notes)


def _identity_rows(extract: RegisterExtract, texts: Wording) -> tuple[Row, ...]:
    """Who the bearer of a temporary identity proof is: what the card would say, and no more."""
    person, known = extract.person, sex(extract.person.sex)
    rows = [
        Row("姓名", checked_value("name", person.name)),
        Row(texts.text("identity_proof.sex"), checked_value("sex", known.short if known else "")),
        Row(FORM_LABELS["birth_date"], format_date(person.birth_date)),
    ]
    if person.citizen_no:
        rows.append(Row(FORM_LABELS["citizen_no"], person.citizen_no))
    address = checked_value("address", extract.household.address)
    return (*rows, Row(texts.text("identity_proof.address"), address))


def _identity_row(extract: RegisterExtract) -> Row:
    if extract.person.citizen_no:
        return Row(FORM_LABELS["citizen_no"], extract.person.citizen_no)
    return Row(FORM_LABELS["birth_date"], format_date(extract.person.birth_date))


def _form_boxes(kind: CertificateKind) -> tuple[TickBox, ...]:
    rules = gate_rules()
    ticked = rules.kinds[kind].box
    boxes = []
    for box in FORM_BOXES:
        text = rules.kinds[box].label
        if box is ticked and kind is not box:
            text = wording().fill("certificate.other_box", label=rules.kinds[kind].label)
        boxes.append(TickBox(text, box is ticked))
    return tuple(boxes)


def _checked_issuer(issuer: Issuer, *, reviewed: bool = False) -> Issuer:
    checked_value("station", issuer.station)
    checked_value("clerk", issuer.clerk)
    if reviewed:
        checked_value("reviewer", issuer.reviewer)
    return issuer


@dataclass(frozen=True, slots=True)
class RefusedApplicant:
    """Who asked, and when."""

    name: str
    citizen_no: str
    birth_date: date
    applied_on: date


def compose_refusal(
    refused: Refused,
    kind: CertificateKind,
    applicant: RefusedApplicant,
    issuer: Issuer,
    *,
    number: str,
    detail: str = "",
    sample: bool = False,
) -> RefusalNotice:
    """A 不予出具证明告知书 with the box that the gate named. `detail` is needed for the box 其他事项."""
    texts, rules = wording(), gate_rules()
    values = {
        "name": applicant.name,
        "citizen_no": applicant.citizen_no,
        "birth_date": format_date(applicant.birth_date),
        "date": format_date(applicant.applied_on),
        "asked": _asked_for(kind, rules, texts),
    }
    by_notice = refused.box is not RefusalBox.UNVERIFIED
    boxes = [TickBox(texts.text("refusal.by_notice"), by_notice)]
    for box, text in rules.boxes.items():
        shown = text
        if box is RefusalBox.OTHER and refused.box is box:
            shown = texts.fill("refusal.other_detail", detail=typed_text(detail))
        boxes.append(TickBox(shown, refused.box is box, 0 if box is RefusalBox.UNVERIFIED else 1))
    if applicant.citizen_no:
        private = PrivateText(PrivateKind.CITIZEN_NO, applicant.citizen_no)
    else:
        private = PrivateText(PrivateKind.BIRTH_DATE, values["birth_date"])
    return RefusalNotice(
        kind=kind,
        title=texts.text("refusal.title"),
        number=checked_value("number", number),
        opening=texts.fill(
            "refusal.opening" if applicant.citizen_no else "refusal.opening_no_number", **values
        ),
        boxes=tuple(boxes),
        grounds=tuple(checked_value("grounds", ground) for ground in refused.grounds),
        closing=texts.text("refusal.closing"),
        notes=(texts.text("refusal.notes.advice"),),
        issuer=_checked_issuer(issuer),
        private=(private,),
        sample=sample,
    )


def _asked_for(kind: CertificateKind, rules: GateRules, texts: Wording) -> str:
    matter = rules.kinds[kind].box is not None
    name = "asked_matter" if matter else "asked_identity"
    return texts.fill(f"refusal.{name}", label=rules.kinds[kind].label)


def compose_receipt(
    issuer: Issuer,
    *,
    case_no: str,
    service: str,
    name: str,
    masked_no: str,
    materials: Sequence[tuple[str, str]],
    due_on: date | None,
    waiting: bool = False,
    sample: bool = False,
) -> AcceptanceReceipt:
    """A 受理回执. `materials` are (name, how seen); `due_on` None means on the spot; `waiting` adds the note that
    the case was accepted without a connection to the province."""
    texts = wording()
    limit = (
        texts.fill("receipt.days", date=format_date(due_on)) if due_on else texts.text("receipt.on_the_spot")
    )
    notes = [texts.text("receipt.notes.keep"), texts.fill("receipt.notes.ask", phone=issuer.phone)]
    if waiting:
        notes.append(texts.text("receipt.notes.waiting"))
    return AcceptanceReceipt(
        title=texts.text("receipt.title"),
        number=checked_value("case_no", case_no),
        opening=texts.text("receipt.opening"),
        rows=(
            Row("办理事项", checked_value("service", service)),
            Row("申请人", checked_value("name", name)),
            Row("证件号码", _printed_mask(masked_no)),
            Row("受理日期", format_date(issuer.issued_on)),
            Row("办理期限", limit),
        ),
        materials=tuple(_pair("materials", *material) for material in materials),
        notes=tuple(notes),
        issuer=_checked_issuer(issuer),
        sample=sample,
    )


def compose_supplement(
    issuer: Issuer,
    *,
    number: str,
    service: str,
    name: str,
    masked_no: str,
    missing: Sequence[tuple[str, str]],
    sample: bool = False,
) -> SupplementNotice:
    """A 一次性告知书. `missing` are (material, how to get it), all of them at once."""
    texts = wording()
    if not missing:
        raise CertificateWordingError("missing", "names no material")
    return SupplementNotice(
        title=texts.text("supplement.title"),
        number=checked_value("number", number),
        opening=texts.fill(
            "supplement.opening",
            name=name,
            masked_no=_printed_mask(masked_no),
            date=format_date(issuer.issued_on),
            service=service,
        ),
        missing=tuple(_pair("missing", *material) for material in missing),
        closing=texts.fill("supplement.closing", station=issuer.station),
        notes=(texts.fill("supplement.notes.ask", phone=issuer.phone), texts.text("supplement.notes.shared")),
        issuer=_checked_issuer(issuer),
        sample=sample,
    )


def _printed_mask(masked_no: str) -> str:
    """A masked number as papers print it: 390102********0517."""
    return checked_value("masked_no", masked_no).replace("•", "*").replace(" ", "")


def _pair(field: str, name: str, detail: str) -> Row:
    return Row(checked_value(field, name), checked_value(field, detail))
