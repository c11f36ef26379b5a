"""What a first session needs is prepared while the password is typed: modules, catalogue, fonts, the frame.

Modules are imported on a lane. The GUI thread never imports a service itself: it would wait for the lane that is
just doing so, with the window standing still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from window_client.config import Config
from window_client.ui.turns import Turns

if TYPE_CHECKING:
    from hukou.catalogue import Catalogue
    from window_client.ui.main_window import MainWindow
    from window_client.ui.task_runner import TaskRunner
    from window_client.ui.theme import Theme

_SAMPLE = "户口登记 0123 Ctrl+K"
"""What most texts are made of: the first line in a size loads that size's glyphs."""
PART_EVERY_MS = 10


class WarmUp(QObject):
    """Begins with `start()`. `when_ready(act)` calls back once everything a session imports is there."""

    def __init__(self, config: Config, window: MainWindow, runner: TaskRunner, theme: Theme) -> None:
        super().__init__(window)
        self._config, self._window, self._runner, self._theme = config, window, runner, theme
        self.catalogue: Catalogue | None = None
        """None until it was read, and where it could not be read: whoever needs it then reads it and is told why."""
        self._ready = False
        self._waiting: list[Callable[[], object]] = []

    def start(self) -> None:
        """Once, after the first paint."""
        self._runner.run(
            "local", self._window, lambda: _import_services(self._config), self._on_read, self._on_not_read
        )

    def when_ready(self, act: Callable[[], object]) -> None:
        """`act()` now, or as soon as the modules are there; also when the catalogue turned out to be damaged."""
        if self._ready:
            act()
        else:
            self._waiting.append(act)

    def _on_read(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._on_imported()

    def _on_not_read(self, _error: Exception) -> None:
        """The same error comes to whoever signs in, and is shown there."""
        self._on_imported()

    def _on_imported(self) -> None:
        self._ready = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
        Turns(self, self._parts(), every_ms=PART_EVERY_MS)

    def _parts(self) -> Iterator[None]:
        from window_client.services.certificates.fonts import font_dir
        from window_client.ui.fonts import rare_font_files

        _ = self._window.shell
        yield
        for role in self._theme.roles():
            self._theme.metrics(role).horizontalAdvance(_SAMPLE)
            yield
        for file in rare_font_files(font_dir()):
            # One in each turn: they are large.
            self._theme.add_rare_fonts(file)
            yield


def _import_services(config: Config) -> Catalogue:
    import window_client.services.doctor
    import window_client.services.sign_in
    import window_client.ui.page_context
    import window_client.ui.strip_words
    import window_client.ui.sync_timer  # noqa: F401
    from window_client.desk import load_services
    from window_client.ui import icons
    from window_client.ui.pages.registry import import_pages

    import_pages()
    icons.read_sources()
    return load_services(config)
