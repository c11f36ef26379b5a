from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.ideographs import Block, Rarity, block_of, rarity_of
from hukou.names import (
    MAX_LENGTH,
    NameFault,
    PersonNameError,
    map_private_use,
    matches_chip_name,
    normalise_name,
    parse_name,
    private_use_successors,
    rare_characters,
    same_name,
    spaceless_names,
    validate_name,
)
from hukou.resources import ENVIRONMENT_KEY, ResourceError
from tests.factories import SamplePerson, rare_name_people

UYGUR = "阿卜杜热合曼\u00b7买买提艾力\u00b7吾斯曼江"

characters = st.one_of(
    st.characters(),
    st.sampled_from("\u00b7\u2022\u2027\u30fb\uff0e. \u3000\u0301\u3099かae\uf92c\ue863\u4dae张三"),
)


def fault_of(name: str, *, latin_allowed: bool = False) -> PersonNameError:
    with pytest.raises(PersonNameError) as caught:
        validate_name(name, latin_allowed=latin_allowed)
    return caught.value


@pytest.mark.parametrize(
    "dot",
    ["\u2022", "\u2027", "\u30fb", "\uff65", "\uff0e", ".", "\u2219", "\u22c5", "\u16eb", "\u0387", "\u3002"],
)
def test_every_dot_becomes_the_dot(dot: str) -> None:
    assert parse_name(UYGUR.replace("\u00b7", dot)) == UYGUR


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  林书瑶\u3000", "林书瑶"),
        ("林\u200b书瑶\ufeff", "林书瑶"),
        ("买买提 \u2022 艾力", "买买提\u00b7艾力"),
        ("沈\u4dae\t\n", "沈\u4dae"),
        ("张三              ", "张三"),
    ],
)
def test_spaces_and_invisible_characters_go(typed: str, stored: str) -> None:
    assert parse_name(typed) == stored


@pytest.mark.parametrize("space", [" ", "  ", "\u3000", "\t"])
def test_a_space_inside_a_chinese_name_is_never_taken_away_in_silence(space: str) -> None:
    typed = f"买买提{space}艾力"
    assert normalise_name(typed) == "买买提 艾力"
    for latin_allowed in (False, True):
        error = fault_of(normalise_name(typed), latin_allowed=latin_allowed)
        assert (error.kind, error.position) == (NameFault.SPACE, 3)
    assert spaceless_names(typed) == ("买买提艾力", "买买提\u00b7艾力")
    assert all(parse_name(offer) == offer for offer in spaceless_names(typed))


@pytest.mark.parametrize("typed", ["", "林书瑶 ", "买买提 \u00b7 艾力", "买买提 . 艾力", "Ana Ruiz"])
def test_nothing_is_offered_where_no_space_is_in_doubt(typed: str) -> None:
    assert spaceless_names(typed) == ()


def test_latin_names_keep_their_spaces_and_full_stops() -> None:
    assert parse_name(" Ana  J. O'Neil-Ruiz ", latin_allowed=True) == "Ana J. O'Neil-Ruiz"
    assert parse_name("\uff21\uff4e\uff41", latin_allowed=True) == "Ana"
    assert parse_name("Zoe\u0308", latin_allowed=True) == "Zo\u00eb"


def test_latin_letters_need_leave() -> None:
    assert fault_of("林A瑶").kind is NameFault.LATIN
    assert fault_of(normalise_name("林\uff21瑶")).kind is NameFault.LATIN
    validate_name("林A瑶", latin_allowed=True)


@pytest.mark.parametrize("character", ["\uf92c", "\uf979", "\uf995", "\uf9e7", "\ufa0c", "\U0002f80f"])
def test_compatibility_ideographs_stay(character: str) -> None:
    assert unicodedata.normalize("NFC", character) != character, "else this test proves nothing"
    assert parse_name("潘" + character) == "潘" + character
    assert not same_name("潘" + character, "潘" + unicodedata.normalize("NFC", character))


def test_nothing_is_folded_by_likeness() -> None:
    assert not same_name("吕梁", "呂梁")
    assert same_name("买买提\u2022艾力", " 买买提\u00b7艾力")


@pytest.mark.parametrize(
    ("name", "kind", "position"),
    [
        ("", NameFault.EMPTY, None),
        ("王" * (MAX_LENGTH + 1), NameFault.LENGTH, None),
        ("王\ue863", NameFault.PRIVATE_USE, 1),
        ("王\U000f0001", NameFault.PRIVATE_USE, 1),
        ("王1", NameFault.CHARACTERS, 1),
        ("王?", NameFault.CHARACTERS, 1),
        ("王□", NameFault.CHARACTERS, 1),
        ("王か", NameFault.CHARACTERS, 1),
        ("王 五", NameFault.SPACE, 1),
        ("\u2f00丁", NameFault.CHARACTERS, 0),
        ("王\ufe00", NameFault.CHARACTERS, 1),
        ("王\U000e0100", NameFault.CHARACTERS, 1),
        ("王\ud842", NameFault.CHARACTERS, 1),
        ("\u00b7王", NameFault.DOT_EDGE, 0),
        ("王\u00b7", NameFault.DOT_EDGE, 1),
        ("\u00b7", NameFault.DOT_EDGE, 0),
        ("王\u00b7\u00b7艾", NameFault.DOT_DOUBLED, 2),
    ],
)
def test_faults(name: str, kind: NameFault, position: int | None) -> None:
    error = fault_of(name)
    assert (error.kind, error.position) == (kind, position)
    assert error.character == (None if position is None else name[position])
    assert not any("\u4e00" <= c <= "\u9fff" for c in str(error)), "the message must not hold the name"


