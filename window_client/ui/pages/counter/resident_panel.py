"""The card at the head of the counter: nobody, reading, typing, or the person identified."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.errors import WindowClientError
from window_client.services.clock import Clock
from window_client.services.devices.card_status import default_timings
from window_client.ui import wording
from window_client.ui.models.resident import Resident
from window_client.ui.pages.columns import SideBySide, Switch
from window_client.ui.pages.counter.manual_entry import ManualEntry
from window_client.ui.pages.counter.resident_view import ResidentView
from window_client.ui.reading import read
from window_client.ui.theme import theme_of
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.busy import Busy
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.text import Label, Line

_TICK_MS = 200


class ResidentPanel(Card):
    """Asks for acts by signal; the page does them."""

    read_pressed = Signal()
    manual_pressed = Signal()
    change_pressed = Signal()
    read_cancelled = Signal()

    def __init__(self, clock: Clock, sample: bool, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 12, parent)
        self._clock = clock
        self.body.setContentsMargins(16, 12, 16, 16)
        self.body.addWidget(self._head())
        self._line = Line(parent=self)
        self.body.addWidget(self._line)
        self._stack = Switch(self)
        self.empty = EmptyState("card", self.tr("Read the card or type the person"), parent=self)
        self.reading = Busy(self)
        self.reading.cancelled.connect(self.read_cancelled)
        self.manual = ManualEntry(clock, sample, self)
        self.view = ResidentView(self)
        self._reading_place = QWidget(self)
        place = QHBoxLayout(self._reading_place)
        place.addWidget(self.reading)
        for widget in (self.empty, self._reading_place, self.manual, self.view):
            self._stack.add(widget)
        self.body.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._began = 0.0
        self._stack.setMinimumHeight(theme_of().px(124))
        self.show_empty()

    def _head(self) -> QWidget:
        words = QWidget(self)
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.badge = Badge("", "neutral", "", words)
        self.told = Label("", "label", "text-2", wrap=True, parent=words)
        row.addWidget(self.badge)
        row.addWidget(self.told, 1, Qt.AlignmentFlag.AlignVCenter)
        acts = QWidget(self)
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.read = Button(self.tr("Read the card"), "secondary", "card", "F2", "small", True, acts)
        self.type = Button(self.tr("Type by hand"), "secondary", "document-edit", "F3", "small", True, acts)
        self.change = Button(self.tr("Next person"), "secondary", "person", "Esc", "small", False, acts)
        self.read.clicked.connect(self.read_pressed)
        self.type.clicked.connect(self.manual_pressed)
        self.change.clicked.connect(self.change_pressed)
        row.addStretch(1)
        for button in (self.read, self.type, self.change):
            row.addWidget(button)
        self._head_row = SideBySide(words, acts, 0, self)
        return self._head_row

    # -- states ---------------------------------------------------------------------------------------

    def mode(self) -> str:
        """`empty`, `reading`, `manual` or `resident`."""
        return {
            self.empty: "empty",
            self._reading_place: "reading",
            self.manual: "manual",
            self.view: "resident",
        }[self._stack.current()]

    def show_empty(self, told: str = "") -> None:
        """No one is identified."""
        self._timer.stop()
        self.view.forget()
        self._show(self.empty)
        if not told and not self.manual.typed().is_empty():
            told = self.tr("What was typed is kept: press F3 to go on with it")
        self._say(self.tr("No one yet"), "neutral", "person", told)
        self.read.setText(self.tr("Read the card"))

    def show_reading(self) -> None:
        """The reader waits for a card; the bar shows how long it will still wait."""
        self._show(self._reading_place)
        self._say(self.tr("Reading"), "primary", "card", "")
        self._began = self._clock.monotonic()
        steps = max(1, int(default_timings().card_wait * 1000) // _TICK_MS)
        self.reading.start(
            self.tr("Lay the card on the reader and leave it there until it was read"),
            steps,
            cancellable=True,
        )
        self.reading.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    def show_manual(self, number: str = "") -> None:
        """The person is typed."""
        self._timer.stop()
        self._show(self.manual)
        self._say(
            self.tr("Typed by hand"),
            "neutral",
            "pencil",
            self.tr("A complete number, or a full name with the birth date"),
        )
        self.manual.start(number)

    def show_resident(self, resident: Resident) -> None:
        """The person is known."""
        self._timer.stop()
        self.view.show_resident(resident, self._clock.today())
        self._show(self.view)
        when = wording.clock_time(resident.at, seconds=True)
        if resident.from_chip:
            self._say(
                self.tr("Chip read"),
                "ok",
                "ok",
                self.tr("{0}\u3000Hand the card back to the applicant").format(when),
            )
        else:
            self._say(
                self.tr("Typed by hand"),
                "warn",
                "pencil",
                self.tr("{0}\u3000Compare with the paper document").format(when),
            )
        self.read.setText(self.tr("Read again"))

    def show_failure(self, error: WindowClientError) -> None:
        """What the reader said, beside the buttons that go on."""
        self._timer.stop()
        if self.mode() == "reading":
            self._show(self.empty)
        self.read.setText(self.tr("Read again"))
        self.read.setFocus(Qt.FocusReason.OtherFocusReason)
        code = self.tr("Failure code {0}").format(error.code)
        self._say(
            self.tr("Not read"),
            "bad",
            "error",
            wording.sentences(read(error.message), read(error.remedy), code),
        )

    def ask_again(self, told: str) -> None:
        """Say something beside the badge without changing anything else."""
        self.told.setText(told)

    def set_compact(self, compact: bool) -> None:
        """172 high instead of 204."""
        self.body.setSpacing(6 if compact else 12)
        self.body.setContentsMargins(16, 6 if compact else 12, 16, 8 if compact else 16)
        self.view.set_compact(compact)
        self._stack.setMinimumHeight(theme_of().px(108 if compact else 124))

    def _show(self, widget: QWidget) -> None:
        self.change.setVisible(widget is self.view)
        self._head_row.fit()
        self._stack.show_only(widget)

    def _say(self, word: str, kind: str, icon: str, told: str) -> None:
        self.badge.set_state(word, kind, icon)
        self.told.setText(told)
        self.told.set_tone("bad" if kind == "bad" else "text-2")

    def _tick(self) -> None:
        self.reading.advance(int((self._clock.monotonic() - self._began) * 1000) // _TICK_MS)
