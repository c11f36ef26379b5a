"""Work off the GUI thread, results back on it.

Three lanes, each one thread: `local` (store, PDF, crypto), `remote` (HTTP) and `device` (a card reader that
waits for a card must hold up neither). Work of one lane runs in the order it was given. What a closed page
asked for is still done, but its answer is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtWidgets import QWidget

from window_client.errors import WindowClientError

Result = TypeVar("Result")

LANES = ("local", "remote", "device")

_log = logging.getLogger(__name__)


class _Task:
    """One piece of work and who waits for it."""

    def __init__(
        self,
        lane: str,
        owner: QObject,
        done: Callable[[Any], object] | None,
        failed: Callable[[Exception], object] | None,
        progress: Callable[[Any], object] | None,
    ) -> None:
        self.lane, self.owner = lane, owner
        self.done, self.failed, self.progress = done, failed, progress
        self.alive = True
        self.future: Future[None] | None = None

    def owner_gone(self) -> None:
        """Drop every answer still to come, and what the callbacks hold."""
        self.alive = False
        self.done = self.failed = self.progress = None


class TaskHandle:
    """What `run` gives back: ask whether it is over, or drop its answer."""

    def __init__(self, task: _Task) -> None:
        self._task = task

    def drop(self) -> None:
        """Do not answer any more. Work that has not begun is not begun."""
        self._task.owner_gone()
        if self._task.future is not None:
            self._task.future.cancel()

    def is_over(self) -> bool:
        """Whether the work has ended, answered or not."""
        return self._task.future is not None and self._task.future.done()


class TaskRunner(QObject):
    """Owned by the composition root; to be shut down before the application ends."""

    lane_busy = Signal(str, bool)
    """A lane has begun or ended all its work."""

    _answered = Signal(object, str, object)

    def __init__(
        self, parent: QObject | None = None, bug_handler: Callable[[Exception], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._bug_handler = bug_handler
        self._lanes = {name: ThreadPoolExecutor(1, thread_name_prefix=f"lane-{name}") for name in LANES}
        self._waiting: dict[str, int] = dict.fromkeys(LANES, 0)
        self._tasks: set[_Task] = set()
        self._closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

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
        if QThread.currentThread() != self.thread():
            raise RuntimeError("work is handed over from the GUI thread")
        if self._closed:
            raise RuntimeError("the task runner is shut down")
        task = _Task(lane, owner, done, failed, progress)
        executor = self._lanes[lane]
        # The connection's context is this runner: it lives on when the owner is destroyed.
        owner.destroyed.connect(task.owner_gone)
        self._tasks.add(task)
        self._waiting[lane] += 1
        if self._waiting[lane] == 1:
            self.lane_busy.emit(lane, True)
        task.future = executor.submit(self._perform, task, work)
        task.future.add_done_callback(lambda future: self._on_cancelled(task, future))
        return TaskHandle(task)

    def is_busy(self, lane: str) -> bool:
        """Whether work of this lane has not been answered yet."""
        return self._waiting[lane] > 0

    def shutdown(self, wait: bool = True) -> None:
        """Begin nothing more and answer nothing more; with `wait`, return when running work has ended."""
        self._closed = True
        for task in list(self._tasks):
            task.owner_gone()
        for executor in self._lanes.values():
            executor.shutdown(wait=wait, cancel_futures=True)

    # -- in the lane's thread -----------------------------------------------------------------------

    def _perform(self, task: _Task, work: Callable[..., Any]) -> None:
        try:
            if task.progress is not None:
                result = work(lambda value: self._send(task, "progress", value))
            else:
                result = work()
        except Exception as error:  # every failure has to reach the page
            self._send(task, "failed", error)
        else:
            self._send(task, "done", result)

    def _send(self, task: _Task, kind: str, value: object) -> None:
        if self._closed:
            return
        try:
            self._answered.emit(task, kind, value)
        except RuntimeError:  # the runner's Qt side is gone: the application has ended
            _log.debug("an answer came after the end")

    def _on_cancelled(self, task: _Task, future: Future[None]) -> None:
        if future.cancelled():
            self._send(task, "cancelled", None)

    # -- back on the GUI thread -----------------------------------------------------------------------

    @Slot(object, str, object)
    def _on_answered(self, task: _Task, kind: str, value: Any) -> None:
        if kind == "progress":
            if task.alive and task.progress is not None and not _is_closed(task.owner):
                task.progress(value)
            return
        self._tasks.discard(task)
        self._waiting[task.lane] -= 1
        if not self._waiting[task.lane]:
            self.lane_busy.emit(task.lane, False)
        if kind == "failed" and not isinstance(value, WindowClientError):
            _log.error("work on the %s lane ended in a bug", task.lane, exc_info=value)
            if self._bug_handler is not None:
                self._bug_handler(value)
        if not task.alive or _is_closed(task.owner):
            return
        task.owner.destroyed.disconnect(task.owner_gone)
        answer = task.done if kind == "done" else task.failed if kind == "failed" else None
        if answer is not None:
            answer(value)


def _is_closed(owner: QObject) -> bool:
    """A page that was shown and closed waits for nothing; one that is merely not shown now still does."""
    return (
        isinstance(owner, QWidget)
        and owner.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        and (owner.isWindow() and owner.isHidden())
    )
