"""Where a certificate stands between acceptance and the resident's hand, read off the case and its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from hukou.case import CertificateState, Status
from hukou.catalogue import form_values
from hukou.certificate import DocumentKind
from hukou.divisions import division_table
from hukou.eligibility import ConditionResult, check
from window_client.services.certificates.entries import is_certificate
from window_client.services.views import CaseDetail, LedgerEntry, LedgerState

if TYPE_CHECKING:
    from window_client.ui.page_context import PageContext


class Phase(StrEnum):
    DRAFT = "draft"
    NO_DATA = "no_data"
    """Accepted, but the register's word is not on this computer."""
    DECIDE = "decide"
    DECIDE_AGAIN = "decide_again"
    """Approved, and the register record changed since: the decision is taken anew before anything is issued."""
    ISSUE = "issue"
    """Approved; no certificate stands: none was made, or the last one was voided."""
    PRINT = "print"
    CONFIRM = "confirm"
    """Given to the printer or saved as a file; a person has to look at the paper."""
    HAND_OVER = "hand_over"
    """On paper and confirmed; the case can be completed."""
    ELSEWHERE = "elsewhere"
    """Another window of the station issued the certificate; its paper is there."""
    CIRCULATED = "circulated"
    """The next step is another station's: nothing is decided or issued here."""
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


NOTICES = (DocumentKind.REFUSAL_NOTICE.value, DocumentKind.NOT_ACCEPTED_NOTICE.value)
"""Papers with which a case ends instead of a certificate."""
DECIDING = (Phase.DECIDE, Phase.DECIDE_AGAIN)


@dataclass(frozen=True)
class Issuing:
    """`entry` is the paper that stands or is asked about, `spoiled` the last one that was voided."""

    detail: CaseDetail
    phase: Phase
    entry: LedgerEntry | None
    spoiled: LedgerEntry | None


def issuing_of(detail: CaseDetail, asked: UUID | None = None) -> Issuing:
    """The phase of a case, and which ledger entry it is about.

    `asked` is a paper that was chosen from what waits: a receipt or a notice that has not been confirmed comes
    before the certificate until it is.
    """
    live = detail.case.live_certificate
    numbered = [entry for entry in detail.ledger if is_certificate(entry)]
    entry = next((one for one in numbered if live is not None and one.number == live.number), None)
    spoiled = next((one for one in reversed(numbered) if one.state is LedgerState.SPOILED), None)
    chosen = next((one for one in detail.ledger if one.entry_id == asked and one not in numbered), None)
    phase = _paper_phase(chosen) if chosen is not None and chosen.state is not LedgerState.SPOILED else None
    if phase is not None:
        return Issuing(detail, phase, chosen, spoiled)
    notice = _notice(detail)
    phase = _phase(detail, entry)
    if phase is Phase.REFUSED and notice is not None and notice.state is LedgerState.SENT:
        phase = Phase.CONFIRM
    return Issuing(detail, phase, entry or notice, spoiled)


def _phase(detail: CaseDetail, entry: LedgerEntry | None) -> Phase:
    status, live = detail.case.status, detail.case.live_certificate
    if _waits_elsewhere(detail):
        return Phase.CIRCULATED
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
        if detail.extract is None:
            return Phase.NO_DATA
        return Phase.DECIDE_AGAIN if detail.stale else Phase.ISSUE
    paper = _paper_phase(entry)
    if paper is not None:
        return paper
    if status is Status.COMPLETED:
        return Phase.COMPLETED
    return Phase.HAND_OVER if live.state is CertificateState.CONFIRMED else Phase.ELSEWHERE


def _waits_elsewhere(detail: CaseDetail) -> bool:
    """Whether a circulated case waits for what its other station writes (`hukou.ownership`)."""
    found, status = detail.circulation, detail.case.status
    if found is None or status.is_final:
        return False
    to_decide = status is not Status.APPROVED or detail.stale
    return not (found.decides if to_decide else found.issues)


def conditions_of(detail: CaseDetail, context: PageContext) -> tuple[ConditionResult, ...]:
    """What speaks for and against a decision."""
    item, case = context.catalogue.by_id[detail.case.service], detail.case
    return check(
        item,
        case.subject,
        detail.extract,
        form_values(case.fields, case.applicant),
        context.clock.today(),
        divisions=division_table(sandbox=context.session.terminal.sample),
        station=case.station,
    )


def _paper_phase(entry: LedgerEntry | None) -> Phase | None:
    """What the paper itself waits for; None when it waits for nothing, or lies at another window."""
    if entry is None or entry.state is LedgerState.CONFIRMED:
        return None
    return Phase.CONFIRM if entry.state is LedgerState.SENT else Phase.PRINT


def _notice(detail: CaseDetail) -> LedgerEntry | None:
    """The notice of a refused case, so that it can be seen and printed again."""
    if detail.case.status is not Status.REJECTED:
        return None
    notices = [
        entry for entry in detail.ledger if entry.kind in NOTICES and entry.state is not LedgerState.SPOILED
    ]
    return notices[-1] if notices else None


def split_number(number: str, digits: int = 3) -> tuple[str, str]:
    """What the paper's number begins with, and the digits that are typed from the paper."""
    return number[:-digits], number[-digits:]
