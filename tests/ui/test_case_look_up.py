"""Asking the register from the case page, when the province is slow, silent or out of order."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_kit import Counter
from tests.ui.test_case_page import fill_form, see_all, start, to_form
from window_client.services.sync.cycle import SyncReport
from window_client.ui.models.intake import IntakeStep
from window_client.ui.pages.case.page import CasePage

REGISTER = "/v1/register"


def cycle(counter: Counter, page: CasePage) -> None:
    """A cycle that goes well, as the window's timer runs it."""
    report = counter.desk.sync.run_once(force=True)
    assert report.error is None
    page.synced(report, counter.desk.sync.status())


def told(page: CasePage) -> str:
    return str(page.form.register.told.text())


def has_extract(page: CasePage) -> bool:
    return page.must_intake().extract is not None


@pytest.fixture
def brief(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence is given up soon, so that the test need not wait for it at its end."""
    config = replace(counter.desk.session.config, look_up_timeout=0.5)
    monkeypatch.setattr(counter.desk.session, "config", config)


def test_a_slow_province_is_said_and_the_clerk_goes_on(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up, may_answer = counter.desk.register.look_up, threading.Event()

    def slowly(*values: Any, **more: Any) -> Any:
        may_answer.wait(60)
        return look_up(*values, **more)

    monkeypatch.setattr(counter.desk.register, "look_up", slowly)
    page, _person = start(counter, qtbot)
    page.look_up.slow.setInterval(1)
    page.look_up.deadline.setInterval(60_000)
    page.go_on()
    card = page.form.register
    assert card.first.isHidden()
    qtbot.waitUntil(card.first.isVisible)
    assert "仍在查询" in card.busy.sentence.text()
    assert card.busy.cancel.isVisible()
    card.first.click()
    assert card.first.isHidden() and card.busy.isHidden()
    assert card.badge.text() == "正在查询"
    assert page.form.form is not None
    assert page.form.form.isAncestorOf(counter.window.focusWidget())
    may_answer.set()
    qtbot.waitUntil(lambda: has_extract(page))
    assert card.badge.text().startswith("数据截至")


@pytest.mark.usefixtures("brief")
def test_silence_ends_at_the_deadline_and_is_asked_again_when_the_link_works(
    counter: Counter, qtbot: QtBot
) -> None:
    counter.province.misbehave("silence", path=REGISTER)
    page, _person = start(counter, qtbot)
    page.look_up.deadline.setInterval(200)
    page.go_on()
    qtbot.waitUntil(lambda: "SY-105" in told(page))
    assert page.form.register.badge.text() == "没有答复"
    assert "自动再查一次" in told(page)
    assert page.form.register.busy.isHidden()
    counter.province.misbehave("none")
    page.look_up.deadline.setInterval(60_000)
    qtbot.waitUntil(counter.idle)
    cycle(counter, page)  # looks whether the answer came late
    qtbot.waitUntil(counter.idle)
    cycle(counter, page)
    qtbot.waitUntil(lambda: has_extract(page))
    assert page.form.register.badge.text().startswith("数据截至")


@pytest.mark.parametrize(("mode", "code"), [("error_500", "SY-102"), ("html", "SY-103")])
def test_a_fault_is_tried_once_more_by_itself_and_then_by_f5(
    counter: Counter, qtbot: QtBot, mode: str, code: str
) -> None:
    counter.province.misbehave(mode, path=REGISTER)
    page, _person = start(counter, qtbot)
    page.go_on()
    qtbot.waitUntil(lambda: code in told(page))
    assert "自动再查一次" in told(page)
    assert "稍后自动重试" not in told(page)
    cycle(counter, page)
    qtbot.waitUntil(lambda: "自动再查一次" not in told(page) and code in told(page))
    assert "按 F5 重试" in told(page)
    asked = page.form.register.badge.text()
    cycle(counter, page)
    assert page.form.register.badge.text() == asked == "没有答复"
    counter.province.misbehave("none")
    page.look_up.ask()
    qtbot.waitUntil(lambda: has_extract(page))


def test_a_cycle_that_failed_asks_nothing(counter: Counter, qtbot: QtBot) -> None:
    counter.province.misbehave("error_500", path=REGISTER)
    page, _person = start(counter, qtbot)
    page.go_on()
    qtbot.waitUntil(lambda: "SY-102" in told(page))
    counter.province.misbehave("error_500")
    report = counter.desk.sync.run_once(force=True)
    assert report.error is not None
    page.synced(report, counter.desk.sync.status())
    assert page.form.register.badge.text() == "没有答复"


def test_an_answer_that_came_after_the_wait_is_shown(counter: Counter, qtbot: QtBot) -> None:
    page, person = start(counter, qtbot)
    page.go_on()
    page.look_up.stop()  # the question is on its way or answered; nobody here hears of it
    qtbot.waitUntil(counter.idle)
    assert not has_extract(page)
    counter.desk.register.look_up(page.must_intake().case.case_id, "查询", citizen_no=person.citizen_no)
    cycle(counter, page)
    qtbot.waitUntil(lambda: has_extract(page))
    assert page.form.register.badge.text().startswith("数据截至")


def test_a_refused_question_is_not_repeated(counter: Counter, qtbot: QtBot, monkeypatch: Any) -> None:
    from window_client.errors import RemoteRefusedError

    def refuse(*_values: Any, **_more: Any) -> None:
        raise RemoteRefusedError("不在本所办理范围。", remedy="请核对后重新提交。")

    page, _person = start(counter, qtbot)
    with monkeypatch.context() as broken:
        broken.setattr(counter.desk.register, "look_up", refuse)
        page.go_on()
        qtbot.waitUntil(lambda: "SY-422" in told(page))
    assert "请核对后重新提交" in told(page) and "自动" not in told(page)
    cycle(counter, page)
    assert page.form.register.badge.text() == "没有答复"


def test_an_answer_after_the_acceptance_changes_nothing(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    see_all(page)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(lambda: page.is_shown(IntakeStep.RECEIPT))
    before = page.must_intake().draft
    page.look_up._on_answer(_answer_of(counter, page))
    page.synced(SyncReport(), counter.desk.sync.status())
    assert page.must_intake().draft == before
    assert page.keeper.is_clean()


def _answer_of(counter: Counter, page: CasePage) -> Any:
    from hukou.wire import RegisterAnswer

    return RegisterAnswer(extract=page.must_intake().extract, candidates=())
