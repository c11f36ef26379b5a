"""One value of two sides: two cards beside each other, neither of them chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from hukou.case import Side
from window_client.ui.models.conflict_rows import ChoiceLine
from window_client.ui.theme import theme_of
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.paint import begin, box
from window_client.ui.widgets.text import Label
from window_client.ui.widgets.wrapped import wrapped_height, write_wrapped

_MARK, _PAD, _GAP, _EDGE = 18, 12, 10, 10


class ValueCard(QRadioButton):
    """A radio button whose text breaks into lines: values and addresses are never cut."""

    def __init__(self, text: str, caption: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._caption = caption
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _left(self) -> int:
        return _PAD + theme_of().px(_MARK) + _GAP

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme, room = theme_of(), width - self._left() - 8
        tall = wrapped_height(theme, self.text(), "strong", room)
        tall += wrapped_height(theme, self._caption, "caption", room)
        return max(theme.px(40), tall + 2 * _EDGE)

    def sizeHint(self) -> QSize:
        width = self.minimumSizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of().px(150), theme_of().px(40))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect, chosen = QRectF(self.rect()), self.isChecked()
        ground = "primary-soft" if chosen else "hover" if self.underMouse() or self.isDown() else "surface"
        if not self.isEnabled():
            ground = "sunken"
        strong = chosen or self.hasFocus()
        line = theme.colour("primary" if strong else "key-line")
        box(painter, rect, theme.colour(ground), line, 2 if strong else 1)
        if chosen and self.hasFocus():
            box(painter, rect.adjusted(4, 4, -4, -4), None, theme.colour("primary-line"), 1, 4)
        if not self.isEnabled():
            self._write(painter, rect)
            return
        mark, ink = theme.px(_MARK), theme.colour("primary" if chosen else "control")
        centre = QPointF(_PAD + mark / 2, rect.center().y())
        painter.setPen(QPen(ink, 2 if chosen else 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(centre, mark / 2 - 1, mark / 2 - 1)
        if chosen:
            painter.setPen(QPen(ink, 0))
            painter.setBrush(ink)
            painter.drawEllipse(centre, mark / 4.2, mark / 4.2)
        self._write(painter, rect)

    def _write(self, painter: QPainter, rect: QRectF) -> None:
        theme, left = theme_of(), self._left()
        room = rect.width() - left - 8
        role = "strong" if self.isChecked() else "body"
        tall = wrapped_height(theme, self.text(), role, room)
        tall += wrapped_height(theme, self._caption, "caption", room)
        top = (rect.height() - tall) / 2
        spot = QRectF(left, top, room, rect.height() - top)
        taken = write_wrapped(painter, theme, spot, self.text(), role, "text")
        if self._caption:
            spot.setTop(top + taken)
            write_wrapped(painter, theme, spot, self._caption, "caption", "text-2")


class ValueChoice(QWidget):
    """Label, what it was, and both sides. `chosen()` on every choice of a person; there is no default."""

    chosen = Signal()

    def __init__(self, line: ChoiceLine, sides: tuple[str, str], parent: QWidget | None = None) -> None:
        """`sides` are the names of the two columns, for a screen reader."""
        super().__init__(parent)
        self.line = line
        self.setProperty("surface", "plain")
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(0, 0, 0, 0)
        box_.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(line.label, "strong", wrap=True, parent=self), 1)
        self.wanted = Label(self.tr("Choose one"), "label", "warn", parent=self)
        head.addWidget(self.wanted)
        box_.addLayout(head)
        if line.base:
            was = self.tr("It was: {0}").format(line.base)
            box_.addWidget(Label(was, "caption", "text-2", wrap=True, parent=self))
        pair = QWidget(self)
        pair.setProperty("surface", "plain")
        layout = ColumnLayout(pair, 2, 12)
        self._group = QButtonGroup(self)
        self.cards = {
            side: ValueCard(text, "", f"{line.label}\u3000{name}\u3000{text}", pair)
            for side, text, name in zip(Side, (line.mine, line.theirs), sides, strict=True)
        }
        for card in self.cards.values():
            self._group.addButton(card)
            layout.addWidget(card)
        self._group.buttonClicked.connect(self._on_clicked)
        box_.addWidget(pair)

    def value(self) -> Side | None:
        """The side chosen; None before a person chose."""
        return next((side for side, card in self.cards.items() if card.isChecked()), None)

    def set_read_only(self) -> None:
        """Both sides to be read, for who may not settle them."""
        self.wanted.hide()
        for card in self.cards.values():
            card.setEnabled(False)

    def choose(self, side: Side) -> None:
        """As if the card had been clicked."""
        if self.cards[side].isEnabled():
            self.cards[side].setChecked(True)
            self._on_clicked()

    def _on_clicked(self, _card: object = None) -> None:
        self.wanted.setVisible(self.value() is None)
        self.chosen.emit()
