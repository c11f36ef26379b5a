"""Reading an ID card: find, select, read, over a serial line.

`CardReader` is what the rest of the program sees. `SerialCardReader` speaks to a SAM_V reader through
pyserial; `card_simulator.SimulatedReader` stands at the other end of a pseudo-terminal where there is none.
All calls block for at most the waits of `ReaderTimings` and belong on a worker thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from window_client.services.clock import Clock
from window_client.services.devices import card_status
from window_client.services.devices.card_frames import Command, FrameError, text_block
from window_client.services.devices.card_line import CardLine, PortFactory
from window_client.services.devices.card_record import CardRecord
from window_client.services.devices.card_status import ReaderTimings, default_timings, error_for
from window_client.services.devices.card_text import decode_text
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


class ReaderState(StrEnum):
    READY = "ready"
    BUSY = "busy"
    ABSENT = "absent"
    SILENT = "silent"
    UNAUTHORISED = "unauthorised"
    FAULT = "fault"


@dataclass(frozen=True)
class ReaderStatus:
    """What the status strip and the settings page show. `error` tells what to do when it is not ready."""

    state: ReaderState
    module_number: str = ""
    """Number of the security module, as vendors' tools print it; empty unless ready."""
    error: CardReaderError | None = None


class CardReader(Protocol):
    """An ID-card reader. Every method may be called from any worker thread."""

    def status(self) -> ReaderStatus:
        """Asks the reader how it is; never raises."""
        ...

    def read(self, cancel: threading.Event) -> CardRecord:
        """Waits for a card and reads it. Raises `CardReaderError`; after `cancel` its subclass for that."""
        ...

    def wait_for_lift(self, cancel: threading.Event, timeout: float) -> bool:
        """Whether the card that was read is gone within `timeout` seconds."""
        ...

    def close(self) -> None:
        """Gives the port back. The next call opens it again."""
        ...


class SerialCardReader:
    """A SAM_V reader on a serial port (115200 8N1).

    The port stays open between reads and is closed at once when it fails, so a reader that was plugged in
    again is found by the next call. One read at a time; a second one is told so.
    """

    def __init__(self, port_factory: PortFactory, clock: Clock, timings: ReaderTimings | None = None) -> None:
        self._clock = clock
        self._timings = timings or default_timings()
        self._line = CardLine(port_factory, clock, self._timings)
        self._lock = threading.Lock()
        self._last_read: int | None = None
        """Hash of the number of the card that has to be lifted; None once the reader was seen empty."""

    def status(self) -> ReaderStatus:
        if not self._lock.acquire(blocking=False):
            return ReaderStatus(ReaderState.BUSY)
        try:
            cancel = threading.Event()
            self._check_module(cancel)
            answer = self._line.ask(Command.MODULE_NUMBER, cancel)
            return ReaderStatus(ReaderState.READY, module_number=_module_number(answer.data))
        except CardReaderError as error:
            return ReaderStatus(_state_of(error), error=error)
        finally:
            self._lock.release()

    def read(self, cancel: threading.Event) -> CardRecord:
        with self._alone():
            if not self._line.is_open:
                self._check_module(cancel)
            deadline = self._clock.monotonic() + self._timings.card_wait
            failure: CardReaderError = NoCardError()
            while True:
                outcome = self._try_read(cancel)
                if isinstance(outcome, CardRecord):
                    return outcome
                failure = outcome or failure
                if self._clock.monotonic() + self._timings.poll_interval > deadline:
                    raise failure
                if cancel.wait(self._timings.poll_interval):
                    raise CardReadCancelledError()

    def wait_for_lift(self, cancel: threading.Event, timeout: float) -> bool:
        """See `CardReader`. A SAM_V module does not find a card again before it was lifted, so a card that
        stays on such a reader counts as lifted; `read` will not read it twice all the same.
        """
        with self._alone():
            deadline = self._clock.monotonic() + timeout
            while self._find(cancel):
                remaining = deadline - self._clock.monotonic()
                if remaining <= 0:
                    return False
                if cancel.wait(min(self._timings.poll_interval, remaining)):
                    raise CardReadCancelledError()
            return True

    def close(self) -> None:
        with self._lock:
            self._line.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(blocking=False):
            raise ReaderBusyError()
        try:
            yield
        finally:
            self._lock.release()

    def _check_module(self, cancel: threading.Event) -> None:
        answer = self._line.ask(Command.STATUS, cancel)
        if answer.status != card_status.OK:
            self._line.close()
            raise error_for(answer.status)

    def _find(self, cancel: threading.Event) -> bool:
        """Whether a card lies on the reader; seeing none ends the wait for a lift."""
        answer = self._line.ask(Command.FIND, cancel)
        if answer.status == card_status.FOUND:
            return True
        if answer.status != card_status.NO_CARD:
            raise error_for(answer.status)
        self._last_read = None
        return False

    def _try_read(self, cancel: threading.Event) -> CardRecord | CardReaderError | None:
        """One search: a record, the reason to tell if nothing better comes, or None where no card was found.

        A reader found empty after a read is searched once more at once, as the next card may just be there.
        """
        was_read = self._last_read is not None
        if not self._find(cancel) and not (was_read and self._find(cancel)):
            return None
        selected = self._line.ask(Command.SELECT, cancel)
        if selected.status == card_status.SELECT_FAILED:
            return error_for(selected.status)
        if selected.status != card_status.OK:
            raise error_for(selected.status)
        record = decode_text(self._read_text(cancel), self._clock.today())
        if hash(record.number) == self._last_read:
            return CardNotLiftedError()
        self._last_read = hash(record.number)
        return record

    def _read_text(self, cancel: threading.Event) -> bytes:
        """The text block; asked for a second time when the answer has the wrong shape."""
        for _attempt in range(2):
            answer = self._line.ask(Command.READ_TEXT_PHOTO, cancel)
            if answer.status == card_status.NO_CARD:
                raise CardLiftedError()
            if answer.status != card_status.OK:
                raise error_for(answer.status)
            try:
                return text_block(answer)
            except FrameError as error:
                shape = error
        raise CardFrameCorruptError(detail=str(shape)) from shape


def _state_of(error: CardReaderError) -> ReaderState:
    if isinstance(error, ReaderUnpluggedError | ReaderAccessError):
        return ReaderState.ABSENT
    if isinstance(error, ReaderTimeoutError):
        return ReaderState.SILENT
    if isinstance(error, ReaderUnauthorisedError):
        return ReaderState.UNAUTHORISED
    return ReaderState.FAULT


def _module_number(data: bytes) -> str:
    """`05.03-20160523-0123456789-0000012345`: five little-endian numbers in 16 bytes."""
    if len(data) != 16:
        return ""
    sizes = (2, 2, 4, 4, 4)
    numbers, start = [], 0
    for size in sizes:
        numbers.append(int.from_bytes(data[start : start + size], "little"))
        start += size
    return "{:02d}.{:02d}-{:08d}-{:010d}-{:010d}".format(*numbers)
