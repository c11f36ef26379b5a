"""A clerk without a case today is told on the empty list what to do first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hukou.household import EventKind
from tests.ui.desk_kit import Counter, card_of
from tests.ui.desk_scenes import person_with
from tests.ui.looks import clipped_labels, nameless
from window_client.ui.pages.counter.page import CounterPage


@pytest.fixture
def page(counter: Counter, qtbot: QtBot) -> CounterPage:
    shown = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert isinstance(shown, CounterPage)
    return shown


def test_the_empty_list_of_today_reads_the_first_card(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    button = page.cases.empty.button
    assert button.isVisibleTo(page)
    assert clipped_labels(page) == [] and nameless(page) == []
    person, household = person_with(counter, EventKind.CHANGE)
    counter.reader.card = card_of(person, household)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.resident is not None)
    qtbot.waitUntil(counter.idle)
    assert page.resident is not None and page.resident.citizen_no == person.citizen_no


@pytest.mark.parametrize(("view", "asks"), [("due", False), ("supplement", False), ("all", True)])
def test_only_the_views_of_all_work_ask_for_a_first_case(
    counter: Counter, page: CounterPage, qtbot: QtBot, view: str, asks: bool
) -> None:
    page.cases.tabs.set_current(view)
    page.refresh()
    qtbot.waitUntil(counter.idle)
    qtbot.waitUntil(lambda: page.cases.empty.button.isVisibleTo(page.cases.empty) is asks)
    assert page.cases.empty.isVisibleTo(page)
