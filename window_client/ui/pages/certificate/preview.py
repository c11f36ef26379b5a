"""The paper as it will be printed: zoom, and numbers hidden until they are held."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from window_client.services.views import StoredDocument
from window_client.ui.page_context import PageContext
from window_client.ui.pages.columns import Switch
from window_client.ui.widgets.button import Button, IconButton
from window_client.ui.widgets.card import Card
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.masked_field import LONGEST_REVEAL_MS, HoldButton
from window_client.ui.widgets.pdf_sheet import Page, PdfSheet, render_pages
from window_client.ui.widgets.text import CutLabel, IconLabel, Label, Line

FIT = 0
ZOOMS = (FIT, 75, 100, 125, 150, 200)
_A4_POINTS = 595.0
_POINTS_TO_PIXELS = 96 / 72
LOCAL = "local"


class PdfPreview(Card):
    """`reveal_requested` while the button is held; the page records it and calls `grant()`."""

    reveal_requested = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("surface", 1, 0, parent)
        self._context = context
        self._document: StoredDocument | None = None
        self._zoom = FIT
        self._held = False
        self.body.addLayout(self._head())
        self.body.addWidget(Line(parent=self))
        self._switch = Switch(self)
        self.empty = EmptyState("document", self.tr("Nothing to preview yet"), parent=self)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Preview"))
        self.sheet = PdfSheet(self._area)
        self._area.setWidget(self.sheet)
        self._switch.add(self.empty)
        self._switch.add(self._area)
        self.body.addWidget(self._switch, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(IconLabel("info", "text-2", 16, parent=self))
        self._note = Label(
            self.tr("Numbers are hidden in the preview; the paper shows them"),
            "label",
            "text-2",
            wrap=True,
            parent=self,
        )
        foot.addWidget(self._note, 1)
        self.body.addLayout(foot)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(LONGEST_REVEAL_MS)
        self._limit.timeout.connect(self.release)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(60)
        self._redraw.timeout.connect(self._render)
        self._show_tools(False)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(4)
        self._name = CutLabel("", "tile", parent=self)
        row.addWidget(self._name, 1)
        self.smaller = IconButton("zoom-out", self.tr("Smaller"), size="small", parent=self)
        self.zoom = Button(self.tr("Whole page"), "quiet", size="small", parent=self)
        self.zoom.setAccessibleName(self.tr("Zoom: whole page"))
        self.larger = IconButton("zoom-in", self.tr("Larger"), size="small", parent=self)
        self.smaller.clicked.connect(lambda: self._step(-1))
        self.larger.clicked.connect(lambda: self._step(1))
        self.zoom.clicked.connect(lambda: self._set_zoom(FIT))
        self.hold_button = HoldButton(self.tr("Hold to show"), "soft", "eye", size="small", parent=self)
        self.hold_button.pressed_down.connect(self.hold)
        self.hold_button.let_go.connect(self.release)
        for widget in (self.smaller, self.zoom, self.larger):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.hold_button)
        return row

    # -- what is shown --------------------------------------------------------------------------------

    def show_document(self, document: StoredDocument, name: str) -> None:
        """Show a finished file under this name."""
        self.release()
        self._document = document
        self._name.setText(name)
        self._show_tools(True)
        self._render()

    def show_nothing(self, sentence: str) -> None:
        """There is no file; say why."""
        self.release()
        self._document = None
        self._name.setText("")
        self.sheet.clear()
        self.empty.set_sentence(sentence)
        self._show_tools(False)

    def document(self) -> StoredDocument | None:
        """The file shown."""
        return self._document

    def _show_tools(self, shown: bool) -> None:
        for widget in (self.smaller, self.zoom, self.larger, self._name):
            widget.setVisible(shown)
        self.hold_button.setVisible(shown and bool(self._document and self._document.masked_areas))
        self._note.setText(
            self.tr("Numbers are hidden in the preview; the paper shows them")
            if shown
            else self.tr("The file shown is the file that is printed")
        )
        self._switch.show_only(self._area if shown else self.empty)

    def _width(self) -> int:
        room = self._area.viewport().size()
        if self._zoom == FIT:
            by_height = (room.height() - 32) / 1.4142
            return max(200, round(min(room.width() - 32, by_height)))
        return round(_A4_POINTS * _POINTS_TO_PIXELS * self._zoom / 100)

    def _render(self) -> None:
        document = self._document
        if document is None:
            return
        width, ratio = self._width(), self.devicePixelRatioF()

        def done(pages: list[Page]) -> None:
            if self._document is document:
                self.sheet.set_pages(pages, document.masked_areas, width)

        self._context.runner.run(
            LOCAL, self, lambda: render_pages(document.pdf, width, ratio), done, self._on_unreadable
        )

    def _on_unreadable(self, _error: Exception) -> None:
        self.show_nothing(self.tr("The stored file cannot be read"))

    def _step(self, by: int) -> None:
        if self._zoom == FIT:
            fit = self._width() / (_A4_POINTS * _POINTS_TO_PIXELS) * 100
            wider = [zoom for zoom in ZOOMS[1:] if zoom > fit]
            narrower = [zoom for zoom in ZOOMS[1:] if zoom < fit]
            found = (wider[0] if wider else ZOOMS[-1]) if by > 0 else (narrower[-1] if narrower else FIT)
            self._set_zoom(found)
            return
        at = min(max(ZOOMS.index(self._zoom) + by, 0), len(ZOOMS) - 1)
        self._set_zoom(ZOOMS[at])

    def _set_zoom(self, zoom: int) -> None:
        self._zoom = zoom
        self.zoom.setText(self.tr("Whole page") if zoom == FIT else f"{zoom}%")
        self.zoom.setAccessibleName(self.tr("Zoom: {0}").format(self.zoom.text()))
        self.zoom.updateGeometry()
        self._render()

    # -- holding --------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Begin to hold: the button does this, the page does it for F4."""
        if not self._held and self.sheet.has_pages():
            self._held = True
            self.reveal_requested.emit()

    def grant(self) -> None:
        """The reveal was recorded: show the numbers if they are still held."""
        if self._held:
            self.sheet.set_revealed(True)
            self._limit.start()

    def release(self) -> None:
        """Stop holding; safe at any time."""
        self._held = False
        self._limit.stop()
        self.sheet.set_revealed(False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.release()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom == FIT and self._document is not None:
            self._redraw.start()
