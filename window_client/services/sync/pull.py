"""Pull: each page of changes and the cursor behind it are written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou import wire
from window_client.errors import CursorGoneError, RemoteAnswerError, SyncError
from window_client.services.case_conflicts import noted_cases, take_told
from window_client.services.case_views import remove_case, rewrite
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync import parked
from window_client.services.sync.clock_check import skew_between
from window_client.services.sync.own_actions import Recogniser
from window_client.services.sync.remote import ChangePage, Province
from window_client.services.sync.sizing import RequestSize
from window_client.services.sync.snapshot import Snapshot

PAGE_BYTES = 400_000
LEAST_PAGE_BYTES = 16_000
MOST_PAGE_BYTES = 1_500_000
MOST_RESTARTS = 3
"""Snapshots begun in one run: a feed that is never right ends in an error."""


@dataclass
class PullTotals:
    changes: int = 0
    parked: int = 0
    snapshots: int = 0
    """Cases that came with a snapshot, because the cursor was gone."""
    restarts: int = 0
    """How often a snapshot was begun or gone on with."""


@dataclass
class Pull:
    """Fetches what changed within this station's scope. For the remote lane; one at a time."""

    store: Store
    province: Province
    clock: Clock
    scope: str
    province_public_key: bytes = b""
    size: RequestSize = field(init=False)

    def __post_init__(self) -> None:
        self.size = RequestSize(PAGE_BYTES, min(LEAST_PAGE_BYTES, PAGE_BYTES), MOST_PAGE_BYTES)
        self._noted: set[UUID] = set()
        """Cases of which something is kept that a change may end: a conflict told, or that they had left."""
        self._recogniser = Recogniser(self.store, self.province, self.clock, self.province_public_key)
        self._snapshot = Snapshot(self.store, self.province, self.clock, self.scope, self._recogniser)

    def run(self, *, offered: bool = False) -> PullTotals:
        """Pull until the feed is drained. A cursor that is gone brings a snapshot, then the changes since.
        `offered`: everything queued here was sent just before."""
        totals = PullTotals()
        self._unpark(totals)
        self.finish_snapshot(totals)
        while True:
            cursor = self._cursor()
            try:
                page, skew_ms = self._fetch(cursor, offered=offered)
            except CursorGoneError as error:
                if totals.restarts >= MOST_RESTARTS:
                    raise
                self._snapshot.begin(error.epoch)
                self.finish_snapshot(totals)
                continue
            self._check(cursor, page)
            answers = self._recogniser.ask([line.change.action_id for line in page.lines if line.change])
            self._store(page, skew_ms, answers, totals)
            if not page.more:
                return totals

    def finish_snapshot(self, totals: PullTotals | None = None) -> None:
        """Go on with a snapshot that is under way; nothing happens when there is none."""
        if not self._snapshot.under_way:
            return
        brought = self._snapshot.run(self.size)
        if totals is not None:
            totals.snapshots += brought
            totals.restarts += 1

    def _fetch(self, cursor: str, *, offered: bool) -> tuple[ChangePage, int | None]:
        """A page, and how far this machine's clock was ahead when it came."""
        before = self.clock.now()
        try:
            page = self.province.changes(self.scope, cursor, self.size.allowance, offered=offered)
        except CursorGoneError:
            raise
        except SyncError:
            self.size.failed()
            raise
        self.size.went_through(sum(len(line.raw) for line in page.lines))
        if page.server_time is None:
            return page, None
        return page, skew_between(before, self.clock.now(), page.server_time)

    def _cursor(self) -> str:
        table = tables.sync_scope
        with self.store.read() as connection:
            found = connection.execute(
                sa.select(table.c.cursor).where(table.c.scope == self.scope)
            ).scalar_one_or_none()
        return found or ""

    def _check(self, cursor: str, page: ChangePage) -> None:
        """Numbers within a scope have no holes: one that is missing means that the answer cannot be used."""
        if page.more and page.cursor == cursor:
            raise RemoteAnswerError(detail="changes: no progress")
        seqs = [line.seq for line in page.lines]
        seqs.insert(0, int(cursor.rpartition(":")[2]) if cursor else 0)
        if any(later != earlier + 1 for earlier, later in pairwise(seqs)):
            raise RemoteAnswerError(detail="changes: a number is missing")

    def _store(
        self,
        page: ChangePage,
        skew_ms: int | None,
        answers: Mapping[UUID, wire.ActionResult],
        totals: PullTotals,
    ) -> None:
        now = self.clock.now()
        with self.store.unit_of_work() as uow:
            self._recogniser.close(uow.connection, answers)
            self._noted = noted_cases(uow.connection)
            for line in page.lines:
                if line.change is None:
                    parked.park(uow.connection, self.scope, line, now)
                    totals.parked += 1
                else:
                    self._take(uow.connection, line.change)
                totals.changes += 1
            self._move_cursor(uow.connection, page.cursor, skew_ms, now)
            uow.commit()

    def _move_cursor(
        self, connection: sa.Connection, cursor: str, skew_ms: int | None, now: datetime
    ) -> None:
        values = {
            "cursor": cursor,
            "epoch": cursor.partition(":")[0],
            "last_contact": now,
            "data_as_of": now,
        }
        if skew_ms is not None:
            values |= {"skew_ms": skew_ms, "skew_at": now}
        statement = insert(tables.sync_scope).values(scope=self.scope, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=values))

    def _take(self, connection: sa.Connection, change: wire.Change) -> None:
        if change.kind is wire.ChangeKind.CASE and change.case is not None:
            if change.conflicts or change.case_id in self._noted:
                take_told(connection, change.case_id, change.conflicts, self.clock.now())
                self._noted.add(change.case_id)
            rewrite(
                connection,
                change.case_id,
                self.clock.now(),
                province=change.case,
                receipt_number=change.receipt_number,
                noted=self._noted,
            )
            # What waited for this version waits no longer.
            connection.execute(
                sa.update(tables.outbox)
                .where(tables.outbox.c.case_id == change.case_id)
                .values(next_attempt_at=None)
            )
        elif change.kind is not wire.ChangeKind.CASE:
            remove_case(connection, change.case_id)

    def _unpark(self, totals: PullTotals) -> None:
        """What an earlier version of this program could not read."""
        with self.store.read() as connection:
            if not connection.execute(
                sa.select(sa.func.count()).select_from(tables.parked_change)
            ).scalar_one():
                return
        with self.store.unit_of_work() as uow:
            self._noted = noted_cases(uow.connection)
            for change in parked.readable(uow.connection, self.scope):
                self._take(uow.connection, change)
                totals.changes += 1
            uow.commit()
