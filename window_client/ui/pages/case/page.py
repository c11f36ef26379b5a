"""Intake of a case: applicant, particulars, materials, check, receipt. Every change is kept as it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hukou.case import Status
from hukou.divisions import division_table
from hukou.staff import Permission
from window_client.services.views import CaseDetail
from window_client.ui import wording
from window_client.ui.models.intake import STEPS, Intake, IntakeStep, step_of
from window_client.ui.models.resident import Resident
from window_client.ui.page_context import PageContext
from window_client.ui.pages.case.action_bar import IntakeBar
from window_client.ui.pages.case.applicant_step import ApplicantStep
from window_client.ui.pages.case.check_step import CheckStep
from window_client.ui.pages.case.draft_keeper import DraftKeeper
from window_client.ui.pages.case.edits import Edits
from window_client.ui.pages.case.ending import Ending
from window_client.ui.pages.case.form_step import FormStep
from window_client.ui.pages.case.head import CaseHead
from window_client.ui.pages.case.look_up import LookUp
from window_client.ui.pages.case.materials_step import MaterialsStep
from window_client.ui.pages.case.receipt_step import ReceiptStep
from window_client.ui.pages.case.side_panel import SidePanel
from window_client.ui.pages.case.steps import CaseSteps
from window_client.ui.pages.columns import PageScroller, SideBySide, column
from window_client.ui.pages.page import LOCAL, Page
from window_client.ui.reading import read
from window_client.ui.widgets.masked_field import MaskedField

SIDE_WIDTH = 424


class CasePage(Page):
    """`opened(case_id=…, resident=…)`: goes on where the draft stopped."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.intake: Intake | None = None
        self.detail: CaseDetail | None = None
        self._resident: Resident | None = None
        self._step = IntakeStep.APPLICANT
        self._visited = 0
        self._passed: dict[IntakeStep, bool] = {}
        self.keeper = DraftKeeper(context, self)

    def build(self) -> Iterator[None]:
        self.head = CaseHead(self)
        yield
        self.side = SidePanel(self)
        self.look_up = LookUp(self)
        self.ending = Ending(self)
        self.edits = Edits(self)
        self._at_problem = ""
        yield
        self.steps = CaseSteps(self)
        inner, box = column(16)
        self._columns = SideBySide(self.steps, self.side, SIDE_WIDTH, inner)
        box.addWidget(self._columns, 1)
        yield
        self.content.addWidget(self.head)
        place = PageScroller(inner, self)
        self._scroller = place.scroller
        self.content.addWidget(place, 1)
        yield
        self.bar = IntakeBar(self)
        self.bar.hide()
        self._connect()

    def _connect(self) -> None:
        self.head.step_chosen.connect(self.go_to)
        self.head.change_pressed.connect(self.change_person)
        self.side.papers.notice_pressed.connect(self.ending.issue_notice)
        self.side.papers.not_accept_pressed.connect(self.ending.not_accept)
        self.side.papers.not_accept.setVisible(self.context.session.staff.may(Permission.DECIDE))
        self.keeper.saved.connect(self.bar.show_saved)
        self.keeper.failed.connect(self._on_not_saved)
        self.bar.back_pressed.connect(self.go_back)
        self.bar.hold_pressed.connect(self.hold_draft)
        self.bar.problem_pressed.connect(self.go_to_problem)
        self.bar.next_pressed.connect(self.go_on)
        self.reveal_into(
            self.head.number, self._number, lambda: self.intake.case.case_id if self.intake else None
        )
        for keys, act in (
            ("Alt+Left", self.go_back),
            ("Ctrl+S", self.hold_draft),
            ("F8", self.go_to_next_problem),
            ("Ctrl+Return", self.go_on),
            ("Ctrl+Enter", self.go_on),
            ("F6", self.change_person),
            ("F5", self.look_up.ask),
            ("F9", self.ending.print_key),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda act=act: act() if self.isVisible() else None)

    # -- the steps, each made when it is wanted ---------------------------------------------------------

    @property
    def applicant(self) -> ApplicantStep:
        return self.steps.applicant

    @property
    def form(self) -> FormStep:
        return self.steps.form

    @property
    def papers(self) -> MaterialsStep:
        return self.steps.papers

    @property
    def check(self) -> CheckStep:
        return self.steps.check

    @property
    def receipt(self) -> ReceiptStep:
        return self.steps.receipt

    def current_step(self) -> IntakeStep:
        """The step that is shown, or was last."""
        return self._step

    def is_shown(self, step: IntakeStep) -> bool:
        """Whether this step is on the screen."""
        return self.intake is not None and self._step is step and self.isVisible()

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        if self.intake is None or self.detail is None:
            return self.tr("Case"), ""
        number = self.detail.case.case_no or wording.case_mark(self.detail).text
        return read(self.detail.title.replace(" ", "\u3000")), self.tr("New case\u3000{0}").format(number)

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("F4", self.tr("Hold to show the number")),
            ("F5", self.tr("Look up the register")),
            ("F8", self.tr("Next problem")),
            ("F9", self.tr("Print")),
            ("F6", self.tr("Hold, change person")),
            ("Ctrl+L", self.tr("Lock")),
        )

    def action_bar(self) -> QWidget:
        """Back, hold and on, above the status strip."""
        return self.bar

    def held_field(self) -> MaskedField | None:
        return self.head.number

    def focus_parts(self) -> Sequence[QWidget]:
        return self.failure, self.head, *self.steps.parts(), self.side, self.bar

    def bookmark(self) -> dict[str, Any]:
        return {"case_id": self.intake.case.case_id} if self.intake is not None else {}

    def synced(self, report: Any, status: Any) -> None:
        """The receipt says how far the case has come; a look-up that failed may go through now."""
        self.look_up.synced(report, status)
        if self.ending.ended and self.detail is not None:
            cases, case_id = self.context.cases, self.detail.case.case_id
            self.run(LOCAL, lambda: cases.detail(case_id), self.ending.show_detail)

    def leave(self) -> bool:
        """What is typed goes to disk before another page is shown."""
        self.keeper.flush()
        return True

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.head.set_compact(compact)
        self._columns.set_side_width(392 if compact else SIDE_WIDTH)

    def opened(
        self,
        case_id: UUID | None = None,
        resident: Resident | None = None,
        **context: Any,
    ) -> None:
        if case_id is None:
            if self.intake is None:
                self.context.navigate("cases")
            return
        if self.intake is not None and self.intake.case.case_id != case_id:
            # No key may act on the case shown before while the one asked for is being read.
            self.look_up.begin()
            self.intake = self.detail = None
        self._resident = resident
        self.clear_failure()
        cases = self.context.cases
        self.run(LOCAL, lambda: cases.detail(case_id), self.show_detail)

    # -- showing ----------------------------------------------------------------------------------------

    def show_detail(self, detail: CaseDetail) -> None:
        """Begin or go on with this case."""
        if detail.case.status is not Status.DRAFT or detail.draft is None:
            self.context.navigate(
                "certificate" if not detail.case.status.is_final else "cases", case_id=detail.case.case_id
            )
            return
        unsaved = self.context.unsaved.of(detail.case.case_id)
        if unsaved is not None:
            # Newer than what the disk holds: shown again, and tried again at once.
            detail = replace(detail, draft=unsaved)
            self.keeper.keep(unsaved)
        assert detail.draft is not None
        item = self.context.catalogue.by_id[detail.draft.service]
        self.detail = detail
        self.intake = Intake(
            item=item,
            case=detail.case,
            draft=detail.draft,
            today=self.context.clock.today(),
            divisions=division_table(sandbox=self.context.session.terminal.sample),
            extract=detail.extract,
            name_wanted=self.tr("The name is empty. Enter it, or look the person up in the register."),
        )
        self.edits.left, self._passed = set(), {}
        self.ending.begin()
        self.look_up.begin()
        self.bar.show_saved(detail.draft.saved_at)
        step = self.intake.step if self.intake.step is not IntakeStep.RECEIPT else IntakeStep.CHECK
        self._visited = STEPS.index(step)
        for passed in STEPS[: self._visited]:
            self._passed[passed] = True
        self._show_step(step)
        self.refresh_shell()
        # The form is made while the first step is looked at.
        QTimer.singleShot(0, self, self.steps.prepare_form)

    def _show_step(self, step: IntakeStep) -> None:
        """Show one step and put the focus where work goes on."""
        intake = self.must_intake()
        self._step = step
        self._visited = max(self._visited, STEPS.index(step))
        self.steps.show_step(step, intake)
        self.side.setVisible(step is not IntakeStep.RECEIPT)
        self._scroller.verticalScrollBar().setValue(0)
        self.refresh_view()
        if step is IntakeStep.APPLICANT:
            self.applicant.focus_first()
        elif step is IntakeStep.FORM:
            self.form.focus_first(intake.draft.fields)
            self.look_up.ask_once()
        elif step is IntakeStep.MATERIALS:
            self.papers.focus_first()
        elif step is IntakeStep.CHECK:
            self.bar.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.receipt.main_act().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_view(self) -> None:
        """Say again what follows from what is typed; fields under the cursor are left alone."""
        intake = self.must_intake()
        self.head.show_person(intake, self._resident, intake.today)
        if self._step is IntakeStep.RECEIPT:
            self.head.show_end(*self.ending.steps_done())
        else:
            self.head.show_steps(intake, self._step, self._visited, self._passed)
            self.side.show_intake(intake, with_papers=self._step is not IntakeStep.MATERIALS)
        passed = self._passed.get(self._step, False)
        self.steps.refresh(self._step, intake, None if passed else self.edits.left)
        self._show_bar(intake)

    def _show_bar(self, intake: Intake) -> None:
        if self._step is IntakeStep.RECEIPT:
            self.bar.show_end(self.receipt.counter, self.receipt.next)
            return
        passed = self._passed.get(self._step, False) or self._step is IntakeStep.CHECK
        self.bar.show_problems(len(intake.step_problems(self._step)) if passed else 0)
        following = {
            IntakeStep.APPLICANT: self.tr("Next: particulars"),
            IntakeStep.FORM: self.tr("Next: materials"),
            IntakeStep.MATERIALS: self.tr("Next: check"),
            IntakeStep.CHECK: self.tr("Accept the case"),
        }[self._step]
        self.bar.show_next(following, self._step is not IntakeStep.APPLICANT)

    # -- going about ----------------------------------------------------------------------------------------

    def _on_not_saved(self, error: Exception) -> None:
        self.bar.show_not_saved(error)
        self.show_failure(error)

    def go_to(self, step: IntakeStep) -> None:
        """To a step that was visited before."""
        if STEPS.index(step) > self._visited or self._step is IntakeStep.RECEIPT:
            return
        self._passed[self._step] = True
        self._move(step)

    def go_back(self) -> None:
        """One step back."""
        at = STEPS.index(self._step)
        if at > 0 and self._step is not IntakeStep.RECEIPT:
            self._passed[self._step] = True
            self._move(STEPS[at - 1])

    def go_on(self) -> None:
        """The next step, or the first problem that keeps it; at the end the case is accepted."""
        if self.intake is None:
            return
        if self._step is IntakeStep.RECEIPT:
            self.receipt.main_act().click()
            return
        self._passed[self._step] = True
        if self.intake.step_problems(self._step):
            self.refresh_view()
            self.go_to_problem()
        elif self._step is IntakeStep.CHECK:
            self.ending.accept()
        else:
            self._move(STEPS[STEPS.index(self._step) + 1])

    def _move(self, step: IntakeStep) -> None:
        intake = self.must_intake()
        intake.set_step(step)
        self.keeper.keep(intake.draft)
        self.keeper.flush()
        self._show_step(step)

    def go_to_problem(self) -> None:
        """The first thing to mend on this step, or on the step where it can be mended."""
        if self.intake is None:
            return
        self._to_problem(list(self.intake.step_problems(self._step)))

    def go_to_next_problem(self) -> None:
        """The one after that which was gone to last, and from the last again the first."""
        if self.intake is None:
            return
        keys = list(self.intake.step_problems(self._step))
        at = keys.index(self._at_problem) + 1 if self._at_problem in keys else 0
        self._to_problem(keys[at:] + keys[:at])

    def _to_problem(self, keys: list[str]) -> None:
        for key in keys:
            self._at_problem = key
            if self._step is IntakeStep.CHECK:
                self._go_and_focus(key)
                return
            if self._focus_problem(key):
                return

    def _go_and_focus(self, key: str) -> None:
        self._move(step_of(key))
        self.refresh_view()
        self._focus_problem(key)

    def _focus_problem(self, key: str) -> bool:
        if key.startswith("material."):
            self.papers.focus_first()
            return True
        return self.applicant.focus_problem(key) or self.form.focus_problem(key)

    def hold_draft(self) -> None:
        """Save now and say so."""
        self.keeper.flush(lambda: self.context.toast(self.tr("Held on this computer")))

    def change_person(self) -> None:
        """Back to the counter; a draft is kept."""
        self.keeper.flush()
        self.context.navigate("counter")
        if not self.ending.ended:
            self.context.toast(self.tr("The draft is kept"))

    def escape(self) -> None:
        """Esc never discards: the draft is held and the counter asks who is next."""
        self.change_person()

    def show_end(self) -> None:
        """The receipt step, after the case was accepted, refused or sent home for materials."""
        self._show_step(IntakeStep.RECEIPT)

    def _number(self) -> str:
        return self.intake.draft.subject.citizen_no if self.intake else ""

    def is_ended(self) -> bool:
        """Whether this case left the counter: nothing of it can be changed here any more."""
        return self.ending.ended

    def must_intake(self) -> Intake:
        """The case shown; only the acts of a shown case ask for it."""
        if self.intake is None:
            raise RuntimeError("no case is shown")
        return self.intake
