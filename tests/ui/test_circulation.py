"""Circulating a case on the screen: chosen, told where it lies, decided by the other station, recalled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hukou.staff import StaffMember
from tests.fakes import CLERK, OFFICER, OTHER_OFFICER, OTHER_STATION, SUPERVISOR, FakeClock, LiveProvince
from tests.ui.desk_kit import Counter, open_counter, seeded_province
from tests.ui.looks import clipped_labels, nameless
from tests.ui.test_certificate_page import accepted, show, wait
from window_client.ui.models.issuing import Phase
from window_client.ui.pages.certificate import circulating
from window_client.ui.pages.certificate.circulate_dialog import CirculateDialog
from window_client.ui.pages.certificate.circulation_card import may_circulate
from window_client.ui.pages.certificate.page import CertificatePage

Opener = Callable[[StaffMember], Counter]
PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"
PLACE = "澜州市公安局青禾分局槐里派出所"


@pytest.fixture
def open_window(qapp: QApplication, tmp_path: Path, register_template: Path) -> Iterator[Opener]:
    clock = FakeClock()
    with ExitStack() as stack:
        province: LiveProvince = stack.enter_context(
            seeded_province(register_template, tmp_path / "province", clock)
        )

        def open_one(member: StaffMember) -> Counter:
            folder = tmp_path / f"window-{member.staff_no}"
            window = stack.enter_context(open_counter(qapp, folder, province, clock, member))
            window.window.resize(1440, 900)
            window.window.set_cover(None)
            window.window.show()
            return window

        yield open_one


def picture(widget: QWidget, name: str) -> None:
    """Left in `build/pictures`, to be looked at beside the design's."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    QApplication.processEvents()
    path = PICTURES / f"circulation-{name}.png"
    assert widget.grab().save(str(path))
    assert path.stat().st_size > 10_000


def in_sync(*windows: Counter) -> None:
    for window in windows:
        report = window.desk.sync.run_once(force=True)
        assert report.error is None, report.error


def activate(window: Counter, qtbot: QtBot) -> None:
    """The window that has the keys."""
    window.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.window)


def dialog_of(window: Counter, page: CertificatePage, qtbot: QtBot) -> CirculateDialog:
    activate(window, qtbot)
    QTest.keyClick(page, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: page.circulating.dialog is not None)
    dialog = page.circulating.dialog
    assert dialog is not None
    return dialog


def circulated(window: Counter, qtbot: QtBot, case_id: UUID) -> CertificatePage:
    """Sent to the other station by keys alone."""
    page = show(window, qtbot, case_id, Phase.DECIDE)
    dialog = dialog_of(window, page, qtbot)
    QTest.keyClicks(dialog.search, OTHER_STATION[:8])
    assert dialog.station() == OTHER_STATION
    dialog.reasons.cards()[0].click()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(window, qtbot, page, Phase.CIRCULATED)
    # The dialog gives the keys back to its window.
    activate(window, qtbot)
    return page


