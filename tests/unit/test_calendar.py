from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.calendar import (
    Limit,
    LimitUnit,
    YearStatus,
    add_days,
    add_months,
    add_working_days,
    deadline,
    is_working_day,
    read_calendar,
    working_calendar,
    working_days_left,
)
from hukou.resources import ResourceError

announced_days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 1, 1), False),
        (date(2025, 1, 26), True),
        (date(2025, 2, 4), False),
        (date(2025, 2, 5), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 10), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
        (date(2027, 2, 5), False),
        (date(2027, 2, 9), True),
    ],
)
def test_working_days(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


@pytest.mark.parametrize(("year", "off", "made_up"), [(2025, 28, 5), (2026, 33, 6)])
def test_announced_years_have_all_their_days(year: int, off: int, made_up: int) -> None:
    known = working_calendar().year(year)
    assert known is not None
    assert (len(known.holidays), len(known.make_up_days)) == (off, made_up)
    assert "国务院办公厅" in known.source
    first = date(year, 1, 1)
    days = (first + timedelta(days=offset) for offset in range(365))
    assert sum(map(is_working_day, days)) == 248, "365 less 104 weekend days less 13 statutory days"


def test_the_thirteen_statutory_days_of_the_year_to_come() -> None:
    known = working_calendar().year(2027)
    assert known is not None
    assert known.status is YearStatus.PROVISIONAL
    assert len(known.holidays) == 13
    assert not known.make_up_days


def test_names_of_holidays() -> None:
    assert working_calendar().holiday_name(date(2026, 10, 1)) == "国庆节"
    assert working_calendar().holiday_name(date(2026, 11, 21)) is None
    assert working_calendar().holiday_name(date(2040, 10, 1)) is None


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 30), 0, date(2026, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_adding_working_days(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


def test_working_days_are_counted_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_adding_months(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("start", "limit", "end", "provisional"),
    [
        (date(2026, 9, 28), Limit(3, LimitUnit.WORKING_DAY), date(2026, 10, 8), False),
        (date(2026, 9, 28), Limit(3, LimitUnit.DAY), date(2026, 10, 1), False),
        (date(2026, 9, 28), Limit(3, LimitUnit.DAY, extends_over_holiday=True), date(2026, 10, 8), False),
        (date(2026, 11, 23), Limit(45, LimitUnit.DAY), date(2027, 1, 7), False),
        (date(2026, 12, 30), Limit(1, LimitUnit.WORKING_DAY), date(2026, 12, 31), False),
        (date(2026, 12, 30), Limit(2, LimitUnit.WORKING_DAY), date(2027, 1, 4), True),
        (date(2024, 12, 31), Limit(1, LimitUnit.WORKING_DAY), date(2025, 1, 2), False),
        (date(2024, 12, 30), Limit(2, LimitUnit.WORKING_DAY), date(2025, 1, 2), True),
        (date(2026, 12, 5), Limit(1, LimitUnit.MONTH, extends_over_holiday=True), date(2027, 1, 5), True),
        (date(2026, 12, 5), Limit(1, LimitUnit.MONTH), date(2027, 1, 5), False),
        (date(2026, 11, 21), Limit(0, LimitUnit.WORKING_DAY), date(2026, 11, 21), False),
    ],
)
def test_deadlines(start: date, limit: Limit, end: date, provisional: bool) -> None:
    found = deadline(start, limit)
    assert (found.day, found.provisional, found.limit) == (end, provisional, limit)


def test_overdue_begins_the_day_after() -> None:
    found = deadline(date(2026, 11, 2), Limit(5, LimitUnit.DAY))
    assert not found.is_overdue(date(2026, 11, 7))
    assert found.is_overdue(date(2026, 11, 8))


@pytest.mark.parametrize("value", [-1, 10_001])
def test_limits_have_sense(value: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        Limit(value, LimitUnit.DAY)


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 9, 30), date(2026, 10, 8), 1),
        (date(2026, 9, 30), date(2026, 9, 30), 0),
        (date(2026, 10, 3), date(2026, 10, 5), 0),
        (date(2026, 10, 8), date(2026, 9, 30), -1),
        (date(2026, 11, 25), date(2026, 11, 20), -3),
    ],
)
def test_working_days_left(today: date, due: date, left: int) -> None:
    assert working_days_left(today, due) == left


@given(announced_days, st.integers(0, 60))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert working_days_left(start, end) == count
    assert count == 0 or is_working_day(end)


@given(announced_days, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_steps_is_adding_once(start: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(start, first), second) == add_working_days(start, first + second)


@given(announced_days, st.integers(0, 400))
def test_no_limit_ends_before_it_begins(start: date, value: int) -> None:
    for unit in LimitUnit:
        for extends in (False, True):
            limit = Limit(min(value, 60), unit, extends)
            assert deadline(start, limit).day >= start
    assert add_days(start, value) - start == timedelta(days=value)


def test_years_without_a_file_have_weekends_only() -> None:
    assert working_calendar().year_status(2040) is YearStatus.UNKNOWN
    assert is_working_day(date(2040, 10, 1))
    assert not is_working_day(date(2040, 10, 6))
    assert deadline(date(2040, 10, 1), Limit(1, LimitUnit.WORKING_DAY)).provisional


GOOD = """year = 2030
status = "announced"
source = "s"
effective = 2029-11-01
holiday = [{ name = "元旦", from = 2030-01-01, to = 2030-01-03 }]
make_up_days = [2030-01-05]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("year = 2030", "year = 2031", "2030-01-01 lies outside"),
        ('"announced"', '"guessed"', "guessed"),
        ("to = 2030-01-03", "to = 2029-12-31", "ends before"),
        ("to = 2030-01-03", "to = 2030-01-06", "both a holiday"),
        ("[2030-01-05]", "[2030-01-04]", "no weekend"),
        ("[2030-01-05]", "[2031-01-05]", "outside"),
        ('source = "s"', "", "source"),
        ("from = 2030-01-01", "from = 1", "wrong"),
    ],
)
def test_a_bad_year_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD
    (tmp_path / "2030.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ResourceError, match=says):
        read_calendar(tmp_path)


def test_a_folder_needs_years_under_their_own_names(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no calendar year"):
        read_calendar(tmp_path)
    (tmp_path / "2031.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ResourceError, match="holds the year 2030"):
        read_calendar(tmp_path)
