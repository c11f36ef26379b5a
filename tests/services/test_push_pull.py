"""Push and pull against the real province: what is sent arrives once, what comes is kept whole, faults only delay."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou import wire
from hukou.case import ActionKind, Status
from provincial_service.province import Province as ProvinceState
from provincial_service.sample_register import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables as province_tables
from tests.counter import BOOK_LOST, CHANGED_NAME, Counter
from tests.fakes import FakeClock, LiveProvince
from tests.people import load_sample
from tests.services.conftest import Sessions
from window_client.config import Config
from window_client.errors import (
    CursorGoneError,
    ProtocolTooOldError,
    RemoteAnswerError,
    RemoteFaultError,
    RemoteRefusedError,
    RemoteSignInError,
    RemoteUnreachableError,
    SyncError,
)
from window_client.services.case_views import rewrite
from window_client.services.enrolment import enrol
from window_client.services.sign_in import SignIn
from window_client.services.store import tables
from window_client.services.sync import backoff
from window_client.services.sync.cycle import SyncCycle
from window_client.services.sync.pull import Pull
from window_client.services.sync.push import Push
from window_client.services.sync.remote import ChangeLine, ChangePage, Province
from window_client.services.sync.settling import Claimed, advance, original_outcome
from window_client.services.sync.sizing import RequestSize
from window_client.services.sync.state import SyncState, held_state
from window_client.services.sync.status import Link

OTHER = "certificate.other"


@pytest.fixture
def register(province: LiveProvince) -> SampleRegister:
    return load_sample(province.province)


@pytest.fixture
def people(register: SampleRegister) -> list[PersonDraft]:
    return [person for person in register.persons() if person.age_on(register.as_of) >= 18]


@pytest.fixture
def counter(sessions: Sessions, clock: FakeClock) -> Counter:
    return Counter.at(sessions(), clock)


@pytest.fixture
def second(tmp_path_factory: pytest.TempPathFactory, province: LiveProvince, clock: FakeClock) -> Any:
    """Another window of the same station."""
    root = tmp_path_factory.mktemp("second")
    config = Config(
        data_dir=root / "data", secret_dir=root / "secret", log_dir=root / "log", province_url=province.url
    )
    enrol(config, province.activation_code(), clock)
    session = SignIn(config, clock, memory_kib=64, passes=1).sign_in("039217", "correct horse 户籍")
    counter = Counter.at(session, clock)
    yield counter
    counter.desk.close()
    session.lock("quit")


def applied(province: ProvinceState) -> list[str]:
    table = province_tables.applied_action
    with province.store.read() as connection:
        return list(connection.execute(sa.select(table.c.action_id)).scalars())


def action_states(counter: Counter) -> list[str]:
    table = tables.action
    with counter.session.store.read() as connection:
        return list(connection.execute(sa.select(table.c.state).order_by(table.c.terminal_seq)).scalars())


def scope_row(counter: Counter) -> Any:
    with counter.session.store.read() as connection:
        return connection.execute(sa.select(tables.sync_scope)).first()


def sync_of(counter: Counter, case_id: UUID) -> SyncState:
    return counter.desk.cases.detail(case_id).sync


def in_sync(counter: Counter) -> None:
    report = counter.desk.sync.run_once(force=True)
    assert report.error is None, report.error


@dataclass
class Between:
    """Stands between a window and its province and tampers with what passes, as a line would."""

    province: Province
    change_reply: Callable[[wire.BatchReply], wire.BatchReply] = lambda reply: reply
    change_page: Callable[[ChangePage], ChangePage] = lambda page: page
    fail: SyncError | None = None
    pushed: list[int] = field(default_factory=list)
    """How many actions each batch had."""
    refuse_texts_with: str = ""

    def push(self, actions: Any, epoch: str = "") -> wire.BatchReply:
        self.pushed.append(len(actions))
        if self.fail is not None:
            raise self.fail
        if self.refuse_texts_with and any(self.refuse_texts_with in a.text for a in actions):
            raise RemoteRefusedError()
        return self.change_reply(self.province.push(actions, epoch))

    def changes(self, scope: str, after: str, max_bytes: int, *, offered: bool = False) -> ChangePage:
        return self.change_page(self.province.changes(scope, after, max_bytes, offered=offered))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.province, name)


@pytest.fixture
def between(counter: Counter) -> Between:
    """The counter's sync runs through it from now on."""
    session = counter.session
    middle = Between(counter.desk.province)
    cycle = SyncCycle(
        session.store,
        middle,  # type: ignore[arg-type]
        session.clock,
        scope=session.terminal.station.station,
        province_public_key=session.terminal.province_public_key,
    )
    object.__setattr__(counter.desk, "sync", cycle)
    return middle


