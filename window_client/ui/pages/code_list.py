"""Failure codes as rows that are as tall as what they say: the fact, what to do, nothing cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.wrapped import wrapped_height, write_wrapped

Index = QModelIndex | QPersistentModelIndex

_CODE_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD, _EDGE, _GAP = 16, 10, 2


@dataclass(frozen=True)
class FailureCode:
    """One leaf of the error tree, as it is explained to staff."""

    code: str
    message: str
    remedy: str
    meaning: str = ""
    """In English, for whoever reads the screens in English; what staff read is Chinese."""

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.code}\u3000{self.message}{self.remedy}"


def _parts(code: FailureCode) -> tuple[tuple[str, str, str], ...]:
    """Text, role and tone of what stands in a row, from top to bottom."""
    parts = [(code.code, "strong", "text")]
    if QLocale().language() != QLocale.Language.Chinese and code.meaning:
        parts.append((code.meaning, "body", "text"))
    return (*parts, (code.message, "body", "text"), (code.remedy, "label", "text-2"))


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.codes: list[FailureCode] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.codes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.codes):
            return None
        code = self.codes[index.row()]
        if role == _CODE_ROLE:
            return code
        if role == Qt.ItemDataRole.DisplayRole:
            return code.code
        return code.sentence() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def set_codes(self, codes: Sequence[FailureCode]) -> None:
        self.beginResetModel()
        self.codes = list(codes)
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[str, int, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        code = index.data(_CODE_ROLE)
        if not isinstance(code, FailureCode):
            return QSize(200, 64)
        theme, width = theme_of(), self._view.viewport().width() - 2 * _PAD
        key = code.code, width, theme.px(100)
        height = self._heights.get(key)
        if height is None:
            parts = _parts(code)
            tall = sum(wrapped_height(theme, text, role, width) + _GAP for text, role, _tone in parts)
            height = self._heights[key] = tall + 2 * theme.px(_EDGE)
        return QSize(200, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        code = index.data(_CODE_ROLE)
        if not isinstance(code, FailureCode):
            return
        theme = theme_of()
        painter.save()
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        self._ground(painter, theme, rect, option.state)  # type: ignore[attr-defined]
        area = rect.adjusted(_PAD, theme.px(_EDGE), -_PAD, 0)
        for text, role, tone in _parts(code):
            area.setTop(area.top() + write_wrapped(painter, theme, area, text, role, tone) + _GAP)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, theme: Theme, rect: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("primary-soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), theme.colour("primary"))
            return
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(
            QRectF(rect.left() + _PAD, rect.bottom() - 1, rect.width() - 2 * _PAD, 1), theme.colour("line")
        )


class CodeList(QListView):
    """All codes, or those that were looked for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._codes = _Model(self)
        self.setModel(self._codes)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def set_codes(self, codes: Sequence[FailureCode]) -> None:
        """Show these."""
        self._codes.set_codes(codes)

    def codes(self) -> list[FailureCode]:
        """The rows shown."""
        return list(self._codes.codes)

    def select(self, code: str) -> None:
        """Make the row of this code current."""
        for at, shown in enumerate(self._codes.codes):
            if shown.code == code:
                self.setCurrentIndex(self._codes.index(at))

    def selected(self) -> str:
        """The code of the current row."""
        found = self.currentIndex().data(_CODE_ROLE)
        return found.code if isinstance(found, FailureCode) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
