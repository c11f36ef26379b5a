"""Papers over several pages: everything is on them, every page says whose it is, and what fits nowhere is refused."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from hukou.certificate import CertificateDocument, CertificateKind, Matter, PrivateKind, Row
from hukou.certificate.documents import Paragraph
from hukou.household import RegisterEvent
from paper_trust.verdict import Outcome
from paper_trust.verify import verify_pdf
from tests.issuing import TestAuthority
from tests.papers import (
    NUMBER,
    RENAMED,
    make_certificate,
    make_extract,
    make_register,
    make_supplement,
    office_papers,
)
from tests.services.sealed_papers import NOW, make_paper
from window_client.errors import CertificateOverflowError
from window_client.services.certificates import draw
from window_client.services.certificates.drawing import DrawnDocument


def pages_of(drawn: DrawnDocument) -> list[str]:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(drawn.pdf)).pages]
    assert len(pages) == drawn.pages
    return [re.sub(r"\s", "", page) for page in pages]


def changes(count: int) -> Matter:
    """So many changes of the name, each on a day of its own."""
    events: list[RegisterEvent] = []
    for at in range(count):
        day = RENAMED.recorded_on + timedelta(days=at)
        events.append(RENAMED.model_copy(update={"recorded_on": day, "reason": f"第{at + 1}次申请，经批准"}))
    return Matter(events=tuple(events))


def test_a_certificate_goes_on_where_the_form_ends() -> None:
    paper = make_certificate(CertificateKind.CHANGE, changes(16))
    pages = pages_of(draw(paper))
    assert len(pages) > 1
    first = pages[0].split("证明内容：")[1].split("用途：")[0]
    rest = [page.split(NUMBER, 1)[1].split("（加盖骑缝章）")[0] for page in pages[1:]]
    assert "".join([first, *rest]) == "".join(paper.body)
    for number, page in enumerate(pages, 1):
        assert paper.number in page
        assert f"第{number}页共{len(pages)}页" in page
    for page in pages[1:]:
        assert "（接上页）罗景行" in page
        assert "（加盖骑缝章）" in page
    assert "盖章处" in pages[0]
    assert "盖章处" not in pages[1]


def test_numbers_are_hidden_on_every_page() -> None:
    drawn = draw(make_certificate(CertificateKind.CHANGE, changes(16)))
    hidden = {(area.page, area.kind) for area in drawn.masked_areas}
    assert {(page, PrivateKind.CITIZEN_NO) for page in range(1, drawn.pages + 1)} <= hidden


def test_what_fits_keeps_one_page() -> None:
    assert draw(make_certificate(CertificateKind.CHANGE, changes(3))).pages == 1
    assert draw(make_supplement()).pages == 1


def test_a_table_repeats_its_head_and_loses_no_line() -> None:
    missing = [(f"材料{at:02d}", f"到第{at:02d}号窗口开具，携带原件") for at in range(40)]
    drawn = draw(make_supplement(missing=missing))
    pages = pages_of(drawn)
    assert len(pages) > 1
    for page in pages[:-1]:
        assert "需补充的材料" in page
    whole = "".join(pages)
    for name, how in missing:
        assert whole.count(name) == 1
        assert how in whole
    assert "出具单位：" in pages[-1]
    assert sum("出具单位：" in page for page in pages) == 1


def test_a_register_of_many_cases_is_whole() -> None:
    drawn = draw(make_register(120))
    whole = "".join(pages_of(drawn))
    for at in range(1, 121):
        assert f"20261124-02{at:03d}" in whole
    assert "登记人：" in whole


def test_the_same_pages_twice() -> None:
    assert draw(make_register(60)) == draw(make_register(60))


@pytest.mark.parametrize("kind", CertificateKind)
def test_a_rare_name_and_a_long_address_have_their_place(kind: CertificateKind) -> None:
    extract = make_extract(name="阿卜杜热合曼·买买提图尔荪𬳵")
    address = (
        "临江省澜州市青禾区望桥街道槐里巷社区居民委员会第三居民小组槐里花园东区十二号楼二单元一千一百零三室"
    )
    household = extract.household.model_copy(update={"address": address})
    paper = make_certificate(kind, extract=extract.model_copy(update={"household": household}))
    (page,) = pages_of(draw(paper))
    assert paper.name in page
    assert "姓名用字的字形以户口登记为准。" in page
    if kind in (CertificateKind.TEMP_IDENTITY, CertificateKind.HOUSEHOLD_INFO, CertificateKind.CANCELLATION):
        assert address in page


@pytest.mark.parametrize(
    "paper",
    [make_certificate(CertificateKind.TEMP_IDENTITY), make_certificate(CertificateKind.CHANGE, changes(16))],
    ids=["identity", "two pages"],
)
def test_the_whole_file_is_signed_and_an_altered_one_refused(paper: CertificateDocument) -> None:
    authority = TestAuthority()
    sealed = make_paper(authority, document=paper)
    trust = authority.trust(NOW)
    assert verify_pdf(sealed.pdf, trust, NOW).outcome is Outcome.GENUINE
    at = len(sealed.pdf) // 3
    altered = sealed.pdf[:at] + bytes([sealed.pdf[at] ^ 1]) + sealed.pdf[at + 1 :]
    assert verify_pdf(altered, trust, NOW).outcome is Outcome.ALTERED


@pytest.mark.parametrize(
    ("paper", "place"),
    [
        (make_certificate(CertificateKind.CHANGE, changes(600)), "证明内容"),
        (replace(make_supplement(), missing=(Row("委托书", "携带原件" * 900),)), "一次性告知书"),
        (replace(office_papers()["stub"], blocks=(Paragraph("存根" * 60000),)), "户籍事项证明存根"),
        (make_certificate(CertificateKind.TEMP_IDENTITY, extract=make_extract(name="罗" * 60)), "姓名"),
    ],
    ids=["certificate", "one row", "too many pages", "identity"],
)
def test_what_fits_nowhere_is_refused_and_not_clipped(paper: object, place: str) -> None:
    with pytest.raises(CertificateOverflowError) as caught:
        draw(paper)  # type: ignore[arg-type]
    assert place in str(caught.value)
