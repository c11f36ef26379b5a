"""Nothing here yet: an icon, one sentence, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from window_client.ui.widgets.button import Button
from window_client.ui.widgets.text import IconLabel, Label


class EmptyState(QWidget):
    """Centred in the room it gets; `pressed` when its button is."""

    pressed = Signal()

    def __init__(
        self, icon: str, sentence: str, button: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(IconLabel(icon, "text-3", 32, parent=self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Label(sentence, "body", "text-2", wrap=True, parent=self)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        self.button = Button(button, "secondary", key=key, parent=self)
        self.button.setVisible(bool(button))
        if not button:
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.pressed)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence."""
        self.sentence.setText(sentence)
