"""What the pages rest on, without a window: the intake, picks from the register, days, phases, words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from hukou.case import Applicant, Case, MaterialState, Status, Subject
from hukou.catalogue import catalogue
from hukou.certificate import RefusalBox
from hukou.divisions import division_table
from hukou.household import (
    EventKind,
    FormerHousehold,
    FormerMember,
    Household,
    HouseholdType,
    Person,
    RegisterEvent,
    RegisterExtract,
    RegistrationStatus,
)
from tests.factories import TODAY, make_person
from tests.fakes import STATION
from window_client.services.devices.card_record import CardKind, CardRecord
from window_client.services.views import Draft
from window_client.ui import wording
from window_client.ui.models.days import parse_day
from window_client.ui.models.intake import GATE, SUBJECT_NAME, Intake, IntakeStep, step_of
from window_client.ui.models.register_picks import chosen_pick, picks_for
from window_client.ui.models.resident import resident_from_card

CASE_ID = UUID("01890000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SOMEONE = make_person()


def intake(service: str = "certificate.cancellation", name: str = SOMEONE.name, **fields: object) -> Intake:
    subject = Subject(
        name=name,
        citizen_no=SOMEONE.citizen_no.text,
        birth_date=SOMEONE.birth_date,
        identified_by="chip",
    )
    case = Case(
        case_id=CASE_ID,
        version=1,
        status=Status.DRAFT,
        service=service,
        station=STATION,
        terminal="t",
        subject=subject,
        opened_at=NOW,
        opened_by="039217",
        last_action=CASE_ID,
    )
    draft = Draft(case_id=CASE_ID, service=service, subject=subject, fields=dict(fields), saved_at=NOW)
    item = catalogue().by_id[service]
    return Intake(item, case, draft, TODAY, division_table(sandbox=True), name_wanted="请填写姓名。")


def extract(*events: RegisterEvent, former: tuple[FormerHousehold, ...] = ()) -> RegisterExtract:
    moved = any(event.kind is EventKind.MOVE_OUT for event in events)
    return RegisterExtract(
        case_id=str(CASE_ID),
        purpose="办理",
        as_of=NOW,
        register_version=3,
        person=Person(
            person_id="p1",
            name=SOMEONE.name,
            sex="2",
            ethnic_group="01",
            birth_date=SOMEONE.birth_date,
            citizen_no=SOMEONE.citizen_no.text,
            household_no="h1",
            relation_to_head="30",
            status=RegistrationStatus.MOVED_OUT if moved else RegistrationStatus.REGISTERED,
            events=events,
        ),
        household=Household(
            household_no="h1",
            household_type=HouseholdType.FAMILY,
            head_name="林望",
            address="临江省澜州市青禾区望桥街道春申路 266 弄",
            station=STATION,
            station_name="澜州市公安局青禾分局望桥派出所",
        ),
        former_households=former,
    )


MOVED = RegisterEvent(
    kind=EventKind.MOVE_OUT, recorded_on=date(2019, 9, 3), place="海渡省平沙市", reason="购房"
)
RENAMED = RegisterEvent(
    kind=EventKind.CHANGE, recorded_on=date(2015, 3, 2), item="姓名", old="林瑶", new="林书瑶"
)
NATIVE = RegisterEvent(
    kind=EventKind.CORRECTION, recorded_on=date(2016, 1, 5), item="籍贯", old="甲", new="乙"
)


def test_an_empty_value_leaves_the_draft() -> None:
    shown = intake()
    shown.set_field("purpose", "入学")
    assert shown.draft.fields == {"purpose": "入学"}
    shown.set_field("purpose", "")
    assert shown.draft.fields == {}


def test_problems_belong_to_the_step_that_mends_them() -> None:
    shown = intake(name="")
    problems = shown.problems()
    assert problems[SUBJECT_NAME] == "请填写姓名。"
    assert list(shown.step_problems(IntakeStep.APPLICANT)) == [SUBJECT_NAME]
    assert all(key.startswith("material.") for key in shown.step_problems(IntakeStep.MATERIALS))
    assert step_of("purpose") is IntakeStep.FORM
    assert set(shown.step_problems(IntakeStep.CHECK)) == set(problems)


def test_the_register_gives_a_name_that_was_not_typed() -> None:
    shown = intake(name="")
    shown.take_extract(extract(MOVED))
    assert shown.draft.subject.name == SOMEONE.name
    assert SUBJECT_NAME not in shown.problems()


def test_a_typed_name_is_not_overwritten() -> None:
    shown = intake(name="林叔瑶")
    shown.take_extract(extract(MOVED))
    assert shown.draft.subject.name == "林叔瑶"
    assert any("不一致" in result.text for result in shown.conditions())


def test_nothing_is_refused_before_the_matter_is_named() -> None:
    shown = intake()
    shown.take_extract(extract(RENAMED))
    assert shown.refusal() is None
    shown.set_fields({"cancellation_reason": "move_out", "register_book": "unavailable"})
    refused = shown.refusal()
    assert refused is not None and refused.box is RefusalBox.UNVERIFIED
    assert GATE in shown.problems()


def test_what_the_book_shows_is_refused_and_a_reason_opens_it() -> None:
    shown = intake(cancellation_reason="move_out", register_book="shown")
    shown.take_extract(extract(MOVED))
    assert shown.refusal() is not None
    shown.set_field("reason", "book_lost")
    assert shown.refusal() is None


def test_without_data_the_legal_limit_counts() -> None:
    shown = intake()
    assert shown.deadline().day > TODAY
    shown.take_extract(extract(MOVED))
    assert shown.deadline().day == TODAY


def test_a_paper_marked_missing_is_on_the_notice() -> None:
    shown = intake()
    shown.mark_material("register_book", MaterialState.MISSING, "039217", NOW)
    assert [material.id for material in shown.missing_materials()] == ["id_card", "register_book"]
    shown.mark_material("id_card", MaterialState.ORIGINAL_SEEN, "039217", NOW)
    shown.mark_material("register_book", None, "039217", NOW)
    assert shown.missing_materials() == ()


def test_papers_no_longer_asked_for_do_not_count() -> None:
    shown = intake()
    shown.set_applicant(Applicant(relation="agent", name="林望"))
    shown.mark_material("power_of_attorney", MaterialState.ORIGINAL_SEEN, "039217", NOW)
    assert "power_of_attorney" in {check.material for check in shown.checks_asked_for()}
    shown.set_applicant(Applicant())
    assert "power_of_attorney" not in {check.material for check in shown.checks_asked_for()}


def test_changes_are_picked_with_their_item_and_day() -> None:
    picks = picks_for(catalogue().by_id["certificate.change"], extract(RENAMED, NATIVE, MOVED))
    assert [dict(pick.fields) for pick in picks] == [
        {"change_item": "other", "change_date": "2016-01-05", "change_item_name": "籍贯"},
        {"change_item": "name", "change_date": "2015-03-02", "change_item_name": ""},
    ]
    assert chosen_pick(picks, {"change_item": "name", "change_date": "2015-03-02"}) == picks[1]
    assert chosen_pick(picks, {}) is None


def test_a_form_without_a_day_means_the_latest_entry_of_its_item() -> None:
    again = RENAMED.model_copy(update={"recorded_on": date(2018, 4, 1)})
    picks = picks_for(catalogue().by_id["certificate.change"], extract(RENAMED, NATIVE, again))
    chosen = chosen_pick(picks, {"change_item": "name"})
    assert chosen is not None and chosen.fields["change_date"] == "2018-04-01"
    assert chosen_pick(picks, {"change_item": "name", "change_date": "2015-03-02"}) == picks[2]
    assert chosen_pick(picks, {"change_item": "name", "change_date": "2015-03-03"}) is None
    assert chosen_pick(picks, {"change_item": "other"}) is None
    assert chosen_pick(picks, {"change_item": "sex"}) is None


def test_shared_data_are_complete_when_they_have_come() -> None:
    shown = intake()
    assert shown.material_count() == (0, 2)
    shown.take_extract(extract(MOVED))
    assert shown.material_count() == (1, 2)
    assert shown.papers_missing()
    shown.mark_material("id_card", MaterialState.ORIGINAL_SEEN, "039217", NOW)
    assert shown.material_count() == (2, 2)
    assert not shown.papers_missing()


def test_problems_are_told_with_their_codes_and_gaps_too() -> None:
    shown = intake("certificate.former_cohousehold", relative_name="王\u00b7", relative_citizen_no="110105")
    shown.set_applicant(Applicant(relation="agent", name="", citizen_no="110105", phone="1"))
    told = shown.told_problems()
    assert set(told) == set(shown.problems())
    ends = {key: text.partition("失败代码 ")[2] for key, text in told.items()}
    assert ends == {
        "relative_name": "IN-102",
        "relative_citizen_no": "IN-101",
        "applicant.citizen_no": "IN-101",
        "applicant.phone": "IN-104",
        "applicant.name": "IN-202",
        "purpose": "IN-202",
        "material.id_card": "IN-203",
        "material.agent_id_card": "IN-203",
        "material.power_of_attorney": "IN-203",
    }


def test_a_name_from_the_chip_or_the_register_is_not_judged() -> None:
    odd = "Ana Ruiz"
    shown = intake(name=odd)
    assert SUBJECT_NAME not in shown.problems()
    shown.set_subject(shown.draft.subject.model_copy(update={"identified_by": "manual"}))
    assert SUBJECT_NAME in shown.problems()
    shown.take_extract(extract(MOVED))
    assert SUBJECT_NAME not in shown.problems()


def test_cancellations_and_former_members_are_picked() -> None:
    picks = picks_for(catalogue().by_id["certificate.cancellation"], extract(RENAMED, MOVED))
    assert [pick.fields for pick in picks] == [{"cancellation_reason": "move_out"}]
    brother = make_person("林景行", sequence=51)
    former = FormerHousehold(
        household_no="h0",
        head_name="林望",
        address="旧址",
        start=date(1995, 1, 1),
        end=date(2010, 6, 30),
        archive_reference="档 12",
        members=(
            FormerMember(
                name=brother.name,
                citizen_no=brother.citizen_no.text,
                birth_date=brother.birth_date,
                relation="71",
            ),
        ),
    )
    picks = picks_for(catalogue().by_id["certificate.former_cohousehold"], extract(former=(former,)))
    assert picks[0].label == "林景行（兄）"
    assert picks[0].fields["cohousehold_period"] == {"start": "1995-01-01", "end": "2010-06-30"}
    assert brother.citizen_no.text not in picks[0].label + picks[0].reason


@pytest.mark.parametrize(
    "text", ["1990-05-07", "1990.5.7", "1990年5月7日", "19900507", "１９９０－０５－０７"]
)
def test_days_are_read_as_they_are_written(text: str) -> None:
    assert parse_day(text) == date(1990, 5, 7)


@pytest.mark.parametrize("text", ["", "1990-13-01", "1990-02-30", "90-5-7", "昨天"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


def test_a_card_without_a_birth_date_takes_it_from_the_number() -> None:
    record = CardRecord(CardKind.ID_CARD, SOMEONE.name, SOMEONE.citizen_no.text, "2", None)
    resident = resident_from_card(record, NOW, TODAY)
    assert resident is not None and resident.birth_date == SOMEONE.birth_date
    assert SOMEONE.citizen_no.text not in repr(resident)
    assert resident_from_card(CardRecord(CardKind.ID_CARD, "某", "", "2", None), NOW, TODAY) is None


def test_completed_needs_the_word_of_the_province() -> None:
    assert wording.status_mark(Status.COMPLETED, sync="queued").text == "已保存在本机"
    assert wording.status_mark(Status.COMPLETED, sync="accepted").text == "已办结"
    assert wording.status_mark(Status.COMPLETED, supplement_wanted=True).text == "已办结"
    assert wording.status_mark(Status.ACCEPTED, supplement_wanted=True).text == "待补正"


@pytest.mark.parametrize(
    ("left", "text", "kind"),
    [
        (-2, "超期 2 个工作日", "bad"),
        (0, "今日到期", "bad"),
        (1, "剩 1 个工作日", "bad"),
        (5, "剩 5 个工作日", "plain"),
    ],
)
def test_deadlines_in_words(left: int, text: str, kind: str) -> None:
    assert wording.deadline_text(left) == (text, kind)


def test_dates_and_spans_in_words() -> None:
    assert wording.full_date(date(2026, 3, 9)) == "2026年3月9日"
    assert wording.day_time(NOW, TODAY) == "今日 10:00"
    assert wording.day_time(NOW, date(2026, 11, 25)) == "11月23日 10:00"
    assert wording.day_time(NOW, date(2027, 1, 5)) == "2026年11月23日 10:00"
    assert wording.span(timedelta(days=2, hours=3, minutes=9)) == "2 天 3 小时"
    assert wording.span(timedelta(minutes=-5)) == "0 分钟"
    assert wording.is_stale(NOW, NOW + timedelta(hours=25))
