from __future__ import annotations

import itertools
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou import divisions
from hukou.codes import (
    DivisionLevel,
    division,
    division_table,
    ethnic_group,
    ethnic_groups,
    marital_status,
    marital_statuses,
    read_code_table,
    relation,
    relations,
    sex,
    sexes,
)
from hukou.divisions import read_divisions, read_sandbox_divisions
from hukou.resources import ResourceError, resource
from tests.factories import TODAY


def test_sex_and_marital_status() -> None:
    assert [item.code for item in sexes()] == ["0", "1", "2", "9"]
    male = sex("1")
    assert male is not None
    assert (male.name, male.short) == ("男性", "男")
    assert len(marital_statuses()) == 8
    married = marital_status("20")
    assert married is not None
    assert married.short == "有配偶"


def test_ethnic_groups() -> None:
    groups = ethnic_groups()
    assert len(groups) == 58
    assert [item.code for item in groups] == [f"{n:02}" for n in range(1, 57)] + ["97", "98"]
    assert len({item.letters for item in groups if item.letters}) == 56
    han, jino = ethnic_group("01"), ethnic_group("56")
    assert han is not None
    assert jino is not None
    assert (han.name, han.register_name, han.letters) == ("汉", "汉族", "HA")
    assert (jino.name, jino.letters) == ("基诺", "JN")
    assert groups.by_name("维吾尔族") == groups.by_name("维吾尔") == ethnic_group("05")
    other = ethnic_group("97")
    assert other is not None
    assert other.register_name == "其他"


@pytest.mark.parametrize("misspelt", ["德昴", "傈傈", "毛难", "崩龙"])
def test_misspelt_and_former_ethnic_names_are_not_in_the_table(misspelt: str) -> None:
    assert ethnic_groups().by_name(misspelt) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("01", "本人"),
        ("02", "户主"),
        ("10", "配偶"),
        ("22", "长子"),
        ("33", "次女"),
        ("52", "母亲"),
        ("99", "非亲属"),
    ],
)
def test_relations(code: str, name: str) -> None:
    found = relation(code)
    assert found is not None
    assert found.name == name
    assert len(relations()) == 84


@pytest.mark.parametrize("code", ["", "98", "1", "001", "０１"])
def test_unknown_codes(code: str) -> None:
    assert relation(code) is None
    assert ethnic_group(f"{code}x") is None


def test_every_table_says_where_it_comes_from() -> None:
    for table in (sexes(), marital_statuses(), ethnic_groups(), relations()):
        assert table.standard.startswith("GB/T")
        assert table.source
        assert table.effective < TODAY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('source = "s"\neffective = 2000-01-01\ncode = []', "standard"),
        ('standard = "s"\nsource = "s"\neffective = "soon"\ncode = []', "must be a date"),
        ('standard = "s"\nsource = "s"\neffective = 2000-01-01\ncode = ["1"]', "list of tables"),
        (
            'standard = "s"\nsource = "s"\neffective = 2000-01-01\n'
            'code = [{code = "1", name = "a"}, {code = "1", name = "b"}]',
            "twice: 1",
        ),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "table.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=says):
        read_code_table(path)


@pytest.mark.parametrize(
    "code", ["653228", "653229", "659012", "540481", "110000", "710000", "810000", "820000"]
)
def test_divisions_in_force(code: str) -> None:
    found = division(code)
    assert found is not None
    assert found.is_current
    assert found.abolished_on is None


def test_an_abolished_division_keeps_its_name_and_dates() -> None:
    xuanwu = division("110104")
    assert xuanwu is not None
    assert (xuanwu.name, xuanwu.abolished_on) == ("宣武区", date(2010, 10, 1))
    assert xuanwu.last_listed == date(2009, 12, 1)
    assert xuanwu.stood_on(date(2010, 9, 30))
    assert not xuanwu.stood_on(date(2010, 10, 1))


