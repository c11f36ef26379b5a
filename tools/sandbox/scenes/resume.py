"""After the kill, by mouse: the paper that nobody has looked at waits, is confirmed, and everything arrives."""

from __future__ import annotations

from uuid import UUID

from hukou.case import Status
from tools.sandbox.scenes import checks
from tools.sandbox.scenes.mouse import rail_item, sign_in
from tools.sandbox.scenes.stage import Stage, tell
from window_client.ui.models.issuing import Phase


def play_resume(stage: Stage) -> None:
    driver = stage.driver
    stage.step("sign in offline after the kill", lambda: sign_in(stage))
    checks.check_header(stage, checks.OFFLINE)
    checks.check_strip(stage)
    driver.shot("after-kill-counter")
    number = stage.expected("number")
    stage.step("find the paper after the kill", lambda: _find_paper(stage, number))
    driver.shot("after-kill-unconfirmed")
    stage.step("open it", lambda: _open_paper(stage, number))
    case_id: UUID = stage.page("certificate").issuing.detail.case.case_id
    checks.check_paper_to_confirm(stage, number, saved=not stage.has_printer())
    stage.step("confirm the paper after the kill", lambda: _confirm(stage, number))
    checks.check_completed(stage, checks.QUEUED)
    stage.mouse.click(rail_item(stage, "同步"))
    stage.on_page("sync")
    checks.check(stage, "the sync page offline", "离线", "受理不受影响", "待上传 1")
    driver.settle(300)
    driver.shot("offline-sync")
    tell(event="confirmed_offline", case_id=str(case_id))
    stage.wait_for_word("province_is_on")
    stage.step("reconnect, everything arrives", lambda: _reconnect(stage, case_id))
    checks.check_header(stage, checks.ONLINE)
    settled = ("待上传 0", "已送达待确认 0", "冲突 0", "退回 0", "省厅已受理本件")
    checks.check(stage, "the sync page after reconnecting", *settled)
    driver.shot("reconnected-sync")
    stage.close(case_id=str(case_id), case=stage.case_text(case_id))


def _find_paper(stage: Stage, number: str) -> None:
    stage.mouse.click(rail_item(stage, "出证"))
    stage.on_page("certificate")
    checks.check_waiting_to_confirm(stage, number)


def _open_paper(stage: Stage, number: str) -> None:
    """A double click on its row."""
    stage.mouse.click_row(stage.page("certificate").waiting.list, number, times=2)
    stage.phase(Phase.CONFIRM)


def _confirm(stage: Stage, number: str) -> None:
    mouse, page = stage.mouse, stage.page("certificate")
    mouse.click(page.check_panel.digits)
    mouse.type(number[-3:])
    mouse.click(page.check_panel.confirm)
    stage.phase(Phase.HAND_OVER)
    checks.check_confirmed(stage, number)
    mouse.click("已交付，办结")
    stage.phase(Phase.COMPLETED)


def _reconnect(stage: Stage, case_id: UUID) -> None:
    """立即发送, as a clerk does who sees that the line is back."""
    stage.mouse.click(stage.page("sync").send)
    stage.accepted(case_id, Status.COMPLETED)
