"""The widgets of forms, and the names every focusable widget has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import accessible_name, colour_at, nameless, shown
from tests.ui.test_widgets import ROWS, STEPS, TILES
from window_client.ui.theme import Theme
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import IconButton
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.checklist import Checklist, ChecklistItem
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.controls import ComboBox, NumberStepper, PasswordField
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.keycap import KeyHint
from window_client.ui.widgets.list_rows import ListRowView
from window_client.ui.widgets.stat_card import StatCard
from window_client.ui.widgets.stepper import Stepper
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.tile import TileGrid


def choices() -> ChoiceGroup:
    return ChoiceGroup(
        [Choice("a", "本窗口领取", "当场"), Choice("b", "邮寄"), Choice("c", "自助")], name="领取方式"
    )


def test_a_choice_has_no_default_and_answers_to_the_mouse(qtbot: QtBot) -> None:
    group = choices()
    shown(qtbot, group)
    assert group.value() is None
    with qtbot.waitSignal(group.chosen) as chosen:
        qtbot.mouseClick(group.cards()[1], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert chosen.args == ["b"]
    assert group.value() == "b"


def test_a_choice_answers_to_arrows_and_space(qtbot: QtBot) -> None:
    group = choices()
    shown(qtbot, group)
    group.cards()[0].setFocus()
    qtbot.keyClick(group.cards()[0], Qt.Key.Key_Space)
    assert group.value() == "a"
    qtbot.keyClick(group.cards()[0], Qt.Key.Key_Right)
    assert group.value() == "b"
    assert group.cards()[1].hasFocus()


def test_setting_a_choice_tells_nobody_and_can_be_undone(qtbot: QtBot) -> None:
    group = choices()
    qtbot.addWidget(group)
    with qtbot.assertNotEmitted(group.chosen):
        group.set_value("c")
        assert group.value() == "c"
        group.set_choices([Choice("c", "自助"), Choice("d", "代领")])
        assert group.value() == "c"
        group.set_value(None)
    assert group.value() is None


def test_a_form_row_speaks_its_label_and_its_message(qtbot: QtBot) -> None:
    edit = QLineEdit("138 0000 271")
    row = FormRow("联系电话", edit, required=True, hint="用于通知领证")
    shown(qtbot, row)
    height = row.sizeHint().height()
    assert accessible_name(edit) == "联系电话 必填"
    row.set_message("error", "应为 11 位手机号，现为 10 位。请与申请人核对。")
    assert row.has_error()
    assert edit.accessibleDescription().startswith("应为 11 位")
    assert edit.property("state") == "error"
    assert row.sizeHint().height() > height
    row.set_message("warn", "与登记不同。")
    assert not row.has_error()
    assert edit.property("state") == "warn"
    row.clear_message()
    assert (row.message_kind(), edit.accessibleDescription(), edit.property("state")) == ("", "", "")
    assert row.sizeHint().height() == height
    with pytest.raises(ValueError, match="loud"):
        row.set_message("loud", "x")


@pytest.mark.parametrize(("kind", "token"), [("error", "bad"), ("warn", "warn")])
def test_an_error_is_a_line_of_two_pixels(qtbot: QtBot, theme: Theme, kind: str, token: str) -> None:
    edit = QLineEdit()
    row = FormRow("联系电话", edit)
    shown(qtbot, row)
    height = edit.height()
    row.set_message(kind, "核对")
    edit.clearFocus()
    middle = edit.height() // 2
    assert colour_at(edit, 0, middle) == colour_at(edit, 1, middle) == theme.colour(token).name().upper()
    assert edit.height() == height


MATERIALS = [
    ChecklistItem("id", "居民身份证", "交验原件"),
    ChecklistItem("book", "居民户口簿", "交验原件", "seen", "王岚 10:24 已核原件"),
    ChecklistItem("permit", "居住证信息", "数据共享取得", "exempt"),
    ChecklistItem("letter", "授权委托书", "", "missing", required=False),
]


def test_the_checklist_asks_and_counts(qtbot: QtBot) -> None:
    checklist = Checklist()
    checklist.set_items(MATERIALS)
    shown(qtbot, checklist)
    assert checklist.complete_count() == (2, 3)
    rows = checklist._rows
    with qtbot.waitSignal(checklist.seen_pressed) as seen:
        qtbot.mouseClick(rows[0]._buttons[0], Qt.MouseButton.LeftButton)
    assert seen.args == ["id"]
    with qtbot.waitSignal(checklist.undo_pressed) as undone:
        qtbot.mouseClick(rows[1]._buttons[0], Qt.MouseButton.LeftButton)
    assert undone.args == ["book"]
    assert rows[2]._buttons == []
    assert accessible_name(rows[1]) == "居民户口簿，已核原件，王岚 10:24 已核原件"


def test_a_ticked_row_keeps_the_focus(qtbot: QtBot) -> None:
    checklist = Checklist()
    checklist.set_items(MATERIALS)
    shown(qtbot, checklist)
    checklist._rows[0]._buttons[0].setFocus()
    checklist.set_items([ChecklistItem("id", "居民身份证", "", "seen", "王岚"), *MATERIALS[1:]])
    assert checklist._rows[0]._buttons[0].hasFocus()


def test_a_number_stays_in_its_limits(qtbot: QtBot) -> None:
    stepper = NumberStepper("份数", 1, 3)
    shown(qtbot, stepper)
    with qtbot.assertNotEmitted(stepper.value_changed):
        qtbot.mouseClick(stepper.minus, Qt.MouseButton.LeftButton)
    for _ in range(5):
        qtbot.mouseClick(stepper.plus, Qt.MouseButton.LeftButton)
    assert stepper.value() == 3
    stepper.edit.clear()
    assert stepper.value() == 1


def test_the_wheel_does_not_change_a_combo_box_in_passing(qtbot: QtBot) -> None:
    combo = ComboBox()
    combo.addItems(["一", "二"])
    shown(qtbot, combo)
    combo.clearFocus()
    assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus
    qtbot.keyClick(combo, Qt.Key.Key_F4)
    assert not combo.view().isVisible()


def test_caps_lock_is_guessed_from_what_is_typed(qtbot: QtBot) -> None:
    field = PasswordField("口令")
    shown(qtbot, field)
    field.edit.setFocus()
    with qtbot.waitSignal(field.caps_lock_changed) as changed:
        qtbot.keyClick(field.edit, "A", Qt.KeyboardModifier.NoModifier)
    assert changed.args == [True]
    with qtbot.waitSignal(field.caps_lock_changed) as changed:
        qtbot.keyClick(field.edit, "a", Qt.KeyboardModifier.NoModifier)
    assert changed.args == [False]
    assert len(field.text()) == 2


def test_the_eye_shows_the_password_only_while_it_is_pressed(qtbot: QtBot) -> None:
    field = PasswordField("口令")
    shown(qtbot, field)
    field.edit.setText("secret")
    qtbot.mousePress(field.eye, Qt.MouseButton.LeftButton)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.mouseRelease(field.eye, Qt.MouseButton.LeftButton)
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    assert nameless(field) == []


def test_no_focusable_widget_lacks_an_accessible_name(qtbot: QtBot) -> None:
    host = Card()
    combo, edit = ComboBox(), QLineEdit()
    combo.addItems(["一"])
    header = SectionHeader("打印", "说明")
    header.add_right(IconButton("close", "关闭"))
    checklist, rows = Checklist(), ListRowView("今日办件")
    checklist.set_items(MATERIALS)
    rows.set_rows(ROWS)
    for widget in (
        header, FormRow("打印机", combo), FormRow("姓名", edit, True), NumberStepper("份数"), choices(), Stepper(STEPS),
        TileGrid(TILES), checklist, rows, TabStrip([("a", "我的")], "办件"), StatCard("冲突", "conflict"),
        KeyHint("F2", "读卡"), Banner("warn", "已离线"), EmptyState("cases", "没有办件。", "读卡"),
        PasswordField("口令"),
    ):  # fmt: skip
        host.body.addWidget(widget)
    shown(qtbot, host, 1200, 1400)
    assert nameless(host) == []


def test_the_walk_finds_a_nameless_widget(qtbot: QtBot) -> None:
    host = QWidget()
    QLineEdit(host)
    qtbot.addWidget(host)
    assert nameless(host) == ["QLineEdit in QWidget"]
