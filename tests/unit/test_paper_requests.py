"""From form and extract to a paper: what is missing is named, and nobody else's date or number gets onto it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from hukou.case import Applicant, MaterialCheck, MaterialState, Subject
from hukou.catalogue import catalogue
from hukou.certificate import Issuer, RefusalBox, Refused
from hukou.household import FormerMember, RegisterExtract
from tests.factories import TODAY, make_person
from tests.fakes import START
from tests.services.paper_people import FORMS, make_extract
from window_client.errors import CertificateContentError, NotCertifiableError
from window_client.services.certificates.requests import (
    Request,
    certificate_from,
    find_basis,
    receipt_from,
    refusal_from,
    supplement_from,
    who_applies,
)

CASE = UUID(int=1)
ISSUER = Issuer("澜州市公安局青禾分局望桥派出所", "王岚", TODAY, "高明远", "0390-555-0110")
REFUSED = Refused(RefusalBox.UNVERIFIED, ("未查到。",), ())
WHO = make_person()


def make_request(
    service: str = "certificate.former_cohousehold",
    *,
    extract: RegisterExtract | None = None,
    citizen_no: str = WHO.citizen_no.text,
    applicant: Applicant | None = None,
    materials: tuple[MaterialCheck, ...] = (),
    **fields: Any,
) -> Request:
    return Request(
        item=catalogue().by_id[service],
        subject=Subject(name=WHO.name, citizen_no=citizen_no, birth_date=WHO.birth_date),
        applicant=applicant or Applicant(),
        fields={**FORMS[service], **fields},
        materials=materials,
        extract=extract,
    )


def with_members(*members: FormerMember) -> RegisterExtract:
    extract = make_extract(CASE, WHO)
    (household,) = extract.former_households
    return extract.model_copy(
        update={"former_households": (household.model_copy(update={"members": members}),)}
    )


def member(birth: date, relation: str = "52") -> FormerMember:
    number = make_person(birth=birth, sequence=64).citizen_no.text
    return FormerMember(name="苏慧兰", citizen_no=number, birth_date=birth, relation=relation)


def test_two_former_members_of_one_name_are_not_guessed() -> None:
    both = with_members(member(date(1965, 2, 8)), member(date(1931, 7, 1), "61"))

    with pytest.raises(NotCertifiableError, match="同名"):
        find_basis(make_request(extract=both))

    chosen = find_basis(make_request(extract=both, relative_birth_date="1931-07-01"))[1].former_member
    assert chosen is not None
    assert chosen.birth_date == date(1931, 7, 1)


def test_a_record_that_lacks_a_piece_leaves_no_blank() -> None:
    unknown = with_members(member(date(1965, 2, 8), relation="no such code"))

    with pytest.raises(NotCertifiableError, match="登记的亲属关系"):
        certificate_from(make_request(extract=unknown), ISSUER, number="WQ-2026-000001")


def test_without_register_data_there_is_no_basis() -> None:
    with pytest.raises(NotCertifiableError):
        find_basis(make_request("certificate.other"))


@pytest.mark.parametrize(
    "applicant",
    [
        Applicant(),
        Applicant(relation="agent"),
        Applicant(relation="agent", name="赵启明"),
        Applicant(name="赵启明", citizen_no="390102198006010315"),
    ],
    ids=["self", "unnamed", "without number", "self with leftovers"],
)
def test_who_is_not_identified_is_not_named_instead_of_the_subject(applicant: Applicant) -> None:
    found = who_applies(make_request(applicant=applicant))

    assert (found.name, found.citizen_no) == (WHO.name, WHO.citizen_no.text)


def test_a_notice_without_a_number_gives_the_birth_date() -> None:
    notice = refusal_from(make_request(citizen_no=""), REFUSED, ISSUER, number="N-1", detail="")

    assert "出生日期：1990年3月14日" in notice.opening
    assert WHO.name in notice.opening


def test_a_receipt_lists_what_was_seen_and_only_that() -> None:
    checks = tuple(
        MaterialCheck(material=material, state=state, seen_by="039217", seen_at=START)
        for material, state in (
            ("id_card", MaterialState.ORIGINAL_SEEN),
            ("register_data", MaterialState.SHARED),
            ("dropped_from_catalogue", MaterialState.COPY_ON_FILE),
            ("relative_evidence", MaterialState.MISSING),
        )
    )

    receipt = receipt_from(
        make_request(materials=checks, citizen_no=""),
        ISSUER,
        case_no="20261123-02001",
        due_on=date(2026, 11, 26),
        waiting=False,
    )

    assert [(row.label, row.value) for row in receipt.materials] == [
        ("申请人居民身份证或其他法定身份证件", "已核对原件"),
        ("户籍登记信息", "数据共享取得"),
        ("dropped_from_catalogue", "已收复印件"),
    ]
    assert [row.value for row in receipt.rows if row.label == "证件号码"] == ["无公民身份号码"]
    assert any("2026年11月26日" in row.value for row in receipt.rows)


def test_working_papers_with_a_blank_are_not_made() -> None:
    request = make_request()
    nobody = Issuer("", "王岚", TODAY)

    for make in (
        lambda: receipt_from(request, nobody, case_no="1", due_on=None, waiting=False),
        lambda: supplement_from(request, ["id_card"], nobody, number="N-1"),
        lambda: refusal_from(request, REFUSED, nobody, number="N-1", detail=""),
    ):
        with pytest.raises(CertificateContentError):
            make()


def test_a_material_is_named_once_with_the_way_to_get_it() -> None:
    notice = supplement_from(make_request(), ["id_card", "id_card"], ISSUER, number="N-1")

    (row,) = notice.missing
    assert row.label == "申请人居民身份证或其他法定身份证件"
    assert "临时居民身份证" in row.value
