"""The office's own papers on the screen: stub, voucher, letter, notice of non-acceptance, register of the day."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hukou.case import Status
from tests.ui.desk_kit import Counter
from tests.ui.looks import clipped_labels, nameless
from tests.ui.test_case_page import case_id_of, start, to_form
from tests.ui.test_certificate_page import accepted, printed, show, wait
from window_client.services.views import LedgerState
from window_client.ui.models.issuing import Phase
from window_client.ui.pages.case import ending
from window_client.ui.pages.cases_page import CasesPage
from window_client.ui.pages.certificate import office
from window_client.ui.pages.certificate.page import CertificatePage
from window_client.ui.pages.paper_dialog import PaperDialog
from window_client.ui.pages.question import Question
from window_client.ui.widgets.form_row import FormRow

STATION = "海渡省平沙市公安局松岭分局云台派出所"


def kinds(counter: Counter, page: Any) -> list[str]:
    assert page.issuing is not None
    detail = counter.desk.cases.detail(page.issuing.detail.case.case_id)
    return [entry.kind for entry in detail.ledger]


def answer(monkeypatch: pytest.MonkeyPatch, module: Any, text: str) -> list[str]:
    """Questions with a line to fill in are answered with `text`; the acts on their buttons are kept."""
    asked: list[str] = []

    def typed(_page: Any, title: str, words: str, act: str, label: str, value: str = "") -> str:
        asked.append(act)
        return text

    monkeypatch.setattr(module, "ask_text", typed)
    return asked


def test_a_stub_is_made_from_the_ledger_and_printed(counter: Counter, qtbot: QtBot) -> None:
    page = printed(counter, qtbot)
    entry = page.issuing.entry if page.issuing else None
    assert entry is not None and entry.number is not None
    counter.desk.ledger.confirm(entry.entry_id, entry.number[-3:])
    page.refresh()
    wait(counter, qtbot, page, Phase.HAND_OVER)
    assert page.ledger.office.stub.isVisible()

    page.ledger.office.stub.click()
    wait(counter, qtbot, page, Phase.PRINT)
    assert page.issuing is not None and page.issuing.entry is not None
    assert page.issuing.entry.kind == "stub"
    page.acts.print_paper()
    wait(counter, qtbot, page, Phase.CONFIRM)
    page.acts.confirm("")
    wait(counter, qtbot, page, Phase.HAND_OVER)
    assert kinds(counter, page).count("stub") == 1


def test_without_data_the_station_of_the_register_is_asked(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = accepted(counter, look_up=False)
    page = show(counter, qtbot, case_id, Phase.NO_DATA)
    row = page.ledger.office
    assert (row.stub.isVisible(), row.voucher.isVisible(), row.letter.isVisible()) == (False, True, True)
    asked = answer(monkeypatch, office, STATION)

    row.letter.click()
    wait(counter, qtbot, page, Phase.PRINT)
    assert asked == ["出具协查函"]
    assert page.issuing is not None and page.issuing.entry is not None
    assert page.issuing.entry.kind == "verification_request"

    page.office.make_voucher()
    qtbot.waitUntil(lambda: "pickup_voucher" in kinds(counter, page), timeout=10000)
    qtbot.waitUntil(counter.idle)
    assert clipped_labels(page) == []
    assert nameless(page) == []


def test_a_question_left_open_writes_nothing(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(counter, qtbot, accepted(counter), Phase.DECIDE)
    answer(monkeypatch, office, "")
    before = kinds(counter, page)
    page.ledger.office.letter.click()
    qtbot.waitUntil(counter.idle)
    assert kinds(counter, page) == before


def test_a_line_has_to_be_filled_in(qtbot: QtBot, counter: Counter) -> None:
    from PySide6.QtWidgets import QLineEdit

    page = counter.page("cases")
    question = Question(page, "向哪个派出所协查？", "", "出具协查函", False)
    qtbot.addWidget(question)
    line = QLineEdit(question)
    question.ask_for(line, "派出所全称")
    row = question.findChild(FormRow)
    assert row is not None
    question.open()
    question.act.click()
    assert question.isVisible() and row.message.text() == "这一项没有填写。请填写后再办理。失败代码 IN-202"
    line.setText(STATION)
    with qtbot.waitSignal(question.accepted, timeout=10000):
        question.act.click()


def test_a_case_is_not_accepted_and_the_notice_is_shown(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _person = start(counter, qtbot)
    asked = answer(monkeypatch, ending, "申请人没有委托书")
    page.side.papers.not_accept.click()
    qtbot.waitUntil(lambda: page.receipt.isVisible(), timeout=10000)
    detail = counter.desk.cases.detail(case_id_of(page))
    assert asked == ["出具告知书"]
    assert detail.case.status is Status.REJECTED
    assert detail.case.decision is not None and detail.case.decision.reason == "申请人没有委托书"
    assert [entry.kind for entry in detail.ledger] == ["not_accepted_notice"]
    qtbot.waitUntil(lambda: page.receipt.paper.preview.sheet.has_pages(), timeout=10000)


def test_the_register_of_the_day_opens_prints_and_waits(counter: Counter, qtbot: QtBot) -> None:
    accepted(counter)
    page = counter.page("cases")
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(counter.idle)
    page.register.click()
    qtbot.waitUntil(lambda: page.findChild(PaperDialog) is not None, timeout=10000)
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.paper.preview.sheet.has_pages(), timeout=10000)
    entry = dialog.paper.entry()
    assert entry is not None and entry.kind == "daily_register"
    dialog.paper.print_paper()
    qtbot.waitUntil(
        lambda: counter.desk.ledger.entry(entry.entry_id).state is LedgerState.SENT, timeout=10000
    )
    qtbot.waitUntil(counter.idle)
    dialog.shut.click()

    waiting = counter.page("certificate")
    assert isinstance(waiting, CertificatePage)
    qtbot.waitUntil(lambda: len(waiting.waiting.list.row_model.rows()) == 1, timeout=10000)
    waiting.waiting._open(entry.entry_id)
    qtbot.waitUntil(lambda: waiting.findChild(PaperDialog) is not None, timeout=10000)
    again = waiting.findChild(PaperDialog)
    assert again is not None
    qtbot.waitUntil(counter.idle)
    again.paper.confirm()
    qtbot.waitUntil(
        lambda: counter.desk.ledger.entry(entry.entry_id).state is LedgerState.CONFIRMED, timeout=10000
    )
    qtbot.waitUntil(counter.idle)
    again.shut.click()


def test_household_information_asks_for_its_reason_before_it_judges(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, "certificate.household_info")
    to_form(counter, page, qtbot)
    assert page.form.gate.isHidden()
    page.edits.fill_in({"reason": "none"})
    assert page.form.gate.isVisible() and page.form.gate.kind() == "bad"


def test_a_temporary_proof_is_refused_when_the_card_is_at_hand(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, "certificate.temp_identity")
    to_form(counter, page, qtbot)
    page.edits.fill_in({"card_state": "at_hand", "use": "train"})
    assert page.form.gate.isVisible() and page.form.gate.kind() == "bad"
    assert page.form.gate.refuse.isVisible()


@pytest.mark.parametrize("code", ["25", "26"])
def test_the_tile_opens_the_service(counter: Counter, qtbot: QtBot, code: str) -> None:
    page = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    tile = next(tile for tile in page.services.tiles() if tile.data().code == code)  # type: ignore[attr-defined]
    assert not tile.data().reason
    assert clipped_labels(page) == []
