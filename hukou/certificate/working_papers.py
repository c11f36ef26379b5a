"""The office's own papers as values: 不予受理告知书, 领取凭证, 协查函, 存根, 办件登记簿.

Which words stand where is the forms' business (`paper_forms`); here is what they are filled with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hukou.certificate.documents import (
    Blanks,
    Block,
    Issuer,
    Notes,
    Paragraph,
    PrivateKind,
    PrivateText,
    Row,
    Rows,
    Table,
    WorkingPaper,
)
from hukou.certificate.kinds import DocumentKind
from hukou.certificate.paper_forms import PartForm, fields_of, paper_forms
from hukou.certificate.wording import checked_value, fill_text, format_date, format_moment, typed_text

Lines = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The case that a paper belongs to. `masked_no` hides the birth date; `window` is the window's number."""

    case_no: str
    service: str
    name: str
    masked_no: str
    window: int

    def values(self) -> dict[str, str]:
        return {
            "case_no": self.case_no,
            "service": self.service,
            "name": self.name,
            "masked_no": self.masked_no.replace("•", "*").replace(" ", ""),
            "window": str(self.window),
        }


def compose_not_accepted(
    facts: CaseFacts, issuer: Issuer, *, number: str, reason: str, basis: Sequence[str], advice: str = ""
) -> WorkingPaper:
    """A 不予受理告知书: every refusal is given in writing with its reason (公通字〔2021〕12号 Art. 68). `basis` are the
    titles of norms, `advice` what the resident can do instead, '' for none."""
    values = {
        **facts.values(),
        "reason": _sentence(reason),
        "basis": _sentence("；".join(basis)),
        "advice": _sentence(advice),
    }
    return _compose(DocumentKind.NOT_ACCEPTED_NOTICE, issuer, number, values)


def compose_pickup(
    facts: CaseFacts, issuer: Issuer, *, number: str, output: str, ready_on: date | None
) -> WorkingPaper:
    """A 领取凭证 for an accepted case. `output` is the paper or card to be fetched; `ready_on` None means that it can
    be fetched at once."""
    ready = f"{format_date(ready_on)}起" if ready_on else f"{format_date(issuer.issued_on)}起"
    values = {**facts.values(), "output": output, "ready": ready}
    return _compose(DocumentKind.PICKUP_VOUCHER, issuer, number, values)


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """Whose entry another station is asked about. It needs the full number to find it."""

    citizen_no: str
    birth_date: date
    purpose: str = ""


def compose_verification(
    facts: CaseFacts,
    issuer: Issuer,
    *,
    number: str,
    to_station: str,
    person: AskedAbout,
    asked: str,
    reply_by: date,
) -> WorkingPaper:
    """A 协查函 to the station of the register entry, with places for its reply."""
    birth_date = format_date(person.birth_date)
    values = {
        **facts.values(),
        "to_station": typed_text(to_station),
        "number": person.citizen_no,
        "birth_date": birth_date,
        "purpose": typed_text(person.purpose),
        "asked": _sentence(asked),
        "reply_by": format_date(reply_by),
    }
    private = [PrivateText(PrivateKind.BIRTH_DATE, birth_date)]
    if person.citizen_no:
        private.insert(0, PrivateText(PrivateKind.CITIZEN_NO, person.citizen_no))
    return _compose(DocumentKind.VERIFICATION_REQUEST, issuer, number, values, private=tuple(private))


@dataclass(frozen=True, slots=True)
class Stubbed:
    """The paper that a stub is kept of. Empty texts and None are left out of the stub."""

    title: str
    number: str
    sha256: str
    subject: str
    issued_on: date
    purpose: str = ""
    asking_unit: str = ""
    reason: str = ""
    valid_until: date | None = None
    data_as_of: datetime | None = None
    check_code: str = ""
    reviewer: str = ""


