"""Asking the register for one case: with a purpose, on the remote lane, never twice at a time, and never so that
a resident waits for a province that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from hukou.household import RegisterExtract
from hukou.wire import RegisterAnswer
from window_client.errors import (
    RemoteAnswerError,
    RemoteCertificateError,
    RemoteFaultError,
    RemoteSilentError,
    RemoteUnreachableError,
    WindowClientError,
)
from window_client.services.sync.status import Link
from window_client.ui.models.register_picks import chosen_pick, picks_for
from window_client.ui.pages.page import LOCAL, REMOTE
from window_client.ui.reading import read

if TYPE_CHECKING:
    from window_client.services.sync.cycle import SyncReport
    from window_client.services.sync.status import SyncStatus
    from window_client.ui.pages.case.page import CasePage
    from window_client.ui.pages.case.register_card import RegisterCard

SLOW_MS = 3_000
"""After this long the card says that it is still asking, and offers to go on without the answer."""
_GRACE_MS = 1_000
"""For the exchange's own time-out to speak first: it knows better what failed."""
_PASSING = (RemoteUnreachableError, RemoteFaultError, RemoteAnswerError)


class LookUp(QObject):
    """Belongs to a `CasePage` and speaks through its register card.

    A failure that may pass is tried once more by itself, when a cycle with the province has gone well. An
    answer that comes after the wait was given up is kept with the case by the service, and shown then.
    """

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._page = page
        self._handle: Any = None
        self._asked_once = False
        self._retry: dict[str, Any] | None = None
        self._may_come_late = False
        self.slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self.slow.timeout.connect(self._on_slow)
        seconds = page.context.config.look_up_timeout
        self.deadline = QTimer(self, interval=int(seconds * 1000) + _GRACE_MS, singleShot=True)
        self.deadline.timeout.connect(self._on_deadline)

    def attach(self, card: RegisterCard) -> None:
        """Act for the card of the form step, once it is made."""
        card.asked.connect(self.ask)
        card.cancelled.connect(self.stop)
        card.person_chosen.connect(self._on_person)
        card.accept_first.connect(self._on_accept_first)

    def begin(self) -> None:
        """Another case is shown."""
        self.drop()
        self._asked_once = self._may_come_late = False
        self._retry = None

    def show_known(self) -> None:
        """Say what is known of the case, unless the register is being asked already."""
        if self._handle is not None:
            return
        intake = self._page.intake
        assert intake is not None
        card = self._page.form.register
        if intake.extract is None:
            card.show_nothing(self.purpose())
            return
        picks = picks_for(intake.item, intake.extract)
        chosen = chosen_pick(picks, intake.draft.fields)
        card.show_extract(intake.extract, picks, chosen.key if chosen else "", self._page.context.clock.now())

    def purpose(self) -> str:
        """What both sides record: the service that the resident asked for."""
        intake = self._page.intake
        return self.tr("For the case: {0}").format(read(intake.item.title)) if intake else ""

    # -- asking -----------------------------------------------------------------------------------------

    def ask_once(self) -> None:
        """Ask when the particulars are first entered and nothing is known."""
        intake = self._page.intake
        if intake is not None and intake.extract is None and not self._asked_once:
            self.ask()

    def ask(self) -> None:
        """Ask with the number, or with name and birth date."""
        intake = self._page.intake
        if intake is None or self._handle is not None or self._page.is_ended():
            return
        subject = intake.draft.subject
        if subject.citizen_no:
            self._ask({"citizen_no": subject.citizen_no})
        elif subject.name:
            self._ask({"name": subject.name, "birth_date": subject.birth_date})

    def _on_person(self, person_id: str) -> None:
        self._ask({"person_id": person_id})

    def _ask(self, query: dict[str, Any], *, again: bool = False) -> None:
        page = self._page
        assert page.intake is not None
        case_id, purpose, register = page.intake.case.case_id, self.purpose(), page.context.register
        self._asked_once = True
        self._retry = None if again else query
        page.form.register.show_busy(purpose)
        # The draft is on its way to the store first, so that nothing typed waits for the network.
        page.keeper.flush()
        self._handle = page.context.runner.run(
            REMOTE,
            page,
            lambda: register.look_up(case_id, purpose, **query),
            self._on_answer,
            self._on_failed,
        )
        self.slow.start()
        self.deadline.start()

    def synced(self, report: SyncReport, status: SyncStatus) -> None:
        """A cycle has ended: what was given up may have come, what failed may go through now."""
        page = self._page
        intake = page.intake
        if self._handle is not None or intake is None or intake.extract is not None or page.is_ended():
            return
        if self._may_come_late:
            case_id, register = intake.case.case_id, page.context.register
            page.run(LOCAL, lambda: register.extract_for(case_id), self._on_late)
        elif self._retry and status.link is Link.ONLINE and report.error is None:
            self._ask(self._retry, again=True)

    # -- waiting ----------------------------------------------------------------------------------------

    def _on_slow(self) -> None:
        self._page.form.register.show_slow()

    def _on_accept_first(self) -> None:
        """The clerk goes on; the question stays asked and its answer is shown when it comes."""
        self.slow.stop()
        self._page.form.register.show_in_background()
        intake = self._page.intake
        if intake is not None:
            self._page.form.focus_first(intake.draft.fields)

    def _on_deadline(self) -> None:
        self.drop()
        self._may_come_late = True
        self._show_failure(RemoteSilentError())

    def stop(self) -> None:
        """Wait no longer."""
        self.drop()
        self._may_come_late, self._retry = True, None
        self._page.form.register.show_stopped()

    def drop(self) -> None:
        """Whatever is under way concerns nobody now."""
        self._over()
        if self._handle is not None:
            self._handle.drop()
            self._handle = None

    def _over(self) -> None:
        self.slow.stop()
        self.deadline.stop()

    # -- what came ----------------------------------------------------------------------------------------

    def _on_answer(self, answer: RegisterAnswer) -> None:
        self._over()
        self._handle = self._retry = None
        page = self._page
        if page.intake is None or page.is_ended():
            return
        if answer.extract is not None:
            self._take(answer.extract)
        else:
            page.form.register.show_candidates(answer.candidates)

    def _on_late(self, extract: RegisterExtract | None) -> None:
        page = self._page
        if page.intake is None or self._handle is not None or page.is_ended():
            return
        if extract is not None and extract.case_id == str(page.intake.case.case_id):
            self._take(extract)
        elif self._retry:
            self._may_come_late = False

    def _take(self, extract: RegisterExtract) -> None:
        self._may_come_late, self._retry = False, None
        self._page.must_intake().take_extract(extract)
        self._page.edits.take_extract()

    def _on_failed(self, error: Exception) -> None:
        self._over()
        self._handle = None
        if isinstance(error, WindowClientError):
            self._show_failure(error)
        else:
            self._retry = None
            self._page.form.register.show_stopped()
            self._page.show_failure(error)

    def _show_failure(self, error: WindowClientError) -> None:
        passing = isinstance(error, _PASSING) and not isinstance(error, RemoteCertificateError)
        if not passing:
            self._retry = None
        self._page.form.register.show_failure(error, passing=passing, tries_again=self._retry is not None)
