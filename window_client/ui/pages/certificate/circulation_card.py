"""Where a circulated case lies, on the page of its certificate; and whether it can be given away or taken back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hukou.case import Status
from hukou.circulation import circulation_source
from hukou.staff import Permission, StaffMember
from window_client.services.views import CaseDetail
from window_client.ui import wording
from window_client.ui.models.circulation_words import heading
from window_client.ui.reading import read
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, InfoRow
from window_client.ui.widgets.text import Label


def may_circulate(detail: CaseDetail, staff: StaffMember) -> bool:
    """Whether the screen offers to give this case to its register place."""
    case = detail.case
    return (
        case.circulation is None
        and case.status in (Status.ACCEPTED, Status.IN_REVIEW)
        and not case.missing
        and case.station == staff.station
        and staff.may(Permission.ACCEPT)
    )


def may_recall(detail: CaseDetail, staff: StaffMember) -> bool:
    """Whether it can be taken back: until the register place has answered."""
    found = detail.circulation
    return found is not None and found.outward and found.due_on is not None and staff.may(Permission.ACCEPT)


class CirculationCard(Card):
    """`recall_pressed` for the one act that it may offer."""

    recall_pressed = Signal()

    def __init__(self, staff: StaffMember, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 10, parent)
        self._staff = staff
        self.head = InfoRow("circulation", "circulation", "", "", self)
        self.body.addWidget(self.head)
        self.since = Fact(self.tr("Circulated at"), parent=self)
        self.reason = Fact(self.tr("Reason"), wrap=True, parent=self)
        self.due = Fact(self.tr("Answer due"), parent=self)
        self.source = Label("", "caption", "text-3", wrap=True, parent=self)
        for widget in (self.since, self.reason, self.due, self.source):
            self.body.addWidget(widget)
        self.recall = Button(self.tr("Recall"), "secondary", "return", "F8", parent=self)
        self.recall.clicked.connect(self.recall_pressed)
        self.body.addWidget(self.recall)
        self.hide()

    def show_detail(self, detail: CaseDetail, today: date) -> None:
        """Nothing is shown of a case that is not circulated, or that ended."""
        found = detail.circulation
        self.setVisible(found is not None and not detail.case.status.is_final)
        self.recall.setVisible(may_recall(detail, self._staff))
        if found is None:
            return
        self.head.set_texts(*heading(found, stale=detail.stale), "text-2")
        self.since.set_value(
            "\u3000".join(part for part in (wording.day_time(found.since, today), found.by_name) if part)
        )
        self.reason.set_value(read(found.reason))
        self._show_due(found.due_on, found.days_left(today))

    def _show_due(self, due_on: date | None, left: int | None) -> None:
        waits = due_on is not None and left is not None
        self.due.setVisible(waits)
        self.source.setVisible(waits)
        if due_on is not None and left is not None:
            words, kind = wording.days_text(left)
            tone = "text" if kind == "plain" else kind
            self.due.set_value(f"{wording.full_date(due_on)}\u3000{words}", tone)
            self.source.setText(read(circulation_source()))
