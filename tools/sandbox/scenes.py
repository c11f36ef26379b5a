"""The scenes of the tour, each one life of the real window: `python -m tools.sandbox.scenes keyboard|mouse|resume`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from hukou.case import Status
from tools.sandbox.driver import Driver, StallWatch, TourError
from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import Province
from tools.sandbox.setup import read_cards, window_config
from window_client.app import WindowApp, create_application
from window_client.errors import DeviceError
from window_client.services.devices.card_deck import CardDeck
from window_client.services.sync.state import SyncState
from window_client.ui.models.issuing import Phase
from window_client.ui.widgets.choice_card import ChoiceCard
from window_client.ui.widgets.tile import Tile

CTRL = Qt.KeyboardModifier.ControlModifier
PURPOSE = "办理银行账户更名"


def tell(**message: Any) -> None:
    print(json.dumps(message, ensure_ascii=False), flush=True)


class Stage:
    """The window of one scene and what every scene does with it."""

    def __init__(self, name: str, root: Path, out: Path, port: int) -> None:
        self.paths = SandboxPaths(root)
        self.out = out
        self.signals = out / f".{name}"
        config = window_config(self.paths, 1, Province(self.paths, port=port))
        self.deck = CardDeck(config.card_deck)  # type: ignore[arg-type]
        application, theme = create_application(["window-client"])
        self.app = WindowApp(config, application, theme)
        self.app.start()
        self.driver = Driver(self.app.window, out, StallWatch())
        self.password = os.environ["TOUR_PASSWORD"]
        self.usable = 0.0
        """Seconds from the password to a counter that takes keys."""

    @property
    def window(self) -> Any:
        return self.app.window

    def page(self, key: str) -> Any:
        return self.window.page(key)

    def card(self, key: str) -> dict[str, str]:
        """Lay a certain card of the deck on top."""
        card = next(card for card in read_cards(self.paths) if card["key"] == key)
        self.deck.choose(card["citizen_no"])
        return card

    def wait_for_word(self, word: str) -> None:
        self.driver.until(f"the word {word}", lambda: (self.signals / word).exists(), 60)

    def step(self, name: str, work: Callable[[], None]) -> None:
        with self.driver.step(name):
            work()
        tell(**self.driver.steps[-1])

    def answer_dialog(self, press: Callable[[QWidget], None]) -> None:
        """The next modal question is answered as soon as it is up: it blocks whoever opened it."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, look)
                return
            press(dialog)

        QTimer.singleShot(20, look)

    def tab_to(self, name: str) -> QWidget:
        """Move on with Tab until what has the focus is called `name`."""
        passed: list[str] = []
        for _ in range(90):
            found = QApplication.focusWidget()
            called = QAccessible.queryAccessibleInterface(found).text(QAccessible.Text.Name) if found else ""
            passed.append(called)
            if found is not None and found.isVisible() and called.startswith(name):
                return found
            self.driver.press(Qt.Key.Key_Tab)
        raise TourError(f"Tab does not reach {name!r}; it passes {list(dict.fromkeys(passed))}")

    def phase(self, wanted: Phase, timeout: float = 25) -> Any:
        page = self.page("certificate")
        return self.driver.until(
            f"phase {wanted}", lambda: page.issuing is not None and page.issuing.phase is wanted, timeout
        )

    def state_of(self, case_id: Any) -> tuple[SyncState, Status]:
        detail = self.app.desk.cases.detail(case_id)  # type: ignore[union-attr]
        return detail.sync, detail.case.status

    def accepted(self, case_id: Any, status: Status) -> None:
        """Until the province's receipt for the last action is here."""
        self.driver.until("省厅已受理", lambda: self.state_of(case_id) == (SyncState.ACCEPTED, status), 40)

    def write_paper(self, case_id: Any, name: str) -> None:
        """The last paper of a case, byte for byte as it was stored."""
        desk = self.app.desk
        assert desk is not None
        entry = desk.ledger.for_case(case_id)[-1]
        (self.out / name).write_bytes(desk.certificates.document(entry.document_sha256).pdf)

    def figures(self) -> dict[str, Any]:
        watch = self.driver.watch
        return {
            "stalls": watch.stalls,
            "longest_stall_ms": round(watch.longest, 1),
            "resident_mb": resident_mb(),
            "usable_after_password": round(self.usable, 3),
            "steps": self.driver.steps,
        }

    def close(self, **message: Any) -> None:
        figures = self.figures()
        self.app.shut_down()
        tell(event="end", **figures, **message)


