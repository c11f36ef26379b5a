"""The steps of an intake: made when they are wanted, told with codes, ticked only when they were done."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hukou.case import MaterialState
from hukou.household import EventKind
from tests.ui.desk_kit import Counter
from tests.ui.looks import clipped_labels
from tests.ui.test_case_page import fill_form, see_all, start, to_form
from window_client.services.devices.device_errors import PrintServiceDownError
from window_client.ui.models.intake import IntakeStep
from window_client.ui.pages.case import ending
from window_client.ui.pages.case.page import CasePage
from window_client.ui.theme import Theme
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.name_row import NameRow

CHECK_DIGIT = "110105194912310021"
ABOLISHED = "110104195003070020"


def states(page: CasePage) -> list[str]:
    return [button.state for button in page.head.stepper._buttons]


def leave(edit: Any, text: str) -> None:
    """Paste a text into a field and leave it."""
    edit.setFocus()
    QApplication.clipboard().setText(text)
    edit.selectAll()
    edit.paste()
    edit.editingFinished.emit()


# --- what is told below a field --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "code", "kind"),
    [
        ("relative_citizen_no", CHECK_DIGIT, "IN-101", "error"),
        ("relative_citizen_no", ABOLISHED, "IN-111", "warn"),
        ("relative_name", "\u00b7麦麦提", "IN-102", "error"),
        ("relative_name", "买买提 艾力", "IN-102", "error"),
        ("relative_name", "林\u4dae", "IN-112", "warn"),
        ("relative_birth_date", "2090-01-01", "IN-105", "error"),
    ],
)
def test_a_field_says_fact_remedy_and_code_and_keeps_what_was_typed(
    counter: Counter, qtbot: QtBot, field: str, text: str, code: str, kind: str
) -> None:
    page, _person = start(counter, qtbot, "certificate.former_cohousehold")
    to_form(counter, page, qtbot)
    assert page.form.form is not None
    row = page.form.form.row(field)
    leave(row.control, text)
    assert row.message_kind() == kind
    told = row.message.text()
    assert told.endswith(f"失败代码 {code}") and told.count("。") >= 2, told
    assert row.control.accessibleDescription() == told
    assert page.must_intake().draft.fields[field] == text
    assert page.form.form.editor(field).value() == text


def test_an_empty_field_is_asked_for_with_its_code(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    page.go_on()
    assert page.form.form is not None
    assert (
        page.form.form.row("purpose").message.text()
        == "“用途”没有填写。请与申请人核对后填写。失败代码 IN-202"
    )


def test_the_applicant_is_told_with_codes_and_again_on_the_check_step(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    page.applicant.relation.cards()[2].click()
    page.applicant._name.setText("王 明")
    page.applicant._number.set_plain(CHECK_DIGIT)
    page.applicant._phone.setText("138000")
    page.edits.change_applicant()
    page.go_on()
    rows = page.applicant.rows
    codes = {key: rows[f"applicant.{key}"].message.text()[-6:] for key in ("name", "citizen_no", "phone")}
    assert codes == {"name": "IN-102", "citizen_no": "IN-101", "phone": "IN-104"}
    page.check.show_intake(page.must_intake())
    shown = [label.text() for label in page.check.findChildren(QLabel)]
    assert any(text.endswith("失败代码 IN-101") for text in shown)


def test_a_typed_name_is_checked_and_the_register_s_is_not(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, identified_by="manual")
    page.applicant._subject_name.setText("买买提 艾力")
    page.edits.change_applicant()
    page.go_on()
    row = page.applicant.rows["subject.name"]
    assert isinstance(row, NameRow)
    assert page.is_shown(IntakeStep.APPLICANT)
    assert row.message.text().endswith("失败代码 IN-102")
    row.offers()[1].click()
    assert page.must_intake().draft.subject.name == "买买提\u00b7艾力"
    assert not row.has_error()


def test_an_offer_for_a_name_of_the_form_is_kept_as_typed(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, "certificate.former_cohousehold")
    to_form(counter, page, qtbot)
    assert page.form.form is not None
    row = page.form.form.row("relative_name")
    assert isinstance(row, NameRow)
    leave(row.control, "买买提 艾力")
    row.offers()[0].click()
    assert page.must_intake().draft.fields["relative_name"] == "买买提艾力"
    assert row.message_kind() == ""


# --- the register's entries and the papers -----------------------------------------------------------------


def test_the_entry_that_the_form_means_is_marked(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, "certificate.change", EventKind.CHANGE)
    to_form(counter, page, qtbot)
    intake, picks = page.must_intake(), page.form.register.picks
    assert picks.value() is None
    entry = _changes(page)[0]
    spec = intake.item.field("change_item")
    assert spec is not None
    choice = next((c.id for c in spec.choices if c.label == entry.item), "other")
    page.edits.fill_in({"change_item": choice, "change_item_name": "" if choice != "other" else entry.item})
    assert picks.value() is not None
    page.edits.fill_in({"change_date": "1950-01-01"})
    assert picks.value() is None
    page.edits.pick(picks.cards()[0].choice.value)  # type: ignore[arg-type]
    assert picks.value() == picks.cards()[0].choice.value


def _changes(page: CasePage) -> list[Any]:
    extract = page.must_intake().extract
    assert extract is not None
    return [e for e in extract.person.events if e.kind in (EventKind.CHANGE, EventKind.CORRECTION)]


def test_shared_data_count_when_they_have_come(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    before = page.side.papers.badge.text()
    assert before == "已齐 0/2"
    to_form(counter, page, qtbot)
    assert page.must_intake().extract is not None
    assert page.side.papers.badge.text() == "已齐 1/2"
    page.edits.mark("id_card", MaterialState.ORIGINAL_SEEN)
    assert page.side.papers.badge.text() == "已齐 2/2"


def test_the_papers_stand_once_on_their_own_step(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    assert page.side.papers.isVisible()
    fill_form(page)
    page.go_on()
    assert page.is_shown(IntakeStep.MATERIALS)
    assert not page.side.papers.isVisible()
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button) and page.papers.checklist.isAncestorOf(focus)
    see_all(page)
    page.go_on()
    assert page.side.papers.isVisible()


# --- the ends ------------------------------------------------------------------------------------------------


def test_a_refusal_ticks_only_what_was_done(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page, register_book="shown")
    monkeypatch.setattr(ending, "ask", lambda *_values, **_more: True)
    page.form.gate.refuse.click()
    qtbot.waitUntil(lambda: page.is_shown(IntakeStep.RECEIPT))
    assert states(page) == ["done", "done", "to-do", "to-do", "current"]
    assert "告知书" in page.head.stepper._buttons[-1].step.title
    assert not any(button.isEnabled() for button in page.head.stepper._buttons)
    assert page.receipt.counter.hasFocus()
    assert not page.receipt.next.isVisible()


def test_a_one_off_notice_ticks_only_what_was_done(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    page.papers.notice.click()
    qtbot.waitUntil(lambda: page.is_shown(IntakeStep.RECEIPT))
    assert states(page) == ["done", "done", "to-do", "to-do", "current"]


@pytest.mark.parametrize("size", [(1366, 768), (1440, 900)])
def test_one_button_answers_ctrl_enter_at_the_end_and_the_printer_s_word_is_whole(
    counter: Counter, qtbot: QtBot, size: tuple[int, int]
) -> None:
    counter.printers.printers = []
    counter.printers.failure = PrintServiceDownError()
    page = accepted(counter, qtbot, size)
    keys = [b for b in counter.window.findChildren(Button) if b.isVisible() and "Ctrl+Enter" in b._key]
    assert keys == [page.receipt.next]
    assert page.receipt.next.hasFocus()
    page.receipt.paper.print_paper()
    qtbot.waitUntil(lambda: "DV-202" in page.receipt.paper.told.text())
    told = page.receipt.paper.told
    bottom = told.mapTo(page, told.rect().bottomLeft()).y()
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert bottom < page.height()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: counter.window.current_page() == "certificate")


def accepted(counter: Counter, qtbot: QtBot, size: tuple[int, int]) -> CasePage:
    counter.window.resize(*size)
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    see_all(page)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(lambda: page.is_shown(IntakeStep.RECEIPT))
    qtbot.waitUntil(counter.idle)
    return page


def test_the_next_case_has_the_bar_of_an_intake_again(counter: Counter, qtbot: QtBot) -> None:
    page = accepted(counter, qtbot, (1440, 900))
    assert not page.bar.hold.isVisible()
    page.change_person()
    assert counter.window.current_page() == "counter"
    again, _person = start(counter, qtbot)
    assert again is page
    assert page.bar.hold.isVisible() and page.bar.next.isVisible()
    assert not page.receipt.next.isVisible() and not page.receipt.counter.isVisible()
    assert states(page) == ["current", "to-do", "to-do", "to-do", "to-do"]


# --- making -----------------------------------------------------------------------------------------------------


def test_the_steps_are_made_one_by_one(counter: Counter, qtbot: QtBot) -> None:
    page = counter.window.page("case")
    assert isinstance(page, CasePage)
    assert page.steps.parts() == []
    counter.page("counter")
    made = {len(page.steps.parts())}

    def all_made() -> bool:
        made.add(len(page.steps.parts()))
        return "receipt" in page.steps.__dict__

    qtbot.waitUntil(all_made)
    assert page.receipt in page.steps.parts()


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_errors_and_offers_are_clipped_nowhere(
    counter: Counter, qtbot: QtBot, theme: Theme, size: tuple[int, int]
) -> None:
    counter.window.resize(*size)
    page, _person = start(counter, qtbot, "certificate.former_cohousehold")
    to_form(counter, page, qtbot)
    assert page.form.form is not None
    leave(page.form.form.row("relative_name").control, "买买提 艾力")
    leave(page.form.form.row("relative_citizen_no").control, CHECK_DIGIT)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
