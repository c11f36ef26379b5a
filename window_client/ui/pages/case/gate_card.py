"""What the certificate gate says: a refusal with its grounds and the written notice, or reasons to choose from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hukou.certificate import GateResult, Need, Reason, ReasonRequired, Refused, gate_rules
from window_client.ui.reading import read
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, InfoRow
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.text import Label

NO_REASON = "none"


class GateCard(Card):
    """`refuse_pressed` asks for the notice, `reason_chosen(id)` names what opens the gate."""

    refuse_pressed = Signal()
    reason_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bad", 16, 10, parent)
        self.head = InfoRow("error", "bad", "", "", self)
        self.refuse = Button(
            self.tr("Issue the notice of refusal"), "danger", "document-void", "F9", "small", parent=self
        )
        self.refuse.clicked.connect(self.refuse_pressed)
        self.head.add_right(self.refuse)
        self.body.addWidget(self.head)
        self._sources = Label("", "caption", "text-2", wrap=True, parent=self)
        self.body.addWidget(self._sources)
        self._question = Label("", "label", "text-2", wrap=True, parent=self)
        self.body.addWidget(self._question)
        self.reasons = ChoiceGroup(columns=2, name=self.tr("Reason that allows the certificate"), parent=self)
        self.reasons.chosen.connect(lambda value: self.reason_chosen.emit(str(value)))
        self.body.addWidget(self.reasons)
        self.hide()

    def show_gate(
        self, refused: Refused | None, gate: GateResult | None, reason: str, asks_itself: bool
    ) -> None:
        """`reason` is the one chosen so far; `asks_itself` when the form has a field for it already."""
        if refused is not None:
            self._show_refused(refused, reason, asks_itself)
        elif isinstance(gate, ReasonRequired) and gate.choices and not asks_itself:
            self._show_required(gate, reason)
        elif reason and not asks_itself and reason in gate_rules().reasons:
            self._show_opened(gate_rules().reasons[reason])
        else:
            self.hide()

    def _show_refused(self, refused: Refused, reason: str, asks_itself: bool) -> None:
        self.set_kind("bad")
        self.head.icon.set_icon("error", "bad")
        self.head.set_texts(
            self.tr("This may not be certified"), "\n".join(map(read, refused.grounds)), "text"
        )
        self.refuse.show()
        titles = "；".join(source.title for source in refused.sources)
        self._sources.setText(titles)
        self._sources.setVisible(bool(titles))
        choices = () if asks_itself else refused.unless
        self._offer(
            choices, reason, self.tr("It may be certified for one of these reasons; the reason is printed")
        )
        self.show()

    def _show_required(self, gate: ReasonRequired, reason: str) -> None:
        self.set_kind("warn")
        self.head.icon.set_icon("warning", "warn")
        named = "、".join(gate_rules().fields[need] for need in gate.needs if need is not Need.REASON)
        self.head.set_texts(
            self.tr("A reason is needed"), self.tr("Also needed: {0}").format(named) if named else ""
        )
        self.refuse.hide()
        self._sources.hide()
        self._offer(gate.choices, reason, self.tr("The reason is printed on the certificate"))
        self.show()

    def _show_opened(self, reason: Reason) -> None:
        self.set_kind("ok")
        self.head.icon.set_icon("ok", "ok")
        self.head.set_texts(self.tr("May be certified: {0}").format(read(reason.label)), reason.source.title)
        self.refuse.hide()
        self._sources.hide()
        self._question.hide()
        self.reasons.set_choices(
            [Choice(reason.id, read(reason.label)), Choice(NO_REASON, self.tr("None of these"))]
        )
        self.reasons.set_value(reason.id)
        self.reasons.show()
        self.show()

    def _offer(self, choices: tuple[Reason, ...], reason: str, question: str) -> None:
        self._question.setText(question)
        self._question.setVisible(bool(choices))
        self.reasons.setVisible(bool(choices))
        self.reasons.set_choices([Choice(one.id, read(one.label)) for one in choices])
        self.reasons.set_value(reason or None)
