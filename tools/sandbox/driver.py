"""Drives the real window as a person would: keys and mouse through Qt's own event queue, then a look."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

STALL_MS = 50.0


class TourError(RuntimeError):
    """The window did not do what a clerk would expect; the text says what was waited for."""


class StallWatch(QObject):
    """Longest pauses of the event loop, by a timer that ought to fire every five milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.stalls: list[tuple[str, float]] = []
        self.longest = 0.0
        self.step = ""
        self._last: float | None = None
        self._timer = QTimer(self, interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        if self._last is not None:
            pause = (now - self._last) * 1000
            self.longest = max(self.longest, pause)
            if pause > STALL_MS:
                self.stalls.append((self.step, round(pause, 1)))
        self._last = now

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Taking a picture is not the product's work."""
        yield
        self._last = None


@dataclass
class Driver:
    window: QWidget
    pictures: Path
    watch: StallWatch
    steps: list[dict[str, Any]] = field(default_factory=list)
    shots: list[str] = field(default_factory=list)

    # --- time --------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.watch.step = name
        started = time.perf_counter()
        yield
        self.steps.append({"step": name, "seconds": round(time.perf_counter() - started, 3)})

    def until(self, what: str, condition: Callable[[], Any], timeout: float = 20.0) -> Any:
        """Let events run until `condition` holds, and return what it gave."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            QTest.qWait(5)
        self.shot("failed")
        raise TourError(f"waited {timeout:.0f} s for: {what}\n{self.visible_words()}")

    def settle(self, milliseconds: int = 60) -> None:
        """Give layouts and repaints a moment before a picture is taken."""
        QTest.qWait(milliseconds)

    # --- what is on the screen -----------------------------------------------------------------------------

    def widgets(self, kind: type[QWidget] = QWidget) -> list[QWidget]:
        top = QApplication.activeModalWidget() or self.window
        return [w for w in top.findChildren(kind) if w.isVisible()]

    def visible_words(self) -> str:
        words = []
        for widget in self.widgets():
            text = getattr(widget, "text", None)
            if callable(text):
                value = text()
                if isinstance(value, str) and value.strip():
                    words.append(value.strip())
        return " | ".join(dict.fromkeys(words))

    def shows(self, text: str) -> bool:
        return text in self.visible_words()

    def button(self, text: str) -> QAbstractButton | None:
        """A visible button by its words, its accessible name, or the beginning of either."""
        for exact in (True, False):
            for widget in self.widgets(QAbstractButton):
                for name in (widget.text(), widget.accessibleName()):  # type: ignore[attr-defined]
                    if name == text or (not exact and name.startswith(text)):
                        return widget  # type: ignore[return-value]
        return None

    def field(self, label: str) -> QWidget | None:
        """An input by its accessible name."""
        for widget in self.widgets():
            if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.accessibleName().startswith(label):
                return widget
        return None

    # --- hands ---------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._wake()
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        QTest.qWait(10)

    def _wake(self) -> None:
        """Offscreen there is no window manager that would give the focus back after a dialog."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            QTest.qWait(30)

    def type(self, text: str) -> None:
        """Type into whatever has the focus. Chinese goes in as an input method commits it."""
        self._wake()
        target = QApplication.focusWidget()
        if target is None:
            raise TourError(f"nothing has the focus for {text!r}")
        if text.isascii():
            for character in text:
                # A key goes to whatever has the focus by then: typing may move it, as a code on a tile does.
                QTest.keyClicks(QApplication.focusWidget() or target, character)
        else:
            from PySide6.QtGui import QInputMethodEvent

            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(target, event)
        QTest.qWait(10)

    def click(self, target: QWidget | str, timeout: float = 15.0) -> None:
        """Press a button with the mouse, by itself or by its words, once it may be pressed."""
        if isinstance(target, str):
            name = target
            widget = self.until(f"button {name}", lambda: self._ready(name), timeout)
        else:
            widget = target
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() // 2, widget.height() // 2)
        )
        QTest.qWait(10)

    def _ready(self, name: str) -> QAbstractButton | None:
        found = self.button(name)
        return found if found is not None and found.isEnabled() else None

    # --- pictures --------------------------------------------------------------------------------------------

    def shot(self, name: str) -> None:
        self.settle()
        with self.watch.paused():
            self.pictures.mkdir(parents=True, exist_ok=True)
            path = self.pictures / f"{name}.png"
            self.window.grab().save(str(path))
            self.shots.append(path.name)
