"""Settle: what the province answered for the actions of one case becomes this window's truth, in one transaction.

One transaction for all of them, because the province's version may already contain the later ones: written after
the first alone, they would seem not to apply any more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou import wire
from hukou.case import TRANSITIONS, Action, ActionKind, Case, TransitionError, apply
from window_client.errors import RemoteAnswerError
from window_client.services.case_views import province_case, rewrite
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync import backoff
from window_client.services.sync.own_actions import close_action, genuine
from window_client.services.sync.state import PENDING_STATES

_HELD = {wire.Outcome.CONFLICT: "conflict", wire.Outcome.REFUSED: "refused"}


@dataclass
class PushTotals:
    """How many actions were sent, and what became of them."""

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
class Claimed:
    """An action that was taken from the outbox for one batch."""

    action_id: UUID
    case_id: UUID
    text: str
    signature: str
    attempts: int
    perhaps_sent: bool = False
    """Taken up before, by this process or one that was killed: it may have reached the province already."""

    def signed(self) -> wire.SignedAction:
        return wire.SignedAction(text=self.text, signature=self.signature)


@dataclass(frozen=True)
class Settler:
    """`noted` as for `rewrite`."""

    store: Store
    clock: Clock
    province_public_key: bytes
    noted: Collection[UUID] | None = None

    def settle(
        self,
        case_id: UUID,
        items: Sequence[Claimed],
        results: Mapping[UUID, wire.ActionResult],
        newer: wire.CaseView | None,
        totals: PushTotals,
    ) -> None:
        """Settle the actions of one case, in their order. `newer` is what the province has, fetched where it could
        not be computed here; it may hold the effect of later ones of this batch, and of others given up as lost.
        `RemoteAnswerError` for a receipt that is not genuine: then nothing of it is believed."""
        count = PushTotals()
        with self.store.unit_of_work() as uow:
            connection = uow.connection
            known, receipt_number = province_case(connection, case_id), ""
            unanswered: list[Claimed] = []
            if newer is not None:
                self._close_contained(connection, newer, {item.action_id for item in items})
            for item in items:
                result = results.get(item.action_id)
                outcome = original_outcome(result) if result else None
                if result is not None and outcome is wire.Outcome.APPLIED:
                    receipt_number = self._applied(connection, item, result)
                    known = newer.case if newer is not None else advance(known, item, result)
                    count.applied += 1
                elif result is not None and outcome in _HELD:
                    self._hold(connection, item, result, _HELD[outcome])
                    known = result.case or known
                    count.conflicts += outcome is wire.Outcome.CONFLICT
                    count.refused += outcome is wire.Outcome.REFUSED
                else:
                    unanswered.append(item)
            for item in unanswered:
                count.waiting += self._later(connection, item, results.get(item.action_id))
            rewrite(
                connection,
                case_id,
                self.clock.now(),
                province=known,
                receipt_number=receipt_number,
                noted=self.noted,
            )
            uow.commit()
        totals += count

    def _close_contained(
        self, connection: sa.Connection, newer: wire.CaseView, settled_now: set[UUID]
    ) -> None:
        """Own pending actions whose effect is in the province's version already."""
        receipts = {receipt.number: receipt for receipt in newer.receipts}
        contained = {
            UUID(line["action_id"]): receipts.get(line.get("receipt_number", "")) for line in newer.actions
        }
        table = tables.action
        pending = connection.execute(
            sa.select(table.c.action_id, table.c.text).where(
                table.c.case_id == newer.case.case_id, table.c.state.in_(PENDING_STATES)
            )
        ).all()
        for row in pending:
            if row.action_id in contained and row.action_id not in settled_now:
                receipt = contained[row.action_id]
                if receipt is None or not genuine(receipt, row.text, self.province_public_key):
                    raise RemoteAnswerError(detail="receipt")
                values = {"receipt_number": receipt.number, "receipt_json": receipt.model_dump_json()}
                self._close(connection, row.action_id, "applied", **values, problem_json=None)

    def _applied(self, connection: sa.Connection, item: Claimed, result: wire.ActionResult) -> str:
        receipt = result.receipt
        if receipt is None or not genuine(receipt, item.text, self.province_public_key):
            raise RemoteAnswerError(detail="receipt")
        values = {"receipt_number": receipt.number, "receipt_json": receipt.model_dump_json()}
        self._close(connection, item.action_id, "applied", **values, problem_json=None)
        return receipt.number

    def _hold(self, connection: sa.Connection, item: Claimed, result: wire.ActionResult, state: str) -> None:
        """A person has to look: the action stops, and what stands on it; notes and papers go their own way, and
        so do other cases."""
        problem = result.problem.model_dump_json() if result.problem else None
        self._close(connection, item.action_id, state, problem_json=problem)
        table = tables.action
        held = Action.model_validate_json(item.text)
        followers = connection.execute(
            sa.select(table.c.action_id, table.c.kind).where(
                table.c.case_id == item.case_id,
                table.c.state.in_(PENDING_STATES),
                table.c.terminal_seq > held.terminal_seq,
            )
        ).all()
        for row in followers:
            if held.kind is ActionKind.OPEN or not TRANSITIONS[ActionKind(row.kind)].commutative:
                self._close(connection, row.action_id, state, problem_json=problem)

    def _later(self, connection: sa.Connection, item: Claimed, result: wire.ActionResult | None) -> bool:
        """Absent from the reply (unacknowledged), `blocked` or `retry`: the row stays and waits its turn. False
        when the action was stopped together with one before it."""
        wait = timedelta(seconds=backoff.delay(item.attempts + 1))
        waiting = connection.execute(
            sa.update(tables.outbox)
            .where(tables.outbox.c.action_id == item.action_id)
            .values(attempts=item.attempts + 1, next_attempt_at=self.clock.now() + wait)
        ).rowcount
        if waiting:
            problem = result.problem.model_dump_json() if result and result.problem else None
            state = "queued" if result else "sent"
            mark(connection, [item.action_id], state, claimed_at=None, problem=problem)
        return bool(waiting)

    def _close(self, connection: sa.Connection, action_id: UUID, state: str, **values: Any) -> None:
        close_action(connection, action_id, state, self.clock.now(), **values)


def mark(
    connection: sa.Connection,
    action_ids: Sequence[UUID],
    state: str,
    *,
    claimed_at: datetime | None,
    problem: str | None = None,
) -> None:
    """Give pending actions a state; they stay in the outbox."""
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


def original_outcome(result: wire.ActionResult) -> wire.Outcome:
    """What the province decided the first time: a `duplicate` repeats the original result in full."""
    if result.outcome is not wire.Outcome.DUPLICATE:
        return result.outcome
    if result.receipt is not None:
        return wire.Outcome.APPLIED
    return wire.Outcome.CONFLICT if result.case is not None else wire.Outcome.REFUSED


def advance(known: Case | None, item: Claimed, result: wire.ActionResult) -> Case | None:
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
