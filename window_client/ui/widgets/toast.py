"""A short confirmation at the bottom right, gone after four seconds. Never for errors, never a decision."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import CARD_RADIUS, begin, box
from window_client.ui.widgets.text import IconLabel, Label

SHOWN_MS = 4000
MARGIN = (24, 16)


class Toast(QWidget):
    """Lives in `parent`, shows one text at a time, in the corner of `area`, where no button of a bar is covered."""

    def __init__(self, parent: QWidget, area: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host, self._area = parent, area or parent
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 16, 10)
        row.setSpacing(10)
        self._icon = IconLabel("ok", "ok", 20, parent=self)
        self._label = Label("", "body", wrap=False, parent=self)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._area.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        """What is or was last shown."""
        return self._label.text()

    def show_text(self, text: str, icon: str = "ok", tone: str = "ok") -> None:
        """Show `text`, replacing what is shown."""
        self._label.setText(text)
        self._icon.set_icon(icon, tone)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        corner = self._area.rect().bottomRight()
        if self._area is not self._host:
            corner = self._area.mapTo(self._host, corner)
        self.move(corner.x() - self.width() - MARGIN[0], corner.y() - self.height() - MARGIN[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of()
        box(
            begin(self), QRectF(self.rect()), theme.colour("surface"), theme.colour("control"), 1, CARD_RADIUS
        )
