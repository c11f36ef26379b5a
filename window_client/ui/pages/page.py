"""What every page has: margins, one banner for failures, work on lanes, Enter that moves on, F4 held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from window_client.ui.focus_walk import walk_focus
from window_client.ui.page_context import PageContext
from window_client.ui.widgets.failure_banner import FailureBanner, failure_line, failure_text
from window_client.ui.widgets.masked_field import MaskedField

if TYPE_CHECKING:
    from window_client.services.sync.cycle import SyncReport
    from window_client.services.sync.status import SyncStatus

__all__ = ["DEVICE", "LOCAL", "REMOTE", "FailureBanner", "Page", "failure_line", "failure_text", "walk_focus"]

LOCAL, REMOTE, DEVICE = "local", "remote", "device"
"""The lanes of the task runner: store and PDF, HTTP, and devices that block for seconds."""


class Page(QWidget):
    """A page of the main window. `content` is the layout below the failure banner.

    Subclasses say `opened(**context)`, `key_hints()`, `title()`; `held_field()` is what F4 reveals. A page of many
    widgets makes them in `build()`, not in its constructor.
    """

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.compact = False
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(16)
        self.failure = FailureBanner(self)
        self._outer.addWidget(self.failure)
        self.content = QVBoxLayout()
        self.content.setSpacing(16)
        self._outer.addLayout(self.content, 1)
        self._set_margins()

    # -- what subclasses say --------------------------------------------------------------------------

    def build(self) -> Iterator[None]:
        """Makes the page part by part: the event loop has a turn at each `yield`. Done before the page is opened."""
        yield from ()

    def title(self) -> tuple[str, str]:
        """Title and subtitle of the header."""
        return "", ""

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Keys and acts for the status strip."""
        return ()

    def held_field(self) -> MaskedField | None:
        """The number that F4 shows while it is held."""
        return None

    def focus_parts(self) -> Sequence[QWidget]:
        """The parts of the page in reading order, for the Tab key; an empty one leaves Qt's order."""
        return ()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return walk_focus(self, self.focus_parts(), forward) or super().focusNextPrevChild(forward)

    # -- the shell ------------------------------------------------------------------------------------

    def open(self, **context: Any) -> None:
        """The shell shows the page, each time; subclasses take `context` in `opened`."""
        self.opened(**context)
        self.refresh_shell()

    def opened(self, **context: Any) -> None:
        """The page is shown now."""

    def bookmark(self) -> dict[str, Any]:
        """What `open` needs to come back here after a lock or a change of language."""
        return {}

    def synced(self, report: SyncReport, status: SyncStatus) -> None:
        """A cycle with the province has ended; pages whose words depend on it say them again."""

    def refresh_shell(self) -> None:
        """Tell the shell title and keys again; nothing while another page is shown."""
        if self.isVisibleTo(self.window()):
            self.context.shell.set_title(*self.title())
            self.context.shell.set_key_hints(self.key_hints())

    def set_compact(self, compact: bool) -> None:
        """Below 1400 wide or 820 high."""
        self.compact = compact
        self._set_margins()

    def _set_margins(self) -> None:
        side, end = (16, 12) if self.compact else (24, 16)
        self._outer.setContentsMargins(side, end, side, end)
        self._outer.setSpacing(12 if self.compact else 16)
        self.content.setSpacing(12 if self.compact else 16)

    # -- work -----------------------------------------------------------------------------------------

    def run(
        self,
        lane: str,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """`work` off the GUI thread, `done` with its result on it; failures go to the banner by default."""
        self.context.runner.run(lane, self, work, done or (lambda _result: None), failed or self.show_failure)

    def show_failure(self, error: Exception) -> None:
        """Say a failure at the head of the page."""
        self.failure.show_failure(error)

    def clear_failure(self) -> None:
        """The failure shown is overtaken."""
        self.failure.hide()

    def reveal_into(self, field: MaskedField, number: Callable[[], str], case_id: Any = None) -> None:
        """Show the number in `field` after its reveal was recorded, if it is still held then."""

        def ask() -> None:
            text = number()
            if not text:
                return
            self.run(
                LOCAL,
                lambda: self.context.record_reveal(text, case_id() if callable(case_id) else case_id),
                lambda _none: field.grant(text),
            )

        field.reveal_requested.connect(ask)

    # -- keys -----------------------------------------------------------------------------------------

    def reveal(self, held: bool) -> None:
        """F4 goes down or up."""
        field = self.held_field()
        if field is not None:
            field.hold() if held else field.release()

    def type_ahead(self, event: QKeyEvent) -> None:
        """What was typed outside a field goes to the omnibox: codes and initials need no click first."""
        edit = self.context.shell.omnibox.edit
        edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        edit.selectAll()
        QApplication.sendEvent(edit, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton):
                focus.click()
                return
            if isinstance(focus, QLineEdit | QComboBox | QDateEdit):
                self.focusNextChild()
                return
        super().keyPressEvent(event)
