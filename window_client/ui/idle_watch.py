"""Tells when nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow


class IdleWatch(QObject):
    """`idle` once, after `minutes` without a touch of any window of the program.

    It filters the events of the native windows, where input arrives first. A filter of the whole application
    would call into Python for every event of every widget, which doubles the time that making and painting a
    page takes.
    """

    idle = Signal()
    _TOUCHES = (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )

    def __init__(self, minutes: float, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=round(minutes * 60_000), singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be seconds late
        self._timer.timeout.connect(self.idle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._listen_to)

    def watch(self, on: bool) -> None:
        """Begin to count, or stop."""
        if on:
            for window in QGuiApplication.topLevelWindows():
                self._listen_to(window)
            self._timer.start()
        else:
            self._timer.stop()

    def is_watching(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    def _listen_to(self, window: QWindow | None) -> None:
        """A dialog is a window of its own; a filter goes with its window."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in self._TOUCHES:
            self._timer.start()
        return False
