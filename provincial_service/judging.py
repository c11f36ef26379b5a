"""What becomes of one action, decided in memory against rows that the caller has locked.

The order of the checks: who sent it, whether it was settled before, who acted, whose case it is, what the
clerk had seen (the base), and last the transition table that window and province share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hukou.case import (
    SCHEMA_VERSION,
    TRANSITIONS,
    Action,
    ActionKind,
    Case,
    Status,
    TransitionError,
    apply,
)
from hukou.staff import StaffMember
from hukou.wire import Outcome, Problem
from provincial_service.problems import problem
from provincial_service.store.terminals import TerminalRow

STATUS_LABELS: dict[Status | None, str] = {
    None: "无",
    Status.DRAFT: "草稿",
    Status.ACCEPTED: "已受理",
    Status.IN_REVIEW: "审核中",
    Status.APPROVED: "已批准",
    Status.REJECTED: "不予办理",
    Status.COMPLETED: "已办结",
    Status.WITHDRAWN: "已撤回",
}

FINAL = (Outcome.APPLIED, Outcome.CONFLICT, Outcome.REFUSED)
"""Outcomes that stand for ever; a blocked or retried action comes again."""

_REASON_CODES = {
    "missing_case": "PV-312",
    "exists": "PV-313",
    "status": "PV-314",
    "role": "PV-315",
    "station": "PV-311",
    "payload": "PV-316",
    "certificate": "PV-317",
    "material": "PV-318",
}


@dataclass(frozen=True)
class Incoming:
    """One action of a batch, parsed and known to be signed by the terminal that sends it."""

    action: Action
    text: str
    signature: str
    fingerprint: str
    """SHA-256 of `text`, hexadecimal."""


@dataclass(frozen=True)
class Verdict:
    """`case` is the case after an applied action, or the province's case shown with a conflict."""

    outcome: Outcome
    case: Case | None = None
    problem: Problem | None = None
    blocked_on: UUID | None = None
    number: str = ""
    """Certificate number that the action uses up."""


@dataclass
class Desk:
    """What is known while one batch is judged; `cases` and `settled` move along with the verdicts."""

    terminal: TerminalRow
    staff: dict[str, StaffMember]
    cases: dict[UUID, Case]
    settled: dict[UUID, Outcome]
    """Outcome of actions settled earlier, among those that the batch names as a base."""
    leased: Callable[[str], bool]
    """Whether a certificate number lies in a block leased to this terminal."""
    used: set[str] = field(default_factory=set)
    """Certificate numbers used up, among those that the batch names."""
    awaits_base: Callable[[UUID], bool] = lambda _case: False
    """Whether what an action stands on may still come from another window (sync.md, Epoch)."""
    awaits_turn: Callable[[UUID], bool] = lambda _case: False
    """The same for an action that merges with anything."""


def refused(code: str, **values: object) -> Verdict:
    return Verdict(Outcome.REFUSED, problem=problem(code, **values))


def judge(desk: Desk, incoming: Incoming) -> Verdict:
    """The verdict on one action. The caller enters an applied one into the desk with `settle`."""
    action = incoming.action
    if action.schema_version > SCHEMA_VERSION:
        return Verdict(Outcome.RETRY, problem=problem("PV-333"))
    if not _is_known_staff(desk, action.staff):
        return refused("PV-305", staff=action.staff.staff_no)
    case = desk.cases.get(action.case_id)
    if case is not None and case.station != desk.terminal.station:
        return refused("PV-311")
    if case is not None and action.kind is ActionKind.OPEN:
        return refused("PV-313")
    unmet = _unmet_base(desk, action, case)
    if unmet is not None:
        return unmet
    number = _number_of(action)
    wrong_number = _number_refusal(desk, action, number)
    if wrong_number is not None:
        return wrong_number
    try:
        after = apply(case, action)
    except TransitionError as error:
        return _transition_verdict(action, case, error)
    return Verdict(Outcome.APPLIED, case=after, number=number if desk.leased(number) else "")


def settle(desk: Desk, incoming: Incoming, verdict: Verdict) -> None:
    """Let later actions of the batch see this verdict."""
    if verdict.outcome in FINAL:
        desk.settled[incoming.action.action_id] = verdict.outcome
    if verdict.outcome is Outcome.APPLIED and verdict.case is not None:
        desk.cases[verdict.case.case_id] = verdict.case
        if verdict.number:
            desk.used.add(verdict.number)


def _is_known_staff(desk: Desk, staff: StaffMember) -> bool:
    """Name, role and station as the province has them: an action may not promote whoever made it."""
    return desk.staff.get(staff.staff_no) == staff and staff.station == desk.terminal.station


def _unmet_base(desk: Desk, action: Action, case: Case | None) -> Verdict | None:
    """None when the action stands on what the clerk saw; else conflict, blocked or retry."""
    if case is not None and TRANSITIONS[action.kind].commutative:
        return _out_of_turn(desk, action, case)
    if action.base_action is not None:
        if case is not None and case.last_action == action.base_action:
            return None
        if desk.settled.get(action.base_action) is not Outcome.APPLIED or case is None:
            return Verdict(Outcome.BLOCKED, problem=problem("PV-332"), blocked_on=action.base_action)
        return _conflict(case)
    version = case.version if case is not None else 0
    if action.base_version > version:
        return _ahead_of_us(desk, action, case)
    if case is None:
        return None
    if action.base_version < version or action.base_seen not in (None, case.last_action):
        return _conflict(case)
    return None


def _out_of_turn(desk: Desk, action: Action, case: Case) -> Verdict | None:
    """A note merges with anything, but after a restore it would take the place of a version that another window is
    about to offer again: then it waits for what it was made on."""
    if action.base_version > case.version and desk.awaits_turn(action.case_id):
        return Verdict(Outcome.RETRY, problem=problem("PV-333"))
    return None


def _ahead_of_us(desk: Desk, action: Action, case: Case | None) -> Verdict:
    """The window has seen more than this database holds: it was restored from an older backup. What is missing is
    about to be offered again (sync.md, Epoch); what never comes must not hold up this action for ever."""
    if desk.awaits_base(action.case_id):
        return Verdict(Outcome.RETRY, problem=problem("PV-333"))
    return refused("PV-312") if case is None else _conflict(case)


def _conflict(case: Case) -> Verdict:
    return Verdict(Outcome.CONFLICT, case=case, problem=problem("PV-331"))


def _number_of(action: Action) -> str:
    key = {ActionKind.ISSUE: "number", ActionKind.REFUSE_ACCEPTANCE: "notice_number"}.get(action.kind)
    value: Any = action.payload.get(key, "") if key else ""
    return value if isinstance(value, str) else ""


def _number_refusal(desk: Desk, action: Action, number: str) -> Verdict | None:
    """A certificate's number is leased to this terminal and used once; a notice may bear a running number of
    its own, but one out of a leased block is used up like any other."""
    if number in desk.used:
        return refused("PV-320", number=number)
    if action.kind is ActionKind.ISSUE and number and not desk.leased(number):
        return refused("PV-319", number=number)
    return None


def _transition_verdict(action: Action, case: Case | None, error: TransitionError) -> Verdict:
    is_stale = case is not None and action.base_action is None and action.base_version < case.version
    if is_stale and error.reason in ("status", "certificate"):
        # Only a commutative kind comes here with an old base: the clerk could not know of the new status.
        return Verdict(Outcome.CONFLICT, case=case, problem=problem("PV-331"))
    code = _REASON_CODES[error.reason]
    return refused(code, status=STATUS_LABELS[error.status], what=error.detail or error.reason)
