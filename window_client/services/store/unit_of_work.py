"""One write transaction. It rolls back unless `commit()` was called: forgetting loses nothing half-way."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

import sqlalchemy as sa

from window_client.errors import WindowClientError

if TYPE_CHECKING:
    from window_client.services.store.engine import Store


class UnitOfWork:
    """`with store.unit_of_work() as uow: …; uow.commit()`.

    Holds the store's one writer lock from entry to exit, so keep HTTP, PDF and key derivation outside.
    A second unit of work inside the first, in one thread, is a programming error (`RuntimeError`).
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: sa.Connection | None = None
        self._failure: WindowClientError | None = None
        self._thread = 0

    @property
    def connection(self) -> sa.Connection:
        """The open transaction, for Core statements."""
        if self._connection is None:
            raise RuntimeError("the unit of work is not open")
        if threading.get_ident() != self._thread:
            raise RuntimeError("a unit of work belongs to the thread that opened it")
        return self._connection

    def forbid_commit(self, error: WindowClientError) -> None:
        """Whatever follows, this unit of work rolls back: `commit()` raises `error`.

        For writes without which the others may not stand, such as the audit row.
        """
        self._failure = error

    def commit(self) -> None:
        """Make everything durable; nothing more can be done with this unit of work."""
        if self._failure is not None:
            raise self._failure
        self.connection.commit()
        self._release()

    def __enter__(self) -> Self:
        self._connection = self._store.begin_write()
        self._thread = threading.get_ident()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()

    def _release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._store.end_write(connection)
