"""临时身份证明 and 户籍信息证明: who may have one, for what, and what the paper says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.case import Subject
from hukou.catalogue import catalogue
from hukou.certificate import (
    Allowed,
    CertificateKind,
    CertificateRequest,
    CertificateWordingError,
    IdentityProof,
    Matter,
    ReasonRequired,
    RefusalBox,
    Refused,
    RefusedApplicant,
    UnknownFactError,
    check_request,
    compose_certificate,
    compose_refusal,
    find_lacking,
    format_date,
    gate_rules,
)
from hukou.certificate.wording import wording
from hukou.certificate_request import judge
from hukou.divisions import division_table
from hukou.eligibility import ConditionState, check
from hukou.household import HouseholdType, RegisterExtract, RegistrationStatus
from tests.papers import (
    BIRTH,
    DIED,
    FATHER,
    FORMER,
    ISSUER,
    MOVED_OUT,
    NUMBER,
    RENAMED,
    allow,
    make_certificate,
    make_extract,
)

TEMP, INFO = CertificateKind.TEMP_IDENTITY, CertificateKind.HOUSEHOLD_INFO
ITEM = catalogue().by_id["certificate.temp_identity"]
INFO_ITEM = catalogue().by_id["certificate.household_info"]
HERE, ELSEWHERE = "390102001", "390102002"
SUBJECT = Subject(name="罗景行", citizen_no=NUMBER, birth_date=BIRTH, identified_by="chip")
SANDBOX = division_table(sandbox=True)
GONE = make_extract(status=RegistrationStatus.MOVED_OUT)


def states(
    fields: dict[str, Any], extract: RegisterExtract | None, station: str = HERE, service: str = ITEM.id
) -> dict[str, ConditionState]:
    item = catalogue().by_id[service]
    today = date(2026, 11, 24)
    found = check(item, SUBJECT, extract, fields, today, divisions=SANDBOX, station=station)
    return {line.name: line.state for line in found}


def make_proof(use: str = "train", **more: Any) -> IdentityProof:
    paper = compose_certificate(
        allow(TEMP, use=use), make_extract(), Matter(), ISSUER, number="QH-2026-000001", purpose="", **more
    )
    assert isinstance(paper, IdentityProof)
    return paper


# --- 临时身份证明 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("use", gate_rules().uses)
def test_a_proof_says_what_for_and_until_when(use: str) -> None:
    rule, paper = gate_rules().uses[use], make_proof(use)
    until = format_date(ISSUER.issued_on + timedelta(days=rule.days))
    assert "".join(paper.body) == (
        "兹证明罗景行（公民身份号码见上）的身份经与户籍登记核对一致，照片经核对为本人。"
        f"本证明仅供{rule.label}使用，有效期至{until}，不作其他用途。特此证明。"
    )
    assert (paper.purpose, paper.validity, paper.validity_days) == (rule.label, f"至{until}止", rule.days)
    assert [row.label for row in paper.rows] == ["姓名", "性别", "出生日期", "公民身份号码", "户籍地址"]
    assert paper.boxes == ()


def test_a_proof_says_no_more_than_the_card() -> None:
    said = " ".join([*(row.value for row in make_proof().rows), *make_proof().body])
    for absent in ("汉族", "父亲", "户主", "未婚", FORMER.household_no):
        assert absent not in said


def test_nobody_can_lengthen_a_proof() -> None:
    assert make_proof(validity_days=365).validity_days == gate_rules().uses["train"].days


def test_without_a_number_a_proof_names_the_birth_date_alone() -> None:
    paper = compose_certificate(
        allow(TEMP), make_extract(citizen_no=""), Matter(), ISSUER, number="QH-2026-000001", purpose=""
    )
    assert isinstance(paper, IdentityProof)
    assert [row.label for row in paper.rows] == ["姓名", "性别", "出生日期", "户籍地址"]
    assert "出生日期见上" in paper.body[0]


def test_a_proof_is_not_written_without_its_use() -> None:
    with pytest.raises(CertificateWordingError):
        compose_certificate(
            replace(allow(TEMP), use=None), make_extract(), Matter(), ISSUER, number="N", purpose="乘坐列车"
        )


def test_the_gate_asks_for_the_use() -> None:
    result = check_request(CertificateRequest(TEMP))
    assert isinstance(result, ReasonRequired)
    assert [need.value for need in result.needs] == ["use"]
    with pytest.raises(UnknownFactError):
        check_request(CertificateRequest(TEMP, use="fishing"))


def test_whoever_has_the_card_at_hand_needs_no_proof() -> None:
    result = judge(ITEM, {"card_state": "at_hand", "use": "train"}, make_extract(), HERE)
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.LEGAL_DOCUMENT
    assert states({"card_state": "at_hand"}, None)["card_not_at_hand"] is ConditionState.REFUSE


@pytest.mark.parametrize(
    ("station", "outcome", "state"),
    [
        (HERE, Allowed, ConditionState.OK),
        (ELSEWHERE, Refused, ConditionState.REFUSE),
        ("", Allowed, ConditionState.UNKNOWN),
    ],
)
def test_for_a_marriage_only_the_station_of_the_register_writes_one(
    station: str, outcome: type, state: ConditionState
) -> None:
    fields = {"card_state": "lost", "use": "marriage"}
    assert isinstance(judge(ITEM, fields, make_extract(), station), outcome)
    assert states(fields, make_extract(), station)["identity_use"] is state
    other = {"card_state": "lost", "use": "lodging"}
    assert isinstance(judge(ITEM, other, make_extract(), station), Allowed)


def test_a_refused_proof_is_no_matter_of_the_register_form() -> None:
    refused = judge(ITEM, {"card_state": "at_hand", "use": "train"}, make_extract(), HERE)
    assert isinstance(refused, Refused)
    applicant = RefusedApplicant("罗景行", NUMBER, BIRTH, date(2026, 11, 24))
    notice = compose_refusal(refused, TEMP, applicant, ISSUER, number="QH-2026-BY02-00001")
    assert "申请开具临时身份证明，经核查：" in notice.opening


def test_somebody_has_to_come_in_person() -> None:
    found = states({"card_state": "lost", "use": "train", "applicant.relation": "agent"}, make_extract())
    assert found["present_in_person"] is ConditionState.REFUSE


@pytest.mark.parametrize("service", [ITEM, INFO_ITEM])
def test_an_entry_that_ended_is_not_certified_as_standing(service: Any) -> None:
    fields = {"card_state": "lost", "use": "train", "reason": "book_lost"}
    result = judge(service, fields, GONE, HERE)
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.UNVERIFIED
    assert states(fields, GONE, service=service.id)["registered_now"] is ConditionState.REFUSE
    assert states(fields, None, service=service.id)["registered_now"] is ConditionState.UNKNOWN


# --- 户籍信息证明 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", [reason.id for reason in gate_rules().reasons_for(INFO)])
def test_each_of_the_four_reasons_opens_the_gate_and_is_printed(reason: str) -> None:
    extract = make_extract()
    if reason == "collective_household":
        household = extract.household.model_copy(update={"household_type": HouseholdType.COLLECTIVE})
        extract = extract.model_copy(update={"household": household})
    allowed = judge(INFO_ITEM, {"reason": reason}, extract, HERE)
    assert isinstance(allowed, Allowed)
    assert allowed.reason is not None
    paper = compose_certificate(
        allowed, extract, Matter(), ISSUER, number="QH-2026-000001", purpose="办理入学"
    )
    assert f"（出具情形：{allowed.reason.printed}）。特此证明。" in paper.body[0]
    assert states({"reason": reason}, extract, service=INFO_ITEM.id)["listed_reason"] is ConditionState.OK


@pytest.mark.parametrize("reason", ["", "none", "collective_household"])
def test_without_a_reason_that_holds_it_is_refused(reason: str) -> None:
    result = judge(INFO_ITEM, {"reason": reason}, make_extract(), HERE)
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.LEGAL_DOCUMENT
    assert len(result.unless) == 4


def test_an_archive_reason_needs_an_archive() -> None:
    fields = {"reason": "archive_kinship"}
    assert isinstance(judge(INFO_ITEM, fields, make_extract(former=()), HERE), Refused)
    found = states(fields, make_extract(former=()), service=INFO_ITEM.id)
    assert found["listed_reason"] is ConditionState.REFUSE
    assert states({}, None, service=INFO_ITEM.id)["listed_reason"] is ConditionState.UNKNOWN


def test_another_station_is_named_where_it_keeps_the_entry() -> None:
    away = replace(ISSUER, station="海渡省平沙市公安局云台派出所")
    named = make_extract().household.station_name
    for kind in (INFO, CertificateKind.CHANGE):
        matter = Matter(events=(RENAMED,)) if kind is CertificateKind.CHANGE else Matter()
        paper = compose_certificate(allow(kind), make_extract(), matter, away, number="N-001", purpose="入学")
        assert named in paper.body[0]
        assert "我所" not in paper.body[0]
        assert "我所" in make_certificate(kind).body[0]


# --- what the register lacks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "matter", "lacking"),
    [
        (CertificateKind.CANCELLATION, Matter(events=(DIED,)), ()),
        (
            CertificateKind.CANCELLATION,
            Matter(events=(DIED.model_copy(update={"occurred_on": None}),)),
            ("登记的死亡日期",),
        ),
        (
            CertificateKind.CANCELLATION,
            Matter(events=(MOVED_OUT.model_copy(update={"place": " ", "reason": ""}),)),
            ("迁往地或定居地",),
        ),
        (
            CertificateKind.CHANGE,
            Matter(events=(RENAMED.model_copy(update={"reason": ""}),)),
            ("变更更正原因",),
        ),
        (
            CertificateKind.FORMER_COHOUSEHOLD,
            Matter(former_household=FORMER.model_copy(update={"head_name": ""}), former_member=FATHER),
            ("户主姓名",),
        ),
    ],
)
def test_what_is_lacking_is_known_before_anybody_decides(
    kind: CertificateKind, matter: Matter, lacking: tuple[str, ...]
) -> None:
    assert find_lacking(kind, matter, wording()) == lacking
    if lacking:
        with pytest.raises(CertificateWordingError):
            make_certificate(kind, matter)


@given(st.dates(date(1950, 1, 1), date(2099, 11, 1)), st.sampled_from(sorted(gate_rules().uses)))
def test_any_day_of_issue_gives_a_whole_paper(day: date, use: str) -> None:
    paper = compose_certificate(
        allow(TEMP, use=use),
        make_extract(),
        Matter(),
        replace(ISSUER, issued_on=day),
        number="QH-2026-000001",
        purpose="",
    )
    last = day + timedelta(days=gate_rules().uses[use].days)
    assert f"{last.year}年{last.month}月{last.day}日" in paper.body[0]
    assert paper.validity == f"至{last.year}年{last.month}月{last.day}日止"
