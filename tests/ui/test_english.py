"""A clerk who chose English reads English: whatever is not the resident's own, or paper, has its reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from pydantic import BaseModel
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from hukou.certificate import gate_rules
from tests.ui.desk_kit import Counter, visible
from tests.ui.desk_scenes import SCENES
from tests.ui.looks import accessible_texts
from window_client.services.doctor import diagnose
from window_client.ui.reading import learn
from window_client.ui.translation import Translation

CHINESE = re.compile(r"[\u3400-\u9fff]+")
CITED = re.compile(r"^(公通字|《中华).*|公通字〔\d+〕\d+号")
"""A norm, cited as it is titled."""
TYPED = (
    "办理不动产登记",
    "经核对户籍登记，符合出具条件。",
    "林·",
    "澜州市公安局青禾分局",
    "王岚",
    "子女",
    "简体中文",
    "样本",
)


@pytest.fixture
def english(qapp: QApplication, chinese: Translation) -> Iterator[None]:
    chinese.apply(qapp, "en")
    yield
    chinese.apply(qapp, "zh_CN")


def leaves(value: Any) -> Iterator[str]:
    """Every text inside of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in leaves(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in leaves(part))
    elif isinstance(value, BaseModel):
        yield from leaves(value.model_dump())
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in leaves(getattr(value, field.name)))


def own_words(counter: Counter) -> list[str]:
    """What is Chinese whatever the screen speaks: people, places, printers, and what was typed."""
    station = counter.context.session.terminal.station
    words = {*leaves(counter.register.households), *leaves(station), *leaves(counter.context.session.staff)}
    words |= {*leaves(counter.printers.printers), *TYPED}
    words |= {source.title for item in counter.desk.catalogue for source in item.sources}
    words |= {*leaves([fact.source for fact in gate_rules().facts.values()])}
    return sorted((word for word in words if CHINESE.search(word)), key=len, reverse=True)


def shown(window: QWidget) -> Iterator[str]:
    """Every text that a person sees or hears."""
    for label in window.findChildren(QLabel):
        if visible(label):
            yield label.text()
    for edit in (*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)):
        if visible(edit):
            yield edit.placeholderText()
    yield from accessible_texts(window)


def chinese_left(counter: Counter, own: list[str]) -> set[str]:
    found = set()
    for text in shown(counter.window):
        rest = text
        for word in own:
            if not CHINESE.search(rest):
                break
            rest = rest.replace(word, "")
        if CHINESE.search(CITED.sub("", rest)):
            found.add(text)
    return found


def test_no_page_shows_a_chinese_word_of_the_program(english: None, counter: Counter, qtbot: QtBot) -> None:
    learn(counter.desk.catalogue.english)  # the fixture made the pages before the language was chosen
    config = counter.context.config
    object.__setattr__(counter.context, "doctor", lambda: diagnose(config))  # as in the window
    own = own_words(counter)
    left: dict[str, set[str]] = {}
    for name, play in SCENES.items():
        counter.clock.advance(minutes=3)
        play(counter, lambda: qtbot.waitUntil(counter.idle))
        qtbot.waitUntil(counter.idle)
        left[name] = chinese_left(counter, own)
    assert {name: texts for name, texts in left.items() if texts} == {}
