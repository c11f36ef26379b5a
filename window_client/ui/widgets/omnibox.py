"""The one box for codes, acceptance numbers and complete citizen numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from window_client.ui.theme import theme_of
from window_client.ui.widgets.keycap import Keycap
from window_client.ui.widgets.list_rows import ListRow, ListRowView
from window_client.ui.widgets.paint import CARD_RADIUS, CONTROL_RADIUS, begin, box
from window_client.ui.widgets.text import IconLabel

MOST_ROWS = 8


@dataclass(frozen=True)
class Suggestion:
    """`value` is what `chosen` reports; `keycap` is a service code or nothing."""

    value: object
    title: str
    detail: str = ""
    badge: str = ""
    badge_kind: str = "neutral"


class _Popup(QWidget):
    """A child of the window, not a window of its own: it never takes the focus from the box."""

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        self.view = ListRowView(name, 52, self)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        column.addWidget(self.view)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(22, 32, 46, 31))
        self.setGraphicsEffect(shadow)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of()
        box(begin(self), QRectF(self.rect()), theme.colour("surface"), theme.colour("line"), 1, CARD_RADIUS)


class Omnibox(QWidget):
    """`submitted(text)` on Enter without a suggestion in hand, `chosen(value)` on a suggestion.

    Suggestions come from a callable that answers at once (`set_source`), or later from
    `set_suggestions` after `edited(text)`. Esc closes the list, then clears the box, then sends `escaped`.
    """

    submitted = Signal(str)
    chosen = Signal(object)
    edited = Signal(str)
    escaped = Signal()

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Callable[[str], Sequence[Suggestion]] | None = None
        self._suggestions: list[Suggestion] = []
        self._popup: _Popup | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(10)
        self._icon = IconLabel("search", "text-2", 20, parent=self)
        self.edit = QLineEdit(self)
        self.edit.setProperty("bare", True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_edited)
        row.addWidget(self._icon)
        row.addWidget(self.edit, 1)
        self._keycap = Keycap("Ctrl+K", self)
        row.addWidget(self._keycap)
        self.setMaximumWidth(520)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)

    def set_source(self, source: Callable[[str], Sequence[Suggestion]] | None) -> None:
        """Ask `source(text)` after every change; it must answer within a frame and touch no store."""
        self._source = source

    def set_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these below the box, none hides the list."""
        self._suggestions = list(suggestions)[:MOST_ROWS]
        if not self._suggestions or not self.edit.hasFocus():
            self.close_list()
            return
        popup = self._ensure_popup()
        popup.view.set_rows(
            [
                ListRow(at, entry.title, entry.detail, entry.badge, entry.badge_kind)
                for at, entry in enumerate(self._suggestions)
            ]
        )
        popup.view.setCurrentIndex(popup.view.row_model.index(-1))
        height = len(self._suggestions) * theme_of().px(52) + 10
        popup.setGeometry(*self._place(), self.width(), height)
        popup.show()
        popup.raise_()

    def offer(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these with the first one in hand, so that Enter takes it."""
        self.set_suggestions(suggestions)
        if self.list_is_open():
            self._move(1)

    def list_is_open(self) -> bool:
        """Whether suggestions are shown."""
        return self._popup is not None and not self._popup.isHidden()

    def close_list(self) -> None:
        """Hide the suggestions."""
        if self._popup is not None:
            self._popup.hide()

    def text(self) -> str:
        """What is typed, without spaces at its ends."""
        return self.edit.text().strip()

    def clear(self) -> None:
        """Empty the box and hide the list."""
        self.edit.clear()
        self._suggestions = []
        self.close_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keycap.setVisible(self.width() >= theme_of().px(200))
        self.close_list()

    def sizeHint(self) -> QSize:
        return QSize(520, theme_of().px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme_of().px(40))

    def _place(self) -> tuple[int, int]:
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        return corner.x(), corner.y()

    def _ensure_popup(self) -> _Popup:
        if self._popup is None:
            self._popup = _Popup(self.window(), self.tr("Suggestions"))
            self._popup.view.clicked.connect(lambda index: self._choose(index.row()))
        return self._popup

    def _on_edited(self, _text: str) -> None:
        text = self.text()
        self.edited.emit(text)
        if self._source is not None:
            self.set_suggestions(self._source(text) if text else [])

    def _choose(self, at: int) -> None:
        value = self._suggestions[at].value
        self.clear()
        self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._icon.set_icon("search", "primary" if kind == QEvent.Type.FocusIn else "text-2")
            if kind == QEvent.Type.FocusOut:
                self.close_list()
            self.update()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list_is_open():
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at = (
                self._popup.view.currentIndex().row()
                if self._popup is not None and self.list_is_open()
                else -1
            )
            if at >= 0:
                self._choose(at)
            elif self.text():
                self.close_list()
                self.submitted.emit(self.text())
            return True
        if key == Qt.Key.Key_Escape:
            if self.list_is_open():
                self.close_list()
            elif self.edit.text():
                self.clear()
            else:
                self.escaped.emit()
            return True
        return False

    def _move(self, step: int) -> None:
        view = self._ensure_popup().view
        at = (
            (view.currentIndex().row() + step) % len(self._suggestions)
            if view.currentIndex().isValid() or step > 0
            else len(self._suggestions) - 1
        )
        view.setCurrentIndex(view.row_model.index(at))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of()
        focus = self.edit.hasFocus()
        line = theme.colour("primary" if focus else "control")
        box(
            begin(self), QRectF(self.rect()), theme.colour("surface"), line, 2 if focus else 1, CONTROL_RADIUS
        )
