"""The bar above the status strip: back, hold, when it was saved, what is still open, on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.errors import WindowClientError
from window_client.ui import wording
from window_client.ui.pages.page import Page, walk_focus
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.text import IconLabel, Label


class IntakeBar(QWidget):
    """Signals for its acts; the keys are bound to the page."""

    back_pressed = Signal()
    hold_pressed = Signal()
    problem_pressed = Signal()
    next_pressed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.back = Button(self.tr("Back"), icon="chevron-left", key="Alt+←", parent=self)
        self.hold = Button(self.tr("Hold"), key="Ctrl+S", parent=self)
        self.back.clicked.connect(self.back_pressed)
        self.hold.clicked.connect(self.hold_pressed)
        self._saved_icon = IconLabel("ok", "ok", 16, parent=self)
        self.saved = Label("", "label", "text-2", parent=self)
        row.addWidget(self.back)
        row.addWidget(self.hold)
        row.addSpacing(8)
        row.addWidget(self._saved_icon)
        row.addWidget(self.saved)
        row.addStretch(1)
        self._problem_icon = IconLabel("error", "bad", 18, parent=self)
        self.problems = Label("", "strong", "bad", parent=self)
        self.first = Button(self.tr("Go to the first"), "quiet", key="F8", parent=self)
        self.first.clicked.connect(self.problem_pressed)
        self.next = Button("", "primary", key="Ctrl+Enter", parent=self)
        self.next.clicked.connect(self.next_pressed)
        for widget in (self._problem_icon, self.problems, self.first):
            row.addWidget(widget)
        row.addSpacing(8)
        self._row = row
        self._end: tuple[Button, ...] = ()
        row.addWidget(self.next)
        self._count = 0
        self.show_problems(0)
        self.show_saved(None)

    def show_saved(self, at: datetime | None) -> None:
        """When the last change came to rest on this computer; None takes the words away."""
        self._saved_icon.set_icon("ok", "ok")
        self.saved.setText(
            self.tr("{0} saved on this computer").format(wording.clock_time(at, seconds=True)) if at else ""
        )
        self.saved.set_tone("text-2")
        self._fit()

    def show_not_saved(self, error: Exception) -> None:
        """The last change is on the screen only."""
        self._saved_icon.set_icon("error", "bad")
        code = error.code if isinstance(error, WindowClientError) else WindowClientError.code
        self.saved.setText(self.tr("Not saved yet; press Hold to try again. Failure code {0}").format(code))
        self.saved.set_tone("bad")
        self._fit()

    def show_problems(self, count: int) -> None:
        """How many things keep the next step; none hides the words."""
        self._count = count
        self._problem_icon.setVisible(count > 0)
        self.problems.setText(self.tr("{0} still to be mended").format(count))
        self._fit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The bar is kept by the frame, but it is the last part of its page."""
        return walk_focus(self._page, self._page.focus_parts(), forward) or super().focusNextPrevChild(
            forward
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the text is large the words go that the status strip or the page say too; Next stays whole."""
        room = self.width()
        spare: tuple[QWidget, ...] = (self.saved, self.first, self._saved_icon, self.problems)
        wanted = {self.saved: bool(self.saved.text()), self._saved_icon: bool(self.saved.text())}
        for widget in spare:
            widget.setVisible(wanted.get(widget, self._count > 0))
        for widget in spare:
            if self.sizeHint().width() <= room:
                return
            widget.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.back.sizeHint().width(), super().minimumSizeHint().height())

    def show_end(self, *acts: Button) -> None:
        """The case has left the counter: these acts instead of the bar's own, until `show_next`."""
        for act in acts:
            wanted = not act.isHidden()
            if act not in self._end:
                self._row.addWidget(act)  # takes it from its step, and hides it
            act.setVisible(wanted)
        self._end = acts
        for button in (self.back, self.hold, self.next):
            button.hide()
        self.show_problems(0)

    def show_next(self, text: str, back: bool) -> None:
        """What the primary button does; `back` whether there is a step before."""
        for act in self._end:
            act.hide()
        self.hold.show()
        self.next.show()
        self.next.setText(text)
        self.next.updateGeometry()
        self.back.setVisible(back)
        self._fit()
