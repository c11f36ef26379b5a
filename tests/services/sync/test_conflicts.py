"""Conflicts between windows: both show the same one, a person settles it, both converge. A real province between."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, Case, Side, Status
from hukou.conflict import Severity
from provincial_service.sample_register.people import PersonDraft
from tests.backups import back_up, restore
from tests.counter import BOOK_LOST, Counter
from tests.fakes import OTHER_OFFICER, OTHER_STATION, FakeClock, LiveProvince
from tests.services.stations import cases_of, in_sync, sync_of
from tests.services.sync.conftest import Opener
from window_client.errors import (
    ConflictChoiceError,
    ConflictMovedError,
    NotAuthorisedError,
    TransitionRefusedError,
)
from window_client.services import case_conflicts
from window_client.services.conflict_sheets import ConflictSheet
from window_client.services.store import tables
from window_client.services.sync.state import SyncState

OTHER = "certificate.other"


def sheet_of(counter: Counter, case_id: UUID) -> ConflictSheet:
    (sheet,) = counter.desk.conflicts.sheets(case_id)
    return sheet


def circulated(first: Counter, second: Counter, person: PersonDraft) -> UUID:
    """A case of both windows' station that lies with the other one."""
    case_id = first.accepted(OTHER, person, BOOK_LOST)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(second)
    return case_id


def opposed(first: Counter, second: Counter, person: PersonDraft) -> UUID:
    """Both windows amended the purpose; the first one's was taken, the second one's is held."""
    case_id = circulated(first, second, person)
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    second.desk.cases.amend(case_id, {"purpose": "办理贷款"})
    in_sync(first)
    in_sync(second)
    in_sync(first)
    return case_id


def told(counter: Counter) -> int:
    with counter.session.store.read() as connection:
        count = sa.select(sa.func.count()).select_from(tables.told_conflict)
        return int(connection.execute(count).scalar_one())


def here(counter: Counter, case_id: UUID) -> Case:
    return counter.desk.cases.detail(case_id).case


def same(province: LiveProvince, case_id: UUID, *counters: Counter) -> Case:
    case = cases_of(province.province)[str(case_id)]
    for counter in counters:
        assert here(counter, case_id) == case
        assert sync_of(counter, case_id) is SyncState.ACCEPTED
        assert counter.desk.conflicts.sheets(case_id) == ()
        assert told(counter) == 0
    return case


# --- shown -----------------------------------------------------------------------------------------------


