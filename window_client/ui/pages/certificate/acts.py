"""What can be done on the certificate page, each as one call of a service verb and a look at the case again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from hukou.certificate import RefusalBox, Refused
from window_client.errors import (
    DeviceError,
    PrintCheckError,
    RequiredFieldError,
    StaleDecisionError,
    StepUpRequiredError,
    StorageError,
    TransitionRefusedError,
    WindowClientError,
)
from window_client.services.devices.device_errors import PrintTimeoutError
from window_client.ui import wording
from window_client.ui.models.issuing import DECIDING, Phase
from window_client.ui.pages.page import DEVICE, LOCAL, REMOTE, failure_text
from window_client.ui.pages.question import ask, ask_reason
from window_client.ui.reading import read
from window_client.ui.widgets.choice_card import Choice
from window_client.ui.widgets.failure_banner import with_code

if TYPE_CHECKING:
    from uuid import UUID

    from window_client.services.views import LedgerEntry
    from window_client.ui.pages.certificate.page import CertificatePage


OVERTAKEN = (StaleDecisionError, TransitionRefusedError, DeviceError, StorageError)
"""After these the case may not be what the screen shows: it is read again, and the failure stays on the screen."""


class Acts(QObject):
    """Belongs to a `CertificatePage`; one act at a time."""

    def __init__(self, page: CertificatePage) -> None:
        super().__init__(page)
        self._page = page
        self._busy = False
        self._after_proof: Callable[[], None] | None = None

    # -- running ------------------------------------------------------------------------------------------

    def _do(
        self,
        work: Callable[[], Any],
        failed: Callable[[Exception], None] | None = None,
        lane: str = LOCAL,
        toast: str = "",
    ) -> None:
        if self._busy:
            return
        self._busy = True
        self._page.clear_failure()

        def done(_result: Any) -> None:
            self._busy = False
            self._page.refresh()
            if toast:
                self._page.context.toast(toast)

        def not_done(error: Exception) -> None:
            self._busy = False
            if isinstance(error, OVERTAKEN):
                self._page.refresh()
            (failed or self._page.show_failure)(error)

        self._page.run(lane, work, done, not_done)

    def _case_id(self) -> UUID | None:
        issuing = self._page.issuing
        return issuing.detail.case.case_id if issuing else None

    def _entry(self, *phases: Phase) -> LedgerEntry | None:
        """The paper shown, if the case is in one of these phases."""
        issuing = self._page.issuing
        return issuing.entry if issuing is not None and issuing.phase in phases else None

    # -- decision ----------------------------------------------------------------------------------------

    def primary(self) -> None:
        """Ctrl+Enter: the main act of the phase."""
        issuing, page = self._page.issuing, self._page
        if issuing is None:
            return
        if issuing.phase in DECIDING:
            page.decide.try_approve()
        elif issuing.phase is Phase.ISSUE:
            self.issue()
        elif issuing.phase is Phase.HAND_OVER:
            self.note_first(Phase.HAND_OVER)

    def approve(self, reason: str) -> None:
        case_id, cases = self._case_id(), self._page.context.cases
        page = self._page
        if case_id is None:
            return
        extract = page.issuing.detail.extract if page.issuing is not None else None
        seen = extract.register_version if extract is not None else None
        question = self.tr("Approve the certificate?")
        if ask(
            page, question, self.tr("The decision is recorded with your name and number."), self.tr("Approve")
        ):
            self._do(lambda: cases.approve(case_id, reason, seen=seen))

    def reject(self, reason: str) -> None:
        """Not granted: the written notice goes with it, as every refusal is given in writing."""
        self._refuse(Refused(RefusalBox.OTHER, (reason,), ()), reason)

    def refuse(self) -> None:
        """The notice with the gate's own grounds, or with the officer's reason."""
        issuing, page = self._page.issuing, self._page
        if issuing is None:
            return
        certificates, case_id = page.context.certificates, issuing.detail.case.case_id

        def judged(gate: Any) -> None:
            if isinstance(gate, Refused):
                self._refuse(gate, "")
                return
            reason = page.decide.reason.toPlainText().strip()
            if reason:
                self._refuse(Refused(RefusalBox.OTHER, (reason,), ()), reason)
            else:
                page.decide.show()
                empty = self.tr("The reason of the refusal is empty. Write it; it is printed on the notice.")
                page.decide.row.set_message("error", with_code(empty, RequiredFieldError))
                page.decide.reason.setFocus()

        page.run(LOCAL, lambda: certificates.check_gate(case_id), judged)

    def _refuse(self, refused: Refused, detail: str) -> None:
        case_id, page = self._case_id(), self._page
        if case_id is None:
            return
        question = self.tr("Refuse the certificate and close the case?")
        if ask(
            page,
            question,
            "\n".join(map(read, refused.grounds)),
            self.tr("Issue the notice of refusal"),
            danger=True,
        ):
            certificates = page.context.certificates
            self._do(lambda: certificates.refuse(case_id, refused, detail=detail))

    def pass_on(self) -> None:
        case_id, cases = self._case_id(), self._page.context.cases
        if case_id is not None:
            self._do(lambda: cases.submit_for_review(case_id))

    # -- issue -------------------------------------------------------------------------------------------

    def issue(self) -> None:
        """Make the certificate; the password is asked for when it was not given lately."""
        case_id, certificates, page = self._case_id(), self._page.context.certificates, self._page
        if case_id is None or not page.issue.issue.isEnabled():
            return
        if not page.context.session.stepped_up:
            self._ask_proof(self.tr("Issuing"), self.issue)
            return

        def failed(error: Exception) -> None:
            if isinstance(error, StepUpRequiredError):
                self._ask_proof(self.tr("Issuing"), self.issue)
            else:
                page.show_failure(error)

        self._do(lambda: certificates.issue(case_id), failed)

    def _ask_proof(self, act: str, then: Callable[[], None]) -> None:
        self._after_proof = then
        self._page.step_up.start(act)

    def prove(self, password: str) -> None:
        """The password was typed again."""
        page, session = self._page, self._page.context.session

        def done(_none: Any) -> None:
            page.step_up.finish()
            then, self._after_proof = self._after_proof, None
            if then is not None:
                then()

        page.run(LOCAL, lambda: session.step_up(password), done, page.step_up.show_failure)

    # -- print -------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        entry, page = self._entry(Phase.PRINT, Phase.REFUSED), self._page
        if entry is None:
            return
        ledger, printer, copies = (
            page.context.ledger,
            page.printing.printer.chosen(),
            page.printing.copies.value(),
        )
        page.printing.tell(self.tr("Sending to the printer"))
        self._do(lambda: ledger.send(entry.entry_id, printer, copies), self.say_print_failure, DEVICE)

    def say_print_failure(self, error: Exception) -> None:
        """Below the print button, where the next try is made; what may have been printed all the same is asked
        about first, so it is said at the question."""
        if isinstance(error, PrintTimeoutError):
            self._page.show_failure(error)
        elif isinstance(error, WindowClientError):
            self._page.printing.tell(failure_text(error), "bad")
        else:
            self._page.show_failure(error)

    def say_no_printers(self, error: Exception) -> None:
        """The printers could not be listed; the paper can be saved all the same."""
        self._page.printing.printer.show_printers(())
        if isinstance(error, WindowClientError) and not isinstance(error, PrintTimeoutError):
            self._page.printing.tell(failure_text(error), "bad")
            return
        code = error.code if isinstance(error, WindowClientError) else WindowClientError.code
        words = self.tr(
            "The print service does not say which printers there are. Save the PDF or press F5 later."
        )
        told = wording.sentences(words, self.tr("Failure code {0}").format(code))
        self._page.printing.tell(told, "bad")

    def save_paper(self) -> None:
        entry, page = self._entry(Phase.PRINT, Phase.CONFIRM, Phase.REFUSED), self._page
        if entry is None:
            return
        name = f"{entry.number or entry.title}.pdf"
        path, _kind = QFileDialog.getSaveFileName(page, self.tr("Save the PDF"), name, "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the very file to `path`."""
        entry, page = self._entry(Phase.PRINT, Phase.CONFIRM, Phase.REFUSED), self._page
        if entry is None:
            return
        ledger = page.context.ledger
        told = self.tr("Saved as {0}").format(path.name)
        page.printing.tell(self.tr("Saving the PDF"))
        self._do(lambda: ledger.save_as(entry.entry_id, path), self.say_print_failure, toast=told)

    def confirm(self, last_three: str) -> None:
        entry, page = self._entry(Phase.CONFIRM), self._page
        if entry is None:
            return
        ledger = page.context.ledger

        def failed(error: Exception) -> None:
            if isinstance(error, PrintCheckError):
                page.check_panel.show_mismatch(error)
            else:
                page.show_failure(error)

        self._do(lambda: ledger.confirm(entry.entry_id, last_three), failed)

    def not_printed(self) -> None:
        entry, page = self._entry(Phase.CONFIRM), self._page
        if entry is not None:
            ledger, remark = page.context.ledger, self.tr("Nothing came out")
            self._do(lambda: ledger.not_printed(entry.entry_id, remark))

    def spoil(self) -> None:
        """Void this paper; the next one gets a new number."""
        entry, page = self._entry(Phase.CONFIRM, Phase.PRINT), self._page
        if entry is None or not page.check_panel.spoil.isEnabled():
            return
        if not page.context.session.stepped_up:
            self._ask_proof(self.tr("Voiding"), self.spoil)
            return
        reasons = (
            Choice(self.tr("Paper jam, the sheet is damaged"), self.tr("Paper jam, the sheet is damaged")),
            Choice(self.tr("Blurred, shifted or incomplete"), self.tr("Blurred, shifted or incomplete")),
            Choice(self.tr("Printed on the wrong sheet"), self.tr("Printed on the wrong sheet")),
            Choice(self.tr("The content is wrong"), self.tr("The content is wrong")),
        )
        title = self.tr("Void the paper {0}?").format(entry.number)
        text = self.tr("The number is used up and cannot be given again. The original is kept.")
        reason = ask_reason(page, title, text, self.tr("Void this paper"), reasons)
        if reason:
            ledger = page.context.ledger
            self._do(lambda: ledger.spoil(entry.entry_id, reason))

    def reprint(self) -> None:
        """The same file once more, with a reason."""
        entry, page = self._entry(Phase.HAND_OVER, Phase.COMPLETED), self._page
        if entry is None:
            return
        if not page.context.session.stepped_up:
            self._ask_proof(self.tr("Printing again"), self.reprint)
            return
        reasons = (
            Choice(self.tr("The resident lost the paper"), self.tr("The resident lost the paper")),
            Choice(self.tr("Another copy is needed"), self.tr("Another copy is needed")),
            Choice(
                self.tr("The paper was damaged after the print"),
                self.tr("The paper was damaged after the print"),
            ),
        )
        title = self.tr("Print {0} again?").format(entry.number)
        reason = ask_reason(
            page, title, self.tr("The reason is written into the ledger."), self.tr("Print again"), reasons
        )
        if reason:
            ledger = page.context.ledger
            self._do(lambda: ledger.reprint(entry.entry_id, reason))

    # -- the rest ----------------------------------------------------------------------------------------

    def note_first(self, phase: Phase) -> None:
        """The main button of the note panel."""
        case_id, page = self._case_id(), self._page
        if case_id is None:
            return
        if phase is Phase.NO_DATA:
            self.look_up()
        elif phase is Phase.HAND_OVER:
            cases = page.context.cases
            self._do(lambda: cases.complete(case_id))
        elif phase is Phase.DRAFT:
            page.context.navigate("case", case_id=case_id)
        else:
            page.context.navigate("counter")

    def note_second(self, phase: Phase) -> None:
        """The receipt instead of the certificate."""
        case_id, page = self._case_id(), self._page
        if case_id is None or phase is not Phase.NO_DATA:
            return
        certificates, ledger = page.context.certificates, page.context.ledger
        printer = page.printing.printer.chosen() or page.context.preferences.current.printer

        def work() -> Any:
            paper = certificates.make_receipt(case_id)
            return ledger.send(paper.entry_id, printer, 1)

        page.run(
            LOCAL,
            work,
            lambda _entry: page.note.tell(self.tr("The receipt was sent to the printer")),
            self._say_note,
        )

    def look_up(self) -> None:
        """Ask the register for this case."""
        issuing, page = self._page.issuing, self._page
        if issuing is None:
            return
        case, register = issuing.detail.case, page.context.register
        purpose = self.tr("For the case: {0}").format(read(issuing.detail.title))
        failed = self._say_note if issuing.phase is Phase.NO_DATA else page.show_failure
        query: dict[str, Any] = {"citizen_no": case.subject.citizen_no}
        if not case.subject.citizen_no:
            query = {"name": case.subject.name, "birth_date": case.subject.birth_date}
        page.note.tell(self.tr("Waiting for the province's answer"))
        told = self.tr("The province has answered")
        self._do(lambda: register.look_up(case.case_id, purpose, **query), failed, REMOTE, told)

    def _say_note(self, error: Exception) -> None:
        if isinstance(error, WindowClientError):
            self._page.note.tell(failure_text(error), "bad")
        else:
            self._page.show_failure(error)

    def reveal(self) -> None:
        """Show the numbers of the preview after the reveal was recorded."""
        issuing, page = self._page.issuing, self._page
        if issuing is None:
            return
        case, record = issuing.detail.case, page.context.record_reveal
        number, case_id = case.subject.citizen_no, case.case_id
        page.run(LOCAL, lambda: record(number, case_id), lambda _none: page.preview.grant())
