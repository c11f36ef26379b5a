"""The materials of a case: what is asked for, its state, and who saw the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.text import IconLabel, Label, Line

# state → (icon, tone)
_LOOK = {
    "seen": ("ok", "ok"),
    "exempt": ("cloud-ok", "received"),
    "awaited": ("clock", "text-3"),
    "missing": ("warning", "warn"),
    "open": ("document", "text-3"),
}


@dataclass(frozen=True)
class ChecklistItem:
    """One material. `state` is `open` (not looked at yet), `seen`, `exempt` (shared data, need not be
    handed in), `awaited` (shared data that have not come) or `missing`. `seen_by` names who saw the original
    and when, as one text.
    """

    key: str
    name: str
    note: str = ""
    state: str = "open"
    seen_by: str = ""
    required: bool = True


class Checklist(QWidget):
    """`seen_pressed`, `missing_pressed` and `undo_pressed`, each with the key: the page decides and sets the
    items anew.
    """

    seen_pressed = Signal(str)
    missing_pressed = Signal(str)
    undo_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._items: tuple[ChecklistItem, ...] = ()
        self._rows: list[_Row] = []

    def items(self) -> tuple[ChecklistItem, ...]:
        """What is shown."""
        return self._items

    def set_items(self, items: Sequence[ChecklistItem]) -> None:
        """Show these materials; the row that had the focus keeps it."""
        focus = next((row.item.key for row in self._rows if row.has_focus()), None)
        while self._column.count():
            entry = self._column.takeAt(0)
            if (widget := entry.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._items, self._rows = tuple(items), []
        for index, item in enumerate(self._items):
            if index:
                self._column.addWidget(Line(parent=self))
            row = _Row(item, self)
            self._rows.append(row)
            self._column.addWidget(row)
        for row in self._rows:
            if row.item.key == focus:
                row.take_focus()

    def complete_count(self) -> tuple[int, int]:
        """How many required materials are seen or exempt, and how many are required."""
        required = [item for item in self._items if item.required]
        return sum(item.state in ("seen", "exempt") for item in required), len(required)


class _Row(QWidget):
    def __init__(self, item: ChecklistItem, owner: Checklist) -> None:
        super().__init__(owner)
        self.item = item
        self._buttons: list[Button] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        icon, tone = _LOOK[item.state]
        row.addWidget(IconLabel(icon, tone, 20, parent=self))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Label(item.name, "strong", wrap=True, parent=self))
        note = item.seen_by if item.state == "seen" and item.seen_by else item.note
        if note:
            texts.addWidget(Label(note, "caption", "text-3", wrap=True, parent=self))
        row.addLayout(texts, 1)
        word = ""
        if item.state == "seen":
            word = self.tr("Original seen")
            row.addWidget(Badge(word, "ok", parent=self))
        elif item.state == "exempt":
            word = self.tr("Not needed")
            row.addWidget(Badge(word, "received", parent=self))
        elif item.state == "awaited":
            word = self.tr("Not here yet")
            row.addWidget(Badge(word, "neutral", parent=self))
        elif item.state == "missing":
            word = self.tr("Missing")
            row.addWidget(Badge(word, "warn", parent=self))
        if item.state == "open":
            self._add(row, self.tr("Original seen"), "soft", owner.seen_pressed)
            self._add(row, self.tr("Missing"), "quiet", owner.missing_pressed)
        elif item.state not in ("exempt", "awaited"):
            self._add(row, self.tr("Undo"), "quiet", owner.undo_pressed)
        self.setAccessibleName(self.tr(", ").join(part for part in (item.name, word, note) if part))

    def _add(self, row: QHBoxLayout, text: str, kind: str, signal: object) -> None:
        button = Button(text, kind, size="small", parent=self)
        button.setAccessibleName(f"{text} {self.item.name}")
        key = self.item.key
        button.clicked.connect(lambda: signal.emit(key))  # type: ignore[attr-defined]
        self._buttons.append(button)
        row.addWidget(button)

    def has_focus(self) -> bool:
        return any(button.hasFocus() for button in self._buttons)

    def take_focus(self) -> None:
        if self._buttons:
            self._buttons[0].setFocus()
