"""Own actions that took effect although their answer never came: recognised before their effect is taken over.

A request that was given up as lost may still arrive. A version that contains such an action must not find it
pending, or it would be taken for one that no longer applies (sync.md, Pull).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou import wire
from window_client.errors import RemoteAnswerError
from window_client.services import crypto, keys
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync.remote import Province
from window_client.services.sync.state import PENDING_STATES

_AT_ONCE = 500
ASKED_AT_ONCE = 5_000
"""Ids in one question: below the province's bound on a request."""


def genuine(receipt: wire.Receipt, text: str, province_public_key: bytes) -> bool:
    """Whether the province signed this receipt, for this very action."""
    if receipt.content_hash != crypto.sha256(text.encode()):
        return False
    try:
        signature = keys.decode(receipt.signature)
    except ValueError:
        return False
    signed = wire.receipt_text(receipt.number, receipt.time, receipt.content_hash)
    return crypto.verify(province_public_key, signature, signed)


def close_action(
    connection: sa.Connection, action_id: UUID, state: str, settled_at: Any, **values: Any
) -> None:
    """Give an action its last state and take it out of the outbox."""
    connection.execute(
        sa.update(tables.action)
        .where(tables.action.c.action_id == action_id)
        .values(state=state, settled_at=settled_at, **values)
    )
    connection.execute(sa.delete(tables.outbox).where(tables.outbox.c.action_id == action_id))


def in_chunks(ids: Iterable[UUID], size: int = _AT_ONCE) -> Iterable[list[UUID]]:
    ordered = sorted(ids)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


@dataclass(frozen=True)
class Recogniser:
    store: Store
    province: Province
    clock: Clock
    province_public_key: bytes

    def ask(self, action_ids: Iterable[UUID | None]) -> dict[UUID, wire.ActionResult]:
        """The province's results for those of the actions that are pending here; asks only when there are any."""
        named = {action_id for action_id in action_ids if action_id is not None}
        if not named:
            return {}
        with self.store.read() as connection:
            pending = self._pending_among(connection, named)
        return self.results(pending)

    def results(self, action_ids: Iterable[UUID]) -> dict[UUID, wire.ActionResult]:
        """What the province knows of these actions."""
        found: dict[UUID, wire.ActionResult] = {}
        for chunk in in_chunks(action_ids, ASKED_AT_ONCE):
            found.update({result.action_id: result for result in self.province.status(chunk).results})
        return found

    def close(self, connection: sa.Connection, answers: Mapping[UUID, wire.ActionResult]) -> None:
        """Close what took effect, with its receipt. What was held or refused is settled by the push."""
        applied = {number: result for number, result in answers.items() if result.receipt is not None}
        for action_id in self._pending_among(connection, set(applied)):
            self.close_one(connection, action_id, applied[action_id].receipt)

    def close_one(self, connection: sa.Connection, action_id: UUID, receipt: wire.Receipt | None) -> None:
        """`RemoteAnswerError` for a receipt that is not genuine: then nothing of the answer is believed."""
        text = connection.execute(
            sa.select(tables.action.c.text).where(tables.action.c.action_id == action_id)
        ).scalar_one()
        if receipt is None or not genuine(receipt, text, self.province_public_key):
            raise RemoteAnswerError(detail="receipt")
        close_action(
            connection,
            action_id,
            "applied",
            self.clock.now(),
            receipt_number=receipt.number,
            receipt_json=receipt.model_dump_json(),
            problem_json=None,
        )

    def _pending_among(self, connection: sa.Connection, action_ids: set[UUID]) -> set[UUID]:
        table = tables.action
        found: set[UUID] = set()
        for chunk in in_chunks(action_ids):
            statement = sa.select(table.c.action_id).where(
                table.c.action_id.in_(chunk), table.c.state.in_(PENDING_STATES)
            )
            found.update(connection.execute(statement).scalars())
        return found
