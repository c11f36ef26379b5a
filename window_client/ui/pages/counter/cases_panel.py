"""Today's cases at the side of the counter, in four views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from window_client.ui.models.case_rows import case_list_row
from window_client.ui.pages.columns import Switch
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.list_rows import ListRowView
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.text import Label, Line

if TYPE_CHECKING:
    from window_client.services.views import CaseCounts, CaseRow

VIEWS = ("mine", "all", "due", "supplement")


class CasesPanel(Card):
    """`view_changed(view)` asks for other rows, `opened(CaseRow)` for a case, `all_pressed` for the cases page."""

    view_changed = Signal(str)
    opened = Signal(object)
    all_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 0, 0, parent)
        self.body.setContentsMargins(1, 14, 1, 8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.addWidget(Label(self.tr("Cases of today"), "section", parent=self))
        head.addStretch(1)
        more = Button(self.tr("All cases"), "quiet", key="Alt+2", size="small", parent=self)
        more.clicked.connect(self.all_pressed)
        head.addWidget(more)
        self.body.addLayout(head)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(14, 2, 12, 0)
        self.tabs = TabStrip(
            [
                ("mine", self.tr("Mine")),
                ("all", self.tr("Whole window")),
                ("due", self.tr("Due soon")),
                ("supplement", self.tr("Supplement")),
            ],
            self.tr("Which cases"),
            self,
        )
        self.tabs.changed.connect(self.view_changed)
        tabs.addWidget(self.tabs)
        self.body.addLayout(tabs)
        self.body.addWidget(Line(parent=self))
        self._switch = Switch(self)
        self.list = ListRowView(self.tr("Cases of today"), 64, self)
        self.list.row_opened.connect(self._on_opened)
        self.empty = EmptyState("cases", self.tr("No case in this view"), parent=self)
        self._switch.add(self.list)
        self._switch.add(self.empty)
        self.body.addWidget(self._switch, 1)
        self._rows: dict[object, CaseRow] = {}

    def show_rows(self, rows: Sequence[CaseRow], counts: CaseCounts, today: date) -> None:
        """The rows of the view shown, and how many each view has."""
        self._rows = {row.case_id: row for row in rows}
        self.list.set_rows([case_list_row(row, today) for row in rows])
        for view in VIEWS:
            self.tabs.set_count(view, getattr(counts, view))
        self._switch.show_only(self.list if rows else self.empty)

    def set_compact(self, compact: bool) -> None:
        """Rows of 62."""
        self.list.set_row_height(62 if compact else 64)

    def _on_opened(self, key: object) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.opened.emit(row)
