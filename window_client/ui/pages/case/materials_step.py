"""Step 3: the papers, who saw each original, and the one-off notice for what is missing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hukou.case import MaterialState
from hukou.service_item import MaterialSpec
from window_client.ui import wording
from window_client.ui.models.intake import Intake
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.checklist import Checklist, ChecklistItem
from window_client.ui.widgets.text import IconLabel, Label, Line


class MaterialsStep(Card):
    """`marked(material, MaterialState or None)` for a mark made or undone; `notice_pressed` for the one-off notice."""

    marked = Signal(str, object)
    notice_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 24, 12, parent)
        head = SectionHeader(
            self.tr("Materials"), self.tr("Look at the original of each and say so"), parent=self
        )
        self.badge = Badge("", "neutral", "paperclip", head)
        head.add_right(self.badge)
        self.body.addWidget(head)
        self.checklist = Checklist(self)
        self.checklist.seen_pressed.connect(lambda key: self.marked.emit(key, MaterialState.ORIGINAL_SEEN))
        self.checklist.missing_pressed.connect(lambda key: self.marked.emit(key, MaterialState.MISSING))
        self.checklist.undo_pressed.connect(lambda key: self.marked.emit(key, None))
        self.body.addWidget(self.checklist)
        self._problem = QWidget(self)
        row = QHBoxLayout(self._problem)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconLabel("error", "bad", 16, parent=self._problem))
        self.problem = Label("", "caption", "bad", wrap=True, parent=self._problem)
        row.addWidget(self.problem, 1)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.body.addWidget(Line(parent=self))
        self.notice = Button(
            self.tr("Something missing? Issue the one-off notice"), "quiet", "document-text", parent=self
        )
        self.notice.clicked.connect(self.notice_pressed)
        foot = QHBoxLayout()
        foot.addWidget(self.notice)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def show_intake(self, intake: Intake, names: dict[str, str], today: date) -> None:
        """Show the papers asked for; `names` tells staff by number."""
        items = tuple(self._item(intake, spec, names, today) for spec in intake.materials())
        if items != self.checklist.items():
            self.checklist.set_items(items)
        done, required = intake.material_count()
        kind = "ok" if done == required else "warn"
        self.badge.set_state(self.tr("{0} of {1} complete").format(done, required), kind, "paperclip")

    def _item(self, intake: Intake, spec: MaterialSpec, names: dict[str, str], today: date) -> ChecklistItem:
        mark = intake.material_check(spec.id)
        state, seen_by, note = "open", "", read(spec.hint)
        if spec.shared:
            state = "awaited" if intake.awaits(spec) else "exempt"
            note = note or self.tr("Obtained by data sharing")
        elif mark is not None and mark.state is MaterialState.MISSING:
            state, note = "missing", read(spec.how_to_get) or note
        elif mark is not None:
            state = "seen"
            who = names.get(mark.seen_by, mark.seen_by)
            seen_by = self.tr("{0} saw the original, {1}").format(who, wording.day_time(mark.seen_at, today))
        elif not spec.required:
            note = self.tr("{0} (if there is one)").format(note) if note else self.tr("If there is one")
        return ChecklistItem(spec.id, read(spec.label), note, state, seen_by, spec.required)

    def show_problems(self, texts: list[str]) -> None:
        """What keeps the next step, below the list."""
        self.problem.setText("\n".join(texts))
        self._problem.setVisible(bool(texts))

    def focus_first(self) -> None:
        """Go to the first paper nobody has looked at."""
        for button in self.checklist.findChildren(Button):
            if button.isVisibleTo(self) and button.kind() == "soft":
                button.setFocus()
                return
        self.notice.setFocus()
