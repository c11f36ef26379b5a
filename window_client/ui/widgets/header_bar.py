"""The header: where we are, the omnibox, whether the province is reached, who is working, the lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import theme_of
from window_client.ui.widgets.badge import Avatar
from window_client.ui.widgets.button import IconButton
from window_client.ui.widgets.omnibox import Omnibox
from window_client.ui.widgets.paint import begin, box, write
from window_client.ui.widgets.text import CutLabel, Label, Line

HEIGHT = 64

# state → (icon, tone)
CONNECTION_STATES = {
    "online": ("wifi", "ok"),
    "offline": ("cloud-off", "warn"),
    "busy": ("sync", "primary"),
    "paused": ("lock", "warn"),
    "bad": ("error", "bad"),
    "unknown": ("cloud", "neutral"),
}


class ConnectionPill(QPushButton):
    """Whether the province is reached; pressing it opens the sync page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._words = "unknown", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str, words: str) -> None:
        """Show one of `CONNECTION_STATES`; `KeyError` for another."""
        CONNECTION_STATES[state]
        self._state, self._words = state, words
        self.setAccessibleName(self.tr("Connection: {0}").format(words))
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """The state shown."""
        return self._state

    def words(self) -> str:
        """The words shown."""
        return self._words

    def sizeHint(self) -> QSize:
        theme = theme_of()
        width = theme.metrics("badge").horizontalAdvance(self._words) + theme.px(16) + 6 + 28
        return QSize(max(120, width), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        icon, tone = CONNECTION_STATES[self._state]
        rect = QRectF(self.rect())
        fill = theme.colour(f"{tone}-soft")
        box(painter, rect, fill.darker(104) if self.underMouse() else fill, radius=4)
        if self.hasFocus():
            box(painter, rect, None, theme.colour("primary"), 2, 4)
        side = theme.px(16)
        text = theme.metrics("badge").horizontalAdvance(self._words) + 1
        left = (rect.width() - side - 6 - text) / 2
        draw_icon(painter, QRectF(round(left), round(rect.center().y() - side / 2), side, side), icon, tone)
        write(painter, theme, QRectF(left + side + 6, 0, text, rect.height()), self._words, "badge", tone)


class HeaderBar(QWidget):
    """64 high; the omnibox takes what is left, 520 at most."""

    lock_pressed = Signal()
    connection_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(0)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        self.title = CutLabel("", "title", Qt.TextElideMode.ElideRight, self)
        self.subtitle = Label("", "caption", "text-3", parent=self)
        titles.addStretch(1)
        titles.addWidget(self.title)
        titles.addWidget(self.subtitle)
        titles.addStretch(1)
        self._titles = QWidget(self)
        self._titles.setLayout(titles)
        titles.setContentsMargins(0, 0, 16, 0)
        titles.addItem(QSpacerItem(282, 0))  # so that the box does not move with the title
        row.addWidget(self._titles, 3)
        self.omnibox = Omnibox(
            self.tr("Service code, acceptance number, complete citizen number"), self.tr("Search"), self
        )
        row.addWidget(self.omnibox, 10)
        row.addSpacing(16)
        row.addItem(QSpacerItem(90, 0, QSizePolicy.Policy.Preferred))
        row.setStretch(3, 1)
        self.connection = ConnectionPill(self)
        self.connection.clicked.connect(self.connection_pressed)
        row.addWidget(self.connection)
        row.addSpacing(16)
        line = Line(True, self)
        row.addWidget(line)
        row.addSpacing(16)
        self._avatar = Avatar("", 36, parent=self)
        row.addWidget(self._avatar)
        row.addSpacing(8)
        person = QVBoxLayout()
        person.setSpacing(0)
        self.operator_name = Label("", "strong", parent=self)
        self.operator_detail = Label("", "caption", "text-3", parent=self)
        person.addStretch(1)
        person.addWidget(self.operator_name)
        person.addWidget(self.operator_detail)
        person.addStretch(1)
        row.addLayout(person)
        row.addSpacing(12)
        self.lock = IconButton("lock", self.tr("Lock the window, Ctrl+L"), "quiet", parent=self)
        self.lock.clicked.connect(self.lock_pressed)
        row.addWidget(self.lock)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_operator(self, name: str, detail: str) -> None:
        """Who is working, and as what at which window."""
        self._avatar.set_name(name)
        self._avatar.setToolTip(f"{name}\n{detail}")
        self.operator_name.setText(name)
        self.operator_detail.setText(detail)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def _fit(self) -> None:
        """Where the text is large the words about the operator go before the title is cut; the avatar stays."""
        row = self._row
        row.invalidate()
        name, detail = self.operator_name.sizeHint().width(), self.operator_detail.sizeHint().width()
        shown = (self.operator_name, name), (self.operator_detail, detail)
        now = max([width for label, width in shown if not label.isHidden()], default=0)
        titles, wanted = self._titles, self._titles.sizeHint().width()
        others = row.minimumSize().width() - max(titles.minimumWidth(), titles.minimumSizeHint().width())
        free = self.width() - others + now
        self.operator_detail.setHidden(max(name, detail) > free - wanted)
        self.operator_name.setHidden(name > free - wanted)
        taken = max([width for label, width in shown if not label.isHidden()], default=0)
        titles.setMinimumWidth(max(0, min(wanted, free - taken)))
        # After a change of the text size the row keeps parts higher than itself until it is laid out anew.
        row.setGeometry(self.rect())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(HEIGHT, super().sizeHint().height() + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
