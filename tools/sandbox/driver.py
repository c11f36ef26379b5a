"""Watches the real window as a person would: waits for what it shows, reads its words, takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tools.sandbox.stalls import StallWatch
from window_client.ui.widgets.header_bar import ConnectionPill
from window_client.ui.widgets.list_rows import ListRowView

_LOOK_MS = 20


class TourError(RuntimeError):
    """The window did not do what a clerk would expect; the text says what was waited for."""


class WindowManager(QObject):
    """Gives the focus back when a dialog has closed: offscreen nobody else does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if QGuiApplication.focusWindow() is None and self._window.isVisible():
            (QApplication.activeModalWidget() or self._window).activateWindow()


@dataclass
class Driver:
    window: QWidget
    pictures: Path
    watch: StallWatch
    steps: list[dict[str, Any]] = field(default_factory=list)
    shots: list[str] = field(default_factory=list)
    _failure: Exception | None = None

    # --- time --------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.watch.step = name
        started = time.perf_counter()
        yield
        self.steps.append({"step": name, "seconds": round(time.perf_counter() - started, 3)})

    def until(self, what: str, condition: Callable[[], Any], timeout: float = 30.0) -> Any:
        """Let events run until `condition` holds, and return what it gave."""
        end = time.monotonic() + timeout
        while True:
            self.raise_failure()
            with self.watch.excused():
                found = condition()
            if found:
                return found
            if time.monotonic() > end:
                break
            QTest.qWait(5)
        self.shot("failed")
        raise TourError(f"waited {timeout:.0f} s for: {what}\n{self.words()}")

    def settle(self, milliseconds: int = 60) -> None:
        """Give layouts and repaints a moment before a picture is taken."""
        QTest.qWait(milliseconds)

    # --- questions that block whoever opened them ------------------------------------------------------------

    def when_asked(self, answer: Callable[[QDialog], None]) -> None:
        """The next modal window is answered as soon as it is up: until then it blocks the hand that opened it.

        What goes wrong meanwhile is raised by the next `until`.
        """

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                QTimer.singleShot(_LOOK_MS, look)
                return
            try:
                answer(dialog)
            except Exception as error:
                self._failure = error
                dialog.reject()

        QTimer.singleShot(_LOOK_MS, look)

    def raise_failure(self) -> None:
        """What went wrong in a modal window, where an exception would have been swallowed by Qt."""
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    # --- what is on the screen -----------------------------------------------------------------------------

    def widgets(self, kind: type[QWidget] = QWidget) -> list[QWidget]:
        top = QApplication.activeModalWidget() or self.window
        return [widget for widget in top.findChildren(kind) if widget.isVisible()]

    def words(self) -> str:
        """Every word on the screen: labels, buttons, fields, rows of lists and the pill in the header."""
        found: list[str] = []
        for widget in self.widgets():
            found += [text.strip() for text in _texts(widget) if text.strip()]
        return " | ".join(dict.fromkeys(found))

    def shows(self, *texts: str) -> bool:
        words = self.words()
        return all(text in words for text in texts)

    def button(self, text: str) -> QAbstractButton | None:
        """A visible button by its words, its accessible name, or the beginning of either."""
        for exact in (True, False):
            for widget in self.widgets(QAbstractButton):
                for name in (widget.text().replace("&", ""), widget.accessibleName()):  # type: ignore[attr-defined]
                    if name == text or (not exact and name.startswith(text)):
                        return widget  # type: ignore[return-value]
        return None

    def ready_button(self, text: str) -> QAbstractButton | None:
        """The same, once it may be pressed."""
        found = self.button(text)
        return found if found is not None and found.isEnabled() else None

    def until_gone(self, button: str) -> None:
        """Until no button of that name is left, because what it stands for was done."""
        self.until(f"{button} to be done", lambda: self.button(button) is None)

    def field(self, label: str) -> QWidget | None:
        """An input by its accessible name."""
        for widget in self.widgets():
            if isinstance(
                widget, QLineEdit | QPlainTextEdit | QComboBox
            ) and widget.accessibleName().startswith(label):
                return widget
        return None

    # --- pictures --------------------------------------------------------------------------------------------

    def shot(self, name: str) -> None:
        self.settle()
        with self.watch.excused():
            self.pictures.mkdir(parents=True, exist_ok=True)
            path = self.pictures / f"{name}.png"
            self.window.grab().save(str(path))
            self.shots.append(path.name)


def _texts(widget: QWidget) -> list[str]:
    if isinstance(widget, ListRowView):
        return [row.sentence() for row in widget.row_model.rows()]
    if isinstance(widget, ConnectionPill):
        return [widget.words()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QAbstractButton) and not widget.text():
        return [widget.accessibleName()]
    text = getattr(widget, "text", None)
    value = text() if callable(text) else ""
    return [value] if isinstance(value, str) else []
