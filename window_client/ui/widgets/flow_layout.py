"""Layouts that answer to the width they get: columns that become fewer, and a line that wraps."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _ItemLayout(QLayout):
    """A layout that keeps its items in a list; what is hidden takes no room."""

    def __init__(self, parent: QWidget | None, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, move: bool) -> int:
        raise NotImplementedError


class ColumnLayout(_ItemLayout):
    """Equal columns: as many as asked for, then half as many, then one, as the width shrinks.

    A column is never narrower than the widest minimum size hint among the items. With
    `stretch_rows` spare height is shared among the rows.
    """

    def __init__(
        self, parent: QWidget | None = None, columns: int = 4, spacing: int = 12, stretch_rows: bool = False
    ) -> None:
        super().__init__(parent, spacing)
        self._columns = columns
        self._stretch_rows = stretch_rows

    def set_columns(self, columns: int) -> None:
        """Ask for another number of columns."""
        self._columns = max(1, columns)
        self.invalidate()

    def columns_at(self, width: int) -> int:
        """How many columns there are at this width."""
        shown = self._shown()
        needed = max((item.minimumSize().width() for item in shown), default=0)
        columns = self._columns
        while columns > 1 and (width - self.spacing() * (columns - 1)) / columns < needed:
            columns = (columns + 1) // 2
        return columns

    def hasHeightForWidth(self) -> bool:
        return not self._stretch_rows or self.columns_at(self.geometry().width()) < self._columns

    def minimumSize(self) -> QSize:
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        height = max((item.minimumSize().height() for item in shown), default=0)
        if self._stretch_rows and shown:
            more = (len(shown) - 1) // self._columns
            height += more * (height + self.spacing())
        return QSize(width, height)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        widest = max((item.sizeHint().width() for item in shown), default=0)
        count = min(self._columns, max(1, len(shown)))
        width = widest * count + self.spacing() * (count - 1)
        return QSize(width, self.heightForWidth(width))

    def _arrange(self, rect: QRect, move: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        columns = self.columns_at(rect.width())
        gap = self.spacing()
        width = (rect.width() - gap * (columns - 1)) / columns
        rows = [shown[at : at + columns] for at in range(0, len(shown), columns)]
        heights = [max(self._height(item, int(width)) for item in row) for row in rows]
        total = sum(heights) + gap * (len(rows) - 1)
        if move:
            spare = (rect.height() - total) // len(rows) if self._stretch_rows else 0
            least = [max(item.minimumSize().height() for item in row) for row in rows]
            y = rect.y()
            for row, wanted, low in zip(rows, heights, least, strict=True):
                height = max(low, wanted + spare)
                for index, item in enumerate(row):
                    left = rect.x() + round(index * (width + gap))
                    right = rect.x() + round(index * (width + gap) + width)
                    item.setGeometry(QRect(left, y, right - left, height))
                y += height + gap
        return total

    @staticmethod
    def _height(item: QLayoutItem, width: int) -> int:
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class FlowLayout(_ItemLayout):
    """Items one after the other, on a further line where the width ends."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, line_spacing: int = 8) -> None:
        super().__init__(parent, spacing)
        self._line_spacing = line_spacing

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        height = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(width, height)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def _arrange(self, rect: QRect, move: bool) -> int:
        lines: list[list[tuple[QLayoutItem, int]]] = [[]]
        x = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), max(rect.width(), item.minimumSize().width()))
            if lines[-1] and x + width > rect.width():
                lines.append([])
                x = 0
            lines[-1].append((item, width))
            x += width + self.spacing()
        y = rect.y()
        for line in lines:
            height = max((item.sizeHint().height() for item, _ in line), default=0)
            x = rect.x()
            for item, width in line:
                if move:
                    own = item.sizeHint().height()
                    item.setGeometry(QRect(QPoint(x, y + (height - own) // 2), QSize(width, own)))
                x += width + self.spacing()
            y += height + self._line_spacing
        return y - rect.y() - self._line_spacing if lines[0] else 0
