"""Work under way, said where it happens: a sentence, a bar when its length is known, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.widgets.button import Button
from window_client.ui.widgets.text import Label


class Busy(QWidget):
    """Hidden until `start()`. `cancelled` when the person stops the work; the page tells its task."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.sentence = Label("", "label", "text-2", wrap=True, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        column.addWidget(self.sentence)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        self.cancel = Button(self.tr("Cancel"), "quiet", size="small", parent=self)
        self.cancel.clicked.connect(self.cancelled)
        row.addWidget(self.cancel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def start(self, sentence: str, steps: int = 0, cancellable: bool = False) -> None:
        """Say what is being done; without `steps` there is no bar, as nothing is known of the length."""
        self.sentence.setText(sentence)
        self.bar.setAccessibleName(sentence)
        self.bar.setRange(0, max(steps, 1))
        self.bar.setValue(0)
        self.bar.setVisible(steps > 0)
        self.cancel.setVisible(cancellable)
        self.show()

    def advance(self, done: int) -> None:
        """So many steps are done."""
        self.bar.setValue(done)

    def finish(self) -> None:
        """Hide; the outcome is said elsewhere."""
        self.hide()
