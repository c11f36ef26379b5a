"""Opens the encrypted file and hands out its connections.

SQLCipher with a raw 256-bit key (no key derivation inside: `keys.py` did that), WAL, synchronous FULL. All
writing goes through one lock in this process, which also serialises checkpoints: SQLite before 3.51.3 can
corrupt a WAL database when two connections write and checkpoint at once. A lock file keeps a second process
out altogether.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from window_client.errors import SessionLockedError, StorageError, StoreBusyError
from window_client.services.store import faults, migration
from window_client.services.store.process_lock import ProcessLock
from window_client.services.store.unit_of_work import UnitOfWork

OLDEST_SQLITE = (3, 51, 3)
"""First release without the WAL-reset corruption."""
_BUSY_SECONDS = 5.0
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -65536",
    "PRAGMA trusted_schema = OFF",
)


def check_library() -> None:
    """`StorageError` when the linked SQLite is older than is safe."""
    if tuple(driver.sqlite_version_info) < OLDEST_SQLITE:
        raise StorageError(
            "本机数据库组件版本过旧，不能安全写入。",
            remedy="请系统管理员重新安装本程序。",
            detail=f"SQLite {driver.sqlite_version}",
        )


def library_versions() -> str:
    """SQLite and SQLCipher as linked, for the diagnosis."""
    connection = driver.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return f"SQLite {driver.sqlite_version}，SQLCipher {cipher[0] if cipher else '?'}"


def connect_raw(path: Path, key: bytearray) -> Any:
    """A driver connection that has proved its key by reading the schema; no setting is written to the file.

    `StoreKeyError` when the first page does not open: another key, or not a store at all.
    """
    try:
        connection = driver.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
        )
    except driver.Error as error:
        raise faults.translate(error) or StorageError(detail=type(error).__name__) from error
    literal = _key_literal(key)
    try:
        # The library reports page failures on stderr by itself; they come back as errors here.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.set_key(literal)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.Error as error:
        connection.close()
        found = faults.translate(error, opening=True)
        raise found or StorageError(detail=type(error).__name__) from error
    finally:
        literal[:] = bytes(len(literal))
    return connection


def _key_literal(key: bytearray) -> bytearray:
    """`x'…'`, SQLCipher's way to take a raw key. Digit by digit: `hex()` would leave a copy in freed memory."""
    digits = b"0123456789abcdef"
    literal = bytearray(b"x'" + bytes(2 * len(key)) + b"'")
    for place, byte in enumerate(key):
        literal[2 + 2 * place] = digits[byte >> 4]
        literal[3 + 2 * place] = digits[byte & 15]
    return literal


class Store:
    """One open store. Thread-safe; every method raises `SessionLockedError` once it is closed."""

    def __init__(self, path: Path, key: bytearray, lock: ProcessLock, engine: sa.Engine) -> None:
        self.path = path
        self._key = key
        self._lock = lock
        self._engine = engine
        self._writer = threading.Lock()
        self._writing_thread: int | None = None
        self._closed = False

    @classmethod
    def open(cls, path: Path, key: bytearray, *, backups: Path | None = None) -> Store:
        """Open or create the store and bring its schema up to date.

        `key` is 32 bytes; a copy is kept and zeroed at `close`. `backups` is where the copy made before a
        migration goes (default: `backups` beside the file). Raises `StoreKeyError`, `StoreTooNewError`,
        `StoreMigrationError`, `StoreBusyError`, `StoreDamagedError`, `DiskFullError`.
        """
        if len(key) != 32:
            raise ValueError("a store key has 32 bytes")
        check_library()
        own_key = bytearray(key)
        lock = ProcessLock(path.with_suffix(".lock"))
        try:
            _prepare_file(path)
            lock.acquire()
            revision = _peek(path, own_key)
            engine = _engine(lambda: _connect(path, own_key))
            try:
                migration.bring_up_to_date(engine, revision, backups or path.parent / "backups")
            except BaseException:
                engine.dispose()
                raise
        except BaseException:
            lock.release()
            own_key[:] = bytes(32)
            raise
        return cls(path, own_key, lock, engine)

    def unit_of_work(self) -> UnitOfWork:
        """A write transaction, to be used with `with`."""
        return UnitOfWork(self)

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent snapshot for reading, not blocked by a writer and not seeing its unfinished work."""
        self._refuse_closed()
        connection = self._engine.connect()
        try:
            yield connection
        finally:
            if self._closed:
                connection.invalidate()
            connection.close()

    def close(self) -> None:
        """Wait for a running write, close every connection, zero the key. Safe to call twice."""
        acquired = self._writer.acquire(timeout=2 * _BUSY_SECONDS)
        try:
            if self._closed:
                return
            self._closed = True
            self._engine.dispose()
            self._lock.release()
            self._key[:] = bytes(len(self._key))
        finally:
            if acquired:
                self._writer.release()

    @property
    def closed(self) -> bool:
        return self._closed

    def begin_write(self) -> sa.Connection:
        """For `UnitOfWork`: take the writer lock and BEGIN IMMEDIATE."""
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("this thread is inside a unit of work already")
        if not self._writer.acquire(timeout=4 * _BUSY_SECONDS):
            raise StoreBusyError(detail="writer lock")
        try:
            self._refuse_closed()
            connection = self._engine.connect().execution_options(immediate=True)
            try:
                connection.begin()
            except BaseException:
                connection.close()
                raise
        except BaseException:
            self._writer.release()
            raise
        self._writing_thread = threading.get_ident()
        return connection

    def end_write(self, connection: sa.Connection) -> None:
        """For `UnitOfWork`: roll back what was not committed and let the next writer in."""
        try:
            connection.close()
        finally:
            self._writing_thread = None
            self._writer.release()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise SessionLockedError(detail="store closed")


def _prepare_file(path: Path) -> None:
    """The file has to exist before the driver makes it, so that only its owner may read it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise faults.translate(error) or StorageError(detail=str(error)) from error


def _peek(path: Path, key: bytearray) -> str | None:
    """The schema revision of the file; `StoreTooNewError` before anything in it was touched."""
    if path.stat().st_size == 0:
        return None
    connection = connect_raw(path, key)
    try:
        revision = migration.read_revision(connection)
    except driver.Error as error:
        raise faults.translate(error) or StorageError(detail=str(error)) from error
    finally:
        connection.close()
    migration.refuse_newer(revision)
    return revision


def _connect(path: Path, key: bytearray) -> Any:
    connection = connect_raw(path, key)
    try:
        for setting in _SETTINGS:
            connection.execute(setting).fetchall()
    except driver.Error as error:
        connection.close()
        raise faults.translate(error) or StorageError(detail=type(error).__name__) from error
    return connection


def _engine(connect: Callable[[], Any]) -> sa.Engine:
    """Two connections stay open (one per lane), more are opened and closed as needed."""
    engine = sa.create_engine(
        "sqlite://",
        module=driver,
        creator=connect,
        poolclass=sa.QueuePool,
        pool_size=2,
        max_overflow=8,
        pool_use_lifo=True,
        pool_timeout=_BUSY_SECONDS,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # The driver is in autocommit mode: transactions begin where SQLAlchemy says so and nowhere else.
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    faults.install(engine)
    return engine
