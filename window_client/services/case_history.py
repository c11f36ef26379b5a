"""What happened to a case, told from the case itself, so that every terminal of the station tells the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hukou.case import Case, CertificateState, IssuedCertificate
from window_client.services.case_views import OwnAction
from window_client.services.views import HistoryLine, LedgerEntry, LedgerState

_DECISIONS = {
    "approved": ("审批通过", "ok"),
    "rejected": ("不予办理", "bad"),
    "not_accepted": ("不予受理", "bad"),
    "withdrawn": ("已撤回", "warn"),
}
_PAPERS = {
    CertificateState.ISSUED: ("出具证明", ""),
    CertificateState.CONFIRMED: ("打印已确认", "ok"),
    CertificateState.SPOILED: ("证明作废", "bad"),
}


def history_of(
    case: Case, own: Iterable[OwnAction], ledger: Iterable[LedgerEntry]
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
    lines += [_paper(paper) for paper in case.certificates]
    lines += [line for entry in ledger for line in _sendings(entry, who)]
    if case.completed_at is not None:
        lines.append(HistoryLine(case.completed_at, "办结", who(case.completed_by), "", "ok"))
    return tuple(sorted(lines, key=lambda line: line.at))


def _paper(paper: IssuedCertificate) -> HistoryLine:
    title, state = _PAPERS[paper.state]
    text = f"{paper.number}　{paper.remark}" if paper.remark else paper.number
    return HistoryLine(paper.issued_at, title, paper.issued_by_name, text, state)


def _sendings(entry: LedgerEntry, who: Callable[[str], str]) -> list[HistoryLine]:
    lines: list[HistoryLine] = []
    for event in entry.events:
        if event.state is LedgerState.SENT:
            text = f"{entry.number or entry.title}　第 {len(lines) + 1} 次送打印"
            lines.append(HistoryLine(event.at, "送打印", who(event.staff_no), text))
    return lines
