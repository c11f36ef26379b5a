"""What a person does with what was held: asks once more what will happen, runs the verb, shows the queue anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hukou.case import Side
from hukou.conflict import STEP
from window_client.errors import ConflictMovedError
from window_client.ui import wording
from window_client.ui.models.step_words import action_word
from window_client.ui.pages.page import LOCAL
from window_client.ui.pages.question import ask, ask_text

if TYPE_CHECKING:
    from window_client.services.conflict_sheets import ConflictSheet
    from window_client.ui.pages.sync.page import SyncPage
    from window_client.ui.pages.sync.side import SyncSide


class Settling(QObject):
    """The acts of the side panel."""

    def __init__(self, page: SyncPage, side: SyncSide) -> None:
        super().__init__(page)
        self._page, self._side = page, side
        side.conflict.merge_pressed.connect(self.merge)
        side.conflict.copy_pressed.connect(self.copy)
        side.returned.copy_pressed.connect(self.copy)
        side.returned.leave_pressed.connect(self.leave)
        side.duplicate.distinct_pressed.connect(self.keep_both)
        side.duplicate.withdraw_pressed.connect(self.withdraw)
        side.duplicate.open_pressed.connect(self._open_other)

    # --- conflicts ---------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Save the choices, after a question that names what will happen."""
        sheet, view = self._side.sheet(), self._side.conflict
        if sheet is None:
            return
        if view.open_choices():
            view.focus_next_open()
            return
        chosen = view.chosen()
        title = self.tr("Save these choices?")
        if not ask(self._page, title, self._consequences(sheet, chosen), self.tr("Save and queue")):
            return
        conflicts = self._page.context.conflicts
        self._run(lambda: conflicts.resolve(sheet, chosen), self.tr("Settled; it is sent to the province"))

    def _consequences(self, sheet: ConflictSheet, chosen: dict[str, Side]) -> str:
        """Fact by fact what the answer does."""
        told = []
        if STEP in chosen:
            step = action_word(sheet.kind)
            told.append(
                self.tr("The step is taken again on the province's version: {0}.").format(step)
                if chosen[STEP] is Side.MINE
                else self.tr("The step is not taken: {0}. The case stays as the province has it.").format(
                    step
                )
            )
        else:
            told += [f"{label}：{value}。" for label, value in self._side.conflict.saved_texts()]
        if sheet.followers:
            steps = "、".join(action_word(kind) for kind in sheet.followers)
            told.append(self.tr("These have to be done again: {0}.").format(steps))
        told.append(self.tr("Your name and the choices go into the audit and to the province."))
        return wording.sentences(*told)

    # --- returned ----------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Go on with what was typed, in the case page."""
        sheet = self._side.sheet()
        if sheet is None:
            return
        conflicts, page = self._page.context.conflicts, self._page
        page.clear_failure()
        page.run(LOCAL, lambda: conflicts.copy(sheet), self._on_copied)

    def _on_copied(self, case_id: Any) -> None:
        self._page.context.navigate("case", case_id=case_id)

    def leave(self) -> None:
        """Put a refused step aside."""
        sheet = self._side.sheet()
        if sheet is None:
            return
        step = action_word(sheet.kind)
        text = self.tr("The province did not take it: {0}. It stays in the history.").format(step)
        if ask(self._page, self.tr("Leave this step?"), text, self.tr("Leave this step")):
            conflicts = self._page.context.conflicts
            self._run(lambda: conflicts.set_aside(sheet), self.tr("Put aside"))

    # --- suspected duplicates ----------------------------------------------------------------------------

    def keep_both(self) -> None:
        """Two matters: say why, and neither window asks any more."""
        row = self._side.row
        if row is None or row.duplicate_of is None:
            return
        reason = ask_text(
            self._page,
            self.tr("Two matters?"),
            self.tr("Both cases go on; every window is told."),
            self.tr("Keep both"),
            self.tr("Reason"),
        )
        other, case_id, conflicts = row.duplicate_of, row.case_id, self._page.context.conflicts
        if reason:
            self._run(lambda: conflicts.mark_distinct(case_id, other, reason), self.tr("Both are kept"))

    def withdraw(self) -> None:
        """The same matter: this case ends, the other one goes on."""
        row = self._side.row
        if row is None:
            return
        reason = ask_text(
            self._page,
            self.tr("Withdraw this case?"),
            self.tr("The other case goes on. Nothing is taken over from this one."),
            self.tr("Withdraw this case"),
            self.tr("Reason"),
        )
        cases, case_id = self._page.context.cases, row.case_id
        if reason:
            self._run(lambda: cases.withdraw(case_id, reason), self.tr("Withdrawn"))

    def _open_other(self) -> None:
        row = self._side.row
        if row is not None and row.duplicate_of is not None:
            self._page.context.navigate("cases", case_id=row.duplicate_of)

    # --- running -----------------------------------------------------------------------------------------

    def _run(self, work: Any, toast: str) -> None:
        page = self._page
        page.clear_failure()

        def done(_result: object) -> None:
            page.context.toast(toast)
            page.refresh()

        def failed(error: Exception) -> None:
            page.show_failure(error)
            if isinstance(error, ConflictMovedError):
                page.refresh()

        page.run(LOCAL, work, done, failed)
