"""Signing in and unlocking: what is asked, what is said, how soon it is painted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.gallery_pages import NOTES, STAFF, VIEW
from tests.ui.looks import accessible_texts, clipped_labels, nameless
from window_client.ui.pages.sign_in_page import NoteView, SignInPage, SignInView, StaffCardView
from window_client.ui.theme import Theme
from window_client.ui.widgets.card import InfoRow


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
    assert page.password.edit.accessibleDescription() == "口令没有填写。请输入口令。失败代码 IN-202"


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
from window_client.ui.widgets.card import InfoRow
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


def test_an_auxiliary_has_a_number_and_the_police_a_badge(page: SignInPage) -> None:
    page.show_view(SignInView(staff=STAFF))
    names = [card.accessibleName() for card in page._staff_group.buttons()]
    assert names == ["王岚 民警　警号 039217", "李思远 辅警　编号 F0426"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_label_of_the_number_keeps_off_the_cards(theme: Theme, page: SignInPage, scale: float) -> None:
    theme.apply(QApplication.instance(), "light", scale)  # type: ignore[arg-type]
    page.show_view(SignInView(staff=STAFF))
    QApplication.processEvents()
    cards, label = page._staff_box, page.number_row.label
    bottom = cards.mapTo(page, QPoint(0, cards.height())).y()
    assert label.mapTo(page, QPoint(0, 0)).y() - bottom >= 12


def test_two_people_stand_side_by_side(page: SignInPage) -> None:
    staff = (StaffCardView("039217", "王岚", "户籍民警"), StaffCardView("F0426", "李思远", "窗口辅警", False))
    page.show_view(SignInView(staff=staff))
    QApplication.processEvents()
    left, right = page._staff_group.buttons()
    assert left.y() == right.y()
    assert left.geometry().right() < right.geometry().left()


def test_the_telephone_says_whose_it_is(page: SignInPage) -> None:
    page.show_view(SignInView(support="0390-555-0100", version="1.0"))
    assert "派出所值班电话 0390-555-0100" in page._brand._foot.text()


def test_tiles_can_change_while_a_password_is_typed(page: SignInPage) -> None:
    page.show_view(SignInView(staff=STAFF, selected_staff_no="039217"))
    page.password.edit.setText("half a word")
    page.show_notes(
        [NoteView("wifi", "ok", "在线", "已连接省厅"), NoteView("printer", "ok", "打印机", "就绪")]
    )
    assert [row.title.text() for row in page._notes.findChildren(InfoRow) if not row.isHidden()][-2:] == [
        "在线",
        "打印机",
    ]
    assert page.password.text() == "half a word"
    assert page.staff_no() == "039217"


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_no_roof_line_runs_behind_the_words_at_the_foot(page: SignInPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.show_view(VIEW)
    QApplication.processEvents()
    brand = page._brand
    paper = QImage(brand.size(), QImage.Format.Format_ARGB32)
    paper.fill(Qt.GlobalColor.transparent)
    painter = QPainter(paper)
    brand._paint_roof(painter)
    painter.end()
    words = brand._duty.geometry().united(brand._foot.geometry())
    place = words.translated(brand._duty.parentWidget().mapTo(brand, QPoint(0, 0)))
    drawn = [
        (x, y)
        for y in range(place.top(), place.bottom())
        for x in range(place.left(), place.right())
        if paper.pixelColor(x, y).alpha()
    ]
    assert drawn == []
    assert any(paper.pixelColor(brand.width() // 2, y).alpha() for y in range(brand.height()))
