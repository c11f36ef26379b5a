"""Phases with nothing to decide or print: no data yet, handed over, refused, finished."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from window_client.services.views import CaseDetail, LedgerEntry
from window_client.ui import wording
from window_client.ui.models.issuing import Phase
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, InfoRow
from window_client.ui.widgets.text import Label


@dataclass(frozen=True)
class _Note:
    """What is said in one phase; `first` and `second` are the words of its buttons."""

    kind: str
    icon: str
    title: str
    text: str
    first: str
    second: str = ""


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
        self.first = Button(self.tr("Next person"), "primary", size="main", parent=self)
        self.second = Button(self.tr("Print the receipt"), "secondary", parent=self)
        self.first.clicked.connect(lambda: self.first_pressed.emit(self._phase))
        self.second.clicked.connect(lambda: self.second_pressed.emit(self._phase))
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        for widget in (self.told, self.first, self.second):
            self.body.addWidget(widget)

    def show_phase(self, phase: Phase, detail: CaseDetail, *, is_linked: bool) -> None:
        """Say the phase; buttons without a text are not there. `is_linked`: the province is reached now."""
        self._phase = phase
        note = self._note(phase, confirmed=detail.sync.value == "accepted", is_linked=is_linked)
        self.set_kind(note.kind)
        self.head.icon.set_icon(note.icon, note.kind if note.kind != "surface" else "text-2")
        self.head.set_texts(note.title, note.text, "text-2")
        decided = detail.case.decision if phase in (Phase.REFUSED, Phase.WITHDRAWN) else None
        self.tell(decided.reason if decided is not None else "")
        for button, words in ((self.first, note.first), (self.second, note.second)):
            button.setVisible(bool(words))
            if words:
                button.setText(words)
                button.updateGeometry()

    def _note(self, phase: Phase, *, confirmed: bool, is_linked: bool) -> _Note:
        following = self.tr("Next person")
        match phase:
            case Phase.NO_DATA:
                text = self.tr(
                    "A certificate is issued only from data that the province delivered for this case. "
                    "Look them up now, or give the resident the receipt and issue later."
                )
                title = self.tr("The register data of this case are not here")
                acts = self.tr("Look up the register"), self.tr("Print the receipt")
                return _Note("warn", "cloud-off", title, text, *acts)
            case Phase.HAND_OVER:
                text = self.tr("Hand it to the resident, then complete the case.")
                act = self.tr("Handed over, complete the case")
                return _Note("ok", "ok", self.tr("The paper is confirmed"), text, act)
            case Phase.ELSEWHERE:
                text = self.tr(
                    "The certificate was issued at another window of this station and is confirmed there."
                )
                title = self.tr("The paper lies at another window")
                return _Note("surface", "window", title, text, following)
            case Phase.COMPLETED if confirmed:
                return _Note("ok", "ok", self.tr("Completed"), "", following)
            case Phase.COMPLETED:
                text = (
                    self.tr("The province has not confirmed it yet; it is being sent.")
                    if is_linked
                    else self.tr("The province has not confirmed it yet; it is sent by itself.")
                )
                return _Note("surface", "server", self.tr("Saved on this computer"), text, following)
            case Phase.REFUSED:
                return _Note("warn", "document-void", self.tr("Not granted"), "", following)
            case Phase.DRAFT:
                return _Note(
                    "surface", "document-edit", self.tr("Still a draft"), "", self.tr("Continue the draft")
                )
        return _Note("surface", "return", self.tr("Withdrawn"), "", following)

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
