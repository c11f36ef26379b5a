"""Signing in and unlocking: what is asked, what is said, how soon it is painted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.gallery_pages import NOTES, STAFF, VIEW
from tests.ui.looks import accessible_texts, clipped_labels, nameless
from window_client.ui.pages.sign_in_page import SignInPage, SignInView, StaffCardView
from window_client.ui.theme import Theme


@pytest.fixture
def page(qtbot: QtBot) -> SignInPage:
    made = SignInPage()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_nobody_is_listed_before_somebody_was_named_here(page: SignInPage) -> None:
    page.show_view(SignInView(station="望桥派出所"))
    page.take_focus()
    assert page._staff_group.buttons() == []
    assert not page._staff_box.isVisible()
    assert page.number_row.isVisible()
    assert page._number.hasFocus()


def test_number_and_password_are_sent_by_keys_alone(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(SignInView())
    page.take_focus()
    qtbot.keyClicks(page._number, " 039217 ")
    qtbot.keyClick(page._number, Qt.Key.Key_Return)
    assert page.password.edit.hasFocus()
    qtbot.keyClicks(page.password.edit, "kou-ling")
    with qtbot.waitSignal(page.sign_in_requested) as sent:
        qtbot.keyClick(page.password.edit, Qt.Key.Key_Return)
    assert sent.args == ["039217", "kou-ling"]


def test_a_known_person_is_chosen_by_the_mouse(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(SignInView(staff=STAFF))
    card = next(button for button in page._staff_group.buttons() if button.view.name == "李思远")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert page.password.edit.hasFocus()
    assert not page.number_row.isVisible()
    qtbot.keyClicks(page.password.edit, "x")
    with qtbot.waitSignal(page.sign_in_requested) as sent:
        qtbot.mouseClick(page.submit, Qt.MouseButton.LeftButton)
    assert sent.args == ["F0426", "x"]


def test_somebody_else_types_a_number(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(VIEW)
    assert page.staff_no() == "039217"
    qtbot.keyClick(page.password.edit, Qt.Key.Key_F6)
    assert page._number.hasFocus()
    qtbot.keyClicks(page._number, "030012")
    assert page.staff_no() == "030012"


def test_locked_says_so_and_asks_to_unlock(page: SignInPage) -> None:
    page.show_view(VIEW)
    assert page._title.text() == "已锁屏，请解锁"
    assert page.submit.text() == "解锁，继续办理"
    assert page._note.text() == "08:02 起无操作，系统已自动锁屏"
    assert page._drafts.isVisible()
    page.show_view(SignInView(staff=STAFF))
    assert page._title.text() == page.submit.text() == "登录"
    assert not page._drafts.isVisible()
    assert not page._note.isVisible()


def test_an_empty_field_is_named_and_nothing_is_sent(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(SignInView())
    with qtbot.assertNotEmitted(page.sign_in_requested):
        page.submit.click()
        assert page.number_row.has_error()
        assert page._number.hasFocus()
        page._number.setText("039217")
        page.submit.click()
    assert not page.number_row.has_error()
    assert page.password_row.has_error()
    assert page.password.edit.accessibleDescription() == "请填写口令。"


def test_a_refusal_empties_the_password_and_keeps_the_number(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(SignInView())
    page._number.setText("039217")
    page.password.edit.setText("wrong")
    page.submit.click()
    page.show_error("编号或口令不正确。请核对后重新输入。失败代码 SG-101")
    assert page.password.text() == ""
    assert page.staff_no() == "039217"
    assert page.password.edit.hasFocus()
    assert page.password.edit.accessibleDescription().endswith("SG-101")
    assert page.password.edit.property("state") == "error"
    qtbot.keyClicks(page.password.edit, "right")
    with qtbot.waitSignal(page.sign_in_requested):
        page.submit.click()
    assert not page.password_row.has_error()


def test_a_second_press_while_it_is_checked_does_nothing(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(SignInView())
    page._number.setText("039217")
    page.password.edit.setText("x")
    page.submit.click()
    assert page.submit.text() == "正在核对口令"
    with qtbot.assertNotEmitted(page.sign_in_requested):
        page.submit.click()
    page.set_busy(False)
    assert page.submit.text() == "登录"


def test_caps_lock_warns_and_an_error_is_not_overwritten(page: SignInPage, qtbot: QtBot) -> None:
    page.show_view(VIEW)
    page.password.edit.setFocus()
    qtbot.keyClick(page.password.edit, "A", Qt.KeyboardModifier.NoModifier)
    assert (page.password_row.message_kind(), page.password_row.message.text()) == ("warn", "大写锁定已打开")
    qtbot.keyClick(page.password.edit, "a", Qt.KeyboardModifier.NoModifier)
    assert page.password_row.message_kind() == ""
    page.show_error("编号或口令不正确。")
    qtbot.keyClick(page.password.edit, "A", Qt.KeyboardModifier.NoModifier)
    assert page.password_row.message_kind() == "error"


def test_a_new_view_forgets_the_password(page: SignInPage) -> None:
    page.show_view(VIEW)
    page.password.edit.setText("secret")
    page.show_view(VIEW)
    assert page.password.text() == ""


def test_the_password_is_in_no_accessible_text(page: SignInPage) -> None:
    page.show_view(VIEW)
    page.password.edit.setText("geheim-kouling")
    assert "geheim" not in " ".join(accessible_texts(page))


def test_it_can_be_quit(page: SignInPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.quit_requested):
        qtbot.mouseClick(page.quit, Qt.MouseButton.LeftButton)


def test_no_certificate_step_is_pretended(page: SignInPage) -> None:
    page.show_view(VIEW)
    said = " ".join(accessible_texts(page))
    assert "证书" not in said


def test_every_focusable_widget_has_a_name(page: SignInPage) -> None:
    page.show_view(VIEW)
    assert nameless(page) == []


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1280, 680)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_cut_off(
    qtbot: QtBot, theme: Theme, qapp: QApplication, size: tuple[int, int], scale: float, mode: str
) -> None:
    theme.apply(qapp, mode, scale)
    page = SignInPage()
    qtbot.addWidget(page)
    many = tuple(StaffCardView(f"0392{at}", "阿依古丽·麦麦提", "户籍民警") for at in range(10, 14))
    page.show_view(
        SignInView(VIEW.organisation, VIEW.station, VIEW.place, VIEW.checks, many, notes=NOTES, version="1.0")
    )
    page.set_clock("2026年11月24日　星期二", "08:26")
    page.resize(*size)
    with qtbot.waitExposed(page):
        page.show()
    assert clipped_labels(page) == []


_PAINTED = """
import sys, time
start = time.perf_counter()
from PySide6.QtWidgets import QApplication
app = QApplication([])
from window_client.ui.theme import Theme
theme = Theme(app)
theme.apply(app, "light")
from window_client.ui.pages.sign_in_page import SignInPage
widget = SignInPage()
widget.resize(1440, 900)
widget.show()
app.processEvents()
widget.grab()
print(" ".join(sorted(sys.modules)))
"""


def test_the_page_imports_no_store_no_network_and_no_pdf(qapp: QApplication) -> None:
    code = _PAINTED
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = done.stdout.split()
    heavy = ("sqlalchemy", "sqlcipher3", "requests", "reportlab", "pydantic", "PySide6.QtPdf", "PySide6.QtSvg",
             "PySide6.QtPrintSupport", "PySide6.QtNetwork", "cryptography", "window_client.services")  # fmt: skip
    assert [name for name in loaded if name.startswith(heavy)] == []
