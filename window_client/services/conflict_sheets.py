"""Both sides of what waits for a person, as one sheet for each step that was held. Reads only.

A step may be held here alone (it did not fit a version that came), by the province of this window's, or by the province
of another window's: all look the same, and whoever may settle it is told so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from hukou.case import TRANSITIONS, Action, ActionKind, Case, TransitionError, apply
from hukou.case_values import values_of
from hukou.conflict import Difference, Severity, choosable, differences, severity
from hukou.conflict_wire import HeldConflict
from hukou.ownership import group_of, parties, writers
from hukou.staff import StaffMember
from hukou.wire import Problem
from window_client.services import case_conflicts
from window_client.services.case_views import OwnAction, own_actions, province_case
from window_client.services.store import tables


@dataclass(frozen=True)
class ConflictSheet:
    """One held step. `mine` is that step's side, of whichever window it is; `theirs` the province's case."""

    case_id: UUID
    conflict_id: UUID
    state: str
    """`conflict` or `refused`."""
    held: Action
    is_own: bool
    """Made at this window."""
    base: Case | None
    theirs: Case | None
    theirs_by: StaffMember | None
    theirs_at: datetime | None
    severity: Severity | None
    choices: tuple[Difference, ...]
    """To be chosen one by one; empty: the step is chosen as a whole, or it was refused."""
    others: tuple[Difference, ...]
    agreed: int
    """Values that both sides have alike."""
    followers: tuple[ActionKind, ...]
    """Own steps that were made standing on the held one: they are not taken either."""
    chain: frozenset[UUID]
    """The held action and its followers."""
    may_settle: bool
    settled_by: str
    """Who settles it otherwise: 受理地 or 户籍地."""
    can_redo: bool
    """Whether the step as a whole may be taken on the province's version."""
    problem: Problem | None

    @property
    def kind(self) -> ActionKind:
        return self.held.kind

    @property
    def seen(self) -> int:
        """The province's version that the sheet compares with."""
        return self.theirs.version if self.theirs else 0


def read_sheets(connection: sa.Connection, case_id: UUID, staff: StaffMember) -> tuple[ConflictSheet, ...]:
    """Oldest first. Only the first step of a chain has a sheet; what stands on it is named there."""
    own = own_actions(connection, case_id)
    told = {one.conflict_id: one for one in case_conflicts.read_told(connection, case_id)}
    theirs = province_case(connection, case_id)
    answered = _answered(own)
    held = [
        one
        for one in own
        if not _made_again(one, own) and (one.is_held or _stands_again(one, told, answered))
    ]
    chained: set[UUID] = set()
    sheets: list[ConflictSheet] = []
    for one in held:
        if one.action.action_id in chained:
            continue
        chain = case_conflicts.chain_of(one.action.action_id, [h.action for h in held])
        chained |= chain
        followers = tuple(h.action.kind for h in held if h.action.action_id in chain - {one.action.action_id})
        known = told.pop(one.action.action_id, None)
        base = _base(connection, one.action, known)
        sheets.append(_sheet(one.action, one.state, base, theirs, known, staff, followers, chain, connection))
    mine = {one.action.action_id for one in own}
    for other in told.values():
        if other.conflict_id not in mine:
            alone = {other.conflict_id}
            sheets.append(_sheet(other.action, "conflict", other.base, theirs, other, staff, (), alone, None))
    return tuple(sheets)


def _answered(own: Sequence[OwnAction]) -> set[UUID]:
    """The conflicts that an answer of this window settles, or is on its way to, or that wait behind an answer which was
    itself held and is shown."""
    answers = [one for one in own if one.action.kind is ActionKind.RESOLVE]
    return {
        UUID(str(one.action.payload["conflict"]))
        for one in answers
        if one.is_pending or one.state == "applied" or (one.is_held and not _made_again(one, own))
    }


def _stands_again(one: OwnAction, told: Mapping[UUID, HeldConflict], answered: set[UUID]) -> bool:
    """A step that was answered here, but the province still has it open: the answer itself was not taken."""
    number = one.action.action_id
    return one.state == "conflict" and number in told and number not in answered


def _made_again(held: OwnAction, own: Sequence[OwnAction]) -> bool:
    """The same kind of step was taken later (decision 0007)."""
    return any(
        later.state == "applied"
        and later.action.kind is held.action.kind
        and later.action.terminal_seq > held.action.terminal_seq
        for later in own
    )


def _base(connection: sa.Connection, action: Action, told: HeldConflict | None) -> Case | None:
    if told is not None and told.base is not None:
        return told.base
    kept = case_conflicts.read_base(connection, action.case_id)
    fits = kept is not None and action.base_action is None and kept.version == action.base_version
    return kept if fits else None


def _sheet(
    action: Action,
    state: str,
    base: Case | None,
    theirs: Case | None,
    told: HeldConflict | None,
    staff: StaffMember,
    followers: tuple[ActionKind, ...],
    chain: set[UUID],
    own_in: sa.Connection | None,
) -> ConflictSheet:
    """`own_in` is the store of the window that made the step, None for one of another window."""
    found: tuple[Difference, ...] = ()
    chosen: tuple[Difference, ...] = ()
    if theirs is not None and state == "conflict":
        found = differences(base, action, theirs)
        chosen = choosable(action, theirs, found)
    return ConflictSheet(
        case_id=action.case_id,
        conflict_id=action.action_id,
        state=state,
        held=action,
        is_own=own_in is not None,
        base=base,
        theirs=theirs,
        theirs_by=told.theirs_by if told else None,
        theirs_at=told.theirs_at if told else None,
        severity=severity(found) if found else None,
        choices=chosen,
        others=tuple(one for one in found if one not in chosen),
        agreed=_agreed(theirs, found),
        followers=followers,
        chain=frozenset(chain),
        may_settle=_may_settle(action, theirs, staff),
        settled_by=_owner(action, theirs),
        can_redo=_can_redo(action, theirs, staff),
        problem=_problem(own_in, action) if own_in is not None else None,
    )


def _agreed(theirs: Case | None, found: Sequence[Difference]) -> int:
    return len(values_of(theirs)) - len(found) if theirs is not None else 0


def _may_settle(action: Action, theirs: Case | None, staff: StaffMember) -> bool:
    """As the province judges it (`provincial_service.judging`)."""
    if not staff.may(TRANSITIONS[action.kind].permission):
        return False
    if theirs is None:
        return action.staff.station == staff.station
    return staff.station in {*writers(theirs, action.kind), action.staff.station}


def _owner(action: Action, theirs: Case | None) -> str:
    group = group_of(action.kind, theirs.service if theirs else "")
    is_shared = theirs is not None and len(parties(theirs)) > 1
    return group.owner.label if group is not None and is_shared else ""


def _can_redo(action: Action, theirs: Case | None, staff: StaffMember) -> bool:
    try:
        apply(theirs, action.model_copy(update={"staff": staff}))
    except TransitionError:
        return False
    return True


def _problem(connection: sa.Connection, action: Action) -> Problem | None:
    table = tables.action
    text = connection.execute(
        sa.select(table.c.problem_json).where(table.c.action_id == action.action_id)
    ).scalar_one_or_none()
    return Problem.model_validate_json(text) if text else None