def test_both_windows_show_the_same_conflict(
    first: Counter, second: Counter, another: Opener, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    register = another(OTHER_OFFICER)
    in_sync(register)
    mine, other, theirs = (sheet_of(counter, case_id) for counter in (second, first, register))
    for counter in (first, second, register):
        assert sync_of(counter, case_id) is SyncState.CONFLICT
    assert mine.conflict_id == other.conflict_id == theirs.conflict_id
    assert (mine.choices, mine.base, mine.theirs) == (other.choices, other.base, other.theirs)
    (choice,) = mine.choices
    assert (choice.path, choice.base, choice.mine, choice.theirs) == (
        "fields.purpose",
        "办理不动产登记",
        "办理贷款",
        "子女入学",
    )
    assert mine.severity is other.severity is Severity.SAME_FIELD
    assert (mine.is_own, other.is_own, theirs.is_own) == (True, False, False)
    assert mine.may_settle and other.may_settle and not theirs.may_settle
    assert theirs.settled_by == "受理地"
    assert mine.theirs_by is not None and mine.theirs_by.name == "王岚"


def test_a_note_at_the_other_window_does_not_hide_it(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    first.desk.cases.add_note(case_id, "申请人在等候")
    assert sync_of(first, case_id) is SyncState.CONFLICT
    in_sync(first)
    assert sync_of(first, case_id) is SyncState.CONFLICT


# --- settled ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("who", ["holder", "other"])
def test_one_window_settles_and_both_converge(
    side: Side,
    who: str,
    first: Counter,
    second: Counter,
    province: LiveProvince,
    people: list[PersonDraft],
) -> None:
    case_id = opposed(first, second, people[0])
    settler, watcher = (second, first) if who == "holder" else (first, second)
    settler.desk.conflicts.resolve(sheet_of(settler, case_id), {"fields.purpose": side})
    assert sync_of(settler, case_id) is SyncState.QUEUED
    assert settler.desk.conflicts.sheets(case_id) == ()
    in_sync(settler)
    in_sync(watcher)
    case = same(province, case_id, first, second)
    assert case.fields["purpose"] == ("办理贷款" if side is Side.MINE else "子女入学")
    (resolution,) = case.resolutions
    assert (resolution.by_name, resolution.choices) == ("王岚", {"fields.purpose": side})
    with second.session.store.read() as connection:
        held = connection.execute(
            sa.select(tables.action.c.resolution).where(tables.action.c.state == "conflict")
        ).scalars()
        assert list(held) == [side.value]
    titles = [line.title for line in watcher.desk.cases.detail(case_id).history]
    assert "处理冲突" in titles


def test_a_resolution_is_audited_and_waits_without_a_link(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    province.misbehave("error_500")
    second.desk.conflicts.resolve(sheet_of(second, case_id), {"fields.purpose": Side.MINE})
    assert second.desk.sync.run_once(force=True).error is not None
    assert sync_of(second, case_id) is not SyncState.CONFLICT
    province.misbehave("none")
    in_sync(second)
    in_sync(first)
    assert same(province, case_id, first, second).fields["purpose"] == "办理贷款"
    with second.session.store.read() as connection:
        row = connection.execute(
            sa.select(tables.audit_event).where(tables.audit_event.c.action == "resolve")
        ).one()
    assert (row.result, row.detail, row.case_id) == ("done", "fields.purpose=mine", str(case_id))


def test_an_answer_on_its_way_is_not_asked_again_by_a_pull(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    second.desk.conflicts.resolve(sheet_of(second, case_id), {"fields.purpose": Side.MINE})
    first.desk.cases.add_note(case_id, "申请人在等候")
    in_sync(first)
    second.desk.sync._pull.run()
    assert told(second) == 0


def test_nothing_is_chosen_by_default(first: Counter, second: Counter, people: list[PersonDraft]) -> None:
    case_id = circulated(first, second, people[0])
    first.desk.cases.amend(case_id, {"purpose": "子女入学", "asking_unit": "一小"})
    second.desk.cases.amend(case_id, {"purpose": "办理贷款", "asking_unit": "银行"})
    in_sync(first)
    in_sync(second)
    sheet = sheet_of(second, case_id)
    assert len(sheet.choices) == 2
    for choices in ({}, {"fields.purpose": Side.MINE}, {"step": Side.MINE}):
        with pytest.raises(ConflictChoiceError):
            second.desk.conflicts.resolve(sheet, choices)
    both = {"fields.purpose": Side.MINE, "fields.asking_unit": Side.THEIRS}
    second.desk.conflicts.resolve(sheet, both)
    fields = here(second, case_id).fields
    assert (fields["purpose"], fields["asking_unit"]) == ("办理贷款", "一小")


def test_what_moved_since_it_was_looked_at_is_looked_at_again(
    first: Counter, second: Counter, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    sheet = sheet_of(second, case_id)
    first.desk.cases.amend(case_id, {"purpose": "出国"})
    in_sync(first)
    in_sync(second)
    with pytest.raises(ConflictMovedError):
        second.desk.conflicts.resolve(sheet, {"fields.purpose": Side.MINE})
    second.desk.conflicts.resolve(sheet_of(second, case_id), {"fields.purpose": Side.MINE})


def test_two_windows_that_answer_differently_are_asked_again(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    first.desk.conflicts.resolve(sheet_of(first, case_id), {"fields.purpose": Side.THEIRS})
    second.desk.conflicts.resolve(sheet_of(second, case_id), {"fields.purpose": Side.MINE})
    for counter in (first, second, first):
        in_sync(counter)
    for counter in (first, second):
        assert sheet_of(counter, case_id).kind is ActionKind.RESOLVE
    first.desk.conflicts.resolve(sheet_of(first, case_id), {"fields.purpose": Side.MINE})
    in_sync(first)
    in_sync(second)
    assert same(province, case_id, first, second).fields["purpose"] == "办理贷款"


# --- decisions -------------------------------------------------------------------------------------------


def test_amended_here_decided_there(
    first: Counter, another: Opener, province: LiveProvince, people: list[PersonDraft]
) -> None:
    """Different groups of a circulated case: the decision was taken on an intake that is not there any more. The
    register place settles it; whoever amended only sees it."""
    register = another(OTHER_OFFICER)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(register)
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    register.desk.cases.reject(case_id, "没有记载")
    in_sync(first)
    in_sync(register)
    in_sync(first)
    sheet = sheet_of(register, case_id)
    assert (sheet.kind, sheet.choices, sheet.severity) == (ActionKind.REJECT, (), Severity.OTHER_FIELDS)
    assert sheet.can_redo and sheet.may_settle
    seen = sheet_of(first, case_id)
    assert seen.conflict_id == sheet.conflict_id and not seen.may_settle and not seen.can_redo
    with pytest.raises(TransitionRefusedError):
        first.desk.conflicts.resolve(seen, {"step": Side.MINE})
    register.desk.conflicts.resolve(sheet, {"step": Side.MINE})
    in_sync(register)
    in_sync(first)
    case = same(province, case_id, first, register)
    assert case.decision is not None and (case.status, case.decision.by_name) == (Status.REJECTED, "周航")
    assert case.fields["purpose"] == "子女入学"


def test_a_decision_left_takes_what_stood_on_it_along(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    first.desk.cases.withdraw(case_id, "本人撤回")
    second.desk.cases.amend(case_id, {"purpose": "子女入学"})
    second.desk.cases.submit_for_review(case_id)
    in_sync(first)
    in_sync(second)
    sheet = sheet_of(second, case_id)
    assert (sheet.kind, sheet.followers) == (ActionKind.AMEND, (ActionKind.SUBMIT_FOR_REVIEW,))
    assert (sheet.choices, sheet.can_redo) == ((), False)
    second.desk.conflicts.resolve(sheet, {"step": Side.THEIRS})
    in_sync(second)
    in_sync(first)
    assert same(province, case_id, first, second).status is Status.WITHDRAWN


def test_a_clerk_does_not_settle_a_decision(
    first: Counter, second: Counter, people: list[PersonDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.fakes import CLERK

    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    first.desk.cases.amend(case_id, {"purpose": "子女入学"})
    second.desk.cases.reject(case_id, "没有记载")
    in_sync(first)
    in_sync(second)
    sheet = sheet_of(second, case_id)
    monkeypatch.setattr(second.session, "staff", CLERK)
    assert not sheet_of(second, case_id).may_settle
    with pytest.raises(NotAuthorisedError):
        second.desk.conflicts.resolve(sheet, {"step": Side.THEIRS})


def test_work_that_did_not_fit_what_came_is_settled_too(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    """Held at the window only: the province has never seen the step, and takes the answer all the same."""
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    in_sync(second)
    first.desk.cases.withdraw(case_id, "本人撤回")
    in_sync(first)
    second.desk.cases.amend(case_id, {"purpose": "子女入学"})
    second.desk.sync._pull.run()
    sheet = sheet_of(second, case_id)
    assert sheet.base is not None and sheet.base.status is Status.ACCEPTED
    second.desk.conflicts.resolve(sheet, {"step": Side.THEIRS})
    in_sync(second)
    in_sync(first)
    assert len(same(province, case_id, first, second).resolutions) == 1


# --- leaving the scope -----------------------------------------------------------------------------------


def test_a_case_that_was_recalled_leaves_nothing_at_the_register_place(
    first: Counter, another: Opener, people: list[PersonDraft]
) -> None:
    """Invariant 12, by hand-over."""
    register = another(OTHER_OFFICER)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(register)
    register.looked_up(case_id, people[0])
    first.desk.cases.recall(case_id, "本所可核")
    in_sync(first)
    in_sync(register)
    with register.session.store.read() as connection:
        for table in (tables.case_view, tables.register_extract, tables.told_conflict, tables.case_base):
            assert connection.execute(sa.select(table)).all() == [], table.name


def test_own_work_on_a_case_that_left_stays_until_it_is_settled(
    first: Counter, another: Opener, people: list[PersonDraft]
) -> None:
    register = another(OTHER_OFFICER)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(register)
    register.looked_up(case_id, people[0])
    register.desk.cases.reject(case_id, "没有记载")
    first.desk.cases.recall(case_id, "本所可核")
    in_sync(first)
    in_sync(register)
    sheet = sheet_of(register, case_id)
    assert (sheet.state, sheet.problem and sheet.problem.code) == ("refused", "PV-311")
    with register.session.store.read() as connection:
        assert connection.execute(sa.select(tables.register_extract)).all() == []
        assert case_conflicts.has_left(connection, case_id)
    assert register.desk.conflicts.set_aside(sheet) is None
    with register.session.store.read() as connection:
        assert connection.execute(sa.select(tables.case_view)).all() == []
        assert not case_conflicts.has_left(connection, case_id)


def test_a_case_that_comes_back_is_seen_again(
    first: Counter, another: Opener, province: LiveProvince, people: list[PersonDraft]
) -> None:
    register = another(OTHER_OFFICER)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(register)
    register.desk.cases.reject(case_id, "没有记载")
    first.desk.cases.recall(case_id, "本所可核")
    in_sync(first)
    in_sync(register)
    first.desk.cases.circulate(case_id, OTHER_STATION, "还是请贵所核")
    in_sync(first)
    in_sync(register)
    register.desk.conflicts.set_aside(sheet_of(register, case_id))
    same(province, case_id, first, register)


def test_withdrawing_a_circulated_case_recalls_it_first(
    first: Counter, another: Opener, province: LiveProvince, people: list[PersonDraft], clock: FakeClock
) -> None:
    register = another(OTHER_OFFICER)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(register)
    first.desk.cases.withdraw(case_id, "本人撤回")
    in_sync(first)
    in_sync(register)
    assert same(province, case_id, first).status is Status.WITHDRAWN
    assert register.desk.cases.list_cases() == ()


# --- a restored province ---------------------------------------------------------------------------------


def test_a_lost_circulation_and_its_decision_find_their_order_again(
    first: Counter, another: Opener, province: LiveProvince, people: list[PersonDraft], tmp_path: Path
) -> None:
    """The register place comes back first, to a province that does not know that the case was circulated to it."""
    register = another(OTHER_OFFICER)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    in_sync(first)
    back_up(province.province, tmp_path / "backup")
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里")
    in_sync(first)
    in_sync(register)
    register.desk.cases.reject(case_id, "没有记载")
    in_sync(register)
    in_sync(first)
    restore(province.province, tmp_path / "backup")
    for counter in (register, first, register, first):
        in_sync(counter)
    case = same(province, case_id, first, register)
    assert (case.status, case.register_station) == (Status.REJECTED, OTHER_STATION)
