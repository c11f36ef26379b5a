"""What an English screen shows for Chinese words: the mechanism, its files, and that no sentence is without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hukou.catalogue import Catalogue, catalogue
from hukou.certificate import gate_rules
from hukou.codes import relations, sexes
from hukou.readings import checked_readings
from hukou.resources import ResourceError, load_toml, resource
from tests.chinese_words import CHINESE, chinese_words
from window_client.ui import reading
from window_client.ui.reading import Readings, general_readings

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    *sorted((ROOT / "window_client" / "errors").glob("*.py")),
    *sorted((ROOT / "window_client" / "services").rglob("*.py")),
    *(
        ROOT / "hukou" / f"{name}.py"
        for name in ("form", "eligibility", "staff", "household", "service_item")
    ),
    ROOT / "hukou" / "certificate" / "gate.py",
    ROOT / "window_client" / "desk.py",
    ROOT / "window_client" / "app.py",
)
PAPER = ("certificate_form.py", "daily_register.py", "flow.py")
"""Modules whose words stand on paper, which is Chinese."""
CITED = re.compile(r"公通字|《中华|^\{0\}[ ；].*(证明|登记|证件|出具)$")
"""Titles of norms, also behind the number of one."""
GLUED = {
    "[故障]",
    "[正常]",
    "[注意]",
    "{0}{1}失败代码 {2}",
    "，经处理后采用",
    "，经处理后不采用",
    "，已转为可编辑的副本",
}
"""Parts of a sentence that the readings know as a whole."""


@pytest.fixture
def english() -> Iterator[None]:
    reading.speak("en")
    yield
    reading.speak("zh_CN")


# --- the mechanism -----------------------------------------------------------------------------------------


def test_chinese_stays_chinese_until_english_is_spoken(english: None) -> None:
    assert reading.read("没有登录。") == "Not signed in."
    reading.speak("zh_CN")
    assert reading.read("没有登录。") == "没有登录。"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("甲。", "A."),
        ("还有 12 项。", "12 left."),
        ("甲。还有 1 项。", "A. 1 left."),
        ("缺少“甲”。", "Missing: first."),
        ("缺少“王岚”。", "Missing: 王岚."),
        ("没有送出：甲。", "Not sent: A."),
        ("甲、乙", "first, second"),
        ("[正常] 甲：缺少“乙”。", "[fine] first: Missing: second."),
        ("王岚", "王岚"),
        ("", ""),
        ("Already English.", "Already English."),
    ],
)
def test_places_are_read_in_their_turn(text: str, read: str) -> None:
    words = {
        "甲": "first",
        "乙": "second",
        "甲。": "A.",
        "还有 {0} 项。": "{0} left.",
        "缺少“{0}”。": "Missing: {0}.",
        "没有送出：{0}": "Not sent: {0}",
        "{0}、{1}": "{0}, {1}",
        "[正常] {0}：{1}": "[fine] {0}: {1}",
    }
    assert Readings(words).read(text) == read


def test_the_catalogue_brings_its_own_words(english: None) -> None:
    assert reading.read("注销户口证明") == "注销户口证明"
    reading.learn(catalogue().english)
    assert reading.read("注销户口证明") == "Cancelled registration"
    assert reading.read("“用途”没有填写。请与申请人核对后填写。").startswith("Purpose: still empty.")


def test_words_are_not_learnt_for_a_chinese_screen() -> None:
    reading.learn({"注销户口证明": "Cancelled registration"})
    assert reading.read("注销户口证明") == "注销户口证明"


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("no table", "tables"),
        ({"甲": 1}, "no text"),
        ({"甲": " "}, "no text"),
        ({"first": "first"}, "not Chinese"),
        ({"甲": "甲"}, "not English"),
        ({"还有 {0} 项": "some left"}, "other places"),
    ],
)
def test_a_bad_reading_is_named(table: object, why: str) -> None:
    with pytest.raises(ResourceError, match=why) as caught:
        checked_readings(Path("english.toml"), table)
    assert caught.value.path.name == "english.toml"


def test_a_damaged_file_leaves_the_words_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "readings_en.toml").write_text('[input]\n"甲" = "甲"\n', "utf-8")
    monkeypatch.setenv("WINDOW_CLIENT_RESOURCES", str(tmp_path))
    reading.speak("en")
    try:
        assert reading.read("没有登录。") == "没有登录。"
        assert "readings_en.toml" in caplog.text
    finally:
        reading.speak("zh_CN")


# --- no sentence is left out ---------------------------------------------------------------------------------


def catalogue_words(shipped: Catalogue) -> set[str]:
    words = {group.name for group in shipped.groups}
    for item in shipped:
        words |= {item.name, item.title, item.unavailable_reason, item.fee.label, item.tile_hint}
        words |= {text for section in item.sections for text in (section.title, section.hint)}
        for spec in item.fields:
            words |= {spec.label, spec.help, spec.placeholder}
            words |= {text for choice in spec.choices for text in (choice.label, choice.hint)}
        words |= {text for m in item.materials for text in (m.label, m.hint, m.how_to_get)}
    return words - {""}


def test_every_word_of_the_catalogue_has_its_english_and_no_other() -> None:
    assert set(catalogue().english) == catalogue_words(catalogue())


def data_words() -> set[str]:
    """Words of data files that reach a screen."""
    states = load_toml(resource("devices", "card_reader.toml"))["status"].values()
    words = {text for row in states for text in (f"{row['meaning']}。", row.get("remedy", ""))}
    verdicts = load_toml(resource("certificate", "verification.toml"))
    words |= {text for text in _leaves(verdicts["verdicts"]) if CHINESE.search(text)}
    problems = load_toml(resource("province", "problems.toml")).values()
    words |= {
        row[key] for row in problems if isinstance(row, dict) for key in ("detail", "remedy") if key in row
    }
    rules = gate_rules()
    for fact in rules.facts.values():
        words |= {fact.label, fact.shown_by}
    words |= {reason.label for reason in rules.reasons.values()}
    words |= {use.label for use in rules.uses.values()}
    words |= {item.name for item in relations()} | {item.short for item in sexes() if item.code in "12"}
    return words - {""}


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)


def source_words() -> set[str]:
    words = {text for path in MODULES if path.name not in PAPER for text in chinese_words(path)}
    return {text for text in words if not CITED.search(text)} - GLUED


@pytest.mark.parametrize("words", [source_words, data_words])
def test_every_sentence_has_its_english(words: object) -> None:
    assert callable(words)
    readings = Readings({**general_readings(), **catalogue().english})
    without = {text for text in words() if CHINESE.search(readings.read(text))}
    assert without == set()
