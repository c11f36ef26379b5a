"""Papers that left the program and that nobody has spoken for: every kind comes back and is answered for."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hukou.certificate import RefusalBox, Refused
from tests.fakes import PASSWORD
from tests.ui.desk_kit import Counter
from tests.ui.test_certificate_page import accepted, printed, show, wait
from window_client.errors import DiskFullError
from window_client.services.certificates import ledger as ledger_module
from window_client.services.devices.device_errors import NoPrinterError, PrintTimeoutError
from window_client.services.views import LedgerEntry, LedgerState
from window_client.ui.models.issuing import Phase
from window_client.ui.pages.certificate.page import CertificatePage
from window_client.ui.pages.certificate.paper_card import PaperCard


def issued(counter: Counter) -> LedgerEntry:
    case_id = accepted(counter)
    counter.desk.cases.approve(case_id, "符合出具条件")
    counter.context.session.step_up(PASSWORD)
    return counter.desk.certificates.issue(case_id)


def waiting(counter: Counter, qtbot: QtBot, tab: str) -> CertificatePage:
    """What waits, on the tab that has something."""
    page = counter.page("certificate")
    assert isinstance(page, CertificatePage)
    page.show_waiting()
    qtbot.waitUntil(lambda: page.waiting.tabs.current() == tab and bool(page.waiting.list.row_model.rows()))
    qtbot.waitUntil(counter.idle)
    return page


def open_first(page: CertificatePage) -> None:
    page.waiting.list.row_opened.emit(page.waiting.list.row_model.rows()[0].key)


def case_of(page: CertificatePage) -> UUID:
    assert page.issuing is not None
    return page.issuing.detail.case.case_id


# --- saved as a file ------------------------------------------------------------------------------------------


def test_a_saved_certificate_waits_for_its_confirmation_and_not_for_a_printer(
    counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    entry = issued(counter)
    counter.desk.ledger.save_as(entry.entry_id, tmp_path / "paper.pdf")
    page = waiting(counter, qtbot, "confirm")
    (row,) = page.waiting.list.row_model.rows()
    assert "保存为文件" in row.note and row.title == entry.number
    assert page.waiting.tabs._tabs["print"].number == 0
    open_first(page)
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert "已保存为文件" in page.check_panel.told.text()
    assert not page.printing.print.isVisible()
    QTest.keyClick(page, Qt.Key.Key_F7)
    wait(counter, qtbot, page, Phase.PRINT)
    assert page.printing.print.isVisible()
    QTest.keyClick(page, Qt.Key.Key_F9)
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert "第 1 次" in page.check_panel.told.text()


def test_the_disk_is_full_while_saving(
    counter: Counter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = issued(counter)
    page = show(counter, qtbot, entry.case_id, Phase.PRINT)

    def no_room(_path: Path, _pdf: bytes) -> None:
        raise DiskFullError

    monkeypatch.setattr(ledger_module, "write_atomically", no_room)
    page.acts.save_to(tmp_path / "paper.pdf")
    qtbot.waitUntil(lambda: DiskFullError.code in page.printing.told.text())
    qtbot.waitUntil(counter.idle)
    told = page.printing.told.text()
    assert DiskFullError.message in told and DiskFullError.remedy in told
    assert page.issuing is not None and page.issuing.phase is Phase.PRINT
    assert page.issuing.entry is not None and "没有保存" in page.issuing.entry.remark


# --- printers that fail ---------------------------------------------------------------------------------------


def test_after_a_time_out_the_page_asks_what_came_out(counter: Counter, qtbot: QtBot) -> None:
    entry = issued(counter)
    page = show(counter, qtbot, entry.case_id, Phase.PRINT)
    counter.printers.failure = PrintTimeoutError()
    page.acts.print_paper()
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert page.failure.isVisible()
    assert page.failure.fact.text() == PrintTimeoutError.message
    assert "DV-206" in page.failure.effect.text()
    assert PrintTimeoutError.remedy in page.failure.effect.text()
    qtbot.waitUntil(lambda: "打印服务没有这次任务的记录" in page.check_panel.told.text())
    page.acts.not_printed()
    wait(counter, qtbot, page, Phase.PRINT)
    assert not page.failure.isVisible()


def test_the_word_of_the_print_service_stands_beside_the_question(counter: Counter, qtbot: QtBot) -> None:
    page = printed(counter, qtbot)
    qtbot.waitUntil(lambda: "已交给打印机" in page.check_panel.told.text())
    assert page.issuing is not None and page.issuing.phase is Phase.CONFIRM


def test_without_a_printer_the_page_says_so_with_remedy_and_code(counter: Counter, qtbot: QtBot) -> None:
    entry = issued(counter)
    counter.printers.printers.clear()
    counter.printers.failure = NoPrinterError()
    page = show(counter, qtbot, entry.case_id, Phase.PRINT)
    page.acts.print_paper()
    qtbot.waitUntil(lambda: "DV-203" in page.printing.told.text())
    qtbot.waitUntil(counter.idle)
    told = page.printing.told.text()
    assert NoPrinterError.message in told and NoPrinterError.remedy in told
    assert page.issuing is not None and page.issuing.phase is Phase.PRINT
    counter.printers.failure = None
    page.acts.print_paper()
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert not page.printing.told.isVisible()


@pytest.mark.parametrize("failure", [PrintTimeoutError(), NoPrinterError(), RuntimeError("bug")])
def test_printers_that_cannot_be_listed_stop_nothing(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    entry = issued(counter)

    def fail() -> None:
        raise failure

    monkeypatch.setattr(counter.printers, "list_printers", fail)
    page = show(counter, qtbot, entry.case_id, Phase.PRINT)
    code = getattr(failure, "code", "SY-000")
    qtbot.waitUntil(lambda: "失败代码" in page.printing.told.text())
    assert code in page.printing.told.text() or isinstance(failure, RuntimeError)
    assert page.printing.save.isVisible() and page.printing.save.isEnabled()


# --- receipts and notices -------------------------------------------------------------------------------------


def test_a_receipt_sent_comes_back_and_is_confirmed_without_digits(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    receipt = counter.desk.certificates.make_receipt(case_id)
    counter.desk.ledger.send(receipt.entry_id)
    page = waiting(counter, qtbot, "confirm")
    (row,) = page.waiting.list.row_model.rows()
    person = counter.desk.cases.detail(case_id).case.subject.name
    assert row.title == "受理回执" and person in row.subtitle
    open_first(page)
    wait(counter, qtbot, page, Phase.CONFIRM)
    panel = page.check_panel
    assert panel.question.text() == "《受理回执》打印成功了吗？"
    assert not panel.digits.isVisible() and not panel.spoil.isVisible()
    assert panel.confirm.hasFocus()
    QTest.keyClick(panel.confirm, Qt.Key.Key_Return)
    wait(counter, qtbot, page, Phase.DECIDE)
    assert counter.desk.ledger.entry(receipt.entry_id).state is LedgerState.CONFIRMED
    assert counter.desk.ledger.unconfirmed() == ()


def test_a_receipt_that_did_not_come_out_is_printed_again_from_here(counter: Counter, qtbot: QtBot) -> None:
    receipt = counter.desk.certificates.make_receipt(accepted(counter))
    counter.desk.ledger.send(receipt.entry_id)
    page = waiting(counter, qtbot, "confirm")
    open_first(page)
    wait(counter, qtbot, page, Phase.CONFIRM)
    page.acts.not_printed()
    wait(counter, qtbot, page, Phase.PRINT)
    page.acts.print_paper()
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert len(counter.printers.sent) == 2


def test_a_notice_of_refusal_is_confirmed_by_its_digits(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    refused = Refused(RefusalBox.OTHER, ("申请用途与本事项无关。",), ())
    notice = counter.desk.certificates.refuse(case_id, refused, detail="申请用途与本事项无关。")
    page = show(counter, qtbot, case_id, Phase.REFUSED)
    page.acts.print_paper()
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert page.check_panel.digits.isVisible() and not page.check_panel.spoil.isVisible()
    page.check_panel.digits.setText("999")
    page.check_panel.try_confirm()
    qtbot.waitUntil(page.check_panel.message.isVisible)
    page.check_panel.digits.setText(str(notice.number)[-3:])
    page.check_panel.try_confirm()
    wait(counter, qtbot, page, Phase.REFUSED)
    assert counter.desk.ledger.entry(notice.entry_id).state is LedgerState.CONFIRMED


def test_a_receipt_and_its_certificate_are_two_questions(counter: Counter, qtbot: QtBot) -> None:
    entry = issued(counter)
    receipt = counter.desk.certificates.make_receipt(entry.case_id)
    for paper in (entry, receipt):
        counter.desk.ledger.send(paper.entry_id)
    page = waiting(counter, qtbot, "confirm")
    rows = {row.title: row.key for row in page.waiting.list.row_model.rows()}
    assert set(rows) == {entry.number, "受理回执"}
    page.waiting.list.row_opened.emit(rows["受理回执"])
    wait(counter, qtbot, page, Phase.CONFIRM)
    assert page.issuing is not None and page.issuing.entry is not None
    assert page.issuing.entry.entry_id == receipt.entry_id
    page.acts.confirm("")
    qtbot.waitUntil(lambda: page.issuing is not None and page.issuing.entry.number == entry.number)
    assert page.check_panel.digits.isVisible()


def test_the_card_of_a_working_paper_asks_too(counter: Counter, qtbot: QtBot) -> None:
    receipt = counter.desk.certificates.make_receipt(accepted(counter))
    card = PaperCard(counter.context)
    qtbot.addWidget(card)
    card.show()
    card.show_entry(receipt)
    qtbot.waitUntil(counter.idle)
    assert not card.answers.isVisible()
    card.print_paper()
    qtbot.waitUntil(card.answers.isVisible)
    card.nothing.click()
    qtbot.waitUntil(lambda: not card.answers.isVisible())
    card.print_paper()
    qtbot.waitUntil(card.answers.isVisible)
    card.good.click()
    qtbot.waitUntil(lambda: card.badge.text() == "已出纸")
    counter.printers.failure = PrintTimeoutError()
    card.print_paper()
    qtbot.waitUntil(lambda: "DV-206" in card.told.text())
    qtbot.waitUntil(card.answers.isVisible)


# --- what the lists say ---------------------------------------------------------------------------------------


def test_the_list_of_cases_says_what_the_certificate_waits_for(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    cases, ledger = counter.page("cases", view="all"), counter.desk.ledger

    def says(words: str) -> None:
        cases.refresh()
        qtbot.waitUntil(lambda: [row.badge for row in cases.list.row_model.rows()] == [words])
        qtbot.waitUntil(lambda: cases.side.status.text() == words)

    says("待审批")
    counter.desk.cases.approve(case_id, "符合出具条件")
    says("待出证")
    counter.context.session.step_up(PASSWORD)
    entry = counter.desk.certificates.issue(case_id)
    says("待打印")
    ledger.send(entry.entry_id)
    says("待确认")
    ledger.confirm(entry.entry_id, str(entry.number)[-3:])
    says("待交付")
