"""Every page by keyboard alone: Tab comes to each control, and who has the focus is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.desk_kit import Counter
from tests.ui.desk_scenes import SCENES
from tests.ui.test_case_page import start, to_form
from window_client.ui.widgets.choice_card import ChoiceCard

MOST_STEPS = 120


def controls(root: QWidget) -> set[QWidget]:
    """What Tab has to come to. Of a group of choices one is enough: arrow keys do the rest."""
    found = set()
    for widget in root.findChildren(QWidget):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        grouped = isinstance(widget, QRadioButton | ChoiceCard)
        inner = widget.objectName().startswith("qt_") or widget.focusProxy() is not None
        if tabbed and widget.isVisible() and widget.isEnabled() and not grouped and not inner:
            found.add(widget)
    return found


def walk(window: QWidget) -> tuple[list[QWidget], list[str]]:
    """Press Tab until it comes round: who had the focus, and which of them could not be seen."""
    seen: list[QWidget] = []
    hidden: list[str] = []
    for _step in range(MOST_STEPS):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        focus = window.focusWidget()
        if focus is None or (seen and focus is seen[0]):
            break
        if focus not in seen:
            seen.append(focus)
            if not isinstance(focus, QAbstractScrollArea) and focus.visibleRegion().isEmpty():
                hidden.append(f"out of view: {name_of(focus)}")
    return seen, hidden


def picture(window: QWidget, widget: QWidget) -> QImage:
    """The widget with a little of what surrounds it, where some draw their focus."""
    place = widget.rect().translated(widget.mapTo(window, QPoint())).adjusted(-3, -3, 3, 3)
    return window.grab(place).toImage()


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text}".strip()


def unseen_focus(window: QWidget, seen: list[QWidget]) -> list[str]:
    """Those that look the same with the focus as without it."""
    found = []
    for widget in seen:
        if isinstance(widget, QAbstractScrollArea) or widget.visibleRegion().isEmpty():
            continue  # the walk has scrolled it away; it was seen when its turn came
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_focus = picture(window, widget)
        widget.clearFocus()
        QApplication.processEvents()
        if picture(window, widget) == with_focus:
            found.append(name_of(widget))
    return found


def test_tab_comes_to_every_control_and_the_focus_is_seen(counter: Counter, qtbot: QtBot) -> None:
    problems: dict[str, list[str]] = {}
    for name, play in SCENES.items():
        counter.clock.advance(minutes=3)
        play(counter, lambda: qtbot.waitUntil(counter.idle))
        qtbot.waitUntil(counter.idle)
        window = counter.window
        window.activateWindow()
        seen, hidden = walk(window)
        missed = hidden + [f"not reached: {name_of(one)}" for one in controls(window) - set(seen)]
        told = missed + [f"not seen: {text}" for text in unseen_focus(window, seen)]
        if told:
            problems[name] = sorted(told)
    assert problems == {}


def test_f8_brings_the_next_problem_into_view(counter: Counter, qtbot: QtBot) -> None:
    counter.window.resize(1280, 680)
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    page.go_on()
    came: set[QWidget] = set()
    for _press in range(4):
        QTest.keyClick(page, Qt.Key.Key_F8)
        focus = counter.window.focusWidget()
        assert focus is not None
        qtbot.waitUntil(lambda: not counter.window.focusWidget().visibleRegion().isEmpty())
        came.add(focus)
    assert len(came) > 1
