"""Logs: structured, rotated, and without persons (security.md, control 13)."""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hukou.case_model import Subject
from hukou.wire import RegisterQuery
from tests.fakes import PASSWORD
from tests.services.conftest import Sessions
from window_client.config import Config
from window_client.errors import CitizenNoInputError, RemoteUnreachableError, StorageError
from window_client.services import logs

NAME = "欧阳·阿依古丽"
RARE = "𪚥𠮷"
NUMBER = "390102199003077395"
PHONE = "13800005555"
CANARIES = (NAME, "欧阳", "阿依", RARE, NUMBER, "19900307", PHONE)

_log = logging.getLogger("window_client.test")


@pytest.fixture
def log_dir(tmp_path: Path) -> Iterator[Path]:
    level = logging.getLogger().level
    config = Config(data_dir=tmp_path, log_dir=tmp_path / "log", log_level="debug")
    handler = logs.configure(config)
    yield config.log_dir
    logs.release(handler)
    logging.getLogger().setLevel(level)


def lines(log_dir: Path) -> list[dict[str, Any]]:
    text = (log_dir / logs.FILE_NAME).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_one_object_a_line(log_dir: Path) -> None:
    _log.warning("batch of %d actions took %.1f s", 12, 0.5)
    last = lines(log_dir)[-1]
    assert last["message"] == "batch of 12 actions took 0.5 s"
    assert (last["level"], last["logger"], last["thread"]) == ("warning", "window_client.test", "MainThread")
    assert last["time"].endswith("+00:00") and "error" not in last


@pytest.mark.parametrize(
    "text",
    [
        f"resident {NAME} {NUMBER}",
        f"x{NUMBER}y {PHONE}",
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}",
        "old number 390102900307739",
        "passport E12345678 permit HA1234567",
        f"{RARE} · {NAME}",
        "390102199003077 39X",
    ],
)
def test_persons_are_taken_out_of_messages(log_dir: Path, text: str) -> None:
    _log.info(text)
    _log.info("value %s and %r", text, text)
    written = (log_dir / logs.FILE_NAME).read_text(encoding="utf-8")
    plain = json.dumps(lines(log_dir), ensure_ascii=False)
    for canary in (*CANARIES, "390102900307739", "E12345678", "HA1234567", "3900307"):
        assert canary not in written and canary not in plain, canary


@pytest.mark.parametrize(
    "text",
    [
        "case 0192f4c8-1a2b-7c3d-8e4f-5a6b7c8d9e0f took 12 ms",
        "station 390102510000, cursor dae2856668c1:390102510000:42",
        "HTTP 503, retry after 300 s, SQLite 3.53.4",
        "receipt LJ-26-118204, number WQ-2026-000123",
    ],
)
def test_what_support_needs_stays(log_dir: Path, text: str) -> None:
    _log.info(text)
    assert lines(log_dir)[-1]["message"] == text


def test_an_exception_leaves_its_places_not_its_words(log_dir: Path) -> None:
    try:
        try:
            Subject.model_validate({"name": NAME, "citizen_no": 5, "birth_date": NUMBER})
        except ValueError as error:
            raise CitizenNoInputError(f"{NAME} {NUMBER}", detail=f"field x {NAME} {NUMBER}") from error
    except CitizenNoInputError:
        _log.exception("form refused")
    error = lines(log_dir)[-1]["error"]
    assert (error["type"], error["code"], error["detail"]) == (
        "CitizenNoInputError",
        "IN-101",
        "field x [text] [number]",
    )
    assert error["cause"]["type"] == "ValidationError"
    assert error["frames"][-1].startswith("test_logs.py:")
    written = (log_dir / logs.FILE_NAME).read_text(encoding="utf-8")
    assert NUMBER not in written and NAME not in json.dumps(lines(log_dir), ensure_ascii=False)


def test_uncaught_exceptions_reach_the_log(log_dir: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError(NAME)

    thread = threading.Thread(target=fail, name="lane-local")
    thread.start()
    thread.join()
    last = lines(log_dir)[-1]
    assert (last["level"], last["thread"], last["error"]["type"]) == (
        "critical",
        "lane-local",
        "ZeroDivisionError",
    )
    try:
        fail()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert lines(log_dir)[-1]["thread"] == "MainThread"
    with pytest.raises(AssertionError):
        assert NAME not in json.dumps([NAME], ensure_ascii=False)
    assert NAME not in json.dumps(lines(log_dir), ensure_ascii=False)


def test_ctrl_c_is_no_fault_and_an_exception_without_a_value_says_nothing(
    log_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_rest: shown.append(kind))
    before = lines(log_dir)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    threading.excepthook(threading.ExceptHookArgs((ZeroDivisionError, None, None, None)))
    assert shown == [KeyboardInterrupt]
    assert lines(log_dir) == before


def test_a_canary_resident_is_in_no_log(log_dir: Path, sessions: Sessions) -> None:
    """A session with everything at its most talkative: sign-in, a refused look-up, a failing statement."""
    session = sessions()
    query = RegisterQuery(
        case_id=session.clock.new_id(), purpose=f"为{NAME}出具证明", citizen_no=NUMBER, name=NAME
    )
    with session.province() as province:
        for _ in range(2):
            try:
                province.look_up(query, session.staff.staff_no)
            except Exception as error:
                _log.error("look-up of %s failed: %s", NAME, error, exc_info=error)
    try:
        with session.store.unit_of_work() as uow:
            uow.connection.exec_driver_sql("INSERT INTO nowhere VALUES (?, ?)", (NAME, NUMBER))
    except Exception as error:
        _log.error("not saved: %s", error, exc_info=error)
    session.lock()
    for path in log_dir.iterdir():
        text = path.read_text(encoding="utf-8")
        plain = "".join(json.dumps(json.loads(line), ensure_ascii=False) for line in text.splitlines())
        for canary in (*CANARIES, PASSWORD):
            assert canary not in text and canary not in plain, (path.name, canary)


def test_files_rotate_and_belong_to_their_owner(log_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = [h for h in logging.getLogger().handlers if isinstance(h, logs._PrivateRotatingFile)]
    monkeypatch.setattr(handler, "maxBytes", 5000)
    for number in range(400):
        _log.info("line %d %s", number, "x" * 50)
    found = sorted(path.name for path in log_dir.iterdir())
    assert len(found) == logs.KEPT_FILES + 1
    assert lines(log_dir)[-1]["message"].startswith("line 399 ")
    if sys.platform != "win32":
        assert all(path.stat().st_mode & 0o077 == 0 for path in log_dir.iterdir())


def test_a_folder_that_cannot_be_written_does_not_stop_the_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("in the way", encoding="utf-8")
    level = logging.getLogger().level
    handler = logs.configure(Config(data_dir=tmp_path, log_dir=tmp_path / "log"))
    try:
        _log.error("lost %s", NAME, exc_info=RemoteUnreachableError())
        assert isinstance(handler, logging.StreamHandler)
    finally:
        logs.release(handler)
        logging.getLogger().setLevel(level)
    written = capsys.readouterr().err
    assert '"SY-101"' in written and NAME not in written and "lost [text]" in written


def test_redaction_of_empty_and_plain_text() -> None:
    assert logs.redact("") == "" and logs.redact("plain") == "plain"
    assert logs.redact(StorageError().text).startswith("[text]")
