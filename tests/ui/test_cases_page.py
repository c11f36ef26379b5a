"""The list of cases: views, filter as typed, marks, the side panel. A real store."""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hukou.case import Status, Subject
from tests.factories import make_citizen_no
from tests.ui.desk_kit import Counter
from tests.ui.looks import clipped_labels, nameless
from window_client.errors import StoreBusyError
from window_client.services.preferences import PreferencesStore
from window_client.services.views import CaseListView
from window_client.ui.pages import cases_page
from window_client.ui.pages.cases_page import PAGE_ROWS, CasesPage


def open_cases(counter: Counter, names: list[str]) -> list[UUID]:
    """A draft for each name, the last one newest."""
    ids = []
    for at, name in enumerate(names):
        born = date(1980, 1, 1 + at % 28)
        subject = Subject(name=name, citizen_no=make_citizen_no("390102", born, at).text, birth_date=born)
        ids.append(counter.desk.cases.open_case("certificate.change", subject))
        counter.clock.advance(seconds=1)
    return ids


def show(counter: Counter, qtbot: QtBot, rows: int, **context: object) -> CasesPage:
    page = counter.page("cases", **context)
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(lambda: len(page.list.row_model.rows()) == rows)
    qtbot.waitUntil(counter.idle)
    return page


def names(page: CasesPage) -> list[str]:
    return [row.subtitle.split("\u3000")[0] for row in page.list.row_model.rows()]


def test_an_empty_list_says_so_and_leads_to_the_counter(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot, 0)
    qtbot.waitUntil(page.empty.isVisible)
    page.empty.button.click()
    assert counter.window.current_page() == "counter"


def test_rows_are_newest_first_masked_and_marked(counter: Counter, qtbot: QtBot) -> None:
    open_cases(counter, ["林书瑶", "沈䶮"])
    page = show(counter, qtbot, 2)
    assert names(page) == ["沈䶮", "林书瑶"]
    row = page.list.row_model.rows()[0]
    assert row.badge == "草稿"
    assert "••••••••" in row.subtitle


def test_the_list_is_filtered_as_one_types(counter: Counter, qtbot: QtBot) -> None:
    open_cases(counter, ["林书瑶", "林景行", "沈䶮"])
    page = show(counter, qtbot, 3, view="all")
    page.filter.setText("林")
    qtbot.waitUntil(lambda: sorted(names(page)) == ["林书瑶", "林景行"])
    page.filter.setText("没有")
    qtbot.waitUntil(lambda: not page.list.isVisible())
    assert page.empty.sentence.text() == "没有以此开头的办件"
    page.escape()
    qtbot.waitUntil(lambda: len(names(page)) == 3)


def test_the_chosen_case_is_told_at_the_side(counter: Counter, qtbot: QtBot) -> None:
    ids = open_cases(counter, ["林书瑶", "沈䶮"])
    page = show(counter, qtbot, 2, case_id=ids[0])
    qtbot.waitUntil(lambda: page.side.case_id() == ids[0])
    assert page.side.name.text() == "林书瑶"
    assert page.side.sync.text() == "仅本机"
    number = page.side.citizen_no()
    QTest.keyPress(page, Qt.Key.Key_F4)
    qtbot.waitUntil(page.side.number.is_revealed)
    QTest.keyRelease(page, Qt.Key.Key_F4)
    assert number not in page.side.number.accessibleName()


def test_enter_opens_a_draft_where_it_stopped(counter: Counter, qtbot: QtBot) -> None:
    open_cases(counter, ["林书瑶"])
    page = show(counter, qtbot, 1)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counter.window.current_page() == "case")


def test_more_rows_come_while_one_scrolls(counter: Counter, qtbot: QtBot) -> None:
    many = PAGE_ROWS + 20
    open_cases(counter, [f"林{chr(0x4E00 + at)}" for at in range(many)])
    page = show(counter, qtbot, PAGE_ROWS)
    bar = page.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(page.list.row_model.rows()) == many)


