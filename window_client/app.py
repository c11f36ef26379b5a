"""The composition root of the window: paints the sign-in page first, then wires sessions, pages and timers.

Only what the sign-in page needs is imported at the top; store, HTTP and PDF follow on a lane meanwhile
(platform.md: start-up).
"""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from window_client import __version__
from window_client.config import Config
from window_client.errors import CredentialsRefusedError, WindowClientError
from window_client.ui.main_window import MainWindow
from window_client.ui.pages.sign_in_page import SignInPage
from window_client.ui.task_runner import TaskRunner
from window_client.ui.theme import Theme
from window_client.ui.translation import Translation

if TYPE_CHECKING:
    from datetime import datetime

    from hukou.catalogue import Catalogue
    from window_client.desk import Desk, Devices
    from window_client.services.session import Session
    from window_client.services.sync.cycle import SyncReport
    from window_client.services.sync.status import SyncStatus
    from window_client.services.views import Draft
    from window_client.ui.strip_words import Found

_log = logging.getLogger(__name__)
TICK_MS = 1_000
SYNC_MS = 2_000
PULL_EVERY_TICKS = 8
"""A cycle runs at once when something is queued, else every eighth time: the province is not asked for nothing."""


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


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for a while."""

    idle = Signal()
    _TOUCHES = (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=minutes * 60_000, singleShot=True)
        self._timer.timeout.connect(self.idle)

    def watch(self, on: bool) -> None:
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._timer.isActive() and event.type() in self._TOUCHES:
            self._timer.start()
        return False


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
        self.runner = TaskRunner(self, bug_handler=self._on_bug)
        self.desk: Desk | None = None
        self._catalogue: Catalogue | None = None
        self.devices: Devices | None = None
        self._place: tuple[str, dict[str, Any]] = ("", {})
        self._last_staff = ""
        self._ticks = 0
        self._syncing = False
        self._unsaved: Draft | None = None
        self._draft_count = 0
        self._found: Found | None = None
        self.cover = self._new_cover()
        self._idle = IdleWatch(config.idle_lock_minutes, self)
        self._idle.idle.connect(lambda: self.lock("idle"))
        application.installEventFilter(self._idle)
        self._clock_timer = QTimer(self, interval=TICK_MS)
        self._clock_timer.timeout.connect(self._tick)
        self._sync_timer = QTimer(self, interval=SYNC_MS)
        self._sync_timer.timeout.connect(self._sync_tick)
        self.window.lock_requested.connect(lambda: self.lock("manual"))
        self.window.help_requested.connect(lambda: self._show("help"))
        self.window.connection_pressed.connect(lambda: self._show("sync"))
        self.window.omnibox_submitted.connect(self._on_omnibox_submitted)
        self.window.omnibox_chosen.connect(self._on_omnibox_chosen)
        self.window.closed.connect(self.application.quit)

    # --- start ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window; everything that is not the sign-in page comes after its first paint."""
        self._tick()
        self.window.show()
        self._clock_timer.start()
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._refresh_cover()
        self.runner.run(
            "local", self.window, lambda: _import_services(self.config), self._warm, self._on_sync_failed
        )

    def _warm(self, catalogue: Catalogue) -> None:
        """The rest of what a first session needs, in pieces, so that typing the password never stalls."""
        from window_client.services.certificates.fonts import font_dir
        from window_client.ui.fonts import rare_font_files

        self._catalogue = catalogue
        QTimer.singleShot(0, lambda: self.window.shell)
        QTimer.singleShot(0, lambda: self._add_fonts(rare_font_files(font_dir())))

    def _add_fonts(self, files: list[Path]) -> None:
        """One file in each turn of the event loop: they are large."""
        if files:
            self.theme.add_rare_fonts(files[0])
            QTimer.singleShot(20, lambda: self._add_fonts(files[1:]))

    def _new_cover(self) -> SignInPage:
        cover = SignInPage()
        cover.sign_in_requested.connect(self._on_sign_in_requested)
        cover.quit_requested.connect(self.window.close)
        self.window.set_cover(cover)
        return cover

    def _refresh_cover(self, *, note: str = "", drafts: int = 0, is_locked: bool = False) -> None:
        from window_client.ui import cover_words

        def show(view: Any) -> None:
            self.cover.show_view(
                cover_words.page_view(
                    view, note=note, drafts=drafts, is_locked=is_locked, selected=self._last_staff
                )
            )
            self.cover.take_focus()

        self.runner.run(
            "local",
            self.cover,
            lambda: cover_words.look(self.config, self.clock),
            show,
            self._on_cover_failed,
        )

    def _on_cover_failed(self, error: Exception) -> None:
        self.cover.show_error((error if isinstance(error, WindowClientError) else WindowClientError()).text)

    # --- sign-in and lock ----------------------------------------------------------------------------------

    def _on_sign_in_requested(self, staff_no: str, password: str) -> None:
        from window_client.services.sign_in import SignIn

        self.cover.set_busy(True)
        sign_in = SignIn(self.config, self.clock)
        self.runner.run(
            "remote",
            self.cover,
            lambda: sign_in.sign_in(staff_no, password),
            self._on_signed_in,
            self._on_sign_in_failed,
        )

    def _on_sign_in_failed(self, error: Exception) -> None:
        self.cover.set_busy(False)
        self._on_cover_failed(error)

    def _on_signed_in(self, session: Session) -> None:
        try:
            self._begin(session)
        except Exception as error:
            # Nobody may be left before a page that waits for ever, nor with an open store behind it.
            self.desk = None
            session.lock("failed")
            self._on_sign_in_failed(error)
            self._on_bug(error)

    def _begin(self, session: Session) -> None:
        from window_client.desk import Devices, load_services, open_desk

        if self.devices is None:
            self.devices = Devices(self.config, self.clock)
        catalogue = self._catalogue or load_services(self.config)
        desk = open_desk(session, self.clock, catalogue, self.devices.printers)
        self.desk = desk
        self._add_pages(desk, self.devices)
        station = session.terminal
        self.window.set_operator(
            session.staff.name, f"{session.staff.role.label} · {station.window_no} 号窗口"
        )
        self.window.omnibox.set_source(self._suggest)
        same_person = session.staff.staff_no == self._last_staff
        self._last_staff = session.staff.staff_no
        place = self._place if same_person and self._place[0] else ("counter", {})
        self._place = ("", {})
        self._keep_unsaved(desk, place[1] if same_person else {})
        self._renew_offline_term(session)
        # The page is built in a turn of the event loop of its own: the busy mark on the button keeps moving.
        QTimer.singleShot(0, lambda: self._show_first(desk, *place))

    def _keep_unsaved(self, desk: Desk, context: dict[str, Any]) -> None:
        """What could not be written before the lock: tried again for whoever unlocks, and shown again to its author."""
        unsaved = self._unsaved
        if unsaved is None:
            return
        context["unsaved"] = unsaved

        def kept(_draft: object) -> None:
            if self._unsaved is unsaved:
                self._unsaved = None

        self.runner.run(
            "local", self.window, lambda: desk.cases.save_draft(unsaved), kept, lambda _error: None
        )

    def _renew_offline_term(self, session: Session) -> None:
        """While the password is at hand: ask the province for a fresh credential, and whether it still holds."""
        from window_client.services.sign_in import SignIn

        def refused(error: Exception) -> None:
            if isinstance(error, CredentialsRefusedError):
                self.lock("refused")
            elif not isinstance(error, WindowClientError):
                self._on_bug(error)

        sign_in = SignIn(self.config, self.clock)
        self.runner.run("remote", self.window, lambda: sign_in.refresh(session), None, refused)

    def _show_first(self, desk: Desk, key: str, context: dict[str, Any]) -> None:
        if self.desk is not desk:
            return
        self.window.page(key)
        QTimer.singleShot(0, lambda: self._uncover(desk, key, context))

    def _uncover(self, desk: Desk, key: str, context: dict[str, Any]) -> None:
        if self.desk is not desk:
            return
        self.window.set_cover(None)
        self.window.show_page(key, **context)
        self._idle.watch(True)
        self._ticks = 0
        self._sync_timer.start()
        self._sync_tick()
        self.signed_in.emit()

    def _add_pages(self, desk: Desk, devices: Devices) -> None:
        from window_client.services.doctor import diagnose
        from window_client.ui.page_context import PageContext
        from window_client.ui.pages.registry import add_pages

        context = PageContext(
            session=desk.session,
            cases=desk.cases,
            register=desk.register,
            certificates=desk.certificates,
            ledger=desk.ledger,
            sync=desk.sync,
            catalogue=desk.catalogue,
            card_reader=devices.card_reader,
            printers=devices.printers,
            preferences=self.preferences,
            config=self.config,
            clock=self.clock,
            runner=self.runner,
            theme=self.theme,
            shell=self.window,
            record_reveal=desk.record_reveal,
            doctor=lambda: diagnose(self.config),
            language_changed=self.change_language,
        )
        add_pages(self.window, context)

    def lock(self, reason: str) -> None:
        """Cover first, then let the pages save, then drop the keys: in that order nobody sees or loses anything."""
        desk, self.desk = self.desk, None
        if desk is None:
            return
        self._sync_timer.stop()
        self._idle.watch(False)
        self._remember_place()
        self.cover = self._new_cover()
        page = self.window.page(self._place[0]) if self._place[0] else None
        moment = self.clock.now()

        def drop() -> None:
            desk.session.lock(reason)
            desk.close()

        def saved_or_not(_none: object) -> None:
            """The pages have had their answers by now: what is still unsaved is held for the unlocking."""
            unsaved = getattr(page, "unsaved", None)
            self._unsaved = unsaved() if callable(unsaved) else None
            self.window.clear_pages()
            self.runner.run("local", self.window, drop, lambda _none: self.locked.emit())
            self._say_locked(reason, moment)

        # Behind every save that the pages have just asked for: the local lane keeps its order.
        self.runner.run("local", self.window, lambda: None, saved_or_not)

    def _say_locked(self, reason: str, moment: datetime) -> None:
        from window_client.ui import cover_words

        note = cover_words.lock_note(reason, moment)
        if self._unsaved is not None:
            note = cover_words.unsaved_note()
        self._refresh_cover(note=note, drafts=0 if self._unsaved else self._draft_count, is_locked=True)

    def _remember_place(self) -> None:
        key = self.window.current_page()
        page = self.window.page(key) if key else None
        leave = getattr(page, "leave", None)
        if callable(leave):
            leave()
        bookmark = getattr(page, "bookmark", None)
        self._place = (key, bookmark() if callable(bookmark) else {})

    # --- timers --------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        from window_client.services.clock import CHINA
        from window_client.ui import wording

        now = self.clock.now().astimezone(CHINA)
        time = f"{now:%H:%M}"
        if self.window.is_covered():
            self.cover.set_clock(f"{wording.full_date(now.date())}　{wording.weekday(now.date())}", time)
        else:
            self.window.set_clock(time)

    def _sync_tick(self) -> None:
        """On the remote lane, and only one at a time; being offline is not an error here."""
        from window_client.ui import strip_words

        desk = self.desk
        if desk is None or self._syncing:
            return
        wants_pull = self._ticks % PULL_EVERY_TICKS == 0
        self._ticks += 1
        self._syncing = True
        devices = self.devices

        def work() -> tuple[SyncReport, SyncStatus, Found | None]:
            report = desk.sync.run_once() if wants_pull else desk.sync.run_if_queued()
            # Printers are asked here, where a print service that hangs delays nobody's saving.
            found = strip_words.look(desk, devices) if devices is not None and wants_pull else None
            return report, desk.sync.status(), found

        self.runner.run("remote", self.window, work, self._on_synced, self._on_sync_failed)

    def _on_sync_failed(self, error: Exception) -> None:
        self._syncing = False
        _log.warning("sync stopped", exc_info=error)

    def _on_synced(self, outcome: tuple[SyncReport, SyncStatus, Found | None]) -> None:
        self._syncing = False
        if self.desk is None:
            return
        from window_client.ui import strip_words

        report, status, found = outcome
        if found is not None:
            self._found = found
            self._draft_count = found.drafts
        self.window.set_connection(*strip_words.connection(status, self.clock.now()))
        attention = "bad" if status.needs_person else "brass"
        self.window.set_nav_count("sync", status.needs_person or status.waiting, attention)
        if self._found is not None:
            self.window.set_device_states(strip_words.device_states(self._found, status, self.clock.now()))
        page = self.window.page(self.window.current_page())
        react = getattr(page, "synced", None)
        if callable(react) and not report.skipped:
            react(report, status)
        self.synced.emit(status)

    # --- omnibox and navigation ------------------------------------------------------------------------------

    def _show(self, key: str, **context: Any) -> None:
        if self.desk is not None:
            self.window.show_page(key, **context)

    def _suggest(self, text: str) -> list[Any]:
        from window_client.ui.widgets.omnibox import Suggestion

        if self.desk is None:
            return []
        return [
            Suggestion(
                item.code, item.title, item.tile_text, item.code, "neutral" if item.available else "warn"
            )
            for item in self.desk.catalogue.search(text)[:8]
        ]

    def _on_omnibox_chosen(self, value: object) -> None:
        self.window.omnibox.edit.clear()
        self._show("counter", service_code=str(value))

    def _on_omnibox_submitted(self, text: str) -> None:
        """A two-digit code, an acceptance number, or a complete citizen number; nothing else finds a person."""
        compact = "".join(text.split())
        if self.desk is None or not compact:
            return
        self.window.omnibox.edit.clear()
        item = self.desk.catalogue.by_code.get(compact)
        if item is not None:
            self._show("counter", service_code=item.code)
        elif len(compact) in (15, 18) and compact[:-1].isdigit():
            self._show("counter", citizen_no=compact)
        else:
            self._show("cases", text=compact)

    # --- the rest --------------------------------------------------------------------------------------------

    def change_language(self, code: str) -> None:
        """Speak another language from now on: pages are made anew, on the page that was shown."""
        self.translation.apply(self.application, code)
        desk = self.desk
        if desk is None:
            return
        self._remember_place()
        key, context = self._place
        self.window.clear_pages()
        assert self.devices is not None
        self._add_pages(desk, self.devices)
        self.window.show_page(key or "counter", **context)

    def _on_bug(self, error: Exception) -> None:
        _log.error("unexpected fault", exc_info=error)

    def shut_down(self) -> None:
        """Lock, finish the lanes, close the devices."""
        desk, self.desk = self.desk, None
        if desk is not None:
            self._remember_place()
        self._sync_timer.stop()
        self._clock_timer.stop()
        self.runner.shutdown(wait=True)
        if desk is not None:
            desk.session.lock("quit")
            desk.close()
        if self.devices is not None:
            self.devices.close()


def _import_services(config: Config) -> Catalogue:
    """Pay for imports and the catalogue while the clerk is still typing the password."""
    import window_client.services.doctor
    import window_client.ui.page_context
    import window_client.ui.pages.counter.page
    import window_client.ui.strip_words  # noqa: F401
    from window_client.desk import load_services
    from window_client.ui.pages.registry import import_pages

    catalogue = load_services(config)
    import_pages()
    return catalogue


def run(config: Config) -> int:
    """Open the window and stay until it is closed; the exit status."""
    from window_client.services import logs

    logs.configure(config)
    application, theme = create_application(sys.argv[:1])
    app = WindowApp(config, application, theme)
    app.start()
    status = application.exec()
    app.shut_down()
    # From here on everything is torn down: a collection inside a destructor of Qt could wait for itself.
    gc.disable()
    return status
