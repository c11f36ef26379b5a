"""What the driver makes of answers that a simulated reader never gives: a port with a written part."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import serial

from hukou import resources
from window_client.errors import ResourceDamagedError
from window_client.services.clock import SystemClock
from window_client.services.devices import card_status
from window_client.services.devices.card_frames import Command, build_answer, build_frame
from window_client.services.devices.card_line import Port, serial_port_factory
from window_client.services.devices.card_reader import ReaderState, SerialCardReader
from window_client.services.devices.card_status import ReaderTimings
from window_client.services.devices.device_errors import (
    CardAuthenticationError,
    CardFrameCorruptError,
    CardLiftedError,
    CardReadCancelledError,
    CardReaderError,
    CardUnreadableError,
    ReaderAccessError,
    ReaderFaultError,
    ReaderTimeoutError,
    ReaderUnauthorisedError,
    ReaderUnpluggedError,
)

QUICK = ReaderTimings(
    poll_interval=0.01, status_timeout=0.1, command_timeout=0.1, card_wait=0.03, byte_gap=0.02
)
FOUND = build_answer(0x9F, bytes(4))
OK = build_answer(0x90)
BLOCK_SIZES = bytes.fromhex("01000400")


class ScriptedPort:
    """Answers each command with the bytes written for it; counts what it was asked.

    `late` lies in the line's buffer before anything was asked.
    """

    def __init__(self, late: bytes = b"", **answers: bytes) -> None:
        self._answers = {"STATUS": OK, "MODULE_NUMBER": OK, "FIND": FOUND, "SELECT": OK, **answers}
        self._waiting = late
        self.asked: list[str] = []

    @property
    def in_waiting(self) -> int:
        return len(self._waiting)

    def read(self, size: int = 1, /) -> bytes:
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        return taken

    def write(self, data: bytes, /) -> int:
        command = Command(data[7:9])
        self.asked.append(command.name)
        self._waiting += self._answers.get(command.name, b"")
        return len(data)

    def reset_input_buffer(self) -> None:
        self._waiting = b""

    def close(self) -> None:
        self._waiting = b""


def reader_of(port: Port) -> SerialCardReader:
    return SerialCardReader(lambda: port, SystemClock(), QUICK)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"STATUS": build_answer(0x60)}, ReaderFaultError),
        ({"STATUS": build_answer(0x66)}, ReaderUnauthorisedError),
        ({"FIND": build_answer(0x23)}, ReaderUnauthorisedError),
        ({"FIND": OK}, ReaderFaultError),
        ({"SELECT": build_answer(0x81)}, CardUnreadableError),
        ({"SELECT": build_answer(0x31)}, CardAuthenticationError),
        ({"READ_TEXT_PHOTO": build_answer(0x41)}, CardLiftedError),
        ({"READ_TEXT_PHOTO": build_answer(0x80)}, CardLiftedError),
        ({"READ_TEXT_PHOTO": build_answer(0x91)}, CardUnreadableError),
        ({"READ_TEXT_PHOTO": build_answer(0x33)}, CardAuthenticationError),
        ({"READ_TEXT_PHOTO": build_answer(0xAB)}, ReaderFaultError),
        ({"READ_TEXT_PHOTO": build_frame(b"\x00\x90")}, CardFrameCorruptError),
        ({"READ_TEXT_PHOTO": build_answer(0x90, b"short")}, CardFrameCorruptError),
        ({"READ_TEXT_PHOTO": build_answer(0x90, BLOCK_SIZES + bytes(1280))}, CardUnreadableError),
        ({"READ_TEXT_PHOTO": b""}, ReaderTimeoutError),
    ],
)
def test_each_answer_is_its_own_error(answers: dict[str, bytes], error: type[CardReaderError]) -> None:
    with pytest.raises(error) as caught:
        reader_of(ScriptedPort(**answers)).read(threading.Event())
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "answer", [build_frame(b"\x00\x90"), build_answer(0x90, b"short"), OK[:-1] + b"\x00"]
)
def test_a_damaged_answer_is_asked_for_exactly_twice(answer: bytes) -> None:
    port = ScriptedPort(READ_TEXT_PHOTO=answer)
    with pytest.raises(CardFrameCorruptError):
        reader_of(port).read(threading.Event())
    assert port.asked.count("READ_TEXT_PHOTO") == 2


def test_a_late_answer_to_an_earlier_question_is_not_taken_for_this_one() -> None:
    port = ScriptedPort(late=build_answer(0x66))
    assert reader_of(port).status().state is ReaderState.READY


def test_fingerprints_are_never_asked_for() -> None:
    assert all(command.value != b"\x30\x10" for command in Command)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"MODULE_NUMBER": build_answer(0x90, b"too short")}, ReaderState.READY),
        ({"STATUS": build_answer(0x66)}, ReaderState.UNAUTHORISED),
        ({"STATUS": build_answer(0x60)}, ReaderState.FAULT),
        ({"STATUS": b""}, ReaderState.SILENT),
    ],
)
def test_status_never_raises(answers: dict[str, bytes], state: ReaderState) -> None:
    status = reader_of(ScriptedPort(**answers)).status()
    assert status.state is state
    assert status.module_number == ""
    assert (status.error is None) == (state is ReaderState.READY)


def test_a_port_that_takes_no_bytes_is_a_time_out() -> None:
    class Stuck(ScriptedPort):
        def write(self, data: bytes, /) -> int:
            raise serial.SerialTimeoutException("write timeout")

    with pytest.raises(ReaderTimeoutError):
        reader_of(Stuck()).read(threading.Event())


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (PermissionError(13, "denied"), ReaderAccessError),
        (serial.SerialException(11, "Could not exclusively lock port"), ReaderAccessError),
        (serial.SerialException("could not open port 'COM3': PermissionError(13, …)"), ReaderAccessError),
        (FileNotFoundError(2, "no such file"), ReaderUnpluggedError),
        (serial.SerialException("could not open port"), ReaderUnpluggedError),
    ],
)
def test_why_a_port_does_not_open(failure: OSError, error: type[CardReaderError]) -> None:
    def open_port() -> Port:
        raise failure

    reader = SerialCardReader(open_port, SystemClock(), QUICK)
    with pytest.raises(error):
        reader.read(threading.Event())
    assert reader.status().state is ReaderState.ABSENT


def test_waiting_for_a_lift_can_be_cancelled() -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CardReadCancelledError):
        reader_of(ScriptedPort()).wait_for_lift(cancel, 10)


def test_cancelled_while_it_waits_for_the_next_search() -> None:
    cancel = threading.Event()

    class Cancelling(ScriptedPort):
        def read(self, size: int = 1, /) -> bytes:
            answer = super().read(size)
            if self.asked[-1] == "FIND" and not self.in_waiting:
                cancel.set()
            return answer

    with pytest.raises(CardReadCancelledError):
        reader_of(Cancelling(FIND=build_answer(0x80))).read(cancel)


def test_a_path_that_is_no_serial_port_is_told(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    reader = SerialCardReader(serial_port_factory(str(plain)), SystemClock(), QUICK)
    with pytest.raises(ReaderUnpluggedError):
        reader.read(threading.Event())


@pytest.fixture
def fresh_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Reads another `card_reader.toml` for one test."""

    def use(text: str) -> None:
        (tmp_path / "devices").mkdir()
        (tmp_path / "devices" / "card_reader.toml").write_text(text, encoding="utf-8")
        monkeypatch.setenv(resources.ENVIRONMENT_KEY, str(tmp_path))
        for table in (card_status._settings, card_status.status_table):
            monkeypatch.setattr(card_status, table.__name__, table.__wrapped__)

    return use


@pytest.mark.parametrize("text", ["[status.90", '[status.33]\nmeaning = "x"\nfault = "mystery"\n'])
def test_a_damaged_status_file_is_told(fresh_tables: Callable[[str], None], text: str) -> None:
    fresh_tables(text)
    with pytest.raises(ResourceDamagedError) as caught:
        card_status.status_table()
    assert "card_reader.toml" in caught.value.detail
