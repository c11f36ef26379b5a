"""What the store keeps of conflicts: what the province told, the base of own work, and who settled what.

Rows only, in the caller's transaction; `case_views.rewrite` calls it so that the state of a case never says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.dialects.sqlite import insert

from hukou.case import Action, ActionKind, Case, Side
from hukou.conflict_wire import HeldConflict
from window_client.services.store import tables
from window_client.services.sync.state import HELD_STATES, PENDING_STATES

_TOLD, _BASE, _EXIT, _ACTION = tables.told_conflict, tables.case_base, tables.case_exit, tables.action


def noted_cases(connection: sa.Connection) -> set[UUID]:
    """The cases of which anything is kept here: few at any time."""
    every = sa.union(*(sa.select(table.c.case_id) for table in (_TOLD, _BASE, _EXIT)))
    return set(connection.execute(every).scalars())


def take_told(
    connection: sa.Connection, case_id: UUID, conflicts: Iterable[Mapping[str, Any]], now: datetime
) -> None:
    """The list is whole: it replaces what was known of the case. One that a resolution waiting to be sent settles is
    not taken up again. Whoever is told of a case sees it (again)."""
    connection.execute(sa.delete(_EXIT).where(_EXIT.c.case_id == case_id))
    connection.execute(sa.delete(_TOLD).where(_TOLD.c.case_id == case_id))
    answered = _answered_here(connection, case_id) if conflicts else set()
    for raw in conflicts:
        try:
            conflict_id = UUID(str(raw["conflict_id"]))
            text = HeldConflict.model_validate(raw).model_dump_json()
        except (ValidationError, ValueError, KeyError):
            # In words of a later version: the case itself is told all the same, and after an update this is too.
            continue
        if conflict_id in answered:
            continue
        row = {"conflict_id": conflict_id, "case_id": case_id, "json": text, "received_at": now}
        connection.execute(insert(_TOLD).values(row).on_conflict_do_nothing())


def read_told(connection: sa.Connection, case_id: UUID) -> tuple[HeldConflict, ...]:
    """What the province holds of a case, in the order of its holding."""
    texts = connection.execute(
        sa.select(_TOLD.c.json)
        .where(_TOLD.c.case_id == case_id)
        .order_by(_TOLD.c.received_at, _TOLD.c.conflict_id)
    ).scalars()
    return tuple(HeldConflict.model_validate_json(text) for text in texts)


def has_told(connection: sa.Connection, case_id: UUID) -> bool:
    return (
        connection.execute(sa.select(_TOLD.c.case_id).where(_TOLD.c.case_id == case_id).limit(1)).first()
        is not None
    )


def forget_told(connection: sa.Connection, conflict_id: UUID) -> None:
    """It was answered here; the province says the same when the answer has reached it."""
    connection.execute(sa.delete(_TOLD).where(_TOLD.c.conflict_id == conflict_id))


def _answered_here(connection: sa.Connection, case_id: UUID) -> set[UUID]:
    texts = connection.execute(
        sa.select(_ACTION.c.text).where(
            _ACTION.c.case_id == case_id,
            _ACTION.c.kind == ActionKind.RESOLVE.value,
            _ACTION.c.state.in_(PENDING_STATES),
        )
    ).scalars()
    return {UUID(str(Action.model_validate_json(text).payload["conflict"])) for text in texts}


# --- base ------------------------------------------------------------------------------------------------


def keep_base(connection: sa.Connection, case: Case) -> None:
    """The version that own unsettled work was made on; the first one kept stays."""
    row = {"case_id": case.case_id, "json": case.model_dump_json()}
    connection.execute(insert(_BASE).values(row).on_conflict_do_nothing())


def read_base(connection: sa.Connection, case_id: UUID) -> Case | None:
    text = connection.execute(sa.select(_BASE.c.json).where(_BASE.c.case_id == case_id)).scalar_one_or_none()
    return Case.model_validate_json(text) if text else None


def drop_base(connection: sa.Connection, case_id: UUID) -> None:
    connection.execute(sa.delete(_BASE).where(_BASE.c.case_id == case_id))


# --- settled ---------------------------------------------------------------------------------------------


def set_resolution(connection: sa.Connection, action_ids: Iterable[UUID], word: str) -> None:
    """`mine`, `theirs` or `copied`: how a person settled own actions that were held."""
    connection.execute(
        sa.update(_ACTION).where(_ACTION.c.action_id.in_(sorted(action_ids))).values(resolution=word)
    )


def chain_of(head: UUID, held: Sequence[Action]) -> set[UUID]:
    """The held action and those that were made standing on it, one behind the other."""
    found = {head}
    for action in held:
        if action.base_action in found:
            found.add(action.action_id)
    return found


def note_resolutions(connection: sa.Connection, case: Case, held: Sequence[Action]) -> bool:
    """Own held actions that a person settled, here or at another window; whether there were any."""
    settled = {one.conflict: one for one in case.resolutions}
    changed = False
    for action in held:
        answer = settled.get(action.action_id)
        if answer is not None:
            word = Side.MINE if Side.MINE in answer.choices.values() else Side.THEIRS
            set_resolution(connection, chain_of(action.action_id, held), word.value)
            changed = True
    return changed


# --- leaving the scope -----------------------------------------------------------------------------------


def unsettled(connection: sa.Connection, case_id: UUID) -> bool:
    """Whether own work of a case has no answer yet, or one that a person has not settled."""
    held = sa.and_(_ACTION.c.state.in_(HELD_STATES), _ACTION.c.resolution == "")
    statement = sa.select(_ACTION.c.action_id).where(
        _ACTION.c.case_id == case_id, sa.or_(_ACTION.c.state.in_(PENDING_STATES), held)
    )
    return connection.execute(statement.limit(1)).first() is not None


def note_exit(connection: sa.Connection, case_id: UUID) -> None:
    """The case is gone for this station; what is left of it goes when own work on it is settled."""
    connection.execute(insert(_EXIT).values(case_id=case_id).on_conflict_do_nothing())


def has_left(connection: sa.Connection, case_id: UUID) -> bool:
    return (
        connection.execute(sa.select(_EXIT.c.case_id).where(_EXIT.c.case_id == case_id)).first() is not None
    )


def forget_case(connection: sa.Connection, case_id: UUID) -> None:
    """All rows that this module keeps of a case."""
    for table in (_TOLD, _BASE, _EXIT):
        connection.execute(sa.delete(table).where(table.c.case_id == case_id))
