"""The rows of the print ledger, read as values and moved from state to state in the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.certificate import DocumentKind
from window_client.errors import NotFoundError
from window_client.services.store import tables
from window_client.services.views import (
    SAVED_AS_FILE,
    LedgerEntry,
    LedgerEvent,
    LedgerState,
    StoredDocument,
)

__all__ = [
    "OF_NO_CASE",
    "SAVED_AS_FILE",
    "LedgerEntry",
    "LedgerEvent",
    "LedgerState",
    "StoredDocument",
    "add_entry",
    "is_certificate",
    "move_entry",
    "read_case_entries",
    "read_entry",
    "read_sent_entries",
    "settle_last_event",
]

OF_NO_CASE = UUID(int=0)
"""Case of a paper that belongs to a day and not to a case."""
_ENTRY = tables.print_entry
_EVENT = tables.print_event


def is_certificate(entry: LedgerEntry) -> bool:
    """A numbered certificate, whose fate on paper the province is told; everything else is a working paper."""
    return DocumentKind(entry.kind).is_certificate


# --- reading -----------------------------------------------------------------------------------------------


def read_entry(connection: sa.Connection, entry_id: UUID) -> LedgerEntry:
    """`NotFoundError` when the ledger has no such entry."""
    found = _read(connection, _ENTRY.c.entry_id == entry_id)
    if not found:
        raise NotFoundError()
    return found[0]


def read_case_entries(connection: sa.Connection, case_id: UUID) -> tuple[LedgerEntry, ...]:
    """Every paper of a case, oldest first."""
    return _read(connection, _ENTRY.c.case_id == case_id)


def read_sent_entries(connection: sa.Connection) -> tuple[LedgerEntry, ...]:
    """Papers of every kind that left the program and that nobody has spoken for, oldest first."""
    return _read(connection, _ENTRY.c.state == LedgerState.SENT.value)


def _read(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> tuple[LedgerEntry, ...]:
    rows = connection.execute(
        sa.select(_ENTRY).where(condition).order_by(_ENTRY.c.prepared_at, _ENTRY.c.entry_id)
    ).all()
    events = _read_events(connection, [row.entry_id for row in rows])
    return tuple(_entry(row, tuple(events[row.entry_id])) for row in rows)


def _read_events(connection: sa.Connection, entry_ids: Iterable[UUID]) -> dict[UUID, list[LedgerEvent]]:
    found: dict[UUID, list[LedgerEvent]] = defaultdict(list)
    statement = sa.select(_EVENT).where(_EVENT.c.entry_id.in_(tuple(entry_ids))).order_by(_EVENT.c.event_id)
    for row in connection.execute(statement):
        found[row.entry_id].append(
            LedgerEvent(
                state=LedgerState(row.state),
                at=row.at,
                staff_no=row.staff_no,
                printer=row.printer,
                copies=row.copies,
                remark=row.remark,
            )
        )
    return found


def _entry(row: Any, events: tuple[LedgerEvent, ...]) -> LedgerEntry:
    return LedgerEntry(
        entry_id=row.entry_id,
        case_id=row.case_id,
        kind=row.kind,
        title=row.title,
        number=row.number,
        document_sha256=row.document_sha256,
        state=LedgerState(row.state),
        copies=row.copies,
        printer=row.printer,
        remark=row.remark,
        prepared_at=row.prepared_at,
        updated_at=row.updated_at,
        events=events,
    )


# --- writing -----------------------------------------------------------------------------------------------


def add_entry(
    connection: sa.Connection,
    entry_id: UUID,
    case_id: UUID,
    *,
    sha256: str,
    kind: str,
    title: str,
    number: str | None,
    staff_no: str,
    at: datetime,
) -> None:
    """A paper that exists as a file and has not left the program."""
    connection.execute(
        sa.insert(_ENTRY).values(
            entry_id=entry_id,
            case_id=case_id,
            document_sha256=sha256,
            kind=kind,
            title=title,
            number=number,
            state=LedgerState.PREPARED.value,
            prepared_at=at,
            updated_at=at,
        )
    )
    add_event(connection, entry_id, LedgerState.PREPARED, staff_no=staff_no, at=at)


def move_entry(
    connection: sa.Connection,
    entry_id: UUID,
    state: LedgerState,
    *,
    staff_no: str,
    at: datetime,
    printer: str | None = None,
    copies: int | None = None,
    remark: str = "",
) -> None:
    """Write the new state and the event that tells of it. None keeps the printer or the copies as they are."""
    values: dict[str, Any] = {"state": state.value, "remark": remark, "updated_at": at}
    if printer is not None:
        values["printer"] = printer
    if copies is not None:
        values["copies"] = copies
    connection.execute(sa.update(_ENTRY).where(_ENTRY.c.entry_id == entry_id).values(values))
    add_event(
        connection,
        entry_id,
        state,
        staff_no=staff_no,
        at=at,
        printer=printer or "",
        copies=copies or 0,
        remark=remark,
    )


def add_event(
    connection: sa.Connection,
    entry_id: UUID,
    state: LedgerState,
    *,
    staff_no: str,
    at: datetime,
    printer: str = "",
    copies: int = 0,
    remark: str = "",
) -> None:
    """One line of an entry's story, without changing its state."""
    connection.execute(
        sa.insert(_EVENT).values(
            entry_id=entry_id,
            state=state.value,
            staff_no=staff_no,
            printer=printer,
            copies=copies,
            remark=remark,
            at=at,
        )
    )


def settle_last_event(
    connection: sa.Connection, entry_id: UUID, state: LedgerState, *, has_left: bool, remark: str
) -> None:
    """Say how the attempt turned out that the last event announced (`PrintLedger.send`, `save_as`).

    `state` is where the entry stands now. An attempt that never left is no longer told as a sending.
    """
    last = sa.select(sa.func.max(_EVENT.c.event_id)).where(_EVENT.c.entry_id == entry_id).scalar_subquery()
    told = LedgerState.SENT if has_left else LedgerState.PREPARED
    connection.execute(
        sa.update(_EVENT).where(_EVENT.c.event_id == last).values(state=told.value, remark=remark)
    )
    connection.execute(
        sa.update(_ENTRY)
        .where(_ENTRY.c.entry_id == entry_id)
        .values(state=state.value, remark="" if has_left else remark)
    )
