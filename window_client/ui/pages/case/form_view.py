"""The form of a service, generated from its catalogue entry: sections, rows, messages below the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hukou.catalogue import FieldSpec, FieldType, ServiceItem
from window_client.ui.pages.case.editors import FieldEditor, make_editor
from window_client.ui.reading import read
from window_client.ui.widgets.card import SectionHeader
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.name_row import NameRow
from window_client.ui.widgets.text import Line


class FormView(QWidget):
    """`changed(field_id, value)` on every edit, `left(field_id)` when a field was finished."""

    changed = Signal(str, object)
    left = Signal(str)

    def __init__(self, item: ServiceItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._editors: dict[str, FieldEditor] = {}
        self._rows: dict[str, FormRow] = {}
        self._groups: list[tuple[QWidget, list[str]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for at, section in enumerate(item.sections):
            if at:
                self._column.addWidget(Line(parent=self))
            self._column.addWidget(SectionHeader(read(section.title), read(section.hint), parent=self))
            self._add_fields(section.id)

    def _add_fields(self, section: str) -> None:
        pair: list[str] = []
        for spec in self._item.fields:
            if spec.section != section:
                continue
            editor = make_editor(spec, self)
            row = self._row_for(spec, editor)
            self._editors[spec.id], self._rows[spec.id] = editor, row
            editor.edited.connect(lambda field_id=spec.id: self._on_edited(field_id))
            editor.left.connect(lambda field_id=spec.id: self.left.emit(field_id))
            if editor.is_wide:
                self._add_group(pair)
                pair = []
                self._add_group([spec.id])
            else:
                pair.append(spec.id)
        self._add_group(pair)

    def _row_for(self, spec: FieldSpec, editor: FieldEditor) -> FormRow:
        control = editor.control
        if spec.type is FieldType.PERSON_NAME and isinstance(control, QLineEdit):
            return NameRow(read(spec.label), control, spec.required, read(spec.help), self)
        return FormRow(read(spec.label), control, spec.required, read(spec.help), self)

    def _add_group(self, field_ids: list[str]) -> None:
        """Neighbouring short fields stand two by two; what is not asked for gives its place up."""
        if not field_ids:
            return
        group = QWidget(self)
        layout = ColumnLayout(
            group, 1 if len(field_ids) == 1 and self._editors[field_ids[0]].is_wide else 2, 24
        )
        for field_id in field_ids:
            layout.addWidget(self._rows[field_id])
            item = layout.itemAt(layout.count() - 1)
            if item is not None:
                item.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._groups.append((group, field_ids))
        self._column.addWidget(group)

    # -- showing --------------------------------------------------------------------------------------

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show stored values and the fields that are asked for with them; nothing is told."""
        shown = {spec.id for spec in self._item.visible_fields(values)}
        for field_id, editor in self._editors.items():
            editor.set_value(values.get(field_id))
            self._rows[field_id].setVisible(field_id in shown)
        for group, field_ids in self._groups:
            group.setVisible(any(field_id in shown for field_id in field_ids))

    def show_visibility(self, values: Mapping[str, Any]) -> None:
        """Ask for what these values ask for, leaving what is typed alone."""
        shown = {spec.id for spec in self._item.visible_fields(values)}
        for field_id, row in self._rows.items():
            row.setVisible(field_id in shown)
        for group, field_ids in self._groups:
            group.setVisible(any(field_id in shown for field_id in field_ids))

    def show_messages(
        self, problems: Mapping[str, str], warnings: Mapping[str, str], only: set[str] | None
    ) -> None:
        """Problems of the fields in `only` (None: of all), warnings of every field without a problem."""
        for field_id, row in self._rows.items():
            if field_id in problems and (only is None or field_id in only):
                row.set_message("error", problems[field_id])
            elif field_id in warnings:
                row.set_message("warn", warnings[field_id])
            else:
                row.clear_message()

    def row(self, field_id: str) -> FormRow:
        """The row of a field."""
        return self._rows[field_id]

    def editor(self, field_id: str) -> FieldEditor:
        """The editor of a field."""
        return self._editors[field_id]

    def field_ids(self) -> list[str]:
        """All fields in the order of the form."""
        return list(self._rows)

    def focus_field(self, field_id: str) -> bool:
        """Go to a field; False when the form has none of that name."""
        if field_id not in self._rows:
            return False
        self._editors[field_id].control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_edited(self, field_id: str) -> None:
        self.changed.emit(field_id, self._editors[field_id].value())
