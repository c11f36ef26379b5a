"""The counter: reading, typing, masking, choosing a service. Real services, a real province."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hukou.case import Subject
from hukou.citizen_no import check_character
from hukou.household import EventKind
from tests.ui.desk_kit import Counter, card_of
from tests.ui.desk_scenes import person_with
from tests.ui.looks import accessible_texts, clipped_labels, nameless
from window_client.services.devices import device_errors
from window_client.services.devices.card_record import CardWarningKind
from window_client.services.store import tables
from window_client.services.views import CaseFilter
from window_client.ui.pages.counter.page import CounterPage


@pytest.fixture
def page(counter: Counter, qtbot: QtBot) -> CounterPage:
    shown = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert isinstance(shown, CounterPage)
    return shown


def read(counter: Counter, page: CounterPage, qtbot: QtBot, **card: object) -> str:
    """Lay a card on the reader, press F2, and give the number on it."""
    person, household = person_with(counter, EventKind.CHANGE)
    counter.reader.card = card_of(person, household, **card)
    QTest.keyClick(page, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: page.resident is not None)
    qtbot.waitUntil(counter.idle)
    return str(person.citizen_no)


def shown_texts(root: QWidget) -> str:
    """Everything a screenshot would show as text."""
    labels = [label.text() for label in root.findChildren(QLabel) if label.isVisibleTo(root)]
    return "\n".join(
        labels + [edit.text() for edit in root.findChildren(QLineEdit) if edit.isVisibleTo(root)]
    )


def test_an_empty_counter_asks_for_a_card(page: CounterPage) -> None:
    assert page.panel.mode() == "empty"
    assert page.panel.empty.sentence.text() == "请读取证件或手工录入"
    assert page.panel.read.hasFocus()


def test_a_read_card_shows_the_person_without_the_number(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    number = read(counter, page, qtbot)
    assert page.panel.badge.text() == "芯片已读"
    assert number not in shown_texts(counter.window)
    assert not any(number in text for text in accessible_texts(counter.window))
    assert "民族" not in shown_texts(page.panel)


def test_f4_shows_the_number_only_while_held_and_leaves_an_audit_row(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    read(counter, page, qtbot)
    field = page.panel.view.number
    before = events(counter, "reveal")
    QTest.keyPress(page, Qt.Key.Key_F4)
    qtbot.waitUntil(field.is_revealed)
    assert events(counter, "reveal") == before + 1
    QTest.keyRelease(page, Qt.Key.Key_F4)
    assert not field.is_revealed()


def events(counter: Counter, action: str) -> int:
    """How many audit rows of one kind there are."""
    table = tables.audit_event
    with counter.desk.session.store.read() as connection:
        count = connection.execute(
            sa.select(sa.func.count()).select_from(table).where(table.c.action == action)
        )
        return int(count.scalar_one())


def test_a_number_is_not_shown_when_the_audit_row_cannot_be_written(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    read(counter, page, qtbot)
    counter.desk.session.store.close()
    QTest.keyPress(page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: page.failure.isVisible())
    assert not page.panel.view.number.is_revealed()
    QTest.keyRelease(page, Qt.Key.Key_F4)


@pytest.mark.parametrize(
    "error",
    [
        device_errors.NoCardError,
        device_errors.CardLiftedError,
        device_errors.CardFrameCorruptError,
        device_errors.CardAuthenticationError,
        device_errors.ReaderUnauthorisedError,
        device_errors.ReaderUnpluggedError,
        device_errors.ReaderTimeoutError,
    ],
)
def test_what_the_reader_says_stands_beside_the_buttons(
    counter: Counter, page: CounterPage, qtbot: QtBot, error: type[device_errors.CardReaderError]
) -> None:
    counter.reader.failure = error()
    page.read_card()
    qtbot.waitUntil(lambda: error.code in page.panel.told.text())
    assert error.message in page.panel.told.text()
    assert page.panel.mode() == "empty"
    assert page.resident is None


def test_reading_can_be_cancelled_by_escape(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    counter.reader.waits = True
    page.read_card()
    assert page.panel.mode() == "reading"
    page.escape()
    qtbot.waitUntil(lambda: page.panel.mode() == "empty")
    assert "DV-117" not in page.panel.told.text()


def test_hints_tell_only_facts(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    read(counter, page, qtbot, valid_to=date(2026, 12, 3))
    texts = [hint.text for hint in page.panel.view.hints.hints()]
    assert texts == ["证件 10 天后到期"]


def test_a_doubtful_name_is_to_be_compared(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    person, household = person_with(counter, EventKind.CHANGE)
    counter.reader.card = replace(card_of(person, household), warnings=(CardWarningKind.NAME_CONVERTED,))
    page.read_card()
    qtbot.waitUntil(lambda: page.resident is not None)
    assert any("逐字核对" in hint.text for hint in page.panel.view.hints.hints())


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("11010519491231002", "应为 18 位，现为 17 位"),
        ("110105194912310021", "校验位不符"),
        ("110105199913310021", "不是有效日期"),
        ("390102209901010012", "今天之后"),
    ],
)
def test_a_wrong_number_stays_as_typed_and_says_why(
    page: CounterPage, qtbot: QtBot, number: str, message: str
) -> None:
    page.type_person()
    manual = page.panel.manual
    QTest.keyClicks(manual.number, number)
    manual.submit()
    assert message in manual.number_row.message.text()
    assert manual.number.text() == number
    assert manual.number.hasFocus()
    assert page.resident is None


def test_an_abolished_division_warns_and_does_not_block(page: CounterPage, qtbot: QtBot) -> None:
    page.type_person()
    manual = page.panel.manual
    QTest.keyClicks(manual.number, "11010419500307002" + check_character("11010419500307002"))
    QTest.keyClick(manual.number, Qt.Key.Key_Tab)
    assert manual.number_row.message_kind() == "warn"
    assert "已撤销区划" in manual.number_row.message.text()
    assert manual.number_row.message.text().endswith("失败代码 IN-111")
    manual.submit()
    assert page.resident is not None
    told = [hint.text for hint in page.panel.view.hints.hints()]
    assert any("已撤销区划" in text and text.endswith("失败代码 IN-111") for text in told)


def test_a_person_can_be_typed_by_name_and_birth_date(page: CounterPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_F3)
    manual = page.panel.manual
    manual.tabs.set_current("name")
    manual.set_mode("name")
    manual.name.setText("阿依古丽•麦麦提")
    manual.birth.setText("2090.1.1")
    manual.submit()
    assert "今天之后" in manual.birth_row.message.text()
    manual.birth.setText("1990年5月7日")
    manual.submit()
    assert page.resident is not None
    assert page.resident.name == "阿依古丽\u00b7麦麦提"
    assert page.resident.birth_date == date(1990, 5, 7)


def test_names_with_wrong_dots_are_told(page: CounterPage) -> None:
    page.type_person()
    manual = page.panel.manual
    manual.name.setText("\u00b7麦麦提")
    manual.submit()
    assert "间隔符" in manual.name_row.message.text()


def test_enter_moves_on_and_then_confirms(page: CounterPage, qtbot: QtBot) -> None:
    page.type_person("11010519491231002X")
    manual = page.panel.manual
    manual.number.setFocus()
    QTest.keyClick(manual.number, Qt.Key.Key_Return)
    assert manual.name.hasFocus()
    QTest.keyClick(manual.name, Qt.Key.Key_Return)
    assert page.resident is not None


def test_no_service_without_a_person(page: CounterPage) -> None:
    page.services.choose_code("22")
    assert "请先读取证件" in page.services.told()


def test_a_service_that_is_not_offered_explains_itself(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    read(counter, page, qtbot)
    page.services.choose_code("12")
    assert page.services.told() == "到期换领：本窗口尚未开通"
    assert counter.desk.cases.list_cases(CaseFilter()) == ()


def test_choosing_a_tile_opens_a_case_and_a_second_time_offers_the_draft(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    read(counter, page, qtbot)
    page.services.choose_code("21")
    qtbot.waitUntil(lambda: counter.window.current_page() == "case")
    qtbot.waitUntil(counter.idle)
    first = counter.window.page("case").intake.case.case_id
    counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert [hint.key for hint in page.panel.view.hints.hints()] == [first]
    page.services.choose_code("21")
    assert page.question.isVisible()
    page._continue.click()
    qtbot.waitUntil(counter.idle)
    assert counter.window.page("case").intake.case.case_id == first
    assert len(counter.desk.cases.list_cases(CaseFilter())) == 1


def test_typed_digits_go_to_the_box_in_the_header(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    page.services.tiles()[5].setFocus()
    QTest.keyClicks(page.services.tiles()[5], "2")
    assert counter.window.omnibox.edit.text() == "2"
    assert counter.window.omnibox.edit.hasFocus()


def test_escape_asks_before_the_person_is_changed_and_keeps_drafts(
    counter: Counter, page: CounterPage, qtbot: QtBot
) -> None:
    read(counter, page, qtbot)
    page.escape()
    assert page.resident is not None
    assert "再按一次 Esc" in page.panel.told.text()
    page.escape()
    assert page.resident is None
    assert page.panel.mode() == "empty"


def test_cases_of_today_stand_at_the_side(counter: Counter, page: CounterPage, qtbot: QtBot) -> None:
    person, _household = person_with(counter, EventKind.MOVE_OUT)
    counter.desk.cases.open_case(
        "certificate.cancellation",
        Subject(name=person.name, citizen_no=person.citizen_no, birth_date=person.birth_date),
    )
    page.refresh()
    qtbot.waitUntil(lambda: len(page.cases.list.row_model.rows()) == 1)
    row = page.cases.list.row_model.rows()[0]
    assert row.badge == "草稿"
    assert person.citizen_no not in row.subtitle
    page.cases.list.row_opened.emit(row.key)
    qtbot.waitUntil(lambda: counter.window.current_page() == "case")


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1280, 680)])
def test_nothing_is_clipped_or_nameless(
    counter: Counter, page: CounterPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    counter.window.resize(*size)
    read(counter, page, qtbot)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
