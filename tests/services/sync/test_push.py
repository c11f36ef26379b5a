"""What is sent arrives once, and only a receipt for this very action counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou import wire
from provincial_service.sample_register.people import PersonDraft
from tests.counter import BOOK_LOST, CHANGED_NAME, Counter
from tests.fakes import LiveProvince
from tests.services.sync.line import OTHER, Between, action_states, applied, in_sync, sync_of
from window_client.errors import RemoteAnswerError, RemoteUnreachableError
from window_client.services.case_views import rewrite
from window_client.services.store import tables
from window_client.services.sync.push import Push
from window_client.services.sync.settling import Claimed, advance, original_outcome
from window_client.services.sync.state import SyncState


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


def test_push_case_sends_that_case_alone(
    counter: Counter, people: list[PersonDraft], province: LiveProvince
) -> None:
    first = counter.accepted(OTHER, people[0], BOOK_LOST)
    other = counter.accepted(OTHER, people[1], CHANGED_NAME | BOOK_LOST)
    counter.desk.sync.push_case(first)
    assert sync_of(counter, first) is SyncState.ACCEPTED
    assert sync_of(counter, other) is SyncState.QUEUED
    assert len(applied(province.province)) == 2


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
