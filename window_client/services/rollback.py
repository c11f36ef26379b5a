"""Notices a store that was put back to an earlier state: an old copy of the file, or none at all.

SQLCipher proves that a page was written with the key, not that it is the latest one. The audit is the generation: its
number rises with every act, in the act's own transaction. The last number and hash known are noted beside the machine
secret, always after the store has them on disk, so that a kill in between never looks like a rollback.

What is noticed is a store older than the last sign-in, step-up or lock. Whoever puts back store and note together is
found by nobody here: that needs a head that the province holds.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from window_client.errors import StorageError, StoreRestoredError
from window_client.services.audit import AuditEvent, AuditLog, head
from window_client.services.files import read_json, write_json
from window_client.services.store import Store, UnitOfWork, tables

_log = logging.getLogger(__name__)

FILE_NAME = "store.head"
GAPS = {"terminal_seq": 1_000_000, "paper:": 10_000, "case_no:": 500}
"""How far running numbers jump, by the beginning of their names: those given after the copy was made are not known
here and must not be given again."""
_RESTORED = "store_restored"


class HeadNote:
    """The head of the audit as last seen, in the folder of the machine secret."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def write(self, store: Store) -> None:
        """Note what the store holds now. A note that cannot be written leaves the earlier one, which claims less."""
        with contextlib.suppress(StorageError):
            with store.read() as connection:
                seq, digest = head(connection)
            write_json(self._path, {"seq": seq, "hash": digest})

    def lost_by(self, store: Store) -> int:
        """The number of the noted head when the store does not hold it, else 0."""
        seq, digest = self._read()
        if not seq:
            return 0
        table = tables.audit_event
        with store.read() as connection:
            found = connection.execute(sa.select(table.c.hash).where(table.c.seq == seq)).scalar_one_or_none()
        return 0 if found == digest else seq

    def _read(self) -> tuple[int, str]:
        """(0, '') when there is none yet. One that is damaged is taken for none: it is no reason to close a window."""
        try:
            value: Any = read_json(self._path)
            return (0, "") if value is None else (int(value["seq"]), str(value["hash"]))
        except (ValueError, KeyError, TypeError, StorageError) as error:
            _log.warning("the note of the audit's head cannot be read", exc_info=error)
            return 0, ""


def start_again(uow: UnitOfWork, audit: AuditLog, lost: int) -> None:
    """Make an older store safe to go on with, in the transaction of the sign-in: everything is pulled anew, no running
    number and no certificate number is given a second time, and the audit says so."""
    connection = uow.connection
    held, _ = head(connection)
    audit.record(uow, AuditEvent(_RESTORED, result="failed", detail=f"event {lost} expected, {held} held"))
    connection.execute(
        sa.update(tables.sync_scope).values(cursor="", epoch="", attempts=0, next_attempt_at=None)
    )
    connection.execute(sa.update(tables.number_block).values(next=tables.number_block.c.last + 1))
    for name, gap in GAPS.items():
        table = tables.counter
        connection.execute(
            sa.update(table).where(table.c.name.startswith(name)).values(value=table.c.value + gap)
        )
    # A counter that the copy does not have yet was perhaps used since.
    first = insert(tables.counter).values(name="terminal_seq", value=GAPS["terminal_seq"])
    connection.execute(first.on_conflict_do_nothing())
    connection.execute(insert(tables.meta).values(key=_RESTORED, value=str(lost)).on_conflict_do_nothing())


def notice(uow: UnitOfWork) -> StoreRestoredError | None:
    """What staff are told at every sign-in until everything was pulled again; then it is over."""
    connection, meta = uow.connection, tables.meta
    lost = connection.execute(sa.select(meta.c.value).where(meta.c.key == _RESTORED)).scalar_one_or_none()
    if lost is None:
        return None
    pulled = connection.execute(
        sa.select(sa.func.count()).select_from(tables.sync_scope).where(tables.sync_scope.c.cursor != "")
    ).scalar_one()
    if pulled:
        connection.execute(sa.delete(meta).where(meta.c.key == _RESTORED))
        return None
    return StoreRestoredError(detail=f"event {lost} expected")
