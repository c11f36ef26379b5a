"""No name is printed wrong: every rare name of the sample register, and random ones, through real certificates."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from hukou.names import NAME_DOT
from provincial_service.sample_register import generate, rare_name_persons
from tests.papers import make_certificate, make_extract
from window_client.services.certificates import draw
from window_client.services.certificates.coverage import GB18030_LEVEL_3, HAN_BLOCKS
from window_client.services.certificates.fonts import load_fonts


def pdf_for(name: str, **person: object) -> bytes:
    return draw(make_certificate(extract=make_extract(name=name, **person))).pdf


def spoken_by_poppler(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def stands_exactly(name: str, text: str) -> bool:
    """In the name row, on a line of its own, and in the sentence that certifies."""
    return name in text.splitlines() and f"兹证明{name}（" in re.sub(r"\s", "", text)


def test_every_rare_name_of_the_sample_register_comes_back_exactly(tmp_path: Path) -> None:
    people = list(rare_name_persons(generate()))
    assert len(people) >= 200
    assert {person.block for person in people} == set("ABCDEFG")
    papers = [pdf_for(p.name, citizen_no=p.citizen_no, birth_date=p.birth_date) for p in people]
    with ThreadPoolExecutor(2) as pool:
        paths = (tmp_path / f"{place}.pdf" for place in range(len(papers)))
        texts = list(pool.map(spoken_by_poppler, papers, paths))
    wrong = [p.name for p, text in zip(people, texts, strict=True) if not stands_exactly(p.name, text)]
    assert wrong == []


def test_a_second_reader_gives_them_back_too() -> None:
    """One name of each block through pypdf: what is extracted is no peculiarity of one program."""
    by_block = {person.block: person.name for person in rare_name_persons(generate())}
    assert sorted(by_block) == list("ABCDEFG")
    for name in by_block.values():
        (page,) = PdfReader(BytesIO(pdf_for(name)), strict=True).pages
        assert f"兹证明{name}（" in re.sub(r"\s", "", page.extract_text()), name


def _characters() -> st.SearchStrategy[str]:
    """All that GB 18030-2022 asks of public services, and what the fonts have of Ext G, whose glyphs are still
    being made; every block equally likely."""
    first, last = HAN_BLOCKS["Ext G"]
    fonts = load_fonts().regular
    beyond = [chr(point) for point in range(first, last + 1) if fonts.can_draw(point)]
    wide = [pair for pair in GB18030_LEVEL_3 if pair[1] - pair[0] > 100]
    narrow = [
        chr(point) for pair in GB18030_LEVEL_3 if pair not in wide for point in range(pair[0], pair[1] + 1)
    ]
    blocks = [st.integers(*pair).map(chr) for pair in wide]
    return st.one_of(*blocks, st.sampled_from(narrow), st.sampled_from(beyond))


def names() -> st.SearchStrategy[str]:
    part = st.text(_characters(), min_size=1, max_size=4)
    plain = st.builds(lambda surname, given_name: surname + given_name, st.sampled_from("罗欧王"), part)
    dotted = st.lists(part, min_size=2, max_size=3).map(NAME_DOT.join)
    return plain | dotted


@pytest.mark.timeout(1800)
@given(name=st.deferred(names))
def test_a_random_rare_name_comes_back_exactly(name: str) -> None:
    """A few dozen in every run, thousands with `HYPOTHESIS_PROFILE=soak`."""
    with TemporaryDirectory() as folder:
        text = spoken_by_poppler(pdf_for(name), Path(folder) / "paper.pdf")
    assert stands_exactly(name, text)
