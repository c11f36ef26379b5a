"""Is this machine's clock right? Measured against the province at every pull; it orders and resolves nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from window_client.errors import ClockJumpedError
from window_client.services.clock import Clock
from window_client.services.store import tables

SHOWN_FROM = timedelta(minutes=2)
"""Beyond this the screen says so."""
FLAGGED_FROM = timedelta(hours=24)
"""Beyond this the province puts what was done here before a person."""
_MOST_MS = 2**53

_SKEW = sa.select(tables.sync_scope.c.skew_ms, tables.sync_scope.c.skew_at).where(
    tables.sync_scope.c.skew_ms.is_not(None)
)
_LAST_ACT = sa.select(tables.audit_event.c.occurred_at).order_by(tables.audit_event.c.seq.desc()).limit(1)


def skew_between(before: datetime, after: datetime, server: datetime) -> int:
    """Milliseconds that this clock is ahead; `before` and `after` are its readings around the exchange."""
    middle = before + (after - before) / 2
    return max(-_MOST_MS, min(_MOST_MS, round((middle - server).total_seconds() * 1000)))


def measured_skew(connection: sa.Connection) -> int | None:
    """Milliseconds, as last measured; None when the province was never reached."""
    row = connection.execute(_SKEW).first()
    return None if row is None else int(row.skew_ms)


def require_sound_clock(connection: sa.Connection, clock: Clock) -> None:
    """`ClockJumpedError` when the clock stands before something that was done here already, so that a paper would
    bear a date before its own decision. A clock that was put right agrees with the province and is believed."""
    now = clock.now()
    row = connection.execute(_SKEW).first()
    if row is not None and abs(row.skew_ms) <= SHOWN_FROM / timedelta(milliseconds=1) and row.skew_at <= now:
        return
    last = connection.execute(_LAST_ACT).scalar_one_or_none()
    if last is not None and now < datetime.fromisoformat(last) - SHOWN_FROM:
        raise ClockJumpedError(detail="clock before the last act")
