"""The list of stations at the window: fetched when it changed, kept, and used without a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from hukou.station_wire import StationEntry, StationList, digest_of
from tests.counter import Counter
from tests.fakes import OTHER_STATION, STATION, FakeClock
from window_client.errors import RemoteRefusedError, RemoteUnreachableError
from window_client.services.sync.stations import REFRESH, StationSync


@dataclass
class Told:
    """A province that answers what it is given, and counts."""

    answer: StationList | Exception
    known: list[str] = field(default_factory=list)

    def stations(self, known: str) -> StationList:
        self.known.append(known)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def codes(counter: Counter, typed: str = "") -> list[str]:
    return [entry.station for entry in counter.desk.cases.stations(typed)]


def test_the_first_cycle_brings_the_stations_and_later_ones_only_what_changed(
    first: Counter, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(first) == []
    assert first.desk.sync.run_once(force=True).error is None
    assert codes(first) == [OTHER_STATION] and STATION not in codes(first)
    assert codes(first, "槐里") == [OTHER_STATION] and codes(first, "望桥") == []
    asked: list[str] = []
    real = first.desk.province.stations

    def watched(known: str) -> StationList:
        asked.append(known)
        reply = real(known)
        assert reply.stations is None
        return reply

    monkeypatch.setattr(first.desk.province, "stations", watched)
    assert first.desk.sync.run_once(force=True).error is None and asked == []
    clock.advance(seconds=REFRESH.total_seconds())
    assert first.desk.sync.run_once(force=True).error is None
    assert len(asked) == 1 and len(asked[0]) == 64
    assert codes(first) == [OTHER_STATION]


def refused(status: int) -> RemoteRefusedError:
    error = RemoteRefusedError()
    error.status = status
    return error


def sync_of(counter: Counter, clock: FakeClock, answer: Any) -> tuple[StationSync, Told]:
    told = Told(answer)
    return StationSync(counter.session.store, told, clock), told  # type: ignore[arg-type]


def test_what_cannot_be_used_leaves_the_list_as_it_was(first: Counter, clock: FakeClock) -> None:
    entries = (StationEntry(station=OTHER_STATION, station_name="槐里派出所"),)
    good = StationList(digest=digest_of(entries), stations=entries)
    sync_of(first, clock, good)[0].run()
    assert codes(first) == [OTHER_STATION]
    sync_of(first, clock, StationList(digest="0" * 64, stations=()))[0].run()
    sync_of(first, clock, refused(404))[0].run()
    assert codes(first) == [OTHER_STATION]
    syncing, told = sync_of(first, clock, StationList(digest=digest_of(()), stations=()))
    syncing.run()
    syncing.run()
    assert codes(first) == [] and told.known == [good.digest]


def test_without_a_link_it_is_asked_again_the_next_time(first: Counter, clock: FakeClock) -> None:
    syncing, told = sync_of(first, clock, RemoteUnreachableError(detail="cut"))
    for _ in range(2):
        with pytest.raises(RemoteUnreachableError):
            syncing.run()
    assert len(told.known) == 2
    with pytest.raises(RemoteRefusedError):
        sync_of(first, clock, refused(403))[0].run()
