"""What comes is kept whole: page and cursor together, no hole, nothing of a newer schema lost."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou import wire
from hukou.case import ActionKind, Status
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables as province_tables
from tests.counter import BOOK_LOST, Counter
from tests.fakes import LiveProvince
from tests.services.sync.line import OTHER, Between, in_sync, scope_row, sync_of
from window_client.errors import CursorGoneError, RemoteAnswerError, RemoteFaultError
from window_client.services.store import tables
from window_client.services.sync.pull import Pull
from window_client.services.sync.remote import ChangeLine, ChangePage
from window_client.services.sync.state import SyncState
from window_client.services.sync.status import Link


def test_the_other_window_sees_the_case(counter: Counter, second: Counter, people: list[PersonDraft]) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    assert second.desk.cases.detail(case_id).case == counter.desk.cases.detail(case_id).case
    assert second.desk.sync.status().data_as_of == second.desk.clock.now()


def test_page_and_cursor_are_one_transaction(
    counter: Counter, second: Counter, people: list[PersonDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the two is rolled back to before both: the page comes again."""
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    session = second.session
    pull = Pull(session.store, second.desk.province, session.clock, session.terminal.station.station)
    taken: list[UUID] = []

    class KilledError(Exception):
        pass

    def killed(self: Pull, connection: sa.Connection, change: wire.Change) -> None:
        original(self, connection, change)
        taken.append(change.case_id)
        if len(taken) == 2:
            raise KilledError

    original = Pull._take
    with monkeypatch.context() as patched:
        patched.setattr(Pull, "_take", killed)
        with pytest.raises(KilledError):
            pull.run()
    assert taken == [case_id, case_id]
    assert scope_row(second) is None
    assert second.desk.cases.list_cases() == ()
    pull.run()
    assert scope_row(second).cursor
    assert [row.case_id for row in second.desk.cases.list_cases()] == [case_id]


