"""The office's own papers made from cases: filed, audited, once where once is enough."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from hukou.case import ActionKind, Applicant, Status
from hukou.certificate import Refused
from hukou.household import HouseholdType
from tests.factories import make_person
from tests.fakes import CLERK, FakeClock
from tests.services.paper_desk import (
    Desk,
    accept_case,
    approved_case,
    as_staff,
    gate_refusal,
    open_case,
    open_desk,
    plain_config,
    text_of,
)
from tests.services.paper_people import FORMS, make_extract
from window_client.errors import (
    FormIncompleteError,
    InputError,
    NotAuthorisedError,
    NotCertifiableError,
    NotFoundError,
    TransitionRefusedError,
)
from window_client.services.case_views import view_of
from window_client.services.certificates.entries import OF_NO_CASE
from window_client.services.certificates.requests import Request, find_basis
from window_client.services.store import Store, tables
from window_client.services.views import LedgerState

TODAY = date(2026, 11, 23)
THERE = "海渡省平沙市公安局松岭分局云台派出所"


@pytest.fixture
def desk(store: Store, clock: FakeClock, tmp_path: Path) -> Desk:
    """An officer with 200 leased numbers, stepped up."""
    desk = open_desk(store, clock, plain_config(tmp_path))
    desk.lease()
    desk.step_up()
    return desk


def said(desk: Desk, sha256: str) -> str:
    return text_of(desk.certificates.document(sha256).pdf)


# --- the two kinds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "kind", "paper", "words"),
    [
        (
            "certificate.household_info",
            "household_info",
            "matter_certificate",
            ("系我所登记的常住户口人员", "户口簿（卡）遗失尚未补办", "办理入学"),
        ),
        (
            "certificate.temp_identity",
            "temp_identity_proof",
            "temp_identity_proof",
            ("临时身份证明", "本证明仅供乘坐列车使用", "至2026年11月30日止", "照片粘贴处"),
        ),
    ],
)
def test_the_kind_is_numbered_signed_and_confirmed_like_every_certificate(
    desk: Desk, service: str, kind: str, paper: str, words: tuple[str, ...]
) -> None:
    case_id = approved_case(desk, service)
    entry = desk.certificates.issue(case_id)

    assert (entry.number, entry.kind) == ("WQ-2026-000001", paper)
    live = desk.case(case_id).live_certificate
    assert live is not None
    assert live.kind == kind
    pdf = desk.certificates.document(entry.document_sha256).pdf
    assert b"/ByteRange" in pdf
    for part in (*words, "林书瑶", entry.number or ""):
        assert part in text_of(pdf)

    desk.ledger.send(entry.entry_id, "laser", 1)
    desk.ledger.confirm(entry.entry_id, "001")
    assert desk.kinds()[-1] == ActionKind.CONFIRM_PRINT
    assert desk.act(ActionKind.COMPLETE, case_id).status is Status.COMPLETED


def test_a_household_information_is_not_approved_for_an_entry_that_ended(desk: Desk) -> None:
    case_id = open_case(desk, "certificate.household_info")
    desk.deliver(make_extract(case_id, make_person()))
    refused = gate_refusal(desk, case_id)
    assert "未查到" in refused.grounds[0]
    assert desk.certificates.refuse(case_id, refused).kind == "refusal_notice"


def test_a_marriage_elsewhere_is_refused_with_the_reason_of_the_rules(desk: Desk) -> None:
    fields = {"card_state": "lost", "use": "marriage"}
    case_id = open_case(desk, "certificate.temp_identity", fields=fields)
    extract = make_extract(case_id, make_person(), registered=True)
    there = extract.household.model_copy(update={"station": "480221000001", "station_name": THERE})
    desk.deliver(extract.model_copy(update={"household": there}))

    entry = desk.certificates.refuse(case_id, gate_refusal(desk, case_id))

    text = said(desk, entry.document_sha256)
    assert "申请开具临时身份证明" in text
    assert "其他事项：用于“办理结婚登记”的临时身份证明由户籍所在地公安派出所出具" in text


def test_a_collective_reason_is_checked_against_the_register(desk: Desk) -> None:
    fields = {"reason": "collective_household", "purpose": "办理入学"}
    case_id = open_case(desk, "certificate.household_info", fields=fields)
    extract = make_extract(case_id, make_person(), registered=True)
    desk.deliver(extract)
    assert isinstance(desk.certificates.check_gate(case_id), Refused)
    household = extract.household.model_copy(update={"household_type": HouseholdType.COLLECTIVE})
    desk.deliver(extract.model_copy(update={"household": household, "register_version": 8}))
    assert not isinstance(desk.certificates.check_gate(case_id), Refused)


def test_what_the_register_lacks_stops_the_decision_and_not_the_printer(desk: Desk) -> None:
    case_id = approved_case(desk)
    case = desk.case(case_id)
    extract = make_extract(case_id, make_person())
    events = tuple(event.model_copy(update={"place": ""}) for event in extract.person.events)
    person = extract.person.model_copy(update={"events": events})
    from hukou.catalogue import catalogue

    request = Request(
        catalogue().by_id[case.service],
        case.subject,
        case.applicant,
        case.fields,
        extract=extract.model_copy(update={"person": person}),
        station=case.station,
    )
    with pytest.raises(NotCertifiableError, match="迁往地"):
        find_basis(request)


# --- 不予受理告知书 ----------------------------------------------------------------------------------------------


def test_a_case_is_not_accepted_in_writing(desk: Desk) -> None:
    case_id = open_case(desk)
    reason = "申请人不是本人，也没有委托"
    entry = desk.certificates.office.refuse_acceptance(case_id, reason, advice="请由本人申请")

    case = desk.case(case_id)
    assert (entry.kind, entry.number, entry.state) == (
        "not_accepted_notice",
        "WQ-2026-BS02-00001",
        LedgerState.PREPARED,
    )
    assert case.status is Status.REJECTED
    assert case.decision is not None
    assert (case.decision.outcome, case.decision.reason) == ("not_accepted", reason)
    assert (case.decision.notice_number, case.decision.notice_sha256) == (entry.number, entry.document_sha256)
    assert desk.rows(tables.draft) == []
    text = said(desk, entry.document_sha256)
    for part in ("不予受理告知书", f"{reason}。", "请由本人申请。", "行政复议", entry.number):
        assert part in text
    assert desk.audited("refuse_acceptance") == [("done", entry.number)]
    with pytest.raises(TransitionRefusedError):
        desk.certificates.office.refuse_acceptance(case_id, reason)


def test_without_a_reason_nothing_happens(desk: Desk) -> None:
    case_id = open_case(desk)
    before = desk.everything()
    for reason in ("", "  ", "______"):
        with pytest.raises(FormIncompleteError) as caught:
            desk.certificates.office.refuse_acceptance(case_id, reason)
        assert "reason" in caught.value.problems
    assert desk.everything() == before


def test_auxiliary_staff_do_not_refuse_by_their_own_judgement(desk: Desk) -> None:
    clerk = as_staff(desk, CLERK)
    case_id = open_case(clerk)
    before = desk.everything()
    with pytest.raises(NotAuthorisedError):
        clerk.certificates.office.refuse_acceptance(case_id, "不想受理")
    assert desk.everything() == before


# --- 领取凭证 and 协查函 -----------------------------------------------------------------------------------------


def test_a_voucher_is_made_once_and_names_whoever_applies(desk: Desk) -> None:
    agent = make_person("赵启明", birth=date(1980, 6, 1))
    applicant = Applicant(relation="agent", name=agent.name, citizen_no=agent.citizen_no.text)
    case_id = open_case(desk, applicant=applicant)
    office = desk.certificates.office
    with pytest.raises(TransitionRefusedError):
        office.make_pickup_voucher(case_id)
    accept_case(desk, case_id)

    first = office.make_pickup_voucher(case_id)

    assert office.make_pickup_voucher(case_id) == first
    assert (first.kind, first.number) == ("pickup_voucher", None)
    text = said(desk, first.document_sha256)
    assert "赵启明" in text
    assert agent.citizen_no.text not in text
    assert agent.citizen_no.text[-4:] in text
    assert [result for result, _ in desk.audited("make_pickup_voucher")] == ["refused", "done"]


def test_another_station_is_asked_by_a_working_day(desk: Desk) -> None:
    case_id = open_case(desk)
    accept_case(desk, case_id)
    office = desk.certificates.office
    for nobody in ("", "____"):
        with pytest.raises(FormIncompleteError) as caught:
            office.make_verification_request(case_id, nobody)
        assert "to_station" in caught.value.problems

    entry = office.make_verification_request(case_id, THERE)

    document = desk.certificates.document(entry.document_sha256)
    text = text_of(document.pdf)
    for part in (f"{THERE}：", "并于2026年11月26日前函复", "注销或者迁出户口的日期", "林书瑶"):
        assert part in text
    assert desk.case(case_id).subject.citizen_no in text
    assert {area.kind.value for area in document.masked_areas} == {"citizen_no", "birth_date"}
    asked = office.make_verification_request(case_id, THERE, "是否曾登记为该户成员")
    assert "是否曾登记为该户成员。" in said(desk, asked.document_sha256)


# --- 存根 ------------------------------------------------------------------------------------------------------


def test_a_stub_says_what_was_given_out(desk: Desk) -> None:
    fields = {**FORMS["certificate.cancellation"], "asking_unit": "青禾区不动产登记中心"}
    case_id = approved_case(desk, fields=fields)
    paper = desk.certificates.issue(case_id)

    stub = desk.certificates.office.make_stub(paper.entry_id)

    assert (stub.kind, stub.number, stub.title) == ("stub", None, "户籍事项证明存根")
    text = said(desk, stub.document_sha256)
    for part in (paper.number or "", "2026年12月23日", "办理不动产登记", "青禾区不动产登记中心", "核验码"):
        assert part in text
    assert paper.document_sha256[:32].upper() in text
    assert desk.certificates.office.make_stub(paper.entry_id).entry_id == stub.entry_id
    assert stub.case_id == case_id
    with pytest.raises(TransitionRefusedError):
        desk.certificates.office.make_stub(stub.entry_id)


def test_a_refusal_has_a_stub_with_its_reason(desk: Desk) -> None:
    case_id = open_case(desk)
    notice = desk.certificates.office.refuse_acceptance(case_id, "没有委托书")
    text = said(desk, desk.certificates.office.make_stub(notice.entry_id).document_sha256)
    assert "没有委托书。" in text
    assert "有效期至" not in text


# --- 办件登记簿 --------------------------------------------------------------------------------------------------


def test_the_register_of_a_day_lists_what_this_window_did(desk: Desk) -> None:
    done = approved_case(desk)
    number = desk.certificates.issue(done).number
    refused = open_case(desk, "certificate.former_cohousehold")
    notice = desk.certificates.office.refuse_acceptance(refused, "没有委托书")
    draft = open_case(desk)

    entry = desk.certificates.office.make_daily_register(TODAY)

    text = said(desk, entry.document_sha256)
    assert entry.case_id == OF_NO_CASE
    for part in ("共2件", number or "", notice.number or "", "不予受理", "已审批", desk.case(done).case_no):
        assert part in text
    assert desk.case(done).subject.citizen_no not in text
    assert desk.case(draft).status is Status.DRAFT
    assert desk.audited("make_daily_register") == [("done", "20261123-02 2")]
    again = desk.certificates.office.make_daily_register(TODAY)
    assert again.entry_id == entry.entry_id


def test_the_register_is_printed_and_confirmed_without_a_case(desk: Desk) -> None:
    entry = desk.certificates.office.make_daily_register(TODAY - timedelta(days=1))
    assert "当日没有办件" in said(desk, entry.document_sha256)
    desk.ledger.send(entry.entry_id, "laser", 1)
    assert [one.entry_id for one in desk.ledger.unconfirmed()] == [entry.entry_id]
    assert desk.ledger.confirm(entry.entry_id).state is LedgerState.CONFIRMED
    with desk.store.read() as connection:
        assert view_of(connection, OF_NO_CASE) is None


def test_there_is_no_register_of_tomorrow(desk: Desk) -> None:
    with pytest.raises(InputError):
        desk.certificates.office.make_daily_register(TODAY + timedelta(days=1))


def test_a_long_day_takes_several_pages(desk: Desk) -> None:
    for _ in range(40):
        accept_case(desk, open_case(desk))
    document = desk.certificates.document(desk.certificates.office.make_daily_register(TODAY).document_sha256)
    assert document.pages > 1
    text = text_of(document.pdf)
    for case_id in desk.cases:
        assert desk.case(case_id).case_no in text


def test_a_case_that_is_not_here_has_no_papers(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.certificates.office.make_pickup_voucher(desk.clock.new_id())
    with pytest.raises(NotFoundError):
        desk.certificates.office.make_stub(desk.clock.new_id())
