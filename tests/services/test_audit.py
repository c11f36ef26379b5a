"""The audit chain: gapless, in the act's own transaction, and every alteration found."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.fakes import OFFICER, FakeClock
from window_client.errors import AuditError, DiskFullError
from window_client.services import audit, crypto
from window_client.services.audit import AuditEvent, AuditLog, verify_chain
from window_client.services.store import Store
from window_client.services.store.tables import audit_event, meta

NUMBER = "390102199003077395"
KEY = crypto.new_key()


@pytest.fixture
def log(store: Store, clock: FakeClock) -> AuditLog:
    return AuditLog(store, clock, staff=OFFICER, terminal="390102510000-01", key=KEY)


def write(log: AuditLog, count: int) -> None:
    for number in range(count):
        log.record_failure(
            AuditEvent(f"act {number}", person_no=NUMBER, purpose="出具证明", result="refused")
        )


def rows(store: Store) -> list[dict[str, Any]]:
    with store.read() as connection:
        found = connection.execute(sa.select(audit_event).order_by(audit_event.c.seq))
        return [dict(row._mapping) for row in found]


def faults(store: Store, acknowledged: tuple[int, str] | None = None) -> set[str]:
    with store.read() as connection:
        return {fault.what for fault in verify_chain(connection, acknowledged=acknowledged).faults}


def test_events_are_numbered_and_chained_in_the_acts_transaction(
    store: Store, log: AuditLog, clock: FakeClock
) -> None:
    case_id = clock.new_id()
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key="act", value="1"))
        assert log.record(uow, AuditEvent("open_case", case_id, NUMBER, "出具证明")) == 1
        assert log.record(uow, AuditEvent("look_up", case_id, NUMBER, "出具证明")) == 2
        uow.commit()
    with store.unit_of_work() as uow:
        assert log.record(uow, AuditEvent("open_case", case_id)) == 3
    assert log.record_failure(AuditEvent("issue", case_id, result="refused", detail="role")) == 3
    first, second, third = rows(store)
    assert first["prev_hash"] == audit.GENESIS and second["prev_hash"] == first["hash"]
    assert third["prev_hash"] == second["hash"] and third["result"] == "refused"
    assert first["staff_no"] == "039217" and first["role"] == "household_officer"
    assert first["occurred_at"] == clock.now().isoformat() and first["boot_ms"] == 1_000_000
    assert first["case_id"] == str(case_id)
    with store.read() as connection:
        assert audit.head(connection) == (3, third["hash"])
        assert verify_chain(connection, acknowledged=(3, third["hash"])).intact


def test_a_person_is_a_keyed_hash(store: Store, log: AuditLog, clock: FakeClock) -> None:
    write(log, 2)
    log.record_failure(AuditEvent("lock"))
    persons = [row["person"] for row in rows(store)]
    assert persons[0] == persons[1] == log.pseudonym(NUMBER) != "" and persons[2] == ""
    assert NUMBER not in repr(rows(store))
    other = AuditLog(store, clock, staff=OFFICER, terminal="t", key=crypto.new_key())
    assert other.pseudonym(NUMBER) != log.pseudonym(NUMBER)
    assert crypto.sha256(NUMBER.encode()) != log.pseudonym(NUMBER)


def test_an_empty_chain_is_intact(store: Store) -> None:
    with store.read() as connection:
        assert audit.head(connection) == (0, audit.GENESIS)
        assert verify_chain(connection) == audit.ChainReport(0, 0, audit.GENESIS, ())
    assert faults(store, acknowledged=(3, "f" * 64)) == {"head"}


# --- mutations -------------------------------------------------------------------------------------------


def _flip(value: Any, chance: random.Random) -> Any:
    """The same kind of value, but another."""
    if isinstance(value, int):
        return value + chance.choice((-1, 1)) * chance.randint(1, 1000)
    if not value:
        return chance.choice("abc0")
    place = chance.randrange(len(value))
    kind = chance.randrange(3)
    if kind == 0:
        return value[:place] + value[place + 1 :]
    new = chance.choice("0123456789abcdef王x ")
    if kind == 1:
        return value[:place] + new + value[place:]
    return value[:place] + (new if new != value[place] else "!") + value[place + 1 :]


def test_ten_thousand_mutations_are_all_found(store: Store, log: AuditLog) -> None:
    """Below an acknowledged head: fields, links, removed, doubled, swapped and put-in rows, a cut tail."""
    write(log, 30)
    sound = rows(store)
    head = (sound[-1]["seq"], sound[-1]["hash"])
    chance = random.Random(20260711)

    def one() -> list[dict[str, Any]]:
        changed = [dict(row) for row in sound]
        place = chance.randrange(len(changed))
        kind = chance.randrange(10)
        if kind == 0:
            del changed[place]
        elif kind == 1:
            del changed[place:]
        elif kind == 2:
            other = (place + chance.randint(1, len(changed) - 1)) % len(changed)
            for name in changed[place]:
                if name != "seq":
                    changed[place][name], changed[other][name] = changed[other][name], changed[place][name]
            if [_content(r) for r in changed] == [_content(r) for r in sound]:
                del changed[place]
        elif kind == 3:
            # A forger who recomputes the whole chain behind the change.
            name = chance.choice(("purpose", "action", "person", "staff_no", "result"))
            changed[place][name] = _flip(changed[place][name], chance)
            _rechain(changed)
        else:
            name = chance.choice(tuple(changed[place]))
            changed[place][name] = _flip(changed[place][name], chance)
        return changed

    for _ in range(10_000):
        assert _check(one(), head), "a mutation was not found"


def _content(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.values())


def _rechain(changed: list[dict[str, Any]]) -> None:
    previous = audit.GENESIS
    for row in changed:
        row["prev_hash"] = previous
        row["hash"] = previous = audit.row_hash(row)


class _Rows:
    """A connection that holds nothing but these rows: verifying 10,000 chains on disk would take minutes."""

    def __init__(self, found: list[dict[str, Any]]) -> None:
        self._found = sorted(found, key=lambda row: row["seq"])

    def execute(self, _statement: object) -> list[Any]:
        return [type("Row", (), {"_mapping": row}) for row in self._found]


def _check(changed: list[dict[str, Any]], head: tuple[int, str]) -> bool:
    report = verify_chain(_Rows(changed), acknowledged=head)  # type: ignore[arg-type]
    return not report.intact


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_event SET purpose = 'x' WHERE seq = 5", {"content"}),
        ("UPDATE audit_event SET hash = '00' WHERE seq = 5", {"content", "link"}),
        ("DELETE FROM audit_event WHERE seq = 5", {"gap", "link"}),
        ("DELETE FROM audit_event WHERE seq > 5", {"head"}),
        ("DELETE FROM audit_event", {"head"}),
    ],
)
def test_mutations_in_the_store_are_found(
    store: Store, log: AuditLog, statement: str, found: set[str]
) -> None:
    write(log, 9)
    with store.read() as connection:
        head = audit.head(connection)
    with store.unit_of_work() as uow:
        uow.connection.exec_driver_sql(statement)
        uow.commit()
    assert faults(store, acknowledged=head) == found


# --- no audit, no act ---------------------------------------------------------------------------------------


def _forbid_audit(store: Store) -> None:
    with store.unit_of_work() as uow:
        uow.connection.exec_driver_sql(
            "CREATE TRIGGER no_audit BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        uow.commit()


def _act(store: Store, log: AuditLog, swallow: bool) -> None:
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key="act", value="1"))
        try:
            log.record(uow, AuditEvent("open_case", person_no=NUMBER))
        except AuditError:
            if not swallow:
                raise
        uow.commit()


@pytest.mark.parametrize("swallow", [False, True])
def test_an_audit_row_that_cannot_be_written_fails_the_act(
    store: Store, log: AuditLog, swallow: bool
) -> None:
    _forbid_audit(store)
    with pytest.raises(AuditError) as caught:
        _act(store, log, swallow)
    assert caught.value.code == "ST-301"
    with store.read() as connection:
        assert connection.execute(sa.select(meta.c.key)).all() == []


def test_a_full_disk_is_named_as_the_cause(
    store: Store, log: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise DiskFullError

    monkeypatch.setattr(log, "_append", full)
    with pytest.raises(DiskFullError), store.unit_of_work() as uow:
        try:
            log.record(uow, AuditEvent("open_case"))
        except DiskFullError:
            uow.commit()
    assert rows(store) == []


def test_many_threads_leave_no_hole(store: Store, log: AuditLog) -> None:
    work: list[Callable[[], None]] = [lambda: write(log, 10)] * 5
    threads = [threading.Thread(target=job) for job in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row["seq"] for row in rows(store)] == list(range(1, 51))
    assert faults(store) == set()
