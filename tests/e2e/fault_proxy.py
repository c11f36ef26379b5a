"""A line that fails as lines do, seeded: between a real window and a real province, byte by byte over TCP.

It understands nothing of what passes but where a request ends, so that one can be repeated and an answer be cut.
"""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = (
    "refused",
    "cut in the request",
    "reset in the request",
    "lost after the work",
    "reset after the work",
    "cut in the answer",
    "request twice",
    "slow",
    "half open",
)
_CHUNK = 16 * 1024
_LONGEST_SILENCE = 2.0


@dataclass
class FaultProxy:
    """`share` of the exchanges go wrong, each in one of `KINDS`, drawn from `seed`; 0 lets everything pass."""

    port_of_province: int
    seed: int
    share: float = 0.4
    counts: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def close(self) -> None:
        self._ended.set()
        # Wakes the thread that accepts.
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            pass
        self._accepting.join(5)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._ended.is_set():
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def _draw(self) -> tuple[str, float]:
        with self._lock:
            kind = self._chance.choice(KINDS) if self._chance.random() < self.share else ""
            self.counts[kind or "passed"] += 1
            return kind, self._chance.random()

    def _serve(self, window: socket.socket) -> None:
        with window, contextlib.suppress(OSError):
            window.settimeout(10)
            while not self._ended.is_set():
                request = _read_message(window)
                if not request:
                    return
                if not self._pass_on(window, request, *self._draw()):
                    return

    def _pass_on(self, window: socket.socket, request: bytes, kind: str, part: float) -> bool:
        """One exchange; False when the connection is gone afterwards."""
        if kind == "refused":
            return False
        if kind in ("cut in the request", "reset in the request"):
            with socket.create_connection(("127.0.0.1", self.port_of_province), timeout=10) as province:
                province.sendall(request[: int(len(request) * part)])
            if kind == "reset in the request":
                _reset(window)
            return False
        answer = self._ask(request)
        if kind == "request twice":
            self._ask(request)
        if kind == "half open":
            # The line is dead and nobody says so: the window has to lose patience by itself.
            self._ended.wait(_LONGEST_SILENCE)
            return False
        if kind in ("lost after the work", "reset after the work"):
            if kind == "reset after the work":
                _reset(window)
            return False
        if kind == "cut in the answer":
            window.sendall(answer[: int(len(answer) * part)])
            return False
        if kind == "slow":
            for start in range(0, len(answer), max(1, len(answer) // 8)):
                window.sendall(answer[start : start + max(1, len(answer) // 8)])
                time.sleep(0.01 * part)
            return bool(answer)
        window.sendall(answer)
        return bool(answer)

    def _ask(self, request: bytes) -> bytes:
        """The whole answer; b'' when the province is not there or died over it."""
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", self.port_of_province), timeout=10) as province:
                province.settimeout(10)
                province.sendall(request)
                return _read_message(province)
        return b""


def _read_message(connection: socket.socket) -> bytes:
    """One HTTP/1.1 message with Content-Length, as both sides send them; b'' at the end of the stream."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(_CHUNK)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = connection.recv(_CHUNK)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body


def _reset(connection: socket.socket) -> None:
    """RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@contextlib.contextmanager
def fault_proxy(port_of_province: int, seed: int, share: float = 0.4) -> Iterator[FaultProxy]:
    proxy = FaultProxy(port_of_province, seed, share)
    try:
        yield proxy
    finally:
        proxy.close()
