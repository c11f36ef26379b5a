from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.citizen_no import (
    CitizenNo,
    CitizenNoError,
    CitizenNoFault,
    DivisionWarningKind,
    NumberScheme,
    check_character,
    division_warning,
    parse_citizen_no,
    upgrade_citizen_no,
)
from hukou.codes import division_table
from tests.factories import QINGHE, TODAY, make_citizen_no

# Worked examples of GB 11643-1999 and synthetic permits.
STANDARD_WOMAN = "11010519491231002X"
STANDARD_MAN = "440524188001010014"


def fault_of(text: str, today: date = TODAY) -> CitizenNoFault:
    with pytest.raises(CitizenNoError) as caught:
        parse_citizen_no(text, today)
    return caught.value.kind


@st.composite
def numbers(draw: st.DrawFn) -> CitizenNo:
    division = draw(st.integers(110000, 999999))
    birth = draw(st.dates(date(1900, 1, 1), TODAY))
    return make_citizen_no(str(division), birth, draw(st.integers(0, 999)))


def test_examples_of_the_standard() -> None:
    woman = parse_citizen_no(STANDARD_WOMAN, TODAY)
    assert (woman.birth_date, woman.sex_code, woman.division_code) == (date(1949, 12, 31), "2", "110105")
    man = parse_citizen_no(STANDARD_MAN, date(1999, 7, 1))
    assert (man.birth_date, man.sex_code, man.sequence) == (date(1880, 1, 1), "1", 1)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        (STANDARD_WOMAN, NumberScheme.RESIDENT),
        ("810000198001010014", NumberScheme.HONG_KONG),
        ("820000199506150123", NumberScheme.MACAO),
        ("830000198809090030", NumberScheme.TAIWAN),
        (make_citizen_no("931156", date(1981, 2, 3), 4).text, NumberScheme.FOREIGN),
    ],
)
def test_scheme(text: str, scheme: NumberScheme) -> None:
    number = parse_citizen_no(text, TODAY)
    assert number.scheme is scheme
    hmt = (NumberScheme.HONG_KONG, NumberScheme.MACAO, NumberScheme.TAIWAN)
    assert number.is_hmt_permit is (scheme in hmt)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002x",
        "110105-19491231-002X",
        "110105－19491231－002X",
        "\u3000110105\u00a019491231\u200b002X\n",
        "\ufeff11010519491231002X",
    ],
)
def test_ways_of_typing(typed: str) -> None:
    assert parse_citizen_no(typed, TODAY).text == STANDARD_WOMAN


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CitizenNoFault.LENGTH),
        ("1101051949123100", CitizenNoFault.LENGTH),
        ("130503670401001", CitizenNoFault.LENGTH),
        (STANDARD_WOMAN + "0", CitizenNoFault.LENGTH),
        ("11010519491231O02X", CitizenNoFault.CHARACTERS),
        ("1101051949123100XX", CitizenNoFault.CHARACTERS),
        ("11010519491231002\u0425", CitizenNoFault.CHARACTERS),
        ("1101051949123100٢X", CitizenNoFault.CHARACTERS),
        ("11010519490229002X", CitizenNoFault.BIRTH_DATE),
        ("11010519491331002X", CitizenNoFault.BIRTH_DATE),
        ("11010500001231002X", CitizenNoFault.BIRTH_DATE),
        ("11010519491231002" + "1", CitizenNoFault.CHECK_DIGIT),
        (STANDARD_MAN, CitizenNoFault.AGE),
    ],
)
def test_faults(text: str, fault: CitizenNoFault) -> None:
    assert fault_of(text) is fault


def test_birth_today_and_tomorrow() -> None:
    newborn = make_citizen_no(QINGHE, TODAY, 11)
    assert parse_citizen_no(newborn.text, TODAY) == newborn
    assert fault_of(newborn.text, TODAY - timedelta(days=1)) is CitizenNoFault.BIRTH_FUTURE


def test_age_limit_is_the_whole_of_the_hundred_and_thirtieth_year() -> None:
    body = f"{QINGHE}18951124001"
    old = body + check_character(body)
    assert parse_citizen_no(old, date(2026, 11, 23)).age_on(date(2026, 11, 23)) == 130
    assert fault_of(old, date(2026, 11, 24)) is CitizenNoFault.AGE


