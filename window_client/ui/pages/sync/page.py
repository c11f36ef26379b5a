"""What is on its way to the province, what came back, and what needs a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.errors import WindowClientError
from window_client.services.conflict_sheets import ConflictSheet
from window_client.services.sync.cycle import SyncReport
from window_client.services.sync.status import Link, QueueRow, SyncStatus
from window_client.ui import wording
from window_client.ui.models.queue_rows import queue_line
from window_client.ui.page_context import PageContext
from window_client.ui.pages.columns import PageScroller, Scroller, SideBySide, Switch, column
from window_client.ui.pages.page import LOCAL, REMOTE, Page, failure_text
from window_client.ui.pages.sync.queue_view import QueueHead, QueueView
from window_client.ui.pages.sync.settling import Settling
from window_client.ui.pages.sync.side import SyncSide
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.busy import Busy
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.stat_card import StatCard
from window_client.ui.widgets.text import Label

_ICON_TONES = {"neutral": "text-2"}


class SyncPage(Page):
    """`opened()` reads the status; `refresh()` is for whoever knows that a cycle has ended."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.status: SyncStatus | None = None
        self._filter = ""
        self._sending = False
        self._error: WindowClientError | None = None
        self.banner = Banner("warn", parent=self)
        self.banner.hide()
        self.send = Button(self.tr("Send now"), "secondary", "refresh", "F5", parent=self)
        self.send.clicked.connect(self.send_now)
        self.banner.add_action(self.send)
        self.content.addWidget(self.banner)
        self.busy = Busy(self)
        self.content.addWidget(self.busy)
        inner, box = column(16)
        box.addWidget(self._counters())
        self.side = SyncSide(context.catalogue, self)
        self.side.open_pressed.connect(lambda: self._open(self.queue.selected()))
        self.settling = Settling(self, self.side)
        self._columns = SideBySide(self._queue_card(), Scroller(self.side), 480, self)
        box.addWidget(self._columns, 1)
        self.content.addWidget(PageScroller(inner, self), 1)
        shortcut = QShortcut(QKeySequence("F5"), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda: self.send_now() if self.isVisible() else None)

    def _counters(self) -> QWidget:
        holder = QWidget(self)
        layout = ColumnLayout(holder, 6, 12)
        self.cards: dict[str, StatCard] = {}
        for state in wording.SYNC_ORDER:
            mark = wording.sync_mark(state)
            card = StatCard(mark.text, mark.icon, _ICON_TONES.get(mark.kind, mark.kind), holder)
            card.clicked.connect(lambda _checked=False, state=state: self.choose(state))
            self.cards[state] = card
            layout.addWidget(card)
        return holder

    def _queue_card(self) -> Card:
        card = Card("surface", 0, 0, self)
        card.body.setContentsMargins(1, 12, 1, 8)
        head = SectionHeader(self.tr("Queue"), self.tr("What needs a person stands first"), parent=card)
        head.layout().setContentsMargins(16, 0, 12, 8)  # type: ignore[union-attr]
        self.again = Button(self.tr("Send now"), "quiet", "refresh", "F5", size="small", parent=head)
        self.again.clicked.connect(self.send_now)
        head.add_right(self.again)
        self._all = Button(self.tr("All"), "quiet", "filter", size="small", parent=head)
        self._all.clicked.connect(lambda: self.choose(""))
        head.add_right(self._all)
        card.body.addWidget(head)
        card.body.addWidget(QueueHead(card))
        self._switch = Switch(card)
        self.queue = QueueView(self.tr("Queue"), card)
        self.queue.line_selected.connect(self._on_selected)
        self.queue.line_opened.connect(self._open)
        self.empty = EmptyState("sync", self.tr("Nothing waits and nothing came back"), parent=card)
        self._switch.add(self.queue)
        self._switch.add(self.empty)
        card.body.addWidget(self._switch, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 2)
        self.contact = Label("", "caption", "text-2", wrap=True, parent=card)
        foot.addWidget(self.contact, 1)
        card.body.addLayout(foot)
        card.setMinimumHeight(280)
        return card

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        contact = self.status.last_contact if self.status else None
        told = (
            self.tr("Last contact {0}").format(wording.full_time(contact))
            if contact
            else self.tr("No contact yet")
        )
        return self.tr("Sync"), told

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("F5", self.tr("Send now")),
            ("↑↓", self.tr("Choose")),
            ("Enter", self.tr("Open")),
            ("Alt+B / S", self.tr("This side / province")),
            ("Ctrl+Enter", self.tr("Merge and queue")),
            ("Ctrl+L", self.tr("Lock")),
        )

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._columns.set_side_width(420 if compact else 480)

    def opened(self, **context: Any) -> None:
        self.clear_failure()
        self.refresh()
        self.queue.setFocus()

    def escape(self) -> None:
        """Show everything again, then the counter."""
        if self._filter:
            self.choose("")
        else:
            self.context.navigate("counter")

    def focus_parts(self) -> Sequence[QWidget]:
        return self.failure, self.banner, *self.cards.values(), self.again, self._all, self.queue, self.side

    def synced(self, report: SyncReport, status: SyncStatus) -> None:
        self._error = report.error
        self.show_status(status)

    # -- status -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the status from the store."""
        sync = self.context.sync
        self.run(LOCAL, sync.status, self.show_status)

    def show_status(self, status: SyncStatus) -> None:
        """Show what is true now."""
        self.status = status
        for state, card in self.cards.items():
            card.set_figure(next((count for key, count in status.counters.items() if key.value == state), 0))
        self._all.setText(self.tr("All {0}").format(sum(status.counters.values())))
        self._show_banner(status)
        self.again.setVisible(self.banner.isHidden())
        now, today = self.context.clock.now(), self.context.clock.today()
        parts = []
        if status.data_as_of is not None:
            parts.append(self.tr("Data as of {0}").format(wording.full_time(status.data_as_of)))
        if status.next_attempt_at is not None and status.next_attempt_at > now:
            parts.append(self.tr("Next attempt {0}").format(wording.day_time(status.next_attempt_at, today)))
        if status.parked:
            parts.append(self.tr("{0} changes need a newer version of this program").format(status.parked))
        stale = status.data_as_of is not None and wording.is_stale(status.data_as_of, now)
        self.contact.setText("\u3000".join(parts))
        self.contact.set_tone("warn" if stale or status.parked else "text-2")
        self._show_queue()
        self.refresh_shell()

    def _show_banner(self, status: SyncStatus) -> None:
        kept = self.tr(
            "What is saved here is sent by itself when the link is back; nothing has to be typed again."
        )
        if status.link is Link.ONLINE:
            fact = self.tr("Connected; {0} cases wait to be sent").format(status.waiting)
            self.banner.set_banner("primary", fact, "", "cloud-up")
            self.banner.setVisible(status.waiting > 0)
            return
        error = self._error
        if status.link is Link.PAUSED:
            fact = self.tr("The province does not accept this terminal; sending is paused")
            told = failure_text(error) if error is not None else kept
            self.banner.set_banner("bad", fact, told, "cloud-off")
        elif status.last_contact is None:
            fact = self.tr("No contact with the province yet")
            self.banner.set_banner("primary", fact, wording.sentences(kept, self._code(error)), "cloud")
        else:
            now = self.context.clock.now()
            away = now - status.last_contact
            fact = (
                self.tr("Offline for {0}; acceptance goes on").format(wording.span(away))
                if away >= timedelta(minutes=1)
                else self.tr("Offline since just now; acceptance goes on")
            )
            told = wording.sentences(kept, self._term(now), self._code(error))
            self.banner.set_banner("warn", fact, told, "cloud-off")
        self.banner.show()

    def _code(self, error: WindowClientError | None) -> str:
        return self.tr("Failure code {0}").format(error.code) if error is not None else ""

    def _term(self, now: datetime) -> str:
        left = self.context.session.offline_until - now
        return self.tr("The offline sign-in holds for another {0}.").format(wording.span(left))

    def choose(self, state: str) -> None:
        """Show only one state; the same again, or an empty one, shows all."""
        self._filter = "" if state == self._filter else state
        for key, card in self.cards.items():
            card.setChecked(key == self._filter)
        self._show_queue()

    def _rows(self) -> list[QueueRow]:
        if self.status is None:
            return []
        return [row for row in self._every_row() if not self._filter or row.state.value == self._filter]

    def _show_queue(self) -> None:
        today, rows = self.context.clock.today(), self._rows()
        self.queue.set_lines([queue_line(row, self.context.catalogue, today) for row in rows])
        self._switch.show_only(self.queue if rows else self.empty)
        if not rows:
            self.side.show_nothing()
        elif self.queue.selected() is None:
            self.queue.select(rows[0].case_id)
        else:
            self._on_selected(self.queue.selected())

    # -- one case ---------------------------------------------------------------------------------------

    def _on_selected(self, key: object) -> None:
        row = next((row for row in self._rows() if row.case_id == key), None)
        if row is None:
            return
        today, conflicts = self.context.clock.today(), self.context.conflicts
        other = next((one for one in self._every_row() if one.case_id == row.duplicate_of), None)

        def done(sheets: tuple[ConflictSheet, ...]) -> None:
            if self.queue.selected() == row.case_id:
                self.side.show_row(row, sheets, other, today)

        self.run(LOCAL, lambda: conflicts.sheets(row.case_id), done)

    def _every_row(self) -> Sequence[QueueRow]:
        return self.status.queue if self.status is not None else ()

    def _open(self, key: object) -> None:
        if isinstance(key, UUID):
            self.context.navigate("cases", case_id=key)

    # -- sending ----------------------------------------------------------------------------------------

    def send_now(self) -> None:
        """A cycle at once, whatever the waiting time says."""
        if self._sending:
            return
        self._sending = True
        self.clear_failure()
        self.busy.start(self.tr("Speaking to the province"))
        sync = self.context.sync
        self.run(REMOTE, lambda: sync.run_once(force=True), self._on_sent, self._on_failed)

    def _on_sent(self, report: SyncReport) -> None:
        self._sending = False
        self.busy.finish()
        self._error = report.error
        if report.error is None:
            self.context.toast(self.tr("The province has answered"))
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._sending = False
        self.busy.finish()
        self.show_failure(error)
        self.refresh()
