"""The printers of the system with their true state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from window_client.services.devices.printers import PrinterInfo, PrinterState
from window_client.ui.widgets.controls import ComboBox

if TYPE_CHECKING:
    from window_client.ui.page_context import PageContext


def printer_words(printer: PrinterInfo) -> str:
    """2 号窗口　黑白激光（就绪）."""
    state = {
        PrinterState.READY: QCoreApplication.translate("PrinterChoice", "ready"),
        PrinterState.BUSY: QCoreApplication.translate("PrinterChoice", "printing"),
        PrinterState.STOPPED: QCoreApplication.translate("PrinterChoice", "stopped"),
        PrinterState.OFFLINE: QCoreApplication.translate("PrinterChoice", "offline"),
    }[printer.state]
    return QCoreApplication.translate("PrinterChoice", "{0} ({1})").format(
        printer.description or printer.name, state
    )


class PrinterChoice(ComboBox):
    """`chosen()` is the printer's name, empty when there is none."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setPlaceholderText(self.tr("No printer"))
        self.setAccessibleName(self.tr("Printer"))

    def show_printers(self, printers: Sequence[PrinterInfo]) -> None:
        """Offer these; the one chosen stays, else the preferred one, else the system's default."""
        wanted = [self.chosen(), self._context.preferences.current.printer, self._context.config.printer]
        wanted += [printer.name for printer in printers if printer.is_default]
        wanted += [printer.name for printer in printers]
        self.clear()
        for printer in printers:
            self.addItem(printer_words(printer), printer.name)
        names = [printer.name for printer in printers]
        name = next((one for one in wanted if one in names), "")
        self.setCurrentIndex(names.index(name) if name else -1)

    def chosen(self) -> str:
        """Name of the printer chosen."""
        return str(self.currentData() or "")
