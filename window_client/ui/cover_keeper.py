"""The sign-in page over the window: what it is told of this machine, and what went wrong when signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from window_client.config import Config
from window_client.errors import WindowClientError
from window_client.ui.pages.sign_in_page import SignInPage

if TYPE_CHECKING:
    from window_client.services.clock import Clock
    from window_client.ui.cover_words import Around, Look
    from window_client.ui.main_window import MainWindow
    from window_client.ui.task_runner import TaskRunner
    from window_client.ui.warm_up import WarmUp


class CoverKeeper(QObject):
    """Puts a fresh page over the window at the start and with every lock; `page` is the one in use."""

    sign_in_requested = Signal(str, str)

    def __init__(
        self, config: Config, clock: Clock, window: MainWindow, runner: TaskRunner, warm_up: WarmUp
    ) -> None:
        super().__init__(window)
        self._config, self._clock = config, clock
        self._window, self._runner, self._warm_up = window, runner, warm_up
        self.page = self.cover()

    def cover(self) -> SignInPage:
        """Hide everything else behind a page that knows nothing yet."""
        self.page = page = SignInPage()
        page.sign_in_requested.connect(self.sign_in_requested)
        page.quit_requested.connect(self._window.close)
        self._window.set_cover(page)
        return page

    def refresh(
        self, *, note: str = "", drafts: int = 0, is_locked: bool = False, selected: str = ""
    ) -> None:
        """Look at this machine and tell the page. `selected` is the number of whoever was signed in."""
        page = self.page

        def work() -> Look:
            from window_client.ui import cover_words

            return cover_words.look(self._config, self._clock)

        def show(found: Look) -> None:
            from window_client.ui import cover_words

            page.show_view(
                cover_words.page_view(found, note=note, drafts=drafts, is_locked=is_locked, selected=selected)
            )
            page.take_focus()
            self._warm_up.when_ready(lambda: self._look_around(page, found))

        self._runner.run("local", page, work, show, self.show_failure)

    def _look_around(self, page: SignInPage, found: Look) -> None:
        """Link and printer, on the lane that nobody waits for before a session."""
        from window_client.ui import cover_words

        if page is not self.page or not self._window.is_covered():
            return

        def show(around: Around) -> None:
            page.show_notes(cover_words.notes(found, around, self._clock.now()))

        self._runner.run("device", page, lambda: cover_words.look_around(self._config), show)

    def show_failure(self, error: Exception) -> None:
        """Why it did not work; the page takes the password anew."""
        self.page.set_busy(False)
        self.page.show_error((error if isinstance(error, WindowClientError) else WindowClientError()).text)