def test_a_case_is_withdrawn_with_a_reason(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = open_cases(counter, ["林书瑶"])
    page = show(counter, qtbot, 1)
    qtbot.waitUntil(lambda: page.side.detail is not None)
    monkeypatch.setattr(cases_page, "ask_reason", lambda *_asked: "误建")
    page.side.withdraw.click()
    qtbot.waitUntil(lambda: page.list.row_model.rows()[0].badge == "已撤回")
    assert counter.desk.cases.detail(ids[0]).case.status is Status.WITHDRAWN


def test_every_view_says_what_it_is_empty_of(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot, 0)
    told = set()
    for view in CaseListView:
        page.opened(view=view.value)
        qtbot.waitUntil(counter.idle)
        told.add(page.empty.sentence.text())
    assert len(told) == len(CaseListView)


def test_the_view_is_remembered_and_what_is_typed_only_in_memory(counter: Counter, qtbot: QtBot) -> None:
    open_cases(counter, ["林书瑶", "沈䶮"])
    page = show(counter, qtbot, 2)
    page.tabs.set_current("drafts")
    page.tabs.changed.emit("drafts")
    page.filter.setText("沈")
    qtbot.waitUntil(lambda: names(page) == ["沈䶮"])
    qtbot.waitUntil(counter.idle)
    path = counter.context.config.preferences_path
    assert PreferencesStore(path).load().cases_view == "drafts"
    assert "沈" not in path.read_text(encoding="utf-8")
    later = CasesPage(counter.context)
    qtbot.addWidget(later)
    assert later.tabs.current() == "drafts"
    later.opened(**page.bookmark())
    assert later.filter.text() == "沈"
    qtbot.waitUntil(lambda: names(later) == ["沈䶮"])


def test_a_slow_list_says_that_it_is_read(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_cases(counter, ["林书瑶"])
    go_on = threading.Event()
    read = counter.desk.cases.list_cases

    def slow(*asked: object) -> object:
        go_on.wait(60)
        return read(*asked)  # type: ignore[arg-type]

    page = show(counter, qtbot, 1)
    monkeypatch.setattr(counter.desk.cases, "list_cases", slow)
    page.refresh()
    qtbot.waitUntil(page.busy.isVisible)
    go_on.set()
    qtbot.waitUntil(lambda: not page.busy.isVisible())


def test_a_list_that_cannot_be_read_is_told(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(counter, qtbot, 0)

    def fail(*_asked: object) -> None:
        raise StoreBusyError

    monkeypatch.setattr(counter.desk.cases, "list_cases", fail)
    page.refresh()
    qtbot.waitUntil(page.failure.isVisible)
    assert StoreBusyError.code in page.failure.effect.text()
    assert not page.busy.isVisible()


def test_the_keyboard_goes_from_filter_to_rows_and_case(counter: Counter, qtbot: QtBot) -> None:
    open_cases(counter, ["林书瑶", "林景行"])
    page = show(counter, qtbot, 2)
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    page.filter.setText("林")
    qtbot.waitUntil(counter.idle)
    QTest.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    first = page.list.selected_key()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.selected_key() != first
    qtbot.waitUntil(lambda: page.side.case_id() == page.list.selected_key())
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counter.window.current_page() == "case")


def test_counts_stand_at_the_views(counter: Counter, qtbot: QtBot) -> None:
    open_cases(counter, ["林书瑶", "沈䶮"])
    page = show(counter, qtbot, 2)
    assert page.tabs._tabs["drafts"].number == 2
    assert page.tabs._tabs["supplement"].number == 0


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_nothing_is_clipped_or_nameless(counter: Counter, qtbot: QtBot, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    open_cases(counter, ["林书瑶"])
    page = show(counter, qtbot, 1)
    qtbot.waitUntil(lambda: page.side.detail is not None)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
