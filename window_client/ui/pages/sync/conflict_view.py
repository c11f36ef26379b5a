"""A conflict side by side: base, mine, theirs, chosen value by value, with what will be saved written out below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hukou.case import Side
from hukou.catalogue import Catalogue
from hukou.conflict import STEP, Severity
from window_client.services.conflict_sheets import ConflictSheet
from window_client.ui import wording
from window_client.ui.models.conflict_rows import ChoiceLine, choice_lines, other_lines, saved_lines
from window_client.ui.models.step_words import action_word
from window_client.ui.pages.sync.value_choice import ValueChoice
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.text import IconLabel, Label


class ConflictView(QWidget):
    """`merge_pressed()` when every value was chosen and the person wants to save; `copy_pressed()` for the editable
    copy. Nothing is chosen before a person chose it."""

    merge_pressed = Signal()
    copy_pressed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.sheet: ConflictSheet | None = None
        self.setProperty("surface", "plain")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        head = SectionHeader(self.tr("Settle the conflict"), parent=self)
        self.left = Badge("", "warn", "conflict", head)
        head.add_right(self.left)
        self._box.addWidget(head)
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        self._box.addWidget(self.told)
        self._box.addLayout(self._sides())
        self._choices_box = QVBoxLayout()
        self._choices_box.setSpacing(12)
        self._box.addLayout(self._choices_box)
        self.choices: list[ValueChoice] = []
        self.saved = Card("sunken", 12, 6, self)
        self.saved.body.addWidget(Label(self.tr("What will be saved"), "strong", parent=self.saved))
        self._saved_rows = QGridLayout()
        self._saved_rows.setHorizontalSpacing(12)
        self._saved_rows.setColumnStretch(1, 1)
        self.saved.body.addLayout(self._saved_rows)
        self._box.addWidget(self.saved)
        self._box.addLayout(self._more_row())
        self._box.addStretch(1)
        self._box.addLayout(self._buttons())

    def _sides(self) -> QHBoxLayout:
        pair = QHBoxLayout()
        pair.setSpacing(12)
        self.mine_head = Label("", "label", "text-2", wrap=True, parent=self)
        self.theirs_head = Label("", "label", "text-2", wrap=True, parent=self)
        self._mine_icon = IconLabel("server", "text-2", 16, parent=self)
        theirs_icon = IconLabel("cloud-ok", "text-2", 16, parent=self)
        for icon, head in ((self._mine_icon, self.mine_head), (theirs_icon, self.theirs_head)):
            half = QHBoxLayout()
            half.setSpacing(6)
            half.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            half.addWidget(head, 1)
            pair.addLayout(half, 1)
        return pair

    def _more_row(self) -> QHBoxLayout:
        """What is alike, and the way out that keeps what was typed."""
        row = QHBoxLayout()
        row.setSpacing(6)
        self._more_icon = IconLabel("ok", "ok", 16, parent=self)
        self.more = Label("", "label", "text-2", wrap=True, parent=self)
        self.copy = Button(
            self.tr("Go on as an editable copy"), "quiet", "document-edit", size="small", parent=self
        )
        self.copy.clicked.connect(self.copy_pressed)
        row.addWidget(self._more_icon)
        row.addWidget(self.more, 1)
        row.addWidget(self.copy)
        return row

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.all_mine = Button(
            self.tr("All of this computer"), "secondary", key="Alt+B", size="small", parent=self
        )
        self.all_theirs = Button(
            self.tr("All of the province"), "secondary", key="Alt+S", size="small", parent=self
        )
        self.all_mine.clicked.connect(lambda: self.choose_all(Side.MINE))
        self.all_theirs.clicked.connect(lambda: self.choose_all(Side.THEIRS))
        row.addWidget(self.all_mine, 1)
        row.addWidget(self.all_theirs, 1)
        column.addLayout(row)
        self.merge = Button(self.tr("Merge and queue"), "primary", key="Ctrl+Enter", parent=self)
        self.merge.clicked.connect(self.merge_pressed)
        column.addWidget(self.merge)
        for keys, act in (
            ("Alt+B", self.all_mine.click),
            ("Alt+S", self.all_theirs.click),
            ("Ctrl+Return", self.merge.click),
            ("Ctrl+Enter", self.merge.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda act=act: act() if self.isVisible() else None)
        return column

    # -- showing ----------------------------------------------------------------------------------------

    def show_sheet(self, sheet: ConflictSheet, today: date) -> None:
        """Show one held step. The same one once more, after a cycle, changes nothing: choices and focus stay."""
        if sheet == self.sheet:
            return
        self.sheet = sheet
        self._show_told(sheet)
        mine, theirs = self._heads(sheet, today)
        self.mine_head.setText(mine)
        self.theirs_head.setText(theirs)
        self._show_choices(choice_lines(sheet, self._catalogue), (mine, theirs))
        for choice in self.choices:
            if choice.line.path == STEP and not sheet.can_redo:
                choice.cards[Side.MINE].setEnabled(False)
        self._show_more(sheet)
        for widget in (self.all_mine, self.all_theirs, self.merge, self.copy, self.saved, self.left):
            widget.setVisible(sheet.may_settle)
        self.all_mine.setEnabled(bool(sheet.choices) or sheet.can_redo)
        self.all_mine.setText(
            self.tr("All of this computer") if sheet.is_own else self.tr("All of the other window")
        )
        self.all_mine.updateGeometry()
        self._mine_icon.set_icon("server" if sheet.is_own else "window", "text-2")
        self._refresh()

    def _show_told(self, sheet: ConflictSheet) -> None:
        told = {
            Severity.SAME_FIELD: self.tr("Both sides changed the same particulars, to different values."),
            Severity.OTHER_FIELDS: self.tr("Each side changed something else of this case."),
            None: self.tr("Both sides say the same by now."),
        }[sheet.severity]
        kept = self.tr("The choices go into the audit; what is not chosen stays in the history.")
        if not sheet.may_settle:
            kept = self.tr("Only who may take this step can settle it.")
            if sheet.settled_by:
                kept = self.tr("It is settled by the {0}.").format(read(sheet.settled_by))
        self.told.setText(wording.sentences(told, kept))

    def _heads(self, sheet: ConflictSheet, today: date) -> tuple[str, str]:
        where = self.tr("This computer") if sheet.is_own else self.tr("Another window")
        held = sheet.held
        mine = "\u3000".join((where, held.staff.name, wording.day_time(held.occurred_at, today)))
        parts = [self.tr("Province")]
        if sheet.theirs_by is not None:
            parts.append(sheet.theirs_by.name)
        if sheet.theirs_at is not None:
            parts.append(wording.day_time(sheet.theirs_at, today))
        return mine, "\u3000".join(parts)

    def _show_choices(self, lines: tuple[ChoiceLine, ...], heads: tuple[str, str]) -> None:
        for choice in self.choices:
            self._choices_box.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self.choices = []
        for line in lines:
            choice = ValueChoice(line, heads, self)
            choice.chosen.connect(self._refresh)
            if self.sheet is None or not self.sheet.may_settle:
                choice.set_read_only()
            self._choices_box.addWidget(choice)
            self.choices.append(choice)

    def _show_more(self, sheet: ConflictSheet) -> None:
        told = []
        for line in other_lines(sheet, self._catalogue):
            told.append(f"{line.label}：{line.mine} / {line.theirs}")
        if sheet.followers:
            steps = "、".join(action_word(kind) for kind in sheet.followers)
            told.append(self.tr("Did not take effect either, to be done again: {0}").format(steps))
        if not sheet.choices and not sheet.can_redo and sheet.may_settle:
            told.append(self.tr("The case has gone on: this step cannot be taken any more."))
        if sheet.agreed > 0:
            told.append(self.tr("{0} other values are the same on both sides").format(sheet.agreed))
        self.more.setText("\n".join(told))
        self.more.setVisible(bool(told))
        self._more_icon.setVisible(len(told) == 1 and sheet.agreed > 0)

    # -- choosing ---------------------------------------------------------------------------------------

    def chosen(self) -> dict[str, Side]:
        """What a person has chosen so far, by path."""
        return {c.line.path: side for c in self.choices if (side := c.value()) is not None}

    def choose_all(self, side: Side) -> None:
        """One side for everything; still only a choice, saved by the button below."""
        for choice in self.choices:
            choice.choose(side)

    def open_choices(self) -> int:
        """How many are still to be chosen."""
        return len(self.choices) - len(self.chosen())

    def focus_next_open(self) -> None:
        """To the first value that is not chosen yet."""
        for choice in self.choices:
            if choice.value() is None:
                next(card for card in choice.cards.values() if card.isEnabled()).setFocus()
                return

    def saved_texts(self) -> tuple[tuple[str, str], ...]:
        """Label and value as they will be saved."""
        return saved_lines(tuple(choice.line for choice in self.choices), self.chosen())

    def _refresh(self) -> None:
        count = self.open_choices()
        if count:
            self.left.set_state(self.tr("{0} not chosen yet").format(count), "warn", "conflict")
        else:
            self.left.set_state(self.tr("All chosen"), "ok", "ok")
        while self._saved_rows.count():
            item = self._saved_rows.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (label, value) in enumerate(self.saved_texts()):
            self._saved_rows.addWidget(Label(label, "label", "text-2", wrap=True, parent=self.saved), row, 0)
            tone = "text" if self.choices[row].value() is not None else "warn"
            self._saved_rows.addWidget(Label(value, "body", tone, wrap=True, parent=self.saved), row, 1)
