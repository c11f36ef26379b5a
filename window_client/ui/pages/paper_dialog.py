"""A paper that belongs to a day and not to a case, in a window of its own: look at it, print it, save it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from window_client.services.views import LedgerEntry
from window_client.ui.page_context import PageContext
from window_client.ui.pages.certificate.paper_card import PaperCard
from window_client.ui.reading import read
from window_client.ui.widgets.button import Button

WIDTH, HEIGHT = 1040, 720


class PaperDialog(QDialog):
    """Closed with Esc; what was printed and not confirmed stays in the list of what waits."""

    def __init__(self, context: PageContext, entry: LedgerEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(read(entry.title))
        self.setModal(True)
        room = parent.window().size()
        self.resize(min(WIDTH, room.width()), min(HEIGHT, room.height()))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        self.paper = PaperCard(context, None, self)
        column.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.shut = Button(self.tr("Close"), "secondary", key="Esc", parent=self)
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(self.reject)
        row.addWidget(self.shut)
        column.addLayout(row)
        self.paper.show_entry(entry)
        self.paper.print.setFocus()


def show_paper(context: PageContext, entry: LedgerEntry, parent: QWidget) -> PaperDialog:
    """Open the dialog and go on."""
    dialog = PaperDialog(context, entry, parent)
    dialog.open()
    return dialog
