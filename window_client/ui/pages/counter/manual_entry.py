"""Typing who it is: a complete number, or a full name with a birth date; never a part of either."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hukou.citizen_no import CitizenNoError, normalise_citizen_no, parse_citizen_no
from hukou.divisions import division_table
from hukou.form import citizen_no_problem, citizen_no_warning, person_name_problem
from hukou.names import parse_name, rare_characters
from window_client.errors import (
    BirthDateInputError,
    CitizenNoInputError,
    DivisionDoubtError,
    PersonNameInputError,
    RareCharacterDoubtError,
    RequiredFieldError,
)
from window_client.services.clock import Clock
from window_client.ui.models.days import parse_day
from window_client.ui.models.input_codes import with_code
from window_client.ui.models.resident import Resident
from window_client.ui.models.typed_person import TypedPerson
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.name_row import NameRow
from window_client.ui.widgets.tab_strip import TabStrip

NUMBER, NAME = "number", "name"
OLDEST_YEARS = 130


class ManualEntry(QWidget):
    """`identified(Resident)` when what was typed is complete and well formed; `cancelled` puts it aside.

    Fields are checked when they are left and again at the end. What was typed stays as it is, right or
    wrong, shown or not, until `clear`; `edited` tells every change of it.
    """

    identified = Signal(object)
    cancelled = Signal()
    edited = Signal()

    def __init__(self, clock: Clock, sample: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock, self._sample = clock, sample
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.tabs = TabStrip(
            [(NUMBER, self.tr("By number")), (NAME, self.tr("By name and birth date"))],
            self.tr("How the person is identified"),
            self,
        )
        self.tabs.changed.connect(self.set_mode)
        head = self._buttons()
        head.insertWidget(0, self.tabs, 1)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.number = QLineEdit(self)
        self.number_row = FormRow(
            self.tr("Citizen number"), self.number, True, self.tr("18 digits, the last may be X"), self
        )
        self.name = QLineEdit(self)
        self.name_row = NameRow(self.tr("Name"), self.name, True, parent=self)
        self.birth = QLineEdit(self)
        self.birth.setPlaceholderText("1990-05-17")
        self.birth_row = FormRow(self.tr("Birth date"), self.birth, True, parent=self)
        self._fields = (
            (self.number, self.number_row),
            (self.name, self.name_row),
            (self.birth, self.birth_row),
        )
        for _edit, entry in self._fields:
            row.addWidget(entry, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addStretch(1)
        self.number.editingFinished.connect(lambda: self._check_number(leaving=True))
        self.name.editingFinished.connect(lambda: self._check_name(leaving=True))
        self.birth.editingFinished.connect(lambda: self._check_birth(leaving=True))
        for edit, entry in self._fields:
            edit.textEdited.connect(lambda _text, entry=entry: entry.clear_message())
            edit.textChanged.connect(lambda _text: self._on_changed())
        self._arrange(NUMBER)
        self._on_changed()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.erase = Button(self.tr("Clear the fields"), "quiet", size="small", parent=self)
        self.erase.clicked.connect(self._on_erase)
        self.confirm = Button(
            self.tr("Confirm the person"), "primary", key="Enter", size="small", parent=self
        )
        self.confirm.clicked.connect(self.submit)
        self.cancel = Button(self.tr("Set aside"), "secondary", key="Esc", size="small", parent=self)
        self.cancel.clicked.connect(self.cancelled)
        for button in (self.erase, self.confirm, self.cancel):
            row.addWidget(button)
        return row

    # -- what is typed ----------------------------------------------------------------------------------

    def typed(self) -> TypedPerson:
        """As it stands in the fields."""
        return TypedPerson(self.tabs.current(), self.number.text(), self.name.text(), self.birth.text())

    def restore(self, typed: TypedPerson) -> None:
        """Put back what was typed before a lock or a change of language, and say again what is wrong with it."""
        self.number.setText(typed.number)
        self.name.setText(typed.name)
        self.birth.setText(typed.birth)
        self.tabs.set_current(typed.mode)
        self._arrange(typed.mode)
        for check in (self._check_number, self._check_name, self._check_birth):
            check(leaving=True)

    def start(self, number: str = "") -> None:
        """Begin or go on; a number that was typed elsewhere takes the place of the one typed here."""
        if number:
            self.tabs.set_current(NUMBER)
            self._arrange(NUMBER)
            self.number.setText(number)
            self._check_number(leaving=True)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        mode = self.tabs.current()
        (self.number if mode == NUMBER else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget everything that was typed."""
        for edit, entry in self._fields:
            edit.clear()
            entry.clear_message()
        self.tabs.set_current(NUMBER)
        self._arrange(NUMBER)

    def _on_erase(self) -> None:
        self.clear()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self) -> None:
        self.erase.setVisible(not self.typed().is_empty())
        self.edited.emit()

    def set_mode(self, mode: str) -> None:
        """Ask for a number (and a name, if known), or for a name and a birth date."""
        self._arrange(mode)
        (self.number if mode == NUMBER else self.name).setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _arrange(self, mode: str) -> None:
        by_number = mode == NUMBER
        self.number_row.setVisible(by_number)
        self.birth_row.setVisible(not by_number)
        self.name_row.set_required(not by_number)
        self.name_row.hint.setText(self.tr("May stay empty: the register gives it") if by_number else "")
        self.name_row.hint.setVisible(by_number)
        if not self.name.text().strip():
            self.name_row.clear_message()

    def submit(self) -> None:
        """Check everything; go to the first problem, or say who it is."""
        by_number = self.tabs.current() == NUMBER
        checks = [self._check_number] if by_number else []
        checks.append(self._check_name)
        if not by_number:
            checks.append(self._check_birth)
        rows = [self.number_row, self.name_row] if by_number else [self.name_row, self.birth_row]
        good = [check(leaving=False) for check in checks]
        if not all(good):
            first = next(row for row, fine in zip(rows, good, strict=True) if not fine)
            first.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.identified.emit(self._resident(by_number, self._clock.now()))

    def _resident(self, by_number: bool, now: datetime) -> Resident:
        name = parse_name(self.name.text()) if self.name.text().strip() else ""
        if by_number:
            number = parse_citizen_no(self.number.text(), self._clock.today())
            return Resident(name, number.text, number.birth_date, number.sex_code, "manual", now)
        born = parse_day(self.birth.text())
        assert born is not None  # checked just before
        return Resident(name, "", born, "0", "manual", now)

    # -- checks ---------------------------------------------------------------------------------------

    def _check_number(self, *, leaving: bool) -> bool:
        text = self.number.text()
        if not text.strip():
            return self._empty(
                self.number_row, leaving, self.tr("The citizen number is empty. Enter all 18 digits.")
            )
        today = self._clock.today()
        problem = citizen_no_problem(text, today)
        if problem:
            self.number_row.set_message("error", with_code(problem, CitizenNoInputError))
            return False
        self.number.setText(normalise_citizen_no(text))
        warning = citizen_no_warning(text, today, division_table(sandbox=self._sample))
        if warning:
            self.number_row.set_message("warn", with_code(warning, DivisionDoubtError))
        else:
            self.number_row.set_message("ok", self._well_formed(text, today))
        return True

    def _well_formed(self, text: str, today: date) -> str:
        try:
            number = parse_citizen_no(text, today)
        except CitizenNoError:
            return ""
        return self.tr("The check digit fits. Birth date {0}").format(number.birth_date.isoformat())

    def _check_name(self, *, leaving: bool) -> bool:
        text = self.name.text()
        if not text.strip():
            if self.tabs.current() == NUMBER:
                self.name_row.clear_message()
                return True
            return self._empty(self.name_row, leaving, self.tr("The name is empty. Enter the full name."))
        problem = person_name_problem(text)
        if problem:
            self.name_row.set_message("error", with_code(problem, PersonNameInputError))
            return False
        name = parse_name(text)
        self.name.setText(name)
        rare = rare_characters(name)
        if rare:
            listed = "、".join(f"{one.character}（{one.code_point}）" for one in rare)
            told = self.tr("Rare characters {0}: compare with the document.").format(listed)
            self.name_row.set_message("warn", with_code(told, RareCharacterDoubtError))
        else:
            self.name_row.clear_message()
        return True

    def _check_birth(self, *, leaving: bool) -> bool:
        text = self.birth.text()
        if not text.strip():
            return self._empty(
                self.birth_row, leaving, self.tr("The birth date is empty. Write it like 1990-05-17.")
            )
        born, today = parse_day(text), self._clock.today()
        if born is None:
            problem = self.tr("Not a date. Write it like 1990-05-17.")
        elif born > today:
            problem = self.tr("The birth date lies after today. Compare it with the document.")
        elif today.year - born.year > OLDEST_YEARS:
            problem = self.tr("The age would exceed {0} years. Compare it with the document.").format(
                OLDEST_YEARS
            )
        else:
            self.birth.setText(born.isoformat())
            self.birth_row.clear_message()
            return True
        self.birth_row.set_message("error", with_code(problem, BirthDateInputError))
        return False

    @staticmethod
    def _empty(row: FormRow, leaving: bool, text: str) -> bool:
        """An empty field is no mistake while one only walks through; at the end it is."""
        if leaving:
            row.clear_message()
            return True
        row.set_message("error", with_code(text, RequiredFieldError))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            last = self.name if self.tabs.current() == NUMBER else self.birth
            if last.hasFocus():
                self.submit()
                return
        super().keyPressEvent(event)
