"""Two windows of one station and their province, for tests of what passes between them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.case import Case
from provincial_service.province import Province as ProvinceState
from provincial_service.store import tables as province_tables
from tests.counter import Counter
from window_client.services.store import tables
from window_client.services.sync.state import SyncState


def in_sync(counter: Counter) -> Any:
    report = counter.desk.sync.run_once(force=True)
    assert report.error is None, report.error
    return report


def applied(province: ProvinceState) -> list[str]:
    """Ids of what took effect, in the order of the province."""
    table = province_tables.applied_action
    with province.store.read() as connection:
        statement = sa.select(table.c.action_id).where(table.c.outcome == "applied")
        return list(connection.execute(statement.order_by(table.c.received_at)).scalars())


def cases_of(province: ProvinceState) -> dict[str, Case]:
    table = province_tables.case
    with province.store.read() as connection:
        rows = connection.execute(sa.select(table.c.case_id, table.c.text)).all()
    return {row.case_id: Case.model_validate_json(row.text) for row in rows}


def action_states(counter: Counter) -> list[str]:
    table = tables.action
    with counter.session.store.read() as connection:
        return list(connection.execute(sa.select(table.c.state).order_by(table.c.terminal_seq)).scalars())


def scope_row(counter: Counter) -> Any:
    with counter.session.store.read() as connection:
        return connection.execute(sa.select(tables.sync_scope)).first()


def sync_of(counter: Counter, case_id: UUID) -> SyncState:
    return counter.desk.cases.detail(case_id).sync
