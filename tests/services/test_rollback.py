"""A store put back to an earlier state is noticed, told, and made safe to go on with (security.md, control 19)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from hukou.case import Subject
from tests.counter import BOOK_LOST, Counter
from tests.factories import make_citizen_no
from tests.fakes import FakeClock, LiveProvince
from tests.services.conftest import Sessions
from tests.services.signing_in import audited
from window_client.config import Config
from window_client.services import audit
from window_client.services.session import Session
from window_client.services.store import tables
from window_client.services.sync.numbers import numbers_left, take_number
from window_client.services.sync.state import SyncState

CODE = "ST-107"
_NUMBER = make_citizen_no("390102", date(1988, 5, 5), 51)
RESIDENT = Subject(
    name="罗景行", citizen_no=_NUMBER.text, birth_date=_NUMBER.birth_date, identified_by="chip"
)


def put_back(config: Config, copy: Path) -> None:
    """An administrator's clumsy hand, or somebody's quick one: the file as it was, without its journal."""
    for leftover in config.store_path.parent.glob(f"{config.store_path.name}-*"):
        leftover.unlink()
    shutil.copy(copy, config.store_path)


@pytest.fixture
def counter_at(sessions: Sessions, clock: FakeClock) -> Callable[[], Counter]:
    return lambda: Counter.at(sessions(), clock)


def works(counter: Counter) -> tuple[int, str, str]:
    """One case, one number, everything sent: terminal_seq and case number of the case, number of the paper."""
    desk = counter.desk
    case_id = counter.accepted("certificate.other", RESIDENT, BOOK_LOST)
    desk.sync.run_once(force=True)
    with counter.session.store.unit_of_work() as uow:
        number = take_number(uow, case_id, desk.clock)
        uow.commit()
    with counter.session.store.read() as connection:
        seq = connection.execute(sa.select(sa.func.max(tables.action.c.terminal_seq))).scalar_one()
    return int(seq), desk.cases.detail(case_id).case.case_no, number


def told(session: Session) -> str:
    return session.notice.code if session.notice else ""


def test_signing_in_again_is_no_rollback(sessions: Sessions) -> None:
    for reason in ("manual", "idle", "quit"):
        session = sessions()
        assert told(session) == ""
        session.lock(reason)


def test_a_window_that_was_killed_is_no_rollback(counter_at: Callable[[], Counter]) -> None:
    """The note is never ahead of the store: it is written after the store has it on disk."""
    counter = counter_at()
    works(counter)
    counter.session.store.close()
    again = counter_at()
    assert told(again.session) == ""


def test_an_older_copy_is_told_pulled_again_and_gives_no_number_twice(
    counter_at: Callable[[], Counter], config: Config, tmp_path: Path, province: LiveProvince
) -> None:
    counter = counter_at()
    first = works(counter)
    counter.session.lock()
    copy = shutil.copy(config.store_path, tmp_path / "copy.db")

    counter = counter_at()
    second = works(counter)
    with counter.session.store.read() as connection:
        head, _ = audit.head(connection)
    counter.session.lock()
    put_back(config, copy)

    counter = counter_at()
    assert told(counter.session) == CODE
    assert counter.session.notice is not None and counter.session.notice.text.endswith(CODE)
    (row,) = [row for row in audited(counter.session) if row[0] == "store_restored"]
    assert row[1] == "failed" and f"event {head + 1} expected" in row[2]
    with counter.session.store.read() as connection:
        assert numbers_left(connection) == 0
    third = works(counter)
    for before, lost, after in zip(first, second, third, strict=True):
        assert len({before, lost, after}) == 3
    assert third[0] > second[0]

    report = counter.desk.sync.run_once(force=True)
    assert report.error is None
    with counter.session.store.read() as connection:
        states = connection.execute(sa.select(tables.case_view.c.sync_state)).scalars().all()
        report_of_chain = audit.verify_chain(connection)
    assert states == [SyncState.ACCEPTED] * 3, "the case that the copy did not have is back"
    assert report_of_chain.intact
    counter.session.lock()
    assert told(counter_at().session) == "", "everything was pulled: nothing more to say"


def test_without_a_link_it_is_told_at_every_sign_in(
    sessions: Sessions, config: Config, tmp_path: Path, province: LiveProvince
) -> None:
    sessions().lock()
    copy = shutil.copy(config.store_path, tmp_path / "copy.db")
    sessions().lock()
    put_back(config, copy)
    province.misbehave("error_500")
    for _ in range(2):
        session = sessions()
        assert told(session) == CODE
        session.lock()


def test_a_store_that_vanished_is_told_too(sessions: Sessions, config: Config) -> None:
    sessions().lock()
    config.store_path.unlink()
    session = sessions()
    assert told(session) == CODE
    with session.store.read() as connection:
        found = connection.execute(sa.select(tables.counter.c.value)).scalars().all()
    assert found == [1_000_000], "the running number of actions is not begun anew"


def test_a_store_of_the_same_length_with_another_past_is_told(sessions: Sessions, config: Config) -> None:
    sessions().lock()
    note = config.secret_dir / "store.head"
    value = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps({**value, "hash": "0" * 64}), "utf-8")
    assert told(sessions()) == CODE


@pytest.mark.parametrize("text", ["", "{", "[]", '{"seq": "x", "hash": 1}', '{"seq": 3}'])
def test_a_damaged_note_closes_no_window(
    sessions: Sessions, config: Config, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    sessions().lock()
    note = config.secret_dir / "store.head"
    note.write_text(text, "utf-8")
    session = sessions()
    assert told(session) == ""
    assert "note of the audit's head" in caplog.text
    assert json.loads(note.read_text("utf-8"))["seq"] >= 1


def test_a_note_that_cannot_be_written_keeps_the_earlier_one(sessions: Sessions, config: Config) -> None:
    session = sessions()
    note = config.secret_dir / "store.head"
    before = note.read_bytes()
    note.unlink()
    note.mkdir()
    session.lock()
    assert session.locked
    note.rmdir()
    note.write_bytes(before)
    assert told(sessions()) == ""
