"""Order within a case, and how far a refusal or a conflict reaches."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from hukou import wire
from hukou.case import ActionKind, Status
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables as province_tables
from tests.counter import BOOK_LOST, Counter
from tests.fakes import LiveProvince
from tests.services.sync.line import OTHER, Between, action_states, in_sync, sync_of
from window_client.errors import RemoteRefusedError
from window_client.services.store import tables
from window_client.services.sync.push import Push
from window_client.services.sync.sizing import RequestSize
from window_client.services.sync.state import SyncState, held_state


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
