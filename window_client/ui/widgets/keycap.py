"""The cap of a key, and a key with what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import begin, draw_keycap, keycap_height, keycap_width
from window_client.ui.widgets.text import Label


class Keycap(QWidget):
    """A key as it is written on the keyboard: `F2`, `Ctrl+Enter`; also two-digit service codes."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The key's name."""
        return self._text

    def set_text(self, text: str) -> None:
        """Another key."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of()
        return QSize(keycap_width(theme, self._text), keycap_height(theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        draw_keycap(painter, theme_of(), QRectF(self.rect()), self._text)


class KeyHint(QWidget):
    """A keycap followed by its act, as in the status strip."""

    def __init__(self, key: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.act = key, act
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._cap = Keycap(key, self)
        self._words = Label(act, "caption", "text-2", parent=self)
        row.addWidget(self._cap)
        row.addWidget(self._words)
        self.setAccessibleName(f"{key} {act}")

    def set_key(self, key: str, act: str) -> None:
        """Another key and what it does."""
        if (key, act) != (self.key, self.act):
            self.key, self.act = key, act
            self._cap.set_text(key)
            self._words.setText(act)
            self.setAccessibleName(f"{key} {act}")
