"""A province restored from an older backup loses nothing that windows hold (sync.md, invariant 11)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import Status
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables as province_tables
from tests.backups import back_up, restore
from tests.counter import BOOK_LOST, Counter
from tests.fakes import FakeClock, LiveProvince
from tests.services.stations import action_states, applied, cases_of, in_sync, scope_row, sync_of
from tests.services.sync.conftest import Opener
from window_client.errors import CursorGoneError, RemoteUnreachableError
from window_client.services.store import tables
from window_client.services.sync.remote import SnapshotPage
from window_client.services.sync.state import SyncState

OTHER = "certificate.other"


def same_everywhere(province: LiveProvince, *counters: Counter) -> None:
    theirs = cases_of(province.province)
    for counter in counters:
        for case_id, case in theirs.items():
            detail = counter.desk.cases.detail(UUID(case_id))
            assert detail.case == case
            assert detail.sync is SyncState.ACCEPTED
        assert len(counter.desk.cases.list_cases()) == len(theirs)


def test_what_was_accepted_after_the_backup_is_offered_again(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft], tmp_path: Path
) -> None:
    kept = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    back_up(province.province, tmp_path / "backup")
    lost = first.accepted(OTHER, people[1], BOOK_LOST)
    first.desk.cases.submit_for_review(kept)
    in_sync(first)
    before = applied(province.province)
    receipt = first.desk.cases.detail(lost).receipt_number
    restore(province.province, tmp_path / "backup")
    assert len(applied(province.province)) == len(before) - 3
    in_sync(first)
    assert sorted(applied(province.province)) == sorted(before)
    assert first.desk.cases.detail(kept).case.status is Status.IN_REVIEW
    detail = first.desk.cases.detail(lost)
    assert detail.sync is SyncState.ACCEPTED
    # The lost receipt's number is nobody's: a new one was given.
    assert detail.receipt_number not in ("", receipt)
    in_sync(second)
    same_everywhere(province, first, second)


def test_actions_of_two_windows_on_one_case_find_their_order_again(
    first: Counter,
    second: Counter,
    province: LiveProvince,
    people: list[PersonDraft],
    clock: FakeClock,
    tmp_path: Path,
) -> None:
    """The second window comes back first; its step stands on one that only the first window still has."""
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    back_up(province.province, tmp_path / "backup")
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    in_sync(first)
    in_sync(second)
    second.desk.cases.submit_for_review(case_id)
    second.desk.cases.add_note(case_id, "申请人在等候")
    in_sync(second)
    in_sync(first)
    before = cases_of(province.province)[str(case_id)]
    restore(province.province, tmp_path / "backup")
    report = in_sync(second)
    assert report.pushed.conflicts == 0
    seen = second.desk.cases.detail(case_id)
    # Nothing of it vanishes from the screen meanwhile, and nothing is called accepted that is not.
    assert (seen.case.status, seen.case.fields["purpose"]) == (Status.IN_REVIEW, "子女入学")
    assert seen.sync is not SyncState.ACCEPTED
    in_sync(first)
    clock.advance(minutes=10)
    in_sync(second)
    in_sync(first)
    after = cases_of(province.province)[str(case_id)]
    assert (after.status, after.fields, after.notes) == (before.status, before.fields, before.notes)
    same_everywhere(province, first, second)


def test_a_case_that_only_another_window_holds_stays_readable_until_it_comes_back(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft], tmp_path: Path
) -> None:
    back_up(province.province, tmp_path / "backup")
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    restore(province.province, tmp_path / "backup")
    in_sync(second)
    detail = second.desk.cases.detail(case_id)
    assert (detail.case.status, detail.sync) == (Status.ACCEPTED, SyncState.SENT)
    # Work on it waits for what it stands on, and is not judged before.
    second.desk.cases.submit_for_review(case_id)
    in_sync(second)
    assert action_states(second) == ["queued"]
    in_sync(first)
    in_sync(second)
    in_sync(first)
    assert cases_of(province.province)[str(case_id)].status is Status.IN_REVIEW
    same_everywhere(province, first, second)


def test_what_never_comes_back_does_not_hold_up_others_for_ever(
    first: Counter,
    second: Counter,
    province: LiveProvince,
    people: list[PersonDraft],
    clock: FakeClock,
    tmp_path: Path,
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    back_up(province.province, tmp_path / "backup")
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    in_sync(first)
    in_sync(second)
    second.desk.cases.submit_for_review(case_id)
    restore(province.province, tmp_path / "backup")
    in_sync(second)
    assert action_states(second) == ["queued"]
    clock.advance(days=province.province.limits.reoffer_days + 1)
    in_sync(second)
    assert sync_of(second, case_id) is SyncState.CONFLICT


def test_the_same_version_number_of_another_history_is_a_conflict(
    first: Counter,
    second: Counter,
    another: Opener,
    province: LiveProvince,
    people: list[PersonDraft],
    tmp_path: Path,
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    back_up(province.province, tmp_path / "backup")
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    in_sync(first)
    in_sync(second)
    second.desk.cases.withdraw(case_id, "申请人撤回")
    restore(province.province, tmp_path / "backup")
    fresh = another()
    in_sync(fresh)
    fresh.desk.cases.amend(case_id, {"purpose": "社会保险"})
    in_sync(fresh)
    # The second window's step was made on version 3, and there is a version 3: but not the one it saw.
    in_sync(second)
    assert sync_of(second, case_id) is SyncState.CONFLICT
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.CONFLICT
    assert cases_of(province.province)[str(case_id)].fields["purpose"] == "社会保险"


def test_numbers_leased_after_the_backup_stay_good_and_nobody_gets_them_again(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft], tmp_path: Path
) -> None:
    back_up(province.province, tmp_path / "backup")
    in_sync(first)
    case_id = first.approved(OTHER, people[0], BOOK_LOST)
    first.step_up()
    number = first.desk.certificates.issue(case_id).number
    in_sync(first)
    restore(province.province, tmp_path / "backup")
    in_sync(second)
    in_sync(first)
    case = cases_of(province.province)[str(case_id)]
    assert [certificate.number for certificate in case.certificates] == [number]
    table = province_tables.number_block
    with province.province.store.read() as connection:
        blocks = connection.execute(sa.select(table.c.first, table.c.last).order_by(table.c.first)).all()
    assert len(blocks) == 2
    assert blocks[0].last < blocks[1].first
    assert first.desk.certificates.numbers_left() == 199


def test_a_block_that_the_province_does_not_take_back_is_not_used_any_more(
    first: Counter, province: LiveProvince, tmp_path: Path
) -> None:
    back_up(province.province, tmp_path / "backup")
    in_sync(first)
    with first.session.store.unit_of_work() as uow:
        uow.connection.execute(sa.update(tables.number_block).values(prefix="XX-2026-"))
        uow.commit()
    restore(province.province, tmp_path / "backup")
    in_sync(first)
    with first.session.store.read() as connection:
        rows = connection.execute(sa.select(tables.number_block).order_by(tables.number_block.c.prefix)).all()
    assert [(row.prefix, row.next > row.last) for row in rows] == [("WQ-2026-", False), ("XX-2026-", True)]


@pytest.mark.parametrize("pages_before_the_break", [0, 1, 2])
def test_a_turn_broken_off_goes_on_where_it_stopped(
    first: Counter,
    province: LiveProvince,
    people: list[PersonDraft],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pages_before_the_break: int,
) -> None:
    monkeypatch.setattr("window_client.services.sync.pull.PAGE_BYTES", 1_200)
    for person in people[:3]:
        first.accepted(OTHER, person, BOOK_LOST)
    in_sync(first)
    back_up(province.province, tmp_path / "backup")
    later = first.accepted(OTHER, people[3], BOOK_LOST)
    for row in first.desk.cases.list_cases():
        first.desk.cases.submit_for_review(row.case_id)
    in_sync(first)
    before = sorted(applied(province.province))
    restore(province.province, tmp_path / "backup")
    fetched: list[str] = []
    real = first.desk.province.snapshot

    def breaking(scope: str, after: str, max_bytes: int) -> SnapshotPage:
        if len(fetched) == pages_before_the_break:
            fetched.append("broken")
            raise RemoteUnreachableError(detail="ConnectTimeout")
        fetched.append(after)
        return real(scope, after, 1_200)

    monkeypatch.setattr(first.desk.province, "snapshot", breaking)
    report = first.desk.sync.run_once(force=True)
    assert isinstance(report.error, RemoteUnreachableError)
    # Half-way the screen still shows everything.
    assert all(row.status is Status.IN_REVIEW for row in first.desk.cases.list_cases())
    in_sync(first)
    assert sorted(applied(province.province)) == before
    assert len(set(fetched)) == len(fetched)
    assert sync_of(first, later) is SyncState.ACCEPTED
    same_everywhere(province, first)


def test_a_second_restore_during_the_turn_starts_it_again(
    first: Counter,
    province: LiveProvince,
    people: list[PersonDraft],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    back_up(province.province, tmp_path / "backup")
    for person in people[:3]:
        first.accepted(OTHER, person, BOOK_LOST)
    in_sync(first)
    before = sorted(applied(province.province))
    restore(province.province, tmp_path / "backup")
    real, calls = first.desk.province.snapshot, []

    def turning(scope: str, after: str, max_bytes: int) -> SnapshotPage:
        page = real(scope, after, max_bytes)
        calls.append(after)
        if len(calls) == 1:
            restore(province.province, tmp_path / "backup")
        return page

    monkeypatch.setattr(first.desk.province, "snapshot", turning)
    in_sync(first)
    in_sync(first)
    assert sorted(applied(province.province)) == before
    same_everywhere(province, first)


def test_a_window_that_is_only_late_takes_a_snapshot_and_offers_nothing(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    from provincial_service.feed import trim_changes

    gone = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    note = second.desk.cases.add_note(gone, "已联系")
    assert note is not None
    for person in people[1:5]:
        first.accepted(OTHER, person, BOOK_LOST)
    in_sync(first)
    assert trim_changes(province.province, 2) > 0
    assert trim_changes(province.province, 2) == 0
    report = in_sync(second)
    assert report.pulled.snapshots == 5
    assert report.pushed.sent == 1
    in_sync(first)
    same_everywhere(province, first, second)
    assert scope_row(second).epoch == scope_row(first).epoch


def test_a_case_that_left_while_a_window_was_away_leaves_its_store(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    from provincial_service.feed import trim_changes

    left = first.accepted(OTHER, people[0], BOOK_LOST)
    stayed = first.accepted(OTHER, people[1], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    table = province_tables.case
    with province.province.store.write() as connection:
        connection.execute(
            sa.update(table).where(table.c.case_id == str(left)).values(station="390102520000")
        )
    for person in people[2:4]:
        first.accepted(OTHER, person, BOOK_LOST)
    in_sync(first)
    trim_changes(province.province, 1)
    in_sync(second)
    shown = {row.case_id for row in second.desk.cases.list_cases()}
    assert left not in shown
    assert stayed in shown


def test_a_new_window_of_a_trimmed_feed_gets_everything(
    first: Counter, another: Opener, province: LiveProvince, people: list[PersonDraft]
) -> None:
    from provincial_service.feed import trim_changes

    for person in people[:4]:
        first.accepted(OTHER, person, BOOK_LOST)
    in_sync(first)
    trim_changes(province.province, 1)
    fresh = another()
    in_sync(fresh)
    same_everywhere(province, first, fresh)


def test_a_batch_of_the_old_epoch_is_not_done_at_all(
    first: Counter, province: LiveProvince, people: list[PersonDraft], tmp_path: Path
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    back_up(province.province, tmp_path / "backup")
    first.desk.cases.submit_for_review(case_id)
    restore(province.province, tmp_path / "backup")
    with pytest.raises(CursorGoneError) as caught:
        first.desk.sync.push_case(case_id)
    assert caught.value.problem_code == "PV-122"
    assert action_states(first)[-1] == "queued"
    in_sync(first)
    assert cases_of(province.province)[str(case_id)].status is Status.IN_REVIEW


def test_a_long_absence_ends_the_same_way(
    first: Counter, province: LiveProvince, people: list[PersonDraft], clock: FakeClock, tmp_path: Path
) -> None:
    """The sent log is never thrown away."""
    back_up(province.province, tmp_path / "backup")
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    clock.advance(days=400)
    restore(province.province, tmp_path / "backup")
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.ACCEPTED
    assert clock.now() - first.desk.cases.detail(case_id).case.opened_at == timedelta(days=400)
