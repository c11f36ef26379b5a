"""Both versions of a case that needs a person, side by side and read only."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hukou.case import ActionKind
from hukou.catalogue import Catalogue
from window_client.services.sync.held import HeldAction, HeldCase
from window_client.services.sync.status import QueueRow
from window_client.ui import wording
from window_client.ui.pages.columns import Switch, column
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, SectionHeader
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.text import IconLabel, Label


def action_word(kind: ActionKind) -> str:
    """What was done, as staff say it."""
    return {
        ActionKind.OPEN: QCoreApplication.translate("SyncSide", "opened the case"),
        ActionKind.ACCEPT: QCoreApplication.translate("SyncSide", "accepted the case"),
        ActionKind.REFUSE_ACCEPTANCE: QCoreApplication.translate("SyncSide", "refused acceptance"),
        ActionKind.REQUEST_SUPPLEMENT: QCoreApplication.translate("SyncSide", "asked for missing materials"),
        ActionKind.AMEND: QCoreApplication.translate("SyncSide", "changed particulars"),
        ActionKind.ADD_MATERIAL: QCoreApplication.translate("SyncSide", "added a material"),
        ActionKind.ADD_NOTE: QCoreApplication.translate("SyncSide", "added a note"),
        ActionKind.SUBMIT_FOR_REVIEW: QCoreApplication.translate("SyncSide", "passed on for review"),
        ActionKind.APPROVE: QCoreApplication.translate("SyncSide", "approved"),
        ActionKind.REJECT: QCoreApplication.translate("SyncSide", "did not grant"),
        ActionKind.ISSUE: QCoreApplication.translate("SyncSide", "issued the certificate"),
        ActionKind.CONFIRM_PRINT: QCoreApplication.translate("SyncSide", "confirmed the print"),
        ActionKind.SPOIL_PRINT: QCoreApplication.translate("SyncSide", "voided the paper"),
        ActionKind.COMPLETE: QCoreApplication.translate("SyncSide", "completed the case"),
        ActionKind.WITHDRAW: QCoreApplication.translate("SyncSide", "withdrew the case"),
    }[kind]


class SyncSide(Card):
    """`open_pressed` opens the case as it stands now."""

    open_pressed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 0, parent)
        self._catalogue = catalogue
        self._switch = Switch(self)
        self.body.addWidget(self._switch)
        self.empty = EmptyState("sync", self.tr("Choose a case to see what is true of it"), parent=self)
        self._sheet, box = column(12)
        self._switch.add(self.empty)
        self._switch.add(self._sheet)
        head = SectionHeader("", parent=self._sheet)
        self._head = head
        self.badge = Badge("", "neutral", "", head)
        head.add_right(self.badge)
        box.addWidget(head)
        self.told = Label("", "label", "text-2", wrap=True, parent=self._sheet)
        box.addWidget(self.told)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        self._mine, self._mine_box = self._version("server", self.tr("This computer"))
        self._theirs, self._theirs_box = self._version("cloud", self.tr("Province"))
        pair.addWidget(self._mine, 1)
        pair.addWidget(self._theirs, 1)
        box.addLayout(pair)
        self.advice = Label("", "label", "text-2", wrap=True, parent=self._sheet)
        box.addWidget(self.advice)
        self.open = Button(self.tr("Open the case"), "secondary", key="Enter", parent=self._sheet)
        self.open.clicked.connect(self.open_pressed)
        box.addWidget(self.open)
        box.addStretch(1)

    def _version(self, icon: str, title: str) -> tuple[Card, QVBoxLayout]:
        card = Card("sunken", 12, 8, self._sheet)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconLabel(icon, "text-2", 16, parent=card))
        head.addWidget(Label(title, "strong", parent=card), 1)
        card.body.addLayout(head)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        card.body.addLayout(inner)
        card.body.addStretch(1)
        return card, inner

    def show_nothing(self) -> None:
        """No case is chosen."""
        self._switch.show_only(self.empty)

    def show_row(self, row: QueueRow, held: HeldCase | None, today: date) -> None:
        """Tell of one case; with held actions both versions stand beside each other."""
        item = self._catalogue.by_id.get(row.service)
        mark = wording.sync_mark(row.state.value)
        self._head.set_texts(item.title if item else row.service)
        self.badge.set_state(mark.text, mark.kind, mark.icon)
        needs_person = held is not None and bool(held.actions)
        for card in (self._mine, self._theirs):
            card.setVisible(needs_person)
        if not needs_person or held is None:
            self.told.setText(self._true_of(row))
            self.advice.setText("")
            self._switch.show_only(self._sheet)
            return
        kept = self.tr("What was done here did not take effect; it is kept and shown below.")
        self.told.setText(wording.sentences(row.reason, row.remedy, kept))
        self._fill(self._mine_box, self._mine, self._mine_facts(held, today))
        self._fill(self._theirs_box, self._theirs, self._their_facts(held, today))
        self.advice.setText(
            self.tr(
                "Both versions are shown for reading. To go on, open the case, which stands as the province has "
                "it, and repeat the step there; or withdraw the case."
            )
        )
        self._switch.show_only(self._sheet)

    def _true_of(self, row: QueueRow) -> str:
        return {
            "local_only": self.tr("Saved on this computer as a draft; it is not sent before it is accepted."),
            "queued": self.tr(
                "Complete and saved here; it is sent by itself as soon as the province can be reached."
            ),
            "sent": self.tr("Sent; the province has not answered yet. Do not enter it again."),
            "accepted": self.tr("The province has confirmed this case, number {0}.").format(
                row.receipt_number or "—"
            ),
            "conflict": self.tr("The province has another version of this case."),
            "returned": self.tr("The province returned this case."),
        }[row.state.value]

    @staticmethod
    def _fill(box: QVBoxLayout, owner: QWidget, facts: list[tuple[str, str]]) -> None:
        while box.count():
            item = box.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for caption, value in facts:
            box.addWidget(Fact(caption, value, wrap=True, parent=owner))

    def _mine_facts(self, held: HeldCase, today: date) -> list[tuple[str, str]]:
        facts: list[tuple[str, str]] = []
        for action in held.actions:
            facts.append(
                (
                    f"{wording.day_time(action.occurred_at, today)}\u3000{action.staff_name}",
                    action_word(action.kind),
                )
            )
            facts += self._payload(action)
        return facts

    def _payload(self, action: HeldAction) -> list[tuple[str, str]]:
        """What the step carried, in words; identity numbers never."""
        payload: dict[str, Any] = action.payload
        found = []
        for key, caption in (
            ("reason", self.tr("Reason")),
            ("number", self.tr("Number")),
            ("text", self.tr("Note")),
        ):
            if payload.get(key):
                found.append((caption, str(payload[key])))
        return found

    def _their_facts(self, held: HeldCase, today: date) -> list[tuple[str, str]]:
        case = held.province
        if case is None:
            return [(self.tr("State"), self.tr("The province does not have this case"))]
        facts = [(self.tr("State"), wording.status_mark(case.status, bool(case.missing)).text)]
        if case.decision is not None:
            who = f"{wording.day_time(case.decision.at, today)}\u3000{case.decision.by_name}"
            facts.append((who, case.decision.reason))
        if case.live_certificate is not None:
            facts.append((self.tr("Number"), case.live_certificate.number))
        facts.append((self.tr("Version"), str(case.version)))
        return facts
