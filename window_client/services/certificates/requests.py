"""From a case's form and its register extract to a finished paper as a value. Pure: nothing is read or written.

Which field of the form means what is settled in `hukou.certificate_request`, next to the catalogue that both
the window and the province read; a paper takes from the form `purpose` beyond what is said there. Whether a paper
is a sample is the terminal's to say and is settled when it is drawn (`Papers.draw`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hukou.case import Applicant, MaterialCheck, MaterialState, Subject
from hukou.certificate import (
    AcceptanceReceipt,
    Allowed,
    CertificateDocument,
    CertificateWordingError,
    GateResult,
    Issuer,
    Matter,
    RefusalBox,
    RefusalNotice,
    Refused,
    RefusedApplicant,
    SupplementNotice,
    UnknownFactError,
    compose_certificate,
    compose_receipt,
    compose_refusal,
    compose_supplement,
    find_lacking,
    gate_rules,
)
from hukou.certificate.wording import wording
from hukou.certificate_request import MatterProblem, concerns, find_matter, judge, requested_kind
from hukou.eligibility import ConditionState, check, verdict
from hukou.form import form_values
from hukou.household import RegisterExtract
from hukou.service_item import ServiceItem
from window_client.errors import (
    CertificateContentError,
    FormIncompleteError,
    InputError,
    NotCertifiableError,
    OtherPersonError,
)
from window_client.services.views import masked_number

_TYPED = ("purpose", "statement", "legal_basis", "detail")
"""Pieces of a paper's text that staff type: when one is blank it is theirs to mend, not the register's."""


@dataclass(frozen=True, slots=True)
class Request:
    """All that a paper may say about a case: the form as typed and what the province delivered for it."""

    item: ServiceItem
    subject: Subject
    applicant: Applicant
    fields: Mapping[str, Any]
    materials: tuple[MaterialCheck, ...] = ()
    extract: RegisterExtract | None = field(default=None, repr=False)
    station: str = ""
    """Code of the station that would issue."""

    @property
    def purpose(self) -> str:
        """用途, as the applicant named it."""
        value = self.fields.get("purpose", "")
        return value.strip() if isinstance(value, str) else ""


def gate_for(
    item: ServiceItem, fields: Mapping[str, Any], extract: RegisterExtract | None, station: str = ""
) -> GateResult:
    """What the gate says to a form at the station with this code. `NotCertifiableError` for a service that issues
    no certificate, `FormIncompleteError` when a chosen fact, reason or use is not among those of the rules any more."""
    if not item.certificate_kind:
        raise NotCertifiableError("本业务不出具户籍事项证明。", remedy="请选择证明类业务。")
    try:
        return judge(item, fields, extract, station)
    except UnknownFactError as error:
        raise FormIncompleteError({"requested_fact": "所选项目已不在选项中。请重新选择。"}) from error


def rules_refuse(request: Request, today: date) -> bool:
    """Whether the rules themselves refuse, so that no one has to decide it."""
    if isinstance(gate_for(request.item, request.fields, request.extract, request.station), Refused):
        return True
    values = form_values(request.fields, request.applicant)
    found = check(request.item, request.subject, request.extract, values, today, station=request.station)
    return verdict(found) is ConditionState.REFUSE


def find_basis(request: Request) -> tuple[Allowed, Matter, RegisterExtract]:
    """What a certificate rests on. Raises `NotCertifiableError` with the ground when it may not be issued, and
    `OtherPersonError` when the register data are of somebody else than the case is about."""
    if request.extract is not None and not concerns(request.extract, request.subject):
        raise OtherPersonError()
    result = gate_for(request.item, request.fields, request.extract, request.station)
    if isinstance(result, Refused):
        raise NotCertifiableError("".join(result.grounds) + "按规定不能出具证明。", detail=result.box)
    found = find_matter(request.item, request.fields, request.extract)
    if found.problem is MatterProblem.AMBIGUOUS:
        raise NotCertifiableError(
            "档案中有多名同名的曾经同户人员，不能确定是哪一人。", remedy="请补填公民身份号码或出生日期。"
        )
    if not isinstance(result, Allowed):
        named = "、".join(gate_rules().fields[need] for need in result.needs)
        raise NotCertifiableError(f"还缺少{named}，不能出具证明。", remedy="请补填后再办理。")
    if found.matter is None or request.extract is None:
        raise NotCertifiableError("户籍数据中没有要证明的记载。")
    if lacking := find_lacking(result.kind, found.matter, wording()):
        raise NotCertifiableError(
            f"户籍登记缺少{'、'.join(lacking)}，不能出具证明。",
            remedy="请先办理登记补正，再重新取得户籍数据。",
            detail="lacking",
        )
    return result, found.matter, request.extract


def certificate_from(request: Request, issuer: Issuer, *, number: str) -> CertificateDocument:
    """The 户籍事项证明. Besides `find_basis`'s errors: `FormIncompleteError` for what was not typed,
    `CertificateContentError` for what the register lacks."""
    allowed, matter, extract = find_basis(request)
    try:
        return compose_certificate(allowed, extract, matter, issuer, number=number, purpose=request.purpose)
    except CertificateWordingError as error:
        raise _translated(error, request.item) from error


def refusal_from(
    request: Request, refused: Refused, issuer: Issuer, *, number: str, detail: str
) -> RefusalNotice:
    """The 不予出具证明告知书, dated as the issuer is. `detail` is printed under the box 其他事项."""
    applicant = who_applies(request)
    # The birth date is printed for an applicant without a number only, who is then the subject.
    asked = RefusedApplicant(
        applicant.name, applicant.citizen_no, request.subject.birth_date, issuer.issued_on
    )
    kind = requested_kind(request.item, request.fields)
    if refused.box is RefusalBox.OTHER and refused.sources and not detail.strip():
        # The rules themselves refused under 其他事项: their ground is what is printed there.
        detail = "".join(refused.grounds)
    try:
        return compose_refusal(refused, kind, asked, issuer, number=number, detail=detail)
    except CertificateWordingError as error:
        raise _translated(error, request.item) from error


def receipt_from(
    request: Request, issuer: Issuer, *, case_no: str, due_on: date | None, waiting: bool
) -> AcceptanceReceipt:
    """The 受理回执, dated with the day of acceptance."""
    texts, applicant = wording(), who_applies(request)
    seen = [check for check in request.materials if check.state is not MaterialState.MISSING]
    try:
        return compose_receipt(
            issuer,
            case_no=case_no,
            service=request.item.title,
            name=applicant.name,
            masked_no=number_on_paper(applicant),
            materials=[
                (_material_label(request.item, check.material), texts.text(f"receipt.{check.state.value}"))
                for check in seen
            ],
            due_on=due_on,
            waiting=waiting,
        )
    except CertificateWordingError as error:
        raise _translated(error, request.item) from error


def supplement_from(
    request: Request, missing: Sequence[str], issuer: Issuer, *, number: str
) -> SupplementNotice:
    """The 一次性告知书 for the materials with the ids `missing`, each with how to get it.

    What is obtained by data sharing may not be asked for on paper (公通字〔2021〕12号 Art. 12): `InputError`.
    """
    applicant = who_applies(request)
    try:
        return compose_supplement(
            issuer,
            number=number,
            service=request.item.title,
            name=applicant.name,
            masked_no=number_on_paper(applicant),
            missing=[_missing_material(request.item, material) for material in dict.fromkeys(missing)],
        )
    except CertificateWordingError as error:
        raise _translated(error, request.item) from error


def who_applies(request: Request) -> Applicant:
    """The person whom a notice or receipt names: whoever applies for the subject and is identified by name and
    number, else the subject."""
    applicant = request.applicant
    if applicant.relation != "self" and applicant.name and applicant.citizen_no:
        return applicant
    return Applicant(name=request.subject.name, citizen_no=request.subject.citizen_no)


def number_on_paper(applicant: Applicant) -> str:
    """The number as receipts and notices print it: without the birth date."""
    return masked_number(applicant.citizen_no) or wording().text("receipt.no_number")


def _material_label(item: ServiceItem, material_id: str) -> str:
    """A material that the catalogue does not have (any more) keeps its id, so that the paper stays complete."""
    spec = item.material(material_id)
    return spec.label if spec else material_id


def _missing_material(item: ServiceItem, material_id: str) -> tuple[str, str]:
    spec = item.material(material_id)
    if spec is None:
        raise InputError("要补充的材料不在本业务的材料清单中。", field="missing", detail=material_id)
    if spec.shared:
        raise InputError(
            f"“{spec.label}”由数据共享取得，不得要求申请人提供。",
            field="missing",
            remedy="请从清单中去掉这一项。",
        )
    return spec.label, spec.how_to_get or wording().text("supplement.bring")


def _translated(
    error: CertificateWordingError, item: ServiceItem
) -> FormIncompleteError | CertificateContentError:
    """A blank that staff can fill in is a problem of the form, any other one of the record."""
    if error.field not in _TYPED:
        return CertificateContentError(detail=str(error))
    spec = item.field(error.field)
    label = spec.label if spec else "说明"
    return FormIncompleteError({error.field: f"请填写{label}，不能留空白或下划线。"})
