"""How an intake ends: accepted, sent home with a one-off notice, or refused in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hukou.case import Status
from window_client.errors import FormIncompleteError
from window_client.services.views import CaseDetail, Draft, LedgerEntry
from window_client.ui.models.intake import STEPS, IntakeStep
from window_client.ui.pages.page import LOCAL
from window_client.ui.pages.question import ask, ask_text
from window_client.ui.reading import read

if TYPE_CHECKING:
    from window_client.ui.pages.case.page import CasePage


class Ending(QObject):
    """Belongs to a `CasePage`; one act at a time."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._page = page
        self._busy = False
        self.ended = False
        self._ended_at = IntakeStep.CHECK

    def begin(self) -> None:
        """Another case is shown."""
        self._busy = self.ended = False

    def accept(self) -> None:
        """Accept the case; the receipt is made at once."""
        page, draft = self._page, self._draft()
        if draft is None or self._busy:
            return
        self._busy = True
        cases, certificates, today = page.context.cases, page.context.certificates, page.context.clock.today()

        def work() -> tuple[CaseDetail, LedgerEntry]:
            case = cases.accept(draft, today=today)
            paper = certificates.make_receipt(case.case_id)
            return cases.detail(case.case_id), paper

        page.run(LOCAL, work, self._on_ended, self._on_failed)

    def issue_notice(self) -> None:
        """Tell everything that is missing at once, in writing; the draft waits for it."""
        page, draft = self._page, self._draft()
        if draft is None or self._busy or page.intake is None:
            return
        missing = tuple(material.id for material in page.intake.missing_materials())
        if not missing:
            page.context.toast(self.tr("No material is missing"))
            return
        self._busy = True
        cases, certificates = page.context.cases, page.context.certificates

        def work() -> tuple[CaseDetail, LedgerEntry]:
            cases.request_supplement(draft, missing)
            paper = certificates.make_supplement_notice(draft.case_id)
            return cases.detail(draft.case_id), paper

        page.run(LOCAL, work, self._on_ended, self._on_failed)

    def refuse(self) -> None:
        """Refuse in writing, after a question whose button names the act."""
        page, draft = self._page, self._draft()
        refused = page.intake.refusal() if page.intake else None
        if draft is None or refused is None or self._busy:
            return
        question = self.tr("Refuse the certificate and close the case?")
        if not ask(
            page,
            question,
            "\n".join(map(read, refused.grounds)),
            self.tr("Issue the notice of refusal"),
            danger=True,
        ):
            return
        self._busy = True
        cases, certificates = page.context.cases, page.context.certificates

        def work() -> tuple[CaseDetail, LedgerEntry]:
            cases.save_draft(draft)
            paper = certificates.refuse(draft.case_id, refused)
            return cases.detail(draft.case_id), paper

        page.run(LOCAL, work, self._on_ended, self._on_failed)

    def not_accept(self) -> None:
        """Not accepted for a reason of the officer's own, in writing (公通字〔2021〕12号 Art. 68)."""
        page, draft = self._page, self._draft()
        if draft is None or self._busy:
            return
        reason = ask_text(
            page,
            self.tr("Refuse to accept this case?"),
            self.tr("The case is closed; the reason is printed on the notice for the resident."),
            self.tr("Issue the notice"),
            self.tr("Reason"),
        )
        if not reason:
            page.keeper.keep(draft)
            return
        self._busy = True
        cases, office = page.context.cases, page.context.certificates.office

        def work() -> tuple[CaseDetail, LedgerEntry]:
            cases.save_draft(draft)
            paper = office.refuse_acceptance(draft.case_id, reason)
            return cases.detail(draft.case_id), paper

        page.run(LOCAL, work, self._on_ended, self._on_failed)

    def print_key(self) -> None:
        """F9: print the paper shown, or offer the refusal that is due."""
        page = self._page
        if page.is_shown(IntakeStep.RECEIPT):
            page.receipt.paper.print_paper()
        elif page.is_shown(IntakeStep.FORM) and not page.form.gate.refuse.isHidden():
            self.refuse()

    def steps_done(self) -> tuple[tuple[IntakeStep, ...], str]:
        """The steps that this end rests on, and what the paper at the end is."""
        detail, at = self._page.detail, STEPS.index(self._ended_at)
        if detail is not None and detail.case.status is Status.REJECTED:
            return STEPS[: at + 1], self.tr("Notice of refusal")
        if detail is not None and detail.case.status is Status.DRAFT:
            return STEPS[:at], self.tr("One-off notice")
        return STEPS[:-1], self.tr("Receipt")

    def reveal_paper(self) -> None:
        """Show the numbers of the paper after the reveal was recorded."""
        page, intake = self._page, self._page.intake
        if intake is not None:
            record, number, case_id = (
                page.context.record_reveal,
                intake.draft.subject.citizen_no,
                intake.case.case_id,
            )
            page.run(LOCAL, lambda: record(number, case_id), lambda _none: page.receipt.paper.preview.grant())

    def go_on(self) -> None:
        """To decision and print of the same case."""
        detail = self._page.detail
        if detail is not None:
            self._page.context.navigate("certificate", case_id=detail.case.case_id)

    def _draft(self) -> Draft | None:
        """The draft as it stands, no longer waiting to be written on its own."""
        page = self._page
        if page.intake is None:
            return None
        page.keeper.forget(page.intake.case.case_id)
        return page.intake.draft.model_copy(update={"saved_at": page.context.clock.now()})

    def _on_ended(self, both: tuple[CaseDetail, LedgerEntry]) -> None:
        self._busy, self.ended = False, True
        page = self._page
        detail, paper = both
        self._ended_at = page.current_step()
        page.keeper.forget(detail.case.case_id)  # an answer of the register may have come in between
        page.clear_failure()
        self.show_detail(detail)
        page.receipt.show_paper(paper)
        page.show_end()
        page.refresh_shell()

    def show_detail(self, detail: CaseDetail) -> None:
        """Say on the receipt step how far the case has come."""
        self._page.detail = detail
        item = self._page.context.catalogue.by_id.get(detail.case.service)
        self._page.receipt.show_detail(detail, bool(item and item.certificate_kind))

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        page = self._page
        if page.intake is not None:
            page.keeper.keep(page.intake.draft)
        page.show_failure(error)
        if isinstance(error, FormIncompleteError):
            page.refresh_view()
            page.go_to_problem()
