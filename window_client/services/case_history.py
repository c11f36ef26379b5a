"""What happened to a case, told from the case itself, so that every terminal of the station tells the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hukou.case import Case, CertificateState, IssuedCertificate
from window_client.services.case_views import OwnAction
from window_client.services.views import SAVED_AS_FILE, HistoryLine, LedgerEntry, LedgerState

_DECISIONS = {
    "approved": ("审批通过", "ok"),
    "rejected": ("不予办理", "bad"),
    "not_accepted": ("不予受理", "bad"),
    "withdrawn": ("已撤回", "warn"),
}
_PAPERS = {
    CertificateState.ISSUED: ("出具证明", ""),
    CertificateState.CONFIRMED: ("出具证明，打印已确认", "ok"),
    CertificateState.SPOILED: ("出具证明，已作废", "bad"),
}
"""For papers of another terminal: when they were confirmed or spoiled is known there."""
_SHEETS = {
    LedgerState.SENT: ("送打印", ""),
    LedgerState.CONFIRMED: ("打印已确认", "ok"),
    LedgerState.SPOILED: ("作废", "bad"),
}


def history_of(
    case: Case, own: Iterable[OwnAction], ledger: Sequence[LedgerEntry]
) -> tuple[HistoryLine, ...]:
    """Oldest first. Names are known for decisions and papers, and for whatever this terminal's staff did."""
    names = {item.action.staff.staff_no: item.action.staff.name for item in own}
    if case.decision:
        names[case.decision.by] = case.decision.by_name
    names.update((paper.issued_by, paper.issued_by_name) for paper in case.certificates)

    def who(staff_no: str) -> str:
        return names.get(staff_no, staff_no)

    lines = [HistoryLine(case.opened_at, "登记申请", who(case.opened_by))]
    if case.accepted_at is not None:
        lines.append(HistoryLine(case.accepted_at, "受理", who(case.accepted_by), case.case_no, "ok"))
    lines += [HistoryLine(note.at, "备注", who(note.by), note.text) for note in case.notes]
    if case.decision is not None:
        title, state = _DECISIONS.get(case.decision.outcome, (case.decision.outcome, ""))
        lines.append(HistoryLine(case.decision.at, title, case.decision.by_name, case.decision.reason, state))
    here = {entry.number for entry in ledger}
    lines += [_paper(paper, known_here=paper.number in here) for paper in case.certificates]
    lines += [line for entry in ledger for line in _sheets(entry, who)]
    if case.completed_at is not None:
        lines.append(HistoryLine(case.completed_at, "办结", who(case.completed_by), "", "ok"))
    return tuple(sorted(lines, key=lambda line: line.at))


def _paper(paper: IssuedCertificate, *, known_here: bool) -> HistoryLine:
    title, state = _PAPERS[CertificateState.ISSUED if known_here else paper.state]
    remark = "" if known_here or not paper.remark else f"　{paper.remark}"
    return HistoryLine(paper.issued_at, title, paper.issued_by_name, f"{paper.number}{remark}", state)


def _sheets(entry: LedgerEntry, who: Callable[[str], str]) -> list[HistoryLine]:
    lines = []
    for event in entry.events:
        if event.state in _SHEETS:
            title, state = _SHEETS[event.state]
            if event.printer == SAVED_AS_FILE:
                title = SAVED_AS_FILE
            text = "　".join(part for part in (entry.number or entry.title, event.remark) if part)
            lines.append(HistoryLine(event.at, title, who(event.staff_no), text, state))
    return lines
