"""The composition root of the window: paints the sign-in page first, then wires sessions, pages and timers.

Only what the sign-in page needs is imported at the top; store, HTTP and PDF follow on a lane meanwhile
(platform.md: start-up).
"""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from window_client import __version__
from window_client.config import Config
from window_client.errors import CredentialsRefusedError, WindowClientError
from window_client.ui.cover_keeper import CoverKeeper
from window_client.ui.fault_report import FaultReport
from window_client.ui.hand_over import HandOver
from window_client.ui.idle_watch import IdleWatch
from window_client.ui.main_window import MainWindow
from window_client.ui.omnibox_acts import OmniboxActs
from window_client.ui.reading import read
from window_client.ui.task_runner import TaskRunner
from window_client.ui.theme import Theme
from window_client.ui.translation import Translation
from window_client.ui.turns import Turns
from window_client.ui.warm_up import WarmUp

if TYPE_CHECKING:
    from datetime import datetime

    from window_client.desk import Desk, Devices
    from window_client.services.session import Session
    from window_client.ui.pages.sign_in_page import SignInPage
    from window_client.ui.sync_timer import SyncTimer

TICK_MS = 1_000
ADVANCE_AFTER_MS = 300
"""When the counter has been shown for so long, the next pages are made in advance."""


def create_application(
    arguments: list[str], mode: str = "light", scale: float = 1.0
) -> tuple[QApplication, Theme]:
    """The Qt application with the product's look and Chinese on screen."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(arguments)
    application.setApplicationName("window-client")
    application.setApplicationVersion(__version__)
    theme = Theme(application)
    theme.apply(application, mode, scale)
    return application, theme


class WindowApp(QObject):
    """One window from start to end: cover, sessions, pages. Holds the only references to the services."""

    signed_in = Signal()
    locked = Signal()
    synced = Signal(object)

    def __init__(self, config: Config, application: QApplication, theme: Theme) -> None:
        super().__init__()
        from window_client.services.clock import SystemClock
        from window_client.services.preferences import PreferencesStore

        self.config = config
        self.clock = SystemClock()
        self.application = application
        self.theme = theme
        self.preferences = PreferencesStore(config.preferences_path)
        chosen = self.preferences.load()
        self.translation = Translation()
        self.translation.apply(application, chosen.language)
        theme.apply(application, chosen.theme, chosen.scale)
        self.window = MainWindow()
        self.faults = FaultReport(self.window, lambda: self.cover)
        self.runner = TaskRunner(self, bug_handler=self.faults.report)
        self.desk: Desk | None = None
        self.devices: Devices | None = None
        self.hand_over = HandOver(self.window, self.runner)
        self._warm_up = WarmUp(config, self.window, self.runner, theme)
        self._omnibox = OmniboxActs(self.window, lambda: self.desk.catalogue if self.desk else None)
        self._sync_timer: SyncTimer | None = None
        self._advance: Turns | None = None
        self._cover = CoverKeeper(config, self.clock, self.window, self.runner, self._warm_up)
        self._cover.sign_in_requested.connect(self._on_sign_in_requested)
        self._idle = IdleWatch(config.idle_lock_minutes, self)
        self._idle.idle.connect(lambda: self.lock("idle"))
        self._clock_timer = QTimer(self, interval=TICK_MS)
        self._clock_timer.timeout.connect(self._tick)
        self.window.lock_requested.connect(lambda: self.lock("manual"))
        self.window.help_requested.connect(lambda: self._show("help"))
        self.window.connection_pressed.connect(lambda: self._show("sync"))
        self.window.closed.connect(self.application.quit)

    @property
    def cover(self) -> SignInPage:
        """The sign-in page in use."""
        return self._cover.page

    # --- start ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window; everything that is not the sign-in page comes after its first paint."""
        self._tick()
        self.window.show()
        self._clock_timer.start()
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._cover.refresh()
        self._warm_up.start()

    def _tick(self) -> None:
        from window_client.services.clock import CHINA
        from window_client.ui import wording

        now = self.clock.now().astimezone(CHINA)
        time = f"{now:%H:%M}"
        if self.window.is_covered():
            self.cover.set_clock(f"{wording.full_date(now.date())}　{wording.weekday(now.date())}", time)
        else:
            self.window.set_clock(time)

    # --- sign-in -------------------------------------------------------------------------------------------

    def _on_sign_in_requested(self, staff_no: str, password: str) -> None:
        self.cover.set_busy(True)
        self.runner.run(
            "remote",
            self.cover,
            lambda: self._open_desk(staff_no, password),
            lambda opened: self._warm_up.when_ready(lambda: self._on_opened(*opened)),
            self._cover.show_failure,
        )

    def _open_desk(self, staff_no: str, password: str) -> tuple[Desk, Devices]:
        """On a lane: everything of a session that reads, derives or imports. Nothing stays open when it fails."""
        from window_client.desk import Devices, load_services, open_desk
        from window_client.services.sign_in import SignIn

        session = SignIn(self.config, self.clock).sign_in(staff_no, password)
        try:
            devices = self.devices or Devices(self.config, self.clock)
            catalogue = self._warm_up.catalogue or load_services(self.config)
            _ = devices.card_reader
            return open_desk(session, self.clock, catalogue, devices.printers), devices
        except BaseException:
            session.lock("failed")
            raise

    def _on_opened(self, desk: Desk, devices: Devices) -> None:
        self.desk, self.devices = desk, devices
        try:
            self._begin(desk)
        except Exception as error:
            self._give_up(desk, error)

    def _begin(self, desk: Desk) -> None:
        session = desk.session
        key, context = self.hand_over.begin(session.staff.staff_no)
        self._add_pages(desk)
        self.window.set_operator(
            session.staff.name, read(f"{session.staff.role.label} · {session.terminal.window_no} 号窗口")
        )
        self.window.omnibox.set_source(self._omnibox.suggest)
        self.hand_over.write_unsaved(desk)
        self._renew_offline_term(session)
        # Part by part: the busy mark on the button keeps moving.
        self._make_page(
            key, lambda: self._uncover(desk, key, context), lambda error: self._give_up(desk, error)
        )

    def _give_up(self, desk: Desk, error: Exception) -> None:
        """Nobody may be left before a page that waits for ever, nor with an open store behind it."""
        if self.desk is not desk:
            return
        self.desk = None
        self.window.clear_pages()
        self.runner.run("local", self.window, lambda: _close(desk, "failed"))
        self._cover.show_failure(error)
        if not isinstance(error, WindowClientError):
            self.faults.report(error)

    def _renew_offline_term(self, session: Session) -> None:
        """While the password is at hand: ask the province for a fresh credential, and whether it still holds."""
        from window_client.services.sign_in import SignIn

        def refused(error: Exception) -> None:
            if isinstance(error, CredentialsRefusedError):
                self.lock("refused")

        sign_in = SignIn(self.config, self.clock)
        self.runner.run("remote", self.window, lambda: sign_in.refresh(session), None, refused)

    def _uncover(self, desk: Desk, key: str, context: dict[str, Any]) -> None:
        if self.desk is not desk:
            return
        assert self.devices is not None
        self.window.set_cover(None)
        self.window.show_page(key, **context)
        self._idle.watch(True)
        self._beat().begin(desk, self.devices)
        QTimer.singleShot(ADVANCE_AFTER_MS, lambda: self._make_in_advance(desk))
        self.signed_in.emit()

    def _beat(self) -> SyncTimer:
        """Made with the first session: what it imports is there by then."""
        from window_client.ui.sync_timer import SyncTimer

        if self._sync_timer is None:
            self._sync_timer = SyncTimer(self.window, self.runner, self.clock)
            self._sync_timer.synced.connect(self.synced)
        return self._sync_timer

    # --- pages ---------------------------------------------------------------------------------------------

    def _add_pages(self, desk: Desk) -> None:
        from window_client.services.doctor import diagnose
        from window_client.ui.page_context import PageContext
        from window_client.ui.pages.registry import add_pages

        assert self.devices is not None
        context = PageContext(
            session=desk.session,
            cases=desk.cases,
            register=desk.register,
            certificates=desk.certificates,
            ledger=desk.ledger,
            conflicts=desk.conflicts,
            sync=desk.sync,
            catalogue=desk.catalogue,
            card_reader=self.devices.card_reader,
            printers=self.devices.printers,
            preferences=self.preferences,
            config=self.config,
            clock=self.clock,
            runner=self.runner,
            theme=self.theme,
            shell=self.window,
            record_reveal=desk.record_reveal,
            doctor=lambda: diagnose(self.config),
            language_changed=self.change_language,
            unsaved=self.hand_over.unsaved,
            carried=self.hand_over.carried,
        )
        add_pages(self.window, context)

    def _make_page(self, key: str, done: Any, failed: Any = None) -> None:
        from window_client.ui.pages.registry import make_in_turns

        Turns(self.window, make_in_turns(self.window, key), done, failed)

    def _make_in_advance(self, desk: Desk) -> None:
        from window_client.ui.pages.registry import make_in_advance

        if self.desk is desk:
            self._stop_advance()
            self._advance = make_in_advance(self.window)

    def _stop_advance(self) -> None:
        if self._advance is not None:
            self._advance.stop()
            self._advance = None

    def _show(self, key: str, **context: Any) -> None:
        if self.desk is not None and not self.window.is_covered():
            self.window.show_page(key, **context)

    def change_language(self, code: str) -> None:
        """Speak another language from now on: pages are made anew, on the page that was shown."""
        self.translation.apply(self.application, code)
        desk = self.desk
        if desk is None:
            return
        self.hand_over.remember_place()
        key, context = self.hand_over.take_place()
        self._stop_advance()
        self.window.clear_pages()
        self._add_pages(desk)
        self.window.show_page(key, **context)

    # --- lock ----------------------------------------------------------------------------------------------

    def lock(self, reason: str) -> None:
        """Cover first, then let the pages save, then drop the keys: in that order nobody sees or loses anything."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        if self._sync_timer is not None:
            self._sync_timer.end()
        self._stop_advance()
        self._idle.watch(False)
        self.hand_over.remember_place()
        self._cover.cover()
        moment = self.clock.now()

        def saved_or_not(_none: object) -> None:
            """The pages have had their answers by now: what the disk did not take is held for the unlocking."""
            self.window.clear_pages()
            self.runner.run(
                "local", self.window, lambda: _close(desk, reason), lambda _none: self.locked.emit()
            )
            self._say_locked(reason, moment)

        # Behind every save that the pages have just asked for: the local lane keeps its order.
        self.runner.run("local", self.window, lambda: None, saved_or_not)

    def _say_locked(self, reason: str, moment: datetime) -> None:
        from window_client.ui import cover_words

        unsaved = bool(self.hand_over.unsaved)
        note = cover_words.unsaved_note() if unsaved else cover_words.lock_note(reason, moment)
        drafts = 0 if unsaved or self._sync_timer is None else self._sync_timer.drafts
        self._cover.refresh(note=note, drafts=drafts, is_locked=True, selected=self.hand_over.staff_no)

    # --- the rest --------------------------------------------------------------------------------------------

    def shut_down(self) -> None:
        """Lock, finish the lanes, close the devices."""
        desk, self.desk = self.desk, None
        if desk is not None:
            self.hand_over.remember_place()
        if self._sync_timer is not None:
            self._sync_timer.end()
        self._stop_advance()
        self._clock_timer.stop()
        self.runner.shutdown(wait=True)
        if desk is not None:
            _close(desk, "quit")
        if self.devices is not None:
            self.devices.close()


def _close(desk: Desk, reason: str) -> None:
    desk.session.lock(reason)
    desk.close()


def run(config: Config) -> int:
    """Open the window and stay until it is closed; the exit status."""
    from window_client.services import logs

    logs.configure(config)
    application, theme = create_application(sys.argv[:1])
    app = WindowApp(config, application, theme)
    take_back = app.faults.watch_uncaught()
    app.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Logging out of the desktop or Ctrl+C: the same way out as the button, so that drafts are written first.
        signal.signal(number, lambda _number, _frame: application.quit())
    status = application.exec()
    take_back()
    app.shut_down()
    # From here on everything is torn down: a collection inside a destructor of Qt could wait for itself.
    gc.disable()
    return status
