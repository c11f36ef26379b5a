"""The two hands of the tour: one that only has keys and one that only has a mouse.

Both go through the windowing system's queue to the window that has the focus or lies under the pointer, so that
shortcuts, focus, pop-ups, modal windows and whatever covers a button count as they do for a person.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QWidget,
)

from tools.sandbox.driver import Driver, TourError
from window_client.ui.widgets.list_rows import ListRowView

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
_MOST_TABS = 120
_MOST_NOTCHES = 60
FINGERS_MS = 150
"""Between two keys of a practised typist: what the window prepares meanwhile nobody waits for."""
_AFTER_MS = 10
_STILL_MS = 40


class _Hand:
    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.keys = 0
        self.clicks = 0

    def type(self, text: str, pace_ms: int = 0) -> None:
        """Type into whatever has the focus, `pace_ms` between two keys. Chinese goes in as an input method commits
        it."""
        for character in text if text.isascii() else ():
            # A key goes to whatever has the focus by then: typing may move it, as a code on a tile does.
            QTest.keyClick(self._focus_window(), ord(character))
            self.keys += 1
            QTest.qWait(pace_ms)
        if not text.isascii():
            self._focus_window()
            target = QApplication.focusObject()
            if target is None:
                raise TourError(f"nothing has the focus for {text!r}")
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(target, event)
            self.keys += len(text)
        QTest.qWait(_AFTER_MS)

    def _focus_window(self) -> QWindow:
        window = self.driver.until("a window with the focus", QGuiApplication.focusWindow)
        assert isinstance(window, QWindow)
        return window


class Keyboard(_Hand):
    """Keys and nothing else."""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        QTest.keyClick(self._focus_window(), key, modifier)
        self.keys += 1
        QTest.qWait(_AFTER_MS)

    def tab_to(self, name: str, among: QWidget | None = None) -> QWidget:
        """Tab until what has the focus is called `name`."""
        passed: list[str] = []
        for _ in range(_MOST_TABS):
            with self.driver.watch.excused():
                found, called = QApplication.focusWidget(), focus_name()
            passed.append(called)
            if found is not None and called.startswith(name):
                return found
            self.press(Qt.Key.Key_Tab)
        raise TourError(f"Tab does not reach {name!r}; it passes {list(dict.fromkeys(passed))}")

    def arrow_to(self, name: str) -> None:
        """Within a group of choices: down a row, then along it."""
        passed: list[str] = []
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right) * 3:
            passed.append(focus_name())
            if passed[-1].startswith(name):
                return
            self.press(key)
        raise TourError(f"the arrows do not reach {name!r}; they pass {list(dict.fromkeys(passed))}")

    def choose(self, name: str, text: str) -> None:
        """Tab to a list, open it, go down to the entry, Enter."""
        box = self.tab_to(name)
        if not isinstance(box, QComboBox):
            raise TourError(f"{name!r} is no list but a {type(box).__name__}")
        self.press(Qt.Key.Key_Down, ALT)
        view = box.view()
        self.driver.until(f"the list of {name}", view.isVisible)
        for _ in range(box.count() + 1):
            if str(view.currentIndex().data() or "").startswith(text):
                self.press(Qt.Key.Key_Return)
                self.driver.until(f"{text} chosen", lambda: box.currentText().startswith(text))
                return
            self.press(Qt.Key.Key_Down)
        raise TourError(f"no entry {text!r} among {[box.itemText(n) for n in range(box.count())]}")


class Mouse(_Hand):
    """Clicks and the wheel; letters only where text is wanted."""

    def click(
        self, target: QWidget | str, *, at: QPoint | None = None, times: int = 1, timeout: float = 30.0
    ) -> None:
        """Press something by itself or by its words, once it may be pressed and nothing lies over it; up to three
        `times` quickly."""
        widget = self._find(target, timeout) if isinstance(target, str) else target
        self._wait_until_still(widget)
        spot = self._reach(widget, at)
        window = widget.window().windowHandle()
        QTest.mouseMove(window, spot)
        if times > 1:
            QTest.mouseDClick(window, Qt.MouseButton.LeftButton, pos=spot)
        if times != 2:
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=spot)
        self.clicks += times
        QTest.qWait(_AFTER_MS)

    def click_row(self, view: ListRowView, words: str, *, times: int = 1) -> None:
        """The row of a list that says `words`."""
        rows = view.row_model.rows()
        at = next((n for n, row in enumerate(rows) if words in row.sentence()), -1)
        if at < 0:
            raise TourError(f"no row {words!r} among {[row.sentence() for row in rows]}")
        spot = view.visualRect(view.row_model.index(at)).center()
        self.click(view.viewport(), at=spot, times=times)

    def choose(self, box: QComboBox, text: str) -> None:
        """Open the list, wheel to the entry, press it."""
        self.click(box)
        view = box.view()
        self.driver.until("the list", view.isVisible)
        # A release within the double-click time belongs to the press that opened the list.
        QTest.qWait(QApplication.doubleClickInterval() + 50)
        row = next((n for n in range(box.count()) if box.itemText(n).startswith(text)), -1)
        if row < 0:
            raise TourError(f"no entry {text!r} among {[box.itemText(n) for n in range(box.count())]}")
        index = view.model().index(row, box.modelColumn())
        port = view.viewport()
        self._wheel(
            port, lambda: view.visualRect(index).center().y() - port.rect().center().y(), port.rect().height()
        )
        self.click(port, at=view.visualRect(index).center())
        self.driver.until(f"{text} chosen", lambda: box.currentText().startswith(text))

    def _find(self, name: str, timeout: float) -> QWidget:
        found = self.driver.until(f"button {name}", lambda: self.driver.ready_button(name), timeout)
        assert isinstance(found, QWidget)
        return found

    def _wait_until_still(self, widget: QWidget) -> None:
        """Nobody aims at what is still being laid out."""
        before = None
        while before != (before := QRect(widget.mapTo(widget.window(), QPoint()), widget.size())):
            QTest.qWait(_STILL_MS)

    def _reach(self, widget: QWidget, at: QPoint | None) -> QPoint:
        """Where in its window to press; wheels the page until it is in view. `TourError` where it is covered."""
        middle = at if at is not None else widget.rect().center()
        area = _scroller(widget)
        if area is not None and widget is not area.viewport():
            port = area.viewport()
            self._wheel(
                port,
                lambda: widget.mapTo(port, middle).y() - port.rect().center().y(),
                port.rect().height() - 40,
            )
        window = widget.window()
        spot = widget.mapTo(window, middle)
        with self.driver.watch.excused():
            hit = window.childAt(spot)
        if hit is not None and hit is not widget and not widget.isAncestorOf(hit):
            name = widget.accessibleName() or getattr(widget, "text", str)()
            raise TourError(f"{name or type(widget).__name__} is covered by {type(hit).__name__}")
        return spot

    def _wheel(self, port: QWidget, off_centre: Callable[[], int], height: int) -> None:
        """Turn the wheel over `port` until the thing wanted is within it; at the end of the scroll bar it is let be."""
        for _ in range(_MOST_NOTCHES):
            off = off_centre()
            if abs(off) < height / 2 - 4:
                return
            middle = port.mapTo(port.window(), port.rect().center())
            QTest.wheelEvent(port.window().windowHandle(), middle, QPoint(0, -120 if off > 0 else 120))
            QTest.qWait(_AFTER_MS)
            if off_centre() == off:
                return


def _scroller(widget: QWidget) -> QAbstractScrollArea | None:
    """The area that would bring `widget` into view."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea) and parent.verticalScrollBar().maximum() > 0:
            return parent
        parent = parent.parentWidget()
    return None


def focus_name() -> str:
    """What a screen reader calls the thing that has the focus."""
    found = QApplication.focusWidget()
    interface = QAccessible.queryAccessibleInterface(found) if found is not None else None
    return interface.text(QAccessible.Text.Name) if interface is not None else ""
