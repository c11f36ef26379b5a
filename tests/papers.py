"""Finished papers for tests: one of every kind, about fictitious people of an unassigned province."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hukou.certificate import (
    AcceptanceReceipt,
    Allowed,
    CertificateDocument,
    CertificateKind,
    CertificateRequest,
    Issuer,
    Matter,
    PrintedDocument,
    RefusalNotice,
    Refused,
    RefusedApplicant,
    SupplementNotice,
    WorkingPaper,
    check_request,
    compose_certificate,
    compose_receipt,
    compose_refusal,
    compose_supplement,
)
from hukou.certificate.working_papers import (
    AskedAbout,
    CaseFacts,
    RegisterLine,
    Stubbed,
    compose_not_accepted,
    compose_pickup,
    compose_register,
    compose_stub,
    compose_verification,
)
from hukou.household import (
    EventKind,
    FormerHousehold,
    FormerMember,
    Household,
    HouseholdType,
    Person,
    RegisterEvent,
    RegisterExtract,
)
from tests.factories import make_citizen_no

BIRTH = date(1988, 5, 5)
NUMBER = make_citizen_no("390102", BIRTH, 51).text
FATHER_NUMBER = make_citizen_no("390102", date(1962, 2, 10), 31).text
STATION = "澜州市公安局青禾分局望桥派出所"
ADDRESS = "临江省澜州市青禾区望桥街道槐里巷31号"
ISSUER = Issuer(STATION, "王岚", date(2026, 11, 24), "高明远", "0000-5550110")
AS_OF = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)

MOVED_OUT = RegisterEvent(
    kind=EventKind.MOVE_OUT, recorded_on=date(2019, 9, 3), reason="工作调动", place="海渡省平沙市"
)
DIED = RegisterEvent(
    kind=EventKind.CANCELLED_DEATH, recorded_on=date(2020, 3, 9), occurred_on=date(2020, 3, 1)
)
RENAMED = RegisterEvent(
    kind=EventKind.CHANGE,
    recorded_on=date(2015, 3, 9),
    item="姓名",
    old="罗景航",
    new="罗景行",
    reason="本人申请，经批准",
)
FATHER = FormerMember(name="罗望山", citizen_no=FATHER_NUMBER, birth_date=date(1962, 2, 10), relation="51")
FORMER = FormerHousehold(
    household_no="390102000077",
    head_name="罗望山",
    address="临江省澜州市青禾区望桥街道旧巷2号",
    start=date(1988, 5, 20),
    end=date(2009, 7, 1),
    archive_reference="望桥派出所户籍档案1988年第12卷第45页",
    members=(FATHER,),
)


def make_extract(*, former: tuple[FormerHousehold, ...] = (FORMER,), **person: Any) -> RegisterExtract:
    """A register extract; keywords replace fields of the person."""
    values: dict[str, Any] = {
        "person_id": "P-1",
        "name": "罗景行",
        "sex": "1",
        "ethnic_group": "01",
        "birth_date": BIRTH,
        "citizen_no": NUMBER,
        "household_no": "390102001234",
        "relation_to_head": "02",
    }
    return RegisterExtract(
        case_id="C-1",
        purpose="certificate.issue",
        as_of=AS_OF,
        register_version=1,
        person=Person(**{**values, **person}),
        household=Household(
            household_no="390102001234",
            household_type=HouseholdType.FAMILY,
            head_name="罗望山",
            address=ADDRESS,
            station="390102001",
            station_name=STATION,
        ),
        former_households=former,
    )


def allow(kind: CertificateKind, **more: Any) -> Allowed:
    """The gate's word for a request that passes."""
    needed: dict[CertificateKind, dict[str, Any]] = {
        CertificateKind.FORMER_COHOUSEHOLD: {
            "archive_reference": FORMER.archive_reference,
            "common_period": (FORMER.start, FORMER.end),
        },
        CertificateKind.OTHER: {"legal_basis": "《中华人民共和国户口登记条例》第四条"},
        CertificateKind.HOUSEHOLD_INFO: {"reason": "book_lost"},
        CertificateKind.TEMP_IDENTITY: {"use": "train"},
    }
    result = check_request(CertificateRequest(kind, **{**needed.get(kind, {}), **more}))
    assert isinstance(result, Allowed), result
    return result


def make_certificate(
    kind: CertificateKind = CertificateKind.CANCELLATION,
    matter: Matter | None = None,
    extract: RegisterExtract | None = None,
    **more: Any,
) -> CertificateDocument:
    """A certificate of any kind with a matter that fits it."""
    matters = {
        CertificateKind.CHANGE: Matter(events=(RENAMED,)),
        CertificateKind.CANCELLATION: Matter(events=(MOVED_OUT,)),
        CertificateKind.FORMER_COHOUSEHOLD: Matter(former_household=FORMER, former_member=FATHER),
        CertificateKind.OTHER: Matter(
            statement="自2001年5月4日起在我所登记为常住户口",
            legal_basis="《中华人民共和国户口登记条例》第四条",
        ),
        CertificateKind.HOUSEHOLD_INFO: Matter(),
        CertificateKind.TEMP_IDENTITY: Matter(),
    }
    values: dict[str, Any] = {"number": "QH-2026-004518", "purpose": "办理不动产登记", **more}
    return compose_certificate(
        allow(kind), extract or make_extract(), matter or matters[kind], ISSUER, **values
    )


