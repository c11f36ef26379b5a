"""The window locks itself when nobody touches it, and pays nothing for knowing that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from window_client.ui.idle_watch import IdleWatch

MINUTES = 0.005
"""0.3 s."""


class CountingWatch(IdleWatch):
    """Counts the events it is asked about."""

    asked = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        CountingWatch.asked += 1
        return super().eventFilter(watched, event)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def native(window: QWidget) -> QWindow:
    handle = window.windowHandle()
    assert handle is not None
    return handle


def key_press() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")


def mouse_move() -> QMouseEvent:
    at = QPointF(QPoint(5, 5))
    nothing = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, at, at, nothing, nothing, Qt.KeyboardModifier.NoModifier)


def test_it_tells_once_when_nobody_touches_anything(window: QWidget, owner: QObject, qtbot: QtBot) -> None:
    watch = IdleWatch(MINUTES, owner)
    with qtbot.waitSignal(watch.idle):
        watch.watch(True)
    assert not watch.is_watching()


@pytest.mark.parametrize("touch", [key_press, mouse_move])
def test_a_touch_begins_the_time_anew(window: QWidget, owner: QObject, touch: object, qtbot: QtBot) -> None:
    watch = IdleWatch(10, owner)
    watch.watch(True)
    qtbot.waitUntil(lambda: watch._timer.remainingTime() < 599_950)
    before = watch._timer.remainingTime()
    QApplication.sendEvent(native(window), touch())  # type: ignore[operator]
    assert watch._timer.remainingTime() > before


def test_a_window_that_opens_later_counts_as_well(window: QWidget, owner: QObject, qtbot: QtBot) -> None:
    watch = IdleWatch(10, owner)
    watch.watch(True)
    dialog = QWidget()
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: watch._timer.remainingTime() < 599_950 and dialog.isActiveWindow())
    before = watch._timer.remainingTime()
    QApplication.sendEvent(native(dialog), key_press())
    assert watch._timer.remainingTime() > before


def test_nobody_is_watched_before_and_after(window: QWidget, owner: QObject) -> None:
    watch = IdleWatch(10, owner)
    QApplication.sendEvent(native(window), key_press())
    assert not watch.is_watching()
    watch.watch(True)
    watch.watch(False)
    QApplication.sendEvent(native(window), key_press())
    assert not watch.is_watching()


def test_making_and_painting_widgets_asks_it_nothing(window: QWidget, owner: QObject) -> None:
    """Asked about every event of every widget it would double what a page costs."""
    watch = CountingWatch(10, owner)
    watch.watch(True)
    QApplication.processEvents()
    before = CountingWatch.asked
    page = QWidget(window)
    column = QVBoxLayout(page)
    for at in range(50):
        column.addWidget(QLabel(str(at), page))
    page.resize(window.size())
    page.show()
    page.repaint()
    QApplication.processEvents()
    assert CountingWatch.asked - before < 20
