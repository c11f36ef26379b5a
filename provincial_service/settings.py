"""How one instance of the service is set up. Everything else about a province lies in its database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def utc_now() -> datetime:
    return datetime.now(UTC)


def default_database(data_dir: Path) -> str:
    """The embedded database of a data folder."""
    return f"sqlite:///{data_dir / 'province.sqlite3'}"


@dataclass(frozen=True)
class Limits:
    """Sizes are bytes. They bound what one request can cost; a window adapts its batches to 413."""

    body: int = 1_000_000
    expanded: int = 16_000_000
    """Of a decompressed batch."""
    page: int = 2_000_000
    """Of one page of changes."""
    unused_numbers: int = 2_000
    """Certificate numbers a terminal may hold unused."""
    offline_hours: int = 72
    sign_in_failures: int = 5
    sign_in_lock_minutes: int = 15
    reoffer_days: int = 30
    """After the epoch turned: how long an action waits for the ones below it that only other windows still hold.
    Longer than windows are away; then it becomes a conflict that a person sees."""
    skew_hours: int = 24
    """A terminal's clock further off than this flags its actions for review."""
    nonce_days: int = 90
    """Replays older than this repeat only calls that are idempotent by their own ids."""


@dataclass(frozen=True)
class Settings:
    """`data_dir` holds the province's keys (mode 0600) and, by default, its database."""

    data_dir: Path
    database_url: str = ""
    faults: bool = False
    """Offer `/v1/_faults`, which makes the service misbehave on command: for tests and demonstrations."""
    limits: Limits = Limits()
    clock: Callable[[], datetime] = utc_now
    password_memory_kib: int = 65536

    @property
    def database(self) -> str:
        return self.database_url or default_database(self.data_dir)
