"""A simulated ID-card reader at the far end of a real pseudo-terminal.

It answers the commands of `card_frames` byte for byte as a SAM_V reader does, the 1,295 bytes of text and
photo included, so `SerialCardReader` cannot tell it from a serial line. Cards come from the hand
(`present`, `lift`) or from a deck; faults are switched on with `inject`. For the sandbox and the tests; it
needs a system with pseudo-terminals.
"""

from __future__ import annotations

import logging
import os
import pty
import select
import tempfile
import threading
import tty
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from window_client.errors import ConfigurationError
from window_client.services.devices import card_status
from window_client.services.devices.card_deck import CardDeck
from window_client.services.devices.card_frames import (
    PHOTO_LENGTH,
    PREAMBLE,
    TEXT_LENGTH,
    Command,
    Frame,
    FrameParser,
    build_answer,
)
from window_client.services.devices.card_line import Port, serial_port_factory
from window_client.services.devices.card_record import CardRecord
from window_client.services.devices.card_text import LAYOUTS, LONG_TERM

_LOG = logging.getLogger(__name__)

_NOT_AUTHORISED = 0x66
_READ_FAILED = 0x41
_COMMAND_ERROR = 0x21
_ETHNIC_GROUP = "01"
_PHOTO = bytes(range(256)) * (PHOTO_LENGTH // 256)
"""Nobody's picture."""
_MODULE_NUMBER = bytes.fromhex("0500 0300 b7a23401 15cd5b07 39300000")
_BYTE_PAUSE = 0.0005


class Fault(StrEnum):
    LIFTED_MID_READ = "lifted_mid_read"
    """The card goes away while it is read: the module says so."""
    CORRUPT_CHECKSUM = "corrupt_checksum"
    WRONG_LENGTH = "wrong_length"
    """LEN promises fewer bytes than come."""
    TRUNCATED = "truncated"
    """The answer breaks off in the middle."""
    NOISE = "noise"
    """Stray bytes, a false preamble among them, before a sound answer."""
    SLOW_BYTES = "slow_bytes"
    """Bytes come one by one."""
    SILENT = "silent"
    UNAUTHORISED = "unauthorised"


class SimulatedReader:
    """The reader and what lies on it. All methods may be called while a driver talks to it.

    With `finds_again` the reader goes on finding a card it has read, as some do; a SAM_V module by itself
    does not until the card was lifted.
    """

    def __init__(self, deck: CardDeck | None = None, *, finds_again: bool = False) -> None:
        self._deck = deck
        self._finds_again = finds_again
        self._card: CardRecord | None = None
        self._was_read = False
        self._selected = False
        self._faults: dict[Fault, int] = {}
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="card-reader-")
        self.port_path = Path(self._folder.name) / "reader"
        """What a driver opens. The file is gone while the reader is unplugged."""
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        try:
            self.plug()
        except OSError:
            self._folder.cleanup()
            raise

    def __enter__(self) -> SimulatedReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- hands ---

    def present(self, record: CardRecord) -> None:
        """Puts a card on the reader, in place of what lies there."""
        with self._lock:
            self._put(record)

    def lift(self) -> None:
        """Takes the card away."""
        with self._lock:
            self._put(None)

    def inject(self, fault: Fault, times: int = 1) -> None:
        """Lets the next `times` answers it concerns go wrong; 0 mends it.

        Faults of the line concern the text-and-photo answer, SILENT and UNAUTHORISED every answer.
        """
        with self._lock:
            self._faults[fault] = times

    def unplug(self) -> None:
        """Pulls the cable: the port closes under the driver."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def plug(self) -> None:
        """Puts the cable back in; `port_path` is there again."""
        if self._thread is not None:
            return
        self._stop = threading.Event()
        master, slave = pty.openpty()
        os.set_blocking(master, False)  # a driver that reads nothing must not stop this thread
        tty.setraw(master)
        tty.setraw(slave)
        self.port_path.symlink_to(os.ttyname(slave))
        self._thread = threading.Thread(
            target=self._serve, args=(master, slave, self._stop), name="simulated-card-reader", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Unplugs for good and removes the port."""
        self.unplug()
        self._folder.cleanup()

    def port_factory(self) -> Port:
        """Opens the port as a driver does (`SerialCardReader(simulator.port_factory, clock)`)."""
        return serial_port_factory(str(self.port_path))()

    # --- the module ---

    def _serve(self, master: int, slave: int, stop: threading.Event) -> None:
        parser = FrameParser()
        try:
            while not stop.is_set():
                ready, _, _ = select.select([master], [], [], 0.02)
                if not ready:
                    continue
                for item in parser.feed(os.read(master, 4096)):
                    if isinstance(item, Frame):
                        self._answer(master, item.payload, stop)
        finally:
            with suppress(FileNotFoundError):
                self.port_path.unlink()
            os.close(slave)
            os.close(master)

    def _answer(self, master: int, payload: bytes, stop: threading.Event) -> None:
        with self._lock:
            if self._spend(Fault.SILENT):
                return
            try:
                command = Command(payload)
            except ValueError:
                answer = build_answer(_COMMAND_ERROR)
            else:
                answer = self._execute(command)
                if command is Command.READ_TEXT_PHOTO:
                    answer = self._spoil(answer)
            is_slow = self._spend(Fault.SLOW_BYTES) if len(answer) > TEXT_LENGTH else False
        step = 1 if is_slow else 512
        for start in range(0, len(answer), step):
            with suppress(BlockingIOError):
                os.write(master, answer[start : start + step])
            if is_slow and stop.wait(_BYTE_PAUSE):
                return

    def _execute(self, command: Command) -> bytes:
        if self._spend(Fault.UNAUTHORISED):
            return build_answer(_NOT_AUTHORISED)
        match command:
            case Command.FIND:
                return self._find()
            case Command.SELECT:
                self._selected = self._is_findable()
                if not self._selected:
                    return build_answer(card_status.SELECT_FAILED)
                return build_answer(card_status.OK, bytes(8))
            case Command.READ_TEXT_PHOTO:
                return self._read()
            case Command.MODULE_NUMBER:
                return build_answer(card_status.OK, _MODULE_NUMBER)
        return build_answer(card_status.OK)

    def _find(self) -> bytes:
        """A card from the deck is laid down at the first search after the reader was seen empty."""
        if self._deck is not None and self._was_read:
            self._put(None)
        elif self._deck is not None and self._card is None:
            self._put(self._draw(self._deck))
        self._selected = False
        if not self._is_findable():
            return build_answer(card_status.NO_CARD)
        return build_answer(card_status.FOUND, bytes(4))

    def _read(self) -> bytes:
        if self._spend(Fault.LIFTED_MID_READ):
            self._put(None)
        if self._card is None or not self._selected:
            return build_answer(_READ_FAILED)
        self._was_read = True
        lengths = TEXT_LENGTH.to_bytes(2, "big") + PHOTO_LENGTH.to_bytes(2, "big")
        return build_answer(card_status.OK, lengths + encode_text(self._card) + _PHOTO)

    def _draw(self, deck: CardDeck) -> CardRecord | None:
        try:
            return deck.draw()
        except ConfigurationError as error:
            _LOG.warning("no card drawn: %s", error.detail)
            return None

    def _is_findable(self) -> bool:
        return self._card is not None and (self._finds_again or not self._was_read)

    def _put(self, record: CardRecord | None) -> None:
        self._card, self._was_read, self._selected = record, False, False

    def _spend(self, fault: Fault) -> bool:
        left = self._faults.get(fault, 0)
        self._faults[fault] = max(0, left - 1)
        return left > 0

    def _spoil(self, answer: bytes) -> bytes:
        if self._spend(Fault.CORRUPT_CHECKSUM):
            return answer[:-1] + bytes([answer[-1] ^ 0x5A])
        if self._spend(Fault.WRONG_LENGTH):
            size = len(PREAMBLE)
            shorter = int.from_bytes(answer[size : size + 2], "big") - 7
            return answer[:size] + shorter.to_bytes(2, "big") + answer[size + 2 :]
        if self._spend(Fault.TRUNCATED):
            return answer[: len(answer) // 2]
        if self._spend(Fault.NOISE):
            return b"\x00\xff\xaa\xaa" + PREAMBLE + b"\xff\xff\xaa" + answer
        return answer


def encode_text(record: CardRecord) -> bytes:
    """The 256-byte text block that a chip would hold for `record`: the inverse of `card_text.decode_text`.

    What does not fit a field is cut between characters, as card makers do. `issuing_authority` and the like
    that a kind of card has no place for are dropped; the ethnic group is always 汉, as no record holds one.
    """
    layout = LAYOUTS[record.kind]
    english_size = layout["english_name"][1] // 2 if "english_name" in layout else 0
    values = {
        "name": "" if record.name == record.english_name else record.name,
        "sex": record.sex,
        "ethnic_group": _ETHNIC_GROUP,
        "birth_date": _compact(record.birth_date),
        "address": record.address,
        "number": record.number,
        "issuing_authority": record.issuing_authority,
        "valid_from": _compact(record.valid_from),
        "valid_to": LONG_TERM if record.long_term else _compact(record.valid_to),
        "english_name": record.english_name[:english_size],
        "english_name_rest": record.english_name[english_size:],
        "country": record.country,
        "travel_permit_no": record.travel_permit_no,
        "issue_count": record.issue_count,
        "type": record.kind.value,
    }
    block = bytearray(" ".encode("utf-16-le") * (TEXT_LENGTH // 2))
    for name, (offset, length) in layout.items():
        block[offset : offset + length] = _field(values[name], length)
    return bytes(block)


def _field(text: str, length: int) -> bytes:
    encoded = b""
    for character in text:
        more = character.encode("utf-16-le", "surrogatepass")
        if len(encoded) + len(more) > length:
            break
        encoded += more
    return encoded + " ".encode("utf-16-le") * ((length - len(encoded)) // 2)


def _compact(day: date | None) -> str:
    return "" if day is None else day.strftime("%Y%m%d")
