"""The limit of a circulation, its reasons, and how a station is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hukou import circulation
from hukou.calendar import Limit, LimitUnit
from hukou.circulation import circulation_due, circulation_limit, circulation_reasons, circulation_source
from hukou.resources import ResourceError, resource
from hukou.station_wire import StationEntry, digest_of, matches

ONE = StationEntry(station="390102520000", station_name="槐里派出所", bureau_name="青禾分局")
TWO = StationEntry(station="390102510000", station_name="望桥派出所", bureau_name="青禾分局")


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of one's own in the place of the shipped one."""
    path = tmp_path / "circulation.toml"
    path.write_text(resource("case", "circulation.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(circulation, "resource", lambda *_parts: path)
    circulation._rules.cache_clear()
    yield path
    circulation._rules.cache_clear()


def test_the_limit_is_five_days_and_counts_from_the_day_after() -> None:
    assert circulation_limit("certificate.cancellation") == Limit(5, LimitUnit.DAY)
    assert circulation_due("id_card.renew", date(2026, 11, 23)).day == date(2026, 11, 28)
    assert "第八十四条" in circulation_source()


def test_a_service_may_have_a_limit_of_its_own(rules: Path) -> None:
    text = rules.read_text(encoding="utf-8")
    own = '[services."hukou.move"]\nvalue = 3\nunit = "working_day"\n'
    rules.write_text(text.replace("[services]\n", f"[services]\n{own}"), encoding="utf-8")
    assert circulation_limit("hukou.move") == Limit(3, LimitUnit.WORKING_DAY)
    assert circulation_limit("id_card.renew") == Limit(5, LimitUnit.DAY)


@pytest.mark.parametrize(
    ("good", "bad"),
    [("value = 5", 'value = "5"'), ('unit = "day"', 'unit = "moon"'), ("[reasons]", "[grounds]")],
)
def test_a_wrong_file_is_named(rules: Path, good: str, bad: str) -> None:
    before, found, after = rules.read_text(encoding="utf-8").rpartition(good)
    assert found
    rules.write_text(before + bad + after, encoding="utf-8")
    with pytest.raises(ResourceError):
        circulation_limit("id_card.renew")


def test_reasons_are_there_to_choose_from() -> None:
    assert len(set(circulation_reasons())) == len(circulation_reasons()) >= 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", True), ("槐里", True), ("青禾 槐里", True), ("39010252", True), ("望桥", False), ("520000", False)],
)
def test_a_station_is_found_by_name_or_beginning_of_code(typed: str, found: bool) -> None:
    assert matches(ONE, typed) is found


def test_the_digest_is_of_the_stations_in_whatever_order() -> None:
    assert digest_of([ONE, TWO]) == digest_of([TWO, ONE]) != digest_of([ONE])
