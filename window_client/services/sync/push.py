"""Push: claim → send → settle. No transaction is open while HTTP runs, and every answer is settled per case.

A row leaves the outbox only with an answer for that very action. Whatever a killed process had claimed is
still there and is offered again; the province answers `duplicate` with the original result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou import wire
from window_client.errors import (
    CursorGoneError,
    ProtocolTooOldError,
    RemoteAnswerError,
    RemoteRefusedError,
    RemoteSignInError,
    RemoteUnreachableError,
    SyncError,
)
from window_client.services.case_conflicts import noted_cases
from window_client.services.case_views import province_case, rewrite
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync import backoff
from window_client.services.sync.remote import Province
from window_client.services.sync.settling import Claimed, PushTotals, Settler, advance, mark, original_outcome
from window_client.services.sync.sizing import RequestSize

START_BYTES = 40_000
"""As they travel, compressed."""
LEAST_BYTES = 2_000
MOST_BYTES = 240_000
PLAIN_MOST = 4_000_000
"""Of a batch before compression: a quarter of what the province expands."""
_FIRST_RATIO = 4.0
"""How much smaller compression makes a batch, until one was measured."""
_NEVER_LEFT = ("ConnectTimeout", "ConnectionError", "NewConnectionError", "certificate")


@dataclass
class Push:
    """Sends what is queued. For the remote lane; one at a time (`SyncCycle` sees to it)."""

    store: Store
    province: Province
    clock: Clock
    province_public_key: bytes
    size: RequestSize = field(default_factory=lambda: RequestSize(START_BYTES, LEAST_BYTES, MOST_BYTES))
    ratio: float = _FIRST_RATIO
    """Plain ÷ compressed bytes of the last batch."""
    offered_all: bool = False
    """Whether the last run sent everything that was queued."""

    def run(self, *, only_case: UUID | None = None, force: bool = False) -> PushTotals:
        """Push until nothing is due. Raises the `SyncError` that stopped it; what was settled stays settled."""
        totals = PushTotals()
        tried: set[UUID] = set()
        self.offered_all = False
        while claimed := self._claim(only_case, force, tried):
            tried.update(item.action_id for item in claimed)
            self._send(claimed, totals)
        with self.store.read() as connection:
            queued = connection.execute(sa.select(tables.outbox.c.action_id)).scalars()
            self.offered_all = tried.issuperset(queued)
        return totals

    def reconcile(self) -> PushTotals:
        """Ask what became of actions that were sent and not answered, and settle what the province knows.

        Before a pull: a version that already contains such an action must not find it pending, or it would be
        taken for one that no longer applies.
        """
        totals = PushTotals()
        with self.store.read() as connection:
            statement = _queued(None).where(tables.action.c.state == "sent")
            waiting = [_claimed(row) for row in connection.execute(statement)]
        if not waiting:
            return totals
        reply = self.province.status(item.action_id for item in waiting)
        results = {result.action_id: result for result in reply.results}
        known = [item for item in waiting if item.action_id in results]
        newer = self._missing_versions(known, results)
        self._settle(known, results, newer, totals)
        return totals

    def _settle(
        self,
        items: Sequence[Claimed],
        results: Mapping[UUID, wire.ActionResult],
        newer: Mapping[UUID, wire.CaseView],
        totals: PushTotals,
    ) -> None:
        with self.store.read() as connection:
            noted = noted_cases(connection)
        settler = Settler(self.store, self.clock, self.province_public_key, noted)
        cases: dict[UUID, list[Claimed]] = {}
        for item in items:
            cases.setdefault(item.case_id, []).append(item)
        for case_id, group in cases.items():
            settler.settle(case_id, group, results, newer.get(case_id), totals)

    # --- claim -------------------------------------------------------------------------------------------

    def _claim(self, only_case: UUID | None, force: bool, tried: set[UUID]) -> list[Claimed]:
        """The next batch by bytes, in the order of making. A case whose head is not due yet stays out whole."""
        now = self.clock.now()
        batch: list[Claimed] = []
        held: set[UUID] = set()
        size, most = 0, min(PLAIN_MOST, int(self.size.allowance * self.ratio))
        with self.store.unit_of_work() as uow:
            for row in uow.connection.execute(_queued(only_case)):
                due = force or backoff.is_due(row.next_attempt_at, now)
                if row.case_id in held or row.action_id in tried or not due:
                    held.add(row.case_id)
                    continue
                cost = len(row.text) + len(row.signature)
                if batch and size + cost > most:
                    break
                size += cost
                batch.append(_claimed(row))
            mark(uow.connection, [item.action_id for item in batch], "claimed", claimed_at=now)
            uow.commit()
        return batch

    # --- send --------------------------------------------------------------------------------------------

    def _send(self, claimed: list[Claimed], totals: PushTotals) -> None:
        try:
            reply = self.province.push([item.signed() for item in claimed], self._epoch())
        except RemoteRefusedError as error:
            self._batch_refused(claimed, error, totals)
            return
        except SyncError as error:
            self.size.failed()
            self._unanswered(claimed, error)
            raise
        self._measure(claimed)
        totals.sent += len(claimed)
        results = {result.action_id: result for result in reply.results}
        if not set(results) <= {item.action_id for item in claimed}:
            self._unanswered(claimed, None)
            raise RemoteAnswerError(detail="result for an action that was not sent")
        self._settle(claimed, results, self._missing_versions(claimed, results), totals)

    def _epoch(self) -> str:
        """The epoch that the versions in this store are from."""
        with self.store.read() as connection:
            return connection.execute(sa.select(tables.sync_scope.c.epoch)).scalar() or ""

    def _measure(self, claimed: Sequence[Claimed]) -> None:
        travelled = self.province.pushed_bytes
        if travelled:
            plain = sum(len(item.text) + len(item.signature) for item in claimed)
            self.ratio = min(20.0, max(1.0, plain / travelled))
            self.size.went_through(travelled)

    def _batch_refused(self, claimed: list[Claimed], error: RemoteRefusedError, totals: PushTotals) -> None:
        """A batch that is refused whole is halved until the one action that is at fault stands alone."""
        if len(claimed) > 1:
            middle = len(claimed) // 2
            self.size.failed()
            self._send(claimed[:middle], totals)
            # The first half may have stopped a case that goes on in the second.
            alive = self._still_queued([item.action_id for item in claimed[middle:]])
            rest = [item for item in claimed[middle:] if item.action_id in alive]
            if rest:
                self._send(rest, totals)
            return
        problem = wire.Problem(
            title="refused",
            status=error.status or 422,
            code=error.problem_code or error.code,
            detail=error.message,
            remedy=error.remedy,
        )
        result = wire.ActionResult(
            action_id=claimed[0].action_id, outcome=wire.Outcome.REFUSED, problem=problem
        )
        self._settle(claimed, {claimed[0].action_id: result}, {}, totals)

    def _still_queued(self, action_ids: Sequence[UUID]) -> set[UUID]:
        table = tables.outbox
        with self.store.read() as connection:
            rows = connection.execute(sa.select(table.c.action_id).where(table.c.action_id.in_(action_ids)))
            return set(rows.scalars())

    def _unanswered(self, claimed: Sequence[Claimed], error: SyncError | None) -> None:
        """Nobody knows whether the batch took effect, unless it certainly never left this machine."""
        never_left = (
            isinstance(error, RemoteUnreachableError) and error.detail in _NEVER_LEFT
        ) or isinstance(error, (RemoteSignInError, ProtocolTooOldError, CursorGoneError))
        certain = {item.action_id for item in claimed if never_left and not item.perhaps_sent}
        ids = [item.action_id for item in claimed]
        with self.store.unit_of_work() as uow:
            mark(uow.connection, [i for i in ids if i in certain], "queued", claimed_at=None)
            mark(uow.connection, [i for i in ids if i not in certain], "sent", claimed_at=None)
            uow.connection.execute(
                sa.update(tables.outbox)
                .where(tables.outbox.c.action_id.in_(ids))
                .values(attempts=tables.outbox.c.attempts + 1)
            )
            for case_id in {item.case_id for item in claimed}:
                rewrite(uow.connection, case_id, self.clock.now())
            uow.commit()

    def _missing_versions(
        self, claimed: Sequence[Claimed], results: dict[UUID, wire.ActionResult]
    ) -> dict[UUID, wire.CaseView]:
        """Cases whose applied result does not follow on the version this window has (others acted meanwhile):
        fetched before the transaction that settles, so that no applied work vanishes from the screen."""
        with self.store.read() as connection:
            known = {item.case_id: province_case(connection, item.case_id) for item in claimed}
        wanted: set[UUID] = set()
        for item in claimed:
            result = results.get(item.action_id)
            if result is None or original_outcome(result) is not wire.Outcome.APPLIED:
                continue
            after = advance(known[item.case_id], item, result)
            if after is None:
                wanted.add(item.case_id)
            else:
                known[item.case_id] = after
        found: dict[UUID, wire.CaseView] = {}
        for case_id in wanted:
            view = self.province.case(case_id)
            if view is not None:
                found[case_id] = view
        return found


def _queued(only_case: UUID | None) -> sa.Select[Any]:
    box, action = tables.outbox, tables.action
    statement = (
        sa.select(
            box.c.action_id,
            box.c.case_id,
            box.c.attempts,
            box.c.next_attempt_at,
            action.c.text,
            action.c.signature,
            action.c.state,
        )
        .join(action, action.c.action_id == box.c.action_id)
        .order_by(box.c.terminal_seq)
    )
    return statement if only_case is None else statement.where(box.c.case_id == only_case)


def _claimed(row: Any) -> Claimed:
    return Claimed(
        action_id=row.action_id,
        case_id=row.case_id,
        text=row.text,
        signature=row.signature,
        attempts=row.attempts,
        perhaps_sent=row.state != "queued",
    )
