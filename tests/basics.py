"""What tests of the window share: a clock that is set by hand, the fictitious staff, their password."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hukou.staff import Role, StaffMember
from window_client.services.clock import CHINA, IdMaker

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""10:00 on a Monday at the counter."""

STATION = "390102510000"
OTHER_STATION = "390102520000"
PASSWORD = "correct horse 户籍"

OFFICER = StaffMember(staff_no="039217", name="王岚", role=Role.HOUSEHOLD_OFFICER, station=STATION)
CLERK = StaffMember(staff_no="F0426", name="李思远", role=Role.WINDOW_CLERK, station=STATION)
SUPERVISOR = StaffMember(staff_no="030012", name="高明远", role=Role.SUPERVISOR, station=STATION)
OTHER_OFFICER = StaffMember(
    staff_no="039305", name="周航", role=Role.HOUSEHOLD_OFFICER, station=OTHER_STATION
)


class FakeClock:
    """Stands still until told. Wall time and time since boot move apart when a test wants them to."""

    def __init__(self, now: datetime = START, boot: float = 1000.0) -> None:
        self._now = now
        self._boot = boot
        self._ids = IdMaker()

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.astimezone(CHINA).date()

    def monotonic(self) -> float:
        return self._boot

    def new_id(self) -> UUID:
        return self._ids.make(int(self._now.timestamp() * 1000))

    def advance(self, **units: float) -> None:
        """`advance(minutes=5)`: both clocks."""
        span = timedelta(**units)
        self._now += span
        self._boot += span.total_seconds()

    def set_wall(self, now: datetime) -> None:
        """Somebody changes the calendar."""
        self._now = now

    def reboot(self, boot: float = 30.0) -> None:
        self._boot = boot
