"""Settling on the sync page: no default, the keyboard, the question before, what comes back. A real province."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hukou.case import Side
from provincial_service.store import tables as province_tables
from tests.fakes import PASSWORD
from tests.ui.desk_kit import Counter
from tests.ui.looks import clipped_labels, nameless
from tests.ui.test_certificate_page import accepted
from tests.ui.test_sync_page import figure, show
from window_client.config import Config
from window_client.desk import Desk, load_services, open_desk
from window_client.services.devices.printers import NoPrintService
from window_client.services.enrolment import enrol
from window_client.services.sign_in import SignIn
from window_client.ui.pages.sync import settling
from window_client.ui.pages.sync.page import SyncPage


@contextmanager
def other_window(counter: Counter) -> Iterator[Desk]:
    """Another window of the station, without a screen."""
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
        yield desk
    finally:
        session.lock("quit")
        desk.close()


@pytest.fixture
def other(counter: Counter) -> Iterator[Desk]:
    with other_window(counter) as desk:
        yield desk


def answer(monkeypatch: pytest.MonkeyPatch, yes: bool = True, text: str = "核对过") -> list[str]:
    """Questions are answered; what they said is kept."""
    asked: list[str] = []

    def confirmed(_page: Any, title: str, words: str, act: str, *, danger: bool = False) -> bool:
        asked.append(f"{title}|{words}|{act}")
        return yes

    def typed(_page: Any, title: str, words: str, act: str, label: str, value: str = "") -> str:
        asked.append(f"{title}|{words}|{act}")
        return text if yes else ""

    monkeypatch.setattr(settling, "ask", confirmed)
    monkeypatch.setattr(settling, "ask_text", typed)
    return asked


def synced(counter: Counter) -> UUID:
    """A case that the province has accepted."""
    case_id = accepted(counter)
    assert counter.desk.sync.run_once(force=True).error is None
    return case_id


def opposed(counter: Counter, other: Desk) -> UUID:
    """Both windows amended two values; this one's step is held."""
    case_id = synced(counter)
    assert other.sync.run_once(force=True).error is None
    other.cases.amend(case_id, {"purpose": "子女入学", "asking_unit": "青禾区第一小学"})
    assert other.sync.run_once(force=True).pushed.applied == 1
    counter.desk.cases.amend(
        case_id, {"purpose": "办理贷款", "asking_unit": "澜州市农村商业银行青禾支行望桥分理处"}
    )
    assert counter.desk.sync.run_once(force=True).pushed.conflicts == 1
    return case_id


def shown(counter: Counter, qtbot: QtBot) -> SyncPage:
    page = show(counter, qtbot)
    qtbot.waitUntil(page.side.conflict.isVisible)
    return page


def purpose(counter: Counter, case_id: UUID) -> str:
    return str(counter.desk.cases.detail(case_id).case.fields["purpose"])


