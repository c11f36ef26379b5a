"""What else may go wrong around the store: a writer that does not end, a file half made, a lock held elsewhere."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from window_client.errors import (
    SessionLockedError,
    StorageError,
    StoreBusyError,
    StoreDamagedError,
    StoreMigrationError,
)
from window_client.services import crypto
from window_client.services.store import Store, engine, faults, migration
from window_client.services.store.tables import meta


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has to wait for a lock gives up at once."""
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.02)


def put(store: Store, key: str) -> None:
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key=key, value=""))
        uow.commit()


class Writer:
    """A thread that stays inside a unit of work until it is let go."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._inside, self._go_on = threading.Event(), threading.Event()
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        try:
            with self._store.unit_of_work() as uow:
                uow.connection.execute(sa.insert(meta).values(key="late", value=""))
                self._inside.set()
                self._go_on.wait(60)
                uow.commit()
        except Exception as error:
            self.failure = error

    def __enter__(self) -> Writer:
        self._thread.start()
        assert self._inside.wait(60)
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> None:
        self._go_on.set()
        self._thread.join(60)
        assert not self._thread.is_alive()


def test_a_writer_that_does_not_end_is_told_to_the_next(impatient: None, store: Store) -> None:
    with Writer(store) as writer:
        with pytest.raises(StoreBusyError):
            put(store, "next")
        writer.end()
        put(store, "next")
    assert writer.failure is None


def test_a_lock_does_not_wait_for_ever_for_a_writer(
    impatient: None, store: Store, store_key: bytearray
) -> None:
    """The keys go, whatever hangs. What that writer has not committed may be lost, the store is not."""
    with Writer(store) as writer:
        store.close()
        assert store.closed
        with pytest.raises(SessionLockedError), store.read():
            pass
        writer.end()
    again = Store.open(store.path, store_key)
    put(again, "afterwards")
    again.close()


def test_a_transaction_of_somebody_else_is_a_busy_store(
    impatient: None, tmp_path: Path, store_key: bytearray
) -> None:
    store = Store.open(tmp_path / "store.db", store_key)
    other = engine.connect_raw(store.path, store_key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError):
        put(store, "blocked")
    other.execute("ROLLBACK")
    put(store, "free again")
    other.close()
    store.close()


def test_a_new_file_in_other_hands_is_a_busy_store(
    impatient: None, tmp_path: Path, store_key: bytearray
) -> None:
    """The very first settings of a connection fail already."""
    path = tmp_path / "store.db"
    path.touch()
    other = engine.connect_raw(path, store_key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError):
        Store.open(path, store_key)
    other.execute("ROLLBACK")
    other.close()
    Store.open(path, store_key).close()


def test_a_first_start_that_failed_is_made_good_by_the_next(
    tmp_path: Path, store_key: bytearray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is there, encrypted, and holds no table yet."""
    path = tmp_path / "store.db"

    def fail(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(migration, "_upgrade", fail)
        with pytest.raises(StoreMigrationError):
            Store.open(path, store_key)
    assert path.stat().st_size > 0
    store = Store.open(path, store_key)
    put(store, "works")
    store.close()


def test_a_revision_that_cannot_be_read_is_damage(tmp_path: Path, store_key: bytearray) -> None:
    path = tmp_path / "store.db"
    raw = engine.connect_raw(path, store_key)
    raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
    raw.execute("INSERT INTO alembic_version VALUES ('0001')")
    raw.close()
    data = bytearray(path.read_bytes())
    data[4096 + 100] ^= 1
    path.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        Store.open(path, store_key)


def test_an_empty_revision_table_is_no_revision(tmp_path: Path, store_key: bytearray) -> None:
    raw = engine.connect_raw(tmp_path / "store.db", store_key)
    raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
    assert migration.read_revision(raw) is None
    raw.close()


def test_what_is_no_error_of_the_driver_is_not_translated() -> None:
    assert faults.translate(ValueError("x")) is None
    assert isinstance(faults.translate(PermissionError(13, "no")), StorageError)


def test_a_key_that_never_was_opens_nothing(store: Store) -> None:
    with pytest.raises(StorageError) as caught:
        engine.connect_raw(store.path, crypto.new_key())
    assert caught.value.code == "ST-106"
