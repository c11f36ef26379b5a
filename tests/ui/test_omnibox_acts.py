"""What Enter in the header's box does: a service by code or initials, a case by its number, a person by the whole
number; never a search for persons.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk_kit import Counter
from window_client.ui.main_window import MainWindow
from window_client.ui.omnibox_acts import OmniboxActs


class Shown:
    """Which page was asked for, and with what."""

    def __init__(self, window: MainWindow) -> None:
        self.pages: list[tuple[str, dict[str, object]]] = []
        self._window = window
        self._show = window.show_page

    def note(self, key: str, **context: object) -> bool:
        self.pages.append((key, context))
        return True


@pytest.fixture
def shown(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    window = counter.window
    acts = OmniboxActs(window, lambda: counter.context.catalogue)
    window.omnibox.set_source(acts.suggest)
    window.show_page("counter")
    window.activateWindow()
    noted = Shown(window)
    monkeypatch.setattr(window, "show_page", noted.note)
    yield noted


def enter(counter: Counter, qtbot: QtBot, text: str) -> None:
    """Typed as fingers do, then Enter."""
    edit = counter.window.omnibox.edit
    counter.window.focus_omnibox()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "code"), [("21", "21"), ("hjzm", "24"), ("HJZM", "24"), ("bggz", "21"), ("cjthzm", "23")]
)
def test_a_code_or_initials_choose_the_service(
    counter: Counter, shown: Shown, qtbot: QtBot, typed: str, code: str
) -> None:
    enter(counter, qtbot, typed)
    assert shown.pages == [("counter", {"service_code": code})]
    assert counter.window.omnibox.text() == ""
    assert not counter.window.omnibox.list_is_open()


def test_the_beginning_of_initials_is_enough_for_one_service(
    counter: Counter, shown: Shown, qtbot: QtBot
) -> None:
    enter(counter, qtbot, "qsg")
    assert shown.pages == [("counter", {"service_code": "23"})]


def test_where_several_may_be_meant_enter_offers_them(counter: Counter, shown: Shown, qtbot: QtBot) -> None:
    enter(counter, qtbot, "hk")
    assert shown.pages == []
    box = counter.window.omnibox
    assert box.list_is_open()
    offered = [found.code for found in counter.context.catalogue.search("hk")]
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert shown.pages == [("counter", {"service_code": offered[1]})]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("390102198811120517", "390102198811120517"),
        ("39010219881112051x", "39010219881112051X"),
        ("390102 19881112 0517", "390102198811120517"),
        ("390102881112051", "390102881112051"),
    ],
)
def test_a_complete_number_goes_to_the_counter(
    counter: Counter, shown: Shown, qtbot: QtBot, typed: str, number: str
) -> None:
    enter(counter, qtbot, typed)
    assert shown.pages == [("counter", {"citizen_no": number})]


@pytest.mark.parametrize("typed", ["20261124-02001", "20261124", "3901021988111205"])
def test_an_acceptance_number_goes_to_the_cases(
    counter: Counter, shown: Shown, qtbot: QtBot, typed: str
) -> None:
    """Also the beginning of one; a part of a citizen number is no more than that either, and finds nobody."""
    enter(counter, qtbot, typed)
    assert shown.pages == [("cases", {"text": typed})]


def test_nobody_signed_in_finds_nothing(counter: Counter, shown: Shown) -> None:
    acts = OmniboxActs(counter.window, lambda: None)
    acts.submit("hjzm")
    assert acts.suggest("hjzm") == []
    assert shown.pages == []
