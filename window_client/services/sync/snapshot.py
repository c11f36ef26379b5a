"""Starting again from a snapshot: the cursor is gone, or the province was restored from an older backup.

Page by page, resumable after a kill. When the epoch turned, what this window had been told was accepted and the
restored province does not know is offered again from the sent log, in the same transaction in which the province's
version of that case is taken over (sync.md, Epoch).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.wire import NumberBlock, NumberRestoreRequest
from window_client.errors import CursorGoneError, SyncError
from window_client.services.case_conflicts import noted_cases, take_told
from window_client.services.case_views import remove_case, rewrite
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync import parked
from window_client.services.sync.own_actions import Recogniser, in_chunks
from window_client.services.sync.remote import ChangeLine, Province, SnapshotCase, SnapshotPage
from window_client.services.sync.sizing import RequestSize
from window_client.services.sync.state import PENDING_STATES, SyncState

_RESTARTS = 3


@dataclass(frozen=True)
class _Stage:
    after: str
    is_turn: bool


@dataclass(frozen=True)
class Snapshot:
    store: Store
    province: Province
    clock: Clock
    scope: str
    recogniser: Recogniser

    @property
    def under_way(self) -> bool:
        return self._stage() is not None

    def begin(self, epoch: str) -> None:
        """The cursor is gone. `epoch` is the province's own word: another one than ours means a turn."""
        table, scope = tables.sync_snapshot, tables.sync_scope
        with self.store.unit_of_work() as uow:
            connection = uow.connection
            known = connection.execute(
                sa.select(scope.c.epoch).where(scope.c.scope == self.scope)
            ).scalar_one_or_none()
            standing = connection.execute(
                sa.select(table.c.is_turn).where(table.c.scope == self.scope)
            ).scalar_one_or_none()
            is_turn = bool(standing) or bool(known and epoch != known)
            values = {"after": "", "is_turn": int(is_turn)}
            statement = insert(table).values(scope=self.scope, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=values))
            connection.execute(sa.delete(tables.sync_snapshot_case))
            connection.execute(sa.update(scope).where(scope.c.scope == self.scope).values(cursor=""))
            uow.commit()

    def run(self, size: RequestSize) -> int:
        """Fetch what is left of the snapshot under way; how many cases came. 0 when there is none."""
        brought, restarts = 0, 0
        stage = self._stage()
        if stage is not None and stage.is_turn and not stage.after:
            self._restore_numbers()
        while stage is not None:
            try:
                page = self._fetch(stage.after, size)
            except CursorGoneError as error:
                restarts += 1
                if restarts > _RESTARTS:
                    raise
                self.begin(error.epoch)
                stage = self._stage()
                continue
            lost = self._reconcile(page, stage)
            self._store(page, stage, lost)
            brought += len(page.cases)
            if not page.more:
                self._finish(page.cursor, stage)
            stage = self._stage()
        return brought

    # --- fetch -------------------------------------------------------------------------------------------

    def _fetch(self, after: str, size: RequestSize) -> SnapshotPage:
        try:
            page = self.province.snapshot(self.scope, after, size.allowance)
        except CursorGoneError:
            raise
        except SyncError:
            size.failed()
            raise
        size.went_through(sum(len(line.raw) for line in page.cases))
        return page

    def _stage(self) -> _Stage | None:
        table = tables.sync_snapshot
        with self.store.read() as connection:
            row = connection.execute(sa.select(table).where(table.c.scope == self.scope)).first()
        return None if row is None else _Stage(row.after, bool(row.is_turn))

    # --- own actions -------------------------------------------------------------------------------------

    def _reconcile(self, page: SnapshotPage, stage: _Stage) -> dict[UUID, list[Any]]:
        """Asked after the page came, so that whatever is in it is known: own pending actions that took effect are
        closed; after a turn, own accepted actions that the province does not know any more are returned by case."""
        cases = [line.case_id for line in page.cases]
        own = self._own(cases, with_applied=stage.is_turn)
        answers = self.recogniser.results(row.action_id for row in own)
        with self.store.unit_of_work() as uow:
            self.recogniser.close(uow.connection, answers)
            uow.commit()
        return _lost(own, answers)

    def _own(self, cases: Sequence[UUID], *, with_applied: bool) -> list[Any]:
        table = tables.action
        states = (*PENDING_STATES, "applied") if with_applied else PENDING_STATES
        rows: list[Any] = []
        with self.store.read() as connection:
            for chunk in in_chunks(cases):
                statement = sa.select(
                    table.c.action_id, table.c.case_id, table.c.terminal_seq, table.c.state
                ).where(table.c.case_id.in_(chunk), table.c.state.in_(states))
                rows.extend(connection.execute(statement))
        return rows

    def _restore_numbers(self) -> None:
        """The blocks leased after the backup: named again, or not used any more."""
        table = tables.number_block
        with self.store.read() as connection:
            rows = connection.execute(sa.select(table)).all()
        if not rows:
            return
        blocks = tuple(
            NumberBlock(block_id=row.block_id, prefix=row.prefix, first=row.first, last=row.last)
            for row in rows
        )
        known = self.province.restore_numbers(NumberRestoreRequest(blocks=blocks)).known
        with self.store.unit_of_work() as uow:
            uow.connection.execute(
                sa.update(table).where(table.c.block_id.not_in(known)).values(next=table.c.last + 1)
            )
            uow.commit()

    # --- store -------------------------------------------------------------------------------------------

    def _store(self, page: SnapshotPage, stage: _Stage, lost: dict[UUID, list[Any]]) -> None:
        now = self.clock.now()
        with self.store.unit_of_work() as uow:
            connection = uow.connection
            noted = noted_cases(connection)
            for line in page.cases:
                _offer_again(connection, lost.get(line.case_id, ()))
                if line.case is None:
                    self._park(connection, line)
                else:
                    if line.conflicts or line.case_id in noted:
                        take_told(connection, line.case_id, line.conflicts, now)
                        noted.add(line.case_id)
                    rewrite(
                        connection,
                        line.case_id,
                        now,
                        province=line.case,
                        receipt_number=line.receipt_number,
                        force=stage.is_turn,
                        noted=noted,
                    )
                seen = insert(tables.sync_snapshot_case).values(case_id=line.case_id)
                connection.execute(seen.on_conflict_do_nothing())
            connection.execute(
                sa.update(tables.sync_snapshot)
                .where(tables.sync_snapshot.c.scope == self.scope)
                .values(after=page.after)
            )
            uow.commit()

    def _park(self, connection: sa.Connection, line: SnapshotCase) -> None:
        """As a change with a negative number: there is no place in the feed that it stands for."""
        lowest = connection.execute(sa.select(sa.func.min(tables.parked_change.c.seq))).scalar_one()
        seq = min(lowest or 0, 0) - 1
        raw = json.dumps({**json.loads(line.raw), "seq": seq, "kind": "case"}, ensure_ascii=False)
        parked.park(connection, self.scope, ChangeLine(seq, line.schema_version, raw, None), self.clock.now())

    def _finish(self, cursor: str, stage: _Stage) -> None:
        """All pages are here: what the snapshot does not hold is gone from the province, or was lost by it."""
        rest = self._not_brought()
        lost: dict[UUID, list[Any]] = {}
        if stage.is_turn and rest:
            own = self._own(rest, with_applied=True)
            answers = self.recogniser.results(row.action_id for row in own)
            lost = _lost(own, answers)
        with self.store.unit_of_work() as uow:
            for case_id in rest:
                if stage.is_turn:
                    self._keep_lost(uow.connection, case_id, lost.get(case_id, ()))
                else:
                    remove_case(uow.connection, case_id)
            place = {"cursor": cursor, "epoch": cursor.partition(":")[0]}
            statement = insert(tables.sync_scope).values(scope=self.scope, **place)
            uow.connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=place))
            uow.connection.execute(sa.delete(tables.sync_snapshot_case))
            uow.connection.execute(
                sa.delete(tables.sync_snapshot).where(tables.sync_snapshot.c.scope == self.scope)
            )
            uow.commit()

    def _not_brought(self) -> list[UUID]:
        view, seen = tables.case_view, tables.sync_snapshot_case
        statement = sa.select(view.c.case_id).where(
            view.c.province_version > 0, view.c.case_id.not_in(sa.select(seen.c.case_id))
        )
        with self.store.read() as connection:
            return list(connection.execute(statement).scalars())

    def _keep_lost(self, connection: sa.Connection, case_id: UUID, lost: Iterable[Any]) -> None:
        """The province lost the whole case. Own work is offered again; the rest of it other windows offer, and
        until then the case stays readable and is not called accepted."""
        _offer_again(connection, lost)
        view = tables.case_view
        connection.execute(
            sa.update(view)
            .where(view.c.case_id == case_id)
            .values(province_version=0, province_json=None, sync_state=SyncState.SENT.value)
        )
        pending = connection.execute(
            sa.select(sa.func.count()).select_from(tables.outbox).where(tables.outbox.c.case_id == case_id)
        ).scalar_one()
        if pending:
            rewrite(connection, case_id, self.clock.now())


def _lost(own: Iterable[Any], answers: dict[UUID, Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in own:
        if row.state == "applied" and row.action_id not in answers:
            found.setdefault(row.case_id, []).append(row)
    return found


def _offer_again(connection: sa.Connection, rows: Iterable[Any]) -> None:
    """Out of the sent log into the outbox: the same signed bytes."""
    for row in rows:
        connection.execute(
            sa.update(tables.action)
            .where(tables.action.c.action_id == row.action_id)
            .values(state="queued", settled_at=None, receipt_number="", receipt_json=None)
        )
        statement = insert(tables.outbox).values(
            action_id=row.action_id, case_id=row.case_id, terminal_seq=row.terminal_seq
        )
        connection.execute(statement.on_conflict_do_nothing())
