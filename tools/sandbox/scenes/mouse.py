"""By mouse alone, letters only where text is wanted: a refusal online, then the link goes, then the power."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from hukou.case import Status
from tools.sandbox.driver import TourError
from tools.sandbox.hands import FINGERS_MS
from tools.sandbox.scenes import checks
from tools.sandbox.scenes.stage import Stage, tell
from window_client.ui.models.issuing import Phase
from window_client.ui.widgets.choice_card import ChoiceCard
from window_client.ui.widgets.nav_rail import NavRail
from window_client.ui.widgets.tile import Tile

PURPOSE = "单位核对职工信息"


def play_mouse(stage: Stage) -> None:
    driver = stage.driver
    stage.step("sign in by mouse", lambda: sign_in(stage))
    checks.check_header(stage, checks.ONLINE)
    refused = _refuse(stage)
    stage.step("read the card by mouse", lambda: _read_card(stage, "name-corrected"))
    stage.step("choose the tile by mouse", lambda: _choose_tile(stage, "21"))
    stage.step("look up the register by mouse", lambda: _look_up(stage))
    case_id = stage.page("case").intake.case.case_id
    tell(event="looked_up")
    stage.wait_for_word("province_is_off")
    stage.step("fill in by mouse, offline", lambda: _fill_in(stage))
    stage.step("accept by mouse, offline", lambda: _accept(stage))
    checks.check_receipt(stage, checks.QUEUED)
    checks.check_header(stage, checks.OFFLINE)
    driver.shot("offline-receipt")
    stage.step("decide and issue by mouse, offline", lambda: _issue(stage))
    driver.shot("offline-issued")
    stage.step("print or save, offline", lambda: _print_or_save(stage, "certificate-offline.pdf"))
    number = stage.number_shown()
    checks.check_paper_to_confirm(stage, number, saved=not stage.has_printer())
    driver.shot("offline-confirm")
    tell(
        event="issued",
        case_id=str(case_id),
        mouse_refused_case_id=str(refused),
        number=number,
        **stage.figures(),
    )
    stage.wait_for_word("never")


def sign_in(stage: Stage) -> None:
    stage.on_cover()
    stage.mouse.click("王岚")
    stage.mouse.type(stage.password, FINGERS_MS)
    stage.at_counter(lambda: stage.mouse.click("登录"))


def press_act(stage: Stage, dialog: QDialog, act: str) -> None:
    stage.mouse.click(act)


def rail_item(stage: Stage, words: str) -> Any:
    """An item of the rail: its name may go on with how much waits there."""
    rail = stage.window.findChild(NavRail)
    return stage.driver.until(
        f"{words} in the rail",
        lambda: next(
            (w for w in rail.children() if getattr(w, "text", str)() == words and w.isVisible()), None
        ),
    )


def _read_card(stage: Stage, key: str) -> None:
    number = stage.lay_card(key)
    stage.mouse.click(stage.page("counter").panel.read)
    stage.identified(number)


def _choose_tile(stage: Stage, code: str) -> None:
    stage.mouse.click(_tile(stage, code))
    stage.draft_opened()


def _tile(stage: Stage, code: str) -> Tile:
    tiles: list[Tile] = stage.page("counter").findChildren(Tile)
    return next(tile for tile in tiles if tile.isVisible() and tile.data().code == code)


def _look_up(stage: Stage) -> None:
    stage.mouse.click("下一步：办理信息")
    stage.looked_up()


def _refuse(stage: Stage) -> UUID:
    """The list is opened and wheeled, the reason pressed, the notice asked for and confirmed."""
    stage.step("read a card by mouse", lambda: _read_card(stage, "compound-surname"))
    stage.step("choose 其他户籍事项 by mouse", lambda: _choose_tile(stage, "24"))
    stage.step("look up by mouse", lambda: _look_up(stage))

    def ask_for_a_birth_date() -> None:
        box = stage.driver.until("the list of matters", lambda: stage.driver.field("申请证明的事项"))
        assert isinstance(box, QComboBox)
        stage.mouse.choose(box, "出生日期")
        stage.mouse.click(_choice(stage, "没有以上情形"))
        checks.check(stage, "the gate refuses, by mouse", "按规定不予出具", "出具不予出具证明告知书")

    stage.step("the gate refuses, by mouse", ask_for_a_birth_date)

    def notice() -> None:
        stage.driver.when_asked(lambda dialog: press_act(stage, dialog, "出具不予出具证明告知书"))
        stage.mouse.click(stage.page("case").form.gate.refuse)
        stage.ended(Status.REJECTED)

    stage.step("the notice of refusal, by mouse", notice)
    case_id = stage.case_shown()
    stage.step("the province has this refusal", lambda: stage.accepted(case_id, Status.REJECTED))
    checks.check_refused(stage, Status.REJECTED)
    stage.mouse.click("下一位")
    stage.on_page("counter")
    return case_id


def _fill_in(stage: Stage) -> None:
    """The change is picked from what the register says."""
    stage.mouse.click(_choice(stage, "姓名更正"))
    stage.mouse.click(_choice(stage, "户口簿未载明"))
    purpose = stage.driver.field("用途")
    if purpose is None:
        raise TourError(f"no field 用途\n{stage.driver.words()}")
    stage.mouse.click(purpose)
    stage.mouse.type(PURPOSE)


def _choice(stage: Stage, label: str) -> ChoiceCard:
    """The visible card of a choice."""

    def find() -> ChoiceCard | None:
        cards: list[ChoiceCard] = stage.page("case").findChildren(ChoiceCard)
        return next((card for card in cards if card.isVisible() and card.text().startswith(label)), None)

    found = stage.driver.until(f"the choice {label}", find)
    assert isinstance(found, ChoiceCard)
    return found


def _accept(stage: Stage) -> None:
    mouse, driver = stage.mouse, stage.driver
    mouse.click("下一步：材料")
    stage.papers_shown()
    while (button := driver.button("已核原件")) is not None:
        name = button.accessibleName()
        mouse.click(button)
        driver.until_gone(name)
    mouse.click("下一步：核对")
    stage.check_shown()
    mouse.click(stage.page("case").bar.next)
    stage.ended(Status.ACCEPTED)


def _issue(stage: Stage) -> None:
    mouse, page = stage.mouse, stage.page("certificate")
    mouse.click("去审批、出证")
    stage.on_page("certificate")
    stage.phase(Phase.DECIDE)
    mouse.click(page.decide.reason)
    mouse.type("资格核查通过")
    stage.driver.when_asked(lambda dialog: press_act(stage, dialog, "批准出具"))
    mouse.click(page.decide.approve)
    stage.phase(Phase.ISSUE)
    mouse.click("取号并出具")
    stage.driver.until("the password once more", page.step_up.isVisible)
    mouse.type(stage.password)
    mouse.click(page.step_up.confirm)
    stage.phase(Phase.PRINT)


def _print_or_save(stage: Stage, name: str) -> None:
    if stage.has_printer():
        stage.mouse.click(stage.page("certificate").printing.print)
        stage.phase(Phase.CONFIRM)
    stage.driver.when_asked(lambda dialog: _save_as(stage, dialog, name))
    stage.mouse.click(stage.page("certificate").printing.save)
    stage.driver.until(f"{name} is written", (stage.out / name).exists)
    stage.phase(Phase.CONFIRM)


def _save_as(stage: Stage, dialog: QDialog, name: str) -> None:
    """Three quick presses choose the name that is offered; the new one is typed over it."""
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    stage.mouse.click(edit, times=3)
    stage.mouse.type(str(stage.out / name))
    stage.mouse.click("保存")
    stage.driver.until("the save dialog to close", lambda: not dialog.isVisible())
