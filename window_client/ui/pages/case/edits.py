"""Every change of an intake: into the draft, onto the screen, and to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hukou.case import MaterialState
from window_client.ui.models.register_picks import chosen_pick, picks_for

if TYPE_CHECKING:
    from window_client.ui.pages.case.page import CasePage


class Edits(QObject):
    """Belongs to a `CasePage`. `left` are the fields that were finished once: only their problems are told."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._page = page
        self.left: set[str] = set()

    def _keep(self) -> None:
        self._page.keeper.keep(self._page.must_intake().draft)
        self._page.refresh_view()

    def _ask_for_fields(self) -> None:
        """What is asked for may hang on what was just chosen."""
        if self._page.form.form is not None:
            self._page.form.form.show_visibility(self._page.must_intake().values)

    def change_applicant(self) -> None:
        """Something of the first step was typed or chosen."""
        self._page.applicant.apply_to(self._page.must_intake())
        self._ask_for_fields()
        self._keep()

    def change_field(self, field_id: str, value: object) -> None:
        """A field of the form was typed into or chosen."""
        self._page.must_intake().set_field(field_id, value)
        self.left.discard(field_id)
        self._ask_for_fields()
        self._keep()

    def leave_field(self, key: str) -> None:
        """A field was left: its problem may be told now, unless it was only walked through."""
        intake, form = self._page.must_intake(), self._page.form.form
        if key.startswith(("applicant.", "subject.")):
            self.left.add(key)
        elif intake.draft.fields.get(key):
            self.left.add(key)
            if form is not None:
                intake.set_field(key, form.editor(key).value())
        self._keep()

    def mark(self, material: str, state: MaterialState | None) -> None:
        """A paper was looked at, found missing, or neither."""
        staff_no, now = self._page.context.session.staff.staff_no, self._page.context.clock.now()
        self._page.must_intake().mark_material(material, state, staff_no, now)
        self._keep()

    def pick(self, key: str) -> None:
        """An entry of the register was chosen: it fills the form in."""
        intake = self._page.must_intake()
        if intake.extract is None:
            return
        pick = next((pick for pick in picks_for(intake.item, intake.extract) if pick.key == key), None)
        if pick is not None:
            self.fill_in(dict(pick.fields))

    def choose_reason(self, reason: str) -> None:
        """A reason that opens the gate, or none of them."""
        self.fill_in({"reason": "" if reason == "none" else reason})

    def fill_in(self, values: dict[str, Any]) -> None:
        """Several fields at once, by a choice and not by typing."""
        intake = self._page.must_intake()
        intake.set_fields(values)
        if self._page.form.form is not None:
            self._page.form.form.show_values(intake.values)
        self._keep()

    def take_extract(self) -> None:
        """The register's answer is in the intake: show what follows from it."""
        page = self._page
        intake = page.must_intake()
        assert intake.extract is not None
        picks = picks_for(intake.item, intake.extract)
        chosen = chosen_pick(picks, intake.draft.fields)
        page.form.register.show_extract(
            intake.extract, picks, chosen.key if chosen else "", page.context.clock.now()
        )
        page.applicant.show_intake(intake)
        self._keep()