def resident_mb() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


# --- by keyboard, online -----------------------------------------------------------------------------------


def keyboard(stage: Stage) -> None:
    driver = stage.driver
    stage.step("sign in", lambda: sign_in_by_keys(stage))
    driver.shot("s2-counter-empty")
    stage.step("read the card", lambda: read_card_by_keys(stage, "name-changed"))
    driver.shot("s2-counter")
    stage.step("open 变更更正证明", lambda: choose_by_code(stage, "21"))
    driver.shot("s3-applicant")
    stage.step("look up the register", lambda: to_particulars_by_keys(stage))
    stage.step("fill in the form", lambda: fill_in_change(stage))
    driver.shot("s3-particulars")
    stage.step("materials", lambda: materials_by_keys(stage))
    driver.shot("s3-materials")
    stage.step("check and accept", lambda: accept_by_keys(stage))
    driver.shot("s3-receipt")
    case_id = stage.page("case").detail.case.case_id
    stage.step("decide", lambda: approve_by_keys(stage))
    driver.shot("s4-approved")
    stage.step("issue", lambda: issue_by_keys(stage))
    driver.shot("s4-print")
    stage.step("print or save", lambda: print_or_save(stage, "certificate.pdf"))
    driver.shot("s4-confirm")
    stage.step("confirm and hand over", lambda: confirm_by_keys(stage))
    driver.shot("s4-completed")
    stage.step("the province has it", lambda: stage.accepted(case_id, Status.COMPLETED))
    refused = refuse_by_keys(stage)
    look_around(stage)
    stage.close(case_id=str(case_id), refused_case_id=str(refused))


def sign_in_by_keys(stage: Stage) -> None:
    driver = stage.driver
    QTest.qWait(600)
    driver.shot("s1-sign-in")
    driver.type("039217")
    driver.press(Qt.Key.Key_Tab)
    driver.type(stage.password)
    at_counter(stage, lambda: driver.press(Qt.Key.Key_Return))


def at_counter(stage: Stage, submit: Callable[[], None]) -> None:
    """Give the password in and wait for the counter."""
    started = time.perf_counter()
    submit()
    stage.driver.until(
        "the counter", lambda: stage.window.current_page() == "counter" and not stage.window.is_covered()
    )
    stage.usable = time.perf_counter() - started


def read_card_by_keys(stage: Stage, key: str) -> None:
    card = stage.card(key)
    stage.driver.press(Qt.Key.Key_F2)
    counter = stage.page("counter")
    stage.driver.until(
        "the card", lambda: counter.resident is not None and counter.resident.citizen_no == card["citizen_no"]
    )
    stage.driver.settle(300)


def choose_by_code(stage: Stage, code: str) -> None:
    for digit in code:
        stage.driver.type(digit)
    stage.driver.press(Qt.Key.Key_Return)
    on_case_page(stage)


def on_case_page(stage: Stage) -> None:
    stage.driver.until("the case page", lambda: stage.window.current_page() == "case")
    stage.driver.until("the draft", lambda: stage.page("case").intake is not None)
    stage.driver.settle(200)


def to_particulars_by_keys(stage: Stage) -> None:
    stage.driver.press(Qt.Key.Key_Return, CTRL)
    looked_up(stage)


def looked_up(stage: Stage) -> None:
    page = stage.page("case")
    stage.driver.until("the extract", lambda: page.intake is not None and page.intake.extract is not None, 30)
    stage.driver.settle(300)


def fill_in_change(stage: Stage) -> None:
    driver = stage.driver
    stage.tab_to("变更更正的登记项目")
    driver.press(Qt.Key.Key_Down)
    stage.tab_to("户口簿未载明")
    driver.press(Qt.Key.Key_Space)
    stage.tab_to("用途")
    driver.type(PURPOSE)
    driver.settle(500)


