"""The gate: what is refused, what is asked, what is let through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hukou.certificate import (
    Allowed,
    CertificateKind,
    CertificateRequest,
    FactGroup,
    Need,
    ReasonRequired,
    RefusalBox,
    Refused,
    UnknownFactError,
    check_request,
    gate_rules,
)
from hukou.certificate.rules import read_rules
from hukou.resources import ResourceError, resource

RULES = gate_rules()
NINE = [fact.id for fact in RULES.facts.values() if fact.group is FactGroup.DOCUMENT]
FIVE = [fact.id for fact in RULES.facts.values() if fact.group is FactGroup.REGISTER_BOOK]
ELSEWHERE = [fact.id for fact in RULES.facts.values() if fact.group is FactGroup.OTHER_DEPARTMENT]
PERIOD = (date(1988, 5, 20), date(2009, 7, 1))
INFO = CertificateKind.HOUSEHOLD_INFO


def test_the_lists_are_as_long_as_the_notice_says() -> None:
    assert (len(NINE), len(FIVE), len(ELSEWHERE)) == (9, 5, 4)


@pytest.mark.parametrize("fact", NINE + FIVE)
def test_each_of_the_nine_and_the_five_is_refused_without_a_reason(fact: str) -> None:
    result = check_request(CertificateRequest(INFO, (fact,)))
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.LEGAL_DOCUMENT
    assert RULES.facts[fact].label in result.grounds[0]
    assert [reason.id for reason in result.unless] == [
        "book_lost",
        "book_withheld",
        "collective_household",
        "archive_kinship",
    ]
    assert "公通字〔2016〕21号" in result.sources[0].title


@pytest.mark.parametrize("fact", NINE + FIVE)
@pytest.mark.parametrize("reason", RULES.reasons)
def test_each_reason_opens_household_information(fact: str, reason: str) -> None:
    result = check_request(CertificateRequest(INFO, (fact,), reason))
    assert isinstance(result, Allowed)
    assert result.reason is RULES.reasons[reason]


@pytest.mark.parametrize("fact", ELSEWHERE)
def test_another_departments_fact_is_refused_whatever_the_reason(fact: str) -> None:
    result = check_request(CertificateRequest(INFO, ("name", fact), "book_lost"))
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.OTHER_DEPARTMENT
    assert result.unless == ()
    assert RULES.facts[fact].shown_by in result.grounds[0]


def test_household_information_asks_for_its_reason() -> None:
    result = check_request(CertificateRequest(INFO))
    assert isinstance(result, ReasonRequired)
    assert result.needs == (Need.REASON,)
    assert len(result.choices) == 4


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (CertificateKind.CHANGE, "item_change"),
        (CertificateKind.CHANGE, "address_change"),
        (CertificateKind.CANCELLATION, "cancelled"),
        (CertificateKind.CANCELLATION, "migration"),
    ],
)
def test_a_kind_certifies_its_own_fact_unless_the_book_shows_it(kind: CertificateKind, fact: str) -> None:
    assert isinstance(check_request(CertificateRequest(kind, (fact,))), Allowed)
    shown = check_request(CertificateRequest(kind, (fact,), book_shows=True))
    assert isinstance(shown, Refused)
    assert shown.box is RefusalBox.LEGAL_DOCUMENT
    assert isinstance(check_request(CertificateRequest(kind, (fact,), "book_lost", book_shows=True)), Allowed)


def test_a_matter_the_book_shows_is_refused_even_when_no_fact_was_named() -> None:
    result = check_request(CertificateRequest(CertificateKind.CHANGE, book_shows=True))
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.LEGAL_DOCUMENT


def test_a_reason_for_another_kind_opens_nothing() -> None:
    result = check_request(CertificateRequest(CertificateKind.CHANGE, ("name",), "collective_household"))
    assert isinstance(result, Refused)


@pytest.mark.parametrize(
    ("reference", "period", "missing"),
    [
        (None, None, (Need.ARCHIVE_REFERENCE, Need.COMMON_PERIOD)),
        ("  ", PERIOD, (Need.ARCHIVE_REFERENCE,)),
        ("第12卷", None, (Need.COMMON_PERIOD,)),
        ("第12卷", (PERIOD[1], PERIOD[0]), (Need.COMMON_PERIOD,)),
    ],
)
def test_kinship_needs_archive_and_period(
    reference: str | None, period: tuple[date, date] | None, missing: tuple[Need, ...]
) -> None:
    request = CertificateRequest(
        CertificateKind.FORMER_COHOUSEHOLD, archive_reference=reference, common_period=period
    )
    result = check_request(request)
    assert isinstance(result, ReasonRequired)
    assert result.needs == missing
    assert result.choices == ()


def test_kinship_with_both_is_allowed() -> None:
    request = CertificateRequest(
        CertificateKind.FORMER_COHOUSEHOLD, archive_reference="第12卷", common_period=PERIOD
    )
    assert isinstance(check_request(request), Allowed)


def test_other_needs_its_legal_basis() -> None:
    result = check_request(CertificateRequest(CertificateKind.OTHER, legal_basis=" "))
    assert isinstance(result, ReasonRequired)
    assert result.needs == (Need.LEGAL_BASIS,)
    assert isinstance(
        check_request(CertificateRequest(CertificateKind.OTHER, legal_basis="某法第一条")), Allowed
    )


def test_nothing_on_record_ticks_unverified() -> None:
    result = check_request(CertificateRequest(CertificateKind.CANCELLATION, record_found=False))
    assert isinstance(result, Refused)
    assert result.box is RefusalBox.UNVERIFIED


@pytest.mark.parametrize("request_", [
    CertificateRequest(INFO, ("religion",)),
    CertificateRequest(INFO, (), "because"),
])  # fmt: skip
def test_an_unknown_id_is_an_error(request_: CertificateRequest) -> None:
    with pytest.raises(UnknownFactError, match="known are"):
        check_request(request_)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('box = "legal_document"\nshown_by', 'box = "wastepaper"\nshown_by', "'wastepaper' is unknown"),
        ('source = "notice_2016"', 'source = "hearsay"', "'hearsay' is not listed"),
        ('id = "sex"', 'id = "name"', "name occurs twice"),
        ("effective = 2016-09-01\n\n[sources.five", 'effective = "2016"\n\n[sources.five', "must be a date"),
        ('label = "姓名"\n', "", "'label' is missing"),
        ("[kinds.change]", "[kinds.changed]", "'changed' is unknown"),
        ('needs = ["legal_basis"]', 'needs = ["luck"]', "'luck' is unknown"),
        ('\n[[boxes]]\nid = "unverified"\ntext = "未查证相关事项"\n', "", "no entry for unverified"),
    ],
)
def test_a_bad_rules_file_is_named_with_its_fault(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    text = resource("certificate", "gate.toml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "gate.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=complaint):
        read_rules(path)
