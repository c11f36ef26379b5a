"""A decision taken on data that changed since: said, shown beside what changed, and taken again, end to end."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import Status
from hukou.household import EventKind
from hukou.register_changes import Changed, changes_between
from provincial_service.sample_register import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from tests.counter import CHANGED_NAME, Counter
from tests.fakes import FakeClock, LiveProvince
from tests.people import change_register, find_person, has_event, load_sample
from tests.services.conftest import Sessions
from window_client.errors import StaleDecisionError, TransitionRefusedError
from window_client.services.store import tables
from window_client.services.sync.state import SyncState
from window_client.services.views import CaseFilter, CaseRow, PaperState

CHANGE = "certificate.change"
NEW_ADDRESS = "临江省澜州市青禾区望桥街道新门牌 8 号"


@pytest.fixture
def register(province: LiveProvince) -> SampleRegister:
    return load_sample(province.province)


@pytest.fixture
def person(register: SampleRegister) -> PersonDraft:
    return find_person(register, has_event(EventKind.CHANGE, "姓名"))


@pytest.fixture
def counter(sessions: Sessions, clock: FakeClock) -> Counter:
    """An officer, stepped up, with leased numbers."""
    counter = Counter.at(sessions(), clock)
    counter.desk.sync.run_once(force=True)
    counter.step_up()
    return counter


@pytest.fixture
def approved(counter: Counter, person: PersonDraft) -> UUID:
    return counter.approved(CHANGE, person, CHANGED_NAME)


def row_of(counter: Counter, case_id: UUID) -> CaseRow:
    (row,) = (row for row in counter.desk.cases.list_cases(CaseFilter()) if row.case_id == case_id)
    return row


def test_a_changed_record_is_told_shown_and_decided_again(
    counter: Counter, province: LiveProvince, person: PersonDraft, approved: UUID
) -> None:
    cases = counter.desk.cases
    before = cases.detail(approved)
    assert not before.stale and not row_of(counter, approved).stale
    change_register(province.province, person, NEW_ADDRESS)
    counter.looked_up(approved, person)

    with pytest.raises(StaleDecisionError):
        counter.desk.certificates.issue(approved)
    detail = cases.detail(approved)
    assert detail.stale and row_of(counter, approved).stale
    assert detail.decided == before.extract
    assert detail.decided is not None and detail.extract is not None
    changes = changes_between(detail.decided, detail.extract)
    assert [change.item for change in changes] == [Changed.ADDRESS, Changed.EVENT_ADDED]
    assert changes[0].after == NEW_ADDRESS

    again = cases.approve(approved, "门牌调整，不影响证明事项", seen=detail.extract.register_version)
    assert again.status is Status.APPROVED
    after = cases.detail(approved)
    assert not after.stale and after.decided == after.extract
    entry = counter.desk.certificates.issue(approved)
    report = counter.desk.sync.run_once(force=True)
    assert report.error is None and (report.pushed.conflicts, report.pushed.refused) == (0, 0)
    done = cases.detail(approved)
    assert done.sync is SyncState.ACCEPTED
    assert done.case.live_certificate is not None and done.case.live_certificate.number == entry.number


def test_the_data_decided_on_are_kept_through_several_look_ups(
    counter: Counter, province: LiveProvince, person: PersonDraft, approved: UUID
) -> None:
    first = counter.desk.cases.detail(approved).extract
    for number in (1, 2, 3):
        change_register(province.province, person, f"{NEW_ADDRESS}{number}")
        counter.looked_up(approved, person)
        counter.looked_up(approved, person)

    detail = counter.desk.cases.detail(approved)

    assert detail.decided == first
    assert detail.extract is not None and detail.extract.household.address == f"{NEW_ADDRESS}3"


def test_what_has_not_changed_is_not_decided_twice(
    counter: Counter, person: PersonDraft, approved: UUID
) -> None:
    counter.looked_up(approved, person)
    assert not counter.desk.cases.detail(approved).stale
    with pytest.raises(TransitionRefusedError):
        counter.desk.cases.approve(approved, "再批一次")


def test_nobody_approves_what_is_not_on_the_screen(
    counter: Counter, province: LiveProvince, person: PersonDraft
) -> None:
    case_id = counter.open(CHANGE, person)
    counter.looked_up(case_id, person)
    counter.desk.cases.accept(counter.fill(case_id, CHANGED_NAME))
    seen = counter.desk.cases.detail(case_id).extract
    assert seen is not None
    change_register(province.province, person, NEW_ADDRESS)
    counter.looked_up(case_id, person)

    with pytest.raises(StaleDecisionError):
        counter.desk.cases.approve(case_id, "属实", seen=seen.register_version)

    assert counter.desk.cases.detail(case_id).case.status is Status.ACCEPTED


def test_a_void_paper_is_made_anew_only_on_data_decided_on(
    counter: Counter, province: LiveProvince, person: PersonDraft, approved: UUID
) -> None:
    desk = counter.desk
    entry = desk.certificates.issue(approved)
    change_register(province.province, person, NEW_ADDRESS)
    counter.looked_up(approved, person)
    assert not desk.cases.detail(approved).stale, "a paper stands"
    desk.ledger.spoil(entry.entry_id, "地址有变")
    assert desk.cases.detail(approved).stale
    with pytest.raises(StaleDecisionError):
        desk.certificates.issue(approved)
    desk.cases.approve(approved, "按新地址出具")
    assert desk.certificates.issue(approved).number != entry.number


def test_the_officer_may_refuse_on_the_changed_data(
    counter: Counter, province: LiveProvince, person: PersonDraft, approved: UUID
) -> None:
    change_register(province.province, person, NEW_ADDRESS)
    counter.looked_up(approved, person)
    assert counter.desk.cases.reject(approved, "变动后不符合条件").status is Status.REJECTED
    assert not counter.desk.cases.detail(approved).stale


# --- what the lists say ---------------------------------------------------------------------------------------


def test_a_row_says_what_its_certificate_waits_for(counter: Counter, approved: UUID) -> None:
    desk, told = counter.desk, []

    def tell() -> None:
        row, detail = row_of(counter, approved), desk.cases.detail(approved)
        assert row.paper is detail.paper
        told.append(row.paper)

    tell()
    entry = desk.certificates.issue(approved)
    tell()
    desk.ledger.send(entry.entry_id)
    tell()
    desk.ledger.not_printed(entry.entry_id)
    tell()
    desk.ledger.send(entry.entry_id)
    desk.ledger.confirm(entry.entry_id, str(entry.number)[-3:])
    tell()
    desk.ledger.spoil(entry.entry_id, "纸面破损")
    tell()
    second = desk.certificates.issue(approved)
    desk.ledger.send(second.entry_id)
    tell()
    assert told == [
        PaperState.NONE,
        PaperState.PREPARED,
        PaperState.SENT,
        PaperState.PREPARED,
        PaperState.CONFIRMED,
        PaperState.NONE,
        PaperState.SENT,
    ]


def test_a_reprint_waits_again(counter: Counter, approved: UUID) -> None:
    desk = counter.desk
    entry = desk.certificates.issue(approved)
    desk.ledger.send(entry.entry_id)
    desk.ledger.confirm(entry.entry_id, str(entry.number)[-3:])
    desk.ledger.reprint(entry.entry_id, "申请人遗失")
    assert row_of(counter, approved).paper is PaperState.PREPARED


def test_only_approved_cases_have_a_paper_to_wait_for(
    counter: Counter, register: SampleRegister, approved: UUID
) -> None:
    stranger = find_person(register, has_event(EventKind.MOVE_OUT))
    counter.open("certificate.cancellation", stranger)
    entry = counter.desk.certificates.issue(approved)
    counter.desk.ledger.send(entry.entry_id)
    counter.desk.ledger.confirm(entry.entry_id, str(entry.number)[-3:])
    counter.desk.cases.complete(approved)
    rows = counter.desk.cases.list_cases(CaseFilter())
    assert {(row.status, row.paper, row.stale) for row in rows} == {
        (Status.DRAFT, PaperState.NONE, False),
        (Status.COMPLETED, PaperState.NONE, False),
    }


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_paper_of_another_window_is_told_apart(counter: Counter, approved: UUID, confirmed: bool) -> None:
    entry = counter.desk.certificates.issue(approved)
    if confirmed:
        counter.desk.ledger.send(entry.entry_id)
        counter.desk.ledger.confirm(entry.entry_id, str(entry.number)[-3:])
    with counter.session.store.unit_of_work() as uow:
        # As on the other terminals of the station: the case is known, the ledger is not theirs.
        uow.connection.execute(sa.delete(tables.print_event))
        uow.connection.execute(sa.delete(tables.print_entry))
        uow.commit()
    expected = PaperState.CONFIRMED if confirmed else PaperState.ELSEWHERE
    assert row_of(counter, approved).paper is expected
    assert counter.desk.cases.detail(approved).paper is expected


def test_cases_are_asked_for_by_their_ids(counter: Counter, register: SampleRegister, approved: UUID) -> None:
    stranger = find_person(register, has_event(EventKind.MOVE_OUT))
    draft = counter.open("certificate.cancellation", stranger)

    def found(wanted: CaseFilter) -> set[UUID]:
        return {row.case_id for row in counter.desk.cases.list_cases(wanted)}

    assert found(CaseFilter()) == {approved, draft}
    assert found(CaseFilter(ids=frozenset({draft}))) == {draft}
    assert found(CaseFilter(ids=frozenset({draft, approved}), status=Status.APPROVED)) == {approved}
    assert found(CaseFilter(ids=frozenset())) == set()
