"""Fonts that are not as they should be, composites of every kind, and a layout with the wrong values."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from hukou.resources import ResourceError
from tests.services.test_fonts import build_font
from window_client.errors import FontsMissingError
from window_client.services.certificates import fonts
from window_client.services.certificates.font_subset import cut_subset
from window_client.services.certificates.fonts import MappedFont
from window_client.services.certificates.layout import layout, read_layout


def changed(path: Path, change: Callable[[TTFont], None]) -> Path:
    """The font at `path` after `change` was made to its tables."""
    target = path.with_name(f"changed-{path.name}")
    with TTFont(path) as font:
        change(font)
        font.save(target)
    return target


def drop_large_map(font: TTFont) -> None:
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format != 12]


def drop_name(font: TTFont) -> None:
    font["name"].names = [record for record in font["name"].names if record.nameID != 6]


def test_a_font_without_the_large_character_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError) as caught:
        MappedFont(changed(build_font(tmp_path / "a.ttf"), drop_large_map))
    assert caught.value.code == "CT-101"
    assert "format-12" in caught.value.detail


def test_a_font_without_a_name_of_its_own_is_refused(tmp_path: Path) -> None:
    font = MappedFont(changed(build_font(tmp_path / "a.ttf"), drop_name))
    with pytest.raises(FontsMissingError) as caught:
        assert font.postscript_name
    assert "no PostScript name" in caught.value.detail


def test_a_map_that_points_past_the_last_glyph_draws_nothing(tmp_path: Path) -> None:
    font = MappedFont(build_font(tmp_path / "a.ttf"))
    font.glyph_count = 2  # as in a file whose outlines were cut off
    assert font.glyph_of(0x4E8C) == 0


def test_only_so_many_outlines_are_kept_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_KEPT_OUTLINES", 2)
    font = MappedFont(build_font(tmp_path / "a.ttf"))
    outlines = [font.outline(glyph) for glyph in range(font.glyph_count)]
    assert len(font._outlines) <= 2
    assert [font.outline(glyph) for glyph in range(font.glyph_count)] == outlines


def test_a_font_is_told_by_its_file_in_a_log(tmp_path: Path) -> None:
    assert repr(MappedFont(build_font(tmp_path / "a.ttf"))) == "MappedFont(a.ttf)"


@pytest.mark.parametrize(
    "transform",
    [(1, 0, 0, 1, 20, -30), (0.5, 0, 0, 0.5, 300, 0), (0.5, 0, 0, 1, 0, 0), (0.7, 0.7, -0.7, 0.7, 0, 0)],
    ids=["moved", "scaled", "stretched", "turned"],
)
def test_composites_of_every_kind_keep_their_shape(
    tmp_path: Path, transform: tuple[float, float, float, float, int, int]
) -> None:
    def compose(font: TTFont) -> None:
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent("one", transform)
        pen.addComponent("one", (1, 0, 0, 1, 0, 300))
        font["glyf"]["two"] = pen.glyph()

    path = changed(build_font(tmp_path / "a.ttf"), compose)
    subset = TTFont(io.BytesIO(cut_subset(MappedFont(path), [0, 0x4E8C])))
    with TTFont(path) as whole:
        assert drawn(subset, subset.getGlyphOrder()[1]) == drawn(whole, "two")
    assert subset["maxp"].numGlyphs == 3


def drawn(font: TTFont, name: str) -> list[object]:
    """The outline of a glyph with its parts put in their places."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("value", ['"wide"', "true", "[1]"])
def test_a_length_is_a_number(tmp_path: Path, value: str) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(f"[page]\nwidth = {value}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"page\.width must be a number"):
        read_layout(path)["page"].number("width")


@pytest.mark.parametrize(
    ("value", "told"), [("3", "a list of numbers"), ("[]", "a list of numbers"), ('[1, "2"]', "numbers only")]
)
def test_a_row_of_lengths_holds_numbers(tmp_path: Path, value: str, told: str) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(f"[page]\nedges = {value}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=told):
        read_layout(path)["page"].numbers("edges")


@pytest.mark.parametrize("value", ["3", '""'])
def test_words_of_the_layout_are_given(tmp_path: Path, value: str) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(f"[page]\nlabel = {value}\nlabels = [1]\n", encoding="utf-8")
    section = read_layout(path)["page"]
    with pytest.raises(ResourceError, match=r"page\.label must be a text"):
        section.text("label")
    with pytest.raises(ResourceError, match=r"page\.labels must be a list of texts"):
        section.texts("labels")
    with pytest.raises(ResourceError, match=r"page\.other is missing"):
        section.text("other")
    with pytest.raises(ResourceError, match=r"\[certificate\] is missing"):
        read_layout(path)["certificate"]


def test_the_layout_is_read_once() -> None:
    assert layout() is layout()
