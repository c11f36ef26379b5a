"""A modal question before an act that cannot be taken back; its button names the act."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from window_client.errors import RequiredFieldError
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.failure_banner import with_code
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import IconLabel, Label

_LONGEST = 80
"""Characters of one typed line."""


class Question(QDialog):
    """With `reasons` one of them has to be chosen first."""

    def __init__(
        self, parent: QWidget, title: str, text: str, act: str, danger: bool, reasons: tuple[Choice, ...] = ()
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("warning", "bad" if danger else "warn", 24, parent=self))
        head.addWidget(Label(title, "section", wrap=True, parent=self), 1)
        column.addLayout(head)
        if text:
            column.addWidget(Label(text, "body", "text-2", wrap=True, parent=self))
        self.reasons = ChoiceGroup(reasons, 1, self.tr("Reason"), self)
        self.reasons.setVisible(bool(reasons))
        column.addWidget(self.reasons)
        self._line: QLineEdit | None = None
        self._line_row: FormRow | None = None
        self.told = Label("", "label", "bad", parent=self)
        self.told.hide()
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = Button(self.tr("Cancel"), "secondary", key="Esc", parent=self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.act = Button(act, "danger-fill" if danger else "primary", parent=self)
        self.act.setAutoDefault(False)
        self.act.clicked.connect(self._on_act)
        row.addWidget(self.cancel)
        row.addWidget(self.act)
        column.addLayout(row)
        (self.reasons if reasons else self.cancel).setFocus()

    def ask_for(self, line: QLineEdit, label: str) -> None:
        """A line that has to be filled in first, below the text."""
        self._line = line
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            self._line_row = FormRow(label, line, required=True, parent=self)
            column.insertWidget(column.indexOf(self.told), self._line_row)
        line.setFocus()

    def reason(self) -> str:
        """The reason chosen."""
        return str(self.reasons.value() or "")

    def _on_act(self) -> None:
        if not self.reasons.isHidden() and not self.reason():
            self.told.setText(with_code(self.tr("No reason is chosen. Choose one."), RequiredFieldError))
            self.told.show()
            return
        if self._line is not None and self._line_row is not None and not self._line.text().strip():
            empty = self.tr("This is still empty. Fill it in.")
            self._line_row.set_message("error", with_code(empty, RequiredFieldError))
            self._line.setFocus()
            return
        self.accept()


def ask(parent: QWidget, title: str, text: str, act: str, *, danger: bool = False) -> bool:
    """Whether the act was confirmed."""
    return Question(parent, title, text, act, danger).exec() == QDialog.DialogCode.Accepted


def ask_text(parent: QWidget, title: str, text: str, act: str, label: str, value: str = "") -> str:
    """What was typed when the act was confirmed, empty when it was not."""
    question = Question(parent, title, text, act, False)
    line = QLineEdit(value, question)
    line.setMaxLength(_LONGEST)
    question.ask_for(line, label)
    return line.text().strip() if question.exec() == QDialog.DialogCode.Accepted else ""


def ask_reason(parent: QWidget, title: str, text: str, act: str, reasons: tuple[Choice, ...]) -> str:
    """The reason with which the act was confirmed, empty when it was not."""
    question = Question(parent, title, text, act, True, reasons)
    return question.reason() if question.exec() == QDialog.DialogCode.Accepted else ""
