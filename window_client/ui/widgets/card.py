"""White surfaces with a hairline, and the heads of their sections."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import CARD_RADIUS, begin, box
from window_client.ui.widgets.text import IconLabel, Label

# kind → (fill, line)
_KINDS = {
    "surface": ("surface", "line"),
    "sunken": ("sunken", "line"),
    "focus": ("surface", "primary"),
    "primary": ("primary-soft", "primary-line"),
    "ok": ("ok-soft", "ok-line"),
    "warn": ("warn-soft", "warn-line"),
    "bad": ("bad-soft", "bad-line"),
}


class Card(QWidget):
    """A card with a vertical layout in `body`. `kind` colours it: `surface sunken focus primary ok warn bad`.

    `focus` is the card that holds the view's main question: a blue line of 2 px.
    """

    def __init__(
        self, kind: str = "surface", padding: int = 16, spacing: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self.body = QVBoxLayout(self)
        edge = max(padding, 1)  # what fills the card must not paint over its line
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(spacing)

    def kind(self) -> str:
        """The kind painted."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Colour the card otherwise; `KeyError` for an unknown kind."""
        _KINDS[kind]
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of()
        fill, line = _KINDS[self._kind]
        width = 2 if self._kind == "focus" else 1
        box(begin(self), QRectF(self.rect()), theme.colour(fill), theme.colour(line), width, CARD_RADIUS)


class SectionHeader(QWidget):
    """The head of a section: title 16, optional caption beside it, anything at the right end."""

    def __init__(self, title: str, caption: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        if icon:
            self._row.addWidget(IconLabel(icon, "primary", 20, parent=self))
        self.title = Label(title, "section", parent=self)
        self.caption = Label(caption, "caption", "text-3", parent=self)
        self.caption.setVisible(bool(caption))
        self._row.addWidget(self.title)
        self._row.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_right(self, widget: QWidget) -> None:
        """Put `widget` at the right end, after what is there."""
        self._row.addWidget(widget)

    def set_texts(self, title: str, caption: str = "") -> None:
        """Change both texts."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))


class Fact(QWidget):
    """A small caption with its value below, as in the resident panel."""

    def __init__(
        self,
        caption: str,
        value: str = "",
        tone: str = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.caption = Label(caption, "caption", "text-3", parent=self)
        self.value = Label(value, "body", tone, wrap, parent=self)
        column.addWidget(self.caption)
        column.addWidget(self.value)

    def set_value(self, value: str, tone: str = "text") -> None:
        """Show another value."""
        self.value.setText(value)
        self.value.set_tone(tone)


class InfoRow(QWidget):
    """An icon, a bold line and a caption below it; anything may stand at the right end."""

    def __init__(
        self, icon: str, tone: str, title: str, caption: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.icon = IconLabel(icon, tone, 20, parent=self)
        self._row.addWidget(self.icon)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.title = Label(title, "strong", wrap=True, parent=self)
        self.caption = Label(caption, "caption", "text-3", wrap=True, parent=self)
        self.caption.setVisible(bool(caption))
        texts.addWidget(self.title)
        texts.addWidget(self.caption)
        self._row.addLayout(texts, 1)

    def minimumSizeHint(self) -> QSize:
        """Tall enough for its texts at the width it has: a policy that may not grow knows only one width."""
        return super().minimumSizeHint().expandedTo(QSize(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def add_right(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self._row.addWidget(widget)

    def set_texts(self, title: str, caption: str = "", caption_tone: str = "text-3") -> None:
        """Change both lines."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.caption.set_tone(caption_tone)
        self.caption.setVisible(bool(caption))
