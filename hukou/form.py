"""Checking what was filled in against a catalogue entry.

Problems block acceptance, warnings never do. Keys are field ids, `material.<id>` and `applicant.<part>`;
texts are Chinese, state the fact first and then what to do, and never repeat what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hukou.case import Applicant, MaterialCheck, MaterialState, Subject
from hukou.citizen_no import (
    CitizenNoError,
    CitizenNoFault,
    DivisionWarningKind,
    division_warning,
    normalise_citizen_no,
    parse_citizen_no,
)
from hukou.divisions import DivisionTable, division_table
from hukou.names import NameFault, PersonNameError, parse_name, rare_characters
from hukou.service_item import (
    APPLICANT_FIELD,
    APPLICANT_RELATIONS,
    FieldSpec,
    FieldType,
    MaterialSpec,
    ServiceItem,
)

_CITIZEN_NO_TEXTS = {
    CitizenNoFault.LENGTH: "应为 18 位，现为 {length} 位。请对照证件补全。",
    CitizenNoFault.CHARACTERS: "只能由数字组成，末位可以是 X。请对照证件修改。",
    CitizenNoFault.BIRTH_DATE: "第 7 至 14 位不是有效日期。请对照证件修改。",
    CitizenNoFault.BIRTH_FUTURE: "出生日期在今天之后。请对照证件修改。",
    CitizenNoFault.AGE: "按号码计算年龄超过 130 岁。请对照证件修改。",
    CitizenNoFault.CHECK_DIGIT: "校验位不符，可能有一位录错。请对照证件逐位核对。",
}
_NAME_TEXTS = {
    NameFault.EMPTY: "姓名没有填写。请对照证件填写。",
    NameFault.LENGTH: "姓名不能超过 50 个字。请对照证件修改。",
    NameFault.PRIVATE_USE: "第 {place} 个字是自造字（{code}），不能入库。请用标准字重新录入。",
    NameFault.LATIN: "第 {place} 个字是拉丁字母。请按户口登记的汉字录入。",
    NameFault.CHARACTERS: "第 {place} 个字（{code}）不能用在姓名中。请对照证件修改。",
    NameFault.SPACE: "姓名中间有空格。请对照证件，去掉空格或改为间隔符“·”。",
    NameFault.DOT_EDGE: "间隔符“·”不能在姓名开头或结尾。请对照证件修改。",
    NameFault.DOT_DOUBLED: "间隔符“·”连续出现。请只保留一个。",
}


def form_values(fields: Mapping[str, Any], applicant: Applicant | None) -> dict[str, Any]:
    """The fields together with what `show_if` may ask about the applicant."""
    relation = applicant.relation if applicant else "self"
    return {**fields, APPLICANT_FIELD: relation}


def validate(
    item: ServiceItem,
    fields: Mapping[str, Any],
    materials: Iterable[MaterialCheck],
    today: date,
    applicant: Applicant | None = None,
) -> dict[str, str]:
    """Everything that keeps the form from being accepted; empty when it is complete."""
    values = form_values(fields, applicant)
    problems = {}
    for spec in item.visible_fields(values):
        text = field_problem(spec, fields.get(spec.id), today)
        if text:
            problems[spec.id] = text
    checks = {check.material: check for check in materials}
    for material in missing_materials(item, checks.values(), values):
        problems[f"material.{material.id}"] = f"缺少“{material.label}”。请核对原件，或出具一次性告知书。"
    return problems


def missing_materials(
    item: ServiceItem, materials: Iterable[MaterialCheck], values: Mapping[str, Any]
) -> tuple[MaterialSpec, ...]:
    """The required papers that nobody has seen. `values` as `form_values` makes them."""
    seen = {m.material for m in materials if m.state is not MaterialState.MISSING}
    return tuple(
        spec
        for spec in item.visible_materials(values)
        if spec.required and not spec.shared and spec.id not in seen
    )


def validate_applicant(applicant: Applicant, subject: Subject, today: date) -> dict[str, str]:
    """Problems of the person at the counter, under `applicant.<part>`."""
    problems: dict[str, str] = {}
    if applicant.relation not in APPLICANT_RELATIONS:
        problems["applicant.relation"] = "申请人与本人的关系没有选择。请选择一项。"
    if applicant.relation != "self":
        problems["applicant.name"] = person_name_problem(applicant.name)
        problems["applicant.citizen_no"] = citizen_no_problem(applicant.citizen_no, today)
        same = normalise_citizen_no(applicant.citizen_no) == normalise_citizen_no(subject.citizen_no)
        if applicant.citizen_no and same:
            problems["applicant.citizen_no"] = "与本人的公民身份号码相同。请录入代为申请的人的号码。"
    if applicant.phone:
        problems["applicant.phone"] = phone_problem(applicant.phone)
    return {key: text for key, text in problems.items() if text}


def warnings(
    item: ServiceItem,
    fields: Mapping[str, Any],
    today: date,
    applicant: Applicant | None = None,
    divisions: DivisionTable | None = None,
) -> dict[str, str]:
    """What deserves a second look and blocks nothing: abolished divisions, rare characters."""
    table = divisions or division_table()
    found = {}
    for spec in item.visible_fields(form_values(fields, applicant)):
        value = fields.get(spec.id)
        if not isinstance(value, str) or not value.strip():
            continue
        if spec.type is FieldType.CITIZEN_NO:
            found[spec.id] = citizen_no_warning(value, today, table)
        elif spec.type is FieldType.PERSON_NAME:
            found[spec.id] = _rare_warning(value)
    if applicant is not None and applicant.citizen_no:
        found["applicant.citizen_no"] = citizen_no_warning(applicant.citizen_no, today, table)
    return {key: text for key, text in found.items() if text}


def field_problem(spec: FieldSpec, value: Any, today: date) -> str:
    """What is wrong with the value of one field; '' when nothing is."""
    if _is_empty(value):
        if not spec.required:
            return ""
        return _empty_problem(spec)
    if spec.type is FieldType.PERIOD:
        return _period_problem(value, today)
    if not isinstance(value, str):
        return f"{spec.label}的格式不正确。请重新填写。"
    match spec.type:
        case FieldType.CHOICE:
            return "" if spec.choice(value) else "所选项目已不在选项中。请重新选择。"
        case FieldType.DATE:
            return _date_problem(value, today, not_future=spec.not_future)
        case FieldType.CITIZEN_NO:
            return citizen_no_problem(value, today)
        case FieldType.PERSON_NAME:
            return person_name_problem(value)
        case FieldType.PHONE:
            return phone_problem(value)
        case _:
            return _length_problem(value, spec.max_length)


def citizen_no_problem(text: str, today: date) -> str:
    """Why a typed number is no citizen number (GB 11643-1999); '' when it is one."""
    try:
        parse_citizen_no(text, today)
    except CitizenNoError as error:
        return _CITIZEN_NO_TEXTS[error.kind].format(length=len(normalise_citizen_no(text)))
    return ""


def citizen_no_warning(text: str, today: date, divisions: DivisionTable) -> str:
    """An unknown or abolished division: numbers keep the code of their first registration."""
    try:
        warning = division_warning(parse_citizen_no(text, today), divisions)
    except CitizenNoError:
        return ""
    if warning is None:
        return ""
    if warning.kind is DivisionWarningKind.ABOLISHED and warning.division is not None:
        return (
            f"前六位 {warning.code} 为已撤销区划（{warning.division.name}）。号码可能有效，请对照证件核对。"
        )
    return f"前六位 {warning.code} 不在区划代码表中。请对照证件核对，可先继续。"


def person_name_problem(text: str) -> str:
    """Why a typed name cannot be a registered name; '' when it can."""
    try:
        parse_name(text)
    except PersonNameError as error:
        place = 0 if error.position is None else error.position + 1
        code = f"U+{ord(error.character):04X}" if error.character else ""
        return _NAME_TEXTS[error.kind].format(place=place, code=code)
    return ""


def phone_problem(text: str) -> str:
    """A mobile number of eleven digits, or a fixed line with its area code."""
    digits = "".join(c for c in normalise_citizen_no(text) if c not in "()+")
    if not (digits.isascii() and digits.isdigit()):
        return "电话号码只能有数字。请与申请人核对。"
    if digits.startswith("0"):
        if 10 <= len(digits) <= 12:
            return ""
        return f"固定电话连同区号应为 10 至 12 位，现为 {len(digits)} 位。请与申请人核对。"
    if len(digits) != 11:
        return f"应为 11 位手机号，现为 {len(digits)} 位。请与申请人核对。"
    if digits[0] != "1":
        return "手机号应以 1 开头。请与申请人核对。"
    return ""


def _rare_warning(name: str) -> str:
    rare = rare_characters(name)
    if not rare:
        return ""
    listed = "、".join(f"{r.character}（{r.code_point}）" for r in rare)
    return f"含生僻字 {listed}。请与证件逐字核对。"


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(_is_empty(part) for part in value.values())
    return value is None


def _empty_problem(spec: FieldSpec) -> str:
    if spec.type is FieldType.CHOICE:
        return f"“{spec.label}”没有选择。请选择一项。"
    if spec.type in (FieldType.DATE, FieldType.PERIOD):
        return f"“{spec.label}”没有填写。请按 2026-03-09 的样式填写。"
    return f"“{spec.label}”没有填写。请与申请人核对后填写。"


def _length_problem(value: str, max_length: int) -> str:
    length = len(value.strip())
    if length <= max_length:
        return ""
    return f"最多 {max_length} 个字，现为 {length} 个字。请精简。"


def _date_problem(value: Any, today: date, *, not_future: bool) -> str:
    day = _day(value)
    if day is None:
        return "不是有效日期。请按 2026-03-09 的样式填写。"
    if not_future and day > today:
        return "日期在今天之后。请核对后修改。"
    return ""


def _period_problem(value: Any, today: date) -> str:
    if not isinstance(value, Mapping):
        return "起止日期的格式不正确。请重新填写。"
    start, end = _day(value.get("start")), _day(value.get("end"))
    if start is None or end is None:
        return "起止日期都要填写，样式如 2026-03-09。"
    if start > end:
        return "开始日期在结束日期之后。请核对后修改。"
    if end > today:
        return "结束日期在今天之后。请核对后修改。"
    return ""


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
