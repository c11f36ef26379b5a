"""A field with its label above and its message below; no room is kept for a message that is not there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.widgets.text import IconLabel, Label

MESSAGE_KINDS = ("error", "warn", "ok", "note")

_TONES = {
    "error": ("error", "bad"),
    "warn": ("warning", "warn"),
    "ok": ("ok", "ok"),
    "note": ("info", "text-3"),
}


class FormRow(QWidget):
    """`control` is any focusable widget. The label is its buddy and its accessible name, the message
    its accessible description, so a screen reader says both on focus.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._kind = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.label = Label(label, "label", "text-2", parent=self)
        self.label.setBuddy(control)
        self._mark = Label(self.tr("Required"), "label", "bad", parent=self)
        self.hint = Label(hint, "caption", "text-3", parent=self)
        head.addWidget(self.label)
        head.addWidget(self._mark)
        head.addStretch(1)
        head.addWidget(self.hint)
        column.addLayout(head)
        column.addWidget(control)
        self._message_row = QWidget(self)
        message = QHBoxLayout(self._message_row)
        message.setContentsMargins(0, 0, 0, 0)
        message.setSpacing(6)
        self._icon = IconLabel("error", "bad", 16, parent=self._message_row)
        self.message = Label("", "caption", "bad", wrap=True, parent=self._message_row)
        message.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        message.addWidget(self.message, 1)
        column.addWidget(self._message_row)
        self._message_row.hide()
        self.hint.setVisible(bool(hint))
        self.set_required(required)

    def set_required(self, required: bool) -> None:
        """Show or hide the mark; screen readers hear it with the name."""
        self._mark.setVisible(required)
        name = self.label.text()
        self.control.setAccessibleName(f"{name} {self._mark.text()}" if required else name)

    def set_message(self, kind: str, text: str) -> None:
        """Say `text` below the field; `kind` is `error`, `warn`, `ok` or `note`."""
        if kind not in MESSAGE_KINDS:
            raise ValueError(f"message kind {kind!r} is not one of {', '.join(MESSAGE_KINDS)}")
        self._kind = kind
        icon, tone = _TONES[kind]
        self._icon.set_icon(icon, tone)
        self.message.setText(text)
        self.message.set_tone(tone)
        self._message_row.show()
        self.control.setAccessibleDescription(text)
        self._paint_state(kind if kind in ("error", "warn") else "")

    def clear_message(self) -> None:
        """Take the message away, and its room."""
        self._kind = ""
        self.message.setText("")
        self._message_row.hide()
        self.control.setAccessibleDescription("")
        self._paint_state("")

    def message_kind(self) -> str:
        """Kind of the message shown, empty when there is none."""
        return self._kind

    def has_error(self) -> bool:
        """Whether an error is shown: Next counts these and F8 walks through them."""
        return self._kind == "error"

    def _paint_state(self, state: str) -> None:
        if self.control.property("state") == state:
            return
        self.control.setProperty("state", state)
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.update()
