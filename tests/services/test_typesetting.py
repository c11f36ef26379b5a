"""Line breaking: what may not stand at the ends of a line, what may not break, and what is justified."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from window_client.services.certificates.fonts import load_fonts
from window_client.services.certificates.typesetting import (
    Line,
    break_lines,
    fit_paragraphs,
    measure,
    split_pieces,
)

STACK = load_fonts().regular
CLOSING = "，。、；：？！）”》"
OPENING = "（“《"


def text_of(line: Line) -> str:
    return "".join(line.pieces)


def lines_of(text: str, width: float, *, indent: float = 0.0, keep: tuple[str, ...] = ()) -> list[str]:
    return [text_of(line) for line in break_lines(text, STACK, width, indent, keep)]


def test_a_closing_mark_never_starts_a_line() -> None:
    assert lines_of("户籍登记，证明", 4) == ["户籍登", "记，证明"]
    assert lines_of("户籍登，证明", 4) == ["户籍登，", "证明"]


def test_a_closing_mark_may_hang_by_its_blank_half() -> None:
    assert lines_of("户籍登，证明", 3.5) == ["户籍登，", "证明"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert lines_of("户籍登（记）", 4) == ["户籍登", "（记）"]


def test_numbers_and_kept_texts_stay_whole() -> None:
    assert split_pieces("号390102X于1988年5月5日生") == (
        "号",
        "390102X",
        "于",
        "1988",
        "年",
        "5",
        "月",
        "5",
        "日",
        "生",
    )
    assert split_pieces("于1988年5月5日生", ("1988年5月5日",)) == ("于", "1988年5月5日", "生")
    assert lines_of("出生于1988年5月5日", 7, keep=("1988年5月5日",)) == ["出生于", "1988年5月5日"]


def test_a_piece_longer_than_a_line_is_cut_and_not_lost() -> None:
    lines = lines_of("A" * 40, 5)
    assert len(lines) > 1
    assert "".join(lines) == "A" * 40


def test_the_first_line_is_indented() -> None:
    first, second = break_lines("户籍事项证明户籍", STACK, 6)
    assert (text_of(first), first.indent) == ("户籍事项", 2.0)
    assert (text_of(second), second.indent) == ("证明户籍", 0.0)


def test_two_half_empty_marks_close_up() -> None:
    (line,) = break_lines("“甲”，乙", STACK, 20, 0)
    assert line.gaps == (0.0, 0.0, 0.0, -0.5, 0.0)
    assert line.width == pytest.approx(4.5)


def test_full_lines_are_justified_and_torn_ones_are_not() -> None:
    text = "户籍事项证明" * 4
    full, _ = break_lines(text, STACK, 20.5, 0)
    assert full.width + sum(full.gaps) == pytest.approx(20.5)
    torn, _ = break_lines("户籍事项证明" + "8" * 34, STACK, 20.5, 0)
    assert set(torn.gaps) == {0.0}


@given(
    st.text(alphabet=st.sampled_from("户籍登记证明〇𠀀·12X" + CLOSING + OPENING), max_size=120),
    st.floats(min_value=6, max_value=40),
)
def test_property_nothing_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = break_lines(text, STACK, width)
    assert "".join(map(text_of, lines)) == text
    for line in lines:
        reach = line.indent + measure(text_of(line), STACK) + sum(line.gaps)
        hanging = 0.5 if text_of(line)[-1] in CLOSING else 0.0
        assert reach <= width + hanging + 1e-6


@given(st.text(alphabet=st.sampled_from("户籍登记证明，（"), min_size=1, max_size=400))
def test_property_what_fits_fits(text: str) -> None:
    fitted = fit_paragraphs(
        (text,), STACK, width=400, height=120, sizes=(16.0, 12.0, 10.0), leadings=(2.0, 1.5)
    )
    if fitted is None:
        assert len(text) > 150
        return
    assert (len(fitted.lines) - 1) * fitted.leading <= 120 + 1e-6
    assert 1.5 * fitted.size <= fitted.leading + 1e-9 <= 2.0 * fitted.size + 1e-6


def test_an_empty_paragraph_has_no_lines() -> None:
    assert break_lines("", STACK, 10) == []
