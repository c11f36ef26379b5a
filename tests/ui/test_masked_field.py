"""The masked number: shown while held, ten seconds at most, nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.looks import accessible_name, accessible_texts
from window_client.ui.widgets.masked_field import LONGEST_REVEAL_MS, MaskedField, MaskedNumber, split

NUMBER = "480221199105173526"


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    return window


def shown_field(host: QWidget, qtbot: QtBot, gated: bool = False) -> MaskedField:
    field = MaskedField(gated=gated)
    layout = host.layout()
    assert layout is not None
    layout.addWidget(field)
    layout.addWidget(QLineEdit())
    if not gated:
        field.set_number(NUMBER)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    return field


def picture(field: MaskedField) -> object:
    view = field.findChild(MaskedNumber)
    assert view is not None
    return view.grab().toImage()


def by_mouse(field: MaskedField, qtbot: QtBot) -> tuple[Callable[[], None], Callable[[], None]]:
    return (
        lambda: qtbot.mousePress(field.button, Qt.MouseButton.LeftButton),
        lambda: qtbot.mouseRelease(field.button, Qt.MouseButton.LeftButton),
    )


def by_space(field: MaskedField, qtbot: QtBot) -> tuple[Callable[[], None], Callable[[], None]]:
    field.button.setFocus()
    return (
        lambda: qtbot.keyPress(field.button, Qt.Key.Key_Space),
        lambda: qtbot.keyRelease(field.button, Qt.Key.Key_Space),
    )


def by_call(field: MaskedField, qtbot: QtBot) -> tuple[Callable[[], None], Callable[[], None]]:
    return field.hold, field.release


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        (NUMBER, ("480221", "19910517", "3526")),
        ("13800002716", ("138", "0000", "2716")),
        ("H1234567890", ("H", "123456", "7890")),
        ("E1234", ("", "E1234", "")),
        ("", ("", "", "")),
    ],
)
def test_what_is_hidden(number: str, parts: tuple[str, str, str]) -> None:
    assert split(number) == parts


@pytest.mark.parametrize("way", [by_mouse, by_space, by_call])
def test_the_number_shows_while_it_is_held(
    host: QWidget, qtbot: QtBot, way: Callable[..., tuple[Callable[[], None], Callable[[], None]]]
) -> None:
    field = shown_field(host, qtbot)
    masked = picture(field)
    down, up = way(field, qtbot)
    with qtbot.waitSignal(field.revealed):
        down()
    assert field.is_revealed()
    assert picture(field) != masked
    with qtbot.waitSignal(field.hidden):
        up()
    assert not field.is_revealed()
    assert picture(field) == masked


def test_after_ten_seconds_it_hides_by_itself(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot)
    assert field._timer.interval() == LONGEST_REVEAL_MS == 10_000
    field._timer.setInterval(1)
    with qtbot.waitSignal(field.hidden):
        field.hold()
    assert not field.is_revealed()


def test_losing_the_focus_hides_it(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot)
    field.button.setFocus()
    qtbot.keyPress(field.button, Qt.Key.Key_Space)
    assert field.is_revealed()
    other = host.findChild(QLineEdit)
    assert other is not None
    other.setFocus()
    assert not field.is_revealed()


def test_leaving_the_window_or_the_page_hides_it(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot)
    field.hold()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not field.is_revealed())
    field.hold()
    field.hide()
    assert not field.is_revealed()
    field.hold()
    assert not field.is_revealed()


def test_another_resident_is_masked_from_the_start(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot)
    field.hold()
    field.set_number("390102198712240517")
    assert not field.is_revealed()
    assert "0517" in accessible_name(field.findChild(MaskedNumber))


def test_the_number_is_in_no_accessible_text_and_on_no_clipboard(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot)
    QGuiApplication.clipboard().setText("before")
    for held in (False, True):
        if held:
            field.hold()
        said = " ".join(accessible_texts(host))
        assert "已遮盖，末四位 3526" in said
        assert "19910517" not in said
        assert NUMBER not in said
        qtbot.keyClick(field.button, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"
    assert NUMBER not in host.windowTitle() + field.toolTip() + field.button.toolTip()


def test_a_gated_number_shows_only_after_it_was_granted(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot, gated=True)
    field.set_masked("480221", 8, "3526")
    masked = picture(field)
    with qtbot.waitSignal(field.reveal_requested):
        field.hold()
    assert not field.is_revealed()
    assert picture(field) == masked
    with qtbot.waitSignal(field.revealed):
        field.grant(NUMBER)
    assert field.is_revealed()
    field.release()
    assert picture(field) == masked
    assert field._number == ""


def test_a_grant_that_comes_too_late_shows_nothing(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot, gated=True)
    field.set_masked("480221", 8, "3526")
    field.hold()
    field.release()
    with qtbot.assertNotEmitted(field.revealed):
        field.grant(NUMBER)
    assert field._number == ""


def test_holding_asks_once(host: QWidget, qtbot: QtBot, qapp: QApplication) -> None:
    field = shown_field(host, qtbot, gated=True)
    field.set_masked("480221", 8, "3526")
    asked: list[bool] = []
    field.reveal_requested.connect(lambda: asked.append(True))
    field.hold()
    field.hold()
    assert asked == [True]


def test_an_empty_field_offers_nothing_to_show(host: QWidget, qtbot: QtBot) -> None:
    field = shown_field(host, qtbot)
    field.set_number("")
    assert not field.button.isVisible()
    field.hold()
    assert not field.is_revealed()
