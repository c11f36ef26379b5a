"""Where a case stands: numbered circles, a word and a count beside each, clickable once visited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.paint import begin, box, write

_CIRCLE, _GAP = 28, 10


@dataclass(frozen=True)
class Step:
    """One step. `note` stands small beside the label (`3/4`, `2 项待改`) in `note_tone`. A `skipped` one was
    passed over, e.g. by a refusal, and is never ticked.
    """

    title: str
    note: str = ""
    note_tone: str = "text-3"
    skipped: bool = False


_LEAST_LINK = 16
"""Width of the line between two steps."""


class _StepButton(QPushButton):
    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self.step = Step("")
        self.state = "to-do"  # done, current, to-do
        self.has_note = True
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def wanted(self, has_note: bool) -> int:
        """The width of circle and title, and of the note where it is shown."""
        theme = theme_of()
        width = theme.px(_CIRCLE) + _GAP + theme.metrics("body", True).horizontalAdvance(self.step.title) + 10
        if self.step.note and has_note:
            width += 8 + theme.metrics("caption").horizontalAdvance(self.step.note)
        return width

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(self.has_note), theme_of().px(_CIRCLE) + 8)

    def minimumSizeHint(self) -> QSize:
        """The circle alone: where the text is large the note goes first, then the title is cut."""
        return QSize(theme_of().px(_CIRCLE) + 8, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            box(painter, rect, theme.colour("hover"))
        if self.hasFocus():
            box(painter, rect, None, theme.colour("primary"), 2)
        side = theme.px(_CIRCLE)
        circle = QRectF(4, rect.center().y() - side / 2, side, side)
        self._paint_circle(painter, theme, circle)
        left = circle.right() + _GAP
        current = self.state == "current"
        metrics = theme.metrics("body", current)
        room = int(rect.width() - left - 2)
        title = metrics.elidedText(self.step.title, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(title) + 1
        tone = "text" if self.state != "to-do" else "text-2"
        write(painter, theme, QRectF(left, 0, width, rect.height()), title, 14, tone, bold=current)
        note = QRectF(left + width + 8, 0, rect.width(), rect.height())
        if self.has_note:
            write(painter, theme, note, self.step.note, "caption", self.step.note_tone)

    def _paint_circle(self, painter: QPainter, theme: Theme, circle: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.state == "done":
            painter.setBrush(theme.colour("ok-soft"))
            painter.drawEllipse(circle)
            side = theme.px(18)
            middle = circle.center()
            draw_icon(
                painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), "check", "ok"
            )
            return
        tone = "text-2"
        if self.state == "current":
            painter.setBrush(theme.colour("primary-fill"))
            painter.drawEllipse(circle)
            tone = "on-primary"
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("control"), 1.5))
            painter.drawEllipse(circle.adjusted(0.75, 0.75, -0.75, -0.75))
        write(painter, theme, circle, str(self._number), "strong", tone, Qt.AlignmentFlag.AlignHCenter)


class Stepper(QWidget):
    """`step_chosen(index)` when a visited step is pressed; the stepper itself does not move."""

    step_chosen = Signal(int)

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._buttons: list[_StepButton] = []
        self._current, self._visited = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; as long as their number is the same nothing loses its focus."""
        if len(steps) != len(self._buttons):
            self._rebuild(len(steps))
        for button, step in zip(self._buttons, steps, strict=True):
            button.step = step
            button.updateGeometry()
        self._fit()
        self._refresh()

    def _fit(self) -> None:
        """The notes go together where not all of them have room."""
        links = sum(self._row.spacing() * 2 + _LEAST_LINK for _button in self._buttons)
        has_room = sum(button.wanted(True) for button in self._buttons) + links <= self.width()
        for button in self._buttons:
            if button.has_note != has_room:
                button.has_note = has_room
                button.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def set_current(self, index: int, visited: int | None = None) -> None:
        """`index` is the step shown, `visited` the furthest one that may be returned to, -1 when none may."""
        self._current = index
        self._visited = max(self._visited, index) if visited is None else visited
        self._refresh()

    def current(self) -> int:
        """Index of the step shown."""
        return self._current

    def _rebuild(self, count: int) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._buttons = []
        for index in range(count):
            if index:
                self._row.addWidget(_Link(self), 1)
            button = _StepButton(index + 1, self)
            button.clicked.connect(lambda _checked=False, at=index: self.step_chosen.emit(at))
            self._buttons.append(button)
            self._row.addWidget(button)
        self._row.addStretch(1)

    def _refresh(self) -> None:
        total = len(self._buttons)
        for index, button in enumerate(self._buttons):
            current = index == self._current
            done = index < self._current and not button.step.skipped
            button.state = "current" if current else "done" if done else "to-do"
            reachable = index <= self._visited
            button.setEnabled(reachable)
            button.setCursor(Qt.CursorShape.PointingHandCursor if reachable else Qt.CursorShape.ArrowCursor)
            place = self.tr("Step {0} of {1}").format(index + 1, total)
            words = [place, self.tr("current")] if current else [place]
            words += [button.step.title] + ([button.step.note] if button.step.note else [])
            button.setAccessibleName(self.tr(", ").join(words))
            button.update()
        for link in self.findChildren(_Link):
            link.update()

    def link_done(self, link: QWidget) -> bool:
        """Whether the line `link` leads away from a finished step."""
        at = self._row.indexOf(link) // 2
        return at < self._current and not self._buttons[at].step.skipped

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
            return
        super().keyPressEvent(event)


class _Link(QWidget):
    def __init__(self, parent: Stepper) -> None:
        super().__init__(parent)
        self._stepper = parent
        self.setMinimumWidth(_LEAST_LINK)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        done = self._stepper.link_done(self)
        painter.setPen(QPen(theme.colour("ok-line" if done else "key-line"), 1.5))
        middle = self.height() / 2
        painter.drawLine(0, round(middle), self.width(), round(middle))
