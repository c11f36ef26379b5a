"""Working days and statutory limits.

Which days are worked is announced every autumn for the year to come, so it is data: one file a year in
`resources/calendar`. A year that is not announced yet counts weekends and statutory days only, and every
result that passed through such a year says so (`provisional`).

Counting follows 民法典 Art. 200-204: the day of the event does not count, a limit in months ends on the same
day of the month or on its last day. "日" in the Act and the norm are calendar days, "工作日" working days.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.resources import ResourceError, load_toml, resource

_DAY = timedelta(days=1)
_LONGEST = 10_000
"""Days or months; a longer limit is a slip in a data file."""


class LimitUnit(StrEnum):
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Limit:
    """A statutory or promised time limit, e.g. 5 working days. A value of 0 means the same day.

    `extends_over_holiday` moves an end that falls on a day off to the next working day (民法典 Art. 203); it
    suits what a resident has to do, not what an authority owes.
    """

    value: int
    unit: LimitUnit
    extends_over_holiday: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.value <= _LONGEST:
            raise ValueError(f"a limit lies between 0 and {_LONGEST}, not {self.value}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which a limit is kept. `provisional` when a year not yet announced was counted."""

    day: date
    limit: Limit
    provisional: bool

    def is_overdue(self, today: date) -> bool:
        return today > self.day


class YearStatus(StrEnum):
    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"
    """A file stands, but the State Council has not announced the year."""
    UNKNOWN = "unknown"
    """No file: weekends alone."""


@dataclass(frozen=True)
class CalendarYear:
    """One year as announced: days off besides weekends, and weekend days worked instead."""

    year: int
    status: YearStatus
    source: str
    effective: date
    holidays: Mapping[date, str]
    make_up_days: frozenset[date]


class WorkingCalendar:
    """Working days of the years it was given; other years have weekends only and count as unknown."""

    def __init__(self, years: Mapping[int, CalendarYear]) -> None:
        self._years = dict(years)

    def year_status(self, year: int) -> YearStatus:
        known = self._years.get(year)
        return known.status if known else YearStatus.UNKNOWN

    def year(self, year: int) -> CalendarYear | None:
        """What is known of a year, with its source; None without a file."""
        return self._years.get(year)

    def holiday_name(self, day: date) -> str | None:
        """春节 and the like; None on ordinary days and weekends."""
        known = self._years.get(day.year)
        return known.holidays.get(day) if known else None

    def is_working_day(self, day: date) -> bool:
        known = self._years.get(day.year)
        if known and day in known.make_up_days:
            return True
        if known and day in known.holidays:
            return False
        return day.weekday() < 5

    def add_working_days(self, start: date, count: int) -> date:
        """The day on which `count` working days after `start` are full; `start` itself does not count.

        0 gives `start`, even when that is no working day. Negative counts are a `ValueError`.
        """
        if count < 0:
            raise ValueError("working days are counted forwards")
        day = start
        while count:
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def working_days_left(self, today: date, due: date) -> int:
        """Working days after `today` up to and including `due`; negative once overdue, 0 on the day."""
        if due >= today:
            return sum(self.is_working_day(day) for day in _days(today + _DAY, due))
        return -sum(self.is_working_day(day) for day in _days(due + _DAY, today))

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def deadline(self, start: date, limit: Limit) -> Deadline:
        """The last day of a limit that begins with an event on `start`."""
        match limit.unit:
            case LimitUnit.WORKING_DAY:
                day = self.add_working_days(start, limit.value)
            case LimitUnit.DAY:
                day = add_days(start, limit.value)
            case LimitUnit.MONTH:
                day = add_months(start, limit.value)
        counted = limit.unit is LimitUnit.WORKING_DAY
        if limit.extends_over_holiday:
            moved = self.next_working_day(day)
            counted = counted or moved != day or self._guesses(day.year)
            day = moved
        first = min(start + _DAY, day)
        provisional = counted and any(self._guesses(year) for year in range(first.year, day.year + 1))
        return Deadline(day, limit, provisional)

    def _guesses(self, year: int) -> bool:
        return self.year_status(year) is not YearStatus.ANNOUNCED


def add_days(start: date, count: int) -> date:
    """`count` calendar days after `start`."""
    return start + timedelta(days=count)


def add_months(start: date, count: int) -> date:
    """The same day `count` months on, or the last day of a shorter month (民法典 Art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def working_calendar() -> WorkingCalendar:
    """The calendar of `resources/calendar`, read once."""
    return read_calendar(resource("calendar"))


def is_working_day(day: date) -> bool:
    """Whether `day` is worked by the shipped calendar."""
    return working_calendar().is_working_day(day)


def add_working_days(start: date, count: int) -> date:
    """See `WorkingCalendar.add_working_days`."""
    return working_calendar().add_working_days(start, count)


def working_days_left(today: date, due: date) -> int:
    """See `WorkingCalendar.working_days_left`."""
    return working_calendar().working_days_left(today, due)


def deadline(start: date, limit: Limit) -> Deadline:
    """See `WorkingCalendar.deadline`."""
    return working_calendar().deadline(start, limit)


@lru_cache(maxsize=4)
def read_calendar(folder: Path) -> WorkingCalendar:
    """All files named after a year in a folder; `ResourceError` names a contradiction in one of them."""
    years = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].toml")):
        known = _read_year(path)
        if path.stem != str(known.year):
            raise ResourceError(path, f"holds the year {known.year}")
        years[known.year] = known
    if not years:
        raise ResourceError(folder, "holds no calendar year")
    return WorkingCalendar(years)


def _read_year(path: Path) -> CalendarYear:
    data = load_toml(path)
    try:
        holidays = {
            day: str(entry["name"]) for entry in data["holiday"] for day in _days(entry["from"], entry["to"])
        }
        known = CalendarYear(
            year=data["year"],
            status=YearStatus(data["status"]),
            source=str(data["source"]),
            effective=data["effective"],
            holidays=holidays,
            make_up_days=frozenset(data["make_up_days"]),
        )
    except KeyError as error:
        raise ResourceError(path, f"the key {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise ResourceError(path, f"a value is wrong: {error}") from error
    _check_year(path, known, data)
    return known


def _check_year(path: Path, known: CalendarYear, data: Mapping[str, Any]) -> None:
    for entry in data["holiday"]:
        if entry["to"] < entry["from"]:
            raise ResourceError(path, f"{entry['name']} ends before it begins")
    for day in sorted(known.make_up_days | known.holidays.keys()):
        if day.year != known.year:
            raise ResourceError(path, f"{day} lies outside the year")
    for day in sorted(known.make_up_days):
        if day in known.holidays:
            raise ResourceError(path, f"{day} is both a holiday and a make-up day")
        if day.weekday() < 5:
            raise ResourceError(path, f"{day} is a make-up day but no weekend")


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _DAY
