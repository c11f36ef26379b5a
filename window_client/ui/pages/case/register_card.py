"""The register's answer for this case: not asked, asking, answered, several persons, or no link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hukou.household import Candidate, RegisterExtract, RegistrationStatus
from window_client.errors import RemoteSilentError, RemoteUnreachableError, WindowClientError
from window_client.ui import wording
from window_client.ui.models.register_picks import Pick
from window_client.ui.pages.page import failure_line
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.busy import Busy
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, SectionHeader
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.flow_layout import FlowLayout
from window_client.ui.widgets.text import Label


class RegisterCard(Card):
    """`asked` to look up, `cancelled` to stop waiting, `accept_first` to go on while the province is asked,
    `person_chosen(person_id)` among several, `pick_chosen(key)` for an entry that fills the form in.
    """

    asked = Signal()
    cancelled = Signal()
    accept_first = Signal()
    person_chosen = Signal(str)
    pick_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", 16, 10, parent)
        head = SectionHeader(self.tr("Register data"), parent=self)
        self._head = head
        self.badge = Badge("", "neutral", "", head)
        head.add_right(self.badge)
        self.look_up = Button(self.tr("Look up"), "soft", "search", "F5", "small", parent=head)
        self.look_up.clicked.connect(self.asked)
        head.add_right(self.look_up)
        self.body.addWidget(head)
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        self.body.addWidget(self.told)
        self.busy = Busy(self)
        self.busy.cancelled.connect(self.cancelled)
        self.body.addWidget(self.busy)
        self.first = Button(self.tr("Go on without waiting"), "soft", size="small", parent=self)
        self.first.clicked.connect(self.accept_first)
        self.body.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        self._facts = QWidget(self)
        flow = FlowLayout(self._facts, 32, 8)
        self._facts_shown: dict[str, Fact] = {}
        for key, caption in (
            ("status", self.tr("Registration")),
            ("type", self.tr("Household")),
            ("head", self.tr("Head of household")),
            ("relation", self.tr("Relation to head")),
            ("address", self.tr("Address")),
        ):
            self._facts_shown[key] = Fact(caption, parent=self._facts)
            flow.addWidget(self._facts_shown[key])
        self.body.addWidget(self._facts)
        self._choice_label = Label("", "label", "text-2", parent=self)
        self.body.addWidget(self._choice_label)
        self.people = ChoiceGroup(columns=2, name=self.tr("Persons found"), parent=self)
        self.people.chosen.connect(lambda value: self.person_chosen.emit(str(value)))
        self.picks = ChoiceGroup(columns=2, name=self.tr("Entries of the register"), parent=self)
        self.picks.chosen.connect(lambda value: self.pick_chosen.emit(str(value)))
        self.body.addWidget(self.people)
        self.body.addWidget(self.picks)
        self.show_nothing("")

    def _clear(self) -> None:
        self.busy.finish()
        for widget in (self.first, self._facts, self._choice_label, self.people, self.picks):
            widget.hide()
        self.told.set_tone("text-2")

    def show_nothing(self, purpose: str) -> None:
        """Nothing was asked yet; the purpose is what both sides will record."""
        self._clear()
        self.set_kind("sunken")
        self.badge.set_state(self.tr("Not looked up"), "neutral", "search")
        self._tell(
            self.tr("The look-up is recorded with its purpose: {0}").format(purpose) if purpose else ""
        )
        self.look_up.setText(self.tr("Look up"))

    def show_busy(self, purpose: str) -> None:
        """The question is on its way."""
        self._clear()
        self.set_kind("sunken")
        self.badge.set_state(self.tr("Asking"), "primary", "sync")
        self._tell(self.tr("Purpose: {0}").format(purpose))
        self.busy.start(self.tr("Waiting for the province's answer"), cancellable=True)

    def show_slow(self) -> None:
        """No answer for some seconds: say so, and what can be done instead of waiting."""
        self.busy.sentence.setText(
            self.tr("The province has not answered yet; still asking. The case can be accepted without it.")
        )
        self.first.show()

    def show_in_background(self) -> None:
        """The clerk goes on; the question stays asked."""
        self._clear()
        self.badge.set_state(self.tr("Asking"), "primary", "sync")
        self._tell(self.tr("Still asking: the answer is shown here when it comes. Go on with the form."))

    def show_failure(self, error: WindowClientError, *, passing: bool, tries_again: bool) -> None:
        """No answer; being offline is a state and says what can be done all the same. `passing` failures may
        be asked again, `tries_again` when that happens once by itself.
        """
        self._clear()
        unreachable = isinstance(error, RemoteUnreachableError)
        offline = unreachable and not isinstance(error, RemoteSilentError)
        kind = "warn" if unreachable else "bad"
        self.set_kind(kind)
        word, icon = (self.tr("Offline"), "cloud-off") if offline else (self.tr("No answer"), "error")
        self.badge.set_state(word, kind, icon)
        self._tell(wording.sentences(read(error.message), self._remedy(error, passing, tries_again)), kind)
        self.look_up.setText(self.tr("Look up again"))

    def _remedy(self, error: WindowClientError, passing: bool, tries_again: bool) -> str:
        if not passing:
            return failure_line(error)
        text = self.tr("The case can be accepted now; the certificate follows when the data have come.")
        then = (
            self.tr("It is asked once more by itself when the link works; F5 asks at once.")
            if tries_again
            else self.tr("Press F5 to ask again.")
        )
        return text + then + self.tr("Failure code {0}").format(error.code)

    def show_chosen(self, key: str) -> None:
        """The entry that the form means now."""
        self.picks.set_value(key or None)

    def show_stopped(self) -> None:
        """The clerk stopped waiting."""
        self._clear()
        self.badge.set_state(self.tr("Not looked up"), "neutral", "search")
        self._tell(self.tr("Stopped waiting. An answer that still comes is kept with the case."))
        self.look_up.setText(self.tr("Look up again"))

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Several persons fit: one has to be chosen."""
        self._clear()
        if not candidates:
            self.set_kind("warn")
            self.badge.set_state(self.tr("No one found"), "warn", "warning")
            self._tell(
                self.tr("The register holds no one with these particulars. Compare them with the document."),
                "warn",
            )
            self.look_up.setText(self.tr("Look up again"))
            return
        self.set_kind("sunken")
        self.badge.set_state(self.tr("Several persons"), "warn", "people")
        self._tell("")
        self._choice_label.setText(self.tr("Choose the person by the document"))
        self._choice_label.show()
        self.people.set_choices(
            [
                Choice(
                    one.person_id,
                    f"{one.name}\u3000{wording.sex_word(one.sex)}\u3000{one.masked_no}",
                    one.station_name,
                )
                for one in candidates
            ]
        )
        self.people.set_value(None)
        self.people.show()

    def show_extract(
        self, extract: RegisterExtract, picks: Sequence[Pick], chosen: str, now: datetime
    ) -> None:
        """The register's word, with the entries that the form can be filled in from."""
        self._clear()
        self.set_kind("sunken")
        stale = wording.is_stale(extract.as_of, now)
        as_of = wording.full_time(extract.as_of)
        self.badge.set_state(self.tr("Data as of {0}").format(as_of), "warn" if stale else "ok", "cloud-ok")
        self._tell("")
        person, household = extract.person, extract.household
        status = {
            RegistrationStatus.REGISTERED: (self.tr("Registered"), "text"),
            RegistrationStatus.CANCELLED: (self.tr("Cancelled"), "warn"),
            RegistrationStatus.MOVED_OUT: (self.tr("Moved out"), "warn"),
        }[person.status]
        self._facts_shown["status"].set_value(*status)
        self._facts_shown["type"].set_value(read(household.household_type.label))
        self._facts_shown["head"].set_value(household.head_name)
        self._facts_shown["relation"].set_value(wording.relation_word(person.relation_to_head))
        self._facts_shown["address"].set_value(household.address)
        self._facts.show()
        if picks:
            self._choice_label.setText(
                self.tr("Entries of the register that can be certified: choose one to fill the form in")
            )
            self._choice_label.show()
            self.picks.set_choices([Choice(pick.key, pick.label, pick.reason) for pick in picks])
            self.picks.set_value(chosen or None)
            self.picks.show()
        self.look_up.setText(self.tr("Look up again"))

    def _tell(self, text: str, tone: str = "text-2") -> None:
        self.told.setText(text)
        self.told.set_tone(tone)
        self.told.setVisible(bool(text))
