"""Clocks that are wrong and partners of another version: shown, flagged, and without any influence on outcomes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hukou import wire
from provincial_service import signing
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables as province_tables
from tests.counter import BOOK_LOST, Counter
from tests.fakes import FakeClock, LiveProvince
from tests.services.stations import in_sync, sync_of
from window_client.errors import ClockJumpedError, ProtocolTooOldError
from window_client.services.store import tables
from window_client.services.sync import parked
from window_client.services.sync.clock_check import require_sound_clock, skew_between
from window_client.services.sync.remote import ChangeLine
from window_client.services.sync.state import SyncState
from window_client.services.sync.status import Link

OTHER = "certificate.other"


@pytest.fixture
def provinces_clock(province: LiveProvince, monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The province by a clock of its own."""
    own = FakeClock()
    object.__setattr__(province.province.settings, "clock", own.now)
    return own


def require(counter: Counter) -> None:
    with counter.session.store.read() as connection:
        require_sound_clock(connection, counter.desk.clock)


def test_skew_is_measured_in_the_middle_of_the_exchange() -> None:
    clock = FakeClock()
    before = clock.now()
    assert skew_between(before, before + timedelta(seconds=4), before + timedelta(seconds=2)) == 0
    assert skew_between(before, before, before - timedelta(minutes=3)) == 180_000


@pytest.mark.parametrize(
    ("minutes", "shown", "flagged"),
    [
        (1, False, False),
        (3, True, False),
        (-60, True, False),
        (60 * 25, True, True),
        (-60 * 24 * 900, True, True),
    ],
)
def test_a_wrong_clock_is_shown_and_flagged_and_changes_nothing(
    first: Counter,
    second: Counter,
    province: LiveProvince,
    provinces_clock: FakeClock,
    clock: FakeClock,
    people: list[PersonDraft],
    minutes: int,
    shown: bool,
    flagged: bool,
) -> None:
    in_sync(first)
    clock.set_wall(provinces_clock.now() + timedelta(minutes=minutes))
    in_sync(first)
    status = first.desk.sync.status()
    assert (status.skew_ms, status.clock_is_off) == (minutes * 60_000, shown)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.ACCEPTED
    with province.province.store.read() as connection:
        noted = connection.execute(sa.select(province_tables.action_review)).all()
    assert [(row.case_id, row.reason) for row in noted] == [(str(case_id), "clock")] * (2 if flagged else 0)
    in_sync(second)
    assert second.desk.cases.detail(case_id).case == first.desk.cases.detail(case_id).case


def test_a_clock_put_back_stops_issuing_until_it_is_right(
    first: Counter, people: list[PersonDraft], clock: FakeClock
) -> None:
    case_id = first.approved(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    right = clock.now()
    clock.set_wall(right - timedelta(days=2))
    first.step_up()
    clock.set_wall(right - timedelta(days=3))
    with pytest.raises(ClockJumpedError):
        first.desk.certificates.issue(case_id)
    clock.set_wall(right)
    in_sync(first)
    assert first.desk.certificates.issue(case_id).number


def test_a_clock_that_was_ahead_and_was_put_right_is_believed(
    first: Counter, provinces_clock: FakeClock, people: list[PersonDraft], clock: FakeClock
) -> None:
    clock.set_wall(provinces_clock.now() + timedelta(days=400))
    first.open(OTHER, people[0])
    clock.set_wall(provinces_clock.now())
    with pytest.raises(ClockJumpedError):
        require(first)
    in_sync(first)
    require(first)


# --- versions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "theirs", "spoken"),
    [
        ((1, 1), (1, 1), 1),
        ((1, 3), (1, 2), 2),
        ((1, 1), (1, 3), 1),
        ((2, 4), (1, 1), None),
        ((1, 1), (2, 4), None),
    ],
)
def test_both_speak_the_newest_that_both_know(
    own: tuple[int, int], theirs: tuple[int, int], spoken: int | None
) -> None:
    assert wire.spoken_protocol(own, theirs) == spoken


def test_a_newer_window_speaks_as_its_province_does(
    first: Counter, people: list[PersonDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The province knows 1 only; the window knows 1 to 3."""
    monkeypatch.setattr(wire, "PROTOCOL", 3)
    first.desk.province._transport.protocol = 3
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.ACCEPTED
    assert first.desk.province._transport.protocol == 1


def test_a_window_two_versions_back_is_served_and_one_more_is_not(
    first: Counter, people: list[PersonDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "PROTOCOL", 3)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.ACCEPTED
    monkeypatch.setattr(signing, "PROTOCOL", 4)
    monkeypatch.setattr(signing, "OLDEST_PROTOCOL", 2)
    first.desk.cases.add_note(case_id, "仍在本机")
    report = first.desk.sync.run_once(force=True)
    assert isinstance(report.error, ProtocolTooOldError)
    assert report.error.province_speaks == (2, 4)
    assert first.desk.sync.status().link is Link.PAUSED
    assert first.desk.cases.detail(case_id).pending == ("add_note",)


def test_what_was_parked_is_read_after_the_upgrade(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    real = second.desk.province.changes(second.session.terminal.station.station, "", 500_000)
    with second.session.store.unit_of_work() as uow:
        for line in real.lines:
            raw = json.dumps({**json.loads(line.raw), "new": "field"})
            line = ChangeLine(line.seq, 2, raw, None)
            parked.park(
                uow.connection, second.session.terminal.station.station, line, second.desk.clock.now()
            )
        uow.commit()
    assert second.desk.sync.status().parked == 2
    with second.session.store.unit_of_work() as uow:
        scope = second.session.terminal.station.station
        assert list(parked.readable(uow.connection, scope)) == []
        found = list(parked.readable(uow.connection, scope, schema=2))
    assert [change.case.version for change in found if change.case] == [1, 2]
    with second.session.store.unit_of_work() as uow:
        # What an upgraded program finds: the same rows, now of a schema it knows.
        uow.connection.execute(sa.update(tables.parked_change).values(schema_version=1))
        uow.commit()
    in_sync(second)
    assert second.desk.sync.status().parked == 0
    assert second.desk.cases.detail(case_id).case == first.desk.cases.detail(case_id).case
