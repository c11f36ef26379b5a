"""The beat of a session: a cycle with the province on the remote lane, and what header and strip say of it.

Being offline is not an error here. What stops a cycle otherwise is shown above the page with its code, and again
when it is another code or comes back after a cycle that went well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from window_client.errors import WindowClientError
from window_client.ui import strip_words

if TYPE_CHECKING:
    from window_client.desk import Desk, Devices
    from window_client.services.clock import Clock
    from window_client.services.sync.cycle import SyncReport
    from window_client.services.sync.status import SyncStatus
    from window_client.ui.main_window import MainWindow
    from window_client.ui.strip_words import Found
    from window_client.ui.task_runner import TaskRunner

SYNC_MS = 2_000
PULL_EVERY_TICKS = 8
"""A cycle runs at once when something is queued, else every eighth time: the province is not asked for nothing."""


@dataclass(frozen=True)
class _Outcome:
    report: SyncReport
    status: SyncStatus
    found: Found | None


class SyncTimer(QObject):
    """Runs from `begin` to `end`; `synced(status)` after every cycle, done or skipped."""

    synced = Signal(object)

    def __init__(self, window: MainWindow, runner: TaskRunner, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._runner, self._clock = window, runner, clock
        self._desk: Desk | None = None
        self._devices: Devices | None = None
        self._ticks = 0
        self._running = False
        self._reached: bool | None = None
        self._shown_code = ""
        self._found: Found | None = None
        self._timer = QTimer(self, interval=SYNC_MS)
        self._timer.timeout.connect(self.tick)
        runner.lane_busy.connect(self._on_lane_busy)
        self._status: SyncStatus | None = None
        window.numbers_counted.connect(self._on_numbers_counted)

    @property
    def drafts(self) -> int:
        """How many drafts this computer held when last looked."""
        return self._found.drafts if self._found is not None else 0

    def begin(self, desk: Desk, devices: Devices) -> None:
        """The first cycle starts now."""
        self._desk, self._devices = desk, devices
        self._ticks = 0
        self._reached = None
        self._shown_code = ""
        self._timer.start()
        self.tick()

    def end(self) -> None:
        """The session is over; a cycle under way is not answered any more."""
        self._timer.stop()
        self._desk = None
        self._running = False

    # -- one cycle --------------------------------------------------------------------------------------

    def tick(self, *, force: bool = False) -> None:
        """On the remote lane, and only one at a time."""
        desk, devices = self._desk, self._devices
        if desk is None or devices is None or self._running:
            return
        wants_pull = force or self._ticks % PULL_EVERY_TICKS == 0
        self._ticks += 1
        self._running = True

        def work() -> _Outcome:
            report = desk.sync.run_once(force=force) if wants_pull else desk.sync.run_if_queued()
            # Printers are asked here, where a print service that hangs delays nobody's saving.
            found = strip_words.look(desk, devices) if wants_pull else None
            return _Outcome(report, desk.sync.status(), found)

        self._runner.run(
            "remote",
            self._window,
            work,
            lambda outcome: self._on_synced(desk, outcome),
            lambda error: self._on_failed(desk, error),
        )

    def _on_failed(self, desk: Desk, error: Exception) -> None:
        self._running = False
        code = error.code if isinstance(error, WindowClientError) else WindowClientError.code
        if self._desk is desk and code != self._shown_code:
            self._shown_code = code
            self._window.show_fault(error)

    def _on_synced(self, desk: Desk, outcome: _Outcome) -> None:
        self._running = False
        if self._desk is not desk:
            return
        if self._shown_code:
            self._shown_code = ""
            self._window.clear_fault()
        self._found = outcome.found or self._found
        self._show(outcome.status)
        shown = self._window.current_page()
        react = getattr(self._window.page(shown), "synced", None) if shown else None
        if callable(react) and not outcome.report.skipped:
            react(outcome.report, outcome.status)
        self.synced.emit(outcome.status)

    def _show(self, status: SyncStatus) -> None:
        self._status = status
        now = self._clock.now()
        self._window.set_connection(*strip_words.connection(status, now))
        attention = "bad" if status.needs_person else "brass"
        self._window.set_nav_count("sync", status.needs_person or status.waiting, attention)
        if self._found is not None:
            self._window.set_device_states(strip_words.device_states(self._found, status, now))

    # -- what others found out ----------------------------------------------------------------------------

    def _on_numbers_counted(self, count: int) -> None:
        if self._found is not None and self._status is not None and count != self._found.numbers_left:
            self._found = replace(self._found, numbers_left=count)
            self._show(self._status)

    def _on_lane_busy(self, lane: str, busy: bool) -> None:
        """Whoever asked the province, e.g. a look-up, knows first whether it can be reached."""
        desk = self._desk
        if lane != "remote" or busy or desk is None:
            return
        before, self._reached = self._reached, desk.province.reached
        if self._reached is None or self._reached == before:
            return
        if not self._reached:
            self._window.set_connection(*strip_words.just_offline())
        if before is not None:
            # The cycle notes the failure, or sends what waited for the link.
            self.tick(force=True)
