"""Draws the refusal notice, the acceptance receipt and the one-off notice: one flow from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hukou.certificate.documents import (
    AcceptanceReceipt,
    Issuer,
    PrintedDocument,
    RefusalNotice,
    Row,
    SupplementNotice,
    TickBox,
)
from hukou.certificate.wording import format_date
from window_client.errors import CertificateOverflowError
from window_client.services.certificates.certificate_form import draw_head
from window_client.services.certificates.layout import POINTS_PER_MM, Layout, Section
from window_client.services.certificates.sheet import Sheet
from window_client.services.certificates.typesetting import Line, break_lines

Draw = Callable[[], None]


class Flow:
    """Collects what a notice shows, in one size of type, and knows how far down it reaches.

    Nothing is written before `write`: a flow that reaches too far is dropped and tried in a smaller size.
    """

    def __init__(self, sheet: Sheet, layout: Layout, size: float) -> None:
        page, self.section = layout["page"], layout["notice"]
        self.sheet = sheet
        self.left, self.right = page.number("left"), page.number("right")
        self.size = size
        self.baseline = self.section.number("text_first")
        self._writes: list[Draw] = []

    @property
    def pitch(self) -> float:
        return self.size * self.section.number("leading") / POINTS_PER_MM

    def paragraph(self, text: str, *, left: float | None = None, indent: float = 2.0) -> None:
        start = self.left if left is None else left
        width = (self.right - start) * POINTS_PER_MM / self.size
        for line in break_lines(text, self.sheet.stack(), width, indent, self.sheet.keep):
            self._writes.append(_write_line(self.sheet, start, self.baseline, line, self.size))
            self.baseline += self.pitch

    def box(self, box: TickBox) -> None:
        em = self.size / POINTS_PER_MM
        left = self.left + 2 * em + box.level * self.section.number("indent_box")
        baseline, side = self.baseline, 0.82 * em
        self._writes.append(lambda: self.sheet.tick_box(left, baseline, side, ticked=box.ticked))
        self.paragraph(box.text, left=left + 1.5 * em, indent=0)

    def gap(self, share: float = 1.0) -> None:
        self.baseline += share * self.section.number("gap")

    def rows(self, rows: Sequence[Row]) -> None:
        """A table of labels and values over the full width."""
        cells = [(row.label, row.value) for row in rows]
        widths = (self.section.number("row_label_width"), 0.0)
        self._table(cells, widths, self.section.number("row_size"), heading=False)

    def numbered(self, head: tuple[str, ...], rows: Sequence[Row]) -> None:
        """A table with a running number, a name and a remark."""
        cells = [head, *((str(number), row.label, row.value) for number, row in enumerate(rows, 1))]
        widths = (self.section.number("column_number"), self.section.number("column_name"), 0.0)
        self._table(cells, widths, self.section.number("table_size"), heading=True)

    def _table(
        self, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], size: float, *, heading: bool
    ) -> None:
        sheet, section = self.sheet, self.section
        size = min(size, self.size)
        padding, pitch = section.number("table_padding"), section.number("table_pitch")
        edges = [self.left]
        for width in widths[:-1]:
            edges.append(edges[-1] + width)
        edges.append(self.right)
        top = bottom = self.baseline - 0.9 * self.size / POINTS_PER_MM
        for number, cells in enumerate(rows):
            columns = [
                break_lines(
                    text, sheet.stack(), (edges[c + 1] - edges[c] - 2 * padding) * POINTS_PER_MM / size, 0
                )
                for c, text in enumerate(cells)
            ]
            tallest = max(len(lines) for lines in columns)
            first = bottom + padding + 0.9 * size / POINTS_PER_MM
            for column, lines in enumerate(columns):
                offset = (tallest - len(lines)) * pitch / 2
                for position, line in enumerate(lines):
                    x = edges[column] + padding
                    if column == 0 or (heading and number == 0):
                        x = (edges[column] + edges[column + 1]) / 2 - line.width * size / POINTS_PER_MM / 2
                    self._writes.append(_write_line(sheet, x, first + offset + position * pitch, line, size))
            bottom = first + (tallest - 1) * pitch + 0.2 * size / POINTS_PER_MM + padding
            self._writes.append(_write_rule(sheet, self.left, bottom, self.right, bottom))
        self._writes.append(_write_frame(sheet, edges, top, bottom))
        self.baseline = bottom + self.pitch

    def notes(self, notes: Sequence[str]) -> None:
        size = min(self.section.number("notes_size"), self.size)
        pitch = self.section.number("notes_pitch")
        for number, note in enumerate(notes, 1):
            head = f"注：{number}．" if number == 1 else f"{number}．"
            start = self.left + self.sheet.width_of("注：1．", size)
            at = start - self.sheet.width_of(head, size)
            self._writes.append(_write_text(self.sheet, at, self.baseline, head, size))
            width = (self.right - start) * POINTS_PER_MM / size
            for line in break_lines(note, self.sheet.stack(), width, 0):
                self._writes.append(_write_line(self.sheet, start, self.baseline, line, size))
                self.baseline += pitch

    def write(self) -> None:
        for draw in self._writes:
            draw()


def draw_refusal(sheet: Sheet, document: RefusalNotice, layout: Layout) -> None:
    def compose(flow: Flow) -> None:
        flow.paragraph(document.opening)
        for box in document.boxes:
            flow.box(box)
        flow.gap(0.3)
        label = flow.section.text("grounds_label")
        flow.paragraph(label + "".join(document.grounds))
        flow.paragraph(document.closing)
        flow.gap()
        flow.notes(document.notes)

    _draw_notice(sheet, document, layout, compose)


def draw_receipt(sheet: Sheet, document: AcceptanceReceipt, layout: Layout) -> None:
    def compose(flow: Flow) -> None:
        flow.paragraph(document.opening)
        flow.rows(document.rows)
        if document.materials:
            flow.numbered(flow.section.texts("materials_head"), document.materials)
        flow.notes(document.notes)

    _draw_notice(sheet, document, layout, compose)


def draw_supplement(sheet: Sheet, document: SupplementNotice, layout: Layout) -> None:
    def compose(flow: Flow) -> None:
        flow.paragraph(document.opening)
        flow.numbered(flow.section.texts("missing_head"), document.missing)
        flow.paragraph(document.closing)
        flow.gap(0.5)
        flow.notes(document.notes)

    _draw_notice(sheet, document, layout, compose)


def _draw_notice(
    sheet: Sheet, document: PrintedDocument, layout: Layout, compose: Callable[[Flow], None]
) -> None:
    section = layout["notice"]
    draw_head(sheet, document, layout)
    for size in section.numbers("text_sizes"):
        flow = Flow(sheet, layout, size)
        compose(flow)
        end = flow.baseline + 2 * section.number("gap")
        if end <= section.number("text_last"):
            flow.write()
            _draw_issuer(
                sheet, document.issuer, max(end, section.number("issuer_least")), layout["page"], section
            )
            return
    raise CertificateOverflowError(document.title)


def _draw_issuer(sheet: Sheet, issuer: Issuer, baseline: float, page: Section, section: Section) -> None:
    """Who issued it, right below the text; the seal goes over the date."""
    rows = [
        (section.text("station_label"), issuer.station),
        (section.text("clerk_label"), issuer.clerk),
        *([(section.text("phone_label"), issuer.phone)] if issuer.phone else []),
        (section.text("date_label"), format_date(issuer.issued_on)),
    ]
    size, pitch = section.number("issuer_size"), section.number("issuer_pitch")
    width = max(sheet.width_of(label + value, size) for label, value in rows)
    left = min(section.number("issuer_left"), page.number("right") - width)
    if left < page.number("left"):
        raise CertificateOverflowError(section.text("station_label").rstrip("："))
    for number, (label, value) in enumerate(rows):
        sheet.text(left, baseline + number * pitch, label + value, size)
    seal = section.text("seal_label")
    sheet.right_aligned(page.number("right"), baseline + len(rows) * pitch, seal, size)


def _write_line(sheet: Sheet, x: float, baseline: float, line: Line, size: float) -> Draw:
    return lambda: sheet.line(x, baseline, line, size)


def _write_text(sheet: Sheet, x: float, baseline: float, text: str, size: float) -> Draw:
    def write() -> None:
        sheet.text(x, baseline, text, size)

    return write


def _write_rule(sheet: Sheet, x1: float, y1: float, x2: float, y2: float) -> Draw:
    def write() -> None:
        sheet.pen(0.3)
        sheet.rule(x1, y1, x2, y2)

    return write


def _write_frame(sheet: Sheet, edges: Sequence[float], top: float, bottom: float) -> Draw:
    def write() -> None:
        sheet.pen(0.35)
        sheet.frame(edges[0], top, edges[-1], bottom)
        for edge in edges[1:-1]:
            sheet.rule(edge, top, edge, bottom)

    return write
