"""A case with its receipts and the list of what was done to it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hukou.case import Case
from hukou.ownership import parties
from hukou.wire import ActionResult, CaseView, Outcome
from provincial_service.province import Province
from provincial_service.store.tables import applied_action
from provincial_service.store.tables import case as case_file
from provincial_service.store.terminals import TerminalRow


def view_case(province: Province, terminal: TerminalRow, case_id: UUID) -> CaseView | None:
    """None when the case does not exist or this station does not see it."""
    columns = (applied_action.c.text, applied_action.c.result, applied_action.c.received_at)
    with province.store.read() as connection:
        text = connection.execute(
            select(case_file.c.text).where(case_file.c.case_id == str(case_id))
        ).scalar()
        case = Case.model_validate_json(text) if text else None
        if case is None or terminal.station not in parties(case):
            return None
        rows = connection.execute(
            select(*columns)
            .where(
                applied_action.c.case_id == str(case_id),
                applied_action.c.outcome == Outcome.APPLIED.value,
            )
            .order_by(applied_action.c.version)
        ).all()
    results = [ActionResult.model_validate_json(row[1]) for row in rows]
    return CaseView(
        case=case,
        receipts=tuple(result.receipt for result in results if result.receipt is not None),
        actions=tuple(_line(row[0], result) for row, result in zip(rows, results, strict=True)),
    )


def _line(text: str, result: ActionResult) -> dict[str, Any]:
    """Who did what when; what was written stays in the case itself."""
    action = json.loads(text)
    return {
        "action_id": action["action_id"],
        "kind": action["kind"],
        "terminal": action["terminal"],
        "staff": action["staff"],
        "occurred_at": action["occurred_at"],
        "version": result.version,
        "receipt_number": result.receipt.number if result.receipt else "",
    }
