"""Identifiers that sort by time, and the two clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import RFC_4122

from window_client.services.clock import CHINA, IdMaker, SystemClock


def test_layout_of_a_uuid_7() -> None:
    made = IdMaker().make(0x0192F4C81A2B)
    assert made.version == 7 and made.variant == RFC_4122
    assert made.hex.startswith("0192f4c81a2b7")


def test_identifiers_rise_even_when_the_clock_falls_back() -> None:
    ids = IdMaker()
    times = [1000] * 3000 + [1001] * 9000 + [5] * 9000 + [1002, 999]
    made = [ids.make(moment) for moment in times]
    assert made == sorted(made) and len(set(made)) == len(made)


def test_two_makers_do_not_agree() -> None:
    assert IdMaker().make(1) != IdMaker().make(1)


def test_the_counter_has_room_within_a_millisecond() -> None:
    highest = IdMaker(random=lambda count: b"\xff" * count)
    first, second = highest.make(7), highest.make(7)
    assert first.hex[:12] == second.hex[:12] and first < second


def test_the_systems_clock() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.today() in {clock.now().astimezone(CHINA).date()}
    assert clock.monotonic() <= clock.monotonic()
    assert clock.new_id() < clock.new_id()


def test_the_day_at_the_counter_is_chinas() -> None:
    evening = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert evening.astimezone(CHINA).date() == date(2026, 11, 24)
