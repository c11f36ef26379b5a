"""The encrypted store: keys, plaintext, transactions, a full disk, a damaged page, a closed store."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from window_client.errors import (
    DiskFullError,
    SessionLockedError,
    StorageError,
    StoreBusyError,
    StoreDamagedError,
    StoreKeyError,
)
from window_client.services import crypto
from window_client.services.store import Store, engine, faults
from window_client.services.store.tables import draft, meta, outbox

CANARY = "欧阳阿依古丽CANARY390102199003077395"


def put(store: Store, key: str, value: str) -> None:
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key=key, value=value))
        uow.commit()


def keys_of(store: Store) -> set[str]:
    with store.read() as connection:
        return set(connection.execute(sa.select(meta.c.key)).scalars())


# --- encryption ------------------------------------------------------------------------------------------


def test_settings_of_every_connection(store: Store) -> None:
    with store.read() as first, store.read() as second:
        for connection in (first, second):
            values = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "cache_size", "temp_store")
            }
            assert values == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "cache_size": -65536,
                "temp_store": 2,
            }


def test_nothing_is_readable_in_the_file_or_the_log(store: Store, tmp_path: Path) -> None:
    for number in range(200):
        put(store, f"{CANARY}{number}", CANARY * 20)
    with store.read():
        files = {p.name: p.read_bytes() for p in store.path.parent.iterdir()}
        assert len(files["store.db-wal"]) > 100_000, "the log has to be there for this test to say anything"
    assert not files["store.db"].startswith(b"SQLite format 3")
    for name, data in files.items():
        assert CANARY.encode() not in data, name
        assert (
            b"CANARY" not in data and "欧阳".encode() not in data and "欧阳".encode("utf-16-le") not in data
        )


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_files_belong_to_their_owner_alone(store: Store) -> None:
    put(store, "a", "b")
    for path in store.path.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_wrong_key_is_told_at_open_and_changes_nothing(store: Store, store_key: bytearray) -> None:
    put(store, "a", "b")
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreKeyError):
        Store.open(store.path, crypto.new_key())
    assert store.path.read_bytes() == before
    again = Store.open(store.path, store_key)
    assert keys_of(again) == {"a"}
    again.close()


def test_a_file_that_is_no_store_is_refused(tmp_path: Path, store_key: bytearray) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    with pytest.raises(StoreKeyError):
        Store.open(path, store_key)


def test_a_key_of_another_length_is_a_bug_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Store.open(tmp_path / "store.db", bytearray(16))
    assert not (tmp_path / "store.db").exists()


# --- transactions ----------------------------------------------------------------------------------------


def test_without_commit_nothing_stays(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key="a", value="b"))
    with pytest.raises(ZeroDivisionError), store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key="c", value="d"))
        raise ZeroDivisionError
    assert keys_of(store) == set()
    put(store, "e", "f")
    assert keys_of(store) == {"e"}


def test_a_reader_sees_one_state_while_a_writer_works(store: Store) -> None:
    put(store, "a", "b")
    with store.read() as connection, store.unit_of_work() as uow:
        assert connection.execute(sa.select(sa.func.count()).select_from(meta)).scalar() == 1
        uow.connection.execute(sa.insert(meta).values(key="c", value="d"))
        uow.commit()
        assert connection.execute(sa.select(sa.func.count()).select_from(meta)).scalar() == 1
    assert keys_of(store) == {"a", "c"}


def test_a_unit_of_work_inside_another_is_a_bug(store: Store) -> None:
    with store.unit_of_work(), pytest.raises(RuntimeError, match="already"):
        with store.unit_of_work():
            pass
    put(store, "a", "b")


def test_a_unit_of_work_stays_in_its_thread_and_ends_with_commit(store: Store) -> None:
    caught: list[BaseException] = []
    with store.unit_of_work() as uow:

        def elsewhere() -> None:
            try:
                _ = uow.connection
            except RuntimeError as error:
                caught.append(error)

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        uow.commit()
        with pytest.raises(RuntimeError, match="not open"):
            _ = uow.connection
    assert len(caught) == 1


def test_forbidden_commit_rolls_back_even_when_the_error_was_swallowed(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key="a", value="b"))
        uow.forbid_commit(StorageError())
        with pytest.raises(StorageError):
            uow.commit()
    assert keys_of(store) == set()


def test_writers_of_many_threads_take_turns(store: Store) -> None:
    def work(number: int) -> None:
        for _step in range(10):
            with store.unit_of_work() as uow:
                value = uow.connection.execute(sa.select(meta.c.value).where(meta.c.key == "n")).scalar()
                if value is None:
                    uow.connection.execute(sa.insert(meta).values(key="n", value="1"))
                else:
                    uow.connection.execute(sa.update(meta).values(value=str(int(value) + 1)))
                uow.commit()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as connection:
        assert connection.execute(sa.select(meta.c.value)).scalar() == "60"


def test_foreign_keys_hold(store: Store) -> None:
    with store.unit_of_work() as uow, pytest.raises(sa.exc.IntegrityError):
        uow.connection.execute(sa.insert(outbox).values(action_id=uuid4(), case_id=uuid4(), terminal_seq=1))


def test_times_are_utc_text_and_sort(store: Store) -> None:
    china = timezone(timedelta(hours=8))
    moments = [datetime(2026, 11, 23, 18, 0, 0, 5, tzinfo=china), datetime(2026, 11, 23, 9, 59, tzinfo=UTC)]
    with store.unit_of_work() as uow:
        for moment in moments:
            row = {"case_id": uuid4(), "service": "s", "json": "{}", "saved_at": moment}
            uow.connection.execute(sa.insert(draft).values(row))
        uow.commit()
    with store.read() as connection:
        found = connection.execute(sa.select(draft.c.saved_at).order_by(draft.c.saved_at)).scalars().all()
        raw = connection.exec_driver_sql("SELECT saved_at FROM draft ORDER BY saved_at DESC").scalar()
    assert found == sorted(moments) and all(moment.tzinfo is not None for moment in found)
    assert raw == "2026-11-23T10:00:00.000005Z"
    with store.unit_of_work() as uow, pytest.raises(sa.exc.StatementError, match="without a zone"):
        uow.connection.execute(sa.update(draft).values(saved_at=datetime(2026, 1, 1)))


# --- the environment ---------------------------------------------------------------------------------------


def test_a_full_disk_says_so_and_loses_nothing(store: Store) -> None:
    put(store, "before", "x")
    with store.unit_of_work() as uow:
        pages = uow.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        uow.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(DiskFullError) as caught:
            for number in range(100):
                uow.connection.execute(sa.insert(meta).values(key=str(number), value="x" * 4000))
        assert caught.value.code == "ST-101" and caught.value.__cause__ is not None
        uow.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert keys_of(store) == {"before"}
    put(store, "after", "x")


def test_a_damaged_page_is_noticed(store: Store, store_key: bytearray) -> None:
    for number in range(200):
        put(store, str(number), "x" * 2000)
    store.close()
    data = bytearray(store.path.read_bytes())
    for page in range(4096 * 60, len(data), 4096):
        data[page + 100] ^= 0xFF
    store.path.write_bytes(data)
    damaged = Store.open(store.path, store_key)
    with pytest.raises(StoreDamagedError), damaged.read() as connection:
        connection.execute(sa.select(sa.func.sum(sa.func.length(meta.c.value)))).scalar()
    damaged.close()


_HOLDER = """
import sys
from pathlib import Path
from uuid import uuid4
from window_client.services.store import Store
store = Store.open(Path(sys.argv[1]), bytearray.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_kept_out_until_the_first_dies(store: Store, store_key: bytearray) -> None:
    store.close()
    arguments = [sys.executable, "-c", _HOLDER, str(store.path), store_key.hex()]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreBusyError):
            Store.open(store.path, store_key)
        holder.kill()
        holder.wait()
    Store.open(store.path, store_key).close()


