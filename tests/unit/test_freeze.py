from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hukou.freeze import freeze_in, freeze_on, read_freeze_rules, validity_over_freeze
from hukou.resources import ResourceError

LINJIANG = "390102"


@pytest.mark.parametrize(
    ("day", "rests"),
    [
        (date(2026, 11, 26), False),
        (date(2026, 11, 27), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
        (date(2031, 11, 28), True),
    ],
)
def test_register_changes_rest_before_the_count(day: date, rests: bool) -> None:
    for service in ("hukou.move", "hukou.birth", "hukou.death", "hukou.move_in"):
        assert (freeze_on(day, service, LINJIANG) is not None) is rests


@pytest.mark.parametrize(
    "service", ["certificate.cancellation", "archive.query_own", "id_card.renew", "hukou"]
)
def test_certificates_and_enquiries_go_on(service: str) -> None:
    assert freeze_on(date(2026, 11, 28), service, LINJIANG) is None


def test_provinces_set_their_own_freeze() -> None:
    assert freeze_on(date(2026, 11, 28), "hukou.move", "110105") is None


def test_the_period_is_told() -> None:
    period = freeze_on(date(2026, 11, 28), "hukou.move", LINJIANG)
    assert period is not None
    assert (period.first_day, period.last_day) == (date(2026, 11, 27), date(2026, 11, 30))
    assert "证明开具" in period.notice


def test_papers_that_expire_in_the_freeze_are_honoured_after_it() -> None:
    assert validity_over_freeze(date(2026, 11, 28), "hukou.move", LINJIANG) == date(2026, 12, 1)
    assert validity_over_freeze(date(2026, 11, 26), "hukou.move", LINJIANG) == date(2026, 11, 26)
    assert validity_over_freeze(date(2026, 11, 28), "certificate.household", LINJIANG) == date(2026, 11, 28)


GOOD = """[[freeze]]
name = "停办期"
divisions = ["39"]
from = "12-30"
to = "12-31"
years = [2026]
services = ["*"]
notice = "n"
"""


def test_years_of_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "freeze.toml"
    path.write_text(GOOD.replace('"*"', '"hukou.birth"'), encoding="utf-8")
    rules = read_freeze_rules(path)
    assert freeze_in(rules, date(2026, 12, 31), "hukou.birth", LINJIANG) is not None
    assert freeze_in(rules, date(2026, 12, 31), "hukou.birthplace", LINJIANG) is None
    assert freeze_in(rules, date(2027, 12, 31), "hukou.birth", LINJIANG) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('from = "12-30"', 'from = "02-29"', "freeze 1"),
        ('to = "12-31"', 'to = "12-01"', "ends before"),
        ('notice = "n"', "", "notice"),
        ("years = [2026]", "years = 2026", "freeze 1"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "freeze.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ResourceError, match=says):
        read_freeze_rules(path)
