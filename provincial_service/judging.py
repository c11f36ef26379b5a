"""What becomes of one action, decided in memory against rows that the caller has locked.

The order of the checks: who sent it, whether it was settled before, who acted, whose case it is, what the
clerk had seen (the base), and last the transition table that window and province share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from hukou.case import (
    SCHEMA_VERSION,
    TRANSITIONS,
    Action,
    ActionKind,
    Case,
    ResolvePayload,
    Status,
    TransitionError,
    apply,
)
from hukou.ownership import group_of, parties, writers
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
    "owner": "PV-321",
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
    left: tuple[str, ...] = ()
    """Stations that saw the case before the action and do not any more."""
    merged: bool = False
    """Whether it merged with something that its clerk had not seen."""


@dataclass(frozen=True)
class OpenConflict:
    """A step that was held and that nobody has settled yet, named by its action."""

    conflict_id: UUID
    kind: str
    terminal: str
    station: str


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
    merged: set[UUID] = field(default_factory=set)
    """Actions that merged with something that their clerk had not seen: what stands on them does not stand."""
    versions: dict[UUID, int] = field(default_factory=dict)
    """The version that an applied action made, among those that the batch names as a base."""
    changed: Callable[[UUID, int, int], bool] = lambda _case, after, before: before - after > 1
    """Whether a version of a case between two others, settled before, was made by what does not merge."""
    made: dict[UUID, dict[int, bool]] = field(default_factory=dict)
    """By case and version, those of this batch: whether their kind merges."""
    awaits_base: Callable[[UUID], bool] = lambda _case: False
    """Whether what an action stands on may still come from another window (sync.md, Epoch)."""
    awaits_turn: Callable[[UUID], bool] = lambda _case: False
    """The same for an action that merges with anything."""
    stations: frozenset[str] = frozenset()
    """Known ones among those that the batch circulates a case to."""
    conflicts: dict[UUID, list[OpenConflict]] = field(default_factory=dict)
    """Open ones by case; moves along with the verdicts."""
    closed: dict[UUID, UUID] = field(default_factory=dict)
    """Conflicts that the batch settled, each with the action that did."""


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
    if case is not None and desk.terminal.station not in parties(case):
        if action.base_version > case.version and desk.awaits_base(action.case_id):
            # A restored province may not know yet that the case was circulated to this station.
            return Verdict(Outcome.RETRY, problem=problem("PV-333"))
        return refused("PV-311")
    if case is not None and action.kind is ActionKind.OPEN:
        return refused("PV-313")
    unmet = _unmet_base(desk, action, case)
    if unmet is not None:
        return unmet
    number = _number_of(action)
    refusal = (
        _number_refusal(desk, action, number)
        or _circulation_refusal(desk, action)
        or _resolution_refusal(desk, action, case)
    )
    if refusal is not None:
        return refusal
    try:
        after = apply(case, action)
    except TransitionError as error:
        return _transition_verdict(action, case, error)
    left = () if case is None else tuple(sorted(set(parties(case)) - set(parties(after))))
    used = number if desk.leased(number) else ""
    return Verdict(
        Outcome.APPLIED, case=after, number=used, left=left, merged=_merges_unseen(desk, action, case)
    )


def settle(desk: Desk, incoming: Incoming, verdict: Verdict) -> None:
    """Let later actions of the batch see this verdict."""
    if verdict.outcome in FINAL:
        desk.settled[incoming.action.action_id] = verdict.outcome
    if verdict.outcome is Outcome.APPLIED and verdict.case is not None:
        desk.cases[verdict.case.case_id] = verdict.case
        if verdict.number:
            desk.used.add(verdict.number)
        action, made = incoming.action, desk.made.setdefault(verdict.case.case_id, {})
        made[verdict.case.version] = TRANSITIONS[action.kind].commutative
        desk.versions[action.action_id] = verdict.case.version
        if verdict.merged:
            desk.merged.add(action.action_id)
        _close_conflicts(desk, incoming.action)
    elif verdict.outcome is Outcome.CONFLICT:
        action = incoming.action
        opened = OpenConflict(action.action_id, action.kind.value, action.terminal, action.staff.station)
        desk.conflicts.setdefault(action.case_id, []).append(opened)


def _close_conflicts(desk: Desk, action: Action) -> None:
    """A resolution settles what it names; the same step made again at the same window settles its first try."""
    if action.case_id not in desk.conflicts:
        return
    named = str(action.payload.get("conflict", "")) if action.kind is ActionKind.RESOLVE else ""
    rest = []
    for one in desk.conflicts[action.case_id]:
        again = (one.kind, one.terminal) == (action.kind.value, action.terminal)
        if again or str(one.conflict_id) == named:
            desk.closed[one.conflict_id] = action.action_id
        else:
            rest.append(one)
    desk.conflicts[action.case_id] = rest


def _is_known_staff(desk: Desk, staff: StaffMember) -> bool:
    """Name, role and station as the province has them: an action may not promote whoever made it."""
    return desk.staff.get(staff.staff_no) == staff and staff.station == desk.terminal.station


def _unmet_base(desk: Desk, action: Action, case: Case | None) -> Verdict | None:
    """None when the action stands on what the clerk saw; else conflict, blocked or retry."""
    if case is not None and TRANSITIONS[action.kind].commutative:
        return _out_of_turn(desk, action, case)
    if action.base_action is not None:
        if case is not None and case.last_action == action.base_action:
            return _conflict(case) if action.base_action in desk.merged else None
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


def _merges_unseen(desk: Desk, action: Action, case: Case | None) -> bool:
    """Whether an action merges with a change that its clerk had not seen; notes of others are none."""
    if case is None or not TRANSITIONS[action.kind].commutative:
        return False
    since = action.base_version
    if action.base_action is not None:
        if action.base_action not in desk.versions or action.base_action in desk.merged:
            return True
        since = desk.versions[action.base_action]
    made = desk.made.get(case.case_id, {})
    if any(version > since and not merges for version, merges in made.items()):
        return True
    return desk.changed(case.case_id, since, min(made, default=case.version + 1))


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


def _circulation_refusal(desk: Desk, action: Action) -> Verdict | None:
    station = action.payload.get("station") if action.kind is ActionKind.CIRCULATE else None
    if isinstance(station, str) and station and station not in desk.stations:
        return refused("PV-323", station=station)
    return None


def _resolution_refusal(desk: Desk, action: Action, case: Case | None) -> Verdict | None:
    """Who could take a step may settle it: at the station that owns its fields now, or where it was made. What was
    held at a window only is not known here; the kind that the resolution names counts then."""
    if action.kind is not ActionKind.RESOLVE or case is None:
        return None
    try:
        payload = ResolvePayload.model_validate(action.payload)
        kind = ActionKind(payload.kind)
    except (ValidationError, ValueError):
        return refused("PV-316", what="payload")
    known = next((c for c in desk.conflicts.get(case.case_id, ()) if c.conflict_id == payload.conflict), None)
    if known is not None and known.kind != kind.value:
        return refused("PV-324")
    stations = {*writers(case, kind)} | ({known.station} if known is not None else set())
    if action.staff.station not in stations or not action.staff.may(TRANSITIONS[kind].permission):
        return refused("PV-322")
    return None


def _transition_verdict(action: Action, case: Case | None, error: TransitionError) -> Verdict:
    is_stale = case is not None and action.base_action is None and action.base_version < case.version
    if is_stale and error.reason in ("status", "certificate"):
        # Only a commutative kind comes here with an old base: the clerk could not know of the new status.
        return Verdict(Outcome.CONFLICT, case=case, problem=problem("PV-331"))
    code = _REASON_CODES[error.reason]
    group = group_of(action.kind, case.service if case is not None else "")
    owned = {"group": group.label, "owner": group.owner.label} if group is not None else {}
    return refused(code, status=STATUS_LABELS[error.status], what=error.detail or error.reason, **owned)
