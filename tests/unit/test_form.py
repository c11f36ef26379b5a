"""Checking a form: problems block, warnings do not, texts name the fact and the remedy but never the input."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from hukou.case import Applicant, MaterialCheck, MaterialState, Subject
from hukou.catalogue import catalogue
from hukou.divisions import division_table
from hukou.form import (
    citizen_no_problem,
    citizen_no_warning,
    field_problem,
    person_name_problem,
    phone_problem,
    validate,
    validate_applicant,
    warnings,
)
from hukou.service_item import FieldSpec
from tests.factories import TODAY, make_citizen_no, make_person

SANDBOX = division_table(sandbox=True)
NUMBER = make_citizen_no("390102", make_person().birth_date, 52).text
CHANGE = catalogue().by_id["certificate.change"]
KINSHIP = catalogue().by_id["certificate.former_cohousehold"]
COMPLETE = {"change_item": "name", "register_book": "not_shown", "purpose": "办理不动产登记"}


def seen(*materials: str, state: MaterialState = MaterialState.ORIGINAL_SEEN) -> tuple[MaterialCheck, ...]:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return tuple(MaterialCheck(material=m, state=state, seen_by="039217", seen_at=at) for m in materials)


def spec(kind: str, **more: Any) -> FieldSpec:
    return FieldSpec.model_validate({"id": "x", "label": "项目", "type": kind, "section": "s", **more})


def test_a_complete_form_has_no_problem() -> None:
    assert validate(CHANGE, COMPLETE, seen("id_card", "register_book"), TODAY) == {}


def test_every_gap_is_told_at_once() -> None:
    problems = validate(CHANGE, {}, (), TODAY)
    assert problems == {
        "change_item": "“变更更正的登记项目”没有选择。请选择一项。",
        "register_book": "“居民户口簿能否证明该事项”没有选择。请选择一项。",
        "purpose": "“用途”没有填写。请与申请人核对后填写。",
        "material.id_card": "缺少“申请人居民身份证或其他法定身份证件”。请核对原件，或出具一次性告知书。",
    }


def test_a_paper_marked_missing_is_missing() -> None:
    problems = validate(
        CHANGE, COMPLETE, seen("id_card", "register_book", state=MaterialState.MISSING), TODAY
    )
    assert set(problems) == {"material.id_card", "material.register_book"}


def test_shared_data_are_not_asked_for() -> None:
    shared = [m.id for m in CHANGE.materials if m.shared]
    assert shared
    assert not [key for key in validate(CHANGE, {}, (), TODAY) if key.removeprefix("material.") in shared]


def test_an_agent_brings_two_more_papers() -> None:
    agent = Applicant(relation="agent", name="何文", citizen_no=NUMBER)
    problems = validate(CHANGE, COMPLETE, seen("id_card", "register_book"), TODAY, agent)
    assert set(problems) == {"material.agent_id_card", "material.power_of_attorney"}


def test_hidden_fields_are_not_checked() -> None:
    fields = {**COMPLETE, "change_item_name": "字" * 50}
    assert validate(CHANGE, fields, seen("id_card", "register_book"), TODAY) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13800002712", ""),
        ("138 0000 2712", ""),
        ("１３８００００２７１２", ""),
        ("0390-555-0100", ""),
        ("138 0000 271", "应为 11 位手机号，现为 10 位。请与申请人核对。"),
        ("23800002712", "手机号应以 1 开头。请与申请人核对。"),
        ("039055", "固定电话连同区号应为 10 至 12 位，现为 6 位。请与申请人核对。"),
        ("一三八", "电话号码只能有数字。请与申请人核对。"),
    ],
)
def test_phone_numbers(text: str, said: str) -> None:
    assert phone_problem(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NUMBER, ""),
        (NUMBER.lower(), ""),
        (NUMBER[:17], "应为 18 位，现为 17 位。请对照证件补全。"),
        ("39010219900314A52X", "只能由数字组成，末位可以是 X。请对照证件修改。"),
        ("390102199013140520", "第 7 至 14 位不是有效日期。请对照证件修改。"),
        ("390102202711240520", "出生日期在今天之后。请对照证件修改。"),
        ("390102188001010520", "按号码计算年龄超过 130 岁。请对照证件修改。"),
    ],
)
def test_citizen_numbers(text: str, said: str) -> None:
    assert citizen_no_problem(text, TODAY) == said


def test_a_wrong_check_digit_is_named_without_the_right_one() -> None:
    wrong = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")
    told = citizen_no_problem(wrong, TODAY)
    assert told == "校验位不符，可能有一位录错。请对照证件逐位核对。"
    assert NUMBER[17] not in told.replace("一位", "").replace("校验位", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("阿卜杜热合曼·买买提", ""),
        ("阿卜杜热合曼•买买提", ""),
        ("", "姓名没有填写。请对照证件填写。"),
        ("·买买提", "间隔符“·”不能在姓名开头或结尾。请对照证件修改。"),
        ("买买提 艾力", "姓名中间有空格。请对照证件，去掉空格或改为间隔符“·”。"),
        ("阿卜··买买提", "间隔符“·”连续出现。请只保留一个。"),
        ("张" * 51, "姓名不能超过 50 个字。请对照证件修改。"),
        ("王A", "第 2 个字是拉丁字母。请按户口登记的汉字录入。"),
        ("王\ue863", "第 2 个字是自造字（U+E863），不能入库。请用标准字重新录入。"),
        ("王5", "第 2 个字（U+0035）不能用在姓名中。请对照证件修改。"),
    ],
)
def test_names(text: str, said: str) -> None:
    assert person_name_problem(text) == said


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("text", "字" * 100, ""),
        ("text", "字" * 101, "最多 100 个字，现为 101 个字。请精简。"),
        ("text", "\U0002cd0a" * 100, ""),
        ("multiline", "  ", ""),
        ("text", 5, "项目的格式不正确。请重新填写。"),
        ("date", "2026-11-23", ""),
        ("date", "2026-11-31", "不是有效日期。请按 2026-03-09 的样式填写。"),
        ("period", {"start": "2001-01-01", "end": "2005-12-31"}, ""),
        ("period", {"start": "", "end": ""}, ""),
        ("period", {"start": "2001-01-01", "end": ""}, "起止日期都要填写，样式如 2026-03-09。"),
        ("period", {"start": "2005-01-01", "end": "2001-01-01"}, "开始日期在结束日期之后。请核对后修改。"),
        ("period", {"start": "2005-01-01", "end": "2031-01-01"}, "结束日期在今天之后。请核对后修改。"),
        ("period", "2005", "起止日期的格式不正确。请重新填写。"),
        ("phone", "123", "应为 11 位手机号，现为 3 位。请与申请人核对。"),
        ("person_name", "王5", "第 2 个字（U+0035）不能用在姓名中。请对照证件修改。"),
        ("citizen_no", "1", "应为 18 位，现为 1 位。请对照证件补全。"),
        ("address", "临江省澜州市", ""),
    ],
)
def test_values_of_each_type(kind: str, value: Any, said: str) -> None:
    assert field_problem(spec(kind), value, TODAY) == said


def test_required_and_future() -> None:
    assert (
        field_problem(spec("date", required=True), None, TODAY)
        == "“项目”没有填写。请按 2026-03-09 的样式填写。"
    )
    assert (
        field_problem(spec("address", required=True), " ", TODAY) == "“项目”没有填写。请与申请人核对后填写。"
    )
    assert (
        field_problem(spec("date", not_future=True), "2026-11-24", TODAY) == "日期在今天之后。请核对后修改。"
    )
    choice = spec("choice", choices=[{"id": "a", "label": "甲"}])
    assert field_problem(choice, "b", TODAY) == "所选项目已不在选项中。请重新选择。"
    assert field_problem(choice, "a", TODAY) == ""


def test_warnings_are_a_second_look_and_no_problem() -> None:
    abolished = "110104199001010014"
    fields = {"relative_name": "沈䶮", "relative_citizen_no": abolished, "purpose": "继承公证"}
    found = warnings(KINSHIP, fields, TODAY, divisions=SANDBOX)
    assert found["relative_name"] == "含生僻字 䶮（U+4DAE）。请与证件逐字核对。"
    assert "已撤销区划（宣武区）" in found["relative_citizen_no"]
    assert "relative_citizen_no" not in validate(KINSHIP, fields, seen("id_card"), TODAY)
    assert warnings(KINSHIP, {"relative_name": "沈望"}, TODAY, divisions=SANDBOX) == {}


def test_an_applicant_number_is_looked_at_as_well() -> None:
    agent = Applicant(
        relation="agent", name="何文", citizen_no=make_citizen_no("999999", TODAY.replace(year=1990), 12).text
    )
    resident = make_citizen_no("119999", TODAY.replace(year=1990), 12).text
    assert warnings(KINSHIP, {}, TODAY, agent, SANDBOX) == {}
    stranger = agent.model_copy(update={"citizen_no": resident})
    assert "不在区划代码表中" in warnings(KINSHIP, {}, TODAY, stranger, SANDBOX)["applicant.citizen_no"]


def test_a_number_that_is_none_has_no_warning() -> None:
    assert citizen_no_warning("1", TODAY, SANDBOX) == ""
    assert citizen_no_warning(NUMBER, TODAY, SANDBOX) == ""


def test_the_applicant() -> None:
    subject = Subject(name="罗景行", citizen_no=NUMBER, birth_date=make_person().birth_date)
    assert validate_applicant(Applicant(), subject, TODAY) == {}
    assert set(validate_applicant(Applicant(relation="agent"), subject, TODAY)) == {
        "applicant.name",
        "applicant.citizen_no",
    }
    same = Applicant(relation="agent", name="何文", citizen_no=NUMBER.lower(), phone="138")
    told = validate_applicant(same, subject, TODAY)
    assert told["applicant.citizen_no"].startswith("与本人的公民身份号码相同。")
    assert set(told) == {"applicant.citizen_no", "applicant.phone"}
    assert "applicant.relation" in validate_applicant(Applicant(relation="boss"), subject, TODAY)
