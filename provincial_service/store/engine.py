"""One engine, two databases: `Store.write()` is a transaction that may change rows, `Store.read()` is not.

SQLite before 3.51.3 (except the backports 3.50.7 and 3.44.6) can damage a WAL database when two connections
write and checkpoint at once. Where such a library is loaded the journal is a rollback journal; whatever the
version, one lock serialises this process's write transactions, because SQLite has one writer anyway.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

_BUSY_SECONDS = 30
_WRITE_OPTION = "province_write"


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite library is free of the WAL-reset fault (present from 3.7.0 to 3.51.2)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


class Store:
    """The province's database. Both context managers roll back unless the block ends without an exception."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._write_lock = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write; committed when the block ends."""
        with self._write_lock if self.is_sqlite else nullcontext(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITE_OPTION: True})
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()


class UnknownDatabaseError(Exception):
    """A database URL of another kind than SQLite or PostgreSQL."""


def open_store(url: str) -> Store:
    """The store at a database URL: `sqlite:///path` or `postgresql://user@host/name` (psycopg)."""
    parsed = _with_driver(make_url(url))
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise UnknownDatabaseError(f"the database is SQLite or PostgreSQL, not {parsed.get_backend_name()}")
    if parsed.get_backend_name() == "sqlite":
        return Store(_sqlite_engine(parsed))
    return Store(_postgres_engine(parsed))


def _with_driver(url: URL) -> URL:
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _postgres_engine(url: URL) -> Engine:
    """Parameters are hidden: error texts reach the log, personal data may not."""
    return create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True, hide_parameters=True)


def _sqlite_engine(url: URL) -> Engine:
    wal = wal_is_safe(sqlite3.sqlite_version_info)
    arguments = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, pool_size=20, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transaction handling commits behind SQLAlchemy's back: take it over.
        connection.isolation_level = None
        wanted = "wal" if wal else "truncate"
        (mode,) = connection.execute(f"PRAGMA journal_mode={wanted}").fetchone()
        if mode not in (wanted, "memory"):
            raise UnknownDatabaseError(f"SQLite keeps the journal mode {mode} where {wanted} is needed")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-32768")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITE_OPTION, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
