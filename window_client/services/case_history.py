"""What happened to a case, told from the case itself, so that every terminal of the station tells the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hukou.case import Case, CertificateState, IssuedCertificate
from window_client.services.case_views import OwnAction
from window_client.services.sync.state import HELD_STATES
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
_STEPS = {
    "open": "登记申请",
    "accept": "受理",
    "refuse_acceptance": "不予受理",
    "request_supplement": "一次性告知",
    "amend": "修改受理信息",
    "add_material": "补充材料",
    "add_note": "备注",
    "submit_for_review": "提交审核",
    "approve": "审批通过",
    "reject": "不予办理",
    "issue": "出具证明",
    "confirm_print": "打印确认",
    "spoil_print": "作废",
    "complete": "办结",
    "withdraw": "撤回",
    "circulate": "流转",
    "mark_distinct": "核为不同事项",
    "resolve": "处理冲突",
}
_ENDINGS = {"mine": "，经处理后采用", "theirs": "，经处理后不采用", "copied": "，已转为可编辑的副本"}
"""Of a step that was held: how a person settled it."""
_SHEETS = {
    LedgerState.SENT: ("送打印", ""),
    LedgerState.CONFIRMED: ("打印已确认", "ok"),
    LedgerState.SPOILED: ("作废", "bad"),
}


def history_of(
    case: Case, own: Iterable[OwnAction], ledger: Sequence[LedgerEntry]
) -> tuple[HistoryLine, ...]:
    """Oldest first. Names are known for decisions and papers, and for whatever this terminal's staff did."""
    own = tuple(own)
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
    if case.circulation is not None:
        sent = case.circulation
        lines.append(HistoryLine(sent.at, "转出核验", sent.by_name, sent.reason))
    lines += [HistoryLine(r.at, "处理冲突", r.by_name, _STEPS.get(r.kind, "")) for r in case.resolutions]
    lines += [_not_taken(item) for item in own if item.state in HELD_STATES]
    here = {entry.number for entry in ledger}
    lines += [_paper(paper, known_here=paper.number in here) for paper in case.certificates]
    lines += [line for entry in ledger for line in _sheets(entry, who)]
    if case.completed_at is not None:
        lines.append(HistoryLine(case.completed_at, "办结", who(case.completed_by), "", "ok"))
    return tuple(sorted(lines, key=lambda line: line.at))


def _not_taken(item: OwnAction) -> HistoryLine:
    """A step of this window that did not take effect, and what became of it: it is never taken out of the history."""
    action = item.action
    what = _STEPS.get(action.kind.value, action.kind.value)
    ending = _ENDINGS.get(item.resolution, "")
    title = "冲突，没有生效" if item.state == "conflict" else "省厅退回，没有生效"
    return HistoryLine(action.occurred_at, title, action.staff.name, f"{what}{ending}", "bad")


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
