"""Each thing that reportlab gets wrong, with a test that fails without the fix."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from reportlab.pdfbase import pdfdoc

from hukou.certificate.wording import CHINA_TIME
from tests.papers import make_certificate, make_extract
from tests.services.test_fonts import build_font
from window_client.services.certificates import draw
from window_client.services.certificates.fonts import MappedFont, load_fonts
from window_client.services.certificates.reportlab_fixes import EmbeddedFont, new_canvas, to_unicode_cmap

MOMENT = datetime(2026, 11, 24, 10, 12, tzinfo=CHINA_TIME)


def page_with(*texts: tuple[MappedFont, str]) -> bytes:
    """A small page that shows each text in its font."""
    canvas = new_canvas((300, 200), MOMENT, b"identity", "zh-CN")
    line = 190
    for index, (font, text) in enumerate(texts, 1):
        embedded = EmbeddedFont(font, canvas._doc, index)
        for resource, codes in embedded.encode(text):
            line -= 30
            canvas._code.append(f"BT 1 0 0 1 20 {line} Tm /{resource} 1 Tf <{codes}> Tj ET")
    canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


def extract(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def fonts_of(pdf: bytes) -> list[Any]:
    resources = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
    return [reference.get_object() for reference in resources["/Font"].get_object().values()]  # type: ignore[index]


def test_1_characters_beyond_the_first_plane_come_back(tmp_path: Path) -> None:
    font = load_fonts().regular.fonts[1]
    assert extract(page_with((font, "𠀀𬴊𪚥")), tmp_path).strip() == "𠀀𬴊𪚥"


def test_1_maps_are_utf_16_in_blocks_of_a_hundred() -> None:
    text = to_unicode_cmap([0, 0x20000, 0x7F57, *range(0x4E00, 0x4E00 + 250)]).decode()
    assert "<01> <D840DC00>" in text
    assert "<02> <7F57>" in text
    assert re.findall(r"(\d+) beginbfchar", text) == ["100", "100", "52"]
    assert "<00> <0000>" not in text


def test_2_every_stream_ends_with_an_end_of_line() -> None:
    pdf = draw(make_certificate(sample=True)).pdf
    assert pdf.count(b"endstream") >= 6
    assert pdf.count(b"endstream") == pdf.count(b"\nendstream")
    for length, start in ((int(m[1]), m.end()) for m in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf)):
        assert pdf[start + length : start + length + 10] == b"\nendstream"


@pytest.mark.parametrize("units", [1000, 1024, 2048])
def test_3_widths_are_right_whatever_the_units(tmp_path: Path, units: int) -> None:
    font = MappedFont(build_font(tmp_path / "a.ttf", units=units))
    entry = fonts_of(page_with((font, "一 ")))[0]
    assert [float(width) for width in entry["/Widths"]] == pytest.approx([750, 250], abs=0.5)


def test_4_two_fonts_with_one_name_stay_two(tmp_path: Path) -> None:
    first = MappedFont(build_font(tmp_path / "a.ttf"))
    second = MappedFont(build_font(tmp_path / "b.ttf", units=2048))
    entries = fonts_of(page_with((first, "一"), (second, "二")))
    assert len({entry["/BaseFont"] for entry in entries}) == 2
    programs = [entry["/FontDescriptor"]["/FontFile2"].get_data() for entry in entries]
    assert programs[0] != programs[1]
    maps = [entry["/ToUnicode"].get_data() for entry in entries]
    assert b"<4E00>" in maps[0]
    assert b"<4E8C>" in maps[1]


def test_5_no_spacing_state_is_ever_set() -> None:
    contents = PdfReader(io.BytesIO(draw(make_certificate()).pdf)).pages[0].get_contents()
    assert contents is not None
    assert not re.search(rb"\s(Tc|Tw|Tz)\s", contents.get_data())
    assert b"TJ" in contents.get_data()


def test_6_the_catalog_keeps_output_intents_and_associated_files() -> None:
    root = PdfReader(io.BytesIO(draw(make_certificate()).pdf)).trailer["/Root"]
    intent = root["/OutputIntents"][0]  # type: ignore[index]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"
    canvas = new_canvas((300, 200), MOMENT, b"identity", "zh-CN")
    canvas._doc.Catalog.AF = pdfdoc.PDFArray([])
    canvas.showPage()
    canvas._code.append("0 g")
    assert b"/AF" in canvas.getpdfdata()


def test_7_nothing_but_the_document_decides_the_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; from tests.papers import one_of_each; "
        "from window_client.services.certificates import draw; "
        "print({k: draw(p).sha256 for k, p in one_of_each(sample=True).items()})"
    )
    project = Path(__file__).resolve().parents[2]
    answers = set()
    for seed, epoch, zone in (
        ("0", "", "UTC"),
        ("1", "1", "Asia/Shanghai"),
        ("2", "1700000000", "America/Lima"),
    ):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": zone}
        answer = subprocess.run(
            [sys.executable, "-c", code],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        answers.add(answer.stdout)
    assert len(answers) == 1
    assert "household_info" in answers.pop()


def test_7_the_dates_are_the_moment_given() -> None:
    information = PdfReader(io.BytesIO(draw(make_certificate()).pdf)).metadata
    assert information is not None
    assert information["/CreationDate"] == "D:20261124101200+08'00'"
    with pytest.raises(ValueError, match="time zone"):
        new_canvas((300, 200), datetime(2026, 11, 24), b"", "zh-CN")


def test_8_no_font_is_left_out_of_the_file() -> None:
    pdf = draw(make_certificate()).pdf
    assert b"Helvetica" not in pdf
    for entry in fonts_of(pdf):
        assert isinstance(entry["/FontDescriptor"]["/FontFile2"].get_object(), StreamObject)


def test_more_than_255_characters_take_several_subsets(tmp_path: Path) -> None:
    text = "".join(chr(point) for point in range(0x4E00, 0x4E00 + 600))
    pdf = page_with((load_fonts().regular.fonts[0], text))
    assert len(fonts_of(pdf)) == 3
    assert "".join(extract(pdf, tmp_path).split()) == text


def test_an_unused_font_is_not_embedded() -> None:
    names = {entry["/BaseFont"].split("+")[1] for entry in fonts_of(draw(make_certificate()).pdf)}
    assert names == {"NotoSerifSC-Regular", "NotoSerifSC-Bold"}
    rare = draw(make_certificate(extract=make_extract(name="罗𠀀")))
    assert "HuzhengMinchoB-Regular" in {entry["/BaseFont"].split("+")[1] for entry in fonts_of(rare.pdf)}
