"""Intake of a case from the person to the receipt, online and offline. Real services, a real province."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hukou.case import MaterialState, Status, Subject
from hukou.household import EventKind
from tests.ui.desk_kit import Counter
from tests.ui.desk_scenes import person_with
from tests.ui.looks import clipped_labels, nameless
from window_client.errors import DiskFullError
from window_client.services.devices.device_errors import NoPrinterError
from window_client.services.views import CaseFilter, LedgerState
from window_client.ui.models.intake import IntakeStep
from window_client.ui.pages.case import ending
from window_client.ui.pages.case.page import CasePage
from window_client.ui.pages.registry import add_pages


def start(
    counter: Counter,
    qtbot: QtBot,
    service: str = "certificate.cancellation",
    *kinds: EventKind,
    identified_by: str = "chip",
    with_number: bool = True,
) -> tuple[CasePage, Any]:
    """A new case of such a person, shown on its first step."""
    person, _household = person_with(counter, *(kinds or (EventKind.MOVE_OUT,)))
    subject = Subject(
        name=person.name,
        citizen_no=person.citizen_no if with_number else "",
        birth_date=person.birth_date,
        identified_by=identified_by,
    )
    case_id = counter.desk.cases.open_case(service, subject)
    page = counter.page("case", case_id=case_id)
    assert isinstance(page, CasePage)
    qtbot.waitUntil(lambda: page.intake is not None)
    qtbot.waitUntil(counter.idle)
    return page, person


def to_form(counter: Counter, page: CasePage, qtbot: QtBot) -> None:
    page.go_on()
    qtbot.waitUntil(counter.idle)
    assert page.intake is not None
    assert page.intake.step is IntakeStep.FORM


def fill_form(page: CasePage, **more: Any) -> None:
    page.edits.pick(page.form.register.picks.cards()[0].choice.value)  # type: ignore[arg-type]
    page.edits.fill_in({"register_book": "unavailable", "purpose": "办理不动产登记", **more})


def see_all(page: CasePage) -> None:
    assert page.intake is not None
    for material in page.intake.materials():
        if not material.shared:
            page.edits.mark(material.id, MaterialState.ORIGINAL_SEEN)


def case_id_of(page: CasePage) -> UUID:
    assert page.intake is not None
    return page.intake.case.case_id


def test_the_whole_intake_by_keyboard_ends_with_a_receipt(counter: Counter, qtbot: QtBot) -> None:
    page, person = start(counter, qtbot)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(counter.idle)
    assert page.intake is not None and page.intake.extract is not None
    assert page.intake.extract.person.name == person.name
    fill_form(page)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    see_all(page)
    for _step in ("check", "receipt"):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(counter.idle)
    detail = counter.desk.cases.detail(case_id_of(page))
    assert detail.case.status is Status.ACCEPTED
    assert page.receipt.isVisible()
    assert page.receipt.sync.text() == "待上传"
    assert [entry.kind for entry in detail.ledger] == ["acceptance_receipt"]
    assert "省厅已受理" not in page.receipt.effect.text()
    QTest.keyClick(page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(counter.printers.sent) == 1)


def test_the_receipt_says_accepted_only_after_the_province_did(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    see_all(page)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(lambda: page.receipt.isVisible())
    report = counter.desk.sync.run_once(force=True)
    page.synced(report, counter.desk.sync.status())
    qtbot.waitUntil(lambda: page.receipt.sync.text() == "省厅已受理")


def test_every_change_is_kept_and_goes_on_after_a_restart_of_the_page(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    assert page.form.form is not None
    edit = page.form.form.editor("purpose").control
    edit.setFocus()
    QTest.keyClicks(edit, "visa")
    case_id = case_id_of(page)

    def kept() -> bool:
        draft = counter.desk.cases.load_draft(case_id)
        return draft is not None and draft.fields.get("purpose") == "visa"

    qtbot.waitUntil(kept, timeout=2000)
    assert "已自动保存在本机" in page.bar.saved.text()
    counter.window.clear_pages()
    add_pages(counter.window, counter.context)
    again = counter.page("case", case_id=case_id)
    qtbot.waitUntil(lambda: again.intake is not None)
    assert again.form.form.editor("purpose").value() == "visa"
    assert again.intake.step is IntakeStep.FORM


def test_a_full_disk_loses_nothing_and_says_so(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)

    def full(_draft: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as broken:
        broken.setattr(counter.desk.cases, "save_draft", full)
        page.edits.fill_in({"purpose": "入学"})
        qtbot.waitUntil(lambda: page.failure.isVisible())
        assert "ST-101" in page.failure.effect.text()
        assert "ST-101" in page.bar.saved.text()
    assert page.intake is not None and page.intake.draft.fields["purpose"] == "入学"
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "ST-101" not in page.bar.saved.text())
    draft = counter.desk.cases.load_draft(case_id_of(page))
    assert draft is not None and draft.fields["purpose"] == "入学"


def test_what_the_disk_did_not_take_is_handed_on_and_shown_again(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)

    def full(_draft: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as broken:
        broken.setattr(counter.desk.cases, "save_draft", full)
        page.edits.fill_in({"purpose": "入学"})
        page.leave()
        qtbot.waitUntil(lambda: page.failure.isVisible())
    case_id = case_id_of(page)
    unsaved = counter.context.unsaved.of(case_id)
    assert unsaved is not None and unsaved.fields["purpose"] == "入学"
    counter.window.clear_pages()
    add_pages(counter.window, counter.context)
    page = counter.page("case", case_id=case_id)

    def on_disk() -> bool:
        draft = counter.desk.cases.load_draft(case_id)
        return draft is not None and draft.fields.get("purpose") == "入学"

    qtbot.waitUntil(on_disk)
    qtbot.waitUntil(lambda: counter.context.unsaved.of(case_id) is None)
    assert page.intake is not None and page.intake.draft.fields["purpose"] == "入学"


def test_what_the_disk_did_not_take_of_two_cases_is_all_held(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    first = case_id_of(page)

    def full(_draft: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as broken:
        broken.setattr(counter.desk.cases, "save_draft", full)
        page.edits.fill_in({"purpose": "入学"})
        second = counter.desk.cases.open_case("certificate.change", page.must_intake().draft.subject)
        page = counter.page("case", case_id=second)
        qtbot.waitUntil(lambda: page.intake is not None and case_id_of(page) == second)
        page.edits.fill_in({"purpose": "公证"})
        page.leave()
        qtbot.waitUntil(lambda: len(counter.context.unsaved.all()) == 2)
    page.keeper.flush()
    qtbot.waitUntil(page.keeper.is_clean)
    purposes = {
        case_id: counter.desk.cases.load_draft(case_id).fields["purpose"] for case_id in (first, second)
    }
    assert purposes == {first: "入学", second: "公证"}


def test_next_jumps_to_the_first_problem_and_counts_them(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    page.go_on()
    assert page.intake is not None and page.intake.step is IntakeStep.FORM
    count = len(page.intake.step_problems(IntakeStep.FORM))
    assert count == 3
    assert f"还有 {count} 项" in page.bar.problems.text()
    assert page.form.form is not None
    assert page.form.form.row("cancellation_reason").has_error()
    assert page.form.form.row("cancellation_reason").control.accessibleDescription() != ""


def test_a_field_is_checked_when_it_is_left(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, "certificate.former_cohousehold")
    to_form(counter, page, qtbot)
    assert page.form.form is not None
    row = page.form.form.row("relative_citizen_no")
    row.control.setFocus()
    QTest.keyClicks(row.control, "390102199001")
    assert not row.has_error()
    QTest.keyClick(row.control, Qt.Key.Key_Return)
    assert "应为 18 位，现为 12 位" in row.message.text()
    assert "390102199001" not in row.control.text()  # type: ignore[attr-defined]  # masked when left


def test_a_register_book_that_shows_it_is_refused_with_a_printed_notice(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page, register_book="shown")
    assert page.form.gate.isVisible()
    assert page.form.gate.kind() == "bad"
    page.go_on()
    assert page.intake is not None and page.intake.step is IntakeStep.FORM
    asked: list[str] = []

    def yes(_page: object, title: str, text: str, act: str, danger: bool = False) -> bool:
        asked.append(act)
        return True

    monkeypatch.setattr(ending, "ask", yes)
    page.form.gate.refuse.click()
    qtbot.waitUntil(lambda: page.receipt.isVisible())
    detail = counter.desk.cases.detail(case_id_of(page))
    assert asked == ["出具不予出具证明告知书"]
    assert detail.case.status is Status.REJECTED
    assert [entry.kind for entry in detail.ledger] == ["refusal_notice"]
    qtbot.waitUntil(lambda: page.receipt.paper.preview.sheet.has_pages())


def test_a_reason_opens_the_gate(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page, register_book="shown")
    values = [card.choice.value for card in page.form.gate.reasons.cards()]
    assert "book_lost" in values
    page.edits.choose_reason("book_lost")
    assert page.form.gate.kind() == "ok"
    assert page.intake is not None and page.intake.refusal() is None
    page.edits.choose_reason("none")
    assert page.form.gate.kind() == "bad"


def test_nine_facts_are_refused_and_household_information_asks_for_a_reason(
    counter: Counter, qtbot: QtBot
) -> None:
    page, _person = start(counter, qtbot, "certificate.other")
    to_form(counter, page, qtbot)
    page.edits.fill_in({"requested_fact": "birth_date"})
    assert page.form.gate.kind() == "bad"
    assert page.form.gate.refuse.isVisible()
    page.edits.fill_in({"requested_fact": "household_information"})
    assert page.form.form is not None
    assert page.form.form.row("reason").isVisible()


def test_missing_materials_are_told_at_once_in_writing(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    page.go_on()
    assert page.intake is not None and page.intake.step is IntakeStep.MATERIALS
    assert "缺少" in page.papers.problem.text()
    page.papers.notice.click()
    qtbot.waitUntil(lambda: page.receipt.isVisible())
    detail = counter.desk.cases.detail(case_id_of(page))
    assert detail.case.status is Status.DRAFT
    assert detail.case.missing == ("id_card",)
    assert [entry.kind for entry in detail.ledger] == ["supplement_notice"]
    assert counter.desk.cases.list_cases(CaseFilter())[0].supplement_wanted


def test_materials_say_who_saw_the_original(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    page.edits.mark("id_card", MaterialState.ORIGINAL_SEEN)
    item = next(item for item in page.papers.checklist.items() if item.key == "id_card")
    assert item.state == "seen"
    assert "王岚" in item.seen_by
    page.edits.mark("id_card", None)
    assert page.intake is not None and page.intake.material_check("id_card") is None


def test_an_agent_brings_more_papers_and_a_number_of_their_own(counter: Counter, qtbot: QtBot) -> None:
    page, person = start(counter, qtbot)
    page.applicant.relation.cards()[2].click()
    assert page.intake is not None
    assert {"agent_id_card", "power_of_attorney"} <= {spec.id for spec in page.intake.materials()}
    page.go_on()
    assert page.intake.step is IntakeStep.APPLICANT
    assert page.applicant.rows["applicant.name"].has_error()
    page.applicant._number.set_plain(person.citizen_no)
    page.edits.change_applicant()
    assert "与本人的公民身份号码相同" in page.intake.problems()["applicant.citizen_no"]


def test_offline_the_case_is_accepted_all_the_same(counter: Counter, qtbot: QtBot) -> None:
    counter.go_offline()
    page, _person = start(counter, qtbot)
    page.go_on()
    qtbot.waitUntil(lambda: page.form.register.badge.text() == "离线", timeout=15000)
    assert "SY-101" in page.form.register.told.text()
    assert not page.failure.isVisible()
    page.edits.fill_in(
        {"cancellation_reason": "move_out", "register_book": "unavailable", "purpose": "办理不动产登记"}
    )
    page.go_on()
    see_all(page)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(lambda: page.receipt.isVisible())
    assert page.receipt.sync.text() == "待上传"


def test_a_person_typed_by_number_gets_the_registered_name(counter: Counter, qtbot: QtBot) -> None:
    person, _household = person_with(counter, EventKind.MOVE_OUT)
    case_id = counter.desk.cases.open_case(
        "certificate.cancellation",
        Subject(name="", citizen_no=person.citizen_no, birth_date=person.birth_date),
    )
    page = counter.page("case", case_id=case_id)
    qtbot.waitUntil(lambda: page.intake is not None)
    assert "请填写姓名" in page.intake.problems()["subject.name"]
    page.look_up.ask()
    qtbot.waitUntil(lambda: page.intake.draft.subject.name == person.name)


def test_waiting_for_the_register_can_be_stopped(counter: Counter, qtbot: QtBot) -> None:
    counter.province.misbehave("silence", path="/v1/register")
    page, _person = start(counter, qtbot)
    page.look_up.ask()
    assert page.form.register.badge.text() == "正在查询"
    page.look_up.stop()
    assert page.form.register.badge.text() == "尚未查询"
    page.look_up.ask()
    assert page.form.register.badge.text() == "正在查询"


def test_a_receipt_without_a_printer_can_be_saved(counter: Counter, qtbot: QtBot, tmp_path: Any) -> None:
    counter.printers.printers = []
    counter.printers.failure = NoPrinterError()
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    see_all(page)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(lambda: page.receipt.isVisible())
    qtbot.waitUntil(counter.idle)
    page.receipt.paper.print_paper()
    qtbot.waitUntil(lambda: "DV-203" in page.receipt.paper.told.text())
    target = tmp_path / "receipt.pdf"
    page.receipt.paper.save_to(target)
    qtbot.waitUntil(page.receipt.paper.answers.isVisible)
    assert target.exists()
    entry = page.receipt.paper.entry()
    assert entry is not None and entry.state is LedgerState.SENT and entry.left_as_file


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_nothing_is_clipped_or_nameless(counter: Counter, qtbot: QtBot, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
    assert nameless(page.bar) == []


def test_tab_walks_in_reading_order_and_leaves_the_page(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    counter.window.activateWindow()
    page.form.register.look_up.setFocus()
    seen: list[QWidget] = []
    for _step in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert page.form.form is not None
    purpose = page.form.form.editor("purpose").control
    sources, following = page.side.conditions.sources, page.bar.next
    order = [seen.index(widget) for widget in (purpose, sources, following, counter.window.omnibox.edit)]
    assert order == sorted(order)
    assert QApplication.focusWidget() is seen[0]
