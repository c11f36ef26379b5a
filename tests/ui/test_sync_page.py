"""The sync page: counters, banner, queue, both versions of a conflict. A real store and a real province."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hukou.case import Subject
from hukou.household import EventKind
from tests.fakes import PASSWORD
from tests.ui.desk_kit import Counter
from tests.ui.desk_scenes import person_with
from tests.ui.looks import clipped_labels, nameless
from tests.ui.test_certificate_page import accepted
from window_client.config import Config
from window_client.desk import load_services, open_desk
from window_client.services.devices.printers import NoPrintService
from window_client.services.enrolment import enrol
from window_client.services.sign_in import SignIn
from window_client.ui.pages.sync.page import SyncPage


def draft(counter: Counter) -> UUID:
    person, _household = person_with(counter, EventKind.CHANGE)
    subject = Subject(name=person.name, citizen_no=person.citizen_no, birth_date=person.birth_date)
    return counter.desk.cases.open_case("certificate.change", subject)


def show(counter: Counter, qtbot: QtBot) -> SyncPage:
    page = counter.page("sync")
    assert isinstance(page, SyncPage)
    qtbot.waitUntil(lambda: page.status is not None)
    qtbot.waitUntil(counter.idle)
    return page


def figure(page: SyncPage, state: str) -> str:
    return page.cards[state]._figure


def test_an_empty_queue_says_so(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot)
    assert page.empty.isVisible()
    assert page.banner.fact.text() == "还没有与省厅连通过"


def test_counters_filter_the_queue(counter: Counter, qtbot: QtBot) -> None:
    accepted(counter)
    draft(counter)
    page = show(counter, qtbot)
    assert (figure(page, "local_only"), figure(page, "accepted")) == ("1", "1")
    page.cards["local_only"].click()
    assert [line.state.text for line in page.queue.queue.lines()] == ["仅本机"]
    page.cards["local_only"].click()
    assert len(page.queue.queue.lines()) == 2


def test_f5_sends_what_waits(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    counter.desk.cases.add_note(case_id, "电话核实")
    page = show(counter, qtbot)
    assert figure(page, "queued") == "1"
    QTest.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: figure(page, "accepted") == "1")
    assert not page.banner.isVisible()


def test_offline_only_facts_stand_in_the_banner(counter: Counter, qtbot: QtBot) -> None:
    case_id = accepted(counter)
    counter.go_offline()
    counter.clock.advance(hours=27)
    counter.desk.cases.add_note(case_id, "电话核实")
    page = show(counter, qtbot)
    page.send_now()
    qtbot.waitUntil(lambda: "已离线 1 天 3 小时" in page.banner.fact.text(), timeout=15000)
    assert "SY-101" in page.banner.effect.text()
    assert "离线凭据还可用 1 天 21 小时" in page.banner.effect.text()
    assert not page.failure.isVisible()
    line = page.queue.queue.lines()[0]
    assert line.state.text == "待上传"
    assert page.contact.property("tone") == "warn"


def test_a_province_that_answers_html_is_told_with_its_code(counter: Counter, qtbot: QtBot) -> None:
    accepted(counter)
    counter.province.misbehave("html")
    page = show(counter, qtbot)
    page.send_now()
    qtbot.waitUntil(lambda: "SY-103" in page.banner.effect.text(), timeout=15000)


def test_a_conflict_shows_both_versions(counter: Counter, qtbot: QtBot, tmp_path: object) -> None:
    case_id = accepted(counter)
    elsewhere(counter, case_id)
    counter.desk.cases.approve(case_id, "符合出具条件")
    page = show(counter, qtbot)
    page.send_now()
    qtbot.waitUntil(lambda: figure(page, "conflict") == "1", timeout=15000)
    line = page.queue.queue.lines()[0]
    assert line.state.text == "冲突"
    assert line.is_tall
    page.queue.select(case_id)
    view = page.side.conflict
    qtbot.waitUntil(view.isVisible)

    def texts() -> str:
        return "\n".join(label.text() for label in view.findChildren(type(view.told)) if label.isVisible())

    qtbot.waitUntil(lambda: all(word in texts() for word in ("符合出具条件", "另一窗口已不予办理", "王岚")))


def elsewhere(counter: Counter, case_id: UUID) -> None:
    """Another window of the station rejects the case meanwhile."""
    first = counter.context.config
    folder = first.data_dir.parent / "second"
    config = Config(
        data_dir=folder / "data",
        secret_dir=folder / "secret",
        log_dir=folder / "log",
        province_url=first.province_url,
        read_timeout=5.0,
    )
    enrol(config, counter.province.activation_code(), counter.clock)
    session = SignIn(config, counter.clock, memory_kib=64, passes=1).sign_in("039217", PASSWORD)
    desk = open_desk(session, counter.clock, load_services(config), NoPrintService())
    try:
        desk.sync.run_once(force=True)
        desk.cases.reject(case_id, "另一窗口已不予办理")
        report = desk.sync.run_once(force=True)
        assert report.error is None and report.pushed.applied == 1
    finally:
        session.lock("quit")
        desk.close()


def test_a_row_opens_its_case(counter: Counter, qtbot: QtBot) -> None:
    draft(counter)
    page = show(counter, qtbot)
    page.queue.setFocus()
    QTest.keyClick(page.queue, Qt.Key.Key_Return)
    assert counter.window.current_page() == "cases"


def test_rows_are_whole_sentences_for_a_screen_reader(counter: Counter, qtbot: QtBot) -> None:
    draft(counter)
    page = show(counter, qtbot)
    sentence = page.queue.queue.data(page.queue.queue.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(sentence, str) and "状态：仅本机" in sentence


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_nothing_is_clipped_or_nameless(counter: Counter, qtbot: QtBot, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    accepted(counter)
    page = show(counter, qtbot)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
