"""Both sides of a case that needs a person: what was done here and did not take effect, and what the province has.

Reads only. How a conflict is settled is another verb's business; until then nothing here is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.case import Action, ActionKind, Case
from hukou.wire import Problem
from window_client.services.case_views import province_case
from window_client.services.store import Store, tables
from window_client.services.sync.state import HELD_STATES


@dataclass(frozen=True)
class HeldAction:
    """One step of this window that did not take effect. `state` is `conflict` or `refused`."""

    action_id: UUID
    kind: ActionKind
    state: str
    occurred_at: datetime
    staff_name: str
    payload: dict[str, Any]
    reason: str
    remedy: str
    code: str


@dataclass(frozen=True)
class HeldCase:
    """`province` is None when the province has never had the case."""

    case_id: UUID
    province: Case | None
    actions: tuple[HeldAction, ...]


def read_held(store: Store, case_id: UUID) -> HeldCase:
    """Everything of this case that waits for a person, oldest first; no actions when nothing does."""
    table = tables.action
    statement = (
        sa.select(table.c.text, table.c.state, table.c.problem_json)
        .where(table.c.case_id == case_id, table.c.state.in_(HELD_STATES))
        .order_by(table.c.terminal_seq)
    )
    with store.read() as connection:
        province = province_case(connection, case_id)
        actions = tuple(_held(row) for row in connection.execute(statement))
    return HeldCase(case_id, province, actions)


def _held(row: Any) -> HeldAction:
    action = Action.model_validate_json(row.text)
    problem = Problem.model_validate_json(row.problem_json) if row.problem_json else None
    return HeldAction(
        action_id=action.action_id,
        kind=action.kind,
        state=row.state,
        occurred_at=action.occurred_at,
        staff_name=action.staff.name,
        payload=dict(action.payload),
        reason=problem.detail if problem else "",
        remedy=problem.remedy if problem else "",
        code=problem.code if problem else "",
    )
