"""The five steps of an intake, each made when it is first wanted or before that in a quiet moment: all at once
they would hold up the screen between the choice of a service and its first field."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from window_client.ui.models.intake import Intake, IntakeStep
from window_client.ui.pages.case.applicant_step import ApplicantStep
from window_client.ui.pages.case.check_step import CheckStep
from window_client.ui.pages.case.form_step import FormStep
from window_client.ui.pages.case.materials_step import MaterialsStep
from window_client.ui.pages.case.receipt_step import ReceiptStep
from window_client.ui.pages.columns import Switch

if TYPE_CHECKING:
    from window_client.ui.pages.case.page import CasePage

WARM_EVERY_MS = 60
_PARTS = {
    IntakeStep.APPLICANT: "applicant",
    IntakeStep.FORM: "form",
    IntakeStep.MATERIALS: "papers",
    IntakeStep.CHECK: "check",
    IntakeStep.RECEIPT: "receipt",
}


class CaseSteps(Switch):
    """Belongs to a `CasePage`; shows one step at a time and wires each to the page's acts."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._page = page
        self._form_of: Intake | None = None
        self._warmer = QTimer(self, interval=WARM_EVERY_MS)
        self._warmer.timeout.connect(self._warm)
        self._warmer.start()

    @cached_property
    def applicant(self) -> ApplicantStep:
        step = ApplicantStep(self)
        step.changed.connect(self._page.edits.change_applicant)
        step.left.connect(self._page.edits.leave_field)
        self.add(step)
        return step

    @cached_property
    def form(self) -> FormStep:
        step, page = FormStep(self), self._page
        step.changed.connect(page.edits.change_field)
        step.left.connect(page.edits.leave_field)
        step.gate.refuse_pressed.connect(page.ending.refuse)
        step.gate.reason_chosen.connect(page.edits.choose_reason)
        step.register.pick_chosen.connect(page.edits.pick)
        page.look_up.attach(step.register)
        self.add(step)
        return step

    @cached_property
    def papers(self) -> MaterialsStep:
        step = MaterialsStep(self)
        step.marked.connect(self._page.edits.mark)
        step.notice_pressed.connect(self._page.ending.issue_notice)
        self.add(step)
        return step

    @cached_property
    def check(self) -> CheckStep:
        step = CheckStep(self)
        step.edit_pressed.connect(self._page.go_to)
        self.add(step)
        return step

    @cached_property
    def receipt(self) -> ReceiptStep:
        step, page = ReceiptStep(self._page.context, self), self._page
        step.certificate_pressed.connect(page.ending.go_on)
        step.counter_pressed.connect(page.change_person)
        step.paper.preview.reveal_requested.connect(page.ending.reveal_paper)
        self.add(step)
        return step

    def _warm(self) -> None:
        missing = [name for name in _PARTS.values() if name not in self.__dict__]
        intake = self._page.intake
        if missing:
            getattr(self, missing[0])
            return
        if intake is not None and intake is not self._form_of:
            # Without its values yet: while the applicant is checked nobody waits for twenty fields to be made.
            self.form.set_service(intake.item)
        self._warmer.stop()

    def parts(self) -> list[QWidget]:
        """What was made so far, in reading order."""
        found: list[QWidget] = []
        for name in _PARTS.values():
            step = self.__dict__.get(name)
            if step is not None:
                found += step.parts() if isinstance(step, FormStep) else [step]
        return found

    # -- showing ----------------------------------------------------------------------------------------

    def show_step(self, step: IntakeStep, intake: Intake) -> None:
        """Show one step with what is typed."""
        widget: QWidget = getattr(self, _PARTS[step])
        if step is IntakeStep.APPLICANT:
            self.applicant.show_intake(intake)
            self._warmer.start()
        elif step is IntakeStep.FORM:
            self.prepare_form()
        elif step is IntakeStep.MATERIALS:
            self._fill_papers(intake)  # before they are shown: the focus goes to one of them
        elif step is IntakeStep.CHECK:
            self.check.show_intake(intake)
        self.show_only(widget)

    def prepare_form(self) -> None:
        """The form of this service with what is typed, and what the register said; once for each case shown."""
        intake = self._page.intake
        if intake is None or intake is self._form_of:
            return
        self._form_of = intake
        self.form.set_service(intake.item).show_values(intake.values)
        self._page.look_up.show_known()

    def refresh(self, step: IntakeStep, intake: Intake, only: set[str] | None) -> None:
        """Say again what follows from what is typed, on the step that is shown: problems of the fields in
        `only` (None: of all). The others are told when they are shown.
        """
        if step is IntakeStep.APPLICANT:
            self.applicant.show_messages(intake.told_problems(), intake.told_warnings(), only)
        elif step is IntakeStep.FORM:
            self.form.show_gate(intake)
            self.form.show_pick(intake)
            self.form.show_messages(intake.told_problems(), intake.told_warnings(), only)
        elif step is IntakeStep.MATERIALS:
            self._fill_papers(intake)
            problems = intake.step_problems(IntakeStep.MATERIALS) if only is None else {}
            self.papers.show_problems(list(problems.values()))

    def _fill_papers(self, intake: Intake) -> None:
        staff = self._page.context.session.staff
        self.papers.show_intake(intake, {staff.staff_no: staff.name}, intake.today)
