"""Two-line rows of cases: a model over dataclasses, and the delegate that paints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.badge import badge_size, draw_badge
from window_client.ui.widgets.deadline_chip import chip_size, draw_chip
from window_client.ui.widgets.paint import write

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD = 16


@dataclass(frozen=True)
class ListRow:
    """One row. `note` stands below the badge with `note_icon` in `note_tone`; `chip` (`bad`, `warn`)
    makes it an outlined deadline instead. Names are wrapped, never cut; other texts are cut at the end.
    """

    key: object
    title: str
    subtitle: str = ""
    badge: str = ""
    badge_kind: str = "neutral"
    badge_icon: str = ""
    note: str = ""
    note_icon: str = ""
    note_tone: str = "text-2"
    chip: str = ""

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        parts = [self.title, self.subtitle]
        if self.badge:
            parts.append(QCoreApplication.translate("ListRow", "State: {0}").format(self.badge))
        parts.append(self.note)
        return QCoreApplication.translate("ListRow", ", ").join(part for part in parts if part)


class ListRowModel(QAbstractListModel):
    """Rows held as dataclasses; setting them keeps the selection where the key is still there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ListRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return row.sentence() if role == Qt.ItemDataRole.AccessibleTextRole else ""
        return None

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def append_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these below the others; selection and place stay."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def rows(self) -> list[ListRow]:
        """The rows shown."""
        return list(self._rows)


class ListRowDelegate(QStyledItemDelegate):
    """Paints a row: title and subtitle left, badge and note right, a blue bar when selected."""

    def __init__(self, parent: QWidget | None = None, height: int = 64) -> None:
        super().__init__(parent)
        self._height = height

    def set_height(self, height: int) -> None:
        """Row height of the design: 64, or 62 in the compact layout."""
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme_of().px(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ListRow):
            return
        theme = theme_of()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        self._paint_ground(painter, theme, rect, option.state)  # type: ignore[attr-defined]
        area = rect.adjusted(_PAD, 0, -_PAD, 0)
        half = area.height() / 2
        top = QRectF(area.left(), area.top() + theme.px(5), area.width(), half - theme.px(3))
        bottom = QRectF(area.left(), area.top() + half, area.width(), half - theme.px(4))
        right = self._paint_right(painter, theme, row, top, bottom)
        cut(painter, theme, top.adjusted(0, 0, -right[0], 0), row.title, "strong", "text")
        cut(painter, theme, bottom.adjusted(0, 0, -right[1], 0), row.subtitle, "label", "text-2")
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, rect: QRectF, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("primary-soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), theme.colour("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        if not selected:
            painter.fillRect(
                QRectF(rect.left() + _PAD, rect.bottom() - 1, rect.width() - 2 * _PAD, 1),
                theme.colour("line"),
            )
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(theme.colour("primary"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -1.5))

    def _paint_right(
        self, painter: QPainter, theme: Theme, row: ListRow, top: QRectF, bottom: QRectF
    ) -> tuple[float, float]:
        """Paint badge and note; the widths they take from the two lines, with a gap."""
        taken_top = taken_bottom = 0.0
        if row.badge:
            size = badge_size(theme, row.badge, bool(row.badge_icon))
            at = QRectF(
                top.right() - size.width(), top.center().y() - size.height() / 2, size.width(), size.height()
            )
            draw_badge(painter, theme, at, row.badge_kind, row.badge, row.badge_icon)
            taken_top = size.width() + 12
        if row.note and row.chip:
            size = chip_size(theme, row.note, row.chip)
            at = QRectF(
                bottom.right() - size.width(),
                bottom.center().y() - size.height() / 2,
                size.width(),
                size.height(),
            )
            draw_chip(painter, theme, at, row.note, row.chip)
            taken_bottom = size.width() + 12
        elif row.note:
            width = theme.metrics("caption").horizontalAdvance(row.note) + 2
            at = QRectF(bottom.right() - width, bottom.top(), width, bottom.height())
            write(painter, theme, at, row.note, "caption", row.note_tone)
            taken_bottom = width + 12
            if row.note_icon:
                side = theme.px(14)
                draw_icon(painter, QRectF(at.left() - side - 6, at.center().y() - side / 2, side, side),
                          row.note_icon, row.note_tone)  # fmt: skip
                taken_bottom += side + 6
        return taken_top, taken_bottom


def cut(painter: QPainter, theme: Theme, rect: QRectF, text: str, role: str, tone: str) -> None:
    """Write `text` on one line, with an ellipsis when it does not fit."""
    metrics: QFontMetrics = theme.metrics(role)
    write(
        painter,
        theme,
        rect,
        metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width())),
        role,
        tone,
    )


class ListRowView(QListView):
    """`row_opened(key)` on Enter or double click, `row_selected(key)` when the current row changes."""

    row_opened = Signal(object)
    row_selected = Signal(object)

    def __init__(self, name: str, height: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._quiet = False
        self.row_model = ListRowModel(self)
        self._delegate = ListRowDelegate(self, height)
        self.setModel(self.row_model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self._open(index))
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows; the selected key stays selected when it is still there."""
        key = self.selected_key()
        self._quiet = True
        self.row_model.set_rows(rows)
        if key is not None:
            self.select_key(key)
        self._quiet = False

    def set_row_height(self, height: int) -> None:
        """Row height of the design."""
        self._delegate.set_height(height)
        self.doItemsLayout()

    def selected_key(self) -> object | None:
        """Key of the current row."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.key if isinstance(row, ListRow) else None

    def select_key(self, key: object) -> bool:
        """Make the row with this key current; False when there is none."""
        for at, row in enumerate(self.row_model.rows()):
            if row.key == key:
                self.setCurrentIndex(self.row_model.index(at))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, ListRow):
            self.row_opened.emit(row.key)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, ListRow) and not self._quiet:
            self.row_selected.emit(row.key)
