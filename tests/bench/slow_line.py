"""A line of so many bits a second and so much delay, that breaks when told to: plain TCP, seeded, for the figures.

Each way has the whole bandwidth; a message waits for the one before it and then for half the round trip. After a number
of bytes drawn from the seed (exponential, `mean_between_resets`), all connections are reset.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

BITS, ROUND_TRIP = 1_000_000, 0.3
_PIECE = 4096


@dataclass
class SlowLine:
    port_of_province: int
    mean_between_resets: int = 0
    seed: int = 1
    port: int = 0
    passed: list[int] = field(default_factory=lambda: [0, 0])
    """Bytes up and down."""
    resets: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._free = [0.0, 0.0]
        self._left = self._drawn()
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def total(self) -> int:
        return sum(self.passed)

    def _drawn(self) -> float:
        if not self.mean_between_resets:
            return float("inf")
        return self._chance.expovariate(1 / self.mean_between_resets)

    async def serve(self, window: asyncio.StreamReader, to_window: asyncio.StreamWriter) -> None:
        try:
            province, to_province = await asyncio.open_connection("127.0.0.1", self.port_of_province)
        except OSError:
            to_window.close()
            return
        self._open |= {to_window, to_province}
        await asyncio.gather(self._pump(window, to_province, 0), self._pump(province, to_window, 1))
        self._open -= {to_window, to_province}

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, way: int) -> None:
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        carrier = asyncio.create_task(self._carry(late, sink))
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while piece := await source.read(_PIECE):
                self._free[way] = max(loop.time(), self._free[way]) + len(piece) * 8 / BITS
                await asyncio.sleep(self._free[way] - loop.time())
                self.passed[way] += len(piece)
                self._left -= len(piece)
                if self._left <= 0:
                    self._reset()
                late.put_nowait((loop.time() + ROUND_TRIP / 2, piece))
        late.put_nowait((loop.time() + ROUND_TRIP / 2, b""))
        await carrier

    async def _carry(self, late: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while True:
                due, piece = await late.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                if not piece:
                    break
                sink.write(piece)
                await sink.drain()
        sink.close()

    def _reset(self) -> None:
        self.resets += 1
        self._left = self._drawn()
        for writer in self._open:
            line = writer.get_extra_info("socket")
            if line is not None:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


@contextlib.contextmanager
def slow_line(port_of_province: int, mean_between_resets: int = 0, seed: int = 1) -> Iterator[SlowLine]:
    line, started, ended = (
        SlowLine(port_of_province, mean_between_resets, seed),
        threading.Event(),
        asyncio.Event(),
    )
    loop = asyncio.new_event_loop()

    async def main() -> None:
        server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
        line.port = server.sockets[0].getsockname()[1]
        started.set()
        await ended.wait()
        server.close()

    def run() -> None:
        loop.run_until_complete(main())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.1))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(10)