def materials_by_keys(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("case")
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until("the materials", lambda: page.papers.isVisible())
    for _ in range(6):
        button = next((b for b in seen_buttons(page)), None)
        if button is None:
            break
        button.setFocus(Qt.FocusReason.TabFocusReason)
        driver.press(Qt.Key.Key_Space)
        driver.settle(250)


def seen_buttons(page: Any) -> list[QAbstractButton]:
    """The buttons 已核原件 of the materials that still have to be seen."""
    return [
        b
        for b in page.papers.findChildren(QAbstractButton)
        if b.isVisible() and (b.text().startswith("已核原件") or b.text().startswith("Original seen"))
    ]


def accept_by_keys(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("case")
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until("the check step", lambda: page.check.isVisible())
    driver.shot("s3-check")
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until(
        "the receipt", lambda: page.receipt.isVisible() and page.detail.case.status is Status.ACCEPTED
    )
    driver.settle(600)


def approve_by_keys(stage: Stage) -> None:
    driver = stage.driver
    stage.page("case").receipt.next.setFocus()
    driver.press(Qt.Key.Key_Space)
    driver.until("the certificate page", lambda: stage.window.current_page() == "certificate")
    stage.phase(Phase.DECIDE)
    driver.settle(800)
    driver.shot("s4-decide")
    driver.type("资格核查通过，户籍登记有记载")
    stage.answer_dialog(press_by_key)
    driver.press(Qt.Key.Key_Return, CTRL)
    stage.phase(Phase.ISSUE)


def issue_by_keys(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("certificate")
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until("the password once more", lambda: page.step_up.isVisible())
    driver.type(stage.password)
    driver.press(Qt.Key.Key_Return)
    stage.phase(Phase.PRINT)
    driver.settle(800)


def print_or_save(stage: Stage, name: str) -> None:
    """Where this system has no printer the file is saved, as a clerk would who prints it elsewhere."""
    page = stage.page("certificate")
    if has_printer(stage):
        stage.driver.press(Qt.Key.Key_F9)
        stage.phase(Phase.CONFIRM)
        stage.write_paper(page.issuing.detail.case.case_id, name)
    else:
        page.acts.save_to(stage.out / name)
        stage.phase(Phase.CONFIRM)
    stage.driver.settle(500)


def has_printer(stage: Stage) -> bool:
    assert stage.app.devices is not None
    try:
        return any(p.state.value == "ready" for p in stage.app.devices.printers.list_printers())
    except DeviceError:
        return False


def confirm_by_keys(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("certificate")
    number = page.issuing.entry.number
    page.check_panel.digits.setFocus()
    driver.type(number[-3:])
    driver.press(Qt.Key.Key_Return)
    stage.phase(Phase.HAND_OVER)
    driver.settle(300)
    driver.press(Qt.Key.Key_Return, CTRL)
    stage.phase(Phase.COMPLETED)
    driver.settle(300)


def refuse_by_keys(stage: Stage) -> Any:
    """Somebody asks for what the identity card proves: no certificate, but a notice with the reason."""
    driver = stage.driver
    driver.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    driver.until("the counter", lambda: stage.window.current_page() == "counter")
    stage.step("read the next card", lambda: read_card_by_keys(stage, "refused-name"))
    stage.step("open 其他户籍事项", lambda: choose_by_code(stage, "24"))
    stage.step("look up the register again", lambda: to_particulars_by_keys(stage))
    page = stage.page("case")

    def ask_for_a_name() -> None:
        fact = stage.tab_to("申请证明的事项")
        choose_in_box(stage, fact, "姓名")
        stage.tab_to("户口簿（卡）遗失尚未补办")
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right) * 3:
            focused = QApplication.focusWidget()
            if isinstance(focused, QAbstractButton) and focused.text() == "没有以上情形":
                break
            driver.press(key)
        driver.press(Qt.Key.Key_Space)
        driver.until("the gate refuses", lambda: page.form.gate.refuse.isVisible())

    stage.step("the gate refuses", ask_for_a_name)
    driver.shot("s3-gate-refuses")
    stage.answer_dialog(lambda dialog: press_danger(dialog))

    def notice() -> None:
        page.form.gate.refuse.setFocus()
        driver.press(Qt.Key.Key_Space)
        driver.until("the notice", lambda: page.detail.case.status is Status.REJECTED)
        driver.settle(600)

    stage.step("the notice of refusal", notice)
    driver.shot("s3-refusal-notice")
    case_id = page.detail.case.case_id
    stage.write_paper(case_id, "refusal.pdf")
    stage.step("the province has the refusal", lambda: stage.accepted(case_id, Status.REJECTED))
    return case_id


def choose_in_box(stage: Stage, box: Any, text: str) -> None:
    """Down until the entry is there, as fingers do."""
    for _ in range(40):
        if box.currentText().startswith(text):
            stage.driver.settle(200)
            return
        stage.driver.press(Qt.Key.Key_Down)
    raise TourError(f"no entry {text!r} among {[box.itemText(n) for n in range(box.count())]}")


def press_by_key(dialog: Any) -> None:
    """Tab to the button that names the act, then Space."""
    for _ in range(12):
        if dialog.act.hasFocus():
            break
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.act, Qt.Key.Key_Space)


def press_danger(dialog: Any) -> None:
    QTest.mouseClick(dialog.act, Qt.MouseButton.LeftButton)


def look_around(stage: Stage) -> None:
    """The other pages, dark, small and large, for the pictures."""
    driver, window = stage.driver, stage.window
    for key in ("cases", "sync", "settings", "help"):
        window.show_page(key)
        driver.settle(700)
        driver.shot(f"page-{key}")
    window.show_page("counter")
    window.resize(1366, 768)
    driver.settle(400)
    driver.shot("s2-1366")
    window.resize(1440, 900)
    stage.app.theme.apply(stage.app.application, "dark", 1.0)
    driver.settle(500)
    driver.shot("s2-dark")
    stage.app.theme.apply(stage.app.application, "light", 1.0)


# --- by mouse, the link goes away, the power goes away -------------------------------------------------------


def mouse(stage: Stage) -> None:
    driver = stage.driver
    stage.step("sign in by mouse", lambda: sign_in_by_mouse(stage))
    stage.step("read the card by mouse", lambda: read_card_by_mouse(stage, "name-corrected"))
    stage.step("choose the tile by mouse", lambda: choose_tile(stage, "21"))
    page = stage.page("case")
    driver.click(page.bar.next)
    looked_up(stage)
    tell(event="looked_up")
    stage.wait_for_word("province_is_off")
    stage.step("fill in by mouse, offline", lambda: fill_in_by_mouse(stage))
    stage.step("accept by mouse, offline", lambda: accept_by_mouse(stage))
    driver.shot("offline-receipt")
    case_id = page.detail.case.case_id
    stage.step("decide and issue by mouse, offline", lambda: issue_by_mouse(stage))
    driver.shot("offline-issued")
    stage.step("print or save, offline", lambda: print_or_save(stage, "certificate-offline.pdf"))
    driver.shot("offline-confirm")
    tell(event="issued", case_id=str(case_id), **stage.figures())
    driver.until("the end, from outside", lambda: False, 60)


def sign_in_by_mouse(stage: Stage) -> None:
    driver, cover = stage.driver, stage.app.cover
    QTest.qWait(600)
    card = next(
        c for c in cover.findChildren(QAbstractButton) if c.isVisible() and "王岚" in c.accessibleName()
    )
    driver.click(card)
    driver.type(stage.password)
    at_counter(stage, lambda: driver.click("登录"))


def read_card_by_mouse(stage: Stage, key: str) -> None:
    card, counter = stage.card(key), stage.page("counter")
    stage.driver.click(counter.panel.read)
    stage.driver.until(
        "the card", lambda: counter.resident is not None and counter.resident.citizen_no == card["citizen_no"]
    )


def choose_tile(stage: Stage, code: str) -> None:
    counter = stage.page("counter")
    tile = next(t for t in counter.findChildren(Tile) if t.data().code == code)
    stage.driver.click(tile)
    on_case_page(stage)


def fill_in_by_mouse(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("case")
    driver.click(choice(page, "姓名更正"))
    driver.settle(300)
    driver.click(choice(page, "户口簿未载明"))
    purpose = next(
        e for e in page.findChildren(QLineEdit) if e.isVisible() and e.accessibleName().startswith("用途")
    )
    driver.click(purpose)
    driver.type("单位核对职工信息")
    driver.settle(500)


def choice(page: Any, label: str) -> ChoiceCard:
    """The visible card of a choice."""
    cards: list[ChoiceCard] = page.findChildren(ChoiceCard)
    return next(card for card in cards if card.isVisible() and card.text().startswith(label))


def accept_by_mouse(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("case")
    driver.click(page.bar.next)
    driver.until("the materials", lambda: page.papers.isVisible())
    for _ in range(6):
        open_ones = seen_buttons(page)
        if not open_ones:
            break
        driver.click(open_ones[0])
        driver.settle(250)
    driver.click(page.bar.next)
    driver.until("the check step", lambda: page.check.isVisible())
    driver.click(page.bar.next)
    driver.until(
        "the receipt", lambda: page.receipt.isVisible() and page.detail.case.status is Status.ACCEPTED
    )
    driver.settle(500)


def issue_by_mouse(stage: Stage) -> None:
    driver = stage.driver
    driver.click(stage.page("case").receipt.next)
    driver.until("the certificate page", lambda: stage.window.current_page() == "certificate")
    stage.phase(Phase.DECIDE)
    page = stage.page("certificate")
    driver.settle(500)
    driver.click(page.decide.reason)
    driver.type("资格核查通过")
    stage.answer_dialog(press_danger)
    driver.click(page.decide.approve)
    stage.phase(Phase.ISSUE)
    driver.click(page.issue.issue)
    driver.until("the password once more", lambda: page.step_up.isVisible())
    driver.type(stage.password)
    driver.click(page.step_up.confirm)
    stage.phase(Phase.PRINT)
    driver.settle(500)


# --- after the kill ------------------------------------------------------------------------------------------


def resume(stage: Stage) -> None:
    driver = stage.driver
    stage.step("sign in offline after the kill", lambda: sign_in_by_mouse(stage))
    driver.shot("after-kill-counter")
    stage.window.show_page("certificate")
    page = stage.page("certificate")
    driver.settle(800)
    driver.shot("after-kill-unconfirmed")
    entry = unconfirmed_entry(stage)
    page.show_case(entry.case_id)
    stage.phase(Phase.CONFIRM)
    stage.step("confirm the paper after the kill", lambda: confirm_by_mouse(stage))
    stage.window.show_page("sync")
    driver.settle(700)
    driver.shot("offline-sync")
    tell(event="confirmed_offline", case_id=str(entry.case_id))
    stage.wait_for_word("province_is_on")
    stage.step("reconnect, everything arrives", lambda: reconnected(stage, entry.case_id))
    driver.settle(500)
    driver.shot("reconnected-sync")
    stage.close(case_id=str(entry.case_id))


def unconfirmed_entry(stage: Stage) -> Any:
    """The paper that was made before the kill and that nobody has spoken for."""
    from window_client.services.views import CaseFilter

    desk = stage.app.desk
    assert desk is not None
    for row in desk.cases.list_cases(CaseFilter(status=Status.APPROVED), 50, 0):
        entries = desk.ledger.for_case(row.case_id)
        if entries and entries[-1].number:
            return entries[-1]
    raise TourError("the paper made before the kill is gone")


def confirm_by_mouse(stage: Stage) -> None:
    driver, page = stage.driver, stage.page("certificate")
    driver.click(page.check_panel.digits)
    driver.type(page.issuing.entry.number[-3:])
    driver.click(page.check_panel.confirm)
    stage.phase(Phase.HAND_OVER)
    driver.settle(300)
    driver.click(page.note.first)
    stage.phase(Phase.COMPLETED)


def reconnected(stage: Stage, case_id: Any) -> None:
    """F5 on the sync page, as a clerk does who sees that the line is back."""
    stage.driver.press(Qt.Key.Key_F5)
    stage.accepted(case_id, Status.COMPLETED)


SCENES = {"keyboard": keyboard, "mouse": mouse, "resume": resume}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.sandbox.scenes", description=__doc__)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    stage = Stage(options.scene, options.root, options.out, options.port)
    try:
        SCENES[options.scene](stage)
    except (TourError, StopIteration, AttributeError) as error:
        stage.driver.shot(f"failed-{options.scene}")
        print(f"tour: {options.scene}: {type(error).__name__}: {error}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)
