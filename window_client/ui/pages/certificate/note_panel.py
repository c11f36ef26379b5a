"""Phases with nothing to decide or print: no data yet, handed over, refused, finished."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from window_client.services.views import CaseDetail, LedgerEntry
from window_client.ui import wording
from window_client.ui.models.issuing import Phase
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, InfoRow
from window_client.ui.widgets.text import Label


class NotePanel(Card):
    """One fact, one sentence, one or two acts: `first_pressed(Phase)`, `second_pressed(Phase)`."""

    first_pressed = Signal(object)
    second_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 12, parent)
        self._phase = Phase.NO_DATA
        self.head = InfoRow("info", "primary", "", "", self)
        self.head.title.setProperty("role", "section")
        self.body.addWidget(self.head)
        self.first = Button("", "primary", size="main", parent=self)
        self.second = Button("", "secondary", parent=self)
        self.first.clicked.connect(lambda: self.first_pressed.emit(self._phase))
        self.second.clicked.connect(lambda: self.second_pressed.emit(self._phase))
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        for widget in (self.told, self.first, self.second):
            self.body.addWidget(widget)

    def show_phase(self, phase: Phase, detail: CaseDetail) -> None:
        """Say the phase; buttons without a text are not there."""
        self._phase = phase
        confirmed = detail.sync.value == "accepted"
        kind, icon, title, text, first, second = {
            Phase.NO_DATA: (
                "warn", "cloud-off", self.tr("The register data of this case are not here"),
                self.tr("A certificate is issued only from data that the province delivered for this case. "
                        "Look them up now, or give the resident the receipt and issue later."),
                self.tr("Look up the register"), self.tr("Print the receipt"),
            ),
            Phase.HAND_OVER: (
                "ok", "ok", self.tr("The paper is confirmed"), self.tr("Hand it to the resident, then complete the case."),
                self.tr("Handed over, complete the case"), "",
            ),
            Phase.ELSEWHERE: (
                "surface",
                "window",
                self.tr("The paper lies at another window"),
                self.tr("The certificate was issued at another window of this station and is confirmed there."),
                self.tr("Next person"),
                "",
            ),
            Phase.COMPLETED: (
                "ok" if confirmed else "surface", "ok" if confirmed else "server",
                self.tr("Completed") if confirmed else self.tr("Saved on this computer"),
                "" if confirmed else self.tr("The province has not confirmed it yet; it is sent by itself."), self.tr("Next person"), "",
            ),
            Phase.REFUSED: ("warn", "document-void", self.tr("Not granted"), "", self.tr("Next person"), ""),
            Phase.WITHDRAWN: ("surface", "return", self.tr("Withdrawn"), "", self.tr("Next person"), ""),
            Phase.DRAFT: ("surface", "document-edit", self.tr("Still a draft"), "", self.tr("Continue the draft"), ""),
        }[phase]  # fmt: skip
        self.set_kind(kind)
        self.head.icon.set_icon(icon, kind if kind != "surface" else "text-2")
        self.head.set_texts(title, text, "text-2")
        reason = (
            detail.case.decision.reason
            if detail.case.decision and phase in (Phase.REFUSED, Phase.WITHDRAWN)
            else ""
        )
        self.told.setText(reason)
        self.told.setVisible(bool(reason))
        for button, words in ((self.first, first), (self.second, second)):
            button.setText(words)
            button.setVisible(bool(words))
            button.updateGeometry()

    def tell(self, text: str, tone: str = "text-2") -> None:
        """What came of the last act."""
        self.told.setText(text)
        self.told.set_tone(tone)
        self.told.setVisible(bool(text))


class SpoiledCard(Card):
    """The paper that was voided last; its original is kept for the supervisor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 10, parent)
        self.head = InfoRow("document-void", "bad", self.tr("The last paper is void"), "", self)
        self.body.addWidget(self.head)
        self.number = Fact(self.tr("Voided number"), parent=self)
        self.reason = Fact(self.tr("Reason"), wrap=True, parent=self)
        self.body.addWidget(self.number)
        self.body.addWidget(self.reason)
        note = self.tr("The original is not destroyed: stamp it void and file it with the supervisor.")
        self.body.addWidget(Label(note, "label", "text-2", wrap=True, parent=self))

    def show_entry(self, entry: LedgerEntry) -> None:
        """Which paper and why."""
        self.number.set_value(entry.number or "")
        self.reason.set_value(entry.remark)
        self.head.set_texts(self.tr("The last paper is void"), wording.full_time(entry.updated_at))
