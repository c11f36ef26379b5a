"""An identity number behind dots, shown only while a key or the mouse is held.

The full number never enters an accessible text, a tool tip, the clipboard or the window title;
it is drawn with the painter for as long as it is revealed, ten seconds at most.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.paint import begin, write

LONGEST_REVEAL_MS = 10_000

_CITIZEN, _PHONE = 18, 11


def split(number: str) -> tuple[str, str, str]:
    """Shown head, hidden middle, shown tail: 6-8-4 citizen numbers, 3-4-4 mobile phones, else 1-n-4."""
    if len(number) == _CITIZEN:
        return number[:6], number[6:14], number[14:]
    if len(number) == _PHONE and number.isdigit():
        return number[:3], number[3:7], number[7:]
    if len(number) > 5:
        return number[:1], number[1:-4], number[-4:]
    return "", number, ""


class MaskedNumber(QWidget):
    """The painted number alone; `MaskedField` adds the button."""

    def __init__(self, role: str | int = "title", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._parts = ("", "", "")
        self._shown = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_parts(self, head: str, middle: str, tail: str) -> None:
        """What is shown before, hidden in, and shown after the dots."""
        self._parts = (head, middle, tail)
        if tail:
            self.setAccessibleName(self.tr("Hidden, last four {0}").format(tail))
        else:
            self.setAccessibleName(self.tr("Hidden"))
        self.updateGeometry()
        self.update()

    def set_shown(self, shown: bool) -> None:
        """Draw the hidden part, or its dots."""
        self._shown = shown
        self.update()

    def _gap(self) -> int:
        return theme_of().px(8)

    def _dot_pitch(self) -> float:
        return theme_of().metrics(self._role).horizontalAdvance("0") * 0.87

    def _middle_width(self) -> int:
        _head, middle, _tail = self._parts
        return theme_of().metrics(self._role).horizontalAdvance("0" * len(middle)) + 2

    def sizeHint(self) -> QSize:
        metrics = theme_of().metrics(self._role)
        head, _middle, tail = self._parts
        gaps = self._gap() * (bool(head) + bool(tail))
        width = (
            metrics.horizontalAdvance(head) + self._middle_width() + metrics.horizontalAdvance(tail) + gaps
        )
        return QSize(width + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        metrics = theme.metrics(self._role)
        head, middle, tail = self._parts
        x, height = 0.0, float(self.height())
        if head:
            write(painter, theme, QRectF(x, 0, self.width(), height), head, self._role)
            x += metrics.horizontalAdvance(head) + self._gap()
        width = self._middle_width()
        if self._shown:
            write(painter, theme, QRectF(x, 0, width, height), middle, self._role)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("text"))
            pitch = width / max(1, len(middle))
            radius = max(1.5, metrics.height() * 0.085)
            for index in range(len(middle)):
                painter.drawEllipse(QPointF(x + pitch * (index + 0.5), height / 2 + 1), radius, radius)
        if tail:
            write(painter, theme, QRectF(x + width + self._gap(), 0, self.width(), height), tail, self._role)


class HoldButton(Button):
    """Tells when it is pressed and released, by mouse or by Space, and when it can no longer be held."""

    pressed_down = Signal()
    let_go = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed_down.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pressed_down.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.let_go.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.let_go.emit()


class MaskedField(QWidget):
    """A masked number and 按住显示.

    Without a gate (`gated=False`) the number shows as soon as it is held, and `revealed` is sent.
    With a gate, holding sends `reveal_requested`; the page has the reveal logged and calls
    `grant(number)`, which shows it only if it is still held. Then the field need never know the
    number before: `set_masked("480221", 8, "3526")`.
    """

    reveal_requested = Signal()
    revealed = Signal()
    hidden = Signal()

    def __init__(
        self,
        role: str | int = "title",
        gated: bool = False,
        button_size: str = "small",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._gated = gated
        self._held = self._open = False
        self._number = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._view = MaskedNumber(role, self)
        self.button = HoldButton(self.tr("Hold to show"), "soft", "eye", size=button_size, parent=self)
        self.button.setAccessibleDescription(
            self.tr("Shown while held, 10 seconds at most; every showing is logged")
        )
        self.button.pressed_down.connect(self.hold)
        self.button.let_go.connect(self.release)
        row.addWidget(self._view)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LONGEST_REVEAL_MS)
        self._timer.timeout.connect(self.release)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.button)

    def set_number(self, number: str) -> None:
        """Mask another number, unspaced; an empty one clears the field."""
        self.release()
        self._number = number
        self._view.set_parts(*split(number))
        self.button.setVisible(bool(number))

    def set_masked(self, head: str, hidden_count: int, tail: str) -> None:
        """Show a mask whose number this field does not know; only with `gated`."""
        self.release()
        self._number = ""
        self._view.set_parts(head, "0" * hidden_count, tail)
        self.button.setVisible(hidden_count > 0)

    def is_revealed(self) -> bool:
        """Whether the number can be read on screen now."""
        return self._open

    def hold(self) -> None:
        """Begin to hold: the mouse and Space do this, the page does it for F4."""
        if self._held or not self.isVisible():
            return
        self._held = True
        if self._gated:
            self.reveal_requested.emit()
        elif self._number:
            self._show(self._number)

    def grant(self, number: str) -> None:
        """The reveal was logged: show `number` if it is still held, forget it otherwise."""
        if self._held and not self._open:
            self._show(number)

    def release(self) -> None:
        """Stop holding; safe to call at any time."""
        self._held = False
        self._timer.stop()
        if not self._open:
            return
        self._open = False
        self._view.set_shown(False)
        if self._gated:
            head, middle, tail = split(self._number)
            self._view.set_parts(head, "0" * len(middle), tail)
            self._number = ""
        self.hidden.emit()

    def _show(self, number: str) -> None:
        self._open = True
        self._number = number
        self._view.set_parts(*split(number))
        self._view.set_shown(True)
        self._timer.start()
        self.revealed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.release()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self.release()
        return super().event(event)
