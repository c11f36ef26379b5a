"""Step 4: everything once more on one sheet, before it is accepted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from hukou.catalogue import FieldSpec, FieldType
from window_client.ui import wording
from window_client.ui.models.days import parse_day
from window_client.ui.models.intake import Intake, IntakeStep, step_of
from window_client.ui.reading import read
from window_client.ui.theme import theme_of
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.text import IconLabel, Label, Line


class CheckStep(Card):
    """`edit_pressed(IntakeStep)` to mend something."""

    edit_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 24, 12, parent)
        self._parts: list[QWidget] = []
        self.body.addStretch(1)

    def show_intake(self, intake: Intake) -> None:
        """Show the draft as it would be accepted; the names of the first problems stand on top."""
        for widget in self._parts:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._parts = []
        problems = intake.told_problems()
        for key, text in problems.items():
            self._add(self._problem(key, text))
        self._add_section(self.tr("Applicant"), IntakeStep.APPLICANT, self._applicant(intake))
        fields = [
            (read(spec.label), self._value(spec, intake.draft.fields.get(spec.id)))
            for spec in intake.item.visible_fields(intake.values)
        ]
        self._add_section(read(intake.item.title), IntakeStep.FORM, [pair for pair in fields if pair[1]])
        self._add_section(self.tr("Register data"), IntakeStep.FORM, self._register(intake))
        self._add_section(self.tr("Materials"), IntakeStep.MATERIALS, self._materials(intake))

    def _add(self, widget: QWidget) -> None:
        self.body.insertWidget(len(self._parts), widget)
        self._parts.append(widget)

    def _problem(self, key: str, text: str) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("error", "bad", 18, parent=holder))
        row.addWidget(Label(text, "body", "bad", wrap=True, parent=holder), 1)
        link = Button(self.tr("Mend"), "quiet", size="small", parent=holder)
        link.setAccessibleName(self.tr("Mend: {0}").format(text))
        link.clicked.connect(lambda: self.edit_pressed.emit(step_of(key)))
        row.addWidget(link)
        return holder

    def _add_section(self, title: str, step: IntakeStep, pairs: list[tuple[str, str]]) -> None:
        if self._parts:
            self._add(Line(parent=self))
        head = SectionHeader(title, parent=self)
        link = Button(self.tr("Change"), "quiet", "pencil", size="small", parent=head)
        link.setAccessibleName(self.tr("Change: {0}").format(title))
        link.clicked.connect(lambda: self.edit_pressed.emit(step))
        head.add_right(link)
        self._add(head)
        sheet = QWidget(self)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, theme_of().px(200))
        grid.setColumnStretch(1, 1)
        for at, (name, value) in enumerate(pairs):
            grid.addWidget(
                Label(name, "body", "text-2", wrap=True, parent=sheet), at, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(Label(value, "body", wrap=True, parent=sheet), at, 1)
        self._add(sheet)

    def _applicant(self, intake: Intake) -> list[tuple[str, str]]:
        subject, applicant = intake.draft.subject, intake.draft.applicant
        pairs = [
            (self.tr("Name"), subject.name),
            (self.tr("Citizen number"), wording.masked_number(subject.citizen_no)),
            (self.tr("Birth date"), wording.full_date(subject.birth_date)),
            (self.tr("Who applies"), wording.applicant_word(applicant.relation)),
        ]
        if applicant.relation != "self":
            pairs.append((self.tr("Name of the applicant"), applicant.name))
            pairs.append(
                (self.tr("Citizen number of the applicant"), wording.masked_number(applicant.citizen_no))
            )
        pairs.append((self.tr("Phone"), applicant.phone))
        return [pair for pair in pairs if pair[1]]

    def _register(self, intake: Intake) -> list[tuple[str, str]]:
        extract = intake.extract
        if extract is None:
            return [
                (self.tr("State"), self.tr("Not there yet: the certificate follows when the data have come"))
            ]
        return [
            (self.tr("Data as of"), wording.full_time(extract.as_of)),
            (self.tr("Registered at"), extract.household.station_name),
            (self.tr("Address"), extract.household.address),
        ]

    def _materials(self, intake: Intake) -> list[tuple[str, str]]:
        pairs = []
        for spec in intake.materials():
            mark = intake.material_check(spec.id)
            if intake.awaits(spec):
                word = self.tr("Not here yet: data sharing")
            elif spec.shared:
                word = self.tr("Not needed: data sharing")
            elif mark is None:
                word = self.tr("Not seen") if spec.required else self.tr("Not handed in")
            else:
                word = {
                    "original_seen": self.tr("Original seen"),
                    "copy_on_file": self.tr("Copy on file"),
                    "shared": self.tr("Not needed: data sharing"),
                    "missing": self.tr("Missing"),
                }[mark.state.value]
            pairs.append((read(spec.label), word))
        return pairs

    @staticmethod
    def _value(spec: FieldSpec, value: Any) -> str:
        if isinstance(value, dict):
            return " — ".join(str(value.get(key, "")) for key in ("start", "end"))
        text = str(value or "")
        if spec.type is FieldType.CHOICE:
            choice = spec.choice(text)
            return read(choice.label) if choice else text
        if spec.type is FieldType.CITIZEN_NO:
            return wording.masked_number(text)
        if spec.type is FieldType.DATE and (day := parse_day(text)):
            return wording.full_date(day)
        return text
