"""What the paper rests on, and everything that happened to the papers of this case."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hukou.staff import Permission, StaffMember
from window_client.services.views import CaseDetail, HistoryLine, LedgerEntry, LedgerState
from window_client.ui import wording
from window_client.ui.pages.certificate.office import OfficeRow
from window_client.ui.pages.columns import Scroller, column
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, InfoRow, SectionHeader
from window_client.ui.widgets.text import Label, Line

_STATES = {
    "ok": ("ok", "ok"),
    "warn": ("warn", "warning"),
    "bad": ("bad", "error"),
    "": ("neutral", "document"),
}


class DataCard(Card):
    """Data as of, the stored file, and where the case is; `look_up_pressed` asks the register once more."""

    look_up_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 12, parent)
        head = SectionHeader(self.tr("Data and file"), parent=self)
        self.look_up = Button(self.tr("Look up again"), "quiet", "refresh", size="small", parent=head)
        self.look_up.clicked.connect(self.look_up_pressed)
        head.add_right(self.look_up)
        self.body.addWidget(head)
        self.as_of = InfoRow("cloud-ok", "ok", "", "", self)
        self.file = InfoRow("shield", "ok", "", "", self)
        self.sync = InfoRow("cloud-up", "primary", "", "", self)
        for row in (self.as_of, self.file, self.sync):
            self.body.addWidget(row)

    def show_detail(self, detail: CaseDetail, entry: LedgerEntry | None, now: datetime) -> None:
        """Say only what is confirmed."""
        extract = detail.extract
        if extract is None:
            self.as_of.icon.set_icon("cloud-off", "warn")
            self.as_of.set_texts(
                self.tr("No register data yet"),
                self.tr("The province has delivered none for this case"),
                "warn",
            )
        else:
            stale = wording.is_stale(extract.as_of, now)
            self.as_of.icon.set_icon("cloud-ok", "warn" if stale else "ok")
            title = self.tr("Data as of {0}").format(wording.full_time(extract.as_of))
            note = (
                self.tr("Older than a day") if stale else self.tr("Delivered by the province for this case")
            )
            self.as_of.set_texts(title, note, "warn" if stale else "text-3")
        self.file.setVisible(entry is not None)
        if entry is not None:
            title = self.tr("File {0}").format(entry.document_sha256[:12].upper())
            self.file.set_texts(title, self.tr("Previewed, printed, archived alike"))
        mark = wording.sync_mark(detail.sync.value)
        self.sync.icon.set_icon(mark.icon, mark.kind)
        note = (
            self.tr("Number of the province {0}").format(detail.receipt_number)
            if detail.receipt_number
            else ""
        )
        self.sync.set_texts(mark.text, note)


class LedgerCard(Card):
    """Papers first, then the case's history, newest on top; `reprint_pressed`, `refuse_pressed` below."""

    reprint_pressed = Signal()
    refuse_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 0, 0, parent)
        self.body.setContentsMargins(16, 16, 1, 16)
        self.body.addWidget(SectionHeader(self.tr("Ledger of this case"), parent=self))
        self._inner, self._rows = column(0)
        self.body.addWidget(Scroller(self._inner, self, 15), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 12, 15, 0)
        foot.setSpacing(8)
        self.reprint = Button(
            self.tr("Print again (with a reason)"), "secondary", "printer", "F10", parent=self
        )
        self.reprint.clicked.connect(self.reprint_pressed)
        self.refuse = Button(self.tr("Refuse in writing instead"), "quiet", "document-text", parent=self)
        self.refuse.clicked.connect(self.refuse_pressed)
        self.office = OfficeRow(self)
        foot.addWidget(self.office)
        foot.addWidget(self.reprint)
        foot.addWidget(self.refuse)
        self.body.addLayout(foot)

    def show_detail(self, detail: CaseDetail, today: date, staff: StaffMember) -> None:
        """Every paper with its state, then what happened."""
        self.office.show_detail(detail, staff.may(Permission.ACCEPT))
        while self._rows.count():
            item = self._rows.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = [self._paper(entry, today) for entry in reversed(detail.ledger)]
        rows += [self._happening(line, today) for line in reversed(detail.history)]
        for at, row in enumerate(rows):
            if at:
                self._rows.addWidget(Line(parent=self._inner))
            self._rows.addWidget(row)
        self._rows.addStretch(1)

    def _paper(self, entry: LedgerEntry, today: date) -> QWidget:
        word, kind, icon = {
            LedgerState.PREPARED: (self.tr("To be printed"), "primary", "printer"),
            LedgerState.SENT: (self.tr("To be confirmed"), "primary", "clock"),
            LedgerState.CONFIRMED: (self.tr("On paper"), "ok", "ok"),
            LedgerState.SPOILED: (self.tr("Void"), "bad", "error"),
        }[entry.state]
        times = entry.times_sent
        said = self.tr("Sent {0} times").format(times) if times > 1 else ""
        caption = "\u3000".join(
            part for part in (wording.day_time(entry.updated_at, today), read(entry.printer)) if part
        )
        note = entry.remark or said
        return self._row(
            entry.number or read(entry.title),
            caption,
            note,
            "bad" if entry.state is LedgerState.SPOILED else "text-2",
            (word, kind, icon),
        )

    def _happening(self, line: HistoryLine, today: date) -> QWidget:
        caption = f"{wording.day_time(line.at, today)}\u3000{line.who}"
        kind, icon = _STATES.get(line.state, _STATES[""])
        words = {
            "ok": self.tr("passed"),
            "warn": self.tr("noted"),
            "bad": self.tr("not valid"),
            "": self.tr("done"),
        }
        mark = (words.get(line.state, words[""]), kind, icon)
        return self._row(read(line.title), caption, read(line.text), "text-2", mark)

    def _row(self, title: str, caption: str, note: str, tone: str, badge: tuple[str, str, str]) -> QWidget:
        row = QWidget(self._inner)
        body = QVBoxLayout(row)
        body.setContentsMargins(0, 10, 0, 10)
        body.setSpacing(2)
        head = SectionHeader(title, parent=row)
        head.title.setProperty("role", "strong")
        head.title.setWordWrap(True)
        head.add_right(Badge(badge[0], badge[1], badge[2], head))
        body.addWidget(head)
        body.addWidget(Label(caption, "label", "text-2", wrap=True, parent=row))
        if note:
            body.addWidget(Label(note, "label", tone, wrap=True, parent=row))
        return row
