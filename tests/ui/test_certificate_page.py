"""Decision, issue, print and confirmation on one page. Real services, real PDFs, a stand-in printer."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hukou.case import Applicant, MaterialCheck, MaterialState, Status, Subject
from hukou.household import EventKind
from tests.fakes import CLERK, OFFICER, PASSWORD, FakeClock
from tests.ui.desk_kit import Counter, open_counter, seeded_province
from tests.ui.desk_scenes import person_with
from tests.ui.looks import clipped_labels, nameless
from window_client.services.devices.device_errors import PrinterStoppedError
from window_client.services.views import Draft, LedgerState
from window_client.ui.models.issuing import Phase
from window_client.ui.pages.certificate import acts
from window_client.ui.pages.certificate.page import CertificatePage


def accepted(counter: Counter, *, look_up: bool = True) -> UUID:
    """A case that was taken in completely."""
    person, _household = person_with(counter, EventKind.MOVE_OUT)
    subject = Subject(
        name=person.name, citizen_no=person.citizen_no, birth_date=person.birth_date, identified_by="chip"
    )
    desk, now = counter.desk, counter.clock.now()
    case_id = desk.cases.open_case("certificate.cancellation", subject)
    if look_up:
        desk.register.look_up(case_id, "办理注销户口证明", citizen_no=person.citizen_no)
    seen = MaterialCheck(
        material="id_card", state=MaterialState.ORIGINAL_SEEN, seen_by=OFFICER.staff_no, seen_at=now
    )
    desk.cases.accept(
        Draft(
            case_id=case_id,
            service="certificate.cancellation",
            subject=subject,
            applicant=Applicant(),
            fields={
                "cancellation_reason": "move_out",
                "register_book": "unavailable",
                "purpose": "办理不动产登记",
            },
            materials=(seen,),
            saved_at=now,
        )
    )
    desk.sync.run_once(force=True)
    return case_id


def show(counter: Counter, qtbot: QtBot, case_id: UUID, phase: Phase) -> CertificatePage:
    page = counter.page("certificate", case_id=case_id)
    assert isinstance(page, CertificatePage)
    wait(counter, qtbot, page, phase)
    return page


def wait(counter: Counter, qtbot: QtBot, page: CertificatePage, phase: Phase) -> None:
    qtbot.waitUntil(lambda: page.issuing is not None and page.issuing.phase is phase, timeout=10000)
    qtbot.waitUntil(counter.idle)


def printed(counter: Counter, qtbot: QtBot) -> CertificatePage:
    """Approved, issued and sent to the printer."""
    case_id = accepted(counter)
    counter.desk.cases.approve(case_id, "符合出具条件")
    counter.context.session.step_up(PASSWORD)
    page = show(counter, qtbot, case_id, Phase.ISSUE)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(counter, qtbot, page, Phase.PRINT)
    QTest.keyClick(page, Qt.Key.Key_F9)
    wait(counter, qtbot, page, Phase.CONFIRM)
    return page


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Modal questions are answered with yes and the first reason; the acts on their buttons are kept."""
    asked: list[str] = []

    def yes(_page: Any, title: str, text: str, act: str, danger: bool = False) -> bool:
        asked.append(act)
        return True

    def first(_page: Any, title: str, text: str, act: str, reasons: Any) -> str:
        asked.append(act)
        return str(reasons[0].value)

    monkeypatch.setattr(acts, "ask", yes)
    monkeypatch.setattr(acts, "ask_reason", first)
    return asked


