"""The count of failed sign-ins by itself: many names, broken files, one copy ahead of the other."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock
from window_client.errors import SignInLockedError, StorageError
from window_client.services import lockout
from window_client.services.lockout import Lockout

KEY = bytearray(range(32))


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, ...]:
    return tmp_path / "data" / "attempts.json", tmp_path / "secret" / "attempts.json"


def fail(count: Lockout, name: str, times: int) -> None:
    for _ in range(times):
        count.begin(name)


def test_many_made_up_names_do_not_grow_the_file_nor_push_out_the_locked(
    paths: tuple[Path, ...], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "_MOST_NAMES", 10)
    count = Lockout(paths, KEY, clock)
    fail(count, "039217", 5)
    for number in range(30):
        count.begin(f"made up {number}")
    assert len(json.loads(paths[0].read_text(encoding="utf-8"))["counts"]) == 10
    with pytest.raises(SignInLockedError):
        Lockout(paths, KEY, clock).check("039217")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"latest": 5, "counts": {}}', '{"latest": "x"}'])
def test_a_broken_copy_counts_as_absent(paths: tuple[Path, ...], clock: FakeClock, text: str) -> None:
    fail(Lockout(paths, KEY, clock), "039217", 5)
    paths[0].write_text(text, encoding="utf-8")
    with pytest.raises(SignInLockedError):
        Lockout(paths, KEY, clock).check("039217")


def test_a_count_that_cannot_be_written_stops_the_attempt(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "in the way").write_text("", encoding="utf-8")
    count = Lockout((tmp_path / "in the way" / "attempts.json",), KEY, clock)
    with pytest.raises(StorageError):
        count.begin("039217")


def test_an_excuse_takes_back_one_attempt_and_no_more(paths: tuple[Path, ...], clock: FakeClock) -> None:
    count = Lockout(paths, KEY, clock)
    count.excuse("039217")
    fail(count, "039217", 2)
    count.excuse("039217")
    assert count.succeed("039217", limit=5, minutes=15) == 0
    fail(count, "039217", 4)
    assert count.succeed("039217", limit=5, minutes=15) == 3


def test_the_latest_time_is_kept_over_a_restart(paths: tuple[Path, ...], clock: FakeClock) -> None:
    count = Lockout(paths, KEY, clock)
    later = START + timedelta(days=3)
    assert count.not_before(later) == later
    count.begin("039217")
    again = Lockout(paths, KEY, clock)
    assert again.not_before(START) == later
    again.trust(START)
    assert Lockout(paths, KEY, clock).not_before(START) == START


def test_the_last_minute_of_a_lock(paths: tuple[Path, ...], clock: FakeClock) -> None:
    count = Lockout(paths, KEY, clock)
    fail(count, "039217", 5)
    clock.advance(minutes=14.5)
    with pytest.raises(SignInLockedError, match="请 1 分钟后再试"):
        count.check("039217")
    clock.advance(minutes=0.5)
    count.check("039217")
