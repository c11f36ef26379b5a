"""The finished paper: what it says comes back from it exactly, and it is refused rather than wrong."""

from __future__ import annotations

import io
import random
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from hukou.certificate import (
    CertificateDocument,
    CertificateKind,
    Matter,
    PrintedDocument,
    PrivateKind,
    RefusalNotice,
    Row,
    WorkingPaper,
)
from hukou.household import RegisterEvent
from hukou.resources import ENVIRONMENT_KEY, resources_root
from tests.factories import rare_name_people
from tests.papers import (
    FATHER_NUMBER,
    ISSUER,
    MOVED_OUT,
    NUMBER,
    make_certificate,
    make_extract,
    make_refusal,
    make_supplement,
    one_of_each,
)
from window_client.errors import (
    CertificateOverflowError,
    FontsMissingError,
    MissingGlyphError,
    ResourceDamagedError,
)
from window_client.services.certificates import draw, find_missing, warm_up
from window_client.services.certificates.coverage import HAN_BLOCKS
from window_client.services.certificates.drawing import DrawnDocument
from window_client.services.certificates.fonts import load_fonts

PAPERS = one_of_each(sample=True)


def save(drawn: DrawnDocument, folder: Path) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(drawn.pdf)
    return path


def read_text(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def raster(path: Path, resolution: int = 72) -> Image.Image:
    target = path.with_suffix("")
    command = ["pdftoppm", "-singlefile", "-gray", "-r", str(resolution), "-png", str(path), str(target)]
    subprocess.run(command, check=True)
    with Image.open(target.with_suffix(".png")) as image:
        return image.convert("L")


def texts_of(value: object) -> list[str]:
    """Every text of a part of a working paper; numbers of the layout left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for name in value.__dataclass_fields__ for text in texts_of(getattr(value, name))]
    return []


def spoken(paper: PrintedDocument) -> list[str]:
    """Every text of a paper that must stand on it."""
    if isinstance(paper, CertificateDocument):
        boxes, more = (
            paper.boxes,
            (*paper.body, paper.purpose, paper.validity, paper.name, paper.identity.value),
        )
        rows = [part for row in getattr(paper, "rows", ()) for part in (row.label, row.value)]
        told = [*(box.text for box in boxes), *rows, *more, *paper.notes]
        return [paper.number, paper.title, *told, ISSUER.station]
    if isinstance(paper, WorkingPaper):
        return [paper.title, paper.number, *texts_of(paper.blocks), ISSUER.station]
    if isinstance(paper, RefusalNotice):
        boxes = paper.boxes
        return [paper.title, paper.opening, *(box.text for box in boxes), *paper.grounds, paper.closing]
    rows = (*getattr(paper, "rows", ()), *getattr(paper, "materials", ()), *getattr(paper, "missing", ()))
    return [
        paper.number,
        paper.title,
        paper.opening,
        *(part for row in rows for part in (row.label, row.value)),
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_text_extraction_gives_the_paper_back(name: str, tmp_path: Path) -> None:
    path = save(draw(PAPERS[name]), tmp_path)
    found = squeezed(read_text(path))
    for text in spoken(PAPERS[name]):
        assert squeezed(text) in found, text


@pytest.mark.parametrize("name", PAPERS)
def test_the_file_is_sound(name: str, tmp_path: Path) -> None:
    drawn = draw(PAPERS[name])
    path = save(drawn, tmp_path)
    check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout + check.stderr
    reader = PdfReader(io.BytesIO(drawn.pdf), strict=True)
    assert len(reader.pages) == drawn.pages == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == PAPERS[name].title
    for reference in reader.pages[0]["/Resources"]["/Font"].get_object().values():  # type: ignore[index]
        font = reference.get_object()
        assert "/FontFile2" in font["/FontDescriptor"]
        assert b"beginbfchar" in font["/ToUnicode"].get_data()
    packet = root["/Metadata"].get_data()  # type: ignore[index]
    assert b"<pdfaid:part>2</pdfaid:part>" in packet
    assert PAPERS[name].title.encode() in packet


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    first, second = draw(PAPERS[name]), draw(one_of_each(sample=True)[name])
    assert first == second
    assert draw(PAPERS[name], sample=False).sha256 != first.sha256


# --- names -------------------------------------------------------------------------------------------------


def random_names(count: int) -> list[str]:
    """Names of rare characters, a dozen from every block the fonts draw, in a fixed order."""
    chance = random.Random(20261124)
    stack = load_fonts().regular
    names = []
    for first, last in HAN_BLOCKS.values():
        drawn = [point for point in range(first, last + 1) if stack.can_draw(point)]
        if drawn:
            share = count // 10
            names += ["罗" + "".join(map(chr, chance.choices(drawn, k=2))) for _ in range(share)]
    return names


def test_two_hundred_rare_names_come_back_exactly(tmp_path: Path) -> None:
    """Ten to a sheet, each in a row of its own."""
    names = [person.name for person in rare_name_people()] + random_names(240)
    assert len(names) >= 200
    for start in range(0, len(names), 10):
        part = names[start : start + 10]
        path = save(draw(make_supplement(missing=[(name, "见上") for name in part])), tmp_path)
        found = set(read_text(path, "-layout").split())
        assert [name for name in part if name not in found] == []


@pytest.mark.parametrize(
    "name", ["田\ufa0e", "潘\uf92c\U0002f800", "阿卜杜热合曼·买买提艾力·吾斯曼江", "曹\U00030edd"]
)
def test_a_rare_name_stands_in_the_name_row_exactly(name: str, tmp_path: Path) -> None:
    path = save(draw(make_certificate(extract=make_extract(name=name))), tmp_path)
    assert name in read_text(path).splitlines()
    assert f"兹证明{name}（" in squeezed(read_text(path))


def test_a_character_without_glyph_stops_the_print_and_is_named() -> None:
    document = make_certificate(extract=make_extract(name="罗\U0002ebf5\ue863"))
    assert find_missing(document) == (0x2EBF5, 0xE863)
    with pytest.raises(MissingGlyphError, match=r"U\+2EBF5.*U\+E863") as caught:
        draw(document)
    assert caught.value.points == (0x2EBF5, 0xE863)
    assert caught.value.code == "CT-102"


# --- overflow ----------------------------------------------------------------------------------------------


def moved_out_because(reason: str) -> RegisterEvent:
    return MOVED_OUT.model_copy(update={"reason": reason})


def test_long_text_is_set_smaller_and_nothing_is_lost(tmp_path: Path) -> None:
    document = make_certificate(matter=Matter(events=(moved_out_because("工作调动" * 20),)))
    assert squeezed("".join(document.body)) in squeezed(read_text(save(draw(document), tmp_path)))


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (make_certificate(matter=Matter(events=(moved_out_because("工作调动" * 4000),))), "证明内容"),
        (make_certificate(purpose="办理不动产登记" * 12), "用途"),
        (make_certificate(number="QH-2026-004518" * 4), "编号"),
        (make_certificate(extract=make_extract(name="罗" * 60)), "姓名"),
        (replace(make_certificate(), notes=("数据截至今日。",) * 5), "注"),
        (replace(make_certificate(), issuer=replace(ISSUER, station="澜州市公安局" * 6)), "出具单位"),
        (replace(make_refusal(), issuer=replace(ISSUER, station="澜州市公安局" * 8)), "出具单位"),
        (replace(make_refusal(), title="不予出具证明告知书" * 3), "标题"),
        (replace(make_supplement(), missing=(Row("委托书", "携带原件" * 900),)), "一次性告知书"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(document: PrintedDocument, place: str) -> None:
    with pytest.raises(CertificateOverflowError) as caught:
        draw(document)
    assert caught.value.place == place
    assert place in caught.value.message


def test_a_long_name_is_set_smaller(tmp_path: Path) -> None:
    """Twenty-five characters, what 民委发〔2016〕33号 asks of every form."""
    name = "阿卜杜热合曼·买买提艾力·吾斯曼江·图尔荪江阿布都"
    assert len(name) == 25
    path = save(draw(make_certificate(extract=make_extract(name=name))), tmp_path)
    assert name in read_text(path).splitlines()


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_printed_outside_the_margins(name: str, tmp_path: Path) -> None:
    image = raster(save(draw(PAPERS[name]), tmp_path))
    ink = image.point([255 if level < 200 else 0 for level in range(256)]).getbbox()
    assert ink is not None
    left, top, right, bottom = (side / 72 * 25.4 for side in ink)
    assert left > 19
    assert top > 10
    assert right < 191.5
    assert bottom < 288


# --- masking ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_masked_areas_lie_on_what_they_hide(name: str, tmp_path: Path) -> None:
    drawn = draw(PAPERS[name])
    path = save(drawn, tmp_path)
    for area in drawn.masked_areas:
        hidden = cropped(path, area.x + 1, area.y, area.w - 2, area.h)
        if area.kind is PrivateKind.CITIZEN_NO:
            assert hidden in (NUMBER[6:14], FATHER_NUMBER[6:14])
        else:
            assert hidden in ("1988年5月5日", "1962年2月10日")


def cropped(path: Path, x: float, y: float, w: float, h: float) -> str:
    """The text whose characters touch an area, to a tenth of a point."""
    options = ["-r", "720", "-x", str(round(x * 10)), "-y", str(round(y * 10)), "-W", str(round(w * 10))]
    return squeezed(read_text(path, *options, "-H", str(round(h * 10))))


@pytest.mark.parametrize("name", PAPERS)
def test_every_private_text_on_the_paper_is_masked(name: str, tmp_path: Path) -> None:
    """Paint the masked areas white: no full number and no birth date is left to read on the picture."""
    drawn = draw(PAPERS[name])
    on_paper = squeezed(read_text(save(drawn, tmp_path)))
    for private in PAPERS[name].private:
        masked = [area for area in drawn.masked_areas if area.kind is private.kind]
        assert on_paper.count(private.text) <= len(masked), private.kind
        if private.text in on_paper:
            assert masked


def test_the_mask_covers_the_ink_of_the_digits(tmp_path: Path) -> None:
    drawn = draw(make_certificate())
    image = raster(save(drawn, tmp_path), 288)
    area = next(a for a in drawn.masked_areas if a.kind is PrivateKind.CITIZEN_NO)
    scale = 288 / 72
    inside = (area.x * scale, area.y * scale, (area.x + area.w) * scale, (area.y + area.h) * scale)
    column = image.crop((int(inside[0]), int(inside[1] - 16), int(inside[2]), int(inside[3] + 16)))
    rows = [y for y in range(column.height) if column.crop((0, y, column.width, y + 1)).getextrema()[0] < 128]
    assert rows
    assert rows[0] > 16
    assert rows[-1] < column.height - 16


def test_a_number_with_birth_date_is_read_as_one_word_beside_its_mask(tmp_path: Path) -> None:
    drawn = draw(make_certificate())
    path = save(drawn, tmp_path)
    boxes = read_text(path, "-bbox")
    found = re.search(rf'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">{NUMBER}<', boxes)
    assert found is not None
    left, top, right, bottom = map(float, found.groups())
    area = next(a for a in drawn.masked_areas if a.kind is PrivateKind.CITIZEN_NO)
    digit = (right - left) / 18
    assert area.x == pytest.approx(left + 6 * digit, abs=1.5)
    assert area.w == pytest.approx(8 * digit, abs=1.5)
    assert top - 8 < area.y < bottom
    assert area.y + area.h > top + 0.6 * (bottom - top)


# --- sample, seal, code -------------------------------------------------------------------------------------


def middle_grey(path: Path) -> float:
    """Share of light grey pixels in the middle of the page."""
    image = raster(path).crop((100, 250, 480, 600))
    histogram = image.histogram()
    return sum(histogram[225:236]) / (image.width * image.height)


def test_a_sample_says_so_across_the_page(tmp_path: Path) -> None:
    document = make_certificate()
    assert middle_grey(save(draw(document, sample=True), tmp_path)) > 0.08
    assert middle_grey(save(draw(document, sample=False), tmp_path)) < 0.01


def test_the_watermark_hides_no_text_and_is_no_text(tmp_path: Path) -> None:
    document = make_certificate()
    plain = read_text(save(draw(document, sample=False), tmp_path))
    marked = read_text(save(draw(document, sample=True), tmp_path))
    assert "样本" not in plain
    assert squeezed(marked).count("样本") == 1
    assert squeezed(marked.replace("样本", "", 1)) == squeezed(plain)
    contents = PdfReader(io.BytesIO(draw(document, sample=True).pdf)).pages[0].get_contents()
    assert contents is not None
    assert contents.get_data().lstrip().startswith(b"/Artifact BMC")


def test_no_seal_and_no_code_is_drawn(tmp_path: Path) -> None:
    """Inside the circle stands only 盖章处; the place of the verification code is blank; there is no image."""
    drawn = draw(make_certificate())
    path = save(drawn, tmp_path)
    assert b"/Subtype /Image" not in drawn.pdf
    image = raster(path)
    place = image.crop((60, 692, 162, 795))
    assert place.getextrema() == (255, 255)
    circle = image.crop((442, 715, 513, 735))
    assert circle.getextrema()[0] == 255


def test_metadata_names_no_person() -> None:
    document = make_certificate()
    packet = PdfReader(io.BytesIO(draw(document).pdf)).trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    for private in (document.name, NUMBER, NUMBER[6:14], ISSUER.clerk):
        assert private not in packet


# --- what may go wrong --------------------------------------------------------------------------------------


def test_without_fonts_there_is_no_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDOW_CLIENT_FONTS", str(tmp_path))
    with pytest.raises(FontsMissingError):
        draw(make_certificate())


@pytest.mark.parametrize(
    ("before", "after"),
    [("title_size = 29.0", ""), ("title_size = 29.0", 'title_size = "large"'), ("[seal]", "[stamp]"),
     ("body_sizes = [16.5", 'body_sizes = ["big"'), ('name_label = "姓名"', "name_label = 3")],
)  # fmt: skip
def test_a_damaged_layout_is_told_as_such(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_certificate()
    text = (resources_root() / "certificate" / "layout.toml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "certificate").mkdir()
    (tmp_path / "certificate" / "layout.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setenv(ENVIRONMENT_KEY, str(tmp_path))
    with pytest.raises(ResourceDamagedError):
        draw(document)


def test_warm_up_opens_fonts_and_layout() -> None:
    warm_up()
    assert load_fonts() is load_fonts()


def test_several_changes_are_all_on_the_paper(tmp_path: Path) -> None:
    events = tuple(
        RegisterEvent(
            kind="change", recorded_on=MOVED_OUT.recorded_on, item=item, old="旧", new="新", reason="本人申请"
        )
        for item in ("姓名", "民族", "出生日期", "性别")
    )
    document = make_certificate(CertificateKind.CHANGE, Matter(events=events))
    assert squeezed(document.body[0]) in squeezed(read_text(save(draw(document), tmp_path)))


def test_a_phone_is_not_needed_on_a_notice(tmp_path: Path) -> None:
    document = replace(make_refusal(), issuer=replace(ISSUER, phone=""))
    assert "联系电话" not in read_text(save(draw(document), tmp_path))