def test_a_code_that_stood_for_two_places_is_read_by_date() -> None:
    table = division_table()
    assert [item.name for item in table.history("469028")] == ["临高县", "陵水黎族自治县"]
    old, new = table.at("469028", date(2000, 1, 1)), table.at("469028", date(2020, 1, 1))
    assert old is not None
    assert new is not None
    assert (old.name, new.name) == ("临高县", "陵水黎族自治县")
    assert table.at("469028", date(1985, 1, 1)) is None


def test_days_before_the_first_edition_count_as_that_edition() -> None:
    found = division_table().at("110104", date(1950, 1, 1))
    assert found is not None
    assert found.name == "宣武区"


def test_full_names() -> None:
    table = division_table(sandbox=True)
    assert table.full_name("390102") == "临江省澜州市青禾区"
    assert table.full_name("480221") == "海渡省平沙市松岭县"
    assert table.full_name("110101") == "北京市东城区", "the heading 市辖区 is no place"
    assert table.full_name("469001") == "海南省五指山市"
    assert table.full_name("510200", date(1990, 1, 1)) == "四川省重庆市"
    assert table.full_name("999999") == ""


def test_levels_and_children() -> None:
    table = division_table(sandbox=True)
    assert [item.name for item in table.children("390000")] == ["澜州市", "南屿市", "枫桥市"]
    assert [item.code for item in table.children("480200")] == ["480202", "480221"]
    assert len(table.children("110000")) == 16
    levels = {code: item.level for code in ("390000", "390100", "390102") if (item := table.get(code))}
    assert list(levels.values()) == [DivisionLevel.PROVINCE, DivisionLevel.PREFECTURE, DivisionLevel.COUNTY]


def test_fictitious_divisions_are_loaded_only_when_asked_for() -> None:
    assert division("390102") is None
    found = division("390102", sandbox=True)
    assert found is not None
    assert found.fictitious


def test_fictitious_codes_were_never_assigned() -> None:
    real = division_table()
    taken = {code[:2] for code in real.codes()}
    fictitious = read_sandbox_divisions(resource("codes", "sandbox_divisions.toml"))
    assert {item.code[:2] for item in fictitious} == {"39", "48"}
    assert not taken & {"39", "48"}
    assert {"390102", "390103", "480221"} <= {item.code for item in fictitious}


def test_every_row_of_the_table_reads() -> None:
    table = division_table()
    assert len(table) > 7000
    assert table.effective == table.editions[-1] == date(2026, 6, 1)
    assert table.editions[0] == date(1980, 12, 1)
    for code in table.codes():
        history = table.history(code)
        assert all(item.name for item in history)
        for earlier, later in itertools.pairwise(history):
            assert earlier.abolished_on is not None
            assert earlier.abolished_on <= later.valid_from
    current = [code for code in table.codes() if (item := table.get(code)) and item.is_current]
    assert len(current) == 3212
    assert sum(code.endswith("0000") for code in current) == 34


def test_the_table_loads_fast_enough_to_be_unseen() -> None:
    best = 1.0
    for _ in range(5):
        divisions._table.cache_clear()
        start = time.perf_counter()
        assert division("110101") is not None
        best = min(best, time.perf_counter() - start)
    assert best < 0.06


@given(st.text(max_size=8))
def test_any_text_can_be_asked_for(code: str) -> None:
    table = division_table()
    assert (table.get(code) is None) == (code not in table)
    table.full_name(code)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("110101\tx\t198012\t\n", "editions"),
        ("# editions: 198012\n110101 x\n", "line 2"),
        ("# editions: 198012\n1\tx\t1\t\n", "line 2"),
    ],
)
def test_a_damaged_division_table_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "divisions.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=says):
        read_divisions(path)


def test_a_damaged_sandbox_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.toml"
    path.write_text('effective = 1980-12-01\ndivision = [{ code = "390000" }]', encoding="utf-8")
    with pytest.raises(ResourceError, match="name"):
        read_sandbox_divisions(path)
