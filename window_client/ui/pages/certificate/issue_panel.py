"""Making the certificate: the number comes from the leased block, the password is asked for again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hukou.staff import Permission, StaffMember
from window_client.errors import RequiredFieldError
from window_client.services.views import CaseDetail
from window_client.ui import wording
from window_client.ui.pages.page import failure_text
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.controls import PasswordField
from window_client.ui.widgets.failure_banner import with_code
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import Label


class StepUpPanel(Card):
    """`confirmed(password)` on Enter; a single-task panel, so Enter submits."""

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("focus", 16, 12, parent)
        self.body.addWidget(SectionHeader(self.tr("Your password once more"), icon="lock", parent=self))
        self.why = Label("", "label", "text-2", wrap=True, parent=self)
        self.body.addWidget(self.why)
        self.password = PasswordField(self.tr("Password"), self)
        self.row = FormRow(self.tr("Password"), self.password, True, parent=self)
        self.password.return_pressed.connect(self._submit)
        self.body.addWidget(self.row)
        self.confirm = Button(self.tr("Confirm"), "primary", key="Enter", parent=self)
        self.confirm.clicked.connect(self._submit)
        self.body.addWidget(self.confirm)
        self.cancel = Button(self.tr("Not now"), "quiet", key="Esc", parent=self)
        self.cancel.clicked.connect(self._on_cancel)
        self.body.addWidget(self.cancel)
        self.hide()

    def start(self, act: str) -> None:
        """Ask, and say what for."""
        self.why.setText(self.tr("{0} needs the password again; it holds for five minutes.").format(act))
        self.row.clear_message()
        self.password.clear()
        self.show()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, error: Exception) -> None:
        """The password was not right, or too often wrong."""
        text = failure_text(error)
        self.row.set_message("error", text)
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Done or called off; nothing typed stays behind."""
        self.password.clear()
        self.hide()

    def _submit(self) -> None:
        if self.password.text():
            self.confirmed.emit(self.password.text())
        else:
            empty = self.tr("The password is empty. Enter it.")
            self.row.set_message("error", with_code(empty, RequiredFieldError))

    def _on_cancel(self) -> None:
        self.finish()
        self.cancelled.emit()


class IssuePanel(Card):
    """`issue_pressed` makes the certificate; `refuse_pressed` goes back on the decision."""

    issue_pressed = Signal()

    def __init__(self, staff: StaffMember, parent: QWidget | None = None) -> None:
        super().__init__("focus", 16, 12, parent)
        head = SectionHeader(self.tr("Issue the certificate"), parent=self)
        self.badge = Badge("", "ok", "ok", head)
        head.add_right(self.badge)
        self.body.addWidget(head)
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        self.body.addWidget(self.told)
        self.left = Label("", "label", "text-2", wrap=True, parent=self)
        self.body.addWidget(self.left)
        self.issue = Button(
            self.tr("Issue with the next number"), "primary", "certificate", "Ctrl+Enter", "main", parent=self
        )
        self.issue.clicked.connect(self.issue_pressed)
        self.body.addWidget(self.issue)
        if not staff.may(Permission.ISSUE):
            self.issue.set_refused(self.tr("Only an officer in an established post issues certificates"))

    def show_detail(self, detail: CaseDetail, numbers_left: int | None, voided: bool) -> None:
        """What was decided, and how many numbers are left."""
        decision = detail.case.decision
        if decision is not None:
            self.badge.set_state(
                self.tr("Approved\u3000{0} {1}").format(decision.by_name, wording.clock_time(decision.at)),
                "ok",
                "ok",
            )
        self.badge.setVisible(decision is not None)
        again = self.tr("The last paper is void; the next one gets a new number.")
        first = self.tr("The PDF is made once; preview, print and archive use the same file.")
        self.told.setText(again if voided else first)
        if numbers_left is None:
            self.left.setText("")
        elif numbers_left:
            self.left.setText(self.tr("{0} numbers of this window's block are left").format(numbers_left))
        else:
            self.left.setText(
                self.tr("No number of this window's block is left: connect to the province to get more")
            )
        self.left.set_tone("bad" if numbers_left == 0 else "text-2")
