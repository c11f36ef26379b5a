"""A choice of up to five, each a card with a radio mark and an optional reason below its label."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.paint import begin, box, write

_MARK, _PAD, _GAP = 18, 14, 12


@dataclass(frozen=True)
class Choice:
    """`value` is what the group reports; `reason` stands small below the label."""

    value: Hashable
    label: str
    reason: str = ""


class ChoiceCard(QRadioButton):
    """One card. Arrow keys move within its group, Space chooses."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(choice.label, parent)
        self.choice = choice
        self.setAccessibleDescription(choice.reason)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_reason(self, reason: str) -> None:
        """Change the line below the label."""
        self.choice = Choice(self.choice.value, self.choice.label, reason)
        self.setAccessibleDescription(reason)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = theme_of()
        text = theme.metrics("strong").horizontalAdvance(self.choice.label)
        reason = theme.metrics("caption").horizontalAdvance(self.choice.reason)
        width = 2 * _PAD + theme.px(_MARK) + _GAP + max(text, reason) + 2
        return QSize(width, theme.px(48 if self.choice.reason else 40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect, chosen = QRectF(self.rect()), self.isChecked()
        if chosen:
            fill = theme.colour("primary-soft")
        else:
            fill = theme.colour("hover" if self.underMouse() or self.isDown() else "surface")
        strong = chosen or self.hasFocus()
        wrong = not strong and self.parent().property("state") == "error"
        line = "primary" if strong else "bad" if wrong else "key-line"
        box(painter, rect, fill, theme.colour(line), 2 if strong or wrong else 1)
        if chosen and self.hasFocus():
            box(painter, rect.adjusted(4, 4, -4, -4), None, theme.colour("primary-line"), 1, 4)
        mark, ink = theme.px(_MARK), theme.colour("primary" if chosen else "control")
        centre = QPointF(_PAD + mark / 2, rect.center().y())
        painter.setPen(QPen(ink, 2 if chosen else 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(centre, mark / 2 - 1, mark / 2 - 1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(centre, mark / 4.2, mark / 4.2)
        left = _PAD + mark + _GAP
        room = QRectF(left, 0, rect.width() - left - 6, rect.height())
        if self.choice.reason:
            half = rect.height() / 2
            write(painter, theme, QRectF(left, half - theme.px(19), room.width(), theme.px(20)),
                  self.choice.label, 14, bold=chosen)  # fmt: skip
            write(painter, theme, QRectF(left, half, room.width(), theme.px(18)),
                  self.choice.reason, "caption", "text-2" if chosen else "text-3")  # fmt: skip
        else:
            write(painter, theme, room, self.choice.label, 14, bold=chosen)


class ChoiceGroup(QWidget):
    """An exclusive group of choice cards without a default; `chosen(value)` on every change by a person."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[Choice] = (), columns: int = 0, name: str = "", parent: QWidget | None = None
    ) -> None:
        """`columns` 0 puts all choices on one line where there is room for them."""
        super().__init__(parent)
        self._columns = columns
        self._layout = ColumnLayout(self, columns or max(1, len(choices)), spacing=12)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._cards: list[ChoiceCard] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices; the value chosen stays chosen when it is among them."""
        before = self.value()
        for card in self._cards:
            self._group.removeButton(card)
            self._layout.removeWidget(card)
            card.deleteLater()
        self._cards = [ChoiceCard(choice, self) for choice in choices]
        self._layout.set_columns(self._columns or max(1, len(choices)))
        for card in self._cards:
            self._group.addButton(card)
            self._layout.addWidget(card)
        self.set_value(before)

    def cards(self) -> list[ChoiceCard]:
        """The cards in their order."""
        return list(self._cards)

    def value(self) -> Hashable | None:
        """The value chosen, None before any was."""
        for card in self._cards:
            if card.isChecked():
                return card.choice.value
        return None

    def set_value(self, value: Hashable | None) -> None:
        """Choose without telling; None or an unknown value leaves nothing chosen."""
        self._group.setExclusive(False)
        for card in self._cards:
            card.setChecked(value is not None and card.choice.value == value)
        self._group.setExclusive(True)
        chosen = next((card for card in self._cards if card.isChecked()), None)
        if self._cards:
            self.setFocusProxy(chosen or self._cards[0])

    def _on_clicked(self, card: ChoiceCard) -> None:
        self.setFocusProxy(card)
        self.chosen.emit(card.choice.value)
