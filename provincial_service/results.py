"""What became of actions sent earlier."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from hukou.wire import ActionResult
from provincial_service.province import Province
from provincial_service.store.tables import applied_action
from provincial_service.store.terminals import TerminalRow

_AT_ONCE = 500


def known_results(
    province: Province, terminal: TerminalRow, action_ids: Sequence[UUID]
) -> tuple[list[ActionResult], int]:
    """The original results of this terminal's settled actions, and its highest settled `terminal_seq`."""
    wanted = sorted({str(action_id) for action_id in action_ids})
    mine = applied_action.c.terminal == terminal.terminal
    results: list[ActionResult] = []
    with province.store.read() as connection:
        highest = connection.execute(
            select(func.coalesce(func.max(applied_action.c.terminal_seq), 0)).where(mine)
        ).scalar_one()
        for start in range(0, len(wanted), _AT_ONCE):
            chunk = wanted[start : start + _AT_ONCE]
            texts = connection.execute(
                select(applied_action.c.result).where(mine, applied_action.c.action_id.in_(chunk))
            ).scalars()
            results.extend(ActionResult.model_validate_json(text) for text in texts)
    return results, int(highest)
