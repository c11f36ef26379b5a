"""When no case is chosen: the certificates that wait for someone, by what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.services.certificates.entries import OF_NO_CASE, is_certificate
from window_client.services.views import CaseRow, LedgerEntry, PaperState
from window_client.ui import wording
from window_client.ui.models.case_rows import case_list_row
from window_client.ui.pages.columns import Switch
from window_client.ui.reading import read
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.list_rows import ListRow, ListRowView
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.text import Label, Line

DECIDE, PRINT, CONFIRM, HAND_OVER = "decide", "print", "confirm", "hand_over"


def _waits_there(row: CaseRow) -> bool:
    return row.circulation is not None and row.circulation.waits_there


class WaitingCard(Card):
    """`opened(case_id, entry_id)` for a row; `entry_id` is the paper asked about, else None. `paper_opened(entry)`
    for a paper that belongs to no case."""

    opened = Signal(object, object)
    paper_opened = Signal(object)
    counter_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 0, 0, parent)
        self.body.setContentsMargins(1, 16, 1, 8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(Label(self.tr("Certificates that wait"), "section", parent=self))
        head.addStretch(1)
        self.body.addLayout(head)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(14, 4, 16, 0)
        self.tabs = TabStrip(
            [
                (DECIDE, self.tr("To be approved")),
                (PRINT, self.tr("To be printed")),
                (CONFIRM, self.tr("To be confirmed")),
                (HAND_OVER, self.tr("To be handed over")),
            ],
            self.tr("What they wait for"),
            self,
        )
        self._chosen = False
        self.tabs.changed.connect(self._choose)
        tabs.addWidget(self.tabs)
        self.body.addLayout(tabs)
        self.body.addWidget(Line(parent=self))
        self._switch = Switch(self)
        self.list = ListRowView(self.tr("Certificates that wait"), 64, self)
        self.list.row_opened.connect(self._open)
        self.empty = EmptyState("certificate", "", self.tr("To the counter"), parent=self)
        self.empty.pressed.connect(self.counter_pressed)
        self._switch.add(self.list)
        self._switch.add(self.empty)
        self.body.addWidget(self._switch, 1)
        self._rows: dict[str, list[ListRow]] = {DECIDE: [], PRINT: [], CONFIRM: [], HAND_OVER: []}
        self._sent: dict[object, LedgerEntry] = {}

    def show_rows(
        self,
        decide: Sequence[CaseRow],
        approved: Sequence[CaseRow],
        unconfirmed: Sequence[LedgerEntry],
        theirs: Sequence[CaseRow],
        today: date,
    ) -> None:
        """`unconfirmed` are papers of every kind that left the program and that nobody has spoken for; `theirs`
        the cases that they belong to."""
        self._sent = {entry.entry_id: entry for entry in unconfirmed}
        asked = {entry.case_id for entry in unconfirmed if is_certificate(entry)}
        # What waits for another station is in the list of cases; here is what somebody at this one can do.
        decide = [row for row in decide if not _waits_there(row)]
        approved = [row for row in approved if not _waits_there(row)]
        again = [row for row in approved if row.stale]
        self._rows[DECIDE] = [case_list_row(row, today) for row in (*again, *decide)]
        self._rows[PRINT] = [
            case_list_row(row, today)
            for row in approved
            if row.paper in (PaperState.NONE, PaperState.PREPARED)
            and not row.stale
            and row.case_id not in asked
        ]
        self._rows[HAND_OVER] = [
            case_list_row(row, today) for row in approved if row.paper is PaperState.CONFIRMED
        ]
        known = {row.case_id: row for row in theirs}
        self._rows[CONFIRM] = [
            self._sent_row(entry, known.get(entry.case_id), today) for entry in unconfirmed
        ]
        for key, rows in self._rows.items():
            self.tabs.set_count(key, len(rows))
        if not self._chosen or not self._rows[self.tabs.current()]:
            # What left the program and nobody has spoken for is asked about first.
            filled = next((key for key in (CONFIRM, PRINT, DECIDE, HAND_OVER) if self._rows[key]), None)
            if filled:
                self.tabs.set_current(filled)
        self._show()

    def _sent_row(self, entry: LedgerEntry, row: CaseRow | None, today: date) -> ListRow:
        name = row.name if row else ""
        return ListRow(
            key=entry.entry_id,
            title=entry.number or read(entry.title),
            subtitle="\u3000".join(
                part for part in (name, read(entry.title) if entry.number else "") if part
            ),
            badge=self.tr("To be confirmed"),
            badge_kind="primary",
            badge_icon="clock",
            note=(self.tr("Saved as a file {0}") if entry.left_as_file else self.tr("Sent {0}")).format(
                wording.day_time(entry.updated_at, today)
            ),
            note_icon="download" if entry.left_as_file else "printer",
        )

    def _open(self, key: object) -> None:
        entry = self._sent.get(key)
        if entry is not None and entry.case_id == OF_NO_CASE:
            self.paper_opened.emit(entry)
            return
        self.opened.emit(entry.case_id if entry else key, entry.entry_id if entry else None)

    def take_focus(self) -> None:
        """Go to the rows, or to the way out where there are none."""
        (self.list if self._rows[self.tabs.current()] else self.empty.button).setFocus()

    def _choose(self, _key: str) -> None:
        self._chosen = True
        self._show()

    def _show(self) -> None:
        key = self.tabs.current()
        rows = self._rows[key]
        self.list.set_rows(rows)
        self.empty.set_sentence(
            {
                DECIDE: self.tr("No case waits for a decision"),
                PRINT: self.tr("No approved case waits for its certificate"),
                CONFIRM: self.tr("Every printed paper has been confirmed"),
                HAND_OVER: self.tr("No paper waits for its resident"),
            }[key]
        )
        self._switch.show_only(self.list if rows else self.empty)
        if rows and self.list.selected_key() is None:
            self.list.setCurrentIndex(self.list.row_model.index(0))