def test_a_hole_in_the_numbers_is_refused(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    counter.accepted(OTHER, people[0], BOOK_LOST)
    counter.accepted(OTHER, people[1], BOOK_LOST)
    in_sync(counter)
    session = second.session
    between = Between(second.desk.province)
    pull = Pull(session.store, between, session.clock, session.terminal.station.station)  # type: ignore[arg-type]

    def hole(page: ChangePage) -> ChangePage:
        return ChangePage((page.lines[0], *page.lines[2:]), page.cursor, page.more)

    between.change_page = hole
    with pytest.raises(RemoteAnswerError):
        pull.run()
    between.change_page = lambda page: ChangePage(page.lines, "", True)
    with pytest.raises(RemoteAnswerError):
        pull.run()
    assert second.desk.cases.list_cases() == ()
    between.change_page = lambda page: page
    assert pull.run().changes == 4


def test_a_change_of_a_newer_schema_is_parked_and_never_skipped(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    session = second.session
    between = Between(second.desk.province)

    def newer(page: ChangePage) -> ChangePage:
        last = page.lines[-1]
        raw = json.dumps({**json.loads(last.raw), "schema_version": 99, "new": "field"})
        return ChangePage((*page.lines[:-1], ChangeLine(last.seq, 99, raw, None)), page.cursor, page.more)

    between.change_page = newer
    pull = Pull(session.store, between, session.clock, session.terminal.station.station)  # type: ignore[arg-type]
    totals = pull.run()
    assert totals.parked == 1
    assert second.desk.sync.status().parked == 1
    with session.store.read() as connection:
        row = connection.execute(sa.select(tables.parked_change)).one()
    assert json.loads(row.raw)["new"] == "field"
    assert json.loads(row.raw)["case_id"] == str(case_id)
    assert second.desk.cases.detail(case_id).case.version == 1


def test_pending_work_is_rebased_on_what_came(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    second.desk.cases.add_note(case_id, "第二窗口的备注")
    in_sync(second)
    counter.desk.cases.add_note(case_id, "第一窗口的备注")
    session = counter.session
    pull = Pull(session.store, counter.desk.province, session.clock, session.terminal.station.station)
    pull.run()
    case = counter.desk.cases.detail(case_id).case
    assert [note.text for note in case.notes] == ["第二窗口的备注", "第一窗口的备注"]
    assert sync_of(counter, case_id) is SyncState.QUEUED
    in_sync(counter)
    in_sync(second)
    notes = [c.desk.cases.detail(case_id).case.notes for c in (counter, second)]
    assert notes[0] == notes[1]
    assert len(notes[0]) == 2


def test_work_that_no_longer_applies_is_kept_and_shown(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    counter.desk.cases.amend(case_id, {"purpose": "我的修改"})
    counter.desk.cases.submit_for_review(case_id)
    second.desk.cases.withdraw(case_id, "申请人撤回")
    in_sync(second)
    session = counter.session
    Pull(session.store, counter.desk.province, session.clock, session.terminal.station.station).run()
    detail = counter.desk.cases.detail(case_id)
    assert (detail.sync, detail.case.status) == (SyncState.CONFLICT, Status.WITHDRAWN)
    (held,) = counter.desk.conflicts.sheets(case_id)
    assert [held.kind, *held.followers] == [ActionKind.AMEND, ActionKind.SUBMIT_FOR_REVIEW]
    assert held.held.payload == {"fields": {"purpose": "我的修改"}}
    assert held.theirs is not None
    assert held.theirs.status is Status.WITHDRAWN
    in_sync(counter)
    assert sync_of(counter, case_id) is SyncState.CONFLICT


def test_a_restored_province_is_read_from_the_beginning(
    counter: Counter, second: Counter, people: list[PersonDraft], province: LiveProvince
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    before = scope_row(second).epoch
    with province.province.store.write() as connection:
        table = province_tables.meta
        connection.execute(sa.update(table).where(table.c.key == "epoch").values(value="another"))
    report = second.desk.sync.run_once(force=True)
    if report.error is not None:
        pytest.fail(f"{report.error.code} {report.error.detail}")
    assert scope_row(second).epoch != before
    assert second.desk.cases.detail(case_id).case.status is Status.ACCEPTED


def test_a_case_that_leaves_the_scope_leaves_the_computer(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    kept = counter.accepted(OTHER, people[1], BOOK_LOST)
    in_sync(counter)
    session = second.session
    between = Between(second.desk.province)
    scope = session.terminal.station.station
    pull = Pull(session.store, between, session.clock, scope)  # type: ignore[arg-type]
    pull.run()
    second.desk.cases.add_note(kept, "还没有上传")

    def leaving(page: ChangePage) -> ChangePage:
        seq = int(page.cursor.rpartition(":")[2])
        epoch = page.cursor.partition(":")[0]
        lines = []
        for gone in (case_id, kept):
            seq += 1
            change = wire.Change(seq=seq, kind=wire.ChangeKind.SCOPE_EXIT, case_id=gone)
            lines.append(ChangeLine(seq, 1, change.model_dump_json(), change))
        return ChangePage(tuple(lines), f"{epoch}:{scope}:{seq}", False)

    between.change_page = leaving
    pull.run()
    assert [row.case_id for row in second.desk.cases.list_cases()] == [kept]


def test_a_feed_that_is_never_right_stops(counter: Counter, between: Between) -> None:
    session = counter.session
    pull = Pull(session.store, between, session.clock, session.terminal.station.station)  # type: ignore[arg-type]

    def gone(_page: ChangePage) -> ChangePage:
        raise CursorGoneError()

    between.change_page = gone
    with pytest.raises(CursorGoneError):
        pull.run()


def test_many_pages_are_drained_in_one_run(
    counter: Counter, second: Counter, people: list[PersonDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in people[:5]:
        counter.accepted(OTHER, person, BOOK_LOST)
    in_sync(counter)
    monkeypatch.setattr("window_client.services.sync.pull.PAGE_BYTES", 2_000)
    session = second.session
    between, pages = Between(second.desk.province), []
    between.change_page = lambda page: (pages.append(page.cursor), page)[1]
    totals = Pull(session.store, between, session.clock, session.terminal.station.station).run()  # type: ignore[arg-type]
    assert totals.changes == 10
    assert len(pages) > 2
    assert len(second.desk.cases.list_cases()) == 5


def test_the_province_is_not_asked_for_nothing(counter: Counter, people: list[PersonDraft]) -> None:
    assert counter.desk.sync.run_if_queued().skipped
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    assert counter.desk.sync.run_if_queued().pushed.applied == 2
    assert sync_of(counter, case_id) is SyncState.ACCEPTED


def test_a_case_that_cannot_be_sent_is_noted_like_any_failure(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    case_id = counter.open(OTHER, people[0])
    between.fail = RemoteFaultError()
    with pytest.raises(RemoteFaultError):
        counter.desk.sync.push_case(case_id)
    assert counter.desk.sync.status().link is Link.OFFLINE
