"""One editor for every field type of the catalogue: a widget, its value as it is stored, and when it was left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from hukou.catalogue import FieldSpec, FieldType
from hukou.citizen_no import normalise_citizen_no
from hukou.names import normalise_name
from window_client.ui import wording
from window_client.ui.models.days import parse_day
from window_client.ui.reading import read
from window_client.ui.theme import theme_of
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.controls import ComboBox
from window_client.ui.widgets.text import Label

MOST_CARDS = 5
"""Up to five options are cards, more are a list."""


class FieldEditor(QObject):
    """`edited` on every change by a person, `left` when the field was finished."""

    edited = Signal()
    left = Signal()

    def __init__(self, spec: FieldSpec, control: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spec, self.control = spec, control

    @property
    def is_wide(self) -> bool:
        """Whether it needs a line of its own."""
        wide = (FieldType.MULTILINE, FieldType.ADDRESS, FieldType.PERIOD)
        return self.spec.type in wide or isinstance(self.control, ChoiceGroup)

    def value(self) -> Any:
        """As the draft keeps it: a text, or start and end of a period."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a stored value without telling."""
        raise NotImplementedError


class LineEditor(FieldEditor):
    """A line of text; brought to its usual spelling when it is left, wrong input stays as typed."""

    def __init__(self, spec: FieldSpec, parent: QWidget) -> None:
        edit = PrivateEdit(parent) if spec.sensitive else QLineEdit(parent)
        edit.setPlaceholderText(
            read(spec.placeholder) or ("2026-03-09" if spec.type is FieldType.DATE else "")
        )
        super().__init__(spec, edit, parent)
        self.edit = edit
        edit.textEdited.connect(self.edited)
        edit.editingFinished.connect(self._on_left)

    def _text(self) -> str:
        return self.edit.plain() if isinstance(self.edit, PrivateEdit) else self.edit.text()

    def value(self) -> str:
        text = self._text()
        if self.spec.type is FieldType.DATE:
            day = parse_day(text)
            return day.isoformat() if day else text.strip()
        if self.spec.type is FieldType.CITIZEN_NO:
            return normalise_citizen_no(text)
        return normalise_name(text) if self.spec.type is FieldType.PERSON_NAME else text.strip()

    def set_value(self, value: Any) -> None:
        text = value if isinstance(value, str) else ""
        if isinstance(self.edit, PrivateEdit):
            self.edit.set_plain(text)
        elif text != self.edit.text():
            self.edit.setText(text)

    def _on_left(self) -> None:
        self.set_value(self.value())
        self.left.emit()


class PrivateEdit(QLineEdit):
    """Shows its text only while it has the focus; otherwise the number is masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self.textEdited.connect(self._on_edited)

    def plain(self) -> str:
        return self._plain

    def set_plain(self, text: str) -> None:
        self._plain = text
        self.setText(text if self.hasFocus() else wording.masked_number(text))

    def _on_edited(self, text: str) -> None:
        self._plain = text

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setText(self._plain)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(wording.masked_number(self._plain))


class TextEditor(FieldEditor):
    """Several lines; Tab leaves the field."""

    def __init__(self, spec: FieldSpec, parent: QWidget) -> None:
        edit = QPlainTextEdit(parent)
        edit.setTabChangesFocus(True)
        edit.setPlaceholderText(read(spec.placeholder))
        edit.setMinimumHeight(theme_of().px(88))
        edit.setMaximumHeight(theme_of().px(120))
        super().__init__(spec, edit, parent)
        self._edit = edit
        self._quiet = False
        edit.textChanged.connect(self._on_changed)
        edit.installEventFilter(self)

    def value(self) -> str:
        return self._edit.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        text = value if isinstance(value, str) else ""
        if text != self._edit.toPlainText().strip():
            self._quiet = True
            self._edit.setPlainText(text)
            self._quiet = False

    def _on_changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False


class CardsEditor(FieldEditor):
    """Up to five options, each a card with its reason."""

    def __init__(self, spec: FieldSpec, parent: QWidget) -> None:
        choices = [Choice(choice.id, read(choice.label), read(choice.hint)) for choice in spec.choices]
        columns = len(choices) if len(choices) <= 4 else 3
        group = ChoiceGroup(choices, columns, read(spec.label), parent)
        super().__init__(spec, group, parent)
        self._group = group
        group.chosen.connect(self._on_chosen)

    def value(self) -> str:
        return str(self._group.value() or "")

    def set_value(self, value: Any) -> None:
        self._group.set_value(value or None)

    def _on_chosen(self, _value: object) -> None:
        self.edited.emit()
        self.left.emit()


class ListEditor(FieldEditor):
    """More than five options: a list, with nothing chosen at first."""

    def __init__(self, spec: FieldSpec, parent: QWidget) -> None:
        combo = ComboBox(parent)
        combo.setPlaceholderText(self.tr("Please choose"))
        for choice in spec.choices:
            label, hint = read(choice.label), read(choice.hint)
            combo.addItem(self.tr("{0} ({1})").format(label, hint) if hint else label, choice.id)
        combo.setCurrentIndex(-1)
        super().__init__(spec, combo, parent)
        self._combo = combo
        combo.activated.connect(self._on_activated)

    def value(self) -> str:
        return str(self._combo.currentData() or "")

    def set_value(self, value: Any) -> None:
        self._combo.setCurrentIndex(self._combo.findData(value) if value else -1)

    def _on_activated(self, _index: int) -> None:
        self.edited.emit()
        self.left.emit()


class PeriodEditor(FieldEditor):
    """Two days, from and to."""

    def __init__(self, spec: FieldSpec, parent: QWidget) -> None:
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._edits = (QLineEdit(holder), QLineEdit(holder))
        row.addWidget(self._edits[0], 1)
        row.addWidget(Label(self.tr("to"), "body", "text-2", parent=holder))
        row.addWidget(self._edits[1], 1)
        super().__init__(spec, holder, parent)
        for edit, name in zip(self._edits, (self.tr("{0}: begin"), self.tr("{0}: end")), strict=True):
            edit.setPlaceholderText("2026-03-09")
            edit.setAccessibleName(name.format(read(spec.label)))
            edit.textEdited.connect(self.edited)
            edit.editingFinished.connect(self._on_left)
        holder.setFocusProxy(self._edits[0])

    def value(self) -> Any:
        texts = []
        for edit in self._edits:
            day = parse_day(edit.text())
            texts.append(day.isoformat() if day else edit.text().strip())
        return {"start": texts[0], "end": texts[1]} if any(texts) else {}

    def set_value(self, value: Any) -> None:
        parts = value if isinstance(value, dict) else {}
        for edit, key in zip(self._edits, ("start", "end"), strict=True):
            text = str(parts.get(key, "") or "")
            if text != edit.text():
                edit.setText(text)

    def _on_left(self) -> None:
        self.set_value(self.value())
        self.left.emit()


def make_editor(spec: FieldSpec, parent: QWidget) -> FieldEditor:
    """The editor for a field of the catalogue."""
    match spec.type:
        case FieldType.CHOICE:
            return CardsEditor(spec, parent) if len(spec.choices) <= MOST_CARDS else ListEditor(spec, parent)
        case FieldType.MULTILINE:
            return TextEditor(spec, parent)
        case FieldType.PERIOD:
            return PeriodEditor(spec, parent)
    return LineEditor(spec, parent)
