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
    """`view_changed(view)` asks for other rows, `opened(CaseRow)` for a case, `all_pressed` for the cases page.

    `first_act` is what a clerk without a case yet does, with its key: a button, `first_pressed`; none when empty.
    """

    view_changed = Signal(str)
    opened = Signal(object)
    all_pressed = Signal()
    first_pressed = Signal()

    def __init__(self, first_act: str = "", key: str = "", parent: QWidget | None = None) -> None:
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
        self.empty = EmptyState("cases", self.tr("No case in this view"), first_act, key, self)
        self.empty.pressed.connect(self.first_pressed)
        self._has_first_act = bool(first_act)
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
        # Nothing due and nothing to supplement is good news: only the views of all work ask for a first case.
        begins = self._has_first_act and self.tabs.current() in ("mine", "all")
        self.empty.button.setVisible(begins)
        self._switch.show_only(self.list if rows else self.empty)

    def set_compact(self, compact: bool) -> None:
        """Rows of 62."""
        self.list.set_row_height(62 if compact else 64)

    def _on_opened(self, key: object) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.opened.emit(row)
