"""The officer's decision; whoever may not decide reads why, and can pass the case on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from hukou.case import Status
from hukou.eligibility import ConditionResult, ConditionState
from hukou.staff import Permission, StaffMember
from window_client.errors import RequiredFieldError
from window_client.services.views import CaseDetail
from window_client.ui.pages.certificate.changes_card import ChangesCard
from window_client.ui.reading import read
from window_client.ui.theme import theme_of
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.failure_banner import with_code
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import IconLabel, Label

_LOOK = {
    ConditionState.OK: ("ok", "ok"),
    ConditionState.WARN: ("warning", "warn"),
    ConditionState.REFUSE: ("error", "bad"),
    ConditionState.UNKNOWN: ("clock", "text-3"),
}


class DecidePanel(Card):
    """`approved(reason)`, `rejected(reason)`, `passed_on()`."""

    approved = Signal(str)
    rejected = Signal(str)
    passed_on = Signal()

    def __init__(self, staff: StaffMember, parent: QWidget | None = None) -> None:
        super().__init__("focus", 16, 12, parent)
        self._may = staff.may(Permission.DECIDE)
        head = SectionHeader(self.tr("Decision"), parent=self)
        self.badge = Badge("", "primary", "clock", head)
        head.add_right(self.badge)
        self.body.addWidget(head)
        self.changes = ChangesCard(self)
        self.body.addWidget(self.changes)
        self._lines: list[QWidget] = []
        self._first_line = self.body.count()
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(theme_of().px(76))
        self.reason.textChanged.connect(self._on_typed)
        self.row = FormRow(self.tr("Reason of the decision"), self.reason, True, parent=self)
        self.body.addWidget(self.row)
        self.why = Label(
            self.tr("Only an officer in an established post decides (公通字〔2021〕12号 Art. 7). Pass the case on."),
            "label", "text-2", wrap=True, parent=self,
        )  # fmt: skip
        self.body.addWidget(self.why)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.approve = Button(self.tr("Approve"), "primary", "check", "Ctrl+Enter", "main", parent=self)
        self.reject = Button(self.tr("Do not grant"), "danger", "document-void", parent=self, size="main")
        self.approve.clicked.connect(self.try_approve)
        self.reject.clicked.connect(self.try_reject)
        buttons.addWidget(self.approve, 1)
        buttons.addWidget(self.reject)
        self.body.addLayout(buttons)
        self.pass_on = Button(self.tr("Pass on for review"), "secondary", "send", parent=self)
        self.pass_on.clicked.connect(self.passed_on)
        self.body.addWidget(self.pass_on)

    def show_detail(self, detail: CaseDetail, conditions: tuple[ConditionResult, ...]) -> None:
        """Show what speaks for and against, and what this person may do."""
        waiting = detail.case.status is Status.IN_REVIEW
        if detail.stale:
            self.badge.set_state(self.tr("To be decided again"), "warn", "warning")
        else:
            self.badge.set_state(
                self.tr("In review") if waiting else self.tr("To be approved"), "primary", "clock"
            )
        self.changes.show_detail(detail)
        self.approve.setText(self.tr("Approve again") if detail.stale else self.tr("Approve"))
        for widget in self._lines:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = [self._line(result) for result in conditions]
        for at, widget in enumerate(self._lines):
            self.body.insertWidget(self._first_line + at, widget)
        self.reason.setPlaceholderText(self.tr("e.g. checked against the register, may be issued"))
        self.row.setVisible(self._may)
        self.why.setVisible(not self._may)
        refusal = "" if self._may else self.why.text()
        for button in (self.approve, self.reject):
            button.set_refused(refusal)
        self.pass_on.setVisible(not self._may and detail.case.status is Status.ACCEPTED)

    def _line(self, result: ConditionResult) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon, tone = _LOOK[result.state]
        row.addWidget(IconLabel(icon, tone, 16, parent=holder))
        row.addWidget(
            Label(read(result.text), "label", "text-2" if tone == "ok" else "text", wrap=True, parent=holder),
            1,
        )
        return holder

    def set_reason(self, text: str) -> None:
        """Offer a text; the officer changes or keeps it."""
        self.reason.setPlainText(text)

    def _text(self) -> str:
        text = self.reason.toPlainText().strip()
        if not text:
            empty = self.tr("The reason of the decision is empty. Write it before deciding.")
            self.row.set_message("error", with_code(empty, RequiredFieldError))
            self.reason.setFocus()
        return text

    def _on_typed(self) -> None:
        if self.row.has_error():
            self.row.clear_message()

    def try_approve(self) -> None:
        """Approve, unless the reason is missing."""
        if self._may and (text := self._text()):
            self.approved.emit(text)

    def try_reject(self) -> None:
        """Reject, unless the reason is missing."""
        if self._may and (text := self._text()):
            self.rejected.emit(text)
