"""To which station a case is circulated, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hukou.circulation import circulation_due, circulation_reasons, circulation_source
from hukou.station_wire import StationEntry, matches
from window_client.errors import RequiredFieldError
from window_client.ui import wording
from window_client.ui.reading import read
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.failure_banner import with_code
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.list_rows import ListRow, ListRowView
from window_client.ui.widgets.text import IconLabel, Label

MOST_ROWS = 200
"""More than these nobody reads: another word is typed."""
_LONGEST = 80
_WIDTH, _LIST_HEIGHT = 600, 196


class CirculateDialog(QDialog):
    """`station()` and `reason()` once accepted. Neither is chosen beforehand."""

    def __init__(
        self, stations: Sequence[StationEntry], service: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._stations = tuple(stations)
        self.setWindowTitle(self.tr("Circulate to the register station"))
        self.setModal(True)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("circulation", "circulation", 24, parent=self))
        head.addWidget(Label(self.windowTitle(), "section", wrap=True, parent=self), 1)
        column.addLayout(head)
        column.addWidget(Label(self._limit(service, today), "body", "text-2", wrap=True, parent=self))
        column.addWidget(Label(read(circulation_source()), "caption", "text-3", wrap=True, parent=self))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Name of the station, or the beginning of its code"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_typed)
        self.row = FormRow(self.tr("Station"), self.search, True, parent=self)
        column.addWidget(self.row)
        self.list = ListRowView(self.tr("Stations"), 52, self)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.row_selected.connect(lambda _key: self.row.clear_message())
        column.addWidget(self.list, 1)
        self.reasons = ChoiceGroup(
            tuple(Choice(text, read(text)) for text in circulation_reasons()), 1, self.tr("Reason"), self
        )
        column.addWidget(self.reasons)
        self.own = QLineEdit(self)
        self.own.setMaxLength(_LONGEST)
        self.own_row = FormRow(self.tr("Or in your own words"), self.own, parent=self)
        column.addWidget(self.own_row)
        column.addLayout(self._buttons())
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._to_list)
        self.list.row_opened.connect(lambda _key: self.reasons.setFocus())
        self._show_rows()
        self.search.setFocus()

    def _limit(self, service: str, today: date) -> str:
        day = circulation_due(service, today).day
        return self.tr(
            "The station decides on the case from now on and answers until {0}, in {1} days."
        ).format(wording.full_date(day), (day - today).days)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.cancel = Button(self.tr("Cancel"), "secondary", key="Esc", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.act = Button(self.tr("Circulate"), "primary", "circulation", "Ctrl+Enter", parent=self)
        self.act.clicked.connect(self.try_circulate)
        for button in (self.cancel, self.act):
            button.setAutoDefault(False)
            row.addWidget(button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.try_circulate)
        return row

    def station(self) -> str:
        """The code of the station chosen, '' without one."""
        key = self.list.selected_key()
        return key if isinstance(key, str) else ""

    def reason(self) -> str:
        """Own words before a reason chosen."""
        return self.own.text().strip() or str(self.reasons.value() or "")

    def try_circulate(self) -> None:
        """Accept, or say beside the field what is missing."""
        if not self.station():
            empty = self.tr("No station is chosen. Choose one from the list.")
            if not self._stations:
                empty = self.tr(
                    "The list of stations is not on this computer yet. Connect to the province once."
                )
            self.row.set_message("error", with_code(empty, RequiredFieldError))
            self.search.setFocus()
        elif not self.reason():
            empty = self.tr("No reason is given. Choose one or write it.")
            self.own_row.set_message("error", with_code(empty, RequiredFieldError))
            self.reasons.setFocus()
        else:
            self.accept()

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.selected_key() is None and self.list.row_model.rowCount():
            self.list.setCurrentIndex(self.list.row_model.index(0))

    def _on_typed(self) -> None:
        self.row.clear_message()
        self._show_rows()

    def _show_rows(self) -> None:
        found = [entry for entry in self._stations if matches(entry, self.search.text())]
        self.list.set_rows(
            [
                ListRow(one.station, one.station_name, f"{one.station}\u3000{one.bureau_name}")
                for one in found[:MOST_ROWS]
            ]
        )
        self.row.hint.setText(self.tr("{0} stations").format(len(found)))
        if len(found) == 1 and self.search.text():
            self.list.setCurrentIndex(self.list.row_model.index(0))
