"""The register changed after the decision: the page says so, shows what changed, and the officer decides again."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from hukou.household import EventKind
from tests.fakes import PASSWORD
from tests.people import change_register
from tests.ui.desk_kit import Counter
from tests.ui.desk_scenes import person_with
from tests.ui.looks import clipped_labels, nameless
from tests.ui.test_certificate_page import accepted, answers, show, wait
from window_client.ui.models.issuing import Phase
from window_client.ui.pages.certificate.page import CertificatePage

__all__ = ["answers"]

NEW_ADDRESS = "临江省澜州市青禾区望桥街道新门牌 8 号"


def move_on(counter: Counter, case_id: UUID, address: str = NEW_ADDRESS) -> None:
    """The register is changed, and its new word comes to this window."""
    person, _household = person_with(counter, EventKind.MOVE_OUT)
    change_register(counter.province.province, person, address)
    counter.desk.register.look_up(case_id, "办理注销户口证明", citizen_no=person.citizen_no)


@pytest.fixture
def approved(counter: Counter) -> UUID:
    """Approved, stepped up, nothing issued."""
    case_id = accepted(counter)
    counter.desk.cases.approve(case_id, "符合出具条件")
    counter.context.session.step_up(PASSWORD)
    return case_id


def test_a_changed_record_is_shown_and_decided_again(
    counter: Counter, qtbot: QtBot, approved: UUID, answers: list[str]
) -> None:
    move_on(counter, approved)
    page = show(counter, qtbot, approved, Phase.DECIDE_AGAIN)

    assert page.decide.isVisible() and not page.issue.isVisible()
    assert page.decide.badge.text() == "待重新审批"
    assert page.decide.approve.text() == "重新批准"
    changes = page.decide.changes
    assert "审批后有变动" in changes.head.title.text()
    assert "CT-203" in changes.told.text() and "重新核对后再审批" in changes.told.text()
    items = dict(changes.lines())
    assert items["住址"].endswith(f"→ {NEW_ADDRESS}")
    assert "门牌调整" in items["新增记载"]
    page.decide.set_reason("门牌调整，不影响证明事项")
    page.acts.primary()
    wait(counter, qtbot, page, Phase.ISSUE)
    assert answers == ["批准出具"]
    assert not changes.isVisible()
    page.acts.issue()
    wait(counter, qtbot, page, Phase.PRINT)


def test_a_record_that_changes_under_the_officer_stops_the_issue(
    counter: Counter, qtbot: QtBot, approved: UUID
) -> None:
    page = show(counter, qtbot, approved, Phase.ISSUE)
    move_on(counter, approved)
    page.acts.issue()
    wait(counter, qtbot, page, Phase.DECIDE_AGAIN)
    assert page.failure.isVisible()
    assert "CT-203" in page.failure.effect.text()
    assert page.decide.changes.lines()


def test_nobody_approves_what_the_screen_did_not_show(
    counter: Counter, qtbot: QtBot, answers: list[str]
) -> None:
    case_id = accepted(counter)
    page = show(counter, qtbot, case_id, Phase.DECIDE)
    page.decide.set_reason("核对无误")
    move_on(counter, case_id)
    page.decide.try_approve()
    qtbot.waitUntil(page.failure.isVisible)
    qtbot.waitUntil(counter.idle)
    assert "CT-203" in page.failure.effect.text()
    assert page.decide.reason.toPlainText() == "核对无误", "nothing typed is lost"
    page.decide.try_approve()
    wait(counter, qtbot, page, Phase.ISSUE)


def test_the_officer_may_refuse_after_the_change(
    counter: Counter, qtbot: QtBot, approved: UUID, answers: list[str]
) -> None:
    move_on(counter, approved)
    page = show(counter, qtbot, approved, Phase.DECIDE_AGAIN)
    page.decide.set_reason("变动后不符合条件")
    page.decide.try_reject()
    wait(counter, qtbot, page, Phase.REFUSED)


def test_the_register_is_asked_again_before_the_issue(counter: Counter, qtbot: QtBot, approved: UUID) -> None:
    page = show(counter, qtbot, approved, Phase.ISSUE)
    page.data.look_up.click()
    qtbot.waitUntil(counter.idle)
    wait(counter, qtbot, page, Phase.ISSUE)
    person, _household = person_with(counter, EventKind.MOVE_OUT)
    change_register(counter.province.province, person, NEW_ADDRESS)
    page.data.look_up.click()
    wait(counter, qtbot, page, Phase.DECIDE_AGAIN)
    counter.go_offline()
    page.data.look_up.click()
    qtbot.waitUntil(page.failure.isVisible)
    assert "SY-101" in page.failure.effect.text()


def test_it_waits_for_a_decision_in_the_lists(counter: Counter, qtbot: QtBot, approved: UUID) -> None:
    move_on(counter, approved)
    page = counter.page("certificate")
    assert isinstance(page, CertificatePage)
    qtbot.waitUntil(lambda: bool(page.waiting.list.row_model.rows()))
    assert page.waiting.tabs.current() == "decide"
    assert page.waiting.list.row_model.rows()[0].badge == "待重新审批"
    cases = counter.page("cases", view="all")
    qtbot.waitUntil(lambda: bool(cases.list.row_model.rows()))
    assert cases.list.row_model.rows()[0].badge == "待重新审批"
    qtbot.waitUntil(lambda: cases.side.detail is not None)
    assert cases.side.status.text() == "待重新审批"


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_the_changes_are_whole(counter: Counter, qtbot: QtBot, approved: UUID, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    move_on(counter, approved, "临江省澜州市青禾区望桥街道" + "很长的路名" * 12 + "8 号")
    page = show(counter, qtbot, approved, Phase.DECIDE_AGAIN)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
