"""A password, typed behind dots, with an eye that shows it while pressed and a guess at Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from window_client.ui.widgets.button import IconButton


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

    def eventFilter(self, watched: object, event: QEvent) -> bool:
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
