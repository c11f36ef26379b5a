"""The verbs of a case: one transaction each, by the right role, with nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import Applicant, Status, Subject
from hukou.household import EventKind
from provincial_service.sample_register import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from tests.counter import BOOK_LOST, CHANGED_NAME, MOVED_OUT, PURPOSE, Counter
from tests.fakes import CLERK, OFFICER, SUPERVISOR, FakeClock, LiveProvince
from tests.people import find_person, has_event, load_sample
from tests.services.conftest import Sessions
from window_client.errors import (
    DiskFullError,
    FormIncompleteError,
    NoDataOfflineError,
    NotAuthorisedError,
    NotCertifiableError,
    NotFoundError,
    OtherPersonError,
    ServiceUnavailableError,
    SessionLockedError,
    TransitionRefusedError,
)
from window_client.services.audit import verify_chain
from window_client.services.store import tables
from window_client.services.store.unit_of_work import UnitOfWork
from window_client.services.sync.state import SyncState
from window_client.services.views import CaseFilter, CaseListView

CHANGE = "certificate.change"


@pytest.fixture
def register(province: LiveProvince) -> SampleRegister:
    return load_sample(province.province)


@pytest.fixture
def renamed(register: SampleRegister) -> PersonDraft:
    return find_person(register, has_event(EventKind.CHANGE, "姓名"))


@pytest.fixture
def moved(register: SampleRegister) -> PersonDraft:
    return find_person(register, has_event(EventKind.MOVE_OUT))


@pytest.fixture
def counter(sessions: Sessions, clock: FakeClock) -> Counter:
    return Counter.at(sessions(), clock)


def audit_rows(counter: Counter) -> list[tuple[str, str, str]]:
    """(action, result, case) of every audit row."""
    table = tables.audit_event
    with counter.session.store.read() as connection:
        assert verify_chain(connection).intact
        rows = connection.execute(sa.select(table).order_by(table.c.seq)).all()
    return [(row.action, row.result, row.case_id) for row in rows]


def count(counter: Counter, table: sa.Table) -> int:
    with counter.session.store.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


# --- intake --------------------------------------------------------------------------------------------------


def test_opening_a_case_writes_everything_in_one_piece(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.open(CHANGE, renamed)
    detail = counter.desk.cases.detail(case_id)
    assert (detail.case.status, detail.sync, detail.pending) == (
        Status.DRAFT,
        SyncState.LOCAL_ONLY,
        ("open",),
    )
    assert detail.draft is not None
    assert detail.draft.subject.citizen_no == renamed.citizen_no
    assert [count(counter, t) for t in (tables.action, tables.outbox, tables.draft)] == [1, 1, 1]
    assert ("open", "done", str(case_id)) in audit_rows(counter)


def test_a_tile_that_is_not_open_opens_no_case(counter: Counter, renamed: PersonDraft) -> None:
    for service in ("id_card.renew", "no.such.service"):
        with pytest.raises(ServiceUnavailableError):
            counter.open(service, renamed)
    assert count(counter, tables.action) == 0
    assert [row[:2] for row in audit_rows(counter) if row[0] == "open"] == [("open", "refused")] * 2


def test_a_draft_comes_back_as_it_was_typed(counter: Counter, clock: FakeClock, renamed: PersonDraft) -> None:
    case_id = counter.open(CHANGE, renamed)
    typed = counter.fill(case_id, {"change_item": "no such", "purpose": "  半句"}, step="form")
    clock.advance(seconds=5)
    saved = counter.desk.cases.save_draft(typed)
    assert saved.saved_at == clock.now()
    loaded = counter.desk.cases.load_draft(case_id)
    assert loaded == saved
    assert counter.desk.cases.drafts() == (saved,)
    assert counter.desk.cases.load_draft(UUID(int=1)) is None


def test_a_draft_survives_lock_and_sign_in(
    counter: Counter, sessions: Sessions, clock: FakeClock, renamed: PersonDraft
) -> None:
    case_id = counter.open(CHANGE, renamed)
    counter.desk.cases.save_draft(counter.fill(case_id, {"change_item": "sex"}))
    counter.session.lock()
    with pytest.raises(SessionLockedError):
        counter.desk.cases.drafts()
    again = Counter.at(sessions(), clock)
    draft = again.desk.cases.load_draft(case_id)
    assert draft is not None
    assert draft.fields["change_item"] == "sex"


def test_acceptance_gives_number_and_deadline(
    counter: Counter, clock: FakeClock, renamed: PersonDraft
) -> None:
    case_id = counter.open(CHANGE, renamed)
    case = counter.desk.cases.accept(counter.fill(case_id, CHANGED_NAME))
    assert case.status is Status.ACCEPTED
    window = counter.session.terminal.window_no
    assert case.case_no == f"20261123-{window:02d}001"
    # Without register data the legal limit counts: three working days.
    assert case.due_on == date(2026, 11, 26)
    assert counter.desk.cases.load_draft(case_id) is None
    assert counter.desk.cases.detail(case_id).sync is SyncState.QUEUED
    clock.advance(days=1)
    other = counter.accepted(CHANGE, renamed, CHANGED_NAME)
    assert counter.desk.cases.detail(other).case.case_no == f"20261124-{window:02d}001"


def test_with_data_at_hand_the_promise_counts(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.open(CHANGE, renamed)
    counter.looked_up(case_id, renamed)
    assert counter.desk.cases.accept(counter.fill(case_id, CHANGED_NAME)).due_on == date(2026, 11, 23)


def test_a_refused_submit_names_every_problem_and_loses_nothing(
    counter: Counter, renamed: PersonDraft
) -> None:
    case_id = counter.open(CHANGE, renamed)
    agent = Applicant(relation="agent", name="", phone="138 0000 271")
    typed = counter.fill(case_id, {"change_item": "name", "purpose": ""}, materials=(), applicant=agent)
    with pytest.raises(FormIncompleteError) as caught:
        counter.desk.cases.accept(typed)
    assert {"register_book", "purpose", "material.id_card", "material.power_of_attorney"} <= set(
        caught.value.problems
    )
    assert caught.value.problems["applicant.phone"] == "应为 11 位手机号，现为 10 位。请与申请人核对。"
    loaded = counter.desk.cases.load_draft(case_id)
    assert loaded is not None
    assert (loaded.fields, loaded.applicant) == (typed.fields, agent)
    assert counter.desk.cases.detail(case_id).case.status is Status.DRAFT
    assert ("accept", "refused", str(case_id)) in audit_rows(counter)


def test_a_full_disk_accepts_nothing(
    counter: Counter, renamed: PersonDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = counter.open(CHANGE, renamed)
    draft = counter.desk.cases.save_draft(counter.fill(case_id, CHANGED_NAME))
    before = [count(counter, t) for t in (tables.action, tables.outbox, tables.audit_event)]

    def full(_uow: UnitOfWork) -> None:
        raise DiskFullError()

    with monkeypatch.context() as patched:
        patched.setattr(UnitOfWork, "commit", full)
        with pytest.raises(DiskFullError):
            counter.desk.cases.accept(draft)
    assert [count(counter, t) for t in (tables.action, tables.outbox, tables.audit_event)] == before
    assert counter.desk.cases.load_draft(case_id) == draft
    assert counter.desk.cases.accept(draft).status is Status.ACCEPTED


def test_an_accepted_case_takes_no_draft(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.open(CHANGE, renamed)
    draft = counter.fill(case_id, CHANGED_NAME)
    counter.desk.cases.accept(draft)
    with pytest.raises(TransitionRefusedError):
        counter.desk.cases.save_draft(draft)
    with pytest.raises(NotFoundError):
        counter.desk.cases.save_draft(draft.model_copy(update={"case_id": UUID(int=5)}))


def test_supplement_wanted_until_the_paper_comes(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.open(CHANGE, renamed)
    draft = counter.fill(case_id, CHANGED_NAME, materials=())
    counter.desk.cases.request_supplement(draft, ("id_card", "register_book"))
    (row,) = counter.desk.cases.list_cases(CaseFilter(CaseListView.SUPPLEMENT))
    assert row.supplement_wanted
    assert counter.desk.cases.load_draft(case_id) is not None
    counter.desk.cases.add_material(case_id, counter.seen("id_card")[0])
    assert counter.desk.cases.detail(case_id).case.missing == ("register_book",)
    case = counter.desk.cases.accept(counter.fill(case_id, CHANGED_NAME))
    assert not case.missing
    counter.desk.cases.request_supplement(case_id, ("id_card",))
    with pytest.raises(TransitionRefusedError):
        counter.desk.cases.submit_for_review(case_id)


def test_refused_withdrawn_and_noted(counter: Counter, renamed: PersonDraft) -> None:
    refused = counter.open(CHANGE, renamed)
    case = counter.desk.cases.refuse_acceptance(counter.fill(refused, CHANGED_NAME), "户籍不在本所")
    assert case.status is Status.REJECTED
    assert case.decision is not None
    assert case.decision.reason == "户籍不在本所"
    withdrawn = counter.open(CHANGE, renamed)
    counter.desk.cases.add_note(withdrawn, "申请人改日再来")
    assert counter.desk.cases.withdraw(withdrawn, "申请人撤回").status is Status.WITHDRAWN
    assert counter.desk.cases.drafts() == ()
    with pytest.raises(TransitionRefusedError):
        counter.desk.cases.add_note(withdrawn, "晚了")
    assert ("add_note", "refused", str(withdrawn)) in audit_rows(counter)


def test_an_amendment_is_checked_as_a_whole(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.accepted(CHANGE, renamed, CHANGED_NAME)
    with pytest.raises(FormIncompleteError) as caught:
        counter.desk.cases.amend(case_id, {"change_item": "other"})
    assert set(caught.value.problems) == {"change_item_name"}
    case = counter.desk.cases.amend(case_id, {"purpose": "子女入学"})
    assert case.fields["purpose"] == "子女入学"
    assert case.fields["change_item"] == "name"


# --- decision ------------------------------------------------------------------------------------------------


def test_an_officer_approves_on_the_data_before_him(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.approved(CHANGE, renamed, CHANGED_NAME)
    detail = counter.desk.cases.detail(case_id)
    assert detail.case.status is Status.APPROVED
    assert detail.case.decision is not None
    assert detail.extract is not None
    assert detail.case.decision.register_version == detail.extract.register_version
    assert [line.title for line in detail.history] == ["登记申请", "受理", "审批通过"]
    assert {line.who for line in detail.history} == {"王岚"}


def test_nothing_is_decided_without_data(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.accepted(CHANGE, renamed, CHANGED_NAME)
    with pytest.raises(NoDataOfflineError) as caught:
        counter.desk.cases.approve(case_id, "属实")
    assert "受理回执" in caught.value.text
    assert ("approve", "failed", str(case_id)) in audit_rows(counter)


def test_the_gate_is_asked_again_before_approval(counter: Counter, moved: PersonDraft) -> None:
    case_id = counter.open("certificate.cancellation", moved)
    counter.looked_up(case_id, moved)
    shown = {**MOVED_OUT, "register_book": "shown"}
    counter.desk.cases.accept(counter.fill(case_id, shown))
    with pytest.raises(NotCertifiableError, match="居民户口簿"):
        counter.desk.cases.approve(case_id, "属实")
    assert counter.desk.cases.detail(case_id).case.status is Status.ACCEPTED
    assert counter.desk.cases.reject(case_id, "户口簿已载明").status is Status.REJECTED


def test_data_of_somebody_else_carry_no_decision(
    counter: Counter, register: SampleRegister, renamed: PersonDraft
) -> None:
    other = find_person(register, lambda person: person.citizen_no != renamed.citizen_no)
    case_id = counter.open("certificate.other", renamed)
    counter.looked_up(case_id, other)
    counter.desk.cases.accept(counter.fill(case_id, BOOK_LOST))
    with pytest.raises(OtherPersonError):
        counter.desk.cases.approve(case_id, "属实")


DECISIONS: dict[str, Callable[[Counter, UUID], Any]] = {
    "approve": lambda c, case_id: c.desk.cases.approve(case_id, "属实"),
    "reject": lambda c, case_id: c.desk.cases.reject(case_id, "不符"),
}


@pytest.mark.parametrize("verb", DECISIONS)
def test_auxiliary_staff_cannot_decide(
    sessions: Sessions, clock: FakeClock, renamed: PersonDraft, verb: str
) -> None:
    clerk = Counter.at(sessions(CLERK), clock)
    case_id = clerk.accepted(CHANGE, renamed, CHANGED_NAME)
    with pytest.raises(NotAuthorisedError):
        DECISIONS[verb](clerk, case_id)
    assert clerk.desk.cases.detail(case_id).case.status is Status.ACCEPTED
    assert (verb, "refused", str(case_id)) in audit_rows(clerk)
    assert clerk.desk.cases.submit_for_review(case_id).status is Status.IN_REVIEW


def test_a_supervisor_reads_and_handles_nothing(
    sessions: Sessions, clock: FakeClock, renamed: PersonDraft
) -> None:
    officer = Counter.at(sessions(OFFICER), clock)
    case_id = officer.accepted(CHANGE, renamed, CHANGED_NAME)
    officer.session.lock()
    supervisor = Counter.at(sessions(SUPERVISOR), clock)
    assert supervisor.desk.cases.detail(case_id).case.case_no
    assert len(supervisor.desk.cases.list_cases()) == 1
    for attempt in (
        lambda: supervisor.open(CHANGE, renamed),
        lambda: supervisor.desk.cases.add_note(case_id, "看过"),
        lambda: supervisor.desk.cases.withdraw(case_id, "不办"),
        lambda: supervisor.desk.cases.find_for_person(renamed.citizen_no),
    ):
        with pytest.raises(NotAuthorisedError):
            attempt()


# --- every verb leaves a trace -------------------------------------------------------------------------------

VERBS: dict[str, Callable[[Counter, UUID], Any]] = {
    "request_supplement": lambda c, i: c.desk.cases.request_supplement(i, ("id_card",)),
    "add_material": lambda c, i: c.desk.cases.add_material(i, c.seen("id_card")[0]),
    "add_note": lambda c, i: c.desk.cases.add_note(i, "已核对"),
    "amend": lambda c, i: c.desk.cases.amend(i, {"purpose": "升学"}),
    "submit_for_review": lambda c, i: c.desk.cases.submit_for_review(i),
    "approve": lambda c, i: c.desk.cases.approve(i, "属实"),
    "reject": lambda c, i: c.desk.cases.reject(i, "不符"),
    "withdraw": lambda c, i: c.desk.cases.withdraw(i, "撤回"),
    "complete": lambda c, i: c.desk.cases.complete(i),
    "circulate": lambda c, i: c.desk.cases.circulate(i, "390102520000", "户籍在槐里"),
    "mark_distinct": lambda c, i: c.desk.conflicts.mark_distinct(i, UUID(int=98), "不同事项"),
    "view": lambda c, i: c.desk.cases.detail(i),
    "look_up": lambda c, i: c.desk.register.look_up(i, PURPOSE, name="罗景行", birth_date=date(1988, 5, 5)),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_audited_when_it_fails(counter: Counter, verb: str) -> None:
    """A case that does not exist: every verb fails, says so in the audit, and leaves nothing else."""
    stranger = UUID(int=99)
    with pytest.raises((NotFoundError, TransitionRefusedError, NoDataOfflineError)):
        VERBS[verb](counter, stranger)
    results = [
        result for action, result, case in audit_rows(counter) if (action, case) == (verb, str(stranger))
    ]
    assert len(results) == 1
    assert results[0] in ("failed", "refused")
    assert count(counter, tables.action) == 0


@pytest.mark.parametrize("verb", [v for v in VERBS if v not in ("approve", "complete")])
def test_every_verb_is_audited_when_it_succeeds(counter: Counter, renamed: PersonDraft, verb: str) -> None:
    case_id = counter.accepted(CHANGE, renamed, CHANGED_NAME)
    if verb == "look_up":
        counter.looked_up(case_id, renamed)
    else:
        VERBS[verb](counter, case_id)
    assert (verb, "done", str(case_id)) in audit_rows(counter)


def test_the_audit_names_nobody(counter: Counter, renamed: PersonDraft) -> None:
    case_id = counter.approved(CHANGE, renamed, CHANGED_NAME)
    counter.desk.cases.record_reveal(case_id, "resident card")
    counter.desk.cases.find_for_person(renamed.citizen_no)
    table = tables.audit_event
    with counter.session.store.read() as connection:
        rows = connection.execute(sa.select(table)).all()
    text = "\n".join(str(tuple(row)) for row in rows)
    assert renamed.citizen_no not in text
    assert renamed.name not in text
    pseudonym = counter.session.audit.pseudonym(renamed.citizen_no)
    assert {row.action for row in rows if row.person == pseudonym} >= {
        "open",
        "look_up",
        "accept",
        "approve",
        "reveal",
        "find_cases",
    }


def test_a_second_look_within_five_minutes_is_the_same_look(
    counter: Counter, clock: FakeClock, renamed: PersonDraft
) -> None:
    case_id = counter.open(CHANGE, renamed)
    for _ in range(3):
        counter.desk.cases.detail(case_id)
    assert audit_rows(counter).count(("view", "done", str(case_id))) == 1
    clock.advance(minutes=6)
    counter.desk.cases.detail(case_id)
    assert audit_rows(counter).count(("view", "done", str(case_id))) == 2


# --- lists ---------------------------------------------------------------------------------------------------


def test_lists_counts_and_search(
    counter: Counter, clock: FakeClock, renamed: PersonDraft, moved: PersonDraft
) -> None:
    draft_id = counter.open(CHANGE, renamed)
    clock.advance(minutes=1)
    accepted_id = counter.accepted("certificate.cancellation", moved, MOVED_OUT)
    clock.advance(minutes=1)
    done_id = counter.open(CHANGE, renamed)
    counter.desk.cases.withdraw(done_id, "撤回")
    cases = counter.desk.cases
    assert [row.case_id for row in cases.list_cases()] == [done_id, accepted_id, draft_id]
    counts = cases.counts()
    assert (counts.mine, counts.all, counts.drafts, counts.due, counts.supplement) == (3, 3, 1, 0, 0)
    for view in CaseListView:
        assert len(cases.list_cases(CaseFilter(view))) == getattr(counts, view.value)
    row = cases.list_cases(CaseFilter(status=Status.ACCEPTED))[0]
    assert row.title == "户籍事项证明 注销户口"
    assert row.masked_no == f"{moved.citizen_no[:6]} •••••••• {moved.citizen_no[14:]}"
    assert (row.working_days_left, row.sync) == (3, SyncState.QUEUED)
    spaced = f"{moved.name[0]} {moved.name[1:]}"
    for text in (row.case_no, row.case_no[:8], moved.name[:1], moved.name, spaced, moved.citizen_no.lower()):
        assert accepted_id in [r.case_id for r in cases.list_cases(CaseFilter(text=text))], text
    for text in (moved.citizen_no[:12], "%", "*", moved.citizen_no[6:14]):
        assert cases.list_cases(CaseFilter(text=text)) == (), text
    assert [r.case_id for r in cases.list_cases(None, 1, 1)] == [accepted_id]


def test_due_soon_and_overdue(counter: Counter, clock: FakeClock, renamed: PersonDraft) -> None:
    case_id = counter.accepted(CHANGE, renamed, CHANGED_NAME)
    clock.advance(days=1)
    (row,) = counter.desk.cases.list_cases(CaseFilter(CaseListView.DUE))
    assert (row.case_id, row.working_days_left, row.remark) == (case_id, 2, "")
    clock.advance(days=4)
    (row,) = counter.desk.cases.list_cases(CaseFilter(CaseListView.DUE))
    assert (row.working_days_left, row.remark) == (-1, "已超期 1 个工作日")


def test_today_means_open_or_touched_today(counter: Counter, clock: FakeClock, renamed: PersonDraft) -> None:
    done = counter.open(CHANGE, renamed)
    counter.desk.cases.withdraw(done, "撤回")
    still_open = counter.open(CHANGE, renamed)
    clock.advance(days=1)
    today = clock.today()
    rows = counter.desk.cases.list_cases(CaseFilter(since=today))
    assert [row.case_id for row in rows] == [still_open]
    assert counter.desk.cases.counts(since=today).all == 1
    assert counter.desk.cases.counts(since=today - timedelta(days=1)).all == 2


def test_cases_of_a_person_need_a_whole_number_or_name_and_birth_date(
    counter: Counter, renamed: PersonDraft
) -> None:
    case_id = counter.open(CHANGE, renamed)
    cases = counter.desk.cases
    assert [r.case_id for r in cases.find_for_person(renamed.citizen_no)] == [case_id]
    found = cases.find_for_person(name=renamed.name, birth_date=renamed.birth_date)
    assert [r.case_id for r in found] == [case_id]
    assert cases.find_for_person(renamed.citizen_no[:10]) == ()
    with pytest.raises(ValueError, match="complete number"):
        cases.find_for_person(name=renamed.name)


def test_a_person_without_a_number_has_a_case_as_well(counter: Counter) -> None:
    subject = Subject(name="买买提·吐尔逊", birth_date=date(1950, 1, 1))
    case_id = counter.desk.cases.open_case(CHANGE, subject)
    (row,) = counter.desk.cases.find_for_person(name="买买提•吐尔逊", birth_date=date(1950, 1, 1))
    assert (row.case_id, row.masked_no) == (case_id, "")
