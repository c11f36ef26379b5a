"""What is typed about a person at the counter stays until somebody is identified or it is cleared by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hukou.household import EventKind
from tests.fakes import CLERK
from tests.ui.case_window import CaseWindow
from tests.ui.desk_kit import Counter, card_of
from tests.ui.desk_scenes import person_with
from window_client.ui.models.typed_person import TypedPerson
from window_client.ui.pages.counter.page import CounterPage
from window_client.ui.pages.registry import add_pages

HALF = "1101051949"
TYPED = TypedPerson("name", HALF, "阿依 古丽", "1990.5")


@pytest.fixture
def page(counter: Counter, qtbot: QtBot) -> CounterPage:
    shown = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert isinstance(shown, CounterPage)
    return shown


def type_half(page: CounterPage) -> None:
    """A part of everything, by name and birth date in the end."""
    page.type_person()
    manual = page.panel.manual
    QTest.keyClicks(manual.number, HALF)
    manual.tabs.set_current("name")
    manual.set_mode("name")
    manual.name.setText(TYPED.name)
    manual.birth.setText(TYPED.birth)


def test_a_second_f3_takes_nothing_away(page: CounterPage) -> None:
    type_half(page)
    QTest.keyClick(page, Qt.Key.Key_F3)
    assert page.panel.mode() == "manual"
    assert page.panel.manual.typed() == TYPED
    assert page.panel.manual.name.hasFocus()


def test_esc_puts_it_aside_and_says_so(page: CounterPage) -> None:
    type_half(page)
    QTest.keyClick(page.panel.manual.name, Qt.Key.Key_Escape)
    assert page.panel.mode() == "empty"
    assert "按 F3 继续" in page.panel.told.text()
    QTest.keyClick(page, Qt.Key.Key_F3)
    assert page.panel.manual.typed() == TYPED


def test_a_card_that_is_not_read_and_another_page_take_nothing_away(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    type_half(page)
    page.read_card()
    qtbot.waitUntil(lambda: "DV-101" in page.panel.told.text())
    counter.page("cases")
    counter.page("counter")
    qtbot.waitUntil(counter.idle)
    page.type_person()
    assert page.panel.manual.typed() == TYPED


def test_pages_made_anew_go_on_where_it_stopped(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    type_half(page)
    counter.window.clear_pages()
    add_pages(counter.window, counter.context)
    again = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert again.panel.mode() == "manual"
    assert again.panel.manual.typed() == TYPED
    again.escape()
    counter.window.clear_pages()
    add_pages(counter.window, counter.context)
    aside = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert aside.panel.mode() == "empty"
    assert "按 F3 继续" in aside.panel.told.text()


def test_a_number_from_the_header_takes_the_place_of_the_number_alone(page: CounterPage) -> None:
    type_half(page)
    page.type_person("11010519491231002X")
    manual = page.panel.manual
    assert (manual.number.text(), manual.name.text(), manual.birth.text()) == (
        "11010519491231002X", TYPED.name, TYPED.birth
    )  # fmt: skip


def test_it_is_gone_once_somebody_is_identified(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    type_half(page)
    person, household = person_with(counter, EventKind.CHANGE)
    counter.reader.card = card_of(person, household)
    page.read_card()
    qtbot.waitUntil(lambda: page.resident is not None)
    assert page.panel.manual.typed().is_empty()
    assert counter.context.carried == {}


def test_it_is_gone_when_it_is_cleared(counter: Counter, page: CounterPage) -> None:
    page.type_person()
    assert not page.panel.manual.erase.isVisible()
    type_half(page)
    page.panel.manual.erase.click()
    assert page.panel.manual.typed().is_empty()
    assert counter.context.carried == {}
    page.escape()
    assert page.panel.told.text() == ""


@pytest.mark.parametrize("place", [0, 1])
def test_a_space_inside_a_name_is_told_and_what_it_means_is_chosen(page: CounterPage, place: int) -> None:
    page.type_person("11010519491231002X")
    manual = page.panel.manual
    QApplication.clipboard().setText("买买提 艾力")
    manual.name.setFocus()
    manual.name.paste()
    manual.submit()
    assert manual.name.text() == "买买提 艾力"
    assert "有空格" in manual.name_row.message.text()
    assert manual.name_row.message.text().endswith("失败代码 IN-102")
    assert page.resident is None
    assert [button.text() for button in manual.name_row.offers()] == ["改为 买买提艾力", "改为 买买提·艾力"]
    manual.name_row.offers()[place].click()
    manual_names = ("买买提艾力", "买买提\u00b7艾力")
    assert manual.name.text() == manual_names[place]
    assert not manual.name_row.has_error()
    assert manual.name_row.offers() == []
    manual.submit()
    assert page.resident is not None and page.resident.name == manual_names[place]


# --- a lock ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["counter", "cases"])
def test_a_lock_hands_it_on_to_the_same_person(case_window: CaseWindow, shown: str) -> None:
    case_window.start()
    case_window.sign_in()
    page = case_window.app.window.page("counter")
    assert isinstance(page, CounterPage)
    type_half(page)
    case_window.app.window.show_page(shown)
    case_window.lock()
    case_window.sign_in()
    again = case_window.app.window.page("counter")
    assert isinstance(again, CounterPage) and again is not page
    assert again.panel.manual.typed() == TYPED


def test_nobody_else_sees_it(case_window: CaseWindow) -> None:
    case_window.start()
    case_window.sign_in()
    page = case_window.app.window.page("counter")
    assert isinstance(page, CounterPage)
    type_half(page)
    case_window.lock()
    case_window.sign_in(CLERK.staff_no)
    other = case_window.app.window.page("counter")
    assert isinstance(other, CounterPage)
    assert other.panel.manual.typed().is_empty()
    assert other.panel.mode() == "empty"
