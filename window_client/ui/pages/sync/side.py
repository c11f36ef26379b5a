"""The panel beside the queue: what is true of one case, or what a person has to settle in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hukou.catalogue import Catalogue
from window_client.services.conflict_sheets import ConflictSheet
from window_client.services.sync.status import QueueRow
from window_client.ui import wording
from window_client.ui.pages.columns import Switch, column
from window_client.ui.pages.sync.conflict_view import ConflictView
from window_client.ui.pages.sync.return_view import DuplicateView, ReturnView
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.text import Label


class SyncSide(Card):
    """`open_pressed` opens the case as it stands now; the views inside have signals of their own."""

    open_pressed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 0, parent)
        self._catalogue = catalogue
        self.row: QueueRow | None = None
        self.empty = EmptyState("sync", self.tr("Choose a case to see what is true of it"), parent=self)
        self._sheet, box = column(12)
        head = SectionHeader("", parent=self._sheet)
        self._head = head
        self.badge = Badge("", "neutral", "", head)
        head.add_right(self.badge)
        box.addWidget(head)
        self.case = Label("", "label", "text-2", wrap=True, parent=self._sheet)
        box.addWidget(self.case)
        self._switch = Switch(self._sheet)
        self.told = Label("", "label", "text-2", wrap=True, parent=self._sheet)
        self.conflict = ConflictView(catalogue, self._sheet)
        self.returned = ReturnView(self._sheet)
        self.duplicate = DuplicateView(catalogue, self._sheet)
        for view in (self.told, self.conflict, self.returned, self.duplicate):
            self._switch.add(view)
        box.addWidget(self._switch)
        self.rest = Label("", "label", "warn", wrap=True, parent=self._sheet)
        box.addWidget(self.rest)
        self.open = Button(self.tr("Open the case"), "secondary", key="Enter", parent=self._sheet)
        self.open.clicked.connect(self.open_pressed)
        box.addWidget(self.open)
        box.addStretch(1)
        self._outer = Switch(self)
        self._outer.add(self.empty)
        self._outer.add(self._sheet)
        self.body.addWidget(self._outer)

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.row = None
        self._outer.show_only(self.empty)

    def sheet(self) -> ConflictSheet | None:
        """What a person settles here now; None when there is nothing of the kind."""
        if self._outer.current() is self.empty:
            return None
        view = self._switch.current()
        return view.sheet if isinstance(view, ConflictView | ReturnView) else None

    def show_row(
        self, row: QueueRow, sheets: Sequence[ConflictSheet], other: QueueRow | None, today: date
    ) -> None:
        """Tell of one case. What has to be settled stands first, one after the other; `other` is the case that it may
        be a double of."""
        self.row = row
        item = self._catalogue.by_id.get(row.service)
        mark = wording.sync_mark(row.state.value)
        self._head.set_texts(read(item.title) if item else row.service)
        self.badge.set_state(mark.text, mark.kind, mark.icon)
        self.case.setText("\u3000".join(part for part in (row.name, row.case_no) if part))
        self.rest.setText(self.tr("{0} more steps of this case wait to be settled").format(len(sheets) - 1))
        self.rest.setVisible(len(sheets) > 1)
        if sheets and sheets[0].state == "conflict":
            self.conflict.show_sheet(sheets[0], today)
            self._switch.show_only(self.conflict)
        elif sheets:
            self.returned.show_sheet(sheets[0])
            self._switch.show_only(self.returned)
        elif row.duplicate_of is not None:
            self.duplicate.show_pair(row, other)
            self._switch.show_only(self.duplicate)
        else:
            self.told.setText(self._true_of(row))
            self._switch.show_only(self.told)
        self._outer.show_only(self._sheet)

    def _true_of(self, row: QueueRow) -> str:
        return {
            "local_only": self.tr("Saved on this computer as a draft; it is not sent before it is accepted."),
            "queued": self.tr(
                "Complete and saved here; it is sent by itself as soon as the province can be reached."
            ),
            "sent": self.tr("Sent; the province has not answered yet. Do not enter it again."),
            "accepted": self.tr("The province has confirmed this case, number {0}.").format(
                row.receipt_number or "—"
            ),
            "conflict": self.tr("The province has another version of this case."),
            "returned": self.tr("The province returned this case."),
        }[row.state.value]
