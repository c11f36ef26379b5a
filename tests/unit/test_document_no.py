from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.citizen_no import CitizenNoError
from hukou.document_no import (
    DocumentKind,
    DocumentNo,
    DocumentNoError,
    DocumentNoFault,
    document_rules,
    parse_document_no,
    read_document_rules,
    recognise_document_no,
)
from hukou.resources import ResourceError, resource
from tests.factories import QINGHE, TODAY, make_citizen_no

RESIDENT = make_citizen_no(QINGHE, date(1988, 9, 9), 51).text
TAIWAN = "830000198809090030"
FOREIGN = make_citizen_no("931156", date(1981, 2, 3), 4).text


def fault_of(kind: DocumentKind, text: str, *, allow_import: bool = False) -> DocumentNoFault:
    with pytest.raises(DocumentNoError) as caught:
        parse_document_no(kind, text, TODAY, allow_import=allow_import)
    assert caught.value.document is kind
    return caught.value.kind


@pytest.mark.parametrize(
    ("kind", "text", "number", "count"),
    [
        (DocumentKind.ID_CARD, RESIDENT, RESIDENT, None),
        (DocumentKind.HMT_PERMIT, TAIWAN, TAIWAN, None),
        (DocumentKind.HM_TRAVEL_PERMIT, "h12345678", "H12345678", None),
        (DocumentKind.HM_TRAVEL_PERMIT, "M1234567800", "M12345678", 0),
        (DocumentKind.HM_TRAVEL_PERMIT, "Ｈ12345678 02", "H12345678", 2),
        (DocumentKind.TW_TRAVEL_PERMIT, "01234567", "01234567", None),
        (DocumentKind.PASSPORT, "E12345678", "E12345678", None),
        (DocumentKind.PASSPORT, "EA1234567", "EA1234567", None),
        (DocumentKind.PASSPORT, "G12345678", "G12345678", None),
    ],
)
def test_published_formats(kind: DocumentKind, text: str, number: str, count: int | None) -> None:
    document = parse_document_no(kind, text, TODAY)
    assert (document.number, document.issue_count, document.certain) == (number, count, True)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (DocumentKind.HM_TRAVEL_PERMIT_NON_CHINESE, "HA1234567"),
        (DocumentKind.OFFICIAL_PASSPORT, "SE1234567"),
        (DocumentKind.TRAVEL_DOCUMENT, "L12345678"),
        (DocumentKind.FOREIGN_PR_CARD, FOREIGN),
        (DocumentKind.FOREIGN_PR_CARD_2017, "FRA310012345678"),
    ],
)
def test_unpublished_formats_are_uncertain(kind: DocumentKind, text: str) -> None:
    assert not parse_document_no(kind, text, TODAY).certain
    assert not document_rules()[kind].is_certain


def test_an_unpublished_format_never_refuses_a_plausible_number() -> None:
    wrong_check = FOREIGN[:17] + ("0" if FOREIGN[17] != "0" else "1")
    assert not parse_document_no(DocumentKind.FOREIGN_PR_CARD, wrong_check, TODAY).certain
    assert not parse_document_no(DocumentKind.HM_TRAVEL_PERMIT_NON_CHINESE, "HX7654321", TODAY).certain
    assert fault_of(DocumentKind.TRAVEL_DOCUMENT, "L1234 ?!") is DocumentNoFault.FORMAT


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        (DocumentKind.ID_CARD, "", DocumentNoFault.EMPTY),
        (DocumentKind.ID_CARD, "390102", DocumentNoFault.FORMAT),
        (DocumentKind.ID_CARD, TAIWAN, DocumentNoFault.WRONG_DOCUMENT),
        (DocumentKind.ID_CARD, FOREIGN, DocumentNoFault.WRONG_DOCUMENT),
        (DocumentKind.ID_CARD, "H12345678", DocumentNoFault.WRONG_DOCUMENT),
        (DocumentKind.HMT_PERMIT, RESIDENT, DocumentNoFault.WRONG_DOCUMENT),
        (DocumentKind.HMT_PERMIT, TAIWAN[:17] + "1", DocumentNoFault.CITIZEN_NO),
        (DocumentKind.HM_TRAVEL_PERMIT, "H1234567", DocumentNoFault.FORMAT),
        (DocumentKind.HM_TRAVEL_PERMIT, "H123456789", DocumentNoFault.FORMAT),
        (DocumentKind.TW_TRAVEL_PERMIT, "1234567801(B)", DocumentNoFault.FORMAT),
        (DocumentKind.PASSPORT, "EI1234567", DocumentNoFault.FORMAT),
        (DocumentKind.PASSPORT, "12345678", DocumentNoFault.WRONG_DOCUMENT),
        (DocumentKind.OFFICIAL_PASSPORT, "E12345678", DocumentNoFault.WRONG_DOCUMENT),
    ],
)
def test_faults(kind: DocumentKind, text: str, fault: DocumentNoFault) -> None:
    assert fault_of(kind, text) is fault