def answer(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    def typed(_page: Any, title: str, text: str, act: str, label: str, value: str = "") -> str:
        return reason

    monkeypatch.setattr(circulating, "ask_text", typed)


def test_the_dialog_wants_a_station_and_a_reason(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window(OFFICER)
    page = show(window, qtbot, accepted(window), Phase.DECIDE)
    assert page.circulating.offer.isVisible() and not page.circulating.card.isVisible()
    dialog = dialog_of(window, page, qtbot)
    assert "2026年11月28日" in dialog._limit("certificate.cancellation", window.clock.today())
    assert OTHER_STATION in {row.key for row in dialog.list.row_model.rows()}
    assert OFFICER.station not in {row.key for row in dialog.list.row_model.rows()}
    dialog.try_circulate()
    assert dialog.row.has_error() and not dialog.result()
    dialog.search.setText("没有这个所")
    assert dialog.list.row_model.rows() == []
    dialog.search.setText("槐里")
    assert dialog.station() == OTHER_STATION and not dialog.row.has_error()
    dialog.try_circulate()
    assert dialog.own_row.has_error()
    assert clipped_labels(dialog) == [] and nameless(dialog) == []
    picture(dialog, "dialog")
    dialog.own.setText("本人要求由户籍地审批")
    assert dialog.reason() == "本人要求由户籍地审批"
    dialog.reject()
    qtbot.waitUntil(lambda: page.circulating.dialog is None)
    assert page.issuing is not None and page.issuing.detail.case.circulation is None


def test_the_list_of_stations_is_there_offline(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window(OFFICER)
    case_id = accepted(window)
    window.go_offline()
    page = circulated(window, qtbot, case_id)
    assert page.issuing is not None
    assert page.issuing.detail.circulation is not None
    assert page.issuing.detail.circulation.station_name == PLACE
    assert page.issuing.detail.sync.value == "queued"


def test_a_window_that_never_synced_says_so(open_window: Opener, qtbot: QtBot) -> None:
    dialog = CirculateDialog((), "certificate.cancellation", FakeClock().today())
    qtbot.addWidget(dialog)
    dialog.try_circulate()
    assert "连接省厅" in dialog.row.message.text() and dialog.row.has_error()


def test_a_case_circulated_out_says_where_and_is_not_decided_here(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window(OFFICER)
    page = circulated(window, qtbot, accepted(window))
    card = page.circulating.card
    assert card.isVisible() and not page.decide.isVisible() and not page.circulating.offer.isVisible()
    assert card.head.title.text() == f"办件在{PLACE}"
    assert "王岚" in card.since.value.text()
    assert card.due.value.text() == "2026年11月28日　剩 5 天"
    assert "第八十四条" in card.source.text()
    assert ("F8", "收回流转") in page.key_hints()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.failure.isHidden()
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    picture(window.window, "out")
    window.clock.advance(days=7)
    page.refresh()
    qtbot.waitUntil(lambda: card.due.value.text() == "2026年11月28日　超期 2 天")


def test_the_register_place_decides_and_the_acceptance_place_issues(
    open_window: Opener, qtbot: QtBot
) -> None:
    here, there = open_window(OFFICER), open_window(OTHER_OFFICER)
    case_id = accepted(here)
    page = circulated(here, qtbot, case_id)
    in_sync(here, there)
    other = show(there, qtbot, case_id, Phase.NO_DATA)
    assert "流转至本所" in other.circulating.card.head.title.text()
    assert not other.circulating.card.recall.isVisible() and not other.circulating.offer.isVisible()
    person = there.desk.cases.detail(case_id).case.subject.citizen_no
    there.desk.register.look_up(case_id, "办理注销户口证明", citizen_no=person)
    other.refresh()
    wait(there, qtbot, other, Phase.DECIDE)
    picture(there.window, "in")
    there.desk.cases.approve(case_id, "经核对，符合出具条件")
    other.refresh()
    wait(there, qtbot, other, Phase.CIRCULATED)
    assert "由澜州市公安局青禾分局望桥派出所出具" in other.circulating.card.head.caption.text()
    in_sync(there, here)
    page.refresh()
    wait(here, qtbot, page, Phase.ISSUE)
    assert page.circulating.card.head.title.text() == f"{PLACE}已审批"
    assert page.issue.isVisible() and not page.circulating.card.recall.isVisible()


def test_recalling_brings_the_decision_back(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(OFFICER)
    page = circulated(window, qtbot, accepted(window))
    answer(monkeypatch, "")
    QTest.keyClick(page, Qt.Key.Key_F8)
    qtbot.waitUntil(window.idle)
    assert page.issuing is not None and page.issuing.phase is Phase.CIRCULATED
    answer(monkeypatch, "本人改由本所办理")
    QTest.keyClick(page, Qt.Key.Key_F8)
    wait(window, qtbot, page, Phase.DECIDE)
    assert page.decide.isVisible() and not page.circulating.card.isVisible()
    assert page.issuing.detail.case.circulation is None


def test_a_recall_that_comes_too_late_is_told(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(OFFICER)
    case_id = accepted(window)
    page = circulated(window, qtbot, case_id)
    window.desk.cases.recall(case_id, "已经收回")
    answer(monkeypatch, "本人改由本所办理")
    QTest.keyClick(page, Qt.Key.Key_F8)
    wait(window, qtbot, page, Phase.DECIDE)
    qtbot.waitUntil(page.failure.isVisible)


def test_the_list_of_cases_knows_what_is_circulated(open_window: Opener, qtbot: QtBot) -> None:
    here, there = open_window(OFFICER), open_window(OTHER_OFFICER)
    case_id = accepted(here)
    accepted(here)
    here.desk.cases.circulate(case_id, OTHER_STATION, "户籍登记在该所，请核验并审批")
    in_sync(here, there)
    for window, badge, words in (
        (here, "已流转至户籍地", f"流转至{PLACE}"),
        (there, "外所流转", "望桥派出所转来"),
    ):
        page = window.page("cases", view="circulated")
        qtbot.waitUntil(lambda page=page: len(page.list.row_model.rows()) == 1)
        (row,) = page.list.row_model.rows()
        assert (row.key, row.badge) == (case_id, badge)
        assert words in row.subtitle and row.note == "剩 5 天"
        qtbot.waitUntil(lambda page=page: page.side.case_id() == case_id)
        assert "剩 5 天" in page.side._facts["circulation"].value.text()
        assert window.desk.cases.counts().circulated == 1
        qtbot.waitUntil(lambda page=page: clipped_labels(page) == [])
        picture(window.window, f"list-{window.desk.session.staff.staff_no}")
    here.clock.advance(days=3)
    page.refresh()
    qtbot.waitUntil(lambda: page.list.row_model.rows()[0].chip == "warn")
    here.desk.cases.recall(case_id, "改由本所办理")
    page = here.page("cases", view="circulated")
    qtbot.waitUntil(lambda: page.list.row_model.rows() == [])


def test_what_waits_elsewhere_is_not_in_the_pile_of_this_station(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window(OFFICER)
    case_id, kept = accepted(window), accepted(window)
    window.desk.cases.circulate(case_id, OTHER_STATION, "户籍登记在该所，请核验并审批")
    page = window.page("certificate")
    qtbot.waitUntil(lambda: [row.key for row in page.waiting.list.row_model.rows()] == [kept])


def test_only_who_accepts_cases_gives_them_away(open_window: Opener, qtbot: QtBot) -> None:
    clerk = open_window(CLERK)
    page = show(clerk, qtbot, accepted(clerk), Phase.DECIDE)
    assert page.circulating.offer.isVisible() and page.issuing is not None
    detail = page.issuing.detail
    assert may_circulate(detail, CLERK) and not may_circulate(detail, SUPERVISOR)
    assert not may_circulate(detail, OTHER_OFFICER)
