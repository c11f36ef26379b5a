"""How long the event loop of the window stood still, by the clock and by the processor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

STALL_MS = 50.0
"""A person notices an answer that comes later than this."""
_BEAT_MS = 5


@dataclass(frozen=True)
class Stall:
    """`wall_ms` holds what the machine did meanwhile too; `cpu_ms` is the GUI thread's own work."""

    step: str
    wall_ms: float
    cpu_ms: float


class StallWatch(QObject):
    """Pauses of the event loop, by a timer that ought to fire every five milliseconds.

    On a busy machine the clock alone says little: what the product owes is the processor time that its GUI
    thread spent in one turn of the loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self.step = ""
        self.stalls: list[Stall] = []
        self.longest_wall = 0.0
        self.longest_cpu = 0.0
        self._last: tuple[float, float] | None = None
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = _both()
        if self._last is not None:
            wall, cpu = (1000 * (after - before) for after, before in zip(now, self._last, strict=True))
            self.longest_wall = max(self.longest_wall, wall)
            self.longest_cpu = max(self.longest_cpu, cpu)
            if wall > STALL_MS:
                self.stalls.append(Stall(self.step, round(wall, 1), round(cpu, 1)))
        self._last = now

    @contextmanager
    def excused(self) -> Iterator[None]:
        """What the tour itself does on the GUI thread, taking a picture or looking for words, is not the product's."""
        before = _both()
        try:
            yield
        finally:
            if self._last is not None:
                wall, cpu = (after - start for after, start in zip(_both(), before, strict=True))
                self._last = (self._last[0] + wall, self._last[1] + cpu)

    def figures(self) -> dict[str, Any]:
        """For `summary.json`; milliseconds."""
        return {
            "stalls": [asdict(stall) for stall in self.stalls],
            "longest_stall_ms": round(self.longest_wall, 1),
            "longest_stall_cpu_ms": round(self.longest_cpu, 1),
        }


def _both() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()