def compose_stub(facts: CaseFacts, issuer: Issuer, stubbed: Stubbed) -> WorkingPaper:
    """A 存根 for the file: it says which paper was given out, never what stood on it."""
    values = {
        **facts.values(),
        "paper": stubbed.title,
        "number": stubbed.number,
        "subject": stubbed.subject,
        "purpose": typed_text(stubbed.purpose),
        "asking_unit": typed_text(stubbed.asking_unit),
        "reason": _sentence(stubbed.reason),
        "issued": format_date(stubbed.issued_on),
        "valid": format_date(stubbed.valid_until) if stubbed.valid_until else "",
        "as_of": format_moment(stubbed.data_as_of) if stubbed.data_as_of else "",
        "check_code": stubbed.check_code,
        "reviewer": stubbed.reviewer,
        "file": stubbed.sha256[:32].upper(),
    }
    title = f"{stubbed.title}{paper_forms().by_kind[DocumentKind.STUB].title}"
    return _compose(DocumentKind.STUB, issuer, stubbed.number, values, title=title)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One case of a day. `numbers` are the papers given out for it, `masked_no` hides the birth date."""

    case_no: str
    service: str
    name: str
    masked_no: str
    status: str
    numbers: tuple[str, ...]
    clerk: str


def compose_register(
    issuer: Issuer, *, number: str, window: int, day: date, lines: Sequence[RegisterLine]
) -> WorkingPaper:
    """The 办件登记簿 of one day at one window. A day without a case has a register as well, and says so."""
    values = {"window": str(window), "day": format_date(day), "count": str(len(lines))}
    cells = [
        (
            str(at),
            line.case_no or "—",
            line.service,
            f"{line.name}　{line.masked_no.replace('•', '*').replace(' ', '')}".strip("　"),
            line.status,
            "、".join(line.numbers) or "—",
            line.clerk,
        )
        for at, line in enumerate(lines, 1)
    ]
    tables = {"cases": cells or [("—", "—", "当日没有办件", "—", "—", "—", "—")]}
    return _compose(DocumentKind.DAILY_REGISTER, issuer, number, values, tables=tables)


# --- filling a form ----------------------------------------------------------------------------------------


def _compose(
    kind: DocumentKind,
    issuer: Issuer,
    number: str,
    values: Mapping[str, str],
    *,
    title: str = "",
    tables: Mapping[str, Lines] | None = None,
    private: tuple[PrivateText, ...] = (),
) -> WorkingPaper:
    """Raises `CertificateWordingError` for a value that is missing, blank or itself looks like a blank."""
    form = paper_forms().by_kind[kind]
    office = {
        "station": issuer.station,
        "phone": issuer.phone,
        "clerk": issuer.clerk,
        "date": format_date(issuer.issued_on),
    }
    known = {**office, **values}
    blocks = [_block(part, known, tables or {}) for part in form.parts if _wanted(part, known)]
    checked_value("clerk", issuer.clerk)
    return WorkingPaper(
        document_kind=kind,
        title=title or form.title,
        number=checked_value("number", number),
        blocks=tuple(blocks),
        issuer=issuer,
        private=private,
        sample=False,
    )


def _wanted(part: PartForm, values: Mapping[str, str]) -> bool:
    return not part.optional or all(_are_known(text, values) for text in part.texts)


def _are_known(text: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name, "").strip() for name in fields_of(text))


def _block(part: PartForm, values: Mapping[str, str], tables: Mapping[str, Lines]) -> Block:
    if part.type == "paragraph":
        return Paragraph(fill_text(part.texts[0], values), part.indented)
    if part.type == "rows":
        rows = [row for row in part.rows if not row.optional or _are_known(row.text, values)]
        return Rows(tuple(Row(fill_text(row.label, values), fill_text(row.text, values)) for row in rows))
    if part.type == "table":
        return Table(part.head, part.widths, tuple(_line(line) for line in tables[part.lines]), part.size)
    texts = tuple(fill_text(text, values) for text in part.texts)
    return Blanks(texts) if part.type == "blanks" else Notes(texts)


def _line(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(checked_value("line", cell) for cell in cells)


def _sentence(text: str) -> str:
    """What was typed, ended like a sentence; '' stays ''."""
    typed = typed_text(text)
    return f"{typed}。" if typed else ""
