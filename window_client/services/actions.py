"""Appends an action: checked, signed, queued, audited and visible in one transaction, or not at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.case import Action, ActionKind, Case, TransitionError, apply
from window_client.errors import InputError, NotAuthorisedError, TransitionRefusedError
from window_client.services import crypto, keys
from window_client.services.audit import AuditEvent, AuditLog
from window_client.services.case_views import own_actions, province_case, rewrite, view_of
from window_client.services.clock import Clock
from window_client.services.session import Session
from window_client.services.store import UnitOfWork, tables
from window_client.services.sync.state import PENDING_STATES

_TERMINAL_SEQ = "terminal_seq"


def next_number(connection: sa.Connection, name: str) -> int:
    """The next value of a running number (1, 2, …) that is never given twice."""
    statement = insert(tables.counter).values(name=name, value=1)
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={"value": tables.counter.c.value + 1}
    )
    return int(connection.execute(statement.returning(tables.counter.c.value)).scalar_one())


def translate(error: TransitionError) -> InputError | NotAuthorisedError:
    """What staff read when the transition table says no."""
    if error.reason == "role":
        return NotAuthorisedError(detail=str(error))
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
        view = view_of(connection, case_id)
        action = self._make(connection, kind, case_id, payload)
        try:
            after = apply(view, action)
        except TransitionError as error:
            raise translate(error) from error
        self._store(connection, action)
        rewrite(connection, case_id, self._clock.now())
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
        self, connection: sa.Connection, kind: ActionKind, case_id: UUID, payload: dict[str, Any]
    ) -> Action:
        pending = [item for item in own_actions(connection, case_id) if item.state in PENDING_STATES]
        province = province_case(connection, case_id)
        return Action(
            action_id=self._clock.new_id(),
            terminal=self._session.terminal.terminal,
            terminal_seq=next_number(connection, _TERMINAL_SEQ),
            case_id=case_id,
            kind=kind,
            base_version=province.version if province else 0,
            base_action=pending[-1].action.action_id if pending else None,
            occurred_at=self._clock.now(),
            staff=self._session.staff,
            payload=payload,
        )

    def _store(self, connection: sa.Connection, action: Action) -> None:
        text = action.canonical_text()
        signature = keys.encode(crypto.sign(self._session.keys.terminal, text.encode()))
        connection.execute(
            sa.insert(tables.action).values(
                action_id=action.action_id,
                terminal_seq=action.terminal_seq,
                case_id=action.case_id,
                kind=action.kind.value,
                text=text,
                signature=signature,
                base_version=action.base_version,
                base_action=action.base_action,
                state="queued",
                occurred_at=action.occurred_at,
            )
        )
        connection.execute(
            sa.insert(tables.outbox).values(
                action_id=action.action_id, case_id=action.case_id, terminal_seq=action.terminal_seq
            )
        )
