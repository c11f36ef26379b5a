"""The frame: pages on demand, keys, the cover, what the strip and the header say."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import gallery_pages
from tests.ui.looks import accessible_name, clipped_labels, nameless
from window_client.ui.main_window import MAKE_AT_ONCE_SECONDS, MainWindow
from window_client.ui.theme import Theme
from window_client.ui.turns import Turns
from window_client.ui.widgets.omnibox import Suggestion
from window_client.ui.widgets.status_strip import DeviceState, StatusStrip

RAIL = [
    ("counter", "受理台", "top"),
    ("cases", "办件", "top"),
    ("sync", "同步", "top"),
    ("settings", "设置", "bottom"),
]


class Page(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.calls: list[Any] = []
        self.name = name
        self.may_leave = True
        column = QVBoxLayout(self)
        self.edit = QLineEdit(self)
        self.edit.setAccessibleName("姓名")
        column.addWidget(self.edit)
        self.bar = QLabel("操作", self)

    def open(self, **context: Any) -> None:
        self.calls.append(context)

    def action_bar(self) -> QWidget | None:
        return self.bar if self.name == "cases" else None

    def set_compact(self, compact: bool) -> None:
        self.compact = compact

    def leave(self) -> bool:
        return self.may_leave

    def reveal(self, held: bool) -> None:
        self.calls.append(held)

    def escape(self) -> None:
        self.calls.append("escape")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.made_pages = []  # type: ignore[attr-defined]
    for key, title, group in RAIL:

        def factory(name: str = key) -> QWidget:
            made.made_pages.append(name)  # type: ignore[attr-defined]
            return Page(name)

        made.add_page(key, title, "counter", factory, group)
    made.add_page("intake", "办理", "cases", lambda: Page("intake"), "", nav_key="cases")
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def page(window: MainWindow, key: str) -> Page:
    found = window.page(key)
    assert isinstance(found, Page)
    return found


def test_pages_are_made_when_first_shown(window: MainWindow, qtbot: QtBot) -> None:
    assert window.made_pages == []  # type: ignore[attr-defined]
    with qtbot.waitSignal(window.page_changed) as changed:
        assert window.show_page("counter")
    assert changed.args == ["counter"]
    window.show_page("cases", case_id="x")
    window.show_page("counter")
    assert window.made_pages == ["counter", "cases"]  # type: ignore[attr-defined]
    assert {"case_id": "x"} in page(window, "cases").calls
    assert window.shell.header.title.text() == "受理台"


def test_the_rail_leads_to_pages_and_marks_the_one_shown(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    item = window.shell.rail._items["sync"]
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.current_page() == "sync"
    assert [key for key, each in window.shell.rail._items.items() if each.isChecked()] == ["sync"]
    window.show_page("intake")
    assert [key for key, each in window.shell.rail._items.items() if each.isChecked()] == ["cases"]


def test_alt_and_a_digit_go_down_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    for digit, key in ((Qt.Key.Key_2, "cases"), (Qt.Key.Key_4, "settings"), (Qt.Key.Key_1, "counter")):
        qtbot.keyClick(window, digit, Qt.KeyboardModifier.AltModifier)
        assert window.current_page() == key
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert window.current_page() == "counter"


def test_a_page_that_does_not_let_go_stays(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    page(window, "counter").may_leave = False
    qtbot.mouseClick(window.shell.rail._items["cases"], Qt.MouseButton.LeftButton)
    assert window.current_page() == "counter"
    assert window.shell.rail._items["counter"].isChecked()
    assert not window.close()
    page(window, "counter").may_leave = True
    with qtbot.waitSignal(window.closed):
        assert window.close()


def test_the_action_bar_belongs_to_its_page(window: MainWindow) -> None:
    window.show_page("counter")
    assert not window.shell.action_bar.isVisible()
    window.show_page("cases")
    assert window.shell.action_bar.isVisible()
    assert window.shell.action_bar.height() == 64
    window.show_page("counter")
    assert not page(window, "cases").bar.isVisible()
    assert not window.shell.action_bar.isVisible()


def test_a_toast_covers_no_button_of_the_action_bar(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("cases")
    window.show_toast("已暂存在本机")
    toast, bar = window.shell.toast, window.shell.action_bar
    qtbot.waitUntil(lambda: toast.geometry().bottom() < bar.y())
    assert toast.isVisible()


def test_the_frame_has_the_measures_of_the_design(window: MainWindow) -> None:
    window.show_page("counter")
    shell = window.shell
    assert (shell.rail.width(), shell.header.height(), shell.strip.height()) == (80, 64, 40)
    items = list(shell.rail._items.values())
    assert items[0].height() == 64
    assert items[1].y() - items[0].y() == 72
    assert shell.header.omnibox.width() == 520
    assert (shell.header.connection.sizeHint().width(), shell.header.omnibox.height()) == (120, 40)


@pytest.mark.parametrize(
    ("size", "compact"),
    [((1440, 900), False), ((1399, 900), True), ((1440, 819), True), ((1400, 820), False)],
)
def test_small_windows_are_compact(
    window: MainWindow, size: tuple[int, int], compact: bool, qtbot: QtBot
) -> None:
    window.show_page("counter")
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size().toTuple() == size)
    assert page(window, "counter").compact is compact


def test_keys_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.omnibox.edit.hasFocus()
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(window.help_requested):
        qtbot.keyClick(window, Qt.Key.Key_F1)
    with qtbot.waitSignal(window.lock_requested):
        qtbot.mouseClick(window.shell.header.lock, Qt.MouseButton.LeftButton)


def test_f4_is_handed_to_the_page_down_and_up(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    shown = page(window, "counter")
    shown.edit.setFocus()
    shown.calls.clear()
    qtbot.keyPress(shown.edit, Qt.Key.Key_F4)
    qtbot.keyRelease(shown.edit, Qt.Key.Key_F4)
    qtbot.keyClick(shown.edit, Qt.Key.Key_Escape)
    assert shown.calls == [True, False, "escape"]


def test_the_cover_hides_everything_and_takes_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    cover = QLabel("已锁屏")
    window.show_toast("已保存")
    window.set_cover(cover)
    assert window.is_covered()
    assert cover.isVisible()
    assert not window.shell.isVisible()
    with qtbot.assertNotEmitted(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current_page() == "counter"
    assert page(window, "counter").calls[-1] is False
    window.set_cover(None)
    assert window.shell.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current_page() == "cases"


def test_the_cover_can_be_shown_before_the_frame_is_made(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    cover = QLabel("登录")
    window.set_cover(cover)
    window.show()
    assert cover.isVisible()
    assert window._shell is None
    qtbot.keyClick(window, Qt.Key.Key_F4)
    window.set_cover(None)
    assert window.shell.isVisible()


def test_another_person_gets_other_pages(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("cases")
    former = page(window, "cases")
    gone: list[bool] = []
    former.destroyed.connect(lambda: gone.append(True))
    window.clear_pages()
    qtbot.waitUntil(lambda: bool(gone))
    assert window.shell.rail.keys() == []
    assert window.current_page() == ""
    window.add_page("counter", "受理台", "counter", lambda: Page("counter"))
    assert window.show_page("counter")
    assert window.shell.rail.keys() == ["counter"]


def test_what_the_frame_says(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    window.set_title("受理台", "2026年11月24日　星期二")
    window.set_operator("王岚", "户籍民警 · 2 号窗口")
    window.set_connection("offline", "离线 · 第3天")
    window.set_nav_count("sync", 3, "brass")
    window.set_clock("10:24")
    assert accessible_name(window.shell.header.connection) == "省厅连接：离线 · 第3天"
    assert accessible_name(window.shell.rail._items["sync"]) == "同步，3 项待处理"
    window.set_nav_count("sync", 0)
    assert accessible_name(window.shell.rail._items["sync"]) == "同步"
    with qtbot.waitSignal(window.connection_pressed):
        qtbot.mouseClick(window.shell.header.connection, Qt.MouseButton.LeftButton)
    with pytest.raises(KeyError):
        window.set_connection("perhaps", "")
    with pytest.raises(ValueError, match="green"):
        window.set_nav_count("sync", 1, "green")


def test_a_narrow_strip_drops_device_words_before_keys(qtbot: QtBot) -> None:
    strip = StatusStrip()
    qtbot.addWidget(strip)
    hints = [("F2", "读卡"), ("F3", "手工录入"), ("F4", "按住显示号码"), ("F6", "暂存换人"), ("F9", "打印")]
    strip.set_key_hints(hints)
    strip.set_device_states([DeviceState("card", "读卡器就绪"), DeviceState("printer", "打印机就绪")])
    strip.resize(1200, 40)
    with qtbot.waitExposed(strip):
        strip.show()
    words = [device.words for device in strip._states]
    assert all(word.isVisible() for word in words)
    strip.resize(strip._needed(len(hints), True) - 1, 40)
    assert not any(word.isVisible() for word in words)
    assert all(hint.isVisible() for hint in strip._hints)
    assert accessible_name(strip._states[0]) == "读卡器就绪"
    strip.resize(300, 40)
    assert strip._hints[0].isVisible()
    assert not strip._hints[-1].isVisible()
    assert strip.key_hints() == hints
    strip.resize(1200, 40)
    assert all(shown.isVisible() for shown in [*words, *strip._hints])


def test_the_omnibox_suggests_and_submits(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    services = {"21": "变更更正证明", "22": "注销户口证明"}
    window.omnibox.set_source(
        lambda text: [
            Suggestion(code, name, code) for code, name in services.items() if code.startswith(text)
        ]
    )
    window.focus_omnibox()
    edit = window.omnibox.edit
    qtbot.keyClicks(edit, "2")
    assert window.omnibox.list_is_open()
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.omnibox_chosen) as chosen:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert chosen.args == ["22"]
    assert edit.text() == ""
    qtbot.keyClicks(edit, " 20261124-0019 ")
    with qtbot.waitSignal(window.omnibox_submitted) as submitted:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert submitted.args == ["20261124-0019"]


def test_escape_closes_the_list_then_clears_the_box_then_asks_the_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page("counter")
    window.omnibox.set_source(lambda text: [Suggestion(1, "变更更正证明")])
    window.focus_omnibox()
    edit = window.omnibox.edit
    qtbot.keyClicks(edit, "2")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not window.omnibox.list_is_open()
    assert edit.text() == "2"
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == ""
    assert "escape" not in page(window, "counter").calls
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert "escape" in page(window, "counter").calls


def test_a_suggestion_is_chosen_by_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    window.focus_omnibox()
    window.omnibox.edit.setText("2")
    window.omnibox.set_suggestions([Suggestion("a", "一"), Suggestion("b", "二")])
    popup = window.omnibox._popup
    assert popup is not None
    at = popup.view.visualRect(popup.view.row_model.index(1)).center()
    with qtbot.waitSignal(window.omnibox_chosen) as chosen:
        qtbot.mouseClick(popup.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == ["b"]


def test_leaving_the_box_closes_its_list(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("counter")
    window.focus_omnibox()
    window.omnibox.set_suggestions([Suggestion("a", "一")])
    assert window.omnibox.list_is_open()
    page(window, "counter").edit.setFocus()
    assert not window.omnibox.list_is_open()
    window.omnibox.set_suggestions([Suggestion("a", "一")])
    assert not window.omnibox.list_is_open()


def test_every_focusable_widget_of_the_frame_has_a_name(window: MainWindow) -> None:
    window.show_page("cases")
    window.set_connection("online", "省厅已连接")
    assert nameless(window) == []


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1280, 680)])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_in_the_frame_is_cut_off(
    qtbot: QtBot, theme: Theme, qapp: QApplication, size: tuple[int, int], mode: str
) -> None:
    theme.apply(qapp, mode)
    window = gallery_pages.shell_with_counter()
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    assert isinstance(window, MainWindow)
    assert clipped_labels(window.shell.header) == []
    assert clipped_labels(window.shell.strip) == []


def test_at_two_hundred_percent_the_rail_and_the_header_still_fit(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 2.0)
    window = gallery_pages.shell_with_counter()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    assert isinstance(window, MainWindow)
    rail = window.shell.rail
    items = list(rail._items.values())
    assert all(item.geometry().bottom() <= rail.height() for item in items)
    assert not any(one.geometry().intersects(other.geometry()) for one, other in itertools.pairwise(items))
    assert clipped_labels(window.shell.header) == []
    assert window.width() == 1440


class InParts(QWidget):
    """Three parts; `slow` ones take longer than a key's turn may."""

    def __init__(self, told: list[str], slow: bool = False, broken: bool = False) -> None:
        super().__init__()
        self._told, self._slow, self._broken = told, slow, broken

    def build(self) -> Iterator[None]:
        for at in range(3):
            end = time.perf_counter() + (MAKE_AT_ONCE_SECONDS if self._slow else 0)
            while time.perf_counter() < end:
                pass
            if self._broken and at == 1:
                self._broken = False
                raise ValueError("part 1")
            self._told.append(f"part {at}")
            yield

    def open(self, **_context: Any) -> None:
        self._told.append("open")