def ink(image: QImage, page: CertificatePage) -> list[float]:
    """How dark the hidden pieces are on the picture of the first page."""
    sheet = page.preview.sheet
    document = page.preview.document()
    assert document is not None
    found = []
    scale = sheet._width / sheet._pages[0].size.width()
    left = max(16.0, (sheet.width() - sheet._width) / 2)
    for area in document.masked_areas:
        x, y = round(left + area.x * scale), round(16 + area.y * scale)
        w, h = round(area.w * scale), round(area.h * scale)
        dark = sum(image.pixelColor(x + i, y + h // 4).lightness() < 100 for i in range(w))
        found.append(dark / w)
    return found


def test_without_a_case_the_page_lists_what_waits(counter: Counter, qtbot: QtBot) -> None:
    accepted(counter)
    page = counter.page("certificate")
    qtbot.waitUntil(lambda: len(page.waiting.list.row_model.rows()) == 1)
    assert page.waiting.tabs.current() == "decide"
    page.waiting.list.row_opened.emit(page.waiting.list.row_model.rows()[0].key)
    wait(counter, qtbot, page, Phase.DECIDE)


def test_the_officer_approves_with_a_reason(counter: Counter, qtbot: QtBot, answers: list[str]) -> None:
    page = show(counter, qtbot, accepted(counter), Phase.DECIDE)
    qtbot.waitUntil(page.preview.sheet.has_pages)
    page.decide.try_approve()
    assert page.decide.row.has_error()
    page.decide.set_reason("经核对户籍登记，符合出具条件。")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(counter, qtbot, page, Phase.ISSUE)
    assert answers == ["批准出具"]
    assert page.issuing is not None
    assert page.issuing.detail.case.decision is not None
    assert page.issuing.detail.case.decision.by == OFFICER.staff_no


def test_auxiliary_staff_see_why_they_cannot_decide_and_pass_on(
    qapp: QApplication, tmp_path: Path, register_template: Path, qtbot: QtBot
) -> None:
    clock = FakeClock()
    with (
        seeded_province(register_template, tmp_path / "province", clock) as province,
        open_counter(qapp, tmp_path / "window", province, clock, CLERK) as desk,
    ):
        desk.window.resize(1440, 900)
        desk.window.set_cover(None)
        desk.window.show()
        page = show(desk, qtbot, accepted(desk), Phase.DECIDE)
        assert not page.decide.approve.isEnabled()
        assert "第七条" in page.decide.approve.toolTip()
        assert page.decide.why.isVisible()
        page.decide.pass_on.click()
        qtbot.waitUntil(
            lambda: page.issuing is not None and page.issuing.detail.case.status is Status.IN_REVIEW
        )


def test_issuing_asks_for_the_password_again(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    counter.desk.cases.approve(case_id, "符合出具条件")
    page = show(counter, qtbot, case_id, Phase.ISSUE)
    page.acts.issue()
    assert page.step_up.isVisible()
    QTest.keyClicks(page.step_up.password.edit, "wrong")
    QTest.keyClick(page.step_up.password.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(page.step_up.row.has_error)
    assert page.step_up.password.text() == ""
    page.step_up.confirmed.emit(PASSWORD)
    wait(counter, qtbot, page, Phase.PRINT)
    assert not page.step_up.isVisible()
    assert page.issuing is not None and page.issuing.entry is not None
    assert page.printing.number.text() == page.issuing.entry.number


def test_the_preview_is_the_printed_file_with_its_numbers_painted_over(
    counter: Counter, qtbot: QtBot
) -> None:
    page = printed(counter, qtbot)
    qtbot.waitUntil(page.preview.sheet.has_pages)
    document = page.preview.document()
    assert document is not None and document.masked_areas
    assert counter.printers.sent[0][2] == document.pdf
    hidden = ink(page.preview.sheet.grab().toImage(), page)
    assert max(hidden) == 0
    QTest.keyPress(page, Qt.Key.Key_F4)
    qtbot.waitUntil(page.preview.sheet.is_revealed)
    shown = ink(page.preview.sheet.grab().toImage(), page)
    assert min(shown) > 0
    QTest.keyRelease(page, Qt.Key.Key_F4)
    assert not page.preview.sheet.is_revealed()


def test_only_the_digits_of_the_paper_confirm_it(counter: Counter, qtbot: QtBot) -> None:
    page = printed(counter, qtbot)
    assert page.issuing is not None and page.issuing.entry is not None
    number = page.issuing.entry.number
    assert number is not None
    assert page.check_panel.digits.hasFocus()
    wrong = "999" if number[-3:] != "999" else "000"
    QTest.keyClicks(page.check_panel.digits, wrong)
    QTest.keyClick(page.check_panel.digits, Qt.Key.Key_Return)
    qtbot.waitUntil(page.check_panel.message.isVisible)
    assert "不一致" in page.check_panel.message.text()
    assert page.issuing.entry.state is LedgerState.SENT
    QTest.keyClicks(page.check_panel.digits, number[-3:])
    QTest.keyClick(page.check_panel.digits, Qt.Key.Key_Return)
    wait(counter, qtbot, page, Phase.HAND_OVER)
    page.note.first.click()
    wait(counter, qtbot, page, Phase.COMPLETED)
    assert page.note.head.title.text() == "已保存在本机"
    report = counter.desk.sync.run_once(force=True)
    page.synced(report, counter.desk.sync.status())
    qtbot.waitUntil(lambda: page.note.head.title.text() == "已办结")


def test_what_did_not_print_may_be_sent_again(counter: Counter, qtbot: QtBot) -> None:
    page = printed(counter, qtbot)
    QTest.keyClick(page, Qt.Key.Key_F7)
    wait(counter, qtbot, page, Phase.PRINT)
    QTest.keyClick(page, Qt.Key.Key_F9)
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert len(counter.printers.sent) == 2
    assert "第 2 次" in page.check_panel.told.text()


def test_a_faulty_paper_is_voided_and_the_next_gets_a_new_number(
    counter: Counter, qtbot: QtBot, answers: list[str]
) -> None:
    page = printed(counter, qtbot)
    assert page.issuing is not None and page.issuing.entry is not None
    first = page.issuing.entry.number
    QTest.keyClick(page, Qt.Key.Key_F12)
    wait(counter, qtbot, page, Phase.ISSUE)
    assert answers == ["作废此张"]
    assert page.spoiled.isVisible()
    assert page.spoiled.number.value.text() == first
    page.acts.issue()
    wait(counter, qtbot, page, Phase.PRINT)
    assert page.issuing.entry is not None and page.issuing.entry.number != first


def test_a_reprint_needs_a_reason(counter: Counter, qtbot: QtBot, answers: list[str]) -> None:
    page = printed(counter, qtbot)
    assert page.issuing is not None and page.issuing.entry is not None
    page.acts.confirm(str(page.issuing.entry.number)[-3:])
    wait(counter, qtbot, page, Phase.HAND_OVER)
    QTest.keyClick(page, Qt.Key.Key_F10)
    wait(counter, qtbot, page, Phase.PRINT)
    assert answers == ["重新打印"]
    assert page.issuing.entry is not None and page.issuing.entry.remark == "申请人遗失"


def test_a_stopped_printer_is_told_and_the_paper_can_be_saved_and_confirmed(
    counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    case_id = accepted(counter)
    counter.desk.cases.approve(case_id, "符合出具条件")
    counter.context.session.step_up(PASSWORD)
    counter.desk.certificates.issue(case_id)
    counter.printers.failure = PrinterStoppedError()
    page = show(counter, qtbot, case_id, Phase.PRINT)
    page.acts.print_paper()
    qtbot.waitUntil(lambda: "DV-205" in page.printing.told.text())
    assert page.issuing is not None and page.issuing.entry is not None
    assert page.issuing.entry.state is LedgerState.PREPARED
    target = tmp_path / "paper.pdf"
    page.acts.save_to(target)
    qtbot.waitUntil(target.exists)
    page.refresh()
    wait(counter, qtbot, page, Phase.CONFIRM)


def test_offline_without_data_the_page_says_so_and_offers_the_receipt(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter, look_up=False)
    counter.go_offline()
    page = show(counter, qtbot, case_id, Phase.NO_DATA)
    assert page.note.isVisible()
    page.note.first.click()
    qtbot.waitUntil(lambda: "SY-101" in page.note.told.text(), timeout=15000)
    page.note.second.click()
    qtbot.waitUntil(lambda: len(counter.printers.sent) == 1)


def test_data_that_come_later_open_the_decision(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot, accepted(counter, look_up=False), Phase.NO_DATA)
    page.note.first.click()
    wait(counter, qtbot, page, Phase.DECIDE)


def test_a_refusal_is_given_in_writing(counter: Counter, qtbot: QtBot, answers: list[str]) -> None:
    page = show(counter, qtbot, accepted(counter), Phase.DECIDE)
    page.decide.set_reason("申请用途与本事项无关。")
    page.decide.try_reject()
    wait(counter, qtbot, page, Phase.REFUSED)
    assert answers == ["出具不予出具证明告知书"]
    assert page.issuing is not None and page.issuing.entry is not None
    assert page.issuing.entry.kind == "refusal_notice"
    assert page.printing.isVisible()


def test_unconfirmed_papers_come_back(counter: Counter, qtbot: QtBot) -> None:
    page = printed(counter, qtbot)
    page.show_waiting()
    qtbot.waitUntil(lambda: page.waiting.tabs.current() == "confirm")
    assert len(page.waiting.list.row_model.rows()) == 1
    page.waiting.list.row_opened.emit(page.waiting.list.row_model.rows()[0].key)
    wait(counter, qtbot, page, Phase.CONFIRM)


def test_a_sync_leaves_a_typed_reason_alone(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    page = show(counter, qtbot, case_id, Phase.DECIDE)
    page.decide.set_reason("核对中")
    counter.desk.cases.add_note(case_id, "电话核实")
    report = counter.desk.sync.run_once(force=True)
    page.synced(report, counter.desk.sync.status())
    qtbot.waitUntil(counter.idle)
    assert page.decide.reason.toPlainText() == "核对中"
    assert page.issuing is not None and page.issuing.detail.case.notes


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_nothing_is_clipped_or_nameless(counter: Counter, qtbot: QtBot, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    page = printed(counter, qtbot)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
