"""Asking the register for one case: with a purpose, on the remote lane, and never twice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hukou.wire import RegisterAnswer
from window_client.errors import WindowClientError
from window_client.ui.models.register_picks import chosen_pick, picks_for
from window_client.ui.pages.page import REMOTE

if TYPE_CHECKING:
    from window_client.ui.pages.case.page import CasePage


class LookUp(QObject):
    """Belongs to a `CasePage` and speaks through its register card."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._page = page
        self._handle: Any = None
        self._asked_once = False
        card = page.form.register
        card.asked.connect(self.ask)
        card.cancelled.connect(self.stop)
        card.person_chosen.connect(self._on_person)

    def begin(self) -> None:
        """Another case is shown: say what is known of it."""
        self.drop()
        self._asked_once = False
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
        return self.tr("For the case: {0}").format(intake.item.title) if intake else ""

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

    def _ask(self, query: dict[str, Any]) -> None:
        page = self._page
        assert page.intake is not None
        case_id, purpose, register = page.intake.case.case_id, self.purpose(), page.context.register
        self._asked_once = True
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

    def stop(self) -> None:
        """Wait no longer."""
        self.drop()
        self._page.form.register.show_stopped()

    def drop(self) -> None:
        """Whatever is under way concerns another case now."""
        if self._handle is not None:
            self._handle.drop()
            self._handle = None

    def _on_answer(self, answer: RegisterAnswer) -> None:
        self._handle = None
        page = self._page
        if page.intake is None:
            return
        if answer.extract is not None:
            page.intake.take_extract(answer.extract)
            page.edits.take_extract()
        else:
            page.form.register.show_candidates(answer.candidates)

    def _on_failed(self, error: Exception) -> None:
        self._handle = None
        if isinstance(error, WindowClientError):
            self._page.form.register.show_failure(error)
        else:
            self._page.form.register.show_stopped()
            self._page.show_failure(error)
