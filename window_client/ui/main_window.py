"""The window: frame and navigation only. Pages are made when first shown and know nothing of each other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from window_client.ui.turns import Turns
from window_client.ui.widgets.failure_banner import FailureBanner, failure_words

if TYPE_CHECKING:
    from window_client.ui.shell import Shell
    from window_client.ui.widgets.omnibox import Omnibox
    from window_client.ui.widgets.status_strip import DeviceState

SMALLEST = (1280, 680)
COMPACT_BELOW = (1400, 820)
MAKE_AT_ONCE_SECONDS = 0.015
"""What a page may take to be made in the turn of the key that asked for it."""


@dataclass
class _Page:
    title: str
    factory: Callable[[], QWidget]
    nav_key: str
    in_rail: bool
    widget: QWidget | None = field(default=None)
    parts: Iterator[object] | None = field(default=None)
    """What is left to make of it."""


class MainWindow(QMainWindow):
    """Rail, header, page stack, action bar, status strip; or, over all of it, one cover (the sign-in page).

    A page is any widget. What it may have, and what the window then does with it:
    `build()` makes it part by part before it is shown; `open(**context)` is called each time it is shown;
    `action_bar()` gives the bar above the strip;
    `set_compact(bool)` is called below 1400 × 820; `leave()` returning False keeps it shown;
    `reveal(bool)` is called when F4 goes down and up; `escape()` when Esc found nothing else to close.
    """

    page_changed = Signal(str)
    lock_requested = Signal()
    help_requested = Signal()
    connection_pressed = Signal()
    omnibox_submitted = Signal(str)
    omnibox_chosen = Signal(object)
    numbers_counted = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, _Page] = {}
        self._current = ""
        self._wanted: _Page | None = None
        self._shell: Shell | None = None
        self._cover: QWidget | None = None
        self._shortcuts: list[QShortcut] = []
        self._root = QStackedWidget(self)
        self.setCentralWidget(self._root)
        self.setWindowTitle(self.tr("Household Window"))
        self.setMinimumSize(*SMALLEST)
        self.resize(1440, 900)

    # -- cover ----------------------------------------------------------------------------------

    def set_cover(self, cover: QWidget | None) -> None:
        """Show `cover` instead of everything else and turn the window's keys off; None shows the shell again.

        The window keeps the cover it was given last as a child, and deletes the one before.
        """
        if self._cover is not None and self._cover is not cover:
            self._root.removeWidget(self._cover)
            self._cover.deleteLater()
        self._cover = cover
        if cover is None:
            self._root.setCurrentWidget(self.shell)
        else:
            if self._root.indexOf(cover) < 0:
                self._root.addWidget(cover)
            if self._shell is not None:
                self._shell.toast.hide()
                self._forward("reveal", False)
            self._root.setCurrentWidget(cover)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(cover is None)

    def is_covered(self) -> bool:
        """Whether the sign-in page hides the rest."""
        return self._cover is not None

    @property
    def shell(self) -> Shell:
        """The frame; made when first asked for, so that the sign-in page need not wait for it."""
        if self._shell is None:
            from window_client.ui.shell import Shell

            shell = self._shell = Shell(self)
            self._root.addWidget(shell)
            shell.rail.chosen.connect(self.go_to)
            shell.header.lock_pressed.connect(self.lock_requested)
            shell.header.connection_pressed.connect(self.connection_pressed)
            shell.header.omnibox.submitted.connect(self.omnibox_submitted)
            shell.header.omnibox.chosen.connect(self.omnibox_chosen)
            shell.header.omnibox.escaped.connect(lambda: self._forward("escape"))
            for keys, act in self._window_keys():
                shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(act)
                shortcut.setEnabled(self._cover is None)
                self._shortcuts.append(shortcut)
        return self._shell

    @property
    def omnibox(self) -> Omnibox:
        """The box in the header."""
        return self.shell.header.omnibox

    def _window_keys(self) -> list[tuple[str, Callable[[], object]]]:
        keys: list[tuple[str, Callable[[], object]]] = [
            (f"Alt+{number}", partial(self._show_at, number - 1)) for number in range(1, 8)
        ]
        return [
            *keys,
            ("Ctrl+K", self.focus_omnibox),
            ("Ctrl+L", self.lock_requested.emit),
            ("F1", self.help_requested.emit),
        ]

    # -- pages ------------------------------------------------------------------------------------

    def add_page(
        self,
        key: str,
        title: str,
        icon: str,
        factory: Callable[[], QWidget],
        nav_group: str = "top",
        nav_key: str = "",
    ) -> None:
        """Make a page known. `nav_group` is `top`, `bottom`, or empty for a page without an item of its own,
        which then lights the item `nav_key`."""
        self._pages[key] = _Page(title, factory, nav_key or key, bool(nav_group))
        if nav_group:
            self.shell.rail.add_item(key, title, icon, nav_group)

    def clear_pages(self) -> None:
        """Forget every page, e.g. because another person signs in; their items leave the rail."""
        shell = self.shell
        shell.action_bar.set_content(None)
        for key, page in self._pages.items():
            if page.in_rail:
                shell.rail.remove_item(key)
            if page.widget is not None:
                shell.stack.removeWidget(page.widget)
                page.widget.close()
                page.widget.deleteLater()
        self._pages.clear()
        self._current = ""

    def page(self, key: str) -> QWidget:
        """The page, made now if it was not yet; `KeyError` for an unknown one."""
        while self.make_part(key):
            pass
        widget = self._pages[key].widget
        assert widget is not None
        return widget

    def make_part(self, key: str) -> bool:
        """Make the next part of a page, a few milliseconds of work; False when nothing was left to make.

        A page that was cleared meanwhile is no page any more: nothing is left of it either.
        """
        entry = self._pages.get(key)
        if entry is None:
            return False
        if entry.widget is None:
            entry.widget = widget = entry.factory()
            build = getattr(widget, "build", None)
            entry.parts = build() if callable(build) else iter(())
        elif entry.parts is None:
            return False
        else:
            try:
                next(entry.parts)
            except StopIteration:
                entry.parts = None
                self.shell.stack.addWidget(entry.widget)
            except Exception:
                # Half a page is none: the next attempt begins anew.
                entry.widget.deleteLater()
                entry.widget = entry.parts = None
                raise
        return True

    def current_page(self) -> str:
        """Key of the page shown, empty before the first."""
        return self._current

    def show_page(self, key: str, **context: Any) -> bool:
        """Show a page and hand it `context`; False when the page shown does not let go."""
        if self._current and key != self._current and self._forward("leave") is False:
            self.shell.rail.set_current(self._pages[self._current].nav_key)
            return False
        entry, widget = self._pages[key], self.page(key)
        self._wanted = entry
        self._forward("reveal", False)
        shell = self.shell
        self._current = key
        shell.stack.setCurrentWidget(widget)
        shell.rail.set_current(entry.nav_key)
        shell.header.title.setText(entry.title)
        shell.header.subtitle.setText("")
        shell.strip.set_key_hints([])
        bar = getattr(widget, "action_bar", None)
        shell.action_bar.set_content(bar() if callable(bar) else None)
        self._forward("set_compact", self.is_compact())
        self._forward("open", **context)
        self.page_changed.emit(key)
        return True

    def _forward(self, act: str, *values: Any, **context: Any) -> Any:
        """Call what the page shown may or may not have."""
        entry = self._pages.get(self._current)
        method = getattr(entry.widget, act, None) if entry is not None and entry.widget is not None else None
        return method(*values, **context) if callable(method) else None

    def go_to(self, key: str) -> None:
        """A person wants this page: shown now, or after some turns of the event loop when most of it has still to
        be made. Whoever asks for another page meanwhile gets that one."""
        self._wanted = entry = self._pages[key]
        end = time.perf_counter() + MAKE_AT_ONCE_SECONDS
        while self.make_part(key):
            if time.perf_counter() > end:
                Turns(self, self._rest_of(key), lambda: self._arrive(key, entry))
                return
        self.show_page(key)

    def _rest_of(self, key: str) -> Iterator[None]:
        while self.make_part(key):
            yield

    def _arrive(self, key: str, entry: _Page) -> None:
        """Unless the pages were cleared, another one was asked for, or the window was locked meanwhile."""
        if self._pages.get(key) is entry and self._wanted is entry and self._cover is None:
            self.show_page(key)

    def _show_at(self, index: int) -> None:
        keys = self.shell.rail.keys()
        if index < len(keys):
            self.go_to(keys[index])

    # -- what the frame says ------------------------------------------------------------------------

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Title and the small line below it."""
        self.shell.header.title.setText(title)
        self.shell.header.subtitle.setText(subtitle)

    def set_connection(self, state: str, text: str) -> None:
        """`online offline busy paused bad unknown` and its words."""
        self.shell.header.connection.set_state(state, text)

    def connection(self) -> str:
        """The state that the header shows."""
        return self.shell.header.connection.state()

    def show_fault(self, error: Exception) -> None:
        """A failure that belongs to no page, above whichever is shown; nothing where the page says the same."""
        page = self.shell.stack.currentWidget()
        told = page.findChildren(FailureBanner) if page is not None else []
        words = failure_words(error)
        if not any(banner.isVisible() and banner.words() == words for banner in told):
            self.shell.fault.show_failure(error)

    def clear_fault(self) -> None:
        """The failure shown above the page is overtaken."""
        if self._shell is not None:
            self._shell.fault.hide()

    def set_operator(self, name: str, detail: str) -> None:
        """Who is working, and as what."""
        self.shell.header.set_operator(name, detail)

    def set_key_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Keys of the page shown, most important first."""
        self.shell.strip.set_key_hints(hints)

    def set_device_states(self, states: Sequence[DeviceState]) -> None:
        """Devices of the strip."""
        self.shell.strip.set_device_states(states)

    def tell_numbers_left(self, count: int) -> None:
        """A page took a certificate number: whoever keeps the strip says how many are left."""
        self.numbers_counted.emit(count)

    def set_clock(self, words: str) -> None:
        """Time of day of the strip."""
        self.shell.strip.set_clock(words)

    def set_nav_count(self, key: str, count: int, kind: str = "bad") -> None:
        """A number at a rail item."""
        self.shell.rail.set_count(key, count, kind)

    def set_action_bar(self, bar: QWidget | None) -> None:
        """Another bar for the page shown."""
        self.shell.action_bar.set_content(bar)

    def show_toast(self, text: str, icon: str = "ok", tone: str = "ok") -> None:
        """Confirm something at the bottom right for four seconds; never an error."""
        self.shell.toast.show_text(text, icon, tone)

    def focus_omnibox(self) -> None:
        """Go to the box and select what stands in it."""
        self.omnibox.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.omnibox.edit.selectAll()

    # -- events ---------------------------------------------------------------------------------------

    def is_compact(self) -> bool:
        """Below 1400 wide or 820 high."""
        return self.width() < COMPACT_BELOW[0] or self.height() < COMPACT_BELOW[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forward("set_compact", self.is_compact())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._cover is None and event.key() == Qt.Key.Key_F4 and not event.isAutoRepeat():
            self._forward("reveal", True)
        elif self._cover is None and event.key() == Qt.Key.Key_Escape:
            self._forward("escape")
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and not event.isAutoRepeat():
            self._forward("reveal", False)
        else:
            super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._cover is None and self._forward("leave") is False:
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()
