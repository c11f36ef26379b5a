"""Head of the intake: whom it is about, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.ui import wording
from window_client.ui.models.intake import STEPS, Intake, IntakeStep, step_of
from window_client.ui.models.resident import Resident
from window_client.ui.widgets.badge import Avatar, Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.flow_layout import FlowLayout
from window_client.ui.widgets.masked_field import MaskedField, split
from window_client.ui.widgets.stepper import Step, Stepper
from window_client.ui.widgets.text import Label, Line


class CaseHead(Card):
    """`step_chosen(IntakeStep)` for a step that was visited, `change_pressed` for another person."""

    step_chosen = Signal(object)
    change_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 8, parent)
        self.body.setContentsMargins(16, 12, 16, 12)
        person = QHBoxLayout()
        person.setSpacing(12)
        self._avatar = Avatar("", 40, parent=self)
        person.addWidget(self._avatar)
        middle = QWidget(self)
        flow = FlowLayout(middle, 12, 4)
        self.name = Label("", "section", parent=middle)
        self._about = Label("", "body", "text-2", parent=middle)
        self.number = MaskedField("section", gated=True, parent=middle)
        self._identified = Badge("", "neutral", "person", middle)
        self._applicant = Badge("", "neutral", "people", middle)
        self._place = Label("", "label", "text-2", parent=middle)
        for widget in (
            self.name,
            self._about,
            self.number,
            self._identified,
            self._applicant,
            self._place,
        ):
            flow.addWidget(widget)
        person.addWidget(middle, 1)
        self.change = Button(self.tr("Change person"), "quiet", key="F6", size="small", parent=self)
        self.change.clicked.connect(self.change_pressed)
        person.addWidget(self.change)
        self.body.addLayout(person)
        self.body.addWidget(Line(parent=self))
        self.stepper = Stepper(parent=self)
        self.stepper.step_chosen.connect(lambda at: self.step_chosen.emit(STEPS[at]))
        self.body.addWidget(self.stepper)

    def set_compact(self, compact: bool) -> None:
        """Less air in the compact layout."""
        edge = 8 if compact else 12
        self.body.setContentsMargins(16, edge, 16, edge)
        self.body.setSpacing(4 if compact else 8)

    def show_person(self, intake: Intake, resident: Resident | None, today: date) -> None:
        """Name, age, masked number, how the person was identified, and the address of the register."""
        subject = intake.draft.subject
        self._avatar.set_name(subject.name or "？")
        self.name.setText(subject.name or self.tr("Name not known yet"))
        sex = intake.extract.person.sex if intake.extract else resident.sex if resident else ""
        words = [wording.sex_word(sex), wording.age_text(subject.birth_date, today)]
        self._about.setText("\u3000".join(word for word in words if word))
        head, middle, tail = split(subject.citizen_no)
        self.number.setVisible(bool(subject.citizen_no))
        self.number.set_masked(head, len(middle), tail)
        if subject.identified_by == "chip":
            self._identified.set_state(self.tr("Chip read"), "ok", "ok")
        else:
            self._identified.set_state(self.tr("Typed by hand"), "neutral", "pencil")
        relation = intake.draft.applicant.relation
        self._applicant.setVisible(relation != "self")
        if relation != "self":
            self._applicant.set_state(
                self.tr("By {0}").format(wording.applicant_word(relation)), "circulation", "people"
            )
        place = intake.extract.household.station_name if intake.extract else ""
        self._place.setText(self.tr("Registered at\u3000{0}").format(place) if place else "")

    def show_steps(
        self, intake: Intake, current: IntakeStep, visited: int, shown: Mapping[IntakeStep, bool]
    ) -> None:
        """The stepper; problem counts stand only at steps in `shown` (those left once)."""
        problems = intake.problems() if any(shown.values()) else {}
        steps = [self._step(intake, step, shown.get(step, False), problems) for step in STEPS]
        self.stepper.set_steps(steps)
        self.stepper.set_current(STEPS.index(current), visited)

    def show_end(self, done: Collection[IntakeStep], last: str) -> None:
        """The case has left the counter: ticks for what was done, `last` is what the paper is called."""
        steps = [Step(self._title(step), skipped=step not in done) for step in STEPS[:-1]]
        self.stepper.set_steps([*steps, Step(last)])
        self.stepper.set_current(len(steps), -1)

    def _title(self, step: IntakeStep) -> str:
        return {
            IntakeStep.APPLICANT: self.tr("Applicant"),
            IntakeStep.FORM: self.tr("Particulars"),
            IntakeStep.MATERIALS: self.tr("Materials"),
            IntakeStep.CHECK: self.tr("Check"),
            IntakeStep.RECEIPT: self.tr("Receipt"),
        }[step]

    def _step(self, intake: Intake, step: IntakeStep, counted: bool, everything: Mapping[str, str]) -> Step:
        title = self._title(step)
        if step is IntakeStep.MATERIALS:
            done, wanted = intake.material_count()
            note = f"{done}/{wanted}" if wanted else ""
            return Step(title, note, "bad" if counted and intake.papers_missing() else "text-3")
        if counted and step in (IntakeStep.APPLICANT, IntakeStep.FORM):
            problems = [key for key in everything if step_of(key) is step]
            if problems:
                return Step(title, self.tr("{0} to mend").format(len(problems)), "bad")
            if step is IntakeStep.APPLICANT:
                return Step(title, self.tr("checked"), "ok")
        return Step(title)
