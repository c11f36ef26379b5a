"""Step 1: who the case is about, and who stands at the counter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hukou.citizen_no import normalise_citizen_no
from hukou.names import normalise_name
from window_client.ui import wording
from window_client.ui.models.intake import SUBJECT_NAME, Intake
from window_client.ui.pages.case.editors import PrivateEdit
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.name_row import NameRow
from window_client.ui.widgets.text import Line

PARTS = ("relation", "name", "citizen_no", "phone")


class ApplicantStep(Card):
    """`changed()` on every edit; the page reads `apply_to(intake)` and calls `refresh(intake, …)`."""

    changed = Signal()
    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 24, 16, parent)
        self.rows: dict[str, FormRow] = {}
        self.body.addWidget(SectionHeader(self.tr("Whom the case is about"), parent=self))
        self._subject_name = QLineEdit(self)
        self.rows[SUBJECT_NAME] = NameRow(self.tr("Name"), self._subject_name, True, parent=self)
        self._subject_name.textEdited.connect(lambda _text: self.changed.emit())
        self._subject_name.editingFinished.connect(lambda: self.left.emit(SUBJECT_NAME))
        self.body.addWidget(self.rows[SUBJECT_NAME])
        self.body.addWidget(Line(parent=self))
        self.body.addWidget(
            SectionHeader(self.tr("Who applies"), self.tr("Only what this service needs"), parent=self)
        )
        self.relation = ChoiceGroup(
            [
                Choice("self", self.tr("In person"), self.tr("The person is present")),
                Choice("guardian", self.tr("Guardian"), self.tr("For a minor or a ward")),
                Choice("agent", self.tr("Agent"), self.tr("With a power of attorney")),
            ],
            3,
            self.tr("Who applies"),
            self,
        )
        self.relation.chosen.connect(self._on_relation)
        self.rows["applicant.relation"] = FormRow(
            self.tr("The applicant is"), self.relation, True, parent=self
        )
        self.body.addWidget(self.rows["applicant.relation"])
        self._other = QWidget(self)
        columns = ColumnLayout(self._other, 2, 24)
        self._name = QLineEdit(self._other)
        self._number = PrivateEdit(self._other)
        self._edit("applicant.name", self.tr("Name of the applicant"), self._name, True, columns)
        self._edit(
            "applicant.citizen_no", self.tr("Citizen number of the applicant"), self._number, True, columns
        )
        self.body.addWidget(self._other)
        phone = QWidget(self)
        columns = ColumnLayout(phone, 2, 24)
        self._phone = QLineEdit(phone)
        self._edit("applicant.phone", self.tr("Phone"), self._phone, False, columns)
        self.rows["applicant.phone"].hint.setText(self.tr("For the supplement or the collection"))
        self.rows["applicant.phone"].hint.show()
        self.body.addWidget(phone)
        self.body.addStretch(1)

    def _edit(self, key: str, label: str, edit: QLineEdit, required: bool, into: ColumnLayout) -> None:
        make = NameRow if key.endswith(".name") else FormRow
        self.rows[key] = make(label, edit, required, parent=self)
        edit.textEdited.connect(lambda _text: self.changed.emit())
        edit.editingFinished.connect(lambda: self.left.emit(key))
        into.addWidget(self.rows[key])
        item = into.itemAt(into.count() - 1)
        if item is not None:
            item.setAlignment(Qt.AlignmentFlag.AlignTop)

    # -- to and from the draft --------------------------------------------------------------------------

    def show_intake(self, intake: Intake) -> None:
        """Show what the draft holds."""
        applicant, subject = intake.draft.applicant, intake.draft.subject
        self._subject_name.setText(subject.name)
        self._subject_name.setReadOnly(subject.identified_by == "chip" or intake.extract is not None)
        self._subject_name.style().polish(self._subject_name)
        self.rows[SUBJECT_NAME].hint.setText(self._hint(intake))
        self.rows[SUBJECT_NAME].hint.show()
        self.relation.set_value(applicant.relation)
        self._name.setText(applicant.name)
        self._number.set_plain(applicant.citizen_no)
        self._phone.setText(applicant.phone)
        self._show_other(applicant.relation)

    def _hint(self, intake: Intake) -> str:
        subject = intake.draft.subject
        if subject.identified_by == "chip":
            return self.tr("From the chip, {0}").format(wording.masked_number(subject.citizen_no))
        if intake.extract is not None:
            return self.tr("As registered")
        return self.tr("May stay empty until the register answers")

    def apply_to(self, intake: Intake) -> None:
        """Put what is typed into the draft."""
        other = self.relation.value() != "self"
        applicant = intake.draft.applicant.model_copy(
            update={
                "relation": str(self.relation.value() or ""),
                "name": normalise_name(self._name.text()) if other else "",
                "citizen_no": normalise_citizen_no(self._number.plain()) if other else "",
                "phone": self._phone.text().strip(),
            }
        )
        intake.set_applicant(applicant)
        if not self._subject_name.isReadOnly():
            name = normalise_name(self._subject_name.text())
            intake.set_subject(intake.draft.subject.model_copy(update={"name": name}))

    def show_messages(
        self, problems: dict[str, str], warnings: dict[str, str], only: set[str] | None
    ) -> None:
        """Problems of the fields in `only` (None: of all)."""
        for key, row in self.rows.items():
            if key in problems and (only is None or key in only):
                row.set_message("error", problems[key])
            elif key in warnings:
                row.set_message("warn", warnings[key])
            else:
                row.clear_message()

    def focus_problem(self, key: str) -> bool:
        """Go to the field of a problem."""
        row = self.rows.get(key)
        if row is None:
            return False
        row.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """Begin with the choice of the applicant."""
        if not self._subject_name.isReadOnly() and not self._subject_name.text():
            self._subject_name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.relation.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_other(self, relation: str) -> None:
        self._other.setVisible(relation in ("guardian", "agent"))

    def _on_relation(self, value: object) -> None:
        self._show_other(str(value))
        self.changed.emit()
        self.left.emit("applicant.relation")
