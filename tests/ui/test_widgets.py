"""The widgets of pages: states, keys, names for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import accessible_name, colour_at, shown
from window_client.ui.theme import Theme
from window_client.ui.widgets.badge import BADGE_KINDS, Badge
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.busy import Busy
from window_client.ui.widgets.button import BUTTON_HEIGHTS, BUTTON_KINDS, Button, IconButton
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.deadline_chip import DeadlineChip, urgency
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.list_rows import ListRow, ListRowView
from window_client.ui.widgets.stepper import Step, Stepper
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.text import Label
from window_client.ui.widgets.tile import TileData, TileGrid
from window_client.ui.widgets.toast import SHOWN_MS, Toast


def test_two_hundred_thousand_texts_do_not_crash_the_bindings(qapp: QApplication) -> None:
    """One PySide6 release lost a reference to None in every call that returns nothing, and aborted here."""
    label = QLabel()
    for number in range(200_000):
        label.setText("甲" if number % 2 else "乙")
    assert label.text() == "甲"


def test_text_from_a_register_is_never_read_as_markup(qtbot: QtBot) -> None:
    label = Label("<b>王</b><img src=x>")
    shown(qtbot, label)
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("kind", BADGE_KINDS)
def test_a_badge_reads_as_a_state_and_takes_the_fill_of_its_kind(
    qtbot: QtBot, theme: Theme, kind: str
) -> None:
    badge = Badge("待打印", kind, "printer")
    shown(qtbot, badge)
    badge.resize(badge.sizeHint())
    assert accessible_name(badge) == "状态：待打印"
    assert badge.sizeHint().height() == 24
    assert colour_at(badge, 4, 12) == theme.colour(f"{kind}-soft").name().upper()


def test_a_badge_of_no_kind_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="pink"):
        Badge("x", "pink")


@pytest.mark.parametrize(("days", "kind"), [(-2, "bad"), (0, "bad"), (1, "bad"), (2, "warn"), (3, "plain")])
def test_the_nearer_the_deadline_the_louder(days: int, kind: str) -> None:
    assert urgency(days) == kind


def test_a_deadline_is_read_as_one(qtbot: QtBot) -> None:
    chip = DeadlineChip("剩 1 个工作日", "bad")
    qtbot.addWidget(chip)
    assert accessible_name(chip) == "期限：剩 1 个工作日"
    with pytest.raises(ValueError, match="loud"):
        chip.set_deadline("x", "loud")


@pytest.mark.parametrize("size", BUTTON_HEIGHTS)
@pytest.mark.parametrize("kind", BUTTON_KINDS)
def test_buttons_have_the_heights_of_the_design(qtbot: QtBot, kind: str, size: str) -> None:
    button = Button("重新读卡", kind, "card", "F2", size)
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.sizeHint().height() == BUTTON_HEIGHTS[size]
    assert accessible_name(button) == "重新读卡"
    assert button.accessibleDescription() == "快捷键 F2"


def test_a_button_short_of_room_gives_up_its_keycap_and_keeps_its_word(qtbot: QtBot) -> None:
    button, plain = Button("重新读卡", key="Ctrl+Enter"), Button("重新读卡")
    qtbot.addWidget(button)
    qtbot.addWidget(plain)
    assert button.minimumSizeHint() == plain.sizeHint()
    assert button.sizeHint().width() > plain.sizeHint().width()
    button.resize(button.minimumSizeHint())
    plain.resize(plain.sizeHint())
    assert button.grab().toImage() == plain.grab().toImage()


def test_a_bound_key_presses_the_button(qtbot: QtBot) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    bound, named = Button("读卡", key="F2", shortcut=True), Button("录入", key="F3")
    column.addWidget(bound)
    column.addWidget(named)
    shown(qtbot, host)
    with qtbot.waitSignal(bound.clicked):
        qtbot.keyClick(host, Qt.Key.Key_F2)
    with qtbot.assertNotEmitted(named.clicked):
        qtbot.keyClick(host, Qt.Key.Key_F3)


def test_a_refused_button_says_why_and_can_be_allowed_again(qtbot: QtBot) -> None:
    button = Button("批准", "primary")
    shown(qtbot, button)
    button.set_refused("需要户籍民警")
    assert not button.isEnabled()
    assert (button.toolTip(), button.accessibleDescription()) == ("需要户籍民警", "需要户籍民警")
    button.set_refused("")
    assert button.isEnabled()


def test_focus_is_seen_and_moves_nothing(qtbot: QtBot, theme: Theme) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    first, second = Button("一"), Button("二")
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, host)
    first.setFocus()
    size = second.size()
    before = second.grab().toImage()
    second.setFocus()
    assert second.size() == size
    assert second.grab().toImage() != before
    middle = second.height() // 2
    assert (
        colour_at(second, 0, middle) == colour_at(second, 1, middle) == theme.colour("primary").name().upper()
    )


def test_an_icon_button_states_its_act(qtbot: QtBot) -> None:
    button = IconButton("zoom-in", "放大")
    qtbot.addWidget(button)
    assert accessible_name(button) == "放大"
    assert button.sizeHint().width() == button.sizeHint().height() == 40


@pytest.mark.parametrize("kind", ["primary", "ok", "warn", "bad"])
def test_a_banner_says_fact_and_effect_in_one_name(qtbot: QtBot, kind: str) -> None:
    banner = Banner(kind, "已离线 2 天。", "恢复后自动发送。")
    banner.add_action(Button("重新连接", key="F5"))
    shown(qtbot, banner)
    assert accessible_name(banner) == "已离线 2 天。 恢复后自动发送。"
    banner.set_banner("ok", "已连接。")
    assert not banner.effect.isVisibleTo(banner)


def test_a_toast_goes_by_itself_and_stays_in_its_corner(qtbot: QtBot) -> None:
    host = shown(qtbot, QWidget())
    toast = Toast(host)
    toast.show_text("已保存在本机")
    assert toast.isVisible()
    host.resize(600, 300)
    assert toast.geometry().right() < 600
    assert toast.geometry().bottom() < 300
    assert toast._timer.interval() == SHOWN_MS == 4000
    toast._timer.setInterval(1)
    toast._timer.start()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_an_empty_state_offers_one_act(qtbot: QtBot) -> None:
    empty = EmptyState("cases", "今天还没有办件。", "读卡", "F2")
    shown(qtbot, empty)
    with qtbot.waitSignal(empty.pressed):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    silent = EmptyState("cases", "没有办件。")
    shown(qtbot, silent)
    assert not silent.button.isVisible()


STEPS = [
    Step("申请人", "已核验"),
    Step("办理信息", "2 项待改", "bad"),
    Step("材料", "3/4"),
    Step("核对"),
    Step("回执"),
]


def test_a_stepper_says_where_we_are_and_lets_go_back_only(qtbot: QtBot) -> None:
    stepper = Stepper(STEPS)
    shown(qtbot, stepper, 1200, 60)
    stepper.set_current(1)
    names = [accessible_name(button) for button in stepper._buttons]
    assert names[1] == "第 2 步，共 5 步，当前，办理信息，2 项待改"
    assert names[0] == "第 1 步，共 5 步，申请人，已核验"
    with qtbot.waitSignal(stepper.step_chosen) as chosen:
        qtbot.mouseClick(stepper._buttons[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [0]
    assert stepper.current() == 1
    with qtbot.assertNotEmitted(stepper.step_chosen):
        qtbot.mouseClick(stepper._buttons[3], Qt.MouseButton.LeftButton)
    stepper.set_current(0)
    with qtbot.waitSignal(stepper.step_chosen):
        qtbot.mouseClick(stepper._buttons[1], Qt.MouseButton.LeftButton)


def test_new_counts_keep_the_focus_of_a_step(qtbot: QtBot) -> None:
    stepper = Stepper(STEPS)
    shown(qtbot, stepper, 1200, 60)
    stepper._buttons[0].setFocus()
    stepper.set_steps([*STEPS[:2], Step("材料", "4/4"), *STEPS[3:]])
    assert stepper._buttons[0].hasFocus()


TILES = [
    TileData("11", "首次申领", "免费", reason="已有有效证件"),
    TileData("12", "到期换领", "20 元 · 45 日内", suggested=True),
    *[TileData(str(code), "遗失补领", "40 元 · 45 日内") for code in range(13, 19)],
]


def test_a_tile_is_chosen_by_enter_and_by_mouse(qtbot: QtBot) -> None:
    grid = TileGrid(TILES)
    shown(qtbot, grid)
    with qtbot.waitSignal(grid.activated) as chosen:
        qtbot.keyClick(grid.tiles()[1], Qt.Key.Key_Return)
    assert chosen.args == ["12"]
    with qtbot.waitSignal(grid.activated):
        qtbot.mouseClick(grid.tiles()[2], Qt.MouseButton.LeftButton)


def test_a_barred_tile_can_be_focused_and_says_why(qtbot: QtBot) -> None:
    grid = TileGrid(TILES)
    shown(qtbot, grid)
    tile = grid.tiles()[0]
    tile.setFocus()
    assert tile.hasFocus()
    assert accessible_name(tile) == "11，首次申领，不可办理，已有有效证件"
    with qtbot.assertNotEmitted(grid.activated), qtbot.waitSignal(grid.refused) as refused:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert refused.args == ["11", "已有有效证件"]
    assert accessible_name(grid.tiles()[1]) == "12，到期换领，建议，20 元 · 45 日内"


def test_arrows_move_among_tiles(qtbot: QtBot) -> None:
    grid = TileGrid(TILES)
    shown(qtbot, grid)
    grid.tiles()[0].setFocus()
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 5), (Qt.Key.Key_Left, 4), (Qt.Key.Key_Up, 0)):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
        assert grid.tiles()[at].hasFocus()


def test_four_columns_become_two_when_the_text_is_large(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    grid = TileGrid(TILES)
    shown(qtbot, grid, 640)
    assert grid.columns() == 4
    theme.apply(qapp, "light", 2.0)
    assert grid.columns() == 2
    grid.set_tiles(TILES[:3])
    assert len(grid.tiles()) == 3


ROWS = [
    ListRow(
        1,
        "户籍事项证明",
        "罗景行　受理 20261124-0018",
        "待打印",
        "primary",
        "printer",
        "今日办结",
        "ok",
        "ok",
    ),
    ListRow(
        2,
        "户口迁移",
        "何䶮　受理 20261118-0007",
        "待核验",
        "circulation",
        "circulation",
        "剩 1 天",
        chip="bad",
    ),
]


def test_a_row_is_one_sentence_for_a_screen_reader(qtbot: QtBot) -> None:
    view = ListRowView("今日办件")
    view.set_rows(ROWS)
    shown(qtbot, view)
    index = view.row_model.index(0)
    assert (
        index.data(Qt.ItemDataRole.AccessibleTextRole)
        == "户籍事项证明，罗景行　受理 20261124-0018，状态：待打印，今日办结"
    )


def test_rows_are_opened_by_enter_and_double_click(qtbot: QtBot) -> None:
    view = ListRowView("今日办件")
    view.set_rows(ROWS)
    shown(qtbot, view)
    with qtbot.waitSignal(view.row_selected) as selected:
        assert view.select_key(2)
    assert selected.args == [2]
    with qtbot.waitSignal(view.row_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [2]
    centre = view.visualRect(view.row_model.index(0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    with qtbot.waitSignal(view.row_opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert opened.args == [1]


def test_new_rows_keep_the_selected_one(qtbot: QtBot) -> None:
    view = ListRowView("今日办件")
    view.set_rows(ROWS)
    shown(qtbot, view)
    view.select_key(2)
    with qtbot.assertNotEmitted(view.row_selected):
        view.set_rows(list(reversed(ROWS)))
    assert view.selected_key() == 2
    assert view.currentIndex().row() == 0
    assert not view.select_key(99)


def test_a_selected_row_has_the_fill_and_the_bar(qtbot: QtBot, theme: Theme) -> None:
    view = ListRowView("今日办件")
    view.set_rows(ROWS)
    shown(qtbot, view, 500, 200)
    view.select_key(1)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(2, 30) == theme.colour("primary")
    assert image.pixelColor(8, 30) == theme.colour("primary-soft")
    assert view.sizeHintForRow(0) == 64


def test_tabs_report_and_count(qtbot: QtBot) -> None:
    tabs = TabStrip([("mine", "我的"), ("all", "全窗口")], "今日办件")
    shown(qtbot, tabs)
    tabs.set_count("mine", 12)
    assert accessible_name(tabs._tabs["mine"]) == "我的 12"
    assert tabs.current() == "mine"
    tabs._tabs["mine"].setFocus()
    with qtbot.waitSignal(tabs.changed) as changed:
        qtbot.keyClick(tabs._tabs["mine"], Qt.Key.Key_Right)
    assert changed.args == ["all"]
    assert tabs.current() == "all"


def test_busy_says_what_is_done_and_can_be_stopped(qtbot: QtBot) -> None:
    host = shown(qtbot, QWidget())
    busy = Busy(host)
    assert not busy.isVisible()
    busy.start("正在打包附件", 5, cancellable=True)
    busy.advance(3)
    assert busy.isVisible()
    assert busy.bar.value() == 3
    with qtbot.waitSignal(busy.cancelled):
        qtbot.mouseClick(busy.cancel, Qt.MouseButton.LeftButton)
    busy.start("正在核对")
    assert not busy.bar.isVisible()
    assert not busy.cancel.isVisible()
    busy.finish()
    assert not busy.isVisible()


def test_cards_take_the_colour_of_their_kind(qtbot: QtBot, theme: Theme) -> None:
    card = Card("ok")
    shown(qtbot, card, 200, 100)
    assert QColor(colour_at(card, 100, 50)) == theme.colour("ok-soft")
    card.set_kind("focus")
    assert QColor(colour_at(card, 1, 50)) == theme.colour("primary")
    with pytest.raises(KeyError):
        card.set_kind("pink")


def test_a_button_keeps_its_key_when_its_words_change(qtbot: QtBot) -> None:
    button = Button("读卡", key="F2", shortcut=True)
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    button.setText("重新读卡")
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, Qt.Key.Key_F2)
