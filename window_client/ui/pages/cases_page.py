"""All cases of this terminal: filtered as typed, with the chosen one told at the side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hukou.staff import Permission
from window_client.services.views import (
    CaseCounts,
    CaseDetail,
    CaseFilter,
    CaseListView,
    CaseRow,
    LedgerEntry,
)
from window_client.ui.models.case_rows import case_list_row
from window_client.ui.page_context import PageContext
from window_client.ui.pages.case_side import CaseSide
from window_client.ui.pages.columns import PageScroller, Scroller, SideBySide, Switch, column
from window_client.ui.pages.page import LOCAL, Page
from window_client.ui.pages.paper_dialog import show_paper
from window_client.ui.pages.question import ask_reason
from window_client.ui.pages.routes import open_case
from window_client.ui.widgets.busy import Busy
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.choice_card import Choice
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.list_rows import ListRowView
from window_client.ui.widgets.masked_field import MaskedField
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.text import IconLabel, Line

PAGE_ROWS = 100
TYPING_MS = 60
SLOW_MS = 300
"""What takes longer is said to be under way."""
VIEWS = tuple(CaseListView)


class CasesPage(Page):
    """`opened(case_id=…)` selects a case, `opened(text=…)` filters, `opened(view=…)` chooses a view."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: list[CaseRow] = []
        self._complete = False
        self._loading = False
        self._wanted: UUID | None = None
        self._fresh = False
        """Just opened: the focus goes to the rows when they have come."""
        self._asked = 0
        self.busy = Busy(self)
        self.content.addWidget(self.busy)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(lambda: self.busy.start(self.tr("Reading the cases")))
        self.side = CaseSide(self)
        self._columns = SideBySide(self._list_card(), Scroller(self.side), 424, self)
        inner, box = column(0)
        box.addWidget(self._columns)
        self.content.addWidget(PageScroller(inner, self), 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.side.continue_pressed.connect(self._continue)
        self.side.withdraw_pressed.connect(self._withdraw)
        self.reveal_into(self.side.number, self.side.citizen_no, self.side.case_id)
        for keys, act in (("Ctrl+F", self.focus_filter), ("F5", self.refresh)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda act=act: act() if self.isVisible() else None)

    def _list_card(self) -> Card:
        card = Card("surface", 0, 0, self)
        card.body.setContentsMargins(1, 8, 1, 8)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 16, 6)
        head.setSpacing(16)
        self.tabs = TabStrip(
            [
                ("mine", self.tr("Mine")),
                ("all", self.tr("Whole window")),
                ("due", self.tr("Due soon")),
                ("supplement", self.tr("Supplement")),
                ("drafts", self.tr("Drafts")),
                ("circulated", self.tr("Circulated")),
            ],
            self.tr("Which cases"),
            card,
        )
        self.tabs.set_current(self.context.preferences.current.cases_view)
        self.tabs.changed.connect(self._choose_view)
        head.addWidget(self.tabs, 1)
        self.filter = QLineEdit(card)
        self.filter.setPlaceholderText(self.tr("Case number or name"))
        self.filter.setAccessibleName(self.tr("Filter the cases"))
        self.filter.setToolTip(
            self.tr("The beginning of a case number or name, or a complete citizen number")
        )
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(220)
        self.filter.setMaximumWidth(320)
        self.filter.textChanged.connect(lambda _text: self._typing.start())
        # The scroll area around the card would take the key for itself.
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.filter)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._to_rows)
        self.register = Button(
            self.tr("Register of the day"), "quiet", "document-text", size="small", parent=card
        )
        self.register.clicked.connect(self.make_register)
        self.register.setVisible(self.context.session.staff.may(Permission.ACCEPT))
        head.addWidget(self.register)
        head.addWidget(IconLabel("filter", "text-2", 18, parent=card))
        head.addWidget(self.filter)
        card.body.addLayout(head)
        card.body.addWidget(Line(parent=card))
        self._switch = Switch(card)
        self.list = ListRowView(self.tr("Cases"), 64, card)
        self.list.row_opened.connect(lambda key: self._open_row(key))
        self.list.row_selected.connect(lambda key: self._select(key))
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.empty = EmptyState("cases", "", self.tr("To the counter"), parent=card)
        self.empty.pressed.connect(lambda: self.context.navigate("counter"))
        self._switch.add(self.list)
        self._switch.add(self.empty)
        card.body.addWidget(self._switch, 1)
        card.setMinimumHeight(320)
        return card

    def make_register(self) -> None:
        """The register of today's cases at this window: look, print, save."""
        office, today = self.context.certificates.office, self.context.clock.today()
        self.register.setEnabled(False)

        def done(entry: LedgerEntry) -> None:
            self.register.setEnabled(True)
            show_paper(self.context, entry, self)

        def failed(error: Exception) -> None:
            self.register.setEnabled(True)
            self.show_failure(error)

        self.run(LOCAL, lambda: office.make_daily_register(today), done, failed)

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        return self.tr("Cases"), self.tr("On this computer and at the province")

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("↑↓", self.tr("Choose")),
            ("Enter", self.tr("Open")),
            ("Ctrl+F", self.tr("Filter")),
            ("F5", self.tr("Refresh")),
            ("F4", self.tr("Hold to show the number")),
            ("Ctrl+L", self.tr("Lock")),
        )

    def held_field(self) -> MaskedField | None:
        return self.side.number

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.list.set_row_height(62 if compact else 64)
        self._columns.set_side_width(392 if compact else 424)

    def opened(
        self, case_id: UUID | None = None, text: str | None = None, view: str = "", **context: Any
    ) -> None:
        self.clear_failure()
        if view:
            self.tabs.set_current(view)
        if case_id is not None:
            self._wanted = case_id
            if not view:
                self.tabs.set_current("all")
        if text is not None and text != self.filter.text():
            self.filter.setText(text)
        self._fresh = True
        self.refresh()
        self.list.setFocus()

    def _to_rows(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Type to filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def escape(self) -> None:
        """Clear the filter first."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.context.navigate("counter")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.filter.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.setFocus()
            return
        super().keyPressEvent(event)

    def focus_parts(self) -> Sequence[QWidget]:
        return self.failure, self.tabs, self.register, self.filter, self._switch, self.side

    def bookmark(self) -> dict[str, Any]:
        return {
            "case_id": self.side.case_id(),
            "view": self.tabs.current(),
            "text": self.filter.text(),
        }

    def synced(self, report: Any, status: Any) -> None:
        self.refresh()

    # -- rows -------------------------------------------------------------------------------------------

    def _choose_view(self, view: str) -> None:
        """Show another view, and this one again after the next start; what is typed is never kept on disk."""
        preferences = self.context.preferences
        self.run(LOCAL, lambda: preferences.change(cases_view=view), failed=lambda _error: None)
        self.refresh()

    def _filter(self) -> CaseFilter:
        return CaseFilter(view=CaseListView(self.tabs.current()), text=self.filter.text().strip())

    def refresh(self) -> None:
        """Read the first rows again; an answer that was overtaken is not shown."""
        self._typing.stop()
        cases, wanted = self.context.cases, self._filter()
        self._asked += 1
        asked, many = self._asked, max(PAGE_ROWS, len(self._rows))
        self._loading = True
        self._slow.start()

        def work() -> tuple[Sequence[CaseRow], CaseCounts]:
            return cases.list_cases(wanted, many, 0), cases.counts()

        def done(both: tuple[Sequence[CaseRow], CaseCounts]) -> None:
            if asked == self._asked:
                self._show(list(both[0]), both[1], many)

        def failed(error: Exception) -> None:
            self._end_wait()
            self.show_failure(error)

        self.run(LOCAL, work, done, failed)

    def _end_wait(self) -> None:
        self._slow.stop()
        self.busy.finish()
        self._loading = False

    def _show(self, rows: list[CaseRow], counts: CaseCounts, asked_for: int) -> None:
        self._end_wait()
        self._rows, self._complete = rows, len(rows) < asked_for
        today = self.context.clock.today()
        self.list.set_rows([case_list_row(row, today, with_number=True) for row in rows])
        for view in VIEWS:
            self.tabs.set_count(view.value, getattr(counts, view.value))
        self.empty.set_sentence(self._nothing())
        was_in_list = self.list.hasFocus() or self._fresh
        self._fresh = False
        self._switch.show_only(self.list if rows else self.empty)
        if was_in_list:
            (self.list if rows else self.empty.button).setFocus()
        self._choose()

    def _nothing(self) -> str:
        """Why there is no row."""
        if self.filter.text():
            return self.tr("No case begins with what was typed")
        return {
            "mine": self.tr("You have opened no case on this computer"),
            "due": self.tr("No case is due soon"),
            "supplement": self.tr("No case waits for materials"),
            "drafts": self.tr("No draft is held"),
            "circulated": self.tr("No case is shared with another station"),
        }.get(self.tabs.current(), self.tr("No case on this computer yet"))

    def _choose(self) -> None:
        """Keep or make a selection, so that the side panel tells of a row that is shown."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            if not self.list.select_key(wanted):
                self._select(wanted)
            return
        if not self._rows:
            self.side.show_nothing()
        elif self.list.selected_key() is None:
            self.list.setCurrentIndex(self.list.row_model.index(0))
        else:
            self._select(self.list.selected_key())

    def _on_scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if self._complete or self._loading or value < bar.maximum() - self.list.height():
            return
        cases, wanted, asked, start = self.context.cases, self._filter(), self._asked, len(self._rows)
        self._loading = True

        def done(rows: Sequence[CaseRow]) -> None:
            if asked != self._asked:
                return
            self._loading = False
            self._complete = len(rows) < PAGE_ROWS
            today = self.context.clock.today()
            self._rows += rows
            self.list.row_model.append_rows([case_list_row(row, today, with_number=True) for row in rows])

        self.run(LOCAL, lambda: cases.list_cases(wanted, PAGE_ROWS, start), done)

    # -- one case ---------------------------------------------------------------------------------------

    def _select(self, key: object) -> None:
        if not isinstance(key, UUID):
            return
        cases = self.context.cases
        self.side.expect(key)
        self.run(LOCAL, lambda: cases.detail(key), self._on_detail)

    def _on_detail(self, detail: CaseDetail) -> None:
        if self.side.expects(detail.case.case_id):
            self.side.show_detail(detail, self.context.clock.today())

    def _open_row(self, key: object) -> None:
        row = next((row for row in self._rows if row.case_id == key), None)
        if row is not None:
            open_case(self.context, row.case_id, row.status)

    def _continue(self) -> None:
        detail = self.side.detail
        if detail is not None:
            status = detail.case.status
            key = "certificate" if status.is_final else ""
            if key:
                self.context.navigate(key, case_id=detail.case.case_id)
            else:
                open_case(self.context, detail.case.case_id, status)

    def _withdraw(self) -> None:
        detail, cases = self.side.detail, self.context.cases
        if detail is None:
            return
        reasons = (
            Choice(
                self.tr("The resident takes the application back"),
                self.tr("The resident takes the application back"),
            ),
            Choice(self.tr("Opened by mistake"), self.tr("Opened by mistake")),
            Choice(
                self.tr("To be opened anew with other particulars"),
                self.tr("To be opened anew with other particulars"),
            ),
        )
        title = self.tr("Withdraw this case?")
        text = self.tr("It is closed on this computer and at the province; its actions stay on record.")
        reason = ask_reason(self, title, text, self.tr("Withdraw this case"), reasons)
        if reason:
            self.run(LOCAL, lambda: cases.withdraw(detail.case.case_id, reason), lambda _case: self.refresh())
