"""Fields where Qt's own need help: a combo box with proper rows, a number with − and +."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from window_client.ui.widgets.button import IconButton
from window_client.ui.widgets.password_field import PasswordField

__all__ = ["ComboBox", "NumberStepper", "PasswordField"]


class ComboBox(QComboBox):
    """A combo box whose list looks like the rest, and which the wheel changes only when it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        view = QListView(self)
        view.setAccessibleName(self.tr("Choices"))
        self.setView(view)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:  # shows the number everywhere; Qt would open the list
            event.ignore()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberStepper(QWidget):
    """− 1 +: a small whole number between two limits; `value_changed` on every change by a person."""

    value_changed = Signal(int)

    def __init__(self, name: str, lowest: int = 1, highest: int = 9, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lowest, self._highest = lowest, highest
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.minus = IconButton("minus", self.tr("One less"), "secondary", parent=self)
        self.edit = QLineEdit(str(lowest), self)
        self.edit.setAccessibleName(name)
        self.edit.setValidator(QIntValidator(lowest, highest, self))
        self.edit.setMinimumWidth(48)
        self.plus = IconButton("plus", self.tr("One more"), "secondary", parent=self)
        row.addWidget(self.minus)
        row.addWidget(self.edit, 1)
        row.addWidget(self.plus)
        self.minus.clicked.connect(lambda: self._step(-1))
        self.plus.clicked.connect(lambda: self._step(1))
        self.edit.textEdited.connect(lambda _text: self.value_changed.emit(self.value()))
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setAccessibleName(self, name: str) -> None:
        """The name belongs to the field inside."""
        self.edit.setAccessibleName(name)

    def value(self) -> int:
        """The number, always within the limits."""
        text = self.edit.text()
        number = int(text) if text.isdecimal() else self._lowest
        return min(max(number, self._lowest), self._highest)

    def set_value(self, value: int) -> None:
        """Set without telling."""
        self.edit.setText(str(min(max(value, self._lowest), self._highest)))

    def _step(self, by: int) -> None:
        before = self.value()
        self.set_value(before + by)
        if self.value() != before:
            self.value_changed.emit(self.value())
