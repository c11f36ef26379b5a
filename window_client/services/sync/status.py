"""What the status strip and the sync page say, read from the store alone: always true, even without a link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.wire import Problem
from window_client.services.duplicates import SuspectedDuplicate, find_duplicates
from window_client.services.store import Store, tables
from window_client.services.sync.clock_check import SHOWN_FROM
from window_client.services.sync.state import HELD_STATES, PENDING_STATES, SyncState

_ACTION_PROBLEM = tables.action.alias("problem_action")


class Link(StrEnum):
    ONLINE = "online"
    OFFLINE = "offline"
    PAUSED = "paused"
    """The province does not accept this terminal or this version: a person has to act."""
    UNKNOWN = "unknown"
    """No cycle has run yet."""


@dataclass(frozen=True)
class QueueRow:
    case_id: UUID
    case_no: str
    service: str
    name: str
    state: SyncState
    reason: str
    remedy: str
    code: str
    next_attempt_at: datetime | None
    receipt_number: str
    updated_at: datetime
    duplicate_of: UUID | None = None
    """An open case here of the same person and service, opened at another window: a person looks at both."""
    steps: int = 0
    """Own steps of the case that the province has or is to get; 0 when nothing is on its way."""
    steps_taken: int = 0
    """How many of them it has."""


@dataclass(frozen=True)
class SyncStatus:
    link: Link
    last_contact: datetime | None
    data_as_of: datetime | None
    counters: dict[SyncState, int]
    next_attempt_at: datetime | None
    parked: int
    """Changes of a newer schema, kept until this program is updated."""
    skew_ms: int | None
    """How far this machine's clock was ahead of the province's when last measured."""
    queue: tuple[QueueRow, ...]

    @property
    def waiting(self) -> int:
        """Cases with work that the province has not answered yet."""
        return self.counters[SyncState.QUEUED] + self.counters[SyncState.SENT]

    @property
    def clock_is_off(self) -> bool:
        """More than two minutes: staff are told so."""
        return self.skew_ms is not None and abs(self.skew_ms) > SHOWN_FROM / timedelta(milliseconds=1)

    @property
    def needs_person(self) -> int:
        return self.counters[SyncState.CONFLICT] + self.counters[SyncState.RETURNED]


def read_status(store: Store, scope: str, now: datetime, *, limit: int = 200) -> SyncStatus:
    """Counters over all cases; the queue lists what needs a person first, then what waits, newest first."""
    with store.read() as connection:
        row = connection.execute(
            sa.select(tables.sync_scope).where(tables.sync_scope.c.scope == scope)
        ).first()
        counters = dict.fromkeys(SyncState, 0)
        view = tables.case_view
        for state, count in connection.execute(
            sa.select(view.c.sync_state, sa.func.count()).group_by(view.c.sync_state)
        ):
            counters[SyncState(state)] = count
        counters[SyncState.RETURNED] -= connection.execute(_gone_on_with()).scalar_one()
        parked = connection.execute(sa.select(sa.func.count()).select_from(tables.parked_change)).scalar_one()
        pairs = find_duplicates(connection)
        rows = [_queue_row(found) for found in connection.execute(_queue(limit))]
        flagged = {case.case_id for pair in pairs for case in (pair.earlier, pair.later)}
        if beyond := flagged - {row.case_id for row in rows}:
            # A pair is never hidden behind the end of the list.
            rows += [_queue_row(found) for found in connection.execute(_queue(len(beyond), beyond))]
        queue = _with_duplicates(rows, pairs)
    return SyncStatus(
        link=_link(row),
        last_contact=row.last_contact if row else None,
        data_as_of=row.data_as_of if row else None,
        counters=counters,
        next_attempt_at=row.next_attempt_at if row else None,
        parked=int(parked),
        skew_ms=row.skew_ms if row else None,
        queue=queue,
    )


def _link(row: Any) -> Link:
    if row is None:
        return Link.UNKNOWN
    if row.paused_by:
        return Link.PAUSED
    if row.attempts:
        return Link.OFFLINE
    return Link.ONLINE if row.last_contact else Link.UNKNOWN


_ORDER = {
    SyncState.CONFLICT: 0,
    SyncState.RETURNED: 1,
    SyncState.SENT: 2,
    SyncState.QUEUED: 2,
    SyncState.LOCAL_ONLY: 3,
    SyncState.ACCEPTED: 4,
}


def _open_return() -> sa.ColumnElement[bool]:
    """A returned case of which some step still waits for a person."""
    view, action = tables.case_view, tables.action
    held = sa.exists().where(
        action.c.case_id == view.c.case_id, action.c.state.in_(HELD_STATES), action.c.resolution == ""
    )
    return sa.or_(view.c.sync_state != SyncState.RETURNED.value, held)


def _gone_on_with() -> sa.Select[Any]:
    """Returned cases that a person has gone on with as a copy: history, no work."""
    view = tables.case_view
    returned = view.c.sync_state == SyncState.RETURNED.value
    return sa.select(sa.func.count()).select_from(view).where(returned, ~_open_return())


def _with_duplicates(rows: list[QueueRow], pairs: Sequence[SuspectedDuplicate]) -> tuple[QueueRow, ...]:
    """Flagged rows stand behind what came back and before what only waits."""
    other: dict[UUID, UUID] = {}
    for pair in pairs:
        other.setdefault(pair.earlier.case_id, pair.later.case_id)
        other.setdefault(pair.later.case_id, pair.earlier.case_id)
    flagged = [replace(row, duplicate_of=other.get(row.case_id)) for row in rows]

    def place(row: QueueRow) -> int:
        needs_person = row.state in (SyncState.CONFLICT, SyncState.RETURNED)
        return 0 if needs_person else 1 if row.duplicate_of else 2

    return tuple(sorted(flagged, key=place))


def _queue(limit: int, only: Collection[UUID] = ()) -> sa.Select[Any]:
    view, box, action = tables.case_view, tables.outbox, _ACTION_PROBLEM
    problem = (
        sa.select(action.c.problem_json)
        .where(action.c.case_id == view.c.case_id, action.c.problem_json.is_not(None))
        .order_by(action.c.terminal_seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    attempt = (
        sa.select(sa.func.min(box.c.next_attempt_at)).where(box.c.case_id == view.c.case_id).scalar_subquery()
    )
    own = tables.action.alias("own_action")
    waits = view.c.sync_state.in_((SyncState.QUEUED.value, SyncState.SENT.value))
    sent = sa.select(sa.func.count()).where(own.c.case_id == view.c.case_id)
    steps = sent.where(own.c.state.in_((*PENDING_STATES, "applied"))).scalar_subquery()
    taken = sent.where(own.c.state == "applied").scalar_subquery()
    order = sa.case({state.value: place for state, place in _ORDER.items()}, value=view.c.sync_state)
    return (
        sa.select(
            view.c.case_id,
            view.c.case_no,
            view.c.service,
            view.c.subject_name,
            view.c.sync_state,
            view.c.receipt_number,
            view.c.updated_at,
            problem.label("problem_json"),
            sa.type_coerce(attempt, tables.UtcTime()).label("next_attempt_at"),
            sa.case((waits, steps), else_=0).label("steps"),
            sa.case((waits, taken), else_=0).label("steps_taken"),
        )
        .where(_open_return(), view.c.case_id.in_(only) if only else sa.true())
        .order_by(order, view.c.updated_at.desc())
        .limit(limit)
    )


def _queue_row(row: Any) -> QueueRow:
    state = SyncState(row.sync_state)
    told = row.problem_json if state in (SyncState.CONFLICT, SyncState.RETURNED, SyncState.QUEUED) else None
    problem = Problem.model_validate_json(told) if told else None
    return QueueRow(
        case_id=row.case_id,
        case_no=row.case_no,
        service=row.service,
        name=row.subject_name,
        state=state,
        reason=problem.detail if problem else "",
        remedy=problem.remedy if problem else "",
        code=problem.code if problem else "PV-331" if state is SyncState.CONFLICT else "",
        next_attempt_at=row.next_attempt_at,
        receipt_number=row.receipt_number if state is SyncState.ACCEPTED else "",
        updated_at=row.updated_at,
        steps=row.steps,
        steps_taken=row.steps_taken,
    )
