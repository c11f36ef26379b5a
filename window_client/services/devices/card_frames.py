"""The frames of a second-generation ID-card reader (SAM_V module): bytes to values and back, no I/O.

To the reader    AA AA AA 96 69 | LEN (2, big-endian) | CMD PARA [DATA]      | CHK
From the reader  AA AA AA 96 69 | LEN (2, big-endian) | SW1 SW2 SW3 [DATA]   | CHK

LEN counts what follows it, CHK included; CHK is the XOR of every byte from LEN up to before CHK.
A serial line drops, doubles and invents bytes, so the parser reports damage as a value and finds the next
frame by itself. Fingerprints are never asked for, so no frame is longer than text and photo together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import reduce
from operator import xor

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
TEXT_LENGTH = 256
PHOTO_LENGTH = 1024
LENGTH_MIN = 3
"""Command and parameter, or at least two bytes of anything, and the checksum."""
LENGTH_MAX = 3 + 4 + TEXT_LENGTH + PHOTO_LENGTH + 1
"""1288: the text-and-photo answer, 1295 bytes on the line."""


_SLICE = 4096
"""Bytes looked at together: dropping from the front of a buffer costs its length."""


class Command(Enum):
    """Commands this driver sends: CMD and PARA. Text with fingerprints (30 10) is left out on purpose."""

    RESET = b"\x10\xff"
    STATUS = b"\x11\xff"
    MODULE_NUMBER = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ_TEXT_PHOTO = b"\x30\x01"


class FrameError(ValueError):
    """An answer is a sound frame, but not of the shape that its command promises."""


class DamageKind(StrEnum):
    CHECKSUM = "checksum"
    LENGTH = "length"


@dataclass(frozen=True)
class Frame:
    """The bytes between LEN and CHK of a sound frame. Not in `repr`: they may be a person's record."""

    payload: bytes = field(repr=False)


@dataclass(frozen=True)
class Damage:
    """A preamble was met, but what followed is no frame."""

    kind: DamageKind


@dataclass(frozen=True)
class Answer:
    """A reader's answer: three status bytes (the last one tells) and data."""

    status: int
    """SW3; SW1 and SW2 are zero in every answer known."""
    data: bytes = field(default=b"", repr=False)


def checksum(body: bytes | bytearray) -> int:
    """XOR of all bytes of `body` (LEN and payload)."""
    return reduce(xor, body, 0)


def build_frame(payload: bytes) -> bytes:
    """One whole frame around a payload of 2 to 1287 bytes; `FrameError` beyond."""
    length = len(payload) + 1
    if not LENGTH_MIN <= length <= LENGTH_MAX:
        raise FrameError(f"payload of {len(payload)} bytes")
    body = length.to_bytes(2, "big") + payload
    return PREAMBLE + body + bytes([checksum(body)])


def build_command(command: Command) -> bytes:
    """The frame that asks for `command`."""
    return build_frame(command.value)


def build_answer(status: int, data: bytes = b"") -> bytes:
    """The frame a reader sends: SW1 = SW2 = 0, SW3 = `status`."""
    return build_frame(bytes([0, 0, status]) + data)


def read_answer(frame: Frame) -> Answer:
    """Status and data of a frame from the reader; `FrameError` when it has no status bytes."""
    if len(frame.payload) < 3:
        raise FrameError("an answer needs three status bytes")
    return Answer(frame.payload[2], frame.payload[3:])


def text_block(answer: Answer) -> bytes:
    """The 256 text bytes of a text-and-photo answer. The photo is never looked at nor returned.

    Data are LEN-text (2), LEN-photo (2), text, photo, both lengths big-endian and, by protocol, 256 and 1024.
    """
    data = answer.data
    if len(data) < 4:
        raise FrameError("no block lengths")
    text_length, photo_length = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    if text_length != TEXT_LENGTH or photo_length != PHOTO_LENGTH:
        raise FrameError(f"blocks of {text_length} and {photo_length} bytes")
    if len(data) != 4 + text_length + photo_length:
        raise FrameError(f"{len(data)} data bytes")
    return data[4 : 4 + text_length]


class FrameParser:
    """Finds frames in a byte stream, however it is cut up.

    `feed` never raises and never waits. After damage it goes on right behind the preamble it met, so a sound
    frame that a wrong LEN had swallowed is still found.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def in_frame(self) -> bool:
        """True while a preamble, or part of one, waits for the rest of its frame."""
        return bool(self._buffer)

    def reset(self) -> None:
        """Forgets what is half read; overwritten first, as it may be part of a person's record."""
        self._drop(len(self._buffer))

    def feed(self, data: bytes) -> list[Frame | Damage]:
        """Takes what the line delivered; gives every frame and every damage that it completes, in order."""
        found: list[Frame | Damage] = []
        for start in range(0, len(data), _SLICE):
            self._buffer += data[start : start + _SLICE]
            while (item := self._next()) is not None:
                found.append(item)
        return found

    def _next(self) -> Frame | Damage | None:
        self._skip_to_preamble()
        head = len(PREAMBLE) + 2
        if len(self._buffer) < head:
            return None
        length = int.from_bytes(self._buffer[len(PREAMBLE) : head], "big")
        if not LENGTH_MIN <= length <= LENGTH_MAX:
            self._drop(len(PREAMBLE))
            return Damage(DamageKind.LENGTH)
        end = head + length
        if len(self._buffer) < end:
            return None
        if checksum(self._buffer[len(PREAMBLE) : end]) != 0:
            self._drop(len(PREAMBLE))
            return Damage(DamageKind.CHECKSUM)
        frame = Frame(bytes(self._buffer[head : end - 1]))
        self._drop(end)
        return frame

    def _skip_to_preamble(self) -> None:
        """Drops noise up to the first preamble, keeping a tail that may be the beginning of one."""
        start = self._buffer.find(PREAMBLE)
        if start < 0:
            keep = next(
                size for size in range(len(PREAMBLE) - 1, -1, -1) if self._buffer.endswith(PREAMBLE[:size])
            )
            start = len(self._buffer) - keep
        self._drop(start)

    def _drop(self, count: int) -> None:
        self._buffer[:count] = bytes(count)
        del self._buffer[:count]