def test_the_cause_says_what_is_wrong_with_a_checked_number() -> None:
    with pytest.raises(DocumentNoError) as caught:
        parse_document_no(DocumentKind.ID_CARD, RESIDENT[:17] + "*", TODAY)
    assert caught.value.kind is DocumentNoFault.FORMAT
    changed = RESIDENT[:16] + str((int(RESIDENT[16]) + 1) % 10) + RESIDENT[17]
    with pytest.raises(DocumentNoError) as caught:
        parse_document_no(DocumentKind.ID_CARD, changed, TODAY)
    assert isinstance(caught.value.__cause__, CitizenNoError)


@pytest.mark.parametrize("text", ["1234567801", "1234567801(B)", "1234567801（b）"])
def test_older_taiwan_permits_only_on_import(text: str) -> None:
    document = parse_document_no(DocumentKind.TW_TRAVEL_PERMIT, text, TODAY, allow_import=True)
    assert (document.number, document.issue_count) == ("12345678", 1)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (RESIDENT, [DocumentKind.ID_CARD]),
        (TAIWAN, [DocumentKind.HMT_PERMIT]),
        (FOREIGN, [DocumentKind.FOREIGN_PR_CARD]),
        ("12345678", [DocumentKind.TW_TRAVEL_PERMIT]),
        ("h12345678", [DocumentKind.HM_TRAVEL_PERMIT]),
        ("张三", []),
        ("", []),
        (RESIDENT[:17], []),
        (FOREIGN[:17] + ("0" if FOREIGN[17] != "0" else "1"), []),
    ],
)
def test_recognises_what_is_typed(text: str, kinds: list[DocumentKind]) -> None:
    assert [document.kind for document in recognise_document_no(text, TODAY)] == kinds


def test_logs_see_the_masked_form() -> None:
    permit = parse_document_no(DocumentKind.HM_TRAVEL_PERMIT, "H12345678", TODAY)
    assert str(permit) == permit.masked == "H1••••678"
    assert "12345678" not in repr(permit)
    assert RESIDENT[6:14] not in repr(parse_document_no(DocumentKind.ID_CARD, RESIDENT, TODAY))


@given(st.sampled_from(DocumentKind), st.text(max_size=24))
def test_any_text_is_a_number_or_a_fault(kind: DocumentKind, text: str) -> None:
    try:
        document = parse_document_no(kind, text, TODAY, allow_import=True)
    except DocumentNoError:
        return
    assert isinstance(document, DocumentNo)
    assert len(document.number) >= 7


def test_every_rule_says_where_it_comes_from() -> None:
    rules = document_rules()
    assert set(rules) == set(DocumentKind)
    for rule in rules.values():
        assert rule.source
        assert rule.name
        assert rule.effective <= TODAY


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "passport"', 'kind = "visa"', "visa"),
        ("(?P<number>[HM]A", "(?P<nummer>[HM]A", "group named number"),
        (r"(?P<number>L\d{8})", r"(?P<number>L\d{8}", "document 8"),
        ('check = "gb11643"', 'check = "luhn"', "document 1"),
        ('confidence = "uncertain"', 'confidence = "maybe"', "confidence"),
        ('kind = "passport"', 'kind = "id_card"', "no rule for passport"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = resource("codes", "documents.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "documents.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=says):
        read_document_rules(path)
