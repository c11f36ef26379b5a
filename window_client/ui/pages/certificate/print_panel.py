"""Printing a numbered paper, and asking a person whether it came out."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from hukou.staff import Permission, StaffMember
from window_client.errors import WindowClientError
from window_client.services.certificates.entries import is_certificate
from window_client.services.devices.printers import JobState
from window_client.services.views import LedgerEntry, LedgerState
from window_client.ui import wording
from window_client.ui.models.issuing import split_number
from window_client.ui.page_context import PageContext
from window_client.ui.pages.certificate.printer_choice import PrinterChoice
from window_client.ui.reading import read
from window_client.ui.theme import theme_of
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.controls import NumberStepper
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import IconLabel, Label


class PrintPanel(Card):
    """`print_pressed` with `printer.chosen()` and `copies.value()`; `save_pressed` for the PDF."""

    print_pressed = Signal()
    save_pressed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 12, parent)
        self._context = context
        self._shown: tuple[object, LedgerState] | None = None
        head = SectionHeader(self.tr("Print"), parent=self)
        self.badge = Badge("", "ok", "ok", head)
        head.add_right(self.badge)
        self.body.addWidget(head)
        self.printer = PrinterChoice(context, self)
        self.printer_row = FormRow(self.tr("Printer"), self.printer, parent=self)
        self.body.addWidget(self.printer_row)
        pair = QWidget(self)
        columns = ColumnLayout(pair, 2, 16)
        self.copies = NumberStepper(self.tr("Copies"), 1, 9, self)
        self.copies_row = FormRow(self.tr("Copies"), self.copies, parent=self)
        self.number = QLineEdit(self)
        self.number.setReadOnly(True)
        self.number_row = FormRow(self.tr("Number of the paper"), self.number, parent=self)
        columns.addWidget(self.copies_row)
        columns.addWidget(self.number_row)
        self.body.addWidget(pair)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.print = Button(self.tr("Print"), "primary", "printer", "F9", "main", parent=self)
        self.print.clicked.connect(self.print_pressed)
        self.save = Button(self.tr("Save the PDF"), "secondary", "download", parent=self, size="main")
        self.save.clicked.connect(self.save_pressed)
        row.addWidget(self.print, 1)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        self.told.hide()
        self.body.addWidget(self.told)

    def show_entry(self, entry: LedgerEntry, decided: str, numbers_left: int | None) -> None:
        """Which paper, approved by whom, and how many numbers are left after it."""
        self.badge.setVisible(bool(decided))
        if decided:
            self.badge.set_state(decided, "ok", "ok")
        self.number.setText(entry.number or self.tr("no number"))
        shown = (entry.entry_id, entry.state)
        if shown != self._shown:
            self.tell("")
        self._shown = shown
        self.number_row.hint.setText(
            self.tr("{0} left").format(numbers_left) if numbers_left is not None else ""
        )
        self.number_row.hint.setVisible(numbers_left is not None)
        if numbers_left is not None:
            # The strip counts the same block: both say the same at any moment.
            self._context.shell.tell_numbers_left(numbers_left)
        self.print.set_kind("primary" if entry.state is LedgerState.PREPARED else "secondary")
        self.print.setVisible(entry.state is not LedgerState.SENT)

    def tell(self, text: str, tone: str = "text-2") -> None:
        """One sentence below the buttons."""
        self.told.setText(text)
        self.told.set_tone(tone)
        self.told.setVisible(bool(text))


class _Digits(QLineEdit):
    """Room for three digits, whatever the size of the text."""

    def sizeHint(self) -> QSize:
        return QSize(theme_of().px(76), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PrintCheckPanel(Card):
    """`confirmed(last_three)`, `not_printed()`, `spoiled()`: what a person saw, never what the spooler said."""

    confirmed = Signal(str)
    not_printed = Signal()
    spoiled = Signal()

    def __init__(self, staff: StaffMember, parent: QWidget | None = None) -> None:
        super().__init__("focus", 16, 12, parent)
        self._entry: LedgerEntry | None = None
        self._number = self._sent = ""
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("printer", "primary", 22, parent=self))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.question = Label("", "section", wrap=True, parent=self)
        texts.addWidget(self.question)
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        texts.addWidget(self.told)
        head.addLayout(texts, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._check_box())
        self.confirm = Button(
            self.tr("Printed well, enter into the ledger"), "primary", "check", "Enter", "main", parent=self
        )
        self.confirm.clicked.connect(self.try_confirm)
        self.body.addWidget(self.confirm)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.nothing = Button(self.tr("Did not print"), "secondary", "refresh", "F7", parent=self)
        self.spoil = Button(self.tr("Faulty: void it"), "danger", "document-void", "F12", parent=self)
        self.nothing.clicked.connect(self.not_printed)
        self.spoil.clicked.connect(self.spoiled)
        if not staff.may(Permission.VOID):
            self.spoil.set_refused(self.tr("Only an officer in an established post voids a numbered paper"))
        row.addWidget(self.nothing, 1)
        row.addWidget(self.spoil, 1)
        self.body.addLayout(row)
        self._say_nothing()

    def _check_box(self) -> Card:
        """What to look at, and the three digits."""
        box = Card("primary", 14, 8, self)
        for text in (
            self.tr("Letters are clear, nothing is missing or shifted"),
            self.tr("Type the last three digits from the paper"),
        ):
            line = QHBoxLayout()
            line.setSpacing(10)
            bullet = Label("•", "strong", "primary", parent=box)
            words = Label(text, "body", wrap=True, parent=box)
            line.addWidget(bullet)
            line.addWidget(words, 1)
            box.body.addLayout(line)
        digits = QHBoxLayout()
        digits.setSpacing(8)
        digits.setContentsMargins(16, 0, 0, 0)
        self.prefix = Label("", "strong", parent=box)
        self.digits = _Digits(box)
        self.digits.setMaxLength(3)
        self.digits.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.digits.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,3}"), self))
        self.digits.setAccessibleName(self.tr("Last three digits of the paper's number"))
        self.digits.returnPressed.connect(self.try_confirm)
        self.digits.textEdited.connect(lambda _text: self._say_nothing())
        self._icon = IconLabel("error", "bad", 16, parent=box)
        self.message = Label("", "label", "bad", wrap=True, parent=box)
        self._digit_parts = (bullet, words, self.prefix, self.digits)
        digits.addWidget(self.prefix)
        digits.addWidget(self.digits)
        digits.addStretch(1)
        box.body.addLayout(digits)
        said = QHBoxLayout()
        said.setContentsMargins(16, 0, 0, 0)
        said.setSpacing(8)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.message, 1)
        box.body.addLayout(said)
        return box

    def show_entry(self, entry: LedgerEntry) -> None:
        """Ask about this paper. One without a number is confirmed without digits; only a certificate is voided."""
        if self._entry is None or entry.entry_id != self._entry.entry_id:
            self.digits.clear()
            self._say_nothing()
        self._entry = entry
        self._number = entry.number or ""
        self.prefix.setText(split_number(self._number)[0])
        for widget in self._digit_parts:
            widget.setVisible(bool(self._number))
        self.spoil.setVisible(is_certificate(entry))
        if is_certificate(entry):
            self.question.setText(self.tr("Did this paper print well?"))
        else:
            self.question.setText(self.tr("Did the paper “{0}” print well?").format(read(entry.title)))
        when = wording.clock_time(entry.updated_at, seconds=True)
        if entry.left_as_file:
            words = self.tr(
                "{0} saved as a file, not sent to a printer here. Look at the paper, then choose."
            )
            self._sent = words.format(when)
        else:
            words = self.tr("{0} sent for the {1}. time. Look at the paper, then choose.")
            self._sent = words.format(when, entry.times_sent)
        self.told.setText(self._sent)

    def show_job(self, entry: LedgerEntry, state: JobState) -> None:
        """What the print service says of the job; no proof of anything."""
        if self._entry is None or entry.entry_id != self._entry.entry_id:
            return
        said = {
            JobState.WAITING: self.tr("The print service says: waiting in the queue."),
            JobState.PRINTING: self.tr("The print service says: printing."),
            JobState.STOPPED: self.tr("The print service says: held back, look at the printer."),
            JobState.FINISHED: self.tr("The print service says: given to the printer."),
            JobState.CANCELLED: self.tr("The print service says: cancelled."),
            JobState.FAILED: self.tr("The print service says: failed."),
            JobState.UNKNOWN: self.tr("The print service knows nothing of this job."),
        }[state]
        self.told.setText(wording.sentences(self._sent, said))

    def start(self) -> None:
        """Go to the digits, or to the answer of a paper without any."""
        target = self.digits if self._number else self.confirm
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_confirm(self) -> None:
        """Three digits are needed; whether they fit is for the ledger to say."""
        text = self.digits.text() if self._number else ""
        if len(text) == 3 or not self._number:
            self.confirmed.emit(text)
        else:
            self._say(self.tr("Type three digits."))

    def show_mismatch(self, error: WindowClientError) -> None:
        """The ledger did not take the digits."""
        self._say(wording.sentences(read(error.message), read(error.remedy)))
        self.digits.selectAll()
        self.digits.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self._icon.show()
        self.message.show()
        self.digits.setAccessibleDescription(text)
        self.digits.setProperty("state", "error")
        self.digits.style().polish(self.digits)

    def _say_nothing(self) -> None:
        self._icon.hide()
        self.message.hide()
        self.digits.setAccessibleDescription("")
        self.digits.setProperty("state", "")
        self.digits.style().polish(self.digits)
