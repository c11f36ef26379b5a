"""What came back and what looks double: a refused step to go on with as a copy, a pair that a person judges."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hukou.catalogue import Catalogue
from window_client.services.conflict_sheets import ConflictSheet
from window_client.services.sync.status import QueueRow
from window_client.ui import wording
from window_client.ui.models.step_words import action_word
from window_client.ui.reading import read
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Fact, SectionHeader
from window_client.ui.widgets.text import Label


class ReturnView(QWidget):
    """A refused step. `copy_pressed()` goes on with what was typed; `leave_pressed()` puts the step aside."""

    copy_pressed = Signal()
    leave_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: ConflictSheet | None = None
        self.setProperty("surface", "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(SectionHeader(self.tr("Returned by the province"), parent=self))
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        box.addWidget(self.told)
        self.step = Fact(self.tr("The step that did not take effect"), "", wrap=True, parent=self)
        box.addWidget(self.step)
        self.copy = Button(self.tr("Go on as an editable copy"), "primary", "document-edit", parent=self)
        self.copy.clicked.connect(self.copy_pressed)
        box.addWidget(self.copy)
        note = self.tr("The copy opens with what was typed; the step that was returned stays in the history.")
        box.addWidget(Label(note, "caption", "text-2", wrap=True, parent=self))
        self.leave = Button(self.tr("Leave this step"), "secondary", parent=self)
        self.leave.clicked.connect(self.leave_pressed)
        box.addWidget(self.leave)
        box.addStretch(1)

    def show_sheet(self, sheet: ConflictSheet) -> None:
        """Tell of one refused step."""
        self.sheet = sheet
        problem = sheet.problem
        code = self.tr("Failure code {0}").format(problem.code) if problem is not None else ""
        texts = (read(problem.detail), read(problem.remedy)) if problem is not None else ("", "")
        self.told.setText(wording.sentences(*texts, code))
        steps = [action_word(sheet.kind), *(action_word(kind) for kind in sheet.followers)]
        self.step.set_value("、".join(steps))
        for button in (self.copy, self.leave):
            button.setVisible(sheet.may_settle)


class DuplicateView(QWidget):
    """Two cases that look like one matter. `distinct_pressed()`, `withdraw_pressed()`, `open_pressed()` (the other)."""

    distinct_pressed = Signal()
    withdraw_pressed = Signal()
    open_pressed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.row: QueueRow | None = None
        self.setProperty("surface", "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(SectionHeader(self.tr("Perhaps the same matter twice"), parent=self))
        told = self.tr(
            "The same person and service were opened at two windows. Nothing is merged by itself: compare both "
            "and say what they are."
        )
        box.addWidget(Label(told, "label", "text-2", wrap=True, parent=self))
        self.this = Fact(self.tr("This case"), "", wrap=True, parent=self)
        self.other = Fact(self.tr("The other case"), "", wrap=True, parent=self)
        box.addWidget(self.this)
        box.addWidget(self.other)
        self.open = Button(self.tr("Open the other case"), "secondary", parent=self)
        self.open.clicked.connect(self.open_pressed)
        self.distinct = Button(self.tr("Two matters: keep both"), "secondary", parent=self)
        self.distinct.clicked.connect(self.distinct_pressed)
        self.withdraw = Button(self.tr("The same: withdraw this one"), "danger", parent=self)
        self.withdraw.clicked.connect(self.withdraw_pressed)
        for button in (self.open, self.distinct, self.withdraw):
            box.addWidget(button)
        box.addStretch(1)

    def show_pair(self, row: QueueRow, other: QueueRow | None) -> None:
        """Tell of both."""
        self.row = row
        self.this.set_value(self._words(row))
        self.other.set_value(self._words(other) if other is not None else "—")

    def _words(self, row: QueueRow) -> str:
        item = self._catalogue.by_id.get(row.service)
        title = read(item.title) if item is not None else row.service
        return "\u3000".join(part for part in (title, row.name, row.case_no) if part)
