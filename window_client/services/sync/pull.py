"""Pull: each page of changes and the cursor behind it are written in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou import wire
from window_client.errors import CursorGoneError, RemoteAnswerError
from window_client.services.case_views import rewrite
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync.remote import ChangeLine, ChangePage, Province

PAGE_BYTES = 400_000


@dataclass
class PullTotals:
    changes: int = 0
    parked: int = 0


@dataclass
class Pull:
    """Fetches what changed within this station's scope. For the remote lane; one at a time."""

    store: Store
    province: Province
    clock: Clock
    scope: str

    def run(self) -> PullTotals:
        """Pull until the feed is drained. A cursor of another epoch starts again from the beginning."""
        totals = PullTotals()
        restarted = False
        while True:
            cursor = self._cursor()
            try:
                page = self.province.changes(self.scope, cursor, PAGE_BYTES)
            except CursorGoneError:
                if restarted:
                    raise
                restarted = True
                self._restart()
                continue
            self._check(cursor, page)
            self._store(page, totals)
            if not page.more:
                return totals

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
        if cursor:
            seqs.insert(0, int(cursor.rpartition(":")[2]))
        if any(later != earlier + 1 for earlier, later in pairwise(seqs)):
            raise RemoteAnswerError(detail="changes: a number is missing")

    def _store(self, page: ChangePage, totals: PullTotals) -> None:
        now = self.clock.now()
        with self.store.unit_of_work() as uow:
            for line in page.lines:
                if line.change is None:
                    self._park(uow.connection, line)
                    totals.parked += 1
                else:
                    self._take(uow.connection, line.change)
                totals.changes += 1
            values = {
                "cursor": page.cursor,
                "epoch": page.cursor.partition(":")[0],
                "last_contact": now,
                "data_as_of": now,
            }
            statement = insert(tables.sync_scope).values(scope=self.scope, **values)
            uow.connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=values))
            uow.commit()

    def _take(self, connection: sa.Connection, change: wire.Change) -> None:
        if change.kind is wire.ChangeKind.CASE and change.case is not None:
            rewrite(
                connection,
                change.case_id,
                self.clock.now(),
                province=change.case,
                receipt_number=change.receipt_number,
            )
        elif change.kind in (wire.ChangeKind.SCOPE_EXIT, wire.ChangeKind.DELETED):
            self._remove(connection, change.case_id)

    def _remove(self, connection: sa.Connection, case_id: UUID) -> None:
        """What leaves this station's scope leaves this computer, unless unsent work of ours hangs on it."""
        pending = connection.execute(
            sa.select(sa.func.count()).select_from(tables.outbox).where(tables.outbox.c.case_id == case_id)
        ).scalar_one()
        if pending:
            return
        for table in (tables.case_view, tables.draft, tables.register_extract):
            connection.execute(sa.delete(table).where(table.c.case_id == case_id))

    def _park(self, connection: sa.Connection, line: ChangeLine) -> None:
        """A change in a newer schema is kept as it came and shown as “needs an update”, never skipped."""
        statement = insert(tables.parked_change).values(
            scope=self.scope,
            seq=line.seq,
            schema_version=line.schema_version,
            raw=line.raw,
            received_at=self.clock.now(),
        )
        connection.execute(statement.on_conflict_do_nothing())

    def _restart(self) -> None:
        with self.store.unit_of_work() as uow:
            uow.connection.execute(
                sa.update(tables.sync_scope)
                .where(tables.sync_scope.c.scope == self.scope)
                .values(cursor="", epoch="")
            )
            uow.commit()
