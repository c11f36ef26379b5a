"""Time and new identifiers, injected everywhere: no other module asks the system for either."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol
from uuid import UUID

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one zone and no summer time since 1991; a fixed offset needs no zone database."""


class Clock(Protocol):
    """What services may know of time. Tests pass one that stands still or jumps."""

    def now(self) -> datetime:
        """Aware UTC wall time; may jump either way."""
        ...

    def today(self) -> date:
        """The calendar day at the counter (Asia/Shanghai)."""
        ...

    def monotonic(self) -> float:
        """Seconds since the machine started, sleep included; never goes back within one boot."""
        ...

    def new_id(self) -> UUID:
        """A fresh UUIDv7 (RFC 9562), rising within this process even when the wall clock steps back."""
        ...


class IdMaker:
    """UUIDv7 with a 12-bit counter in `rand_a` (RFC 9562 §6.2, method 1)."""

    def __init__(self, random: Callable[[int], bytes] = os.urandom) -> None:
        self._random = random
        self._lock = threading.Lock()
        self._last_ms = 0
        self._counter = 0

    def make(self, unix_ms: int) -> UUID:
        """`unix_ms` milliseconds since 1970; values that run backwards are held at the highest seen."""
        noise = int.from_bytes(self._random(10), "big")
        with self._lock:
            if unix_ms > self._last_ms:
                self._last_ms = unix_ms
                self._counter = (noise >> 64) & 0x7FF
            else:
                self._counter += 1
                if self._counter > 0xFFF:
                    self._last_ms += 1
                    self._counter = 0
            stamp, counter = self._last_ms, self._counter
        value = stamp << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | noise & ((1 << 62) - 1)
        return UUID(int=value)


class SystemClock:
    """The machine's own clock."""

    def __init__(self) -> None:
        self._ids = IdMaker()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(CHINA).date()

    def monotonic(self) -> float:
        # CLOCK_BOOTTIME counts a suspended night too; elsewhere the monotonic clock is the nearest.
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    def new_id(self) -> UUID:
        return self._ids.make(time.time_ns() // 1_000_000)