# --- push ------------------------------------------------------------------------------------------------------


def test_what_is_queued_arrives_once_with_receipts(
    counter: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    cases = [counter.accepted(OTHER, person, BOOK_LOST) for person in people[:3]]
    assert all(sync_of(counter, case_id) is SyncState.QUEUED for case_id in cases)
    report = counter.desk.sync.run_once(force=True)
    assert (report.error, report.pushed.sent, report.pushed.applied) == (None, 6, 6)
    assert action_states(counter) == ["applied"] * 6
    for case_id in cases:
        detail = counter.desk.cases.detail(case_id)
        assert (detail.sync, detail.case.version) == (SyncState.ACCEPTED, 2)
        assert detail.receipt_number.startswith("LJ-")
    again = counter.desk.sync.run_once(force=True)
    assert (again.pushed.sent, again.pulled.changes) == (0, 0)
    assert len(applied(province.province)) == 6


def test_a_lost_answer_is_asked_for_again(
    counter: Counter, between: Between, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)

    def lost(_reply: wire.BatchReply) -> wire.BatchReply:
        raise RemoteUnreachableError(detail="ReadTimeout")

    between.change_reply = lost
    report = counter.desk.sync.run_once(force=True)
    assert isinstance(report.error, RemoteUnreachableError)
    assert sync_of(counter, case_id) is SyncState.SENT
    between.change_reply = lambda reply: reply
    in_sync(counter)
    assert sync_of(counter, case_id) is SyncState.ACCEPTED
    assert len(applied(province.province)) == 2


def test_an_action_that_never_left_is_not_called_sent(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    between.fail = RemoteUnreachableError(detail="ConnectTimeout")
    counter.desk.sync.run_once(force=True)
    assert sync_of(counter, case_id) is SyncState.QUEUED


def test_an_action_absent_from_the_reply_stays_unacknowledged(
    counter: Counter, between: Between, province: LiveProvince, people: list[PersonDraft]
) -> None:
    """It may have taken effect all the same: the next question settles it, and a pull in between does no harm."""
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    between.change_reply = lambda reply: reply.model_copy(update={"results": reply.results[:1]})
    session = counter.session
    push = Push(session.store, between, session.clock, session.terminal.province_public_key)  # type: ignore[arg-type]
    totals = push.run(force=True)
    assert (totals.applied, totals.waiting) == (1, 1)
    assert action_states(counter) == ["applied", "sent"]
    assert sync_of(counter, case_id) is SyncState.SENT
    # The province has it; the outbox row is not due, so the cycle asks for its result before it pulls.
    report = counter.desk.sync.run_once()
    assert report.error is None
    assert report.pushed.sent == 0
    assert action_states(counter) == ["applied", "applied"]
    assert sync_of(counter, case_id) is SyncState.ACCEPTED
    assert len(applied(province.province)) == 2


def test_a_result_for_something_else_is_not_believed(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    counter.accepted(OTHER, people[0], BOOK_LOST)
    stranger = wire.ActionResult(action_id=UUID(int=5), outcome=wire.Outcome.APPLIED)
    between.change_reply = lambda reply: reply.model_copy(update={"results": (*reply.results, stranger)})
    report = counter.desk.sync.run_once(force=True)
    assert isinstance(report.error, RemoteAnswerError)
    assert "applied" not in action_states(counter)


def test_a_forged_receipt_is_not_believed(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)

    def forged(reply: wire.BatchReply) -> wire.BatchReply:
        results = []
        for result in reply.results:
            assert result.receipt is not None
            receipt = result.receipt.model_copy(update={"number": "LJ-26-000000"})
            results.append(result.model_copy(update={"receipt": receipt}))
        return reply.model_copy(update={"results": tuple(results)})

    between.change_reply = forged
    report = counter.desk.sync.run_once(force=True)
    assert isinstance(report.error, RemoteAnswerError)
    assert counter.desk.cases.detail(case_id).receipt_number == ""
    between.change_reply = lambda reply: reply
    in_sync(counter)
    assert sync_of(counter, case_id) is SyncState.ACCEPTED


def test_what_a_killed_process_had_claimed_is_offered_again(
    counter: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    counter.accepted(OTHER, people[0], BOOK_LOST)
    with counter.session.store.unit_of_work() as uow:
        uow.connection.execute(sa.update(tables.action).values(state="claimed"))
        uow.connection.execute(sa.update(tables.outbox).values(claimed_at=counter.desk.clock.now()))
        uow.commit()
    in_sync(counter)
    assert action_states(counter) == ["applied", "applied"]
    assert len(applied(province.province)) == 2


def test_order_is_kept_within_a_case(
    counter: Counter, between: Between, province: LiveProvince, people: list[PersonDraft]
) -> None:
    """Small batches split a case: its later actions wait for the earlier ones and none is blocked for good."""
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    for number in range(6):
        counter.desk.cases.add_note(case_id, f"第 {number} 次联系")
    session = counter.session
    push = Push(
        session.store,
        between,  # type: ignore[arg-type]
        session.clock,
        session.terminal.province_public_key,
        size=RequestSize(1, 1, 1),
    )
    push.run(force=True)
    assert between.pushed[0] == 1
    assert action_states(counter) == ["applied"] * 8
    case = counter.desk.cases.detail(case_id).case
    assert [note.text for note in case.notes] == [f"第 {number} 次联系" for number in range(6)]
    assert case.version == 8


def test_a_poison_action_blocks_only_its_case(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    good, bad, also_good = (counter.accepted(OTHER, person, BOOK_LOST) for person in people[:3])
    counter.desk.cases.add_note(bad, "毒")
    counter.desk.cases.submit_for_review(bad)
    counter.desk.cases.submit_for_review(also_good)
    between.refuse_texts_with = "毒"
    in_sync(counter)
    assert sync_of(counter, good) is SyncState.ACCEPTED
    assert sync_of(counter, also_good) is SyncState.ACCEPTED
    assert counter.desk.cases.detail(also_good).case.status is Status.IN_REVIEW
    detail = counter.desk.cases.detail(bad)
    assert detail.sync is SyncState.RETURNED
    assert detail.problem is not None
    assert detail.problem.code == RemoteRefusedError.code
    # What stood on the poison stops with it; what came before has taken effect.
    assert detail.case.status is Status.ACCEPTED
    assert detail.case.notes == ()
    (held,) = counter.desk.conflicts.sheets(bad)
    assert [held.kind, *held.followers] == [ActionKind.ADD_NOTE, ActionKind.SUBMIT_FOR_REVIEW]
    status = counter.desk.sync.status()
    assert (status.needs_person, status.waiting) == (1, 0)
    assert (status.queue[0].case_id, status.queue[0].state) == (bad, SyncState.RETURNED)


def test_the_provinces_own_refusal_is_shown_in_its_words(
    counter: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    with province.province.store.write() as connection:
        connection.execute(sa.update(province_tables.staff).values(name="改名"))
    in_sync(counter)
    detail = counter.desk.cases.detail(case_id)
    assert detail.sync is SyncState.RETURNED
    assert detail.problem is not None
    assert (detail.problem.code, bool(detail.problem.detail)) == ("PV-305", True)
    assert detail.case.case_no
    assert len(counter.desk.cases.list_cases()) == 1


def test_a_returned_case_is_well_when_the_step_was_made_again(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    counter.desk.cases.amend(case_id, {"purpose": "毒"})
    between.refuse_texts_with = "毒"
    in_sync(counter)
    assert sync_of(counter, case_id) is SyncState.RETURNED
    counter.desk.cases.add_note(case_id, "已告知申请人")
    assert sync_of(counter, case_id) is SyncState.RETURNED
    in_sync(counter)
    # A note that goes through settles nothing.
    assert sync_of(counter, case_id) is SyncState.RETURNED
    counter.desk.cases.amend(case_id, {"purpose": "子女入学"})
    in_sync(counter)
    assert sync_of(counter, case_id) is SyncState.ACCEPTED


@pytest.mark.parametrize(
    ("actions", "held"),
    [
        ([], ""),
        ([("open", "applied"), ("accept", "queued")], ""),
        ([("amend", "conflict")], "conflict"),
        ([("amend", "conflict"), ("add_note", "applied")], "conflict"),
        ([("amend", "conflict"), ("amend", "queued")], "conflict"),
        ([("amend", "conflict"), ("amend", "applied")], ""),
        ([("amend", "applied"), ("amend", "refused")], "refused"),
        ([("amend", "conflict"), ("approve", "refused")], "refused"),
    ],
)
def test_what_is_held(actions: list[tuple[str, str]], held: str) -> None:
    assert held_state(actions) == held


def test_what_stands_on_a_conflict_stops_with_it(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    """The province answers `conflict` for the first and `blocked` for what stands on it: nothing is left hanging."""
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    second.desk.cases.amend(case_id, {"purpose": "另一个用途"})
    in_sync(second)
    counter.desk.cases.amend(case_id, {"purpose": "我的用途"})
    counter.desk.cases.submit_for_review(case_id)
    in_sync(counter)
    detail = counter.desk.cases.detail(case_id)
    assert (detail.sync, detail.pending) == (SyncState.CONFLICT, ())
    assert (detail.case.status, detail.case.fields["purpose"]) == (Status.ACCEPTED, "另一个用途")
    assert detail.problem is not None
    assert detail.problem.detail
    (held,) = counter.desk.conflicts.sheets(case_id)
    assert [held.kind, *held.followers] == [ActionKind.AMEND, ActionKind.SUBMIT_FOR_REVIEW]
    with counter.session.store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.outbox)).scalar_one() == 0


def test_a_note_goes_its_own_way_past_a_conflict(
    counter: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    second.desk.cases.amend(case_id, {"purpose": "另一个用途"})
    in_sync(second)
    counter.desk.cases.amend(case_id, {"purpose": "我的用途"})
    counter.desk.cases.add_note(case_id, "申请人已离开")
    in_sync(counter)
    assert action_states(counter)[-2:] == ["conflict", "applied"]
    in_sync(second)
    assert [note.text for note in second.desk.cases.detail(case_id).case.notes] == ["申请人已离开"]


def test_work_added_while_a_batch_is_under_way_is_not_called_a_conflict(
    counter: Counter, second: Counter, between: Between, people: list[PersonDraft]
) -> None:
    """Another window's note came between, so the whole new version is fetched: it contains what is settled next."""
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(counter)
    in_sync(second)
    second.desk.cases.add_note(case_id, "第二窗口的备注")
    in_sync(second)
    counter.desk.cases.add_note(case_id, "第一窗口的备注")
    counter.desk.cases.submit_for_review(case_id)

    def working_on(reply: wire.BatchReply) -> wire.BatchReply:
        between.change_reply = lambda later: later
        counter.desk.cases.reject(case_id, "与登记不符")
        return reply

    between.change_reply = working_on
    in_sync(counter)
    in_sync(counter)
    detail = counter.desk.cases.detail(case_id)
    assert (detail.sync, detail.case.status) == (SyncState.ACCEPTED, Status.REJECTED)
    assert set(action_states(counter)) == {"applied"}
    assert [note.text for note in detail.case.notes] == ["第二窗口的备注", "第一窗口的备注"]


def test_once_sent_is_never_called_unsent_again(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    between.fail = RemoteUnreachableError(detail="ReadTimeout")
    counter.desk.sync.run_once(force=True)
    between.fail = RemoteUnreachableError(detail="ConnectTimeout")
    counter.desk.sync.run_once(force=True)
    assert sync_of(counter, case_id) is SyncState.SENT


@pytest.mark.parametrize(
    ("result", "original"),
    [
        ({"outcome": "applied"}, wire.Outcome.APPLIED),
        ({"outcome": "duplicate", "receipt": True}, wire.Outcome.APPLIED),
        ({"outcome": "duplicate", "case": True}, wire.Outcome.CONFLICT),
        ({"outcome": "duplicate"}, wire.Outcome.REFUSED),
        ({"outcome": "blocked"}, wire.Outcome.BLOCKED),
    ],
)
def test_a_duplicate_means_what_was_said_first(
    counter: Counter, people: list[PersonDraft], result: dict[str, Any], original: wire.Outcome
) -> None:
    case_id = counter.open(OTHER, people[0])
    case = counter.desk.cases.detail(case_id).case
    receipt = wire.Receipt(number="LJ-26-1", time=case.opened_at, content_hash="", signature="")
    answer = wire.ActionResult(
        action_id=case.last_action,
        outcome=wire.Outcome(result["outcome"]),
        receipt=receipt if result.get("receipt") else None,
        case=case if result.get("case") else None,
    )
    assert original_outcome(answer) is original


@pytest.mark.parametrize("change", [{"content_hash": "0" * 64}, {"signature": "not base64!"}, None])
def test_a_receipt_has_to_be_for_this_very_action(
    counter: Counter, between: Between, people: list[PersonDraft], change: dict[str, str] | None
) -> None:
    case_id = counter.open(OTHER, people[0])

    def other(reply: wire.BatchReply) -> wire.BatchReply:
        (result,) = reply.results
        assert result.receipt is not None
        receipt = result.receipt.model_copy(update=change) if change else None
        return reply.model_copy(update={"results": (result.model_copy(update={"receipt": receipt}),)})

    between.change_reply = other
    assert isinstance(counter.desk.sync.run_once(force=True).error, RemoteAnswerError)
    assert counter.desk.cases.detail(case_id).pending == ("open",)


def test_a_refused_open_keeps_the_work_readable(
    counter: Counter, between: Between, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    counter.desk.cases.add_note(case_id, "请尽快")
    between.refuse_texts_with = '"kind":"open"'
    in_sync(counter)
    detail = counter.desk.cases.detail(case_id)
    assert (detail.sync, detail.pending) == (SyncState.RETURNED, ())
    assert detail.case.fields["purpose"]
    assert [note.text for note in detail.case.notes] == ["请尽快"]
    (held,) = counter.desk.conflicts.sheets(case_id)
    assert (held.theirs, held.state) == (None, "refused")


# --- faults ----------------------------------------------------------------------------------------------------


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


# --- pull ------------------------------------------------------------------------------------------------------


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


# --- the cycle -------------------------------------------------------------------------------------------------


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


# --- numbers ---------------------------------------------------------------------------------------------------


def test_numbers_are_leased_once_and_refilled(counter: Counter, between: Between) -> None:
    report = counter.desk.sync.run_once(force=True)
    assert report.numbers == 200
    assert counter.desk.certificates.numbers_left() == 200
    assert counter.desk.sync.run_once(force=True).numbers == 0


def test_a_lost_lease_leases_nothing_twice(counter: Counter, between: Between) -> None:
    asked: list[UUID] = []

    def lost(request: wire.NumberLeaseRequest) -> wire.NumberBlock:
        asked.append(request.request_id)
        block = between.province.lease_numbers(request)
        if len(asked) == 1:
            raise RemoteUnreachableError(detail="ReadTimeout")
        return block

    with replaced(between, "lease_numbers", lost):
        assert isinstance(counter.desk.sync.run_once(force=True).error, RemoteUnreachableError)
        in_sync(counter)
    assert asked[0] == asked[1]
    with counter.session.store.read() as connection:
        (block,) = connection.execute(sa.select(tables.number_block)).all()
    assert block.first == 1


@contextmanager
def replaced(target: object, name: str, value: Any) -> Any:
    object.__setattr__(target, name, value)
    yield
    object.__delattr__(target, name)


def test_push_case_sends_that_case_alone(
    counter: Counter, people: list[PersonDraft], province: LiveProvince
) -> None:
    first = counter.accepted(OTHER, people[0], BOOK_LOST)
    other = counter.accepted(OTHER, people[1], CHANGED_NAME | BOOK_LOST)
    counter.desk.sync.push_case(first)
    assert sync_of(counter, first) is SyncState.ACCEPTED
    assert sync_of(counter, other) is SyncState.QUEUED
    assert len(applied(province.province)) == 2


# --- the province's version, computed here ---------------------------------------------------------------------


def claimed_actions(counter: Counter) -> list[Claimed]:
    table = tables.action
    with counter.session.store.read() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.terminal_seq)).all()
    return [Claimed(row.action_id, row.case_id, row.text, row.signature, 0) for row in rows]


def test_a_version_is_computed_only_when_nothing_came_between(
    counter: Counter, people: list[PersonDraft]
) -> None:
    case_id = counter.accepted(OTHER, people[0], BOOK_LOST)
    opened, accepted = claimed_actions(counter)

    def said(item: Claimed, version: int) -> wire.ActionResult:
        return wire.ActionResult(action_id=item.action_id, outcome=wire.Outcome.APPLIED, version=version)

    first = advance(None, opened, said(opened, 1))
    assert first is not None
    second = advance(first, accepted, said(accepted, 2))
    assert second == counter.desk.cases.detail(case_id).case
    assert advance(first, accepted, said(accepted, 3)) is None
    assert advance(second, accepted, said(accepted, 2)) == second
    # What does not apply here although the province applied it: its version is fetched instead.
    assert advance(second, accepted, said(accepted, 3)) is None


def test_an_action_on_a_case_that_is_not_here_shows_nothing(
    counter: Counter, people: list[PersonDraft]
) -> None:
    with counter.session.store.unit_of_work() as uow:
        assert rewrite(uow.connection, UUID(int=9), counter.desk.clock.now()) is None
