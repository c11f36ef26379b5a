"""Failed sign-ins, counted so that neither a restart nor a changed clock nor one restored file forgets them.

The count lies outside the encrypted store (it is needed before any key is), in two copies: beside the data
and beside the machine secret; the stricter copy wins. Waiting is measured on the clock since boot, never on
the wall clock: after a restart the whole wait begins again, so turning the calendar gains nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from window_client.errors import SignInLockedError, StorageError
from window_client.services import crypto
from window_client.services.clock import Clock
from window_client.services.files import read_json, write_json

MAX_FAILURES = 5
LOCK_MINUTES = 15
_MOST_NAMES = 500


@dataclass
class _Count:
    failures: int = 0
    total: int = 0
    """Failures since the last success: reported to the audit, not reset by a lock that ran out."""
    locked_at: float | None = None
    """`Clock.monotonic()` when the lock began, or when the machine was next seen after a restart."""
    limit: int = MAX_FAILURES
    minutes: int = LOCK_MINUTES


class Lockout:
    """Counts per staff number, known or not, so that a locked unknown name looks like a locked known one."""

    def __init__(self, paths: tuple[Path, ...], key: bytearray, clock: Clock) -> None:
        """`key` makes the names in the files unreadable; it is only used, not kept."""
        self._paths = paths
        self._name_key = crypto.hkdf(key, "lock-out")
        self._clock = clock
        self._latest = datetime.min
        self._counts: dict[str, _Count] = {}
        self._load()

    def check(self, staff_no: str) -> None:
        """`SignInLockedError` while the lock holds."""
        count = self._counts.get(self._name(staff_no))
        if count is None or count.failures < count.limit or count.locked_at is None:
            return
        now = self._clock.monotonic()
        if now < count.locked_at:
            count.locked_at = now
            self._save()
        left = count.minutes * 60 - (now - count.locked_at)
        if left > 0:
            minutes = int(left // 60) + 1
            raise SignInLockedError(
                "连续输错次数过多，已暂时锁定。", remedy=f"请 {minutes} 分钟后再试，或联系系统管理员。"
            )

    def begin(self, staff_no: str) -> None:
        """Count the attempt as failed before its outcome is known: killing the program does not undo it.

        `StorageError` when it cannot be written; the attempt must then not go on."""
        count = self._counts.setdefault(self._name(staff_no), _Count())
        count.failures += 1
        count.total += 1
        if count.failures >= count.limit:
            count.locked_at = self._clock.monotonic()
        self._forget_oldest()
        self._save()

    def excuse(self, staff_no: str) -> None:
        """Take back one `begin` whose outcome was never learnt (the province could not be asked)."""
        count = self._counts.get(self._name(staff_no))
        if count is not None and count.failures:
            count.failures -= 1
            count.total -= 1
            self._save()

    def succeed(self, staff_no: str, *, limit: int, minutes: int) -> int:
        """Clear the count, take the policy of the credential, and return the failures before this success."""
        before = self._counts.get(self._name(staff_no), _Count()).total
        if (limit, minutes) == (MAX_FAILURES, LOCK_MINUTES):
            self._counts.pop(self._name(staff_no), None)
        else:
            self._counts[self._name(staff_no)] = _Count(limit=limit, minutes=minutes)
        self._save()
        return max(before - 1, 0)

    def not_before(self, now: datetime) -> datetime:
        """The later of `now` and the latest time ever seen here: a clock put back prolongs no term."""
        self._latest = max(self._latest, now.astimezone(UTC).replace(tzinfo=None))
        return self._latest.replace(tzinfo=UTC)

    def trust(self, province_time: datetime) -> None:
        """The province has just said what time it is: a year that was set by mistake is forgotten."""
        self._latest = province_time.astimezone(UTC).replace(tzinfo=None)
        self._save()

    def _name(self, staff_no: str) -> str:
        return crypto.keyed_hash(self._name_key, staff_no.encode())[:32]

    def _forget_oldest(self) -> None:
        while len(self._counts) > _MOST_NAMES:
            mildest = min(self._counts, key=lambda name: self._counts[name].failures)
            del self._counts[mildest]

    def _save(self) -> None:
        value = {
            "latest": self._latest.isoformat(),
            "counts": {name: asdict(count) for name, count in self._counts.items()},
        }
        for path in self._paths:
            write_json(path, value)

    def _load(self) -> None:
        for path in self._paths:
            try:
                self._merge(read_json(path))
            except (ValueError, KeyError, TypeError, AttributeError, StorageError):
                continue

    def _merge(self, value: Any) -> None:
        if value is None:
            return
        self._latest = max(self._latest, datetime.fromisoformat(value["latest"]))
        for name, entry in value["counts"].items():
            found = _Count(**entry)
            known = self._counts.get(name)
            if known is None or found.failures > known.failures:
                self._counts[str(name)] = found