def test_there_is_no_default_and_the_keyboard_is_enough(
    counter: Counter, other: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    case_id = opposed(counter, other)
    page = shown(counter, qtbot)
    view = page.side.conflict
    assert view.chosen() == {} and view.left.text() == "还剩 2 项未选"
    assert [value for _label, value in view.saved_texts()] == ["待选择", "待选择"]
    page.queue.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    focus = QApplication.focusWidget()
    assert focus is view.choices[0].cards[Side.MINE]
    QTest.keyClick(focus, Qt.Key.Key_Space)
    QTest.keyClick(focus, Qt.Key.Key_Tab)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [] and view.left.text() == "还剩 1 项未选"
    focus = QApplication.focusWidget()
    assert focus is view.choices[1].cards[Side.MINE]
    QTest.keyClick(focus, Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    chosen = {choice.line.label: choice.value() for choice in view.choices}
    assert set(chosen.values()) == {Side.MINE, Side.THEIRS}
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (words,) = asked
    assert "用途：" in words and "要求提供证明的单位：" in words and "审计" in words
    qtbot.waitUntil(lambda: figure(page, "conflict") == "0" and figure(page, "queued") == "1")
    qtbot.waitUntil(lambda: not view.isVisible())
    page.send_now()
    qtbot.waitUntil(lambda: figure(page, "accepted") == "1")
    other.sync.run_once(force=True)
    assert other.cases.detail(case_id).case == counter.desk.cases.detail(case_id).case


def test_a_question_answered_with_no_changes_nothing(
    counter: Counter, other: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=False)
    case_id = opposed(counter, other)
    page = shown(counter, qtbot)
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert set(page.side.conflict.chosen().values()) == {Side.MINE}
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert set(page.side.conflict.chosen().values()) == {Side.THEIRS}
    page.side.conflict.merge.click()
    qtbot.waitUntil(counter.idle)
    assert len(asked) == 1 and purpose(counter, case_id) == "子女入学"
    assert figure(page, "conflict") == "1"


def test_a_cycle_in_between_keeps_what_was_chosen(counter: Counter, other: Desk, qtbot: QtBot) -> None:
    opposed(counter, other)
    page = shown(counter, qtbot)
    view = page.side.conflict
    view.choices[0].choose(Side.MINE)
    card = view.choices[0].cards[Side.MINE]
    page.refresh()
    qtbot.waitUntil(counter.idle)
    assert view.choices[0].cards[Side.MINE] is card and len(view.chosen()) == 1


def test_what_moved_meanwhile_is_shown_anew_and_nothing_saved(
    counter: Counter, other: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    case_id = opposed(counter, other)
    page = shown(counter, qtbot)
    page.side.conflict.choose_all(Side.MINE)
    other.cases.amend(case_id, {"purpose": "出国"})
    other.sync.run_once(force=True)
    counter.desk.sync.run_once(force=True)
    page.side.conflict.merge.click()
    qtbot.waitUntil(page.failure.isVisible)
    assert "IN-303" in " ".join(page.failure.words())
    qtbot.waitUntil(lambda: page.side.conflict.chosen() == {})
    assert purpose(counter, case_id) == "出国"


def refuse(counter: Counter, name: str) -> None:
    """The province knows the officer under another name: what is sent is refused (PV-305)."""
    table = province_tables.staff
    with counter.province.province.store.write() as connection:
        connection.execute(table.update().where(table.c.staff_no == "039217").values(name=name))


def test_a_refused_acceptance_opens_as_a_copy_in_the_case_page(counter: Counter, qtbot: QtBot) -> None:
    refuse(counter, "王蓝")
    old = accepted(counter, look_up=False)
    counter.desk.sync.run_once(force=True)
    page = show(counter, qtbot)
    qtbot.waitUntil(page.side.returned.isVisible)
    assert "PV-305" in page.side.returned.told.text()
    page.side.returned.copy.click()
    qtbot.waitUntil(lambda: counter.window.current_page() == "case")
    case = counter.window.page("case")
    qtbot.waitUntil(lambda: case.intake is not None)
    qtbot.waitUntil(counter.idle)
    assert case.intake.draft.case_id != old
    assert counter.desk.cases.load_draft(case.intake.draft.case_id).fields["purpose"]


def test_a_refused_step_is_left_after_a_question(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    case_id = synced(counter)
    refuse(counter, "王蓝")
    counter.desk.cases.submit_for_review(case_id)
    counter.desk.sync.run_once(force=True)
    page = show(counter, qtbot)
    qtbot.waitUntil(page.side.returned.isVisible)
    page.side.returned.leave.click()
    qtbot.waitUntil(lambda: figure(page, "returned") == "0")
    assert "提交审核" in asked[0]


@pytest.mark.parametrize("act", ["distinct", "withdraw"])
def test_a_pair_is_shown_and_a_person_says_what_it_is(
    counter: Counter, other: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    answer(monkeypatch)
    case_id = synced(counter)
    mine = counter.desk.cases.detail(case_id).case
    other.cases.open_case(mine.service, mine.subject)
    other.sync.run_once(force=True)
    counter.desk.sync.run_once(force=True)
    page = show(counter, qtbot)
    assert {line.state.text for line in page.queue.queue.lines()} == {"疑似重复"}
    page.queue.select(case_id)
    qtbot.waitUntil(lambda: page.side.duplicate.isVisible() and page.side.row.case_id == case_id)
    assert mine.subject.name in page.side.duplicate.other.value.text()
    getattr(page.side.duplicate, act).click()
    qtbot.waitUntil(lambda: "疑似重复" not in {line.state.text for line in page.queue.queue.lines()})


def test_progress_of_a_case_is_drawn_and_said(counter: Counter, qtbot: QtBot) -> None:
    case_id = synced(counter)
    counter.desk.cases.add_note(case_id, "电话核实")
    page = show(counter, qtbot)
    (line,) = page.queue.queue.lines()
    assert line.progress == (2, 3) and "省厅已有 2 步，共 3 步" in line.sentence()
    counter.window.grab()


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_the_conflict_is_neither_clipped_nor_nameless(
    counter: Counter, other: Desk, qtbot: QtBot, size: tuple[int, int]
) -> None:
    counter.window.resize(*size)
    opposed(counter, other)
    page = shown(counter, qtbot)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
