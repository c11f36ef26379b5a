"""The counter: who is here, what is wanted, what is under way."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from hukou.case import Status
from hukou.staff import Permission
from window_client.errors import WindowClientError
from window_client.services.devices.card_record import CardRecord
from window_client.services.devices.device_errors import (
    CardReadCancelledError,
    CardUnreadableError,
    ReaderUnpluggedError,
)
from window_client.services.views import CaseFilter, CaseListView
from window_client.ui import wording
from window_client.ui.models.resident import Resident, resident_from_card
from window_client.ui.models.rules import load_rules
from window_client.ui.models.typed_person import CARRIED_KEY, TypedPerson
from window_client.ui.page_context import PageContext
from window_client.ui.pages.columns import PageScroller, SideBySide, column
from window_client.ui.pages.counter.cases_panel import CasesPanel
from window_client.ui.pages.counter.hints import hints_for
from window_client.ui.pages.counter.resident_panel import ResidentPanel
from window_client.ui.pages.counter.service_panel import ServicePanel
from window_client.ui.pages.page import DEVICE, LOCAL, Page
from window_client.ui.pages.routes import open_case
from window_client.ui.reading import read
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.masked_field import MaskedField

if TYPE_CHECKING:
    from uuid import UUID

    from window_client.services.views import CaseRow

ROWS_SHOWN = 200


class CounterPage(Page):
    """`opened(citizen_no=…)` begins manual entry with a number, `opened(service_code=…)` chooses a service."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.resident: Resident | None = None
        self._person_rows: tuple[CaseRow, ...] = ()
        self._cancel: threading.Event | None = None
        self._asked_to_change = False

    def build(self) -> Iterator[None]:
        context, session = self.context, self.context.session
        self.panel = ResidentPanel(context.clock, session.terminal.sample, self)
        yield
        self.question = Banner("primary", parent=self)
        self._continue = Button(self.tr("Continue the draft"), "primary", parent=self)
        self._anew = Button(self.tr("Open another"), "secondary", parent=self)
        self.question.add_action(self._continue)
        self.question.add_action(self._anew)
        self.question.hide()
        barred = "" if session.staff.may(Permission.ACCEPT) else self.tr("This role accepts no cases")
        self.services = ServicePanel(context.catalogue, barred, self)
        yield
        self.cases = CasesPanel("" if barred else self.tr("Read the card"), "F2", self)
        yield
        inner, box = column(16)
        for widget in (self.panel, self.question):
            box.addWidget(widget)
        self._columns = SideBySide(self.services, self.cases, 456, inner)
        box.addWidget(self._columns, 1)
        self._box = box
        yield
        self.content.addWidget(PageScroller(inner, self))
        self._was_typing = self._restore_typed()
        self._connect()
        self.run(LOCAL, lambda: load_rules(session.terminal.sample))

    def _connect(self) -> None:
        self.panel.read_pressed.connect(self.read_card)
        self.panel.manual_pressed.connect(lambda: self.type_person())
        self.panel.change_pressed.connect(self.change_person)
        self.panel.read_cancelled.connect(self._cancel_read)
        self.panel.manual.identified.connect(self.identify)
        self.panel.manual.cancelled.connect(self._leave_manual)
        self.panel.manual.edited.connect(self._carry_typed)
        self.panel.view.hints.chosen.connect(self._on_hint)
        self.services.chosen.connect(self.choose)
        self.cases.view_changed.connect(lambda _view: self.refresh())
        self.cases.opened.connect(lambda row: open_case(self.context, row.case_id, row.status))
        self.cases.all_pressed.connect(lambda: self.context.navigate("cases"))
        self.cases.first_pressed.connect(self.read_card)
        self._continue.clicked.connect(self._on_continue)
        self._anew.clicked.connect(self._on_anew)
        self.reveal_into(self.panel.view.number, lambda: self.resident.citizen_no if self.resident else "")
        for key, act in (("F6", self.change_person), ("F5", self.refresh)):
            shortcut = QShortcut(
                QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(act)

    # -- the shell ------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        today = self.context.clock.today()
        return self.tr("Counter"), f"{wording.full_date(today)}\u3000{wording.weekday(today)}"

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("F2", self.tr("Read the card")),
            ("F3", self.tr("Type by hand")),
            ("F4", self.tr("Hold to show the number")),
            ("F6", self.tr("Hold, next person")),
            ("Ctrl+L", self.tr("Lock")),
        )

    def held_field(self) -> MaskedField | None:
        return self.panel.view.number

    def focus_parts(self) -> Sequence[QWidget]:
        return self.failure, self.panel, self.question, self.services, self.cases

    def opened(self, citizen_no: str = "", service_code: str = "", **context: Any) -> None:
        self.refresh()
        session = self.context.session
        if session.notice is not None:
            self.show_failure(session.notice)
            session.notice = None
        if self.resident is not None:
            self._look_for_person()
        was_typing, self._was_typing = self._was_typing, False
        if citizen_no:
            self.type_person(citizen_no)
        elif service_code:
            self.services.choose_code(service_code)
        elif was_typing:
            self.type_person()
        elif self.panel.mode() == "empty":
            self.panel.read.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._box.setSpacing(12 if compact else 16)
        self._columns.set_side_width(432 if compact else 456)
        for part in (self.panel, self.services, self.cases):
            part.set_compact(compact)

    def refresh(self) -> None:
        """Read the list of cases again."""
        cases, today = self.context.cases, self.context.clock.today()
        wanted = CaseFilter(view=CaseListView(self.cases.tabs.current()), since=today)

        def work() -> tuple[Any, Any]:
            return cases.list_cases(wanted, ROWS_SHOWN, 0), cases.counts()

        self.run(LOCAL, work, lambda both: self.cases.show_rows(both[0], both[1], today))

    def synced(self, report: Any, status: Any) -> None:
        self.refresh()

    # -- who is here ----------------------------------------------------------------------------------

    def read_card(self) -> None:
        """Wait for a card on the reader, on a lane of its own."""
        if self._cancel is not None:
            return
        self.clear_failure()
        reader = self.context.card_reader
        if reader is None:
            message, remedy = (
                self.tr("No card reader is set up for this window."),
                self.tr("Press F3 and type the person."),
            )
            self.panel.show_failure(ReaderUnpluggedError(message, remedy=remedy))
            return
        cancel = self._cancel = threading.Event()
        self._forget()
        self.panel.show_reading()
        self.run(DEVICE, lambda: reader.read(cancel), self._on_card, self._on_read_failed)

    def _on_card(self, record: CardRecord) -> None:
        self._cancel = None
        resident = resident_from_card(record, self.context.clock.now(), self.context.clock.today())
        if resident is None:
            self.panel.show_failure(CardUnreadableError())
            return
        self.identify(resident)

    def _on_read_failed(self, error: Exception) -> None:
        self._cancel = None
        if isinstance(error, CardReadCancelledError):
            self.panel.show_empty()
        elif isinstance(error, WindowClientError):
            self.panel.show_failure(error)
        else:
            self.panel.show_empty()
            self.show_failure(error)

    def _cancel_read(self) -> None:
        if self._cancel is not None:
            self._cancel.set()

    def type_person(self, number: str = "") -> None:
        """Identify the person by typing."""
        self._cancel_read()
        self.clear_failure()
        self._forget()
        self.panel.show_manual(number)
        self._carry_typed()

    def _leave_manual(self) -> None:
        self._show_nobody()

    def _show_nobody(self) -> None:
        self.panel.show_empty()
        self._carry_typed()
        self.panel.read.setFocus(Qt.FocusReason.OtherFocusReason)

    def _carry_typed(self) -> None:
        """What is typed outlives this page: a lock or a change of language makes another one."""
        typed = replace(self.panel.manual.typed(), is_open=self.panel.mode() == "manual")
        if typed.is_empty():
            self.context.carried.pop(CARRIED_KEY, None)
        else:
            self.context.carried[CARRIED_KEY] = typed

    def _restore_typed(self) -> bool:
        """Whether somebody was typing when the page before this one was taken away."""
        typed = self.context.carried.get(CARRIED_KEY)
        if not isinstance(typed, TypedPerson):
            return False
        self.panel.manual.restore(typed)
        self.panel.show_empty()
        return typed.is_open

    def identify(self, resident: Resident) -> None:
        """This person is at the counter now."""
        self._forget()
        self.resident = resident
        self.panel.show_resident(resident)
        self.panel.manual.clear()
        self._show_hints()
        self._look_for_person()
        self.services.focus_likely()

    def change_person(self) -> None:
        """The next one; what was begun for this one is a draft already."""
        had = self.resident is not None
        self._cancel_read()
        self._forget()
        self._show_nobody()
        if had:
            self.context.toast(self.tr("Next person. Drafts are kept."))

    def _forget(self) -> None:
        self.resident = None
        self._person_rows = ()
        self._asked_to_change = False
        self.question.hide()
        self.services.suggest("")

    def _look_for_person(self) -> None:
        resident, cases = self.resident, self.context.cases
        if resident is None:
            return

        def work() -> tuple[CaseRow, ...]:
            if resident.citizen_no:
                return cases.find_for_person(citizen_no=resident.citizen_no)
            return cases.find_for_person(name=resident.name, birth_date=resident.birth_date)

        def done(rows: tuple[CaseRow, ...]) -> None:
            if self.resident is resident:
                self._person_rows = rows
                self._show_hints()

        self.run(LOCAL, work, done)

    def _show_hints(self) -> None:
        if self.resident is None:
            return
        sample = self.context.session.terminal.sample
        hints = hints_for(self.resident, self._person_rows, self.context.clock.today(), sample)
        self.panel.view.hints.set_hints(hints)
        drafts = [row for row in self._person_rows if row.status is Status.DRAFT]
        self.services.suggest(drafts[0].service if drafts else "")

    def _on_hint(self, key: object) -> None:
        row = next((row for row in self._person_rows if row.case_id == key), None)
        if row is not None:
            self._go(row.case_id, row.status)

    # -- what is wanted -------------------------------------------------------------------------------

    def choose(self, service_id: str) -> None:
        """Open a case, or offer the draft that this person has for the same service."""
        self.clear_failure()
        if self.resident is None:
            self.services.tell(self.tr("First read the card (F2) or type the person (F3)"))
            self.panel.read.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        draft = next(
            (row for row in self._person_rows if row.status is Status.DRAFT and row.service == service_id),
            None,
        )
        if draft is None:
            self._open(service_id)
            return
        when = wording.day_time(draft.updated_at, self.context.clock.today())
        self.question.set_banner(
            "primary",
            self.tr("There is a draft of “{0}” for this person").format(read(draft.title)),
            self.tr("Held {0}").format(when),
        )
        self.question.setProperty("draft", draft.case_id)
        self.question.setProperty("service", service_id)
        self.question.show()
        self._continue.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_continue(self) -> None:
        self.question.hide()
        self._go(self.question.property("draft"), Status.DRAFT)

    def _on_anew(self) -> None:
        self.question.hide()
        self._open(self.question.property("service"))

    def _open(self, service_id: str) -> None:
        resident, cases = self.resident, self.context.cases
        if resident is None:
            return
        self.run(
            LOCAL,
            lambda: cases.open_case(service_id, resident.subject()),
            lambda case_id: self._go(case_id, Status.DRAFT),
        )

    def _go(self, case_id: UUID, status: Status) -> None:
        if status is Status.DRAFT:
            self.context.navigate("case", case_id=case_id, resident=self.resident)
        else:
            open_case(self.context, case_id, status)

    # -- keys -----------------------------------------------------------------------------------------

    def escape(self) -> None:
        """Close what is open; then ask to change the person; nothing is lost either way."""
        mode = self.panel.mode()
        if not self.question.isHidden():
            self.question.hide()
        elif mode == "reading":
            self._cancel_read()
        elif mode == "manual":
            self._leave_manual()
        elif mode == "resident" and not self._asked_to_change:
            self._asked_to_change = True
            self.panel.ask_again(self.tr("Press Esc once more for the next person; drafts are kept"))
        elif mode == "resident":
            self.change_person()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if (
            len(text) == 1
            and text.isascii()
            and text.isalnum()
            and plain
            and not isinstance(self.focusWidget(), QLineEdit)
        ):
            self.type_ahead(event)
            return
        super().keyPressEvent(event)