def test_length_counts_code_points_not_utf16_units() -> None:
    validate_name("\U00020164" * MAX_LENGTH)
    assert fault_of("\U00020164" * (MAX_LENGTH + 1)).kind is NameFault.LENGTH


@pytest.mark.parametrize("person", rare_name_people(), ids=lambda person: person.hard_because)
def test_the_sample_names_are_names(person: SamplePerson) -> None:
    name = person.name
    assert parse_name(name) == name


@pytest.mark.parametrize(
    ("character", "block", "rarity"),
    [
        ("王", Block.UNIFIED, Rarity.COMMON),
        ("玥", Block.UNIFIED, Rarity.UNCOMMON),
        ("彧", Block.UNIFIED, Rarity.UNCOMMON),
        ("\u9fb4", Block.UNIFIED, Rarity.RARE),
        ("\u4dae", Block.EXT_A, Rarity.RARE),
        ("\U00020164", Block.EXT_B, Rarity.RARE_PLANE_2),
        ("\U0002b37d", Block.EXT_C, Rarity.RARE_PLANE_2),
        ("\U0002b7a9", Block.EXT_D, Rarity.RARE_PLANE_2),
        ("\U0002cd0a", Block.EXT_E, Rarity.RARE_PLANE_2),
        ("\U0002cfa7", Block.EXT_F, Rarity.RARE_PLANE_2),
        ("\U00030edd", Block.EXT_G, Rarity.RARE_PLANE_2),
        ("\U00031351", Block.EXT_H, Rarity.RARE_PLANE_2),
        ("\U0002ebf1", Block.EXT_I, Rarity.RARE_PLANE_2),
        ("\ue863", None, Rarity.PRIVATE_USE),
    ],
)
def test_rarity(character: str, block: Block | None, rarity: Rarity) -> None:
    assert block_of(character) is block
    assert rarity_of(character) is rarity
    found = rare_characters(f"李{character}\u00b7王")
    assert [(rare.position, rare.block) for rare in found] == ([(1, block)] if rarity >= Rarity.RARE else [])


def test_rare_characters_can_be_asked_for_from_any_level() -> None:
    found = rare_characters("欧阳彧\U0002cd0a", at_least=Rarity.UNCOMMON)
    assert [rare.code_point for rare in found] == ["U+5F67", "U+2CD0A"]


def test_private_use_of_gbk_is_replaced_and_other_private_use_reported() -> None:
    mapped = map_private_use("沈\ue863\u00b7\ue000")
    assert mapped.name == "沈\u4dae\u00b7\ue000"
    assert [(r.position, r.old, r.new) for r in mapped.replaced] == [(1, "\ue863", "\u4dae")]
    assert mapped.unknown == (3,)
    assert mapped.needs_review
    assert not map_private_use("沈\u4dae").needs_review


def test_successors_agree_with_the_codec_wherever_it_knows_them() -> None:
    successors = private_use_successors()
    trails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    assert sorted(successors) == [chr(0xE815 + offset) for offset in range(80)]
    known = 0
    for offset, trail in enumerate(trails):
        decoded = bytes([0xFE, trail]).decode("gb18030")
        if not 0xE000 <= ord(decoded) <= 0xF8FF:
            assert successors[chr(0xE815 + offset)] == decoded
            known += 1
    assert known >= 66


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a = 1", "missing"),
        ('[character]\nE815 = "xyz"', "hexadecimal"),
        ("[character]\nE815 = 1", "hexadecimal"),
    ],
)
def test_a_bad_successor_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, says: str
) -> None:
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "gbk_private_use.toml").write_text(content, encoding="utf-8")
    monkeypatch.setenv(ENVIRONMENT_KEY, str(tmp_path))
    with pytest.raises(ResourceError, match=says):
        map_private_use("\ue815")


def test_a_chip_may_cut_a_long_name_but_nothing_else() -> None:
    assert matches_chip_name(UYGUR[:15], UYGUR)
    assert matches_chip_name(UYGUR, UYGUR)
    assert not matches_chip_name(UYGUR[:14], UYGUR)
    assert not matches_chip_name("林书", "林书瑶")
    astral = "\U00020164" * 8
    assert matches_chip_name(astral[:7], astral), "half a character does not count"


@given(st.text(characters, max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once


@given(st.text(characters, max_size=60), st.booleans())
def test_any_text_is_a_name_or_a_fault(text: str, latin_allowed: bool) -> None:
    try:
        name = parse_name(text, latin_allowed=latin_allowed)
    except PersonNameError:
        return
    assert 1 <= len(name) <= MAX_LENGTH
    assert "\u00b7\u00b7" not in name
    assert not name.startswith("\u00b7")
    assert not name.endswith("\u00b7")


@given(st.lists(st.integers(0x3400, 0x31FFF).map(chr).filter(block_of), min_size=1, max_size=50))
def test_no_ideograph_is_ever_changed(ideographs: list[str]) -> None:
    name = "".join(ideographs)
    assert parse_name(name) == name
