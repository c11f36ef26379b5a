"""The named conditions that catalogue entries refer to. A condition is a Python function, never an expression.

Each answers for one sentence of the eligibility panel: fulfilled, worth a look, to be refused, or not known yet
(most often because the register has not been asked). Texts name no number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hukou.case import Subject
from hukou.certificate import Allowed, Matter, Refused, find_lacking, format_date, gate_rules
from hukou.certificate.wording import wording
from hukou.certificate_request import MatterProblem, find_matter, judge, reason_holds, requested_kind
from hukou.citizen_no import (
    CitizenNoError,
    DivisionWarningKind,
    division_warning,
    normalise_citizen_no,
    parse_citizen_no,
)
from hukou.divisions import DivisionTable, division_table
from hukou.household import EventKind, RegisterExtract, RegistrationStatus
from hukou.names import same_name
from hukou.service_item import APPLICANT_FIELD, ServiceItem

_MAJORITY = 18
"""Full years (民法典 Art. 17); below it a guardian acts."""


class ConditionState(StrEnum):
    OK = "ok"
    WARN = "warn"
    REFUSE = "refuse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One line of the panel. `source` is the norm it rests on, '' for a plain plausibility check."""

    name: str
    state: ConditionState
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a condition may look at. `fields` may hold `applicant.relation` (`form.form_values`)."""

    item: ServiceItem
    subject: Subject
    extract: RegisterExtract | None
    fields: Mapping[str, Any]
    today: date
    divisions: DivisionTable
    station: str = ""
    """Code of the station that would issue; '' when nobody has said."""


Answer = tuple[ConditionState, str, str]
Condition = Callable[[Question], Answer]

_NOTICE_2016 = "公通字〔2016〕21号"
_NORM_2021 = "公通字〔2021〕12号"


def check(
    item: ServiceItem,
    subject: Subject,
    extract: RegisterExtract | None,
    fields: Mapping[str, Any],
    today: date,
    *,
    divisions: DivisionTable | None = None,
    station: str = "",
) -> tuple[ConditionResult, ...]:
    """All conditions of a catalogue entry, in its order."""
    question = Question(item, subject, extract, fields, today, divisions or division_table(), station)
    return tuple(ConditionResult(name, *CONDITIONS[name](question)) for name in item.conditions)


def verdict(results: tuple[ConditionResult, ...]) -> ConditionState:
    """The gravest of the results: refuse, then unknown, then warn, then ok."""
    order = (ConditionState.OK, ConditionState.WARN, ConditionState.UNKNOWN, ConditionState.REFUSE)
    return max((r.state for r in results), key=order.index, default=ConditionState.OK)


def _applicant_identified(q: Question) -> Answer:
    source = f"{_NOTICE_2016}；申请人须出示居民身份证或其他法定身份证件"
    if q.subject.identified_by == "chip":
        return ConditionState.OK, "本人身份已由证件芯片核验。", source
    return ConditionState.WARN, "身份信息为手工录入。请核对法定身份证件原件。", source


def _identity_agrees_with_register(q: Question) -> Answer:
    if q.extract is None:
        return ConditionState.UNKNOWN, "户籍数据尚未取得，暂不能与登记核对。", ""
    person = q.extract.person
    typed = normalise_citizen_no(q.subject.citizen_no)
    differences = []
    if not same_name(person.name, q.subject.name):
        differences.append("姓名")
    if typed and typed != person.citizen_no:
        differences.append("公民身份号码")
    if person.birth_date != q.subject.birth_date:
        differences.append("出生日期")
    if differences:
        listed = "、".join(differences)
        return ConditionState.WARN, f"{listed}与户籍登记不一致。请核对证件，必要时先办理变更更正。", ""
    return ConditionState.OK, "姓名、号码、出生日期与户籍登记一致。", ""


def _division_in_force(q: Question) -> Answer:
    if not q.subject.citizen_no:
        return ConditionState.WARN, "没有公民身份号码，按姓名和出生日期办理。", ""
    try:
        warning = division_warning(parse_citizen_no(q.subject.citizen_no, q.today), q.divisions)
    except CitizenNoError:
        return ConditionState.WARN, "公民身份号码不符合编码规则。请对照证件核对。", "GB 11643-1999"
    if warning is None:
        return ConditionState.OK, "号码符合编码规则。", "GB 11643-1999"
    if warning.kind is DivisionWarningKind.ABOLISHED and warning.division is not None:
        name = warning.division.name
        return ConditionState.WARN, f"号码前六位为已撤销区划（{name}），号码仍可有效。", "GB/T 2260"
    return ConditionState.WARN, "号码前六位不在区划代码表中。请对照证件核对。", "GB/T 2260"


def _lacking(q: Question, matter: Matter) -> str:
    """What the register lacks of an entry that it has, '' for a whole one: no certificate is made with a blank."""
    lacking = find_lacking(requested_kind(q.item, q.fields), matter, wording())
    return f"户籍登记缺少{'、'.join(lacking)}，须先补正登记。" if lacking else ""


def _represented_when_minor(q: Question) -> Answer:
    born = q.subject.birth_date
    age = q.today.year - born.year - ((q.today.month, q.today.day) < (born.month, born.day))
    relation = q.fields.get(APPLICANT_FIELD, "self")
    source = "《中华人民共和国民法典》第十七条、第二十三条"
    if age >= _MAJORITY or relation == "guardian":
        return ConditionState.OK, "申请人具有办理资格。", source
    return ConditionState.WARN, f"本人未满 {_MAJORITY} 周岁。请由监护人代为申请。", source


def _represented_when_dead(q: Question) -> Answer:
    source = "《中华人民共和国民法典》第十三条、第九百九十四条"
    if q.fields.get("cancellation_reason") != EventKind.CANCELLED_DEATH.value:
        return ConditionState.OK, "可由本人、监护人或代办人申请。", source
    if q.fields.get(APPLICANT_FIELD, "self") == "self":
        return ConditionState.WARN, "注销原因为死亡。申请人请改选代办人，由近亲属申请。", source
    return ConditionState.OK, "由近亲属申请。请核对与本人关系的证明。", source


def _change_recorded(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 户口登记项目内容变更更正证明"
    found = find_matter(q.item, q.fields, q.extract)
    if found.problem is MatterProblem.NO_EXTRACT:
        return ConditionState.UNKNOWN, "户籍数据尚未取得，暂不能核对变更更正记载。", source
    if found.matter is None:
        return ConditionState.REFUSE, "户籍登记中没有这项变更更正的记载。", source
    event = found.matter.events[0]
    if lacking := _lacking(q, found.matter):
        return ConditionState.WARN, lacking, source
    return ConditionState.OK, f"户籍登记有记载：{format_date(event.recorded_on)}，{event.item}。", source


def _registration_cancelled(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 注销户口证明"
    found = find_matter(q.item, q.fields, q.extract)
    if q.extract is None:
        return ConditionState.UNKNOWN, "户籍数据尚未取得，暂不能核对注销记载。", source
    if q.extract.person.status is RegistrationStatus.REGISTERED:
        return ConditionState.REFUSE, "户口登记仍然有效，没有注销。", source
    if found.matter is None:
        return ConditionState.REFUSE, "户籍登记的注销原因与申请的不一致，没有这项注销的记载。", source
    event = found.matter.events[0]
    if lacking := _lacking(q, found.matter):
        return ConditionState.WARN, lacking, source
    return ConditionState.OK, f"户口已于 {format_date(event.recorded_on)} 注销。", source


def _register_book_does_not_show(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 户口簿能够证明的事项不再出具"
    match q.fields.get("register_book"):
        case "shown":
            verdict = judge(q.item, q.fields, q.extract)
            if isinstance(verdict, Allowed) and verdict.reason is not None:
                return ConditionState.OK, f"户口簿虽已载明，但属于“{verdict.reason.label}”。", source
            return ConditionState.REFUSE, "居民户口簿已载明该事项，可直接使用户口簿。", source
        case "not_shown" | "unavailable":
            return ConditionState.OK, "居民户口簿不能证明该事项。", source
    return ConditionState.UNKNOWN, "请先确认居民户口簿能否证明该事项。", source


def _former_cohousehold_recorded(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 亲属关系证明"
    if not q.fields.get("relative_name"):
        return ConditionState.UNKNOWN, "请先填写亲属姓名。", source
    found = find_matter(q.item, q.fields, q.extract)
    match found.problem:
        case MatterProblem.NO_EXTRACT:
            return ConditionState.UNKNOWN, "户籍数据尚未取得，暂不能核对曾经同户记载。", source
        case MatterProblem.AMBIGUOUS:
            text = "档案中有多名同名的曾经同户人员。请补填公民身份号码或出生日期。"
            return ConditionState.UNKNOWN, text, source
        case MatterProblem.NOT_RECORDED:
            text = "户籍档案中没有与该亲属曾经同户的记载。亲属关系可到公证机构办理。"
            return ConditionState.REFUSE, text, source
    if found.matter is not None and (lacking := _lacking(q, found.matter)):
        return ConditionState.WARN, lacking, source
    return ConditionState.OK, "户籍档案能够反映曾经同户关系。", source


def _archive_reference_present(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 亲属关系证明"
    found = find_matter(q.item, q.fields, q.extract)
    if found.matter is None or found.matter.former_household is None:
        return ConditionState.UNKNOWN, "档案出处和同户起止时间待核对。", source
    household = found.matter.former_household
    if not household.archive_reference.strip() or household.start > household.end:
        return ConditionState.REFUSE, "档案没有出处或同户起止时间不全，不能出具。", source
    period = f"{format_date(household.start)}至{format_date(household.end)}"
    return ConditionState.OK, f"档案出处 {household.archive_reference}，同户期间 {period}。", source


def _registered_now(q: Question) -> Answer:
    source = f"{_NORM_2021}；只证明现有的户籍登记"
    if q.extract is None:
        return ConditionState.UNKNOWN, "户籍数据尚未取得，暂不能核对登记状态。", source
    if q.extract.person.status is not RegistrationStatus.REGISTERED:
        return ConditionState.REFUSE, "户口已经注销或迁出，可改为申请注销户口证明。", source
    return ConditionState.OK, "户口登记有效。", source


def _listed_reason(q: Question) -> Answer:
    chosen = q.fields.get("reason")
    if not chosen:
        return ConditionState.UNKNOWN, "请先选择出具情形。", _NOTICE_2016
    reason = gate_rules().reasons.get(str(chosen))
    if reason is None:
        return ConditionState.REFUSE, "不属于可以出具户籍信息证明的四种情形。", _NOTICE_2016
    if q.extract is None:
        return ConditionState.UNKNOWN, "户籍数据尚未取得，暂不能核对出具情形。", reason.source.title
    if not reason_holds(reason.id, q.extract):
        collective = reason.id == "collective_household"
        text = "登记的户别是家庭户，不是集体户。" if collective else "没有户籍档案能够反映曾经同户关系。"
        return ConditionState.REFUSE, text, reason.source.title
    return ConditionState.OK, f"属于“{reason.label}”。", reason.source.title


def _card_not_at_hand(q: Question) -> Answer:
    match q.fields.get("card_state"):
        case None | "":
            return ConditionState.UNKNOWN, "请先确认居民身份证的情况。", _NOTICE_2016
        case "at_hand":
            return ConditionState.REFUSE, "居民身份证能够证明本人身份，可直接使用。", _NOTICE_2016
    return ConditionState.OK, "居民身份证不在手边。", _NOTICE_2016


def _present_in_person(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 临时身份证明"
    if q.fields.get(APPLICANT_FIELD, "self") == "agent":
        return ConditionState.REFUSE, "须由本人到场，不能委托他人代办。", source
    return ConditionState.OK, "由本人或者监护人陪同到场。", source


def _identity_use(q: Question) -> Answer:
    source = f"{_NOTICE_2016} 临时身份证明"
    use = gate_rules().uses.get(str(q.fields.get("use", "")))
    if use is None:
        return ConditionState.UNKNOWN, "请先选择临时身份证明的用途。", source
    if not use.register_station_only:
        return ConditionState.OK, f"任一公安派出所可以出具，有效期 {use.days} 日。", source
    if q.extract is None or not q.station:
        return ConditionState.UNKNOWN, f"用于{use.label}的，须由户籍所在地派出所出具，待核对。", source
    if q.extract.household.station != q.station:
        return ConditionState.REFUSE, f"用于{use.label}的，由户籍所在地派出所出具。", source
    return ConditionState.OK, f"本所是户籍所在地派出所，有效期 {use.days} 日。", source


def _certificate_gate(q: Question) -> Answer:
    if not q.fields.get("requested_fact"):
        return ConditionState.UNKNOWN, "请先选择申请证明的事项。", _NOTICE_2016
    result = judge(q.item, q.fields, q.extract, q.station)
    if isinstance(result, Refused):
        title = result.sources[0].title if result.sources else _NOTICE_2016
        return ConditionState.REFUSE, "".join(result.grounds), title
    needs = getattr(result, "needs", ())
    if needs:
        return ConditionState.UNKNOWN, "请先填写出具情形或法律法规依据。", _NOTICE_2016
    return ConditionState.OK, "属于可以出具的情形。", _NOTICE_2016


CONDITIONS: Mapping[str, Condition] = {
    "applicant_identified": _applicant_identified,
    "archive_reference_present": _archive_reference_present,
    "card_not_at_hand": _card_not_at_hand,
    "certificate_gate": _certificate_gate,
    "change_recorded": _change_recorded,
    "division_in_force": _division_in_force,
    "former_cohousehold_recorded": _former_cohousehold_recorded,
    "identity_agrees_with_register": _identity_agrees_with_register,
    "identity_use": _identity_use,
    "listed_reason": _listed_reason,
    "register_book_does_not_show": _register_book_does_not_show,
    "present_in_person": _present_in_person,
    "registered_now": _registered_now,
    "registration_cancelled": _registration_cancelled,
    "represented_when_dead": _represented_when_dead,
    "represented_when_minor": _represented_when_minor,
}
