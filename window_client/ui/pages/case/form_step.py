"""Step 2: what the register says, what the gate says, and the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hukou.catalogue import ServiceItem
from window_client.ui.models.intake import GATE, Intake
from window_client.ui.models.register_picks import chosen_pick, picks_for
from window_client.ui.pages.case.form_view import FormView
from window_client.ui.pages.case.gate_card import GateCard
from window_client.ui.pages.case.register_card import RegisterCard
from window_client.ui.widgets.card import Card


class FormStep(QWidget):
    """Holds the three; a form is made anew for another service. `changed` and `left` are the form's own."""

    changed = Signal(str, object)
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._card = Card("surface", 24, 16, self)
        column.addWidget(self._card)
        self.register = RegisterCard(self._card)
        self.gate = GateCard(self._card)
        self._card.body.addWidget(self.register)
        self._card.body.addWidget(self.gate)
        self._card.body.addStretch(1)
        self.form: FormView | None = None
        self._service = ""

    def set_service(self, item: ServiceItem) -> FormView:
        """The form of this service, made anew when it is another one."""
        if self.form is None or self._service != item.id:
            if self.form is not None:
                self._card.body.removeWidget(self.form)
                self.form.hide()
                self.form.deleteLater()
            self.form = FormView(item, self._card)
            self.form.changed.connect(self.changed)
            self.form.left.connect(self.left)
            self._card.body.insertWidget(2, self.form)
            self._service = item.id
        return self.form

    def parts(self) -> tuple[QWidget, ...]:
        """Register, gate and form, as they stand below each other."""
        return (self.register, self.gate) if self.form is None else (self.register, self.gate, self.form)

    def show_gate(self, intake: Intake) -> None:
        """The gate's word for what is typed now."""
        reason = str(intake.draft.fields.get("reason", "") or "")
        asks = any(spec.id == "reason" for spec in intake.item.visible_fields(intake.values))
        self.gate.show_gate(intake.refusal(), intake.gate(), reason, asks)

    def show_pick(self, intake: Intake) -> None:
        """Which entry of the register the form means, however it was filled in."""
        if intake.extract is not None:
            pick = chosen_pick(picks_for(intake.item, intake.extract), intake.draft.fields)
            self.register.show_chosen(pick.key if pick else "")

    def show_messages(
        self, problems: Mapping[str, str], warnings: Mapping[str, str], only: set[str] | None
    ) -> None:
        """Problems of the fields in `only` (None: of all)."""
        if self.form is not None:
            self.form.show_messages(problems, warnings, only)

    def focus_problem(self, key: str) -> bool:
        """Go to the field of a problem, or to the gate."""
        if key == GATE:
            self.gate.refuse.setFocus()
            return True
        return self.form is not None and self.form.focus_field(key)

    def focus_first(self, values: Mapping[str, Any]) -> None:
        """Go to the first empty field that is asked for."""
        if self.form is None:
            return
        for field_id in self.form.field_ids():
            if not self.form.row(field_id).isHidden() and not values.get(field_id):
                self.form.focus_field(field_id)
                return
