"""The office's own papers: whole sentences, no blank but those for handwriting, full-width punctuation."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.certificate import CertificateWordingError, PrivateKind, WorkingPaper
from hukou.certificate.documents import Blanks, Rows, Table
from hukou.certificate.working_papers import (
    AskedAbout,
    CaseFacts,
    compose_not_accepted,
    compose_register,
    compose_verification,
)
from tests.papers import BIRTH, FACTS, ISSUER, NUMBER, make_register, office_papers

HALF_WIDTH = re.compile(r"[,;:?!()\"']")
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)


def texts_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for name in value.__dataclass_fields__ for text in texts_of(getattr(value, name))]
    return []


def rows_of(paper: WorkingPaper) -> dict[str, str]:
    return {row.label: row.value for block in paper.blocks if isinstance(block, Rows) for row in block.rows}


def not_accepted(reason: str, advice: str = "") -> WorkingPaper:
    return compose_not_accepted(
        FACTS,
        ISSUER,
        number="QH-2026-BS02-00001",
        reason=reason,
        basis=("公通字〔2021〕12号",),
        advice=advice,
    )


@pytest.mark.parametrize("kind", office_papers())
def test_nothing_is_left_to_fill_in_but_by_hand(kind: str) -> None:
    for text in texts_of(office_papers()[kind].blocks):
        assert text.strip() == text
        assert text
        assert not re.search(r"[{}]|__|□", text), text
        assert not HALF_WIDTH.search(text), text


@pytest.mark.parametrize("kind", [kind for kind in office_papers() if kind != "verification_request"])
def test_only_the_letter_between_stations_has_the_whole_number(kind: str) -> None:
    paper = office_papers()[kind]
    assert not [text for text in texts_of(paper.blocks) if NUMBER in text or NUMBER[6:14] in text]
    assert paper.private == ()


def test_the_letter_says_what_a_preview_hides() -> None:
    paper = office_papers()["verification_request"]
    assert rows_of(paper)["公民身份号码"] == NUMBER
    assert [part.kind for part in paper.private] == [PrivateKind.CITIZEN_NO, PrivateKind.BIRTH_DATE]
    assert any(isinstance(block, Blanks) and "档案出处：" in block.labels for block in paper.blocks)


def test_a_letter_about_somebody_without_a_number_names_the_birth_date() -> None:
    paper = compose_verification(
        FACTS,
        ISSUER,
        number="XC-1",
        to_station="云台派出所",
        person=AskedAbout("", BIRTH),
        asked="登记状态",
        reply_by=date(2026, 11, 27),
    )
    assert "公民身份号码" not in rows_of(paper)
    assert rows_of(paper)["出生日期"] == "1988年5月5日"
    assert "证明用途" not in rows_of(paper)
    assert [part.kind for part in paper.private] == [PrivateKind.BIRTH_DATE]


@given(HAN, st.one_of(st.just(""), HAN))
def test_any_reason_becomes_a_sentence(reason: str, advice: str) -> None:
    rows = rows_of(not_accepted(reason, advice))
    assert rows["不予受理理由"] == f"{reason}。"
    assert ("办理建议" in rows) is bool(advice)


@given(st.sampled_from(["", " ", "______", "因{reason}", "□材料不全", "××"]))
def test_a_reason_that_is_none_is_refused(reason: str) -> None:
    with pytest.raises(CertificateWordingError) as caught:
        not_accepted(reason)
    assert caught.value.field == "reason"


def test_typed_punctuation_becomes_full_width() -> None:
    assert (
        rows_of(not_accepted("材料不全(缺委托书),请补齐."))["不予受理理由"]
        == "材料不全（缺委托书），请补齐。"
    )


def test_what_a_stub_does_not_know_is_left_out() -> None:
    rows = rows_of(office_papers()["stub"])
    assert rows["索证单位"] == "青禾区不动产登记中心"
    assert "不予出具理由" not in rows
    assert rows["文件摘要"] == ("0123456789abcdef" * 2).upper()


@given(st.integers(0, 200))
def test_a_register_numbers_its_lines(count: int) -> None:
    paper = make_register(count)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert [line[0] for line in table.rows] == ([str(at) for at in range(1, count + 1)] or ["—"])
    assert any(f"共{count}件" in text for text in texts_of(paper.blocks))


def test_a_day_without_a_case_says_so() -> None:
    paper = compose_register(ISSUER, number="20261124-02", window=2, day=date(2026, 11, 24), lines=())
    assert "当日没有办件" in texts_of(paper.blocks)


def test_a_paper_without_a_phone_number_is_not_made() -> None:
    from dataclasses import replace

    with pytest.raises(CertificateWordingError) as caught:
        compose_not_accepted(
            CaseFacts("", "户籍事项证明", "罗景行", "390102********0518", 2),
            replace(ISSUER, phone=""),
            number="BS-1",
            reason="材料不全",
            basis=("公通字〔2021〕12号",),
        )
    assert caught.value.field == "phone"
