"""Fields that Qt's own need help with: a combo box with proper rows, a number with − and +, a password with an eye."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_F4:  # shows the number everywhere; Qt would open the list
            event.ignore()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
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

    def setAccessibleName(self, name: str) -> None:  # noqa: N802
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


class PasswordField(QWidget):
    """A password with an eye that shows it while pressed. `caps_lock_changed(bool)` while it has the focus."""

    caps_lock_changed = Signal(bool)
    return_pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.edit = QLineEdit(self)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setProperty("main", True)
        self.edit.setAccessibleName(name)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.return_pressed)
        self.eye = IconButton("eye", self.tr("Hold to show the password"), "secondary", "main", parent=self)
        self.eye.pressed.connect(lambda: self.edit.setEchoMode(QLineEdit.EchoMode.Normal))
        self.eye.released.connect(lambda: self.edit.setEchoMode(QLineEdit.EchoMode.Password))
        row.addWidget(self.edit, 1)
        row.addWidget(self.eye)
        self._caps = False
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed, its undo history too."""
        self.edit.setText("")

    def set_error(self, error: bool, description: str = "") -> None:
        """Red line and accessible description."""
        self.edit.setProperty("state", "error" if error else "")
        self.edit.setAccessibleDescription(description)
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._watch_caps(event)
        elif kind == QEvent.Type.FocusOut:
            self.eye.setDown(False)
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self._set_caps(False)
        return False

    def _watch_caps(self, event: QEvent) -> None:
        """Qt does not tell the lock's state: a capital without Shift, or a small letter with it, gives it away."""
        key, text = event.key(), event.text()  # type: ignore[attr-defined]
        if event.type() == QEvent.Type.KeyPress and len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)  # type: ignore[attr-defined]
            self._set_caps(text.isupper() != shift)
        elif event.type() == QEvent.Type.KeyRelease and key == Qt.Key.Key_CapsLock:
            self._set_caps(not self._caps)

    def _set_caps(self, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_lock_changed.emit(on)
