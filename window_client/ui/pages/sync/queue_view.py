"""The queue as a table of three columns whose rows are as tall as what they say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from window_client.ui import wording
from window_client.ui.models.queue_rows import QUEUE_ROLE, QueueLine, QueueModel
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.badge import badge_size, draw_badge
from window_client.ui.widgets.paint import begin, write
from window_client.ui.widgets.wrapped import wrapped_height, write_wrapped

Index = QModelIndex | QPersistentModelIndex

_PAD = 16
_SHORT, _TALL = 64, 88
_EDGE, _GAP = 8, 2
_BAR, _BAR_ROOM = 5, 14


def columns(theme: Theme, width: float) -> tuple[float, float, float]:
    """Left edges of case, state and words; the state is as wide as its widest word."""
    marks = (wording.sync_mark(state).text for state in wording.SYNC_ORDER)
    badge = max(badge_size(theme, word, True).width() for word in marks) + _PAD
    case = max(theme.px(160), (width - badge) * 0.36)
    return _PAD, case, case + badge


class QueueHead(QWidget):
    """The names of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = (self.tr("Case"), self.tr("State"), self.tr("What is true"))

    def sizeHint(self) -> QSize:
        return QSize(400, theme_of().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme_of().px(32))

    def paintEvent(self, _event: object) -> None:
        theme, painter = theme_of(), begin(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        for left, name in zip(columns(theme, self.width()), self._names, strict=True):
            write(
                painter, theme, QRectF(left, 0, self.width() - left, self.height()), name, "caption", "text-2"
            )


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as its texts, and never lower than the design's rows."""
        line, view, theme = index.data(QUEUE_ROLE), self.parent(), theme_of()
        if not isinstance(line, QueueLine) or not isinstance(view, QListView):
            return QSize(200, theme.px(_SHORT))
        width = view.viewport().width()
        left, badge, words = columns(theme, width)
        case = (line.title, "strong"), (line.subtitle, "label")
        told = [(text, role) for text, role, _tone in _told(line)]
        bar = _BAR_ROOM if line.progress else 0
        tallest = max(
            _height(theme, case, badge - left - 12),
            _height(theme, told, width - words - _PAD) + theme.px(bar),
        )
        low = theme.px(_TALL if line.is_tall else _SHORT)
        return QSize(200, max(low, tallest + 2 * theme.px(_EDGE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(QUEUE_ROLE)
        if not isinstance(line, QueueLine):
            return
        theme = theme_of()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        self._ground(painter, theme, rect, state)
        left, badge, words = (rect.left() + edge for edge in columns(theme, rect.width()))
        middle = rect.center().y()
        case = (line.title, "strong", "text"), (line.subtitle, "label", "text-2")
        _write(painter, theme, QRectF(left, rect.top(), badge - left - 12, rect.height()), case)
        size = badge_size(theme, line.state.text, True)
        spot = QRectF(badge, middle - size.height() / 2, size.width(), size.height())
        draw_badge(painter, theme, spot, line.state.kind, line.state.text, line.state.icon)
        room = QRectF(words, rect.top(), rect.right() - words - _PAD, rect.height())
        if line.progress:
            low = QRectF(room.left(), room.bottom() - theme.px(_BAR_ROOM) + 2, room.width(), theme.px(_BAR))
            room.setBottom(low.top() - 2)
            _draw_progress(painter, theme, low, *line.progress)
        _write(painter, theme, room, _told(line))
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


def _draw_progress(painter: QPainter, theme: Theme, rect: QRectF, taken: int, steps: int) -> None:
    """A bar as long as the part of the steps that the province has; the words above say the same."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    filled = QRectF(rect.left(), rect.top(), rect.width() * taken / max(1, steps), rect.height())
    painter.setBrush(theme.colour("primary"))
    painter.drawRoundedRect(filled, rect.height() / 2, rect.height() / 2)


def _told(line: QueueLine) -> list[tuple[str, str, str]]:
    """Text, role and tone of what is said of a case."""
    texts = [(text, "label", "text" if at == 0 else "text-2") for at, text in enumerate(line.told)]
    if line.code:
        texts.append((line.code, "caption", line.tone))
    return texts


def _height(theme: Theme, texts: Sequence[tuple[str, str]], width: float) -> int:
    return sum(wrapped_height(theme, text, role, width) + _GAP for text, role in texts)


def _write(painter: QPainter, theme: Theme, room: QRectF, texts: Sequence[tuple[str, str, str]]) -> None:
    """The texts below each other, broken where they have to be, centred in the row."""
    tall = _height(theme, [(text, role) for text, role, _tone in texts], room.width())
    top = room.top() + max(0.0, (room.height() - tall) / 2)
    for text, role, tone in texts:
        if text:
            top += _GAP + write_wrapped(
                painter, theme, QRectF(room.left(), top, room.width(), room.bottom() - top), text, role, tone
            )


class QueueView(QListView):
    """`line_selected(key)` when the current row changes, `line_opened(key)` on Enter or double click."""

    line_selected = Signal(object)
    line_opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.queue = QueueModel()
        self.queue.setParent(self)
        self.setModel(self.queue)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._on_current)

    def set_lines(self, lines: Sequence[QueueLine]) -> None:
        """Show these; the selected case stays selected when it is still there."""
        key = self.selected()
        self.selectionModel().blockSignals(True)
        self.queue.set_lines(lines)
        self.selectionModel().blockSignals(False)
        at = self.queue.position(key) if key is not None else -1
        if at >= 0:
            self.setCurrentIndex(self.queue.index(at))

    def selected(self) -> object | None:
        """The case of the current row."""
        line = self.currentIndex().data(QUEUE_ROLE)
        return line.key if isinstance(line, QueueLine) else None

    def select(self, key: object) -> None:
        """Make a row current."""
        at = self.queue.position(key)
        if at >= 0:
            self.setCurrentIndex(self.queue.index(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        line = index.data(QUEUE_ROLE)
        if isinstance(line, QueueLine):
            self.line_opened.emit(line.key)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = current.data(QUEUE_ROLE)
        if isinstance(line, QueueLine):
            self.line_selected.emit(line.key)
