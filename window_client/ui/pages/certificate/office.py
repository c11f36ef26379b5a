"""The office's papers of a case: 存根, 领取凭证, 协查函. A row of acts below the ledger, and what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hukou.certificate import DocumentKind
from window_client.services.views import CaseDetail, LedgerEntry, LedgerState
from window_client.ui.pages.page import LOCAL
from window_client.ui.pages.paper_dialog import show_paper
from window_client.ui.pages.question import ask_text
from window_client.ui.reading import read
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from window_client.ui.pages.certificate.page import CertificatePage

STUBBED = (
    DocumentKind.MATTER_CERTIFICATE.value,
    DocumentKind.TEMP_IDENTITY_PROOF.value,
    DocumentKind.REFUSAL_NOTICE.value,
    DocumentKind.NOT_ACCEPTED_NOTICE.value,
)


class OfficeRow(QWidget):
    """Only what can be made now is there."""

    stub_pressed = Signal()
    voucher_pressed = Signal()
    letter_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, 8, 4)
        self.stub = Button(self.tr("Print the stub"), "quiet", "printer", size="small", parent=self)
        self.voucher = Button(self.tr("Pick-up voucher"), "quiet", "document-text", size="small", parent=self)
        self.letter = Button(
            self.tr("Ask another station"), "quiet", "document-text", size="small", parent=self
        )
        for button, signal in (
            (self.stub, self.stub_pressed),
            (self.voucher, self.voucher_pressed),
            (self.letter, self.letter_pressed),
        ):
            button.clicked.connect(signal)
            flow.addWidget(button)

    def show_detail(self, detail: CaseDetail, may_accept: bool) -> None:
        """`may_accept`: whether whoever is signed in handles cases at all."""
        case = detail.case
        waits = may_accept and case.accepted_at is not None and not case.status.is_final
        self.stub.setVisible(may_accept and stubbed(detail) is not None)
        self.voucher.setVisible(waits)
        self.letter.setVisible(waits)
        self.setVisible(waits or not self.stub.isHidden())


def stubbed(detail: CaseDetail) -> LedgerEntry | None:
    """The paper of which a stub is kept: the last certificate or written refusal that stands."""
    standing = [e for e in detail.ledger if e.kind in STUBBED and e.state is not LedgerState.SPOILED]
    return standing[-1] if standing else None


class OfficeActs(QObject):
    """Belongs to a `CertificatePage`; one paper at a time, shown like every paper that waits to be printed."""

    def __init__(self, page: CertificatePage) -> None:
        super().__init__(page)
        self._page = page
        self._busy = False
        row = page.ledger.office
        row.stub_pressed.connect(self.make_stub)
        row.voucher_pressed.connect(self.make_voucher)
        row.letter_pressed.connect(self.make_letter)
        page.waiting.paper_opened.connect(lambda entry: show_paper(page.context, entry, page))

    def make_stub(self) -> None:
        issuing = self._page.issuing
        entry = stubbed(issuing.detail) if issuing is not None else None
        if entry is not None:
            office = self._page.context.certificates.office
            self._make(lambda: office.make_stub(entry.entry_id))

    def make_voucher(self) -> None:
        issuing = self._page.issuing
        if issuing is not None:
            office, case_id = self._page.context.certificates.office, issuing.detail.case.case_id
            self._make(lambda: office.make_pickup_voucher(case_id))

    def make_letter(self) -> None:
        """The station is named in full: nothing here knows which one keeps the register entry."""
        issuing = self._page.issuing
        if issuing is None:
            return
        extract = issuing.detail.extract
        station = ask_text(
            self._page,
            self.tr("Ask which station?"),
            self.tr("The letter names the person in full and asks for what this case needs."),
            self.tr("Write the letter"),
            self.tr("Full name of the station"),
            extract.household.station_name if extract is not None else "",
        )
        if station:
            office, case_id = self._page.context.certificates.office, issuing.detail.case.case_id
            self._make(lambda: office.make_verification_request(case_id, station))

    def _make(self, work: Callable[[], LedgerEntry]) -> None:
        if self._busy:
            return
        self._busy = True
        self._page.clear_failure()
        self._page.run(LOCAL, work, self._on_made, self._on_failed)

    def _on_made(self, entry: LedgerEntry) -> None:
        self._busy = False
        if entry.state is LedgerState.CONFIRMED:
            self._page.context.toast(self.tr("{0} is on paper already").format(read(entry.title)))
        self._page.show_case(entry.case_id, entry.entry_id)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._page.show_failure(error)
