"""The certificate fonts: coverage, fallback, and what happens when they are not there."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from window_client.errors import FontsMissingError
from window_client.services.certificates.coverage import GB18030_LEVEL_3, measure_coverage, measure_level_3
from window_client.services.certificates.font_subset import cut_subset
from window_client.services.certificates.fonts import FontLibrary, FontStack, MappedFont, font_dir, load_fonts
from window_client.services.certificates.outlines import glyph_path


def build_font(path: Path, *, name: str = "Test-Regular", units: int = 1000, composite: bool = False) -> Path:
    """A tiny font: 一 (with an outline), 丁 (mapped but empty), a space, 二 (composite of 一 where asked)."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, 400))
    pen.lineTo((units - 50, 400))
    pen.lineTo((units - 50, 480))
    pen.closePath()
    plain = pen.glyph()
    glyphs = {
        ".notdef": plain,
        "space": TTGlyphPen(None).glyph(),
        "one": plain,
        "empty": TTGlyphPen(None).glyph(),
    }
    double = TTGlyphPen(glyphs)
    double.addComponent("one", (1, 0, 0, 1, 0, 0))
    double.addComponent("one", (1, 0, 0, 0.5, 0, 300))
    glyphs["two"] = double.glyph() if composite else plain
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x20: "space", 0x4E00: "one", 0x4E01: "empty", 0x4E8C: "two", 0x20000: "one"})
    builder.setupGlyf(glyphs)
    metrics = dict.fromkeys(glyphs, (units, 0)) | {"space": (units // 4, 0), "one": (units * 3 // 4, 0)}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=units * 9 // 10, descent=-units // 10)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular", "psName": name})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_level_3_is_complete_in_both_styles() -> None:
    library = load_fonts()
    for stack in (library.regular, library.bold):
        coverage = measure_level_3(stack.can_draw)
        assert (coverage.wanted, coverage.drawn, coverage.missing) == (87_887, 87_887, ())
        assert coverage.is_complete


def test_coverage_names_what_is_missing(tmp_path: Path) -> None:
    stack = FontStack((MappedFont(build_font(tmp_path / "a.ttf")),))
    coverage = measure_coverage(stack.can_draw, ((0x4E00, 0x4E02), (0x20000, 0x20000)))
    assert (coverage.wanted, coverage.drawn, coverage.missing) == (4, 2, (0x4E01, 0x4E02))
    assert not coverage.is_complete
    assert len(measure_coverage(lambda _: False, GB18030_LEVEL_3).missing) == 100


def test_compatibility_ideographs_can_be_drawn() -> None:
    stack = load_fonts().regular
    assert stack.missing("\uf92c\ufa0e\U0002f800\U0002fa1d") == ()


def test_fallback_is_by_character_and_first_font_wins() -> None:
    stack = load_fonts().regular
    names = [stack.font_for(c).postscript_name for c in "罗·𠀀\U00030edd"]  # type: ignore[union-attr]
    assert names == [
        "NotoSerifSC-Regular",
        "NotoSerifSC-Regular",
        "HuzhengMinchoB-Regular",
        "HuzhengMingtiG-Regular",
    ]
    bold = load_fonts().bold.font_for("罗")
    assert bold is not None
    assert bold.postscript_name == "NotoSerifSC-Bold"


def test_private_use_and_unassigned_are_missing() -> None:
    assert load_fonts().regular.missing("罗\ue863\U0002ebf1\U0003134f罗\ue863") == (0xE863, 0x2EBF1, 0x3134F)


def test_a_mapped_but_empty_glyph_counts_as_missing(tmp_path: Path) -> None:
    font = MappedFont(build_font(tmp_path / "a.ttf"))
    assert font.glyph_of(0x4E01) == 0
    assert font.glyph_of(0x20) != 0
    assert font.glyph_of(0x4E00) != 0


def test_metrics_agree_with_a_full_parser() -> None:
    for font in load_fonts().regular.fonts:
        with TTFont(font.path, lazy=True) as parsed:
            best = parsed.getBestCmap()
            order = {name: index for index, name in enumerate(parsed.getGlyphOrder())}
            for point in list(best)[:: len(best) // 300]:
                if font.glyph_of(point):
                    assert font.glyph_of(point) == order[best[point]]
                    assert font.metrics(font.glyph_of(point)) == parsed["hmtx"][best[point]]


def test_widths_are_thousandths_whatever_the_units(tmp_path: Path) -> None:
    for units in (1000, 1024, 2048):
        font = MappedFont(build_font(tmp_path / f"{units}.ttf", units=units))
        assert font.width(0x4E00) == pytest.approx(750, abs=0.5)
        assert font.width(0x20) == 250


def test_subset_holds_only_what_is_shown() -> None:
    font = load_fonts().regular.fonts[0]
    data = cut_subset(font, [0, ord("罗"), ord("行"), ord("罗")])
    parsed = TTFont(io.BytesIO(data))
    assert parsed["maxp"].numGlyphs == 3
    assert len(data) < 5_000
    with TTFont(font.path, lazy=True) as original:
        name = original.getBestCmap()[ord("行")]
        assert parsed["glyf"][parsed.getGlyphOrder()[2]] == original["glyf"][name]
        assert parsed["hmtx"][parsed.getGlyphOrder()[2]] == original["hmtx"][name]
    assert parsed["cmap"].tables[0].cmap == {
        code: parsed.getGlyphOrder()[glyph] for code, glyph in ((1, 1), (2, 2), (3, 1))
    }
    assert cut_subset(font, [0, ord("罗"), ord("行"), ord("罗")]) == data


def test_subset_takes_the_parts_of_a_composite_along(tmp_path: Path) -> None:
    font = MappedFont(build_font(tmp_path / "a.ttf", composite=True))
    parsed = TTFont(io.BytesIO(cut_subset(font, [0, 0x4E8C])))
    glyph = parsed["glyf"][parsed.getGlyphOrder()[1]]
    assert glyph.isComposite()
    parts = {component.glyphName for component in glyph.components}
    assert parts == {parsed.getGlyphOrder()[2]}
    assert parsed["maxp"].numGlyphs == 3


def test_subset_checksums_hold() -> None:
    data = cut_subset(load_fonts().regular.fonts[0], [0, ord("罗")])
    TTFont(io.BytesIO(data), checkChecksums=2)


def test_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINDOW_CLIENT_FONTS", str(tmp_path))
    with pytest.raises(FontsMissingError) as caught:
        font_dir()
    assert caught.value.code == "CT-101"
    (tmp_path / "manifest.json").write_text("{}")
    assert font_dir() == tmp_path
    with pytest.raises(FontsMissingError):
        FontLibrary(tmp_path)


def write_library(folder: Path, *entries: tuple[str, str]) -> Path:
    fonts = [{"file": file, "style": style, "sha256": "0" * 64} for file, style in entries]
    (folder / "manifest.json").write_text(json.dumps({"format": 1, "fonts": fonts}))
    return folder


def test_two_fonts_with_one_name_are_refused(tmp_path: Path) -> None:
    build_font(tmp_path / "a.ttf")
    build_font(tmp_path / "b.ttf")
    with pytest.raises(FontsMissingError) as caught:
        FontLibrary(write_library(tmp_path, ("a.ttf", "regular"), ("b.ttf", "bold")))
    assert "one PostScript name" in caught.value.detail


def test_a_style_without_a_font_is_refused(tmp_path: Path) -> None:
    build_font(tmp_path / "a.ttf")
    with pytest.raises(FontsMissingError) as caught:
        FontLibrary(write_library(tmp_path, ("a.ttf", "regular")))
    assert "no bold font" in caught.value.detail


def test_an_altered_font_is_noticed(tmp_path: Path) -> None:
    build_font(tmp_path / "a.ttf")
    library = FontLibrary(write_library(tmp_path, ("a.ttf", "any")))
    with pytest.raises(FontsMissingError):
        library.verify()
    load_fonts().verify()


@pytest.mark.parametrize("content", [b"", b"nothing like a font" * 10, b"OTTO" + bytes(60)])
def test_a_damaged_font_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(content)
    with pytest.raises(FontsMissingError):
        MappedFont(path)


def test_a_cut_off_font_is_told_as_such(tmp_path: Path) -> None:
    whole = build_font(tmp_path / "whole.ttf").read_bytes()
    path = tmp_path / "cut.ttf"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FontsMissingError):
        MappedFont(path)


def test_the_build_step_finds_its_work_done_and_a_changed_file_not(tmp_path: Path) -> None:
    """`--check` compares every file with the manifest."""
    folder = tmp_path / "fonts"
    shutil.copytree(font_dir(), folder)
    command = [sys.executable, "tools/build_fonts.py", "--check", "--output", str(folder)]
    project = Path(__file__).resolve().parents[2]
    assert subprocess.run(command, cwd=project, capture_output=True, check=False).returncode == 0
    with (folder / "NotoSerifSC-Bold.ttf").open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\xff\xff\xff\xff")
    answer = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "serif-bold" in answer.stderr


def test_importing_the_package_loads_neither_reportlab_nor_fonts() -> None:
    code = (
        "import sys, window_client.services.certificates as c; c.draw; "
        "print([m for m in sys.modules if m.split('.')[0] in ('reportlab', 'fontTools', 'PIL')])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_mark_needs_a_simple_outline(tmp_path: Path) -> None:
    font = MappedFont(build_font(tmp_path / "a.ttf", composite=True))
    assert glyph_path(font, "一").endswith("h")
    for character in "丁二\u3400":
        with pytest.raises(FontsMissingError):
            glyph_path(font, character)
