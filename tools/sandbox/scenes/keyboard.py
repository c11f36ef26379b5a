"""By keys alone, online: Tab, arrows, Space, Enter and the keys that the status strip names."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from hukou.case import Status
from tools.sandbox.hands import ALT, CTRL, FINGERS_MS, focus_name
from tools.sandbox.report import CHANGE_COLOURS
from tools.sandbox.scenes import checks
from tools.sandbox.scenes.stage import Stage
from window_client.ui.models.issuing import Phase

PURPOSE = "办理银行账户更名"
Key = Qt.Key


def play_keyboard(stage: Stage) -> None:
    driver = stage.driver
    stage.step("sign in", lambda: _sign_in(stage))
    checks.check_header(stage, checks.ONLINE)
    checks.check_strip(stage)
    driver.shot("s2-counter-empty")
    stage.step("read the card", lambda: _read_card(stage, "name-changed"))
    driver.shot("s2-counter")
    stage.step("open 变更更正证明", lambda: _choose_service(stage, "21"))
    driver.shot("s3-applicant")
    stage.step("look up the register", lambda: _look_up(stage))
    stage.step("fill in the form", lambda: _fill_in(stage))
    driver.shot("s3-particulars")
    stage.step("materials", lambda: _see_materials(stage))
    driver.shot("s3-materials")
    stage.step("check and accept", lambda: _accept(stage))
    checks.check_receipt(stage, checks.ACCEPTED)
    driver.shot("s3-receipt")
    case_id = stage.case_shown()
    stage.step("decide", lambda: _approve(stage))
    driver.shot("s4-approved")
    stage.step("issue", lambda: _issue(stage))
    driver.shot("s4-print")
    stage.step("print or save", lambda: _print_or_save(stage, "certificate.pdf"))
    checks.check_paper_to_confirm(stage, stage.number_shown(), saved=not stage.has_printer())
    driver.shot("s4-confirm")
    stage.step("confirm and hand over", lambda: _confirm(stage))
    stage.step("the province has it", lambda: stage.accepted(case_id, Status.COMPLETED))
    checks.check_completed(stage, checks.ACCEPTED)
    driver.shot("s4-completed")
    refused = _refuse(stage)
    stage.step("look around", lambda: _look_around(stage))
    stage.step(CHANGE_COLOURS, lambda: _change_colours(stage))
    stage.close(case_id=str(case_id), refused_case_id=str(refused), case=stage.case_text(case_id))


def _sign_in(stage: Stage) -> None:
    stage.on_cover()
    stage.driver.shot("s1-sign-in")
    if not focus_name().startswith("警号或编号"):
        stage.keys.press(Key.Key_F6)
    stage.keys.type("039217")
    stage.keys.press(Key.Key_Return)
    stage.keys.type(stage.password, FINGERS_MS)
    stage.at_counter(lambda: stage.keys.press(Key.Key_Return))


def _read_card(stage: Stage, key: str) -> None:
    number = stage.lay_card(key)
    stage.keys.press(Key.Key_F2)
    stage.identified(number)


def _choose_service(stage: Stage, code: str) -> None:
    stage.keys.type(code)
    stage.keys.press(Key.Key_Return)
    stage.draft_opened()


def _look_up(stage: Stage) -> None:
    stage.keys.press(Key.Key_Return, CTRL)
    stage.looked_up()


def _fill_in(stage: Stage) -> None:
    keys = stage.keys
    keys.choose("变更更正的登记项目", "姓名")
    keys.tab_to("户口簿未载明")
    keys.press(Key.Key_Space)
    keys.tab_to("用途")
    keys.type(PURPOSE)


def _see_materials(stage: Stage) -> None:
    """The focus stands at the first paper; after each, Tab brings the next that nobody has looked at."""
    stage.keys.press(Key.Key_Return, CTRL)
    stage.papers_shown()
    while stage.driver.button("已核原件"):
        stage.keys.tab_to("已核原件")
        name = focus_name()
        stage.keys.press(Key.Key_Space)
        stage.driver.until_gone(name)


def _accept(stage: Stage) -> None:
    stage.keys.press(Key.Key_Return, CTRL)
    stage.check_shown()
    stage.driver.shot("s3-check")
    stage.keys.press(Key.Key_Return, CTRL)
    stage.ended(Status.ACCEPTED)


def _approve(stage: Stage) -> None:
    stage.keys.press(Key.Key_Return, CTRL)
    stage.on_page("certificate")
    stage.phase(Phase.DECIDE)
    stage.driver.until("the reason has the focus", lambda: focus_name().startswith("审批意见"))
    stage.driver.settle(500)
    stage.driver.shot("s4-decide")
    stage.keys.type("资格核查通过，户籍登记有记载")
    stage.driver.when_asked(lambda dialog: _press_act(stage, dialog, "批准出具"))
    stage.keys.press(Key.Key_Return, CTRL)
    stage.phase(Phase.ISSUE)


def _press_act(stage: Stage, dialog: QDialog, act: str) -> None:
    """Tab to the button that names the act, then Space; Cancel has the focus at first."""
    assert not focus_name().startswith(act)
    stage.keys.tab_to(act)
    stage.keys.press(Key.Key_Space)


def _issue(stage: Stage) -> None:
    page = stage.page("certificate")
    stage.keys.press(Key.Key_Return, CTRL)
    stage.driver.until("the password once more", page.step_up.isVisible)
    stage.keys.type(stage.password)
    stage.keys.press(Key.Key_Return)
    stage.phase(Phase.PRINT)


def _print_or_save(stage: Stage, name: str) -> None:
    """Where this system has no printer the file is saved, as a clerk would who prints it elsewhere."""
    if stage.has_printer():
        stage.keys.press(Key.Key_F9)
        stage.phase(Phase.CONFIRM)
    stage.driver.when_asked(lambda dialog: _save_as(stage, dialog, name))
    stage.keys.tab_to("另存 PDF")
    stage.keys.press(Key.Key_Space)
    stage.driver.until(f"{name} is written", (stage.out / name).exists)
    stage.phase(Phase.CONFIRM)


def _save_as(stage: Stage, dialog: QDialog, name: str) -> None:
    """The name has the focus: type over it, Enter."""
    stage.keys.press(Key.Key_A, CTRL)
    stage.keys.type(str(stage.out / name))
    stage.driver.shot("save-dialog")
    stage.keys.press(Key.Key_Return)
    stage.driver.until("the save dialog to close", lambda: not dialog.isVisible())


def _confirm(stage: Stage) -> None:
    number = stage.number_shown()
    stage.driver.until("the digits have the focus", lambda: focus_name().startswith("纸面编号末三位"))
    stage.keys.type(number[-3:])
    stage.keys.press(Key.Key_Return)
    stage.phase(Phase.HAND_OVER)
    checks.check_confirmed(stage, number)
    stage.keys.press(Key.Key_Return, CTRL)
    stage.phase(Phase.COMPLETED)


def _refuse(stage: Stage) -> UUID:
    """Somebody asks for what the identity card proves: no certificate, but a notice with the reason."""
    keys, driver = stage.keys, stage.driver
    _go(stage, "counter")
    stage.step("read the next card", lambda: _read_card(stage, "refused-name"))
    stage.step("open 其他户籍事项", lambda: _choose_service(stage, "24"))
    stage.step("look up the register again", lambda: _look_up(stage))

    def ask_for_a_name() -> None:
        keys.choose("申请证明的事项", "姓名")
        keys.tab_to("户口簿（卡）遗失尚未补办")
        keys.arrow_to("没有以上情形")
        keys.press(Key.Key_Space)
        checks.check(stage, "the gate refuses", "按规定不予出具", "出具不予出具证明告知书")

    stage.step("the gate refuses", ask_for_a_name)
    driver.shot("s3-gate-refuses")

    def notice() -> None:
        driver.when_asked(lambda dialog: _press_act(stage, dialog, "出具不予出具证明告知书"))
        keys.press(Key.Key_F9)
        stage.ended(Status.REJECTED)

    stage.step("the notice of refusal", notice)
    case_id = stage.case_shown()
    stage.step("the province has the refusal", lambda: stage.accepted(case_id, Status.REJECTED))
    checks.check_refused(stage, Status.REJECTED)
    driver.shot("s3-refusal-notice")

    def save() -> None:
        driver.when_asked(lambda dialog: _save_as(stage, dialog, "refusal.pdf"))
        keys.tab_to("另存 PDF")
        keys.press(Key.Key_Space)
        driver.until("refusal.pdf is written", (stage.out / "refusal.pdf").exists)

    stage.step("save the notice", save)
    stage.step("confirm the notice", lambda: _confirm_notice(stage))
    return case_id


def _confirm_notice(stage: Stage) -> None:
    """A numbered notice is answered for like a certificate: 出证, 待确认, Enter, the end of its number."""
    keys, page = stage.keys, stage.page("certificate")
    _go(stage, "certificate")
    if not page.waiting.isVisible():
        keys.press(Key.Key_Escape)
    stage.driver.until(
        "the notice under 待确认",
        lambda: page.waiting.isVisible() and page.waiting.tabs.current() == "confirm",
    )
    keys.tab_to("待办证明")
    keys.press(Key.Key_Return)
    stage.phase(Phase.CONFIRM)
    stage.driver.until("the digits have the focus", lambda: focus_name().startswith("纸面编号末三位"))
    keys.type(stage.number_shown()[-3:])
    keys.press(Key.Key_Return)
    stage.phase(Phase.REFUSED)


def _look_around(stage: Stage) -> None:
    """The other pages, and the counter on a small screen."""
    driver, window = stage.driver, stage.window
    for key in ("cases", "sync", "help", "settings"):
        _go(stage, key)
        driver.settle(500)
        driver.shot(f"page-{key}")
    _go(stage, "counter")
    window.resize(1366, 768)
    driver.settle(400)
    driver.shot("s2-1366")
    window.resize(1440, 900)


def _change_colours(stage: Stage) -> None:
    """Dark for a picture, and back."""
    _go(stage, "settings")
    _dress(stage, "浅色", Key.Key_Right, "dark")
    _go(stage, "counter")
    stage.driver.settle(400)
    stage.driver.shot("s2-dark")
    _go(stage, "settings")
    _dress(stage, "深色", Key.Key_Left, "light")


def _go(stage: Stage, key: str) -> None:
    """Alt and the place of the item in the rail, counted from the top."""
    place = stage.window.shell.rail.keys().index(key)
    stage.keys.press(Qt.Key(Key.Key_1 + place), ALT)
    stage.on_page(key)


def _dress(stage: Stage, now: str, arrow: Qt.Key, wanted: str) -> None:
    """Tab to the colours chosen, an arrow to the next, Space."""
    stage.keys.tab_to(now)
    stage.keys.press(arrow)
    stage.keys.press(Key.Key_Space)
    preferences = stage.app.preferences
    stage.driver.until(f"{wanted} is applied and kept", lambda: preferences.current.theme == wanted)
