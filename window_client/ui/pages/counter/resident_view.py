"""The person at the counter as read or typed, and what is known before acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from window_client.ui import wording
from window_client.ui.models.resident import Resident
from window_client.ui.pages.columns import SideBySide
from window_client.ui.pages.counter.facts_layout import FactsLayout
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact
from window_client.ui.widgets.masked_field import MaskedField, split
from window_client.ui.widgets.photo_place import PhotoPlace
from window_client.ui.widgets.text import IconLabel, Label

EXPIRY_NOTICE_DAYS = 90
"""An ID card may be renewed from three months before its last day (公通字〔2021〕12号 Art. 76)."""


@dataclass(frozen=True)
class Hint:
    """One line of 受理前提示; `action` and `key` make it a link that the page acts on."""

    icon: str
    tone: str
    text: str
    action: str = ""
    key: object = None


class HintsCard(Card):
    """Facts to know before acceptance; `chosen(key)` when the link of one is pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", 12, 6, parent)
        self._rows: list[QWidget] = []
        self._hints: tuple[Hint, ...] = ()
        self._head = self._row(Hint("info", "primary", self.tr("Before acceptance")), True)
        self.body.addWidget(self._head)
        self.body.addStretch(1)

    def hints(self) -> tuple[Hint, ...]:
        """What is shown."""
        return self._hints

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show these; with none the card says that there is nothing to note."""
        if self._rows and tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        shown = self._hints or (Hint("ok", "ok", self.tr("Nothing to note")),)
        self._rows = [self._row(hint, False) for hint in shown]
        for at, row in enumerate(self._rows):
            self.body.insertWidget(1 + at, row)

    def _row(self, hint: Hint, head: bool) -> QWidget:
        widget = QWidget(self)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(hint.icon, hint.tone, 18, parent=widget))
        row.addWidget(Label(hint.text, "strong" if head else "body", wrap=not head, parent=widget), 1)
        if hint.action:
            link = Button(hint.action, "quiet", size="small", parent=widget)
            link.setAccessibleName(f"{hint.action} {hint.text}")
            link.clicked.connect(lambda _checked=False, key=hint.key: self.chosen.emit(key))
            row.addWidget(link)
        return widget


class ResidentView(QWidget):
    """Photo place, name, masked number, the card's facts, and the hints at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        left = QWidget(self)
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        self.photo = PhotoPlace(left)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        self._details = details = QVBoxLayout()
        details.setSpacing(8)
        details.addLayout(self._name_row())
        details.addLayout(self._number_row())
        details.addWidget(self._facts())
        details.addStretch(1)
        row.addLayout(details, 1)
        self.hints = HintsCard(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SideBySide(left, self.hints, 320, self))

    def _name_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.name = Label("", "name", wrap=True, parent=self)
        self.about = Label("", "body", "text-2", parent=self)
        self.kind = Badge("", "neutral", "person", self)
        self.card = Badge("", "received", "card", self)
        row.addWidget(self.name)
        row.addWidget(self.about)
        row.addWidget(self.kind)
        row.addWidget(self.card)
        row.addStretch(1)
        return row

    def _number_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._number_caption = Label(self.tr("Citizen number"), "label", "text-2", parent=self)
        self.number = MaskedField("title", gated=True, parent=self)
        row.addWidget(self._number_caption)
        row.addWidget(self.number)
        row.addStretch(1)
        return row

    def _facts(self) -> QWidget:
        widget = QWidget(self)
        self._flow = flow = FactsLayout(widget, 32, 8)
        self.birth = Fact(self.tr("Birth date"), parent=widget)
        self.address = Fact(self.tr("Address on the card"), wrap=True, parent=widget)
        flow.give_way_with(self.address)
        self.authority = Fact(self.tr("Issued by"), parent=widget)
        self.validity = Fact(self.tr("Valid"), parent=widget)
        for fact in (self.birth, self.address, self.authority, self.validity):
            flow.addWidget(fact)
        return widget

    def set_compact(self, compact: bool) -> None:
        """172 high instead of 204."""
        self.photo.set_compact(compact)
        self._details.setSpacing(3 if compact else 8)
        self._flow.setSpacing(20 if compact else 32)
        self.hints.body.setSpacing(3 if compact else 6)

    def show_resident(self, resident: Resident, today: date) -> None:
        """Show a person; hints are set apart, as they take a look into the store."""
        self.name.setText(resident.name or self.tr("Name not known yet"))
        self.name.set_tone("text" if resident.name else "text-3")
        words = [wording.sex_word(resident.sex), wording.age_text(resident.birth_date, today)]
        self.about.setText("\u3000".join(word for word in words if word))
        self.kind.set_state(self.tr("Present in person") if resident.from_chip else self.tr("Typed by hand"), "neutral",
                            "person" if resident.from_chip else "pencil")  # fmt: skip
        self.card.setVisible(bool(resident.card))
        if resident.card:
            self.card.set_state(resident.card, "received", "card")
        head, middle, tail = split(resident.citizen_no)
        self._number_caption.setText(self.tr("Citizen number"))
        self.number.setVisible(bool(resident.citizen_no))
        self._number_caption.setVisible(bool(resident.citizen_no))
        self.number.set_masked(head, len(middle), tail)
        self.birth.set_value(wording.full_date(resident.birth_date))
        self._set(self.address, resident.address)
        self._set(self.authority, resident.issuing_authority)
        self._set(self.validity, self._validity(resident))
        left = resident.days_to_expiry(today)
        self.validity.value.set_tone(
            "text" if left is None or left > EXPIRY_NOTICE_DAYS else "bad" if left < 0 else "warn"
        )

    def forget(self) -> None:
        """Leave no one's data behind on the widgets."""
        self.number.set_masked("", 0, "")
        for label in (
            self.name,
            self.about,
            self.birth.value,
            self.address.value,
            self.authority.value,
            self.validity.value,
        ):
            label.setText("")
        self.hints.set_hints(())

    @staticmethod
    def _set(fact: Fact, value: str) -> None:
        fact.set_value(value)
        fact.setVisible(bool(value))

    def _validity(self, resident: Resident) -> str:
        start = wording.full_date(resident.valid_from) if resident.valid_from else ""
        if resident.long_term:
            end = self.tr("long term")
        elif resident.valid_to:
            end = wording.full_date(resident.valid_to)
        else:
            return start
        return f"{start} — {end}" if start else end
