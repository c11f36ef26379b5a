"""The one retry layer: full jitter, stored, re-armed at start (sync.md, Clock, identity, retry)."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

CAP_SECONDS = 300.0


def delay(attempts: int, *, retry_after: float | None = None, chance: random.Random | None = None) -> float:
    """Seconds to wait after the `attempts`-th failure in a row: U(0, min(300, 2^n)), never less than the
    province asked for."""
    ceiling = min(CAP_SECONDS, 2.0 ** min(attempts, 16))
    drawn = (chance or random).uniform(0.0, ceiling)
    return max(drawn, retry_after or 0.0)


def is_due(next_attempt_at: datetime | None, now: datetime) -> bool:
    """A stored time further ahead than any wait can be comes from a clock that jumped: it counts as due."""
    if next_attempt_at is None or next_attempt_at <= now:
        return True
    return next_attempt_at - now > timedelta(seconds=12 * CAP_SECONDS)
