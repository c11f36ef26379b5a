"""A working paper (receipt, notice) with its preview: print it, save it, say whether it came out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from window_client.errors import DeviceError, StorageError, WindowClientError
from window_client.services.views import LedgerEntry, LedgerState, StoredDocument
from window_client.ui import wording
from window_client.ui.page_context import PageContext
from window_client.ui.pages.certificate.preview import PdfPreview
from window_client.ui.pages.certificate.printer_choice import PrinterChoice
from window_client.ui.pages.columns import SideBySide, column
from window_client.ui.pages.page import failure_text
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import Label

LOCAL, DEVICE = "local", "device"
SIDE_WIDTH = 424


class PaperCard(QWidget):
    """Preview at the left; `above` and the print card at the right. `changed(LedgerEntry)` after every act."""

    changed = Signal(object)

    def __init__(
        self, context: PageContext, above: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._entry: LedgerEntry | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.preview = PdfPreview(context, self)
        self.preview.setMinimumSize(340, 420)
        side, side_box = column(16)
        if above is not None:
            side_box.addWidget(above)
        self.columns = SideBySide(self.preview, side, SIDE_WIDTH, self)
        row.addWidget(self.columns)
        self._card = Card("surface", 16, 12, side)
        self._head = SectionHeader("", parent=self._card)
        self.badge = Badge("", "neutral", "printer", self._head)
        self._head.add_right(self.badge)
        self._card.body.addWidget(self._head)
        self.printer = PrinterChoice(context, self._card)
        self._card.body.addWidget(FormRow(self.tr("Printer"), self.printer, parent=self._card))
        self.print = Button(self.tr("Print"), "soft", "printer", "F9", parent=self._card)
        self.print.clicked.connect(self.print_paper)
        self.save = Button(self.tr("Save the PDF"), "secondary", "download", parent=self._card)
        self.save.clicked.connect(self.save_paper)
        self._card.body.addWidget(self.print)
        self._card.body.addWidget(self.save)
        self.answers = QWidget(self._card)
        answers = QHBoxLayout(self.answers)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(8)
        self.good = Button(self.tr("Printed well"), "primary", "check", parent=self.answers)
        self.nothing = Button(self.tr("Did not print"), "secondary", "refresh", parent=self.answers)
        self.good.clicked.connect(self.confirm)
        self.nothing.clicked.connect(self.not_printed)
        answers.addWidget(self.good, 1)
        answers.addWidget(self.nothing, 1)
        self._card.body.addWidget(self.answers)
        self.told = Label("", "label", "text-2", wrap=True, parent=self._card)
        self._card.body.addWidget(self.told)
        side_box.addWidget(self._card)
        side_box.addStretch(1)

    def entry(self) -> LedgerEntry | None:
        """The paper shown."""
        return self._entry

    def show_entry(self, entry: LedgerEntry) -> None:
        """Show this paper and look which printers there are."""
        self._entry = entry
        self._head.set_texts(read(entry.title))
        self._show_state()
        certificates, printers = self._context.certificates, self._context.printers
        self._run(LOCAL, lambda: certificates.document(entry.document_sha256), self._on_document)
        self._run(DEVICE, printers.list_printers, self.printer.show_printers)
        self._tell("")

    def _on_document(self, document: StoredDocument) -> None:
        if self._entry is not None:
            self.preview.show_document(document, f"{read(self._entry.title)}.pdf")

    def _show_state(self) -> None:
        entry = self._entry
        if entry is None:
            return
        word, kind, icon = {
            LedgerState.PREPARED: (self.tr("To be printed"), "primary", "printer"),
            LedgerState.SENT: (self.tr("To be confirmed"), "primary", "clock"),
            LedgerState.CONFIRMED: (self.tr("On paper"), "ok", "ok"),
            LedgerState.SPOILED: (self.tr("Void"), "bad", "document-void"),
        }[entry.state]
        self.badge.set_state(word, kind, icon)
        sent = entry.state is LedgerState.SENT
        self.print.setText(self.tr("Print again") if sent else self.tr("Print"))
        # The number of a notice is read from the sheet: that is asked on the certificate page.
        self.answers.setVisible(sent and entry.number is None)

    # -- acts -----------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Hand the file to the print service."""
        entry, ledger, printer = self._entry, self._context.ledger, self.printer.chosen()
        if entry is None:
            return
        self._tell(self.tr("Sending to the printer"))
        self._run(DEVICE, lambda: ledger.send(entry.entry_id, printer, 1), self._on_sent)

    def _on_sent(self, entry: LedgerEntry) -> None:
        when = wording.clock_time(entry.updated_at, seconds=True)
        self._take(entry, self.tr("{0} sent to the printer. Look whether the paper came out.").format(when))

    def _take(self, entry: LedgerEntry, told: str) -> None:
        """The paper as the ledger has it now."""
        self._entry = entry
        self._tell(told)
        self._show_state()
        self.changed.emit(entry)

    def confirm(self) -> None:
        """The paper came out."""
        entry, ledger = self._entry, self._context.ledger
        if entry is not None:
            self._run(
                LOCAL,
                lambda: ledger.confirm(entry.entry_id),
                lambda now: self._take(now, self.tr("Entered into the ledger")),
            )

    def not_printed(self) -> None:
        """Nothing came out: the same file may be sent again."""
        entry, ledger, remark = self._entry, self._context.ledger, self.tr("Nothing came out")
        if entry is not None:
            self._run(
                LOCAL, lambda: ledger.not_printed(entry.entry_id, remark), lambda now: self._take(now, "")
            )

    def save_paper(self) -> None:
        """Ask where to, and write the very same file there."""
        entry = self._entry
        if entry is None:
            return
        path, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Save the PDF"), f"{entry.title}.pdf", "PDF (*.pdf)"
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the file to `path`."""
        entry, ledger = self._entry, self._context.ledger
        if entry is not None:
            self._run(
                LOCAL,
                lambda: ledger.save_as(entry.entry_id, path),
                lambda now: self._take(now, self.tr("Saved as {0}").format(path.name)),
            )

    def _run(self, lane: str, work: object, done: object) -> None:
        self._context.runner.run(lane, self, work, done, self._on_failed)  # type: ignore[arg-type]

    def _on_failed(self, error: Exception) -> None:
        entry, ledger = self._entry, self._context.ledger
        if isinstance(error, DeviceError | StorageError) and entry is not None:
            # What could not be printed may have left all the same: the ledger knows.
            self._context.runner.run(
                LOCAL, self, lambda: ledger.entry(entry.entry_id), self._on_read, lambda _error: None
            )
        if isinstance(error, WindowClientError):
            self._tell(failure_text(error), "bad")
        else:
            self._tell(
                self.tr("The paper could not be handled. Failure code {0}").format(WindowClientError.code),
                "bad",
            )

    def _on_read(self, entry: LedgerEntry) -> None:
        if self._entry is not None and entry.entry_id == self._entry.entry_id:
            self._entry = entry
            self._show_state()

    def _tell(self, text: str, tone: str = "text-2") -> None:
        self.told.setText(text)
        self.told.set_tone(tone)
