"""A refused step becomes an editable copy; suspected duplicates are flagged at both windows, with a real province."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, Side, Status, Subject
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store import tables as province_tables
from tests.counter import BOOK_LOST, CHANGED_NAME, Counter
from tests.fakes import LiveProvince
from tests.services.stations import in_sync, sync_of
from window_client.errors import ConflictMovedError
from window_client.services import case_conflicts
from window_client.services.duplicates import find_duplicates
from window_client.services.store import tables
from window_client.services.sync.state import SyncState
from window_client.services.sync.status import read_status

OTHER = "certificate.other"


def forget_staff(province: LiveProvince, name: str) -> None:
    """The province knows the officer under another name: every step is refused (PV-305)."""
    table = province_tables.staff
    with province.province.store.write() as connection:
        connection.execute(table.update().where(table.c.staff_no == "039217").values(name=name))


def test_a_refused_case_becomes_a_draft_with_what_was_typed(
    first: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    forget_staff(province, "王蓝")
    old = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    assert sync_of(first, old) is SyncState.RETURNED
    (sheet,) = first.desk.conflicts.sheets(old)
    assert (sheet.state, sheet.kind, sheet.followers) == ("refused", ActionKind.OPEN, (ActionKind.ACCEPT,))
    new = first.desk.conflicts.copy(sheet)
    assert new != old
    draft = first.desk.cases.load_draft(new)
    assert draft is not None
    assert draft.fields["purpose"] == "办理不动产登记" and draft.subject.name == people[0].name
    assert draft.materials
    status = first.desk.sync.status()
    assert status.counters[SyncState.RETURNED] == 0 and old not in {row.case_id for row in status.queue}
    assert sync_of(first, new) is SyncState.LOCAL_ONLY
    # The old one is still there to be read, and says what became of it.
    history = first.desk.cases.detail(old).history
    assert any("已转为可编辑的副本" in line.text for line in history)
    with pytest.raises(ConflictMovedError):
        first.desk.conflicts.copy(sheet)
    forget_staff(province, "王岚")
    first.desk.cases.accept(draft)
    in_sync(first)
    assert sync_of(first, new) is SyncState.ACCEPTED
    assert sync_of(first, old) is SyncState.RETURNED


def test_a_refused_acceptance_goes_on_in_the_same_case(
    first: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = first.open(OTHER, people[0])
    in_sync(first)
    forget_staff(province, "王蓝")
    first.desk.cases.accept(first.fill(case_id, BOOK_LOST))
    in_sync(first)
    (sheet,) = first.desk.conflicts.sheets(case_id)
    assert first.desk.conflicts.copy(sheet) == case_id
    assert sync_of(first, case_id) is SyncState.LOCAL_ONLY
    draft = first.desk.cases.load_draft(case_id)
    assert draft is not None and draft.fields["reason"] == "book_lost"
    forget_staff(province, "王岚")
    assert first.desk.cases.accept(draft).status is Status.ACCEPTED
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.ACCEPTED


def test_a_refused_amendment_of_a_case_that_ended_is_typed_on_in_a_new_one(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    first.desk.cases.withdraw(case_id, "本人撤回")
    second.desk.cases.amend(case_id, {"purpose": "子女入学"})
    in_sync(first)
    in_sync(second)
    (sheet,) = second.desk.conflicts.sheets(case_id)
    new = second.desk.conflicts.copy(sheet)
    draft = second.desk.cases.load_draft(new)
    assert new != case_id and draft is not None and draft.fields["purpose"] == "子女入学"
    # The province still holds the step: it is put aside there too, or the first window would ask for ever.
    in_sync(second)
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.ACCEPTED
    assert sync_of(second, case_id) is SyncState.ACCEPTED


def test_a_refused_step_may_be_left(
    first: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    forget_staff(province, "王蓝")
    first.desk.cases.submit_for_review(case_id)
    in_sync(first)
    (sheet,) = first.desk.conflicts.sheets(case_id)
    case = first.desk.conflicts.set_aside(sheet)
    assert case is not None and case.status is Status.ACCEPTED
    assert sync_of(first, case_id) is SyncState.ACCEPTED


# --- suspected duplicates --------------------------------------------------------------------------------


def pairs(counter: Counter) -> set[frozenset[UUID]]:
    with counter.session.store.read() as connection:
        found = find_duplicates(connection)
    return {frozenset((pair.earlier.case_id, pair.later.case_id)) for pair in found}


def doubled(first: Counter, second: Counter, person: PersonDraft) -> tuple[UUID, UUID]:
    one = first.accepted(OTHER, person, BOOK_LOST)
    two = second.accepted(OTHER, person, BOOK_LOST)
    for counter in (first, second, first):
        in_sync(counter)
    return one, two


def test_the_same_matter_at_two_offline_windows_is_flagged_at_both(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    one, two = doubled(first, second, people[0])
    first.accepted("certificate.change", people[0], CHANGED_NAME)
    first.accepted(OTHER, people[1], BOOK_LOST)
    for counter in (first, second):
        in_sync(counter)
        assert pairs(counter) == {frozenset((one, two))}
        flagged = {row.case_id: row.duplicate_of for row in counter.desk.sync.status().queue}
        assert (flagged[one], flagged[two]) == (two, one)
        # Nothing was merged: both stand as they were.
        assert {sync_of(counter, case_id) for case_id in (one, two)} == {SyncState.ACCEPTED}


def test_a_pair_is_not_hidden_behind_the_end_of_the_list(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    one, two = doubled(first, second, people[0])
    first.open(OTHER, people[1])
    scope, now = first.session.terminal.station.station, first.desk.clock.now()
    queue = read_status(first.session.store, scope, now, limit=1).queue
    assert {one, two} <= {row.case_id for row in queue if row.duplicate_of}


@pytest.mark.parametrize("answer", ["distinct", "withdraw"])
def test_a_person_decides_and_both_windows_know(
    answer: str, first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    one, two = doubled(first, second, people[0])
    if answer == "distinct":
        second.desk.conflicts.mark_distinct(two, one, "两份证明用于不同单位")
    else:
        second.desk.cases.withdraw(two, "与另一窗口重复")
    assert pairs(second) == set()
    in_sync(second)
    in_sync(first)
    assert pairs(first) == set()


def test_likeness_is_by_number_or_by_name_and_birth(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    person = people[0]
    bare = Subject(name=person.name, birth_date=person.birth_date)
    wrong = Subject(name=person.name, birth_date=person.birth_date, citizen_no=people[1].citizen_no)
    one = first.open(OTHER, person)
    two = second.desk.cases.open_case(OTHER, bare)
    for counter in (first, second, first):
        in_sync(counter)
    assert pairs(first) == pairs(second) == {frozenset((one, two))}
    three = second.desk.cases.open_case(OTHER, wrong)
    in_sync(second)
    in_sync(first)
    assert all(three not in pair or one not in pair for pair in pairs(first))


def test_two_cases_of_one_window_are_its_own_business(first: Counter, people: list[PersonDraft]) -> None:
    first.open(OTHER, people[0])
    first.open(OTHER, people[0])
    assert pairs(first) == set()


def test_a_resolution_of_mine_says_so_in_the_history(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    second.desk.cases.amend(case_id, {"purpose": "办理贷款"})
    in_sync(first)
    in_sync(second)
    (sheet,) = second.desk.conflicts.sheets(case_id)
    second.desk.conflicts.resolve(sheet, {"fields.purpose": Side.MINE})
    texts = [line.text for line in second.desk.cases.detail(case_id).history]
    assert "修改受理信息，经处理后采用" in texts
    with second.session.store.read() as connection:
        assert connection.execute(sa.select(tables.case_base)).all() != []
    in_sync(second)
    with second.session.store.read() as connection:
        assert connection.execute(sa.select(tables.case_base)).all() == []


def test_what_a_later_province_tells_in_other_words_stops_nothing(first: Counter) -> None:
    """A conflict that this program cannot read: the page is taken, the rest of its list too."""
    case_id, now = UUID(int=7), first.desk.clock.now()
    with first.session.store.unit_of_work() as uow:
        told: tuple[dict[str, object], ...] = (
            {"conflict_id": "new"},
            {"no": "id"},
            {"conflict_id": str(case_id)},
        )
        case_conflicts.take_told(uow.connection, case_id, told, now)
        assert case_conflicts.read_told(uow.connection, case_id) == ()
        assert not case_conflicts.has_told(uow.connection, case_id)
        uow.commit()
