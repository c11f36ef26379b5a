"""One question, one answer over a serial port, with every fault of the line told apart.

The port is read in slices, so a call notices within a tenth of a second that it was cancelled, and never
waits beyond the time-outs of `ReaderTimings`, however slowly bytes trickle in.
"""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import serial

from window_client.services.clock import Clock
from window_client.services.devices.card_frames import (
    Answer,
    Command,
    Damage,
    FrameError,
    FrameParser,
    build_command,
    read_answer,
)
from window_client.services.devices.card_status import ReaderTimings
from window_client.services.devices.device_errors import (
    CardFrameCorruptError,
    CardReadCancelledError,
    ReaderAccessError,
    ReaderTimeoutError,
    ReaderUnpluggedError,
)

try:
    from termios import error as _termios_error
except ImportError:  # there is none on Windows
    _PORT_ERRORS: tuple[type[Exception], ...] = (OSError,)
else:
    _PORT_ERRORS = (OSError, _termios_error)  # pyserial lets it through, and it is no OSError

BAUD_RATE = 115200
SLICE = 0.05
"""Seconds one read waits for bytes."""

_READ_SIZE = 2048
_ACCESS_ERRNOS = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN)
"""EAGAIN: another program has locked the port."""


class Port(Protocol):
    """The part of `serial.Serial` that the driver uses."""

    @property
    def in_waiting(self) -> int: ...
    def read(self, size: int = 1, /) -> bytes: ...
    def write(self, data: bytes, /) -> int | None: ...
    def reset_input_buffer(self) -> None: ...
    def close(self) -> None: ...


PortFactory = Callable[[], Port]
"""Opens the port; raises `OSError` (pyserial's `SerialException` is one) when it cannot."""


def serial_port_factory(path: str) -> PortFactory:
    """Opens the serial port `path` (`/dev/ttyUSB0`, `COM3`) at 115200 8N1, for this program alone."""

    def open_port() -> Port:
        port: Port = serial.Serial(
            path,
            BAUD_RATE,
            bytesize=8,
            parity="N",
            stopbits=1,
            timeout=SLICE,
            write_timeout=1,
            exclusive=True,
        )
        return port

    return open_port


class _DamagedAnswer(Exception):
    """Internal: an answer came, but not whole."""


class CardLine:
    """Questions and answers, one at a time. The caller makes sure that only one thread asks."""

    def __init__(self, port_factory: PortFactory, clock: Clock, timings: ReaderTimings) -> None:
        self._port_factory = port_factory
        self._clock = clock
        self._timings = timings
        self._port: Port | None = None
        self._parser = FrameParser()

    @property
    def is_open(self) -> bool:
        return self._port is not None

    def close(self) -> None:
        """Closes the port, also one that has gone."""
        port, self._port = self._port, None
        self._parser.reset()
        if port is not None:
            with suppress(*_PORT_ERRORS):
                port.close()

    def ask(self, command: Command, cancel: threading.Event) -> Answer:
        """Sends `command` and gives its answer; a damaged answer is asked for once more.

        Raises `ReaderUnpluggedError`, `ReaderAccessError`, `ReaderTimeoutError`, `CardFrameCorruptError` and
        `CardReadCancelledError`. The port is closed after the first two.
        """
        try:
            return self._exchange(command, cancel)
        except _DamagedAnswer:
            pass
        try:
            return self._exchange(command, cancel)
        except _DamagedAnswer as error:
            raise CardFrameCorruptError(detail=f"{command.name}: {error}") from error

    def _exchange(self, command: Command, cancel: threading.Event) -> Answer:
        port = self._port or self._open()
        try:
            # What is left of an earlier answer must not be taken for this one.
            self._parser.reset()
            port.reset_input_buffer()
            port.write(build_command(command))
            return self._receive(port, command, cancel)
        except serial.SerialTimeoutException as error:
            raise ReaderTimeoutError(detail=f"{command.name}: write") from error
        except _PORT_ERRORS as error:
            self.close()
            raise ReaderUnpluggedError(detail=f"{command.name}: {type(error).__name__}") from error
        finally:
            self._parser.reset()

    def _open(self) -> Port:
        try:
            self._port = self._port_factory()
        except _PORT_ERRORS as error:
            # On Windows pyserial hides the errno in its text.
            if getattr(error, "errno", None) in _ACCESS_ERRNOS or "PermissionError" in str(error):
                raise ReaderAccessError(detail=type(error).__name__) from error
            raise ReaderUnpluggedError(detail=type(error).__name__) from error
        return self._port

    def _receive(self, port: Port, command: Command, cancel: threading.Event) -> Answer:
        """The first sound frame. After damage it listens on until the line is silent: a false preamble in
        noise must not cost the answer behind it.
        """
        is_quick = command in (Command.STATUS, Command.MODULE_NUMBER)
        last_byte = self._clock.monotonic()
        deadline = last_byte + (self._timings.status_timeout if is_quick else self._timings.command_timeout)
        damage = ""
        while True:
            if cancel.is_set():
                raise CardReadCancelledError()
            chunk = port.read(min(_READ_SIZE, port.in_waiting) or 1)
            now = self._clock.monotonic()
            if chunk:
                last_byte = now
            for item in self._parser.feed(chunk):
                if isinstance(item, Damage):
                    damage = item.kind
                    continue
                try:
                    return read_answer(item)
                except FrameError as error:
                    damage = str(error)
            if self._parser.in_frame and not damage:
                damage = "unfinished"
            if now > deadline or (damage and now - last_byte > self._timings.byte_gap):
                if damage:
                    raise _DamagedAnswer(damage)
                raise ReaderTimeoutError(detail=command.name)
