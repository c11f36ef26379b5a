"""How often one address may ask. Kept in memory for some minutes, as a keyed hash; never written down."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict

PER_MINUTE = 20
BURST = 30
_MOST = 10_000


class RateLimit:
    """A bucket per address that fills again with time. `seconds` is a monotonic clock's."""

    def __init__(self, *, per_minute: int = PER_MINUTE, burst: int = BURST) -> None:
        self._rate = per_minute / 60
        self._burst = float(burst)
        self._key = os.urandom(16)
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, address: str, seconds: float) -> float:
        """0 when the address may ask now, else the seconds until it may."""
        name = hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            left, since = self._buckets.pop(name, (self._burst, seconds))
            left = min(self._burst, left + (seconds - since) * self._rate)
            allowed = left >= 1
            self._buckets[name] = (left - 1 if allowed else left, seconds)
            while len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate
