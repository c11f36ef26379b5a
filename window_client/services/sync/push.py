"""Push: claim → send → settle. No transaction is open while HTTP runs, and every answer is settled per action.

A row leaves the outbox only with an answer for that very action. Whatever a killed process had claimed is
still there and is offered again; the province answers `duplicate` with the original result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou import wire
from hukou.case import Action, Case, TransitionError, apply
from window_client.errors import (
    ProtocolTooOldError,
    RemoteAnswerError,
    RemoteRefusedError,
    RemoteSignInError,
    RemoteUnreachableError,
    SyncError,
)
from window_client.services import crypto, keys
from window_client.services.case_views import province_case, rewrite
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync import backoff
from window_client.services.sync.remote import Province
from window_client.services.sync.state import PENDING_STATES

START_BYTES = 160_000
"""Of plain JSON: near 40 KB compressed."""
LEAST_BYTES = 8_000
MOST_BYTES = 900_000
_NEVER_LEFT = ("ConnectTimeout", "ConnectionError", "NewConnectionError", "certificate")


@dataclass
class PushTotals:
    sent: int = 0
    applied: int = 0
    conflicts: int = 0
    refused: int = 0
    waiting: int = 0

    def __iadd__(self, more: PushTotals) -> PushTotals:
        for name, count in vars(more).items():
            setattr(self, name, getattr(self, name) + count)
        return self


@dataclass(frozen=True)
class _Claimed:
    action_id: UUID
    case_id: UUID
    text: str
    signature: str
    attempts: int

    def signed(self) -> wire.SignedAction:
        return wire.SignedAction(text=self.text, signature=self.signature)


@dataclass
class Push:
    """Sends what is queued. For the remote lane; one at a time (`SyncCycle` sees to it)."""

    store: Store
    province: Province
    clock: Clock
    province_public_key: bytes
    size: int = field(default=START_BYTES)

    def run(self, *, only_case: UUID | None = None, force: bool = False) -> PushTotals:
        """Push until nothing is due. Raises the `SyncError` that stopped it; what was settled stays settled."""
        totals = PushTotals()
        tried: set[UUID] = set()
        while claimed := self._claim(only_case, force, tried):
            tried.update(item.action_id for item in claimed)
            self._send(claimed, totals)
        return totals

    def reconcile(self) -> PushTotals:
        """Ask what became of actions that were sent and not answered, and settle what the province knows.

        Before a pull: a version that already contains such an action must not find it pending, or it would be
        taken for one that no longer applies.
        """
        totals = PushTotals()
        with self.store.read() as connection:
            statement = _queued(None).where(tables.action.c.state == "sent")
            waiting = [
                _Claimed(row.action_id, row.case_id, row.text, row.signature, row.attempts)
                for row in connection.execute(statement)
            ]
        if not waiting:
            return totals
        reply = self.province.status(item.action_id for item in waiting)
        results = {result.action_id: result for result in reply.results}
        known = [item for item in waiting if item.action_id in results]
        newer = self._missing_versions(known, results)
        for item in known:
            self._settle(item, results[item.action_id], newer, totals)
        return totals

    # --- claim -------------------------------------------------------------------------------------------

    def _claim(self, only_case: UUID | None, force: bool, tried: set[UUID]) -> list[_Claimed]:
        """The next batch by bytes, in the order of making. A case whose head is not due yet stays out whole."""
        now = self.clock.now()
        batch: list[_Claimed] = []
        held: set[UUID] = set()
        size = 0
        with self.store.unit_of_work() as uow:
            for row in uow.connection.execute(_queued(only_case)):
                due = force or backoff.is_due(row.next_attempt_at, now)
                if row.case_id in held or row.action_id in tried or not due:
                    held.add(row.case_id)
                    continue
                cost = len(row.text) + len(row.signature)
                if batch and size + cost > self.size:
                    break
                size += cost
                batch.append(_Claimed(row.action_id, row.case_id, row.text, row.signature, row.attempts))
            self._mark(uow.connection, [item.action_id for item in batch], "claimed", claimed_at=now)
            uow.commit()
        return batch

    # --- send --------------------------------------------------------------------------------------------

    def _send(self, claimed: list[_Claimed], totals: PushTotals) -> None:
        try:
            reply = self.province.push([item.signed() for item in claimed])
        except RemoteRefusedError as error:
            self._batch_refused(claimed, error, totals)
            return
        except SyncError as error:
            self.size = max(LEAST_BYTES, self.size // 2)
            self._unanswered(claimed, error)
            raise
        self.size = min(MOST_BYTES, self.size + self.size // 4)
        totals.sent += len(claimed)
        results = {result.action_id: result for result in reply.results}
        if not set(results) <= {item.action_id for item in claimed}:
            self._unanswered(claimed, None)
            raise RemoteAnswerError(detail="result for an action that was not sent")
        newer = self._missing_versions(claimed, results)
        for item in claimed:
            self._settle(item, results.get(item.action_id), newer, totals)

    def _batch_refused(self, claimed: list[_Claimed], error: RemoteRefusedError, totals: PushTotals) -> None:
        """A batch that is refused whole is halved until the one action that is at fault stands alone."""
        if len(claimed) > 1:
            middle = len(claimed) // 2
            self.size = max(LEAST_BYTES, self.size // 2)
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
        self._settle(claimed[0], result, {}, totals)

    def _still_queued(self, action_ids: Sequence[UUID]) -> set[UUID]:
        table = tables.outbox
        with self.store.read() as connection:
            rows = connection.execute(sa.select(table.c.action_id).where(table.c.action_id.in_(action_ids)))
            return set(rows.scalars())

    def _unanswered(self, claimed: Sequence[_Claimed], error: SyncError | None) -> None:
        """Nobody knows whether the batch took effect, unless it certainly never left this machine."""
        never_left = (
            isinstance(error, RemoteUnreachableError) and error.detail in _NEVER_LEFT
        ) or isinstance(error, (RemoteSignInError, ProtocolTooOldError))
        with self.store.unit_of_work() as uow:
            ids = [item.action_id for item in claimed]
            self._mark(uow.connection, ids, "queued" if never_left else "sent", claimed_at=None)
            uow.connection.execute(
                sa.update(tables.outbox)
                .where(tables.outbox.c.action_id.in_(ids))
                .values(attempts=tables.outbox.c.attempts + 1)
            )
            for case_id in {item.case_id for item in claimed}:
                rewrite(uow.connection, case_id, self.clock.now())
            uow.commit()

    def _missing_versions(
        self, claimed: Sequence[_Claimed], results: dict[UUID, wire.ActionResult]
    ) -> dict[UUID, Case]:
        """Cases whose applied result does not follow on the version this window has (others acted meanwhile):
        fetched before the transaction that settles, so that no applied work vanishes from the screen."""
        with self.store.read() as connection:
            known = {item.case_id: province_case(connection, item.case_id) for item in claimed}
        wanted: set[UUID] = set()
        for item in claimed:
            result = results.get(item.action_id)
            if result is None or _original_outcome(result) is not wire.Outcome.APPLIED:
                continue
            after = _advance(known[item.case_id], item, result)
            if after is None:
                wanted.add(item.case_id)
            else:
                known[item.case_id] = after
        found: dict[UUID, Case] = {}
        for case_id in wanted:
            view = self.province.case(case_id)
            if view is not None:
                found[case_id] = view.case
        return found

    # --- settle ------------------------------------------------------------------------------------------

    def _settle(
        self,
        item: _Claimed,
        result: wire.ActionResult | None,
        newer: dict[UUID, Case],
        totals: PushTotals,
    ) -> None:
        with self.store.unit_of_work() as uow:
            connection = uow.connection
            outcome = _original_outcome(result) if result else None
            if result is not None and outcome is wire.Outcome.APPLIED:
                self._applied(connection, item, result, newer)
                totals.applied += 1
            elif result is not None and outcome is wire.Outcome.CONFLICT:
                self._held(connection, item, result, "conflict")
                totals.conflicts += 1
            elif result is not None and outcome is wire.Outcome.REFUSED:
                self._held(connection, item, result, "refused")
                totals.refused += 1
            else:
                self._later(connection, item, result)
                totals.waiting += 1
            uow.commit()

    def _applied(
        self, connection: sa.Connection, item: _Claimed, result: wire.ActionResult, newer: dict[UUID, Case]
    ) -> None:
        receipt = result.receipt
        if receipt is None or not self._genuine(receipt, item.text):
            raise RemoteAnswerError(detail="receipt")
        self._close(
            connection,
            item.action_id,
            "applied",
            receipt_number=receipt.number,
            receipt_json=receipt.model_dump_json(),
        )
        after = newer.get(item.case_id) or _advance(province_case(connection, item.case_id), item, result)
        rewrite(connection, item.case_id, self.clock.now(), province=after, receipt_number=receipt.number)

    def _genuine(self, receipt: wire.Receipt, text: str) -> bool:
        if receipt.content_hash != crypto.sha256(text.encode()):
            return False
        try:
            signature = keys.decode(receipt.signature)
        except ValueError:
            return False
        signed = wire.receipt_text(receipt.number, receipt.time, receipt.content_hash)
        return crypto.verify(self.province_public_key, signature, signed)

    def _held(self, connection: sa.Connection, item: _Claimed, result: wire.ActionResult, state: str) -> None:
        """A person has to look: the action and those that stand on it stop; other cases go on."""
        problem = result.problem.model_dump_json() if result.problem else None
        self._close(connection, item.action_id, state, problem_json=problem)
        later = tables.action
        followers = connection.execute(
            sa.select(later.c.action_id).where(
                later.c.case_id == item.case_id,
                later.c.state.in_(PENDING_STATES),
                later.c.terminal_seq > self._seq(connection, item.action_id),
            )
        ).scalars()
        for action_id in list(followers):
            self._close(connection, action_id, state, problem_json=problem)
        rewrite(connection, item.case_id, self.clock.now(), province=result.case)

    def _later(self, connection: sa.Connection, item: _Claimed, result: wire.ActionResult | None) -> None:
        """Absent from the reply (unacknowledged), `blocked` or `retry`: the row stays and waits its turn."""
        wait = timedelta(seconds=backoff.delay(item.attempts + 1))
        connection.execute(
            sa.update(tables.outbox)
            .where(tables.outbox.c.action_id == item.action_id)
            .values(attempts=item.attempts + 1, next_attempt_at=self.clock.now() + wait)
        )
        problem = result.problem.model_dump_json() if result and result.problem else None
        self._mark(
            connection, [item.action_id], "queued" if result else "sent", claimed_at=None, problem=problem
        )
        rewrite(connection, item.case_id, self.clock.now())

    def _close(self, connection: sa.Connection, action_id: UUID, state: str, **values: Any) -> None:
        connection.execute(
            sa.update(tables.action)
            .where(tables.action.c.action_id == action_id)
            .values(state=state, settled_at=self.clock.now(), **values)
        )
        connection.execute(sa.delete(tables.outbox).where(tables.outbox.c.action_id == action_id))

    def _mark(
        self,
        connection: sa.Connection,
        action_ids: Sequence[UUID],
        state: str,
        *,
        claimed_at: datetime | None,
        problem: str | None = None,
    ) -> None:
        connection.execute(
            sa.update(tables.action)
            .where(tables.action.c.action_id.in_(action_ids))
            .values(state=state, problem_json=problem)
        )
        connection.execute(
            sa.update(tables.outbox)
            .where(tables.outbox.c.action_id.in_(action_ids))
            .values(claimed_at=claimed_at)
        )

    @staticmethod
    def _seq(connection: sa.Connection, action_id: UUID) -> int:
        column = tables.action.c.terminal_seq
        return int(
            connection.execute(sa.select(column).where(tables.action.c.action_id == action_id)).scalar_one()
        )


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
        )
        .join(action, action.c.action_id == box.c.action_id)
        .order_by(box.c.terminal_seq)
    )
    return statement if only_case is None else statement.where(box.c.case_id == only_case)


def _original_outcome(result: wire.ActionResult) -> wire.Outcome:
    """What the province decided the first time: a `duplicate` repeats the original result in full."""
    if result.outcome is not wire.Outcome.DUPLICATE:
        return result.outcome
    if result.receipt is not None:
        return wire.Outcome.APPLIED
    return wire.Outcome.CONFLICT if result.case is not None else wire.Outcome.REFUSED


def _advance(known: Case | None, item: _Claimed, result: wire.ActionResult) -> Case | None:
    """The province's version after this action, computed here when nothing came between; else None."""
    version = known.version if known else 0
    if known is not None and result.version is not None and version >= result.version:
        return known
    if result.version != version + 1:
        return None
    try:
        return apply(known, Action.model_validate_json(item.text))
    except TransitionError:
        return None