def test_a_path_that_cannot_be_opened_is_a_storage_error(tmp_path: Path, store_key: bytearray) -> None:
    (tmp_path / "store.db").mkdir()
    with pytest.raises(StorageError):
        Store.open(tmp_path / "store.db", store_key)
    with pytest.raises(StorageError):
        engine.connect_raw(tmp_path / "store.db", store_key)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError):
        Store.open(tmp_path / "file" / "store.db", store_key)


def test_an_old_library_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine.driver, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StorageError, match="数据库组件版本过旧"):
        Store.open(tmp_path / "store.db", crypto.new_key())
    assert not (tmp_path / "store.db").exists()


def test_codes_that_are_nobodys_fault_stay_as_they_are() -> None:
    assert faults.translate(ValueError()) is None
    constraint = sa.exc.IntegrityError("", {}, Exception())
    assert faults.translate(constraint) is None
    assert isinstance(faults.translate(OSError(28, "full")), DiskFullError)
    assert type(faults.translate(OSError(13, "denied"))) is StorageError


# --- closing ------------------------------------------------------------------------------------------------


def test_after_close_nothing_works_and_the_copy_of_the_key_is_gone(
    store: Store, store_key: bytearray
) -> None:
    put(store, "a", "b")
    own = store._key
    with store.read() as connection:
        connection.execute(sa.select(meta.c.key)).all()
        store.close()
    store.close()
    assert store.closed and own == bytearray(32) and store_key != own
    with pytest.raises(SessionLockedError), store.read():
        pass
    with pytest.raises(SessionLockedError), store.unit_of_work():
        pass


def test_close_waits_for_a_running_write(store: Store, store_key: bytearray) -> None:
    started, closing = threading.Event(), threading.Event()

    def write() -> None:
        with store.unit_of_work() as uow:
            started.set()
            closing.wait(5)
            uow.connection.execute(sa.insert(meta).values(key="late", value="x"))
            uow.commit()

    thread = threading.Thread(target=write)
    thread.start()
    started.wait(5)
    closer = threading.Thread(target=store.close)
    closer.start()
    closing.set()
    thread.join()
    closer.join()
    again = Store.open(store.path, store_key)
    assert keys_of(again) == {"late"}
    again.close()
