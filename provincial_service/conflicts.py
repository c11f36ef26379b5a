"""Conflicts at the province: a step that was held is kept with its base, and told to every window that sees the case.

Judging opens and closes them in memory; here they are read before a batch and written after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hukou.case import Action, Case
from hukou.conflict import differences, severity
from hukou.conflict_wire import HeldConflict
from hukou.wire import Outcome
from provincial_service.judging import Desk, Incoming, OpenConflict, Verdict
from provincial_service.store.tables import applied_action, case_history, conflict
from provincial_service.store.tables import case as case_file

_AT_ONCE = 500


def open_conflicts(connection: Connection, case_ids: Iterable[str]) -> dict[str, list[str]]:
    """The texts of what is still open, by case, in the order of opening."""
    found: dict[str, list[str]] = {}
    columns = (conflict.c.case_id, conflict.c.text)
    for row in _open_rows(connection, case_ids, columns):
        found.setdefault(row[0], []).append(row[1])
    return found


def conflicts_of(connection: Connection, case_ids: Iterable[UUID]) -> dict[UUID, list[OpenConflict]]:
    """What judging has to know of the open ones."""
    found: dict[UUID, list[OpenConflict]] = {}
    columns = (
        conflict.c.case_id,
        conflict.c.conflict_id,
        conflict.c.kind,
        conflict.c.terminal,
        conflict.c.text,
    )
    for row in _open_rows(connection, map(str, case_ids), columns):
        station = HeldConflict.model_validate_json(row[4]).action.staff.station
        found.setdefault(UUID(row[0]), []).append(OpenConflict(UUID(row[1]), row[2], row[3], station))
    return found


def find_conflict(connection: Connection, conflict_id: UUID) -> Case | None:
    """The case of a conflict, open or settled; None when there never was one of this id."""
    text = connection.execute(
        select(case_file.c.text)
        .join(conflict, conflict.c.case_id == case_file.c.case_id)
        .where(conflict.c.conflict_id == str(conflict_id))
    ).scalar()
    return Case.model_validate_json(text) if text else None


def write_conflicts(
    connection: Connection, desk: Desk, settled: Sequence[tuple[Incoming, Verdict]], now: datetime
) -> list[Case]:
    """Keep what was opened and closed by a batch. Returns the cases that have to be told of anew, as they stand: a
    conflict changes nothing of a case, so that no version of its own would carry the news."""
    made = {entry.action.action_id: entry.action for entry, _verdict in settled}
    told: dict[UUID, Case] = {}
    rows: list[dict[str, Any]] = []
    for entry, verdict in settled:
        if verdict.outcome is Outcome.CONFLICT and verdict.case is not None:
            closer = desk.closed.pop(entry.action.action_id, None)
            rows.append(_row(connection, entry.action, verdict.case, made, closer, now))
            told[entry.action.case_id] = desk.cases[entry.action.case_id]
    if rows:
        connection.execute(conflict.insert(), rows)
    for conflict_id in sorted(desk.closed):
        connection.execute(
            conflict.update()
            .where(conflict.c.conflict_id == str(conflict_id))
            .values(closed_by=str(desk.closed[conflict_id]), closed_at=now)
        )
    return [told[case_id] for case_id in sorted(told)]


def _row(
    connection: Connection,
    action: Action,
    theirs: Case,
    made: dict[UUID, Action],
    closer: UUID | None,
    now: datetime,
) -> dict[str, Any]:
    base = _base_of(connection, action)
    other = made.get(theirs.last_action) or _action(connection, theirs.last_action)
    held = HeldConflict(
        conflict_id=action.action_id,
        severity=severity(differences(base, action, theirs)),
        action=action,
        base=base,
        theirs_version=theirs.version,
        theirs_kind=other.kind.value if other else "",
        theirs_by=other.staff if other else None,
        theirs_at=other.occurred_at if other else None,
        received_at=now,
    )
    return {
        "conflict_id": str(action.action_id),
        "case_id": str(action.case_id),
        "terminal": action.terminal,
        "kind": action.kind.value,
        "severity": held.severity.value,
        "text": held.model_dump_json(),
        "opened_at": now,
        "closed_by": str(closer) if closer else None,
        "closed_at": now if closer else None,
    }


def _base_of(connection: Connection, action: Action) -> Case | None:
    """The version that the step stood on, if this database has it: the same number of another history is not it."""
    history = case_history.c
    statement = select(history.text).where(history.case_id == str(action.case_id))
    if action.base_action is not None:
        statement = statement.where(history.action_id == str(action.base_action))
    else:
        statement = statement.where(history.version == action.base_version)
        if action.base_seen is not None:
            statement = statement.where(history.action_id == str(action.base_seen))
    text = connection.execute(statement).scalar()
    return Case.model_validate_json(text) if text else None


def _action(connection: Connection, action_id: UUID) -> Action | None:
    text = connection.execute(
        select(applied_action.c.text).where(applied_action.c.action_id == str(action_id))
    ).scalar()
    return Action.model_validate_json(text) if text else None


def _open_rows(connection: Connection, case_ids: Iterable[str], columns: Sequence[Any]) -> Iterator[Any]:
    wanted = sorted(set(case_ids))
    for start in range(0, len(wanted), _AT_ONCE):
        statement = (
            select(*columns)
            .where(conflict.c.case_id.in_(wanted[start : start + _AT_ONCE]), conflict.c.closed_by.is_(None))
            .order_by(conflict.c.opened_at, conflict.c.conflict_id)
        )
        yield from connection.execute(statement)