def make_refusal(*facts: str, citizen_no: str = NUMBER, **more: Any) -> RefusalNotice:
    kind = CertificateKind.HOUSEHOLD_INFO
    refused = check_request(CertificateRequest(kind, facts or ("name", "former_name")))
    assert isinstance(refused, Refused), refused
    applicant = RefusedApplicant("罗景行", citizen_no, BIRTH, date(2026, 11, 24))
    return compose_refusal(refused, kind, applicant, ISSUER, number="QH-G-2026-000031", **more)


def make_receipt(**more: Any) -> AcceptanceReceipt:
    values: dict[str, Any] = {
        "case_no": "20261124-02018",
        "service": "开具户籍事项证明（注销户口）",
        "name": "罗景行",
        "masked_no": f"{NUMBER[:6]} •••••••• {NUMBER[14:]}",
        "materials": [("申请人居民身份证", "原件已核"), ("委托书", "复印件留存")],
        "due_on": date(2026, 11, 27),
    }
    return compose_receipt(ISSUER, **{**values, **more})


def make_supplement(**more: Any) -> SupplementNotice:
    values: dict[str, Any] = {
        "number": "20261124-02018",
        "service": "开具户籍事项证明（曾经同户人员亲属关系）",
        "name": "罗景行",
        "masked_no": f"{NUMBER[:6]} •••••••• {NUMBER[14:]}",
        "missing": [("委托书", "由委托人签名；格式可在受理窗口领取"), ("受托人居民身份证", "携带原件")],
    }
    return compose_supplement(ISSUER, **{**values, **more})


MASKED = f"{NUMBER[:6]} •••••••• {NUMBER[14:]}"
FACTS = CaseFacts("20261124-02018", "户籍事项证明 注销户口", "罗景行", MASKED, 2)


def make_register(count: int = 3) -> WorkingPaper:
    """The register of a day with so many cases."""
    lines = [
        RegisterLine(
            f"20261124-02{at:03d}",
            "户籍事项证明 注销户口",
            "罗景行",
            MASKED,
            "已办结",
            ("QH-2026-004518",),
            "王岚",
        )
        for at in range(1, count + 1)
    ]
    return compose_register(ISSUER, number="20261124-02", window=2, day=date(2026, 11, 24), lines=lines)


def office_papers() -> dict[str, WorkingPaper]:
    """The papers whose parts are data, by the name of their kind."""
    person = AskedAbout(NUMBER, BIRTH, "办理不动产登记")
    stubbed = Stubbed(
        title="户籍事项证明",
        number="QH-2026-004518",
        sha256="0123456789abcdef" * 4,
        subject="罗景行",
        issued_on=date(2026, 11, 24),
        purpose="办理不动产登记",
        asking_unit="青禾区不动产登记中心",
        valid_until=date(2026, 12, 24),
        data_as_of=AS_OF,
        check_code="7K4M-92QF",
        reviewer="高明远",
    )
    papers = (
        compose_not_accepted(
            FACTS,
            ISSUER,
            number="QH-2026-BS02-00001",
            reason="申请人与被申请人没有委托关系",
            basis=("公通字〔2021〕12号《户口居民身份证管理工作规范（试行）》第十二条",),
            advice="请由本人申请，或者携带委托书",
        ),
        compose_pickup(
            FACTS,
            ISSUER,
            number="QH-2026-LQ02-00001",
            output="户籍事项证明 注销户口",
            ready_on=date(2026, 11, 27),
        ),
        compose_verification(
            FACTS,
            ISSUER,
            number="QH-2026-XC02-00001",
            to_station="海渡省平沙市公安局松岭分局云台派出所",
            person=person,
            asked="注销或者迁出户口的日期、原因和原户籍地址",
            reply_by=date(2026, 11, 27),
        ),
        compose_stub(FACTS, ISSUER, stubbed),
        make_register(),
    )
    return {paper.document_kind.value: paper for paper in papers}


def one_of_each(*, sample: bool = False) -> dict[str, PrintedDocument]:
    """Every kind of paper, by a short name."""
    papers: dict[str, PrintedDocument] = {
        kind.value: make_certificate(kind, sample=sample) for kind in CertificateKind
    }
    papers["death"] = make_certificate(matter=Matter(events=(DIED,)), sample=sample)
    papers["refusal"] = make_refusal(sample=sample)
    papers["receipt"] = make_receipt(waiting=True, sample=sample)
    papers["supplement"] = make_supplement(sample=sample)
    papers |= {name: replace(paper, sample=sample) for name, paper in office_papers().items()}
    return papers
