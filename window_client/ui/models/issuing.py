"""Where a certificate stands between acceptance and the resident's hand, read off the case and its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hukou.case import CertificateState, Status
from hukou.certificate import DocumentKind
from window_client.services.certificates.entries import SAVED_AS_FILE
from window_client.services.views import CaseDetail, LedgerEntry, LedgerEvent, LedgerState


class Phase(StrEnum):
    DRAFT = "draft"
    NO_DATA = "no_data"
    """Accepted, but the register's word is not on this computer."""
    DECIDE = "decide"
    ISSUE = "issue"
    """Approved; no certificate stands: none was made, or the last one was voided."""
    PRINT = "print"
    CONFIRM = "confirm"
    """Given to the printer; a person has to look at the paper."""
    HAND_OVER = "hand_over"
    """On paper and confirmed; the case can be completed."""
    ELSEWHERE = "elsewhere"
    """Another window of the station issued the certificate; its paper is there."""
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Issuing:
    """`entry` is the paper that stands, `spoiled` the last one that was voided."""

    detail: CaseDetail
    phase: Phase
    entry: LedgerEntry | None
    spoiled: LedgerEntry | None


def issuing_of(detail: CaseDetail) -> Issuing:
    """The phase of a case, and which ledger entry it is about."""
    live = detail.case.live_certificate
    numbered = [entry for entry in detail.ledger if entry.kind == DocumentKind.MATTER_CERTIFICATE.value]
    entry = next((one for one in numbered if live is not None and one.number == live.number), None)
    spoiled = next((one for one in reversed(numbered) if one.state is LedgerState.SPOILED), None)
    return Issuing(detail, _phase(detail, entry), entry or _working_paper(detail), spoiled)


def _phase(detail: CaseDetail, entry: LedgerEntry | None) -> Phase:
    status, live = detail.case.status, detail.case.live_certificate
    match status:
        case Status.DRAFT:
            return Phase.DRAFT
        case Status.WITHDRAWN:
            return Phase.WITHDRAWN
        case Status.REJECTED:
            return Phase.REFUSED
        case Status.ACCEPTED | Status.IN_REVIEW:
            return Phase.DECIDE if detail.extract is not None else Phase.NO_DATA
    if live is None:
        return Phase.ISSUE if detail.extract is not None else Phase.NO_DATA
    paper = _paper_phase(entry)
    if paper is not None:
        return paper
    if status is Status.COMPLETED:
        return Phase.COMPLETED
    return Phase.HAND_OVER if live.state is CertificateState.CONFIRMED else Phase.ELSEWHERE


def _paper_phase(entry: LedgerEntry | None) -> Phase | None:
    """What the paper itself waits for; None when it waits for nothing, or lies at another window."""
    if entry is None or entry.state is LedgerState.CONFIRMED:
        return None
    saved = any(event.printer == SAVED_AS_FILE for event in _since_prepared(entry))
    return Phase.CONFIRM if entry.state is LedgerState.SENT or saved else Phase.PRINT


def _since_prepared(entry: LedgerEntry) -> list[LedgerEvent]:
    """The events since the paper was last prepared: a file saved meanwhile may be on paper by now."""
    found = []
    for event in reversed(entry.events):
        if event.state is not LedgerState.PREPARED:
            break
        found.append(event)
    return found


def _working_paper(detail: CaseDetail) -> LedgerEntry | None:
    """The notice of a refused case, so that it can be seen and printed again."""
    if detail.case.status is not Status.REJECTED:
        return None
    notices = [
        entry
        for entry in detail.ledger
        if entry.kind == DocumentKind.REFUSAL_NOTICE.value and entry.state is not LedgerState.SPOILED
    ]
    return notices[-1] if notices else None


def split_number(number: str, digits: int = 3) -> tuple[str, str]:
    """What the paper's number begins with, and the digits that are typed from the paper."""
    return number[:-digits], number[-digits:]