def test_a_page_is_whole_before_it_is_opened(window: MainWindow) -> None:
    told: list[str] = []
    window.add_page("parts", "部分", "counter", lambda: InParts(told), "")
    assert window.make_part("parts")
    assert window.make_part("parts")
    assert told == ["part 0"]
    assert window.show_page("parts")
    assert told == ["part 0", "part 1", "part 2", "open"]
    assert not window.make_part("parts")
    window.clear_pages()
    assert not window.make_part("parts")


def test_a_key_waits_for_no_long_page(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    window.add_page("parts", "部分", "counter", lambda: InParts(told, slow=True))
    window.show_page("counter")
    window.go_to("parts")
    assert "part 2" not in told
    assert window.current_page() == "counter"
    qtbot.waitUntil(lambda: window.current_page() == "parts")
    assert told == ["part 0", "part 1", "part 2", "open"]


@pytest.mark.parametrize("meanwhile", ["another page", "cleared", "locked"])
def test_who_asks_for_something_else_meanwhile_gets_that(
    window: MainWindow, qtbot: QtBot, meanwhile: str
) -> None:
    told: list[str] = []
    window.add_page("parts", "部分", "counter", lambda: InParts(told, slow=True))
    window.show_page("counter")
    window.go_to("parts")
    if meanwhile == "another page":
        window.show_page("cases")
    elif meanwhile == "cleared":
        window.clear_pages()
    else:
        window.set_cover(QWidget())
    turned: list[bool] = []
    QTimer.singleShot(0, window, lambda: turned.append(True))
    qtbot.waitUntil(lambda: bool(turned) and not window.make_part("parts") and not window.findChildren(Turns))
    assert "open" not in told
    assert window.current_page() != "parts"


def test_half_a_page_is_made_anew(window: MainWindow) -> None:
    told: list[str] = []
    broken = [True, False]
    window.add_page("parts", "部分", "counter", lambda: InParts(told, broken=broken.pop(0)), "")
    with pytest.raises(ValueError, match="part 1"):
        window.page("parts")
    shown = window.shell.stack.count()
    whole = window.page("parts")
    assert told == ["part 0", "part 0", "part 1", "part 2"]
    assert window.shell.stack.count() == shown + 1
    assert window.page("parts") is whole
