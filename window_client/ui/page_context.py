"""What a page is made with: the session's verbs and the shell around it, wired by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from window_client.ui.models.unsaved_drafts import UnsavedDrafts

if TYPE_CHECKING:
    from hukou.catalogue import Catalogue
    from window_client.config import Config
    from window_client.services.cases import Cases
    from window_client.services.certificates.issuing import Certificates
    from window_client.services.certificates.ledger import PrintLedger
    from window_client.services.clock import Clock
    from window_client.services.conflicts import Conflicts
    from window_client.services.devices.card_reader import CardReader
    from window_client.services.devices.printers import PrintService
    from window_client.services.preferences import PreferencesStore
    from window_client.services.register import Register
    from window_client.services.session import Session
    from window_client.services.sync.cycle import SyncCycle
    from window_client.ui.task_runner import TaskRunner
    from window_client.ui.theme import Theme
    from window_client.ui.widgets.omnibox import Omnibox


class Shell(Protocol):
    """The part of the main window that pages speak to."""

    @property
    def omnibox(self) -> Omnibox: ...

    def set_title(self, title: str, subtitle: str = "") -> None: ...

    def set_key_hints(self, hints: Sequence[tuple[str, str]]) -> None: ...

    def show_page(self, key: str, **context: Any) -> bool: ...

    def show_toast(self, text: str) -> None: ...

    def connection(self) -> str: ...

    def tell_numbers_left(self, count: int) -> None: ...


@dataclass(frozen=True)
class PageContext:
    """Services of the session that is signed in. Every verb runs through `runner`, never on the GUI thread.

    `record_reveal(citizen_no, case_id)` writes the audit row of a shown number and raises when it cannot;
    a number is shown only after it returned. `doctor` gives the text of `window-client doctor`.
    `language_changed(code)` makes the window speak `zh_CN` or `en` from now on. `carried` is what pages made
    anew for the same person find again after a lock or a change of language; it is in memory alone. `unsaved` is
    what the disk did not take.
    """

    session: Session
    cases: Cases
    register: Register
    certificates: Certificates
    ledger: PrintLedger
    conflicts: Conflicts
    sync: SyncCycle
    catalogue: Catalogue
    card_reader: CardReader | None
    printers: PrintService
    preferences: PreferencesStore
    config: Config
    clock: Clock
    runner: TaskRunner
    theme: Theme
    shell: Shell
    record_reveal: Callable[[str, UUID | None], None]
    doctor: Callable[[], str]
    language_changed: Callable[[str], None]
    carried: dict[str, object] = field(default_factory=dict)
    unsaved: UnsavedDrafts = field(default_factory=UnsavedDrafts)

    def navigate(self, key: str, **context: object) -> None:
        """Show another page, e.g. `navigate("case", case_id=…)`."""
        self.shell.show_page(key, **context)

    def toast(self, text: str) -> None:
        """A short confirmation; errors and decisions never go here."""
        self.shell.show_toast(text)
