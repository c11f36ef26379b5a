"""Appends an action: checked, signed, queued, audited and visible in one transaction, or not at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.case import Action, ActionKind, Case, TransitionError, apply
from hukou.ownership import group_of
from window_client.errors import InputError, NotAuthorisedError, TransitionRefusedError
from window_client.services import crypto, keys
from window_client.services.audit import AuditEvent, AuditLog
from window_client.services.case_views import Standing, standing, write_after_append
from window_client.services.clock import Clock
from window_client.services.session import Session
from window_client.services.store import UnitOfWork, tables
from window_client.services.sync.clock_check import measured_skew

_TERMINAL_SEQ = "terminal_seq"

# Built once: putting a statement together costs more than running it.
_INSERT_ACTION = sa.insert(tables.action)
_INSERT_OUTBOX = sa.insert(tables.outbox)
_NEXT_NUMBER = (
    insert(tables.counter)
    .values(name=sa.bindparam("counter_name"), value=1)
    .on_conflict_do_update(index_elements=["name"], set_={"value": tables.counter.c.value + 1})
    .returning(tables.counter.c.value)
)


def next_number(connection: sa.Connection, name: str) -> int:
    """The next value of a running number (1, 2, …) that is never given twice."""
    return int(connection.execute(_NEXT_NUMBER, {"counter_name": name}).scalar_one())


def translate(error: TransitionError) -> InputError | NotAuthorisedError:
    """What staff read when the transition table says no."""
    if error.reason == "role":
        return NotAuthorisedError(detail=str(error))
    if error.reason == "owner" and (group := group_of(error.kind)) is not None:
        return TransitionRefusedError(
            f"办件已流转，{group.label}由{group.owner.label}填写。",
            remedy="需要由本所办理的，先收回流转。",
            detail=str(error),
        )
    return TransitionRefusedError(detail=str(error))


class ActionLog:
    """The one door through which a case changes on this terminal."""

    def __init__(self, session: Session, audit: AuditLog, clock: Clock) -> None:
        self._session = session
        self._audit = audit
        self._clock = clock

    def append(
        self,
        uow: UnitOfWork,
        kind: ActionKind,
        case_id: UUID,
        payload: dict[str, Any],
        *,
        person_no: str | None = None,
        purpose: str = "",
        detail: str = "",
    ) -> Case:
        """The case after the action. `TransitionRefusedError` or `NotAuthorisedError` leave nothing behind.

        The action names what the clerk saw: the province's version, or the pending action it stands on.
        """
        connection = uow.connection
        stood = standing(connection, case_id)
        action = self._make(connection, kind, case_id, payload, stood)
        try:
            after = apply(stood.view, action)
        except TransitionError as error:
            raise translate(error) from error
        self._store(connection, action)
        write_after_append(connection, after, stood, action.occurred_at)
        self._audit.record(
            uow,
            AuditEvent(
                kind.value,
                case_id=case_id,
                person_no=person_no or after.subject.citizen_no or None,
                purpose=purpose,
                detail=detail or after.service,
            ),
        )
        return after

    def _make(
        self,
        connection: sa.Connection,
        kind: ActionKind,
        case_id: UUID,
        payload: dict[str, Any],
        stood: Standing,
    ) -> Action:
        return Action(
            action_id=self._clock.new_id(),
            terminal=self._session.terminal.terminal,
            terminal_seq=next_number(connection, _TERMINAL_SEQ),
            case_id=case_id,
            kind=kind,
            base_version=stood.seen_version,
            base_action=stood.last_pending,
            base_seen=stood.seen,
            boot_ms=int(self._clock.monotonic() * 1000),
            clock_skew_ms=measured_skew(connection),
            occurred_at=self._clock.now(),
            staff=self._session.staff,
            payload=payload,
        )

    def _store(self, connection: sa.Connection, action: Action) -> None:
        text = action.canonical_text()
        signature = keys.encode(crypto.sign(self._session.keys.terminal, text.encode()))
        common = {
            "action_id": action.action_id,
            "terminal_seq": action.terminal_seq,
            "case_id": action.case_id,
        }
        connection.execute(
            _INSERT_ACTION,
            {
                **common,
                "kind": action.kind.value,
                "text": text,
                "signature": signature,
                "base_version": action.base_version,
                "base_action": action.base_action,
                "state": "queued",
                "occurred_at": action.occurred_at,
            },
        )
        connection.execute(_INSERT_OUTBOX, common)
