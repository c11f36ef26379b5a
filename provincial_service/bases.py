"""What the actions that a batch stands on have become: their outcome, and whether their clerk saw all that was there.

A note merges with anything. What its clerk does next stands on the note, and not on what the note was merged with: the
clerk has not seen that, and it has to come up as a conflict (invariant 6). Other clerks' notes are in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, select

from hukou.case import TRANSITIONS, Action
from hukou.wire import Outcome
from provincial_service.store.tables import applied_action

_AT_ONCE = 500
_MERGING = tuple(kind.value for kind, rule in TRANSITIONS.items() if rule.commutative)


@dataclass
class Bases:
    """Of the actions that a batch names as a base."""

    outcomes: dict[UUID, Outcome] = field(default_factory=dict)
    versions: dict[UUID, int] = field(default_factory=dict)
    """The version that an applied one made."""
    merged: set[UUID] = field(default_factory=set)
    """Those that merged with something that their clerk had not seen."""


def read_bases(connection: Connection, ids: Iterable[UUID]) -> Bases:
    """What was settled of them."""
    found = Bases()
    wanted = sorted({str(one) for one in ids})
    table = applied_action.c
    columns = (table.action_id, table.outcome, table.kind, table.version)
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        for row in connection.execute(select(*columns).where(table.action_id.in_(chunk))).all():
            action_id = UUID(row.action_id)
            found.outcomes[action_id] = Outcome(row.outcome)
            if row.outcome == Outcome.APPLIED.value:
                found.versions[action_id] = row.version
                if row.kind in _MERGING and _merged_unseen(connection, action_id):
                    found.merged.add(action_id)
    return found


def changed_between(connection: Connection, case_id: UUID, after: int, before: int) -> bool:
    """Whether a version between these two was made by something else than what merges with anything."""
    if before - after <= 1:
        return False
    table = applied_action.c
    statement = select(table.action_id).where(
        table.case_id == str(case_id),
        table.outcome == Outcome.APPLIED.value,
        table.version > after,
        table.version < before,
        table.kind.not_in(_MERGING),
    )
    return connection.execute(statement.limit(1)).first() is not None


def _merged_unseen(connection: Connection, action_id: UUID) -> bool:
    """Up the chain of notes of one clerk, to the version that was on the screen."""
    wanted, version = action_id, 0
    table = applied_action.c
    while True:
        row = connection.execute(
            select(table.text, table.version).where(
                table.action_id == str(wanted), table.outcome == Outcome.APPLIED.value
            )
        ).one_or_none()
        if row is None:
            return True
        action = Action.model_validate_json(row.text)
        if version and changed_between(connection, action.case_id, row.version, version):
            return True
        if not TRANSITIONS[action.kind].commutative:
            return False
        if action.base_action is None:
            return changed_between(connection, action.case_id, action.base_version, row.version)
        wanted, version = action.base_action, row.version
