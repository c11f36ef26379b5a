"""A paper that runs from top to bottom, over as many pages as it needs; what fits on no page is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hukou.certificate.documents import Row, TickBox
from window_client.errors import CertificateOverflowError
from window_client.services.certificates.layout import POINTS_PER_MM, Layout
from window_client.services.certificates.sheet import Sheet
from window_client.services.certificates.typesetting import Line, break_lines

Draw = Callable[[Sheet], None]


class Flow:
    """Collects what a paper shows, in one size of type, page by page.

    Nothing is written before it is asked for: a flow that takes too much room is dropped and tried in a smaller size.
    `sheet` measures only. Lengths are millimetres, sizes of type points.
    """

    def __init__(self, sheet: Sheet, layout: Layout, size: float, title: str, *, paged: bool) -> None:
        page, self.section = layout["page"], layout["notice"]
        self.left, self.right = page.number("left"), page.number("right")
        self.size = size
        self.baseline = self.section.number("text_first")
        self.pages: list[list[Draw]] = [[]]
        self._sheet = sheet
        self._title = title
        self._paged = paged

    @property
    def pitch(self) -> float:
        return self.size * self.section.number("leading") / POINTS_PER_MM

    @property
    def fits_one_page(self) -> bool:
        return len(self.pages) == 1 and self.baseline <= self.section.number("text_last")

    def add(self, draw: Draw) -> None:
        self.pages[-1].append(draw)

    def turn(self) -> None:
        """Go on at the top of a new page; `CertificateOverflowError` when there are too many."""
        if len(self.pages) >= self.section.number("pages_most"):
            raise CertificateOverflowError(self._title)
        self.pages.append([])
        self.baseline = self.section.number("text_first")

    def need(self, height: float) -> bool:
        """Make room for what reaches `height` below the baseline; True when that took a new page."""
        last = self.section.number("page_last")
        if not self._paged or self.baseline + height <= last:
            return False
        self.turn()
        if self.baseline + height > last:
            raise CertificateOverflowError(self._title)
        return True

    # --- parts ---------------------------------------------------------------------------------------------

    def paragraph(self, text: str, *, left: float | None = None, indent: float = 2.0) -> None:
        start = self.left if left is None else left
        width = (self.right - start) * POINTS_PER_MM / self.size
        for line in break_lines(text, self._sheet.stack(), width, indent, self._sheet.keep):
            self.need(0)
            self.add(_line(start, self.baseline, line, self.size))
            self.baseline += self.pitch

    def box(self, box: TickBox) -> None:
        em = self.size / POINTS_PER_MM
        left = self.left + 2 * em + box.level * self.section.number("indent_box")
        self.need(self.pitch)
        baseline, side = self.baseline, 0.82 * em
        self.add(lambda sheet: sheet.tick_box(left, baseline, side, ticked=box.ticked))
        self.paragraph(box.text, left=left + 1.5 * em, indent=0)

    def gap(self, share: float = 1.0) -> None:
        self.baseline += share * self.section.number("gap")

    def rows(self, rows: Sequence[Row]) -> None:
        """A table of labels and values over the full width."""
        cells = [(row.label, row.value) for row in rows]
        widths = (self.section.number("row_label_width"), 0.0)
        self.table((), cells, widths, self.section.number("row_size"))

    def numbered(self, head: tuple[str, ...], rows: Sequence[Row]) -> None:
        """A table with a running number, a name and a remark."""
        cells = [(str(number), row.label, row.value) for number, row in enumerate(rows, 1)]
        widths = (self.section.number("column_number"), self.section.number("column_name"), 0.0)
        self.table(head, cells, widths, self.section.number("table_size"))

    def table(
        self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: Sequence[float], size: float
    ) -> None:
        """`widths` in millimetres; a width of 0 takes what is left, equally where there are several. The head
        stands again on every page."""
        size = min(size, self.size)
        edges = self._edges(widths)
        top = bottom = self._table_top()
        if head:
            bottom = self._table_row(head, edges, bottom, size, heading=True)
        for cells in rows:
            height = self._row_height(cells, edges, size)
            if self._paged and bottom + height > self.section.number("page_last"):
                self.add(_frame(edges, top, bottom))
                self.turn()
                top = bottom = self._table_top()
                if head:
                    bottom = self._table_row(head, edges, bottom, size, heading=True)
                if bottom + height > self.section.number("page_last"):
                    raise CertificateOverflowError(self._title)
            bottom = self._table_row(cells, edges, bottom, size, heading=False)
        self.add(_frame(edges, top, bottom))
        self.baseline = bottom + self.pitch

    def _spacing(self, key: str, size: float) -> float:
        """A distance of the layout, closer for small type."""
        return self.section.number(key) * min(1.0, size / self.section.number("table_size"))

    def _table_top(self) -> float:
        return self.baseline - 0.9 * self.size / POINTS_PER_MM

    def _edges(self, widths: Sequence[float]) -> list[float]:
        open_ended = [width for width in widths if not width]
        spare = (self.right - self.left - sum(widths)) / max(1, len(open_ended))
        edges = [self.left]
        for width in widths:
            edges.append(edges[-1] + (width or spare))
        edges[-1] = self.right
        return edges

    def _columns(self, cells: tuple[str, ...], edges: Sequence[float], size: float) -> list[list[Line]]:
        inside = 2 * self._spacing("table_padding", size)
        stack, keep = self._sheet.stack(), self._sheet.keep
        return [
            break_lines(text, stack, (edges[c + 1] - edges[c] - inside) * POINTS_PER_MM / size, 0, keep)
            for c, text in enumerate(cells)
        ]

    def _row_height(self, cells: tuple[str, ...], edges: Sequence[float], size: float) -> float:
        tallest = max(len(lines) for lines in self._columns(cells, edges, size))
        padding, pitch = self._spacing("table_padding", size), self._spacing("table_pitch", size)
        return 2 * padding + 1.1 * size / POINTS_PER_MM + (tallest - 1) * pitch

    def _table_row(
        self, cells: tuple[str, ...], edges: Sequence[float], top: float, size: float, *, heading: bool
    ) -> float:
        """Place one row below `top`; its lower edge."""
        padding, pitch = self._spacing("table_padding", size), self._spacing("table_pitch", size)
        columns = self._columns(cells, edges, size)
        tallest = max(len(lines) for lines in columns)
        first = top + padding + 0.9 * size / POINTS_PER_MM
        for column, lines in enumerate(columns):
            offset = (tallest - len(lines)) * pitch / 2
            for position, line in enumerate(lines):
                x = edges[column] + padding
                if column == 0 or heading:
                    x = (edges[column] + edges[column + 1]) / 2 - line.width * size / POINTS_PER_MM / 2
                self.add(_line(x, first + offset + position * pitch, line, size))
        bottom = first + (tallest - 1) * pitch + 0.2 * size / POINTS_PER_MM + padding
        self.add(_rule(edges[0], bottom, edges[-1], bottom))
        return bottom

    def blanks(self, labels: Sequence[str]) -> None:
        """Places to be written in by hand, two to a line: a label and a rule. Never filled in by the program."""
        size, section = min(self.section.number("row_size"), self.size), self.section
        half = (self.right - self.left - section.number("blank_gap")) / 2
        for at, label in enumerate(labels):
            if at % 2 == 0:
                self.need(0)
            left = self.left + (at % 2) * (half + section.number("blank_gap"))
            start = left + self._sheet.width_of(label, size) + 1.0
            self.add(_text(left, self.baseline, label, size))
            self.add(_rule(start, self.baseline + 1.0, left + half, self.baseline + 1.0))
            if at % 2 or at == len(labels) - 1:
                self.baseline += section.number("blank_pitch")

    def notes(self, notes: Sequence[str]) -> None:
        size = min(self.section.number("notes_size"), self.size)
        pitch = self.section.number("notes_pitch")
        for number, note in enumerate(notes, 1):
            head = f"注：{number}．" if number == 1 else f"{number}．"
            start = self.left + self._sheet.width_of("注：1．", size)
            at = start - self._sheet.width_of(head, size)
            self.need(0)
            self.add(_text(at, self.baseline, head, size))
            width = (self.right - start) * POINTS_PER_MM / size
            for line in break_lines(note, self._sheet.stack(), width, 0):
                self.need(0)
                self.add(_line(start, self.baseline, line, size))
                self.baseline += pitch


def _line(x: float, baseline: float, line: Line, size: float) -> Draw:
    return lambda sheet: sheet.line(x, baseline, line, size)


def _text(x: float, baseline: float, text: str, size: float) -> Draw:
    def write(sheet: Sheet) -> None:
        sheet.text(x, baseline, text, size)

    return write


def _rule(x1: float, y1: float, x2: float, y2: float) -> Draw:
    def write(sheet: Sheet) -> None:
        sheet.pen(0.3)
        sheet.rule(x1, y1, x2, y2)

    return write


def _frame(edges: Sequence[float], top: float, bottom: float) -> Draw:
    def write(sheet: Sheet) -> None:
        sheet.pen(0.35)
        sheet.frame(edges[0], top, edges[-1], bottom)
        for edge in edges[1:-1]:
            sheet.rule(edge, top, edge, bottom)

    return write
