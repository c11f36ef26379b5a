"""A line between a window and its province that a test may disturb, and what both say of the work sent over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou import wire
from provincial_service.province import Province as ProvinceState
from provincial_service.store import tables as province_tables
from tests.counter import Counter
from window_client.errors import RemoteRefusedError, SyncError
from window_client.services.store import tables
from window_client.services.sync.remote import ChangePage, Province
from window_client.services.sync.state import SyncState

OTHER = "certificate.other"


def applied(province: ProvinceState) -> list[str]:
    table = province_tables.applied_action
    with province.store.read() as connection:
        return list(connection.execute(sa.select(table.c.action_id)).scalars())


def action_states(counter: Counter) -> list[str]:
    table = tables.action
    with counter.session.store.read() as connection:
        return list(connection.execute(sa.select(table.c.state).order_by(table.c.terminal_seq)).scalars())


def scope_row(counter: Counter) -> Any:
    with counter.session.store.read() as connection:
        return connection.execute(sa.select(tables.sync_scope)).first()


def sync_of(counter: Counter, case_id: UUID) -> SyncState:
    return counter.desk.cases.detail(case_id).sync


def in_sync(counter: Counter) -> None:
    report = counter.desk.sync.run_once(force=True)
    assert report.error is None, report.error


@dataclass
class Between:
    """Stands between a window and its province and tampers with what passes, as a line would."""

    province: Province
    change_reply: Callable[[wire.BatchReply], wire.BatchReply] = lambda reply: reply
    change_page: Callable[[ChangePage], ChangePage] = lambda page: page
    fail: SyncError | None = None
    pushed: list[int] = field(default_factory=list)
    """How many actions each batch had."""
    refuse_texts_with: str = ""

    def push(self, actions: Any, epoch: str = "") -> wire.BatchReply:
        self.pushed.append(len(actions))
        if self.fail is not None:
            raise self.fail
        if self.refuse_texts_with and any(self.refuse_texts_with in a.text for a in actions):
            raise RemoteRefusedError()
        return self.change_reply(self.province.push(actions, epoch))

    def changes(self, scope: str, after: str, max_bytes: int, *, offered: bool = False) -> ChangePage:
        return self.change_page(self.province.changes(scope, after, max_bytes, offered=offered))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.province, name)
