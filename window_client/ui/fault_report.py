"""A bug is never silent: it is logged, and the clerk sees it with its failure code and what to do."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from window_client.ui.widgets.failure_banner import failure_words

if TYPE_CHECKING:
    from window_client.ui.main_window import MainWindow
    from window_client.ui.pages.sign_in_page import SignInPage

_log = logging.getLogger(__name__)


class FaultReport(QObject):
    """Shows faults above the page, or on the cover where one hides the pages."""

    faulted = Signal(object)
    """From whichever thread."""

    def __init__(self, window: MainWindow, cover: Callable[[], SignInPage]) -> None:
        super().__init__(window)
        self._window, self._cover = window, cover
        self.faulted.connect(self.show_fault)

    def report(self, error: Exception) -> None:
        """Log it, and show it once the page that asked had its own chance to; on the GUI thread."""
        _log.error("unexpected fault", exc_info=error)
        QTimer.singleShot(0, self, lambda: self.show_fault(error))

    def show_fault(self, error: Exception) -> None:
        """Show it now."""
        if self._window.is_covered():
            self._cover().show_fault(*failure_words(error))
        else:
            self._window.show_fault(error)

    def watch_uncaught(self) -> Callable[[], None]:
        """What no one catches is logged by the hooks in force; from now on it is shown as well. Gives what takes
        the hooks back."""
        log_uncaught, log_in_thread = sys.excepthook, threading.excepthook

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            log_uncaught(kind, error, trace)
            if isinstance(error, Exception):
                self.faulted.emit(error)

        def thread_hook(told: threading.ExceptHookArgs) -> None:
            log_in_thread(told)
            if isinstance(told.exc_value, Exception):
                self.faulted.emit(told.exc_value)

        def take_back() -> None:
            sys.excepthook, threading.excepthook = log_uncaught, log_in_thread

        sys.excepthook, threading.excepthook = hook, thread_hook
        return take_back
