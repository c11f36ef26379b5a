"""The facts of a card side by side: the long one wraps within its place before the last one leaves the line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.card import Fact
from window_client.ui.widgets.flow_layout import FlowLayout

LEAST = 150
"""The long fact is not made narrower than this (before scaling): then a further line is easier to read."""


class FactsLayout(FlowLayout):
    """As `FlowLayout`; `give_way_with(fact)` names the one whose value may take two lines."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, line_spacing: int = 8) -> None:
        super().__init__(parent, spacing, line_spacing)
        self._long: Fact | None = None

    def give_way_with(self, fact: Fact) -> None:
        """`fact` was made to wrap."""
        self._long = fact

    def sizeHint(self) -> QSize:
        return QSize(self._natural(), super().sizeHint().height())

    def _natural(self) -> int:
        shown = self._shown()
        return sum(self._width(item) for item in shown) + self.spacing() * max(0, len(shown) - 1)

    def _width(self, item: QLayoutItem) -> int:
        """On one line."""
        if self._long is None or item.widget() is not self._long:
            return item.sizeHint().width()
        labels = (self._long.caption, self._long.value)
        return 2 + max(label.fontMetrics().horizontalAdvance(label.text()) for label in labels)

    def _arrange(self, rect: QRect, move: bool) -> int:
        spare = rect.width() - self._natural()
        x, y, height = rect.x(), rect.y(), 0
        for item in self._shown():
            width = self._width(item)
            if spare < 0 and item.widget() is self._long and width + spare >= theme_of().px(LEAST):
                width += spare
            width = min(width, rect.width())
            if height and x + width > rect.x() + rect.width():
                x, y, height = rect.x(), y + height + self._line_spacing, 0
            own = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if move:
                item.setGeometry(QRect(x, y, width, own))
            x += width + self.spacing()
            height = max(height, own)
        return y + height - rect.y()
