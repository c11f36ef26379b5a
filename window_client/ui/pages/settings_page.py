"""What a person may choose, applied at once and kept; what the deployment fixed, for reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QSlider, QWidget

from window_client import __version__
from window_client.services.devices.card_reader import ReaderStatus
from window_client.services.devices.printers import PrinterInfo
from window_client.ui import wording
from window_client.ui.page_context import PageContext
from window_client.ui.pages.certificate.printer_choice import PrinterChoice
from window_client.ui.pages.columns import PageScroller, SideBySide, column
from window_client.ui.pages.page import DEVICE, LOCAL, Page
from window_client.ui.reading import read
from window_client.ui.theme import LARGEST_SCALE, SMALLEST_SCALE, theme_of
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, SectionHeader
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.flow_layout import FlowLayout
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import Label

STEP = 10
"""Per cent between two sizes of text."""
_APPLY_MS = 250


class SettingsPage(Page):
    """Changes are applied at once and written through `preferences.change` on the local lane."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        current = context.preferences.current
        self._look = current.theme, current.scale
        self._apply = QTimer(self)
        self._apply.setSingleShot(True)
        self._apply.setInterval(_APPLY_MS)
        self._apply.timeout.connect(self._apply_scale)

    def build(self) -> Iterator[None]:
        left, box = column(16)
        box.addWidget(self._look_card())
        yield
        box.addWidget(self._printer_card())
        box.addStretch(1)
        yield
        right, side = column(16)
        side.addWidget(self._terminal_card())
        side.addWidget(self._about_card())
        side.addStretch(1)
        yield
        inner, whole = column(0)
        whole.addWidget(SideBySide(left, right, 480))
        self.content.addWidget(PageScroller(inner, self))
        self._show_preferences()

    # -- cards ------------------------------------------------------------------------------------------

    def _look_card(self) -> Card:
        card = Card("surface", 24, 16, self)
        card.body.addWidget(
            SectionHeader(
                self.tr("Screen"), self.tr("Applied at once and kept for this computer"), parent=card
            )
        )
        self.language = ChoiceGroup(
            [Choice("zh_CN", "简体中文"), Choice("en", "English")], 2, self.tr("Language"), card
        )
        self.language.chosen.connect(self._on_language)
        self.language_row = FormRow(self.tr("Language"), self.language, parent=card)
        card.body.addWidget(self.language_row)
        self.theme = ChoiceGroup(
            [
                Choice("light", self.tr("Light")),
                Choice("dark", self.tr("Dark")),
                Choice("system", self.tr("As the system")),
            ],
            3,
            self.tr("Colours"),
            card,
        )
        self.theme.chosen.connect(self._on_theme)
        card.body.addWidget(FormRow(self.tr("Colours"), self.theme, parent=card))
        self.scale = QSlider(Qt.Orientation.Horizontal, card)
        self.scale.setRange(round(SMALLEST_SCALE * 100) // STEP, round(LARGEST_SCALE * 100) // STEP)
        self.scale.setPageStep(2)
        self.scale.setMinimumHeight(theme_of().px(32))
        self.scale.valueChanged.connect(self._on_scale)
        self.scale_row = FormRow(self.tr("Size of text and controls"), self.scale, parent=card)
        card.body.addWidget(self.scale_row)
        return card

    def _printer_card(self) -> Card:
        card = Card("surface", 24, 16, self)
        head = SectionHeader(self.tr("Printer"), parent=card)
        again = Button(self.tr("Look again"), "quiet", "refresh", "F5", "small", shortcut=True, parent=head)
        again.clicked.connect(self.refresh)
        head.add_right(again)
        card.body.addWidget(head)
        self.printer = PrinterChoice(self.context, card)
        self.printer.activated.connect(lambda _index: self._keep(printer=self.printer.chosen()))
        self.printer_row = FormRow(self.tr("Offered first"), self.printer, parent=card)
        card.body.addWidget(self.printer_row)
        return card

    def _terminal_card(self) -> Card:
        card = Card("surface", 24, 14, self)
        card.body.addWidget(
            SectionHeader(self.tr("This window"), self.tr("Set by the administrator"), parent=card)
        )
        holder = QWidget(card)
        flow = FlowLayout(holder, 32, 12)
        context, session = self.context, self.context.session
        terminal = session.terminal
        self.reader = Fact(self.tr("Card reader"), parent=holder)
        for caption, value in (
            (self.tr("Station"), terminal.station.station_name),
            (self.tr("Window"), self.tr("No. {0}").format(terminal.window_no)),
            (self.tr("Terminal"), terminal.terminal),
            (self.tr("Province"), context.config.province_url or self.tr("not set")),
            (self.tr("Card reader port"), self._reader_words()),
            (
                self.tr("Locks after"),
                self.tr("{0} minutes without input").format(context.config.idle_lock_minutes),
            ),
        ):
            flow.addWidget(Fact(caption, value, parent=holder))
        flow.addWidget(self.reader)
        self._term = Fact(
            self.tr("Offline sign-in until"), wording.full_time(session.offline_until), parent=holder
        )
        flow.addWidget(self._term)
        if terminal.sample:
            flow.addWidget(
                Fact(self.tr("Kind"), self.tr("Sandbox: every paper carries 样本"), "warn", parent=holder)
            )
        card.body.addWidget(holder)
        return card

    def _reader_words(self) -> str:
        setting = self.context.config.card_reader
        if setting == "none":
            return self.tr("none")
        return self.tr("simulated") if setting == "simulated" else setting.removeprefix("serial:")

    def _about_card(self) -> Card:
        card = Card("surface", 24, 14, self)
        head = SectionHeader(self.tr("About"), self.tr("Version {0}").format(__version__), parent=card)
        card.body.addWidget(head)
        card.body.addWidget(
            Label(
                self.tr("A report of this computer for the support. It holds no personal data."),
                "label",
                "text-2",
                wrap=True,
                parent=card,
            )
        )
        self.report = QPlainTextEdit(card)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report of this computer"))
        self.report.setMinimumHeight(180)
        self.report.setTabChangesFocus(True)
        self.report.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        self.examine = Button(self.tr("Examine this computer"), "secondary", "bug", parent=card)
        self.examine.clicked.connect(self.run_doctor)
        self.copy = Button(self.tr("Copy the report"), "secondary", "document-text", parent=card)
        self.copy.clicked.connect(self._copy)
        self.copy.hide()
        row.addWidget(self.examine)
        row.addWidget(self.copy)
        row.addStretch(1)
        card.body.addWidget(self.report)
        card.body.addLayout(row)
        return card

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        return self.tr("Settings"), self.tr("Of this computer")

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("F5", self.tr("Look again")), ("Ctrl+L", self.tr("Lock")))

    def opened(self, **context: Any) -> None:
        self._show_preferences()
        self.refresh()
        self.language.setFocus()

    def escape(self) -> None:
        """Back to the counter."""
        self.context.navigate("counter")

    def refresh(self) -> None:
        """Ask for printers and reader again."""
        context = self.context
        self.run(DEVICE, context.printers.list_printers, self._on_printers, self._on_no_printers)
        reader = context.card_reader
        if reader is None:
            self.reader.set_value(self.tr("not set up"), "text-2")
        else:
            self.run(DEVICE, reader.status, self._on_reader)

    def _on_printers(self, printers: tuple[PrinterInfo, ...]) -> None:
        self.printer.show_printers(printers)
        if printers:
            self.printer_row.clear_message()
        else:
            self.printer_row.set_message(
                "warn", self.tr("The system has no printer. Papers can be saved as PDF and printed later.")
            )

    def _on_no_printers(self, error: Exception) -> None:
        self.printer.show_printers(())
        text = getattr(error, "text", "") or str(error)
        self.printer_row.set_message("error", text)

    def _on_reader(self, status: ReaderStatus) -> None:
        words = {
            "ready": (self.tr("Ready"), "ok"),
            "busy": (self.tr("Busy"), "text"),
            "absent": (self.tr("Not connected"), "warn"),
            "silent": (self.tr("Does not answer"), "warn"),
            "unauthorised": (self.tr("Not authorised"), "bad"),
            "fault": (self.tr("At fault"), "bad"),
        }
        word, tone = words[status.state.value]
        self.reader.set_value(f"{word}\u3000{status.module_number}" if status.module_number else word, tone)

    # -- choices ----------------------------------------------------------------------------------------

    def _show_preferences(self) -> None:
        current = self.context.preferences.current
        self.language.set_value(current.language)
        self.theme.set_value(current.theme)
        self.scale.blockSignals(True)
        self.scale.setValue(round(current.scale * 100) // STEP)
        self.scale.blockSignals(False)
        self._say_scale()

    def _say_scale(self) -> None:
        text = f"{self.scale.value() * STEP}%"
        self.scale_row.hint.setText(text)
        self.scale_row.hint.show()
        self.scale.setAccessibleDescription(text)

    def _on_language(self, value: object) -> None:
        self._keep(language=str(value))
        self.context.language_changed(str(value))

    def _on_theme(self, value: object) -> None:
        self._keep(theme=str(value))
        self._dress()

    def _on_scale(self, _value: int) -> None:
        self._say_scale()
        self._apply.start()

    def _apply_scale(self) -> None:
        self._keep(scale=self.scale.value() * STEP / 100)
        self._dress()

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look = str(self.theme.value() or "light"), self.scale.value() * STEP / 100
            if look == self._look:
                return  # chosen once more: dressing every widget anew is dear
            self._look = look
            self.context.theme.apply(app, *look)
            self.scale.setMinimumHeight(theme_of().px(32))

    def _keep(self, **values: Any) -> None:
        preferences = self.context.preferences
        self.run(LOCAL, lambda: preferences.change(**values), lambda _kept: self.clear_failure())

    # -- report -----------------------------------------------------------------------------------------

    def run_doctor(self) -> None:
        """Make the report; it asks the province once."""
        self.examine.setEnabled(False)
        self.run(DEVICE, self.context.doctor, self._on_report, self._on_no_report)

    def _on_report(self, text: str) -> None:
        self.examine.setEnabled(True)
        self.report.setPlainText("\n".join(map(read, text.splitlines())))
        self.report.show()
        self.copy.show()

    def _on_no_report(self, error: Exception) -> None:
        self.examine.setEnabled(True)
        self.show_failure(error)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.context.toast(self.tr("Report copied"))
