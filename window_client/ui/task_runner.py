"""Work off the GUI thread, results back on it.

Three lanes, each one thread: `local` (store, PDF, crypto), `remote` (HTTP) and `device` (a card reader that
waits for a card must hold up neither). Work of one lane runs in the order it was given. What a closed page
asked for is still done, but its answer is dropped.

Work and callbacks usually close over a page. Whoever drops the last reference to a page deletes it, and Qt
objects must be deleted on the GUI thread: so a lane's thread never holds more than the task, and the GUI
thread empties the task. Cycles are left to the GUI thread as well (`garbage.py`).
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from window_client.errors import WindowClientError
from window_client.ui.garbage import GuiThreadCollector

Result = TypeVar("Result")

LANES = ("local", "remote", "device")
SWITCH_SECONDS = 0.001
"""A lane that computes gives the interpreter back this often: the GUI thread asks for it with every call into Qt,
and with Python's own five milliseconds making a page beside a busy lane takes four times as long."""

_log = logging.getLogger(__name__)


class _Task:
    """One piece of work, who waits for it, and how it ended."""

    def __init__(
        self,
        lane: str,
        owner: QObject,
        work: Callable[..., Any],
        done: Callable[[Any], object] | None,
        failed: Callable[[Exception], object] | None,
        progress: Callable[[Any], object] | None,
    ) -> None:
        self.lane = lane
        self.owner: QObject | None = owner
        self.work: Callable[..., Any] | None = work
        self.done, self.failed, self.progress = done, failed, progress
        self.with_progress = progress is not None
        self.result: Any = None
        self.error: Exception | None = None
        self.future: Future[None] | None = None

    def wanted(self) -> bool:
        """Whether somebody still waits: not dropped, not destroyed, not a window that was closed."""
        owner = self.owner
        if owner is None or not isValid(owner):
            return False
        if not isinstance(owner, QWidget) or not owner.isWindow():
            return True
        once_shown = owner.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return not (once_shown and owner.isHidden())

    def forget(self) -> None:
        """Let go of everything; on the GUI thread only."""
        self.owner = self.work = self.done = self.failed = self.progress = None
        self.result = self.error = None


class TaskHandle:
    """What `run` gives back: ask whether it is over, or drop its answer."""

    def __init__(self, task: _Task) -> None:
        self._task = task

    def drop(self) -> None:
        """Do not answer any more. Work that has not begun is not begun."""
        self._task.owner = self._task.done = self._task.failed = self._task.progress = None
        if self._task.future is not None:
            self._task.future.cancel()

    def is_over(self) -> bool:
        """Whether the work has ended, answered or not."""
        return self._task.future is not None and self._task.future.done()


class TaskRunner(QObject):
    """Owned by the composition root; to be shut down before the application ends."""

    lane_busy = Signal(str, bool)
    """A lane has begun or ended all its work."""

    _ended = Signal(object)
    _progressed = Signal(object, object)

    def __init__(
        self, parent: QObject | None = None, bug_handler: Callable[[Exception], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._bug_handler = bug_handler
        self._lanes = {name: ThreadPoolExecutor(1, thread_name_prefix=f"lane-{name}") for name in LANES}
        self._waiting: dict[str, int] = dict.fromkeys(LANES, 0)
        self._tasks: set[_Task] = set()
        self._closed = False
        # Not QThread.currentThread() or self.thread(): with PySide6 6.9.3 the wrapper of the main thread's
        # QThread can take the thread object with it, and the event loop crashes some calls later.
        self._gui_thread = threading.get_ident()
        self._collector = GuiThreadCollector(self)
        self._collector.start()
        self._switch_seconds_before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: str,
        owner: QObject,
        work: Callable[..., Result],
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        progress: Callable[[Any], object] | None = None,
    ) -> TaskHandle:
        """Do `work()` on `lane`; then `done(result)` or `failed(exception)` on the GUI thread.

        With `progress`, work is called with a function that passes one value to `progress`.
        An exception that is no `WindowClientError` is a bug: it is logged, goes to the bug handler,
        and to `failed` as well, so that the page stops waiting. Call from the GUI thread only.
        """
        if threading.get_ident() != self._gui_thread:
            raise RuntimeError("work is handed over from the GUI thread")
        if self._closed:
            raise RuntimeError("the task runner is shut down")
        executor = self._lanes[lane]
        task = _Task(lane, owner, work, done, failed, progress)
        self._tasks.add(task)
        self._waiting[lane] += 1
        if self._waiting[lane] == 1:
            self.lane_busy.emit(lane, True)
        task.future = executor.submit(self._perform, task)
        task.future.add_done_callback(lambda _future: self._tell_ended(task))
        return TaskHandle(task)

    def is_busy(self, lane: str) -> bool:
        """Whether work of this lane has not been answered yet."""
        return self._waiting[lane] > 0

    def shutdown(self, wait: bool = True) -> None:
        """Begin nothing more and answer nothing more; with `wait`, return when running work has ended."""
        self._closed = True
        for executor in self._lanes.values():
            executor.shutdown(wait=wait, cancel_futures=True)
        if wait:
            for task in self._tasks:
                task.forget()
            self._tasks.clear()
            self._collector.stop()
            sys.setswitchinterval(self._switch_seconds_before)

    # -- in the lane's thread -----------------------------------------------------------------------

    def _perform(self, task: _Task) -> None:
        try:
            if task.work is None:
                return
            if task.with_progress:
                task.result = task.work(lambda value: self._tell_progress(task, value))
            else:
                task.result = task.work()
        except Exception as error:  # every failure has to reach the page
            task.error = error

    def _tell_progress(self, task: _Task, value: object) -> None:
        if not self._closed:
            self._progressed.emit(task, value)

    def _tell_ended(self, task: _Task) -> None:
        if not self._closed:
            self._ended.emit(task)

    # -- back on the GUI thread ---------------------------------------------------------------------

    @Slot(object, object)
    def _on_progressed(self, task: _Task, value: object) -> None:
        if not self._closed and task.progress is not None and task.wanted():
            task.progress(value)

    @Slot(object)
    def _on_ended(self, task: _Task) -> None:
        if self._closed:
            return
        self._tasks.discard(task)
        self._waiting[task.lane] -= 1
        if not self._waiting[task.lane]:
            self.lane_busy.emit(task.lane, False)
        cancelled = task.future is not None and task.future.cancelled()
        done, failed, result, error = task.done, task.failed, task.result, task.error
        wanted = task.wanted() and not cancelled
        task.forget()
        try:
            if error is not None:
                self._report_bug(task.lane, error)
                if wanted and failed is not None:
                    failed(error)
            elif wanted and done is not None:
                done(result)
        finally:
            if error is not None:
                traceback.clear_frames(error.__traceback__)

    def _report_bug(self, lane: str, error: Exception) -> None:
        if isinstance(error, WindowClientError):
            return
        _log.error("work on the %s lane ended in a bug", lane, exc_info=error)
        if self._bug_handler is not None:
            self._bug_handler(error)
