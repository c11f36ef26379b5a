"""Faults of the line and of the province only delay."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from provincial_service.sample_register.people import PersonDraft
from tests.counter import BOOK_LOST, Counter
from tests.fakes import FakeClock, LiveProvince
from tests.services.sync.line import OTHER, Between, action_states, applied, in_sync, scope_row, sync_of
from window_client.errors import (
    ProtocolTooOldError,
    RemoteAnswerError,
    RemoteFaultError,
    RemoteSignInError,
    RemoteUnreachableError,
    SyncError,
)
from window_client.services.store import tables
from window_client.services.sync import backoff
from window_client.services.sync.state import SyncState
from window_client.services.sync.status import Link


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("error_500", RemoteFaultError),
        ("html", RemoteAnswerError),
        ("half_json", (RemoteAnswerError, RemoteUnreachableError)),
    ],
)
def test_a_province_in_trouble_only_delays(
    counter: Counter,
    province: LiveProvince,
    people: list[PersonDraft],
    clock: FakeClock,
    mode: str,
    expected: Any,
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    province.misbehave(mode, path="/v1/actions", times=1)
    report = counter.desk.sync.run_once(force=True)
    assert isinstance(report.error, expected)
    assert counter.desk.sync.status().link is Link.OFFLINE
    assert len(counter.desk.cases.detail(case_id).pending) == 2
    clock.advance(seconds=backoff.CAP_SECONDS + 1)
    report = counter.desk.sync.run_once()
    assert report.error is None
    assert sync_of(counter, case_id) is SyncState.ACCEPTED
    assert counter.desk.sync.status().link is Link.ONLINE
    assert len(applied(province.province)) == 2


def test_the_waiting_time_is_stored_and_grows(
    counter: Counter, between: Between, people: list[PersonDraft], clock: FakeClock
) -> None:
    counter.accepted(OTHER, people[0], BOOK_LOST)
    between.fail = RemoteFaultError()
    for attempt in range(1, 5):
        counter.desk.sync.run_once(force=True)
        row = scope_row(counter)
        assert row.attempts == attempt
        assert 0 <= (row.next_attempt_at - clock.now()).total_seconds() <= 2.0**attempt
    with counter.session.store.unit_of_work() as uow:
        later = clock.now().replace(microsecond=0)
        uow.connection.execute(sa.update(tables.sync_scope).values(next_attempt_at=later.replace(second=59)))
        uow.commit()
    sent = len(between.pushed)
    assert counter.desk.sync.run_once().skipped
    assert len(between.pushed) == sent
    clock.advance(seconds=120)
    between.fail = None
    assert counter.desk.sync.run_once().error is None
    assert (scope_row(counter).attempts, scope_row(counter).next_attempt_at) == (0, None)


def test_retry_after_is_respected(
    counter: Counter, between: Between, people: list[PersonDraft], clock: FakeClock
) -> None:
    counter.accepted(OTHER, people[0], BOOK_LOST)
    between.fail = RemoteFaultError()
    between.fail.retry_after = 400.0
    counter.desk.sync.run_once(force=True)
    assert (scope_row(counter).next_attempt_at - clock.now()).total_seconds() >= 400


def test_jitter_is_full_and_capped() -> None:
    drawn = [backoff.delay(9) for _ in range(300)]
    assert min(drawn) < 60
    assert max(drawn) > 200
    assert max(drawn) <= backoff.CAP_SECONDS
    assert backoff.delay(10_000) <= backoff.CAP_SECONDS


@pytest.mark.parametrize("error", [RemoteSignInError(), ProtocolTooOldError()])
def test_an_unwelcome_terminal_pauses_and_keeps_the_queue(
    counter: Counter, between: Between, people: list[PersonDraft], error: SyncError
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    between.fail = error
    counter.desk.sync.run_once(force=True)
    status = counter.desk.sync.status()
    assert (status.link, status.waiting) == (Link.PAUSED, 1)
    assert scope_row(counter).paused_by == error.code
    assert action_states(counter) == ["queued", "queued"]
    between.fail = None
    in_sync(counter)
    assert sync_of(counter, case_id) is SyncState.ACCEPTED
    assert counter.desk.sync.status().link is Link.ONLINE


def test_a_clock_put_back_does_not_stop_the_queue(
    counter: Counter, between: Between, people: list[PersonDraft], clock: FakeClock
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    between.fail = RemoteFaultError()
    counter.desk.sync.run_once(force=True)
    clock.set_wall(clock.now().replace(year=2020))
    between.fail = None
    report = counter.desk.sync.run_once()
    assert not report.skipped
    assert sync_of(counter, case_id) is SyncState.ACCEPTED


def test_before_the_first_cycle_nothing_is_claimed_about_the_link(counter: Counter) -> None:
    status = counter.desk.sync.status()
    assert (status.link, status.last_contact, status.data_as_of) == (Link.UNKNOWN, None, None)