def test_the_error_gives_nothing_away() -> None:
    with pytest.raises(CitizenNoError) as caught:
        parse_citizen_no("110105194912310021", TODAY)
    assert "1949" not in str(caught.value)
    assert "X" not in str(caught.value)


def test_forms() -> None:
    number = make_citizen_no(QINGHE, date(1988, 9, 9), 51)
    assert number.masked == f"390102 •••••••• {number.text[14:]}"
    assert number.spaced == f"390102 19880909 {number.text[14:]}"
    assert str(number) == f"{number}" == number.masked
    assert "19880909" not in repr(number)


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2024, 2, 28), 23), (date(2024, 2, 29), 24), (date(2025, 2, 28), 24), (date(2025, 3, 1), 25)],
)
def test_age_of_a_leap_day_child(day: date, age: int) -> None:
    assert make_citizen_no(QINGHE, date(2000, 2, 29), 8).age_on(day) == age


def test_upgrade() -> None:
    assert upgrade_citizen_no("130503670401001", TODAY).text == "130503196704010016"
    assert upgrade_citizen_no("130503 670401 001", TODAY).text == "130503196704010016"


def test_upgrade_of_a_person_over_a_hundred() -> None:
    assert upgrade_citizen_no("390102991231996", date(1985, 1, 1)).birth_date == date(1899, 12, 31)
    assert upgrade_citizen_no("390102491231995", TODAY).birth_date == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("130503196704010016", CitizenNoFault.LENGTH),
        ("13050367040100X", CitizenNoFault.CHARACTERS),
        ("130503670431001", CitizenNoFault.BIRTH_DATE),
    ],
)
def test_upgrade_faults(text: str, fault: CitizenNoFault) -> None:
    with pytest.raises(CitizenNoError) as caught:
        upgrade_citizen_no(text, TODAY)
    assert caught.value.kind is fault


@pytest.mark.parametrize("text", ["", "1" * 16, "1" * 18, "1101051949123100a"])
def test_check_character_needs_seventeen_digits(text: str) -> None:
    with pytest.raises(ValueError, match="seventeen"):
        check_character(text)


@given(numbers())
def test_a_valid_number_comes_back(number: CitizenNo) -> None:
    assert parse_citizen_no(number.spaced.lower(), TODAY) == number


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_substitution_of_one_character_is_found(number: CitizenNo, place: int, other: str) -> None:
    changed = number.text[:place] + other + number.text[place + 1 :]
    if changed != number.text:
        fault_of(changed)


@given(numbers(), st.integers(0, 16))
def test_every_swap_of_neighbours_is_found(number: CitizenNo, place: int) -> None:
    text = number.text
    changed = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if changed != text:
        fault_of(changed)


@given(st.text())
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    try:
        number = parse_citizen_no(text, TODAY)
    except CitizenNoError:
        return
    assert len(number.text) == 18


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("110104", DivisionWarningKind.ABOLISHED, "宣武区"),
        ("330103", DivisionWarningKind.ABOLISHED, "下城区"),
    ],
)
def test_an_abolished_division_is_a_warning(code: str, kind: DivisionWarningKind, name: str) -> None:
    warning = division_warning(make_citizen_no(code, date(1980, 5, 6), 12), division_table())
    assert warning is not None
    assert (warning.kind, warning.code) == (kind, code)
    assert warning.division is not None
    assert warning.division.name == name


def test_an_unknown_division_is_a_warning_unless_it_is_the_sandbox() -> None:
    number = make_citizen_no(QINGHE, date(1980, 5, 6), 12)
    warning = division_warning(number, division_table())
    assert warning is not None
    assert warning.kind is DivisionWarningKind.UNKNOWN
    assert division_warning(number, division_table(sandbox=True)) is None


@pytest.mark.parametrize("code", ["110105", "810000", "820000", "830000", "931156"])
def test_divisions_in_force_and_permits_need_no_warning(code: str) -> None:
    assert division_warning(make_citizen_no(code, date(1980, 5, 6), 12), division_table()) is None
