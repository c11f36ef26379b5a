"""`SerialCardReader` against the simulated reader, over a real pseudo-terminal."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import serial

from tests.services.card_samples import IMPATIENT, LI, QUICK, WANG, driver, read
from window_client.services.clock import SystemClock
from window_client.services.devices.card_frames import Command, FrameParser, build_command
from window_client.services.devices.card_line import Port, serial_port_factory
from window_client.services.devices.card_reader import ReaderState, SerialCardReader
from window_client.services.devices.card_simulator import Fault, SimulatedReader
from window_client.services.devices.card_status import ReaderTimings, default_timings
from window_client.services.devices.device_errors import (
    CardFrameCorruptError,
    CardLiftedError,
    CardNotLiftedError,
    CardReadCancelledError,
    CardReaderError,
    NoCardError,
    ReaderAccessError,
    ReaderBusyError,
    ReaderTimeoutError,
    ReaderUnauthorisedError,
    ReaderUnpluggedError,
)


@pytest.fixture
def simulator() -> Iterator[SimulatedReader]:
    with SimulatedReader() as reader:
        yield reader


@pytest.fixture
def reader(simulator: SimulatedReader) -> Iterator[SerialCardReader]:
    reader = driver(simulator)
    yield reader
    reader.close()


def test_a_card_is_read_exactly(simulator: SimulatedReader, reader: SerialCardReader) -> None:
    simulator.present(WANG)
    assert read(reader) == WANG


def test_status_tells_the_module_number(reader: SerialCardReader) -> None:
    status = reader.status()
    assert status.state is ReaderState.READY
    assert status.module_number == "05.03-20226743-0123456789-0000012345"
    assert status.error is None


def test_no_card(reader: SerialCardReader) -> None:
    with pytest.raises(NoCardError) as caught:
        read(reader)
    assert caught.value.text == "没有读到芯片。请将证件拿起后重新放置，或按 F3 手工录入。失败代码 DV-101"


def test_a_card_that_comes_while_the_reader_looks(
    simulator: SimulatedReader, reader: SerialCardReader
) -> None:
    patient = driver(simulator, replace(QUICK, card_wait=10))
    timer = threading.Timer(0.1, simulator.present, (WANG,))
    timer.start()
    assert read(patient).name == WANG.name
    timer.join()
    patient.close()


def test_lifted_mid_read(simulator: SimulatedReader, reader: SerialCardReader) -> None:
    simulator.present(WANG)
    simulator.inject(Fault.LIFTED_MID_READ)
    with pytest.raises(CardLiftedError) as caught:
        read(reader)
    assert caught.value.code == "DV-103"
    simulator.present(WANG)
    assert read(reader).number == WANG.number


@pytest.mark.parametrize(
    "fault", [Fault.CORRUPT_CHECKSUM, Fault.WRONG_LENGTH, Fault.TRUNCATED], ids=lambda fault: fault.value
)
def test_a_damaged_answer_is_asked_for_once_more(
    simulator: SimulatedReader, reader: SerialCardReader, fault: Fault
) -> None:
    simulator.present(WANG)
    simulator.inject(fault, times=1)
    assert read(reader).number == WANG.number


@pytest.mark.parametrize(
    "fault", [Fault.CORRUPT_CHECKSUM, Fault.WRONG_LENGTH, Fault.TRUNCATED], ids=lambda fault: fault.value
)
def test_two_damaged_answers_are_told(
    simulator: SimulatedReader, reader: SerialCardReader, fault: Fault
) -> None:
    simulator.present(WANG)
    simulator.inject(fault, times=2)
    with pytest.raises(CardFrameCorruptError) as caught:
        read(reader)
    assert "请将证件拿起后重新放置" in caught.value.remedy  # the module takes the card for read
    simulator.present(WANG)
    assert read(reader).number == WANG.number


def test_noise_with_a_false_preamble_costs_no_second_question(
    simulator: SimulatedReader, reader: SerialCardReader
) -> None:
    simulator.present(WANG)
    simulator.inject(Fault.NOISE, times=1)
    started = time.monotonic()
    assert read(reader).number == WANG.number
    assert time.monotonic() - started < QUICK.byte_gap


def test_slow_bytes_are_waited_for(simulator: SimulatedReader, reader: SerialCardReader) -> None:
    simulator.present(WANG)
    simulator.inject(Fault.SLOW_BYTES)
    assert read(reader).number == WANG.number


def test_bytes_too_slow_for_the_time_out_are_told(simulator: SimulatedReader) -> None:
    impatient = driver(simulator, IMPATIENT)
    simulator.present(WANG)
    simulator.inject(Fault.SLOW_BYTES, times=2)
    started = time.monotonic()
    with pytest.raises(CardFrameCorruptError):
        read(impatient)
    assert time.monotonic() - started < 2 * IMPATIENT.command_timeout + 1
    impatient.close()


def test_silence_is_a_time_out(simulator: SimulatedReader) -> None:
    impatient = driver(simulator, IMPATIENT)
    simulator.inject(Fault.SILENT, times=99)
    with pytest.raises(ReaderTimeoutError):
        read(impatient)
    assert impatient.status().state is ReaderState.SILENT
    simulator.inject(Fault.SILENT, times=0)
    simulator.present(WANG)
    assert read(impatient).number == WANG.number
    impatient.close()


def test_unauthorised_module(simulator: SimulatedReader, reader: SerialCardReader) -> None:
    simulator.present(WANG)
    simulator.inject(Fault.UNAUTHORISED, times=99)
    with pytest.raises(ReaderUnauthorisedError):
        read(reader)
    status = reader.status()
    assert status.state is ReaderState.UNAUTHORISED
    assert isinstance(status.error, ReaderUnauthorisedError)
    simulator.inject(Fault.UNAUTHORISED, times=0)
    assert read(reader).number == WANG.number


def test_unplugged_and_plugged_in_again(simulator: SimulatedReader, reader: SerialCardReader) -> None:
    simulator.present(WANG)
    assert read(reader).number == WANG.number
    simulator.unplug()
    with pytest.raises(ReaderUnpluggedError):
        read(reader)
    assert reader.status().state is ReaderState.ABSENT
    simulator.plug()
    simulator.present(LI)
    assert read(reader).number == LI.number


def test_unplugged_in_the_middle_of_a_wait(simulator: SimulatedReader) -> None:
    patient = driver(simulator, replace(QUICK, card_wait=30, command_timeout=30))
    simulator.inject(Fault.SLOW_BYTES)
    simulator.present(WANG)
    timer = threading.Timer(0.2, simulator.unplug)
    timer.start()
    with pytest.raises(ReaderUnpluggedError):
        read(patient)
    timer.join()


class ClosedPort:
    """Counts that the driver closes a port which fails."""

    def __init__(self) -> None:
        self.closed = 0
        self.in_waiting = 0

    def read(self, size: int = 1) -> bytes:
        raise serial.SerialException("device reports readiness to read but returned no data")

    def write(self, data: bytes) -> int:
        return len(data)

    def reset_input_buffer(self) -> None:
        """Nothing to drop."""

    def close(self) -> None:
        self.closed += 1


def test_a_failing_port_is_closed_at_once_and_opened_anew() -> None:
    ports: list[ClosedPort] = []

    def open_port() -> Port:
        ports.append(ClosedPort())
        return ports[-1]

    reader = SerialCardReader(open_port, SystemClock(), QUICK)
    for _ in range(2):
        with pytest.raises(ReaderUnpluggedError):
            read(reader)
    assert [port.closed for port in ports] == [1, 1]


def test_a_port_held_by_another_program(simulator: SimulatedReader, reader: SerialCardReader) -> None:
    simulator.present(WANG)
    read(reader)
    second = driver(simulator)
    assert second.status().state is ReaderState.ABSENT
    with pytest.raises(ReaderAccessError):
        read(second)


def test_a_port_that_does_not_exist(tmp_path: Path) -> None:
    reader = SerialCardReader(serial_port_factory(str(tmp_path / "none")), SystemClock(), QUICK)
    with pytest.raises(ReaderUnpluggedError):
        read(reader)


@pytest.mark.parametrize("finds_again", [False, True])
def test_the_same_card_has_to_be_lifted_first(finds_again: bool) -> None:
    with SimulatedReader(finds_again=finds_again) as simulator:
        reader = driver(simulator)
        simulator.present(WANG)
        read(reader)
        with pytest.raises(CardNotLiftedError if finds_again else NoCardError) as caught:
            read(reader)
        assert "请将证件拿起后重新放置" in caught.value.remedy
        simulator.lift()
        assert reader.wait_for_lift(threading.Event(), 5)
        simulator.present(WANG)
        assert read(reader).number == WANG.number
        reader.close()


def test_another_card_needs_no_empty_reader_in_between() -> None:
    with SimulatedReader(finds_again=True) as simulator:
        reader = driver(simulator)
        simulator.present(WANG)
        assert read(reader).number == WANG.number
        simulator.present(LI)
        assert read(reader).number == LI.number
        reader.close()


def test_wait_for_lift_ends_in_time() -> None:
    with SimulatedReader(finds_again=True) as simulator:
        reader = driver(simulator)
        simulator.present(WANG)
        read(reader)
        assert not reader.wait_for_lift(threading.Event(), 0.1)
        timer = threading.Timer(0.1, simulator.lift)
        timer.start()
        assert reader.wait_for_lift(threading.Event(), 10)
        timer.join()
        reader.close()


@pytest.mark.parametrize("silent", [False, True], ids=["between searches", "within an answer"])
def test_a_read_can_be_cancelled_at_any_point(simulator: SimulatedReader, silent: bool) -> None:
    long = ReaderTimings(poll_interval=30, status_timeout=30, command_timeout=30, card_wait=60, byte_gap=30)
    reader = driver(simulator, long)
    if silent:
        simulator.inject(Fault.SILENT, times=99)
    cancel = threading.Event()
    timer = threading.Timer(0.15, cancel.set)
    started = time.monotonic()
    timer.start()
    with pytest.raises(CardReadCancelledError):
        reader.read(cancel)
    assert time.monotonic() - started < 5
    timer.join()
    reader.close()


def test_a_second_read_is_told_that_one_is_under_way(simulator: SimulatedReader) -> None:
    reader = driver(simulator, replace(QUICK, card_wait=60, poll_interval=0.02))
    cancel, outcome = threading.Event(), []

    def work() -> None:
        try:
            reader.read(cancel)
        except CardReaderError as error:
            outcome.append(error.code)

    worker = threading.Thread(target=work)
    worker.start()
    deadline = time.monotonic() + 10
    while reader.status().state is not ReaderState.BUSY:
        assert time.monotonic() < deadline
    try:
        with pytest.raises(ReaderBusyError):
            reader.read(threading.Event())
    finally:
        cancel.set()
        worker.join()
    assert outcome == ["DV-117"]
    reader.close()


def test_the_waits_of_the_protocol_are_the_default() -> None:
    waits = default_timings()
    assert (waits.poll_interval, waits.status_timeout, waits.command_timeout) == (1.0, 3.0, 5.0)


def test_the_line_carries_1295_bytes(simulator: SimulatedReader) -> None:
    simulator.present(WANG)
    port = simulator.port_factory()
    received = b""
    for command, size in ((Command.FIND, 15), (Command.SELECT, 19), (Command.READ_TEXT_PHOTO, 1295)):
        port.write(build_command(command))
        received = b""
        while len(received) < size:
            received += port.read(size - len(received))
        assert len(FrameParser().feed(received)) == 1
    assert len(received) == 1295
    port.close()


def test_a_command_the_module_does_not_know_gets_an_answer(simulator: SimulatedReader) -> None:
    port = simulator.port_factory()
    port.write(bytes.fromhex("AAAAAA96690003301023"))
    received = b""
    while len(received) < 11:
        received += port.read(11 - len(received))
    assert received == bytes.fromhex("AAAAAA9669000400002125")
    port.close()


def test_the_simulator_leaves_nothing_behind() -> None:
    with SimulatedReader() as simulator:
        path = simulator.port_path
        assert path.is_symlink()
        before = len(os.listdir("/proc/self/fd"))
        simulator.unplug()
        assert not path.is_symlink()
        assert len(os.listdir("/proc/self/fd")) == before - 2
    assert not path.parent.exists()
