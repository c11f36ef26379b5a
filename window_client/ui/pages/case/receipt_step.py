"""Step 5: accepted (or refused, or told what is missing): what is true now, the paper, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hukou.case import Status
from window_client.services.views import CaseDetail, LedgerEntry
from window_client.ui import wording
from window_client.ui.page_context import PageContext
from window_client.ui.pages.certificate.paper_card import PaperCard
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact
from window_client.ui.widgets.flow_layout import FlowLayout
from window_client.ui.widgets.text import IconLabel, Label


class ReceiptStep(QWidget):
    """`certificate_pressed` goes on to decision and print, `counter_pressed` to the next person; the two buttons
    are for the action bar, as on every other step.
    """

    certificate_pressed = Signal()
    counter_pressed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.goes_on = False
        """Whether a decision and a certificate follow."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._card = Card("ok", 16, 12, self)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._icon = IconLabel("ok", "ok", 28, parent=self._card)
        self.title = Label("", "title", wrap=True, parent=self._card)
        self.sync = Badge("", "neutral", "", self._card)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        head.addWidget(self.sync)
        self._card.body.addLayout(head)
        self.effect = Label("", "body", "text-2", wrap=True, parent=self._card)
        self._card.body.addWidget(self.effect)
        facts = QWidget(self._card)
        flow = FlowLayout(facts, 32, 8)
        self._facts = {
            "case_no": Fact(self.tr("Case number"), parent=facts),
            "when": Fact(self.tr("Accepted at"), parent=facts),
            "due": Fact(self.tr("Due on"), parent=facts),
            "receipt": Fact(self.tr("Number of the province"), parent=facts),
        }
        for fact in self._facts.values():
            flow.addWidget(fact)
        self._card.body.addWidget(facts)
        self.next = Button(
            self.tr("On to decision and certificate"), "primary", "certificate", "Ctrl+Enter", parent=self
        )
        self.counter = Button(self.tr("Next person"), "secondary", "counter", "F6", parent=self)
        self.next.clicked.connect(self.certificate_pressed)
        self.counter.clicked.connect(self.counter_pressed)
        self.paper = PaperCard(context, self._card, self)
        column.addWidget(self.paper, 1)

    def show_detail(self, detail: CaseDetail, issues_certificate: bool) -> None:
        """Say what is true of the case now."""
        case, today = detail.case, self._context.clock.today()
        mark = wording.sync_mark(detail.sync.value)
        self.sync.set_state(mark.text, mark.kind, mark.icon)
        if case.status is Status.REJECTED:
            kind, icon, title = (
                "warn",
                "document-void",
                self.tr("Not granted; hand the notice to the applicant"),
            )
        elif case.status is Status.DRAFT:
            kind, icon, title = (
                "warn",
                "paperclip",
                self.tr("Materials are missing; hand the one-off notice to the applicant"),
            )
        else:
            kind, icon, title = "ok", "ok", self.tr("Accepted")
        self._card.set_kind(kind)
        self._icon.set_icon(icon, kind)
        self.title.setText(title)
        self.effect.setText(self._effect(detail))
        self._facts["case_no"].set_value(case.case_no)
        self._facts["case_no"].setVisible(bool(case.case_no))
        when = case.accepted_at
        self._facts["when"].set_value(wording.day_time(when, today) if when else "")
        self._facts["when"].setVisible(when is not None)
        self._facts["due"].set_value(wording.full_date(case.due_on) if case.due_on else "")
        self._facts["due"].setVisible(case.due_on is not None)
        self._facts["receipt"].set_value(detail.receipt_number)
        self._facts["receipt"].setVisible(bool(detail.receipt_number))
        self.goes_on = issues_certificate and not case.status.is_final and case.status is not Status.DRAFT
        self.next.setVisible(self.goes_on)
        self.counter.setVisible(True)
        self.counter.set_kind("secondary" if self.goes_on else "primary")

    def main_act(self) -> Button:
        """What comes next at this counter."""
        return self.next if self.goes_on else self.counter

    def _effect(self, detail: CaseDetail) -> str:
        """The sync word as a sentence."""
        return {
            "local_only": self.tr("Saved on this computer as a draft; it goes on where it stopped."),
            "queued": self.tr(
                "Saved on this computer and waiting to be sent; nothing has to be typed again."
            ),
            "sent": self.tr("Sent to the province; the answer has not come yet."),
            "accepted": self.tr("The province has the case."),
            "conflict": self.tr("The province holds another version of this case: see the sync page."),
            "returned": self.tr("The province returned the case: see the sync page."),
        }[detail.sync.value]

    def show_paper(self, entry: LedgerEntry) -> None:
        """Show the paper that belongs to this end."""
        self.paper.show_entry(entry)
