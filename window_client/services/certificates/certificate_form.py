"""Draws the 户籍事项证明 form."""

from __future__ import annotations

from collections.abc import Sequence

from hukou.certificate.documents import CertificateDocument, PrintedDocument, TickBox
from hukou.certificate.wording import format_date
from window_client.errors import CertificateOverflowError
from window_client.services.certificates.flow import Draw
from window_client.services.certificates.layout import POINTS_PER_MM, Layout, Section
from window_client.services.certificates.sheet import Sheet
from window_client.services.certificates.typesetting import Fitted, Line, break_lines, fit_paragraphs


def plan_certificate(sheet: Sheet, document: CertificateDocument, layout: Layout) -> tuple[Draw, ...]:
    """One drawing for every page: the whole form, and what of its content has no room on it. Raises
    `CertificateOverflowError` when a part does not fit its place."""
    page, form = layout["page"], layout["certificate"]
    body, rest = _plan_content(sheet, document, layout)
    pages = 1 + len(rest)

    def draw_form(first: Sheet) -> None:
        draw_head(first, document, layout, pages)
        _draw_table(first, page, form)
        _draw_person(first, document, page, form)
        _draw_matters(first, document.boxes, page, form)
        _draw_content(first, document, body, page, form)
        draw_foot(first, document, layout)

    return (draw_form, *(_continuation(lines, document, layout, pages) for lines in rest))


def draw_foot(sheet: Sheet, document: CertificateDocument, layout: Layout) -> None:
    """Notes, issuer and the place of the seal, as on every certificate."""
    _draw_notes(sheet, document.notes, layout["page"], layout["notes"])
    _draw_issuer(sheet, document, layout["issuer"])
    _draw_seal_place(sheet, layout["seal"])


def _continuation(lines: Sequence[Line], document: CertificateDocument, layout: Layout, pages: int) -> Draw:
    """A further page: whose certificate it is, the text, and the place of the seal across the pages."""
    page, more = layout["page"], layout["continuation"]

    def draw(sheet: Sheet) -> None:
        draw_head(sheet, document, layout, pages)
        left, right = page.number("left"), page.number("right")
        sheet.pen(page.number("frame_line"))
        sheet.frame(left, more.number("top"), right, more.number("bottom"))
        inset, size = layout["certificate"].number("cell_inset"), more.number("size")
        room = right - left - 2 * inset
        whose = more.text("whose").format(name=document.name, identity=document.identity.value)
        _fitted(sheet, left + inset, more.number("whose_baseline"), whose, size, room, "姓名")
        for number, line in enumerate(lines):
            sheet.line(left + inset, more.number("first") + number * _continued_pitch(more), line, size)
        sheet.right_aligned(right, more.number("seal_baseline"), more.text("seal_label"), size)

    return draw


def _continued_pitch(more: Section) -> float:
    return more.number("size") * more.number("leading") / POINTS_PER_MM


def draw_head(sheet: Sheet, document: PrintedDocument, layout: Layout, pages: int = 1) -> None:
    """Number on the left, page on the right, the title below: the same on every paper.

    A sample says so here too, as text, between the two.
    """
    sides, head = layout["page"], layout["head"]
    left, right, size = sides.number("left"), sides.number("right"), head.number("size")
    baseline, centre = head.number("baseline"), (left + right) / 2
    label = head.text("page_label").format(page=sheet.page, pages=pages)
    number = head.text("number_label") + document.number
    room = right - left - sheet.width_of(label, size) - size / POINTS_PER_MM
    if document.sample:
        mark = head.text("sample_label")
        room = centre - left - sheet.width_of(mark, size)
        sheet.centred(centre, baseline, mark, size)
    sheet.text(left, baseline, number, size, room=room, place="编号")
    sheet.right_aligned(right, baseline, label, size)
    sheet.centred(
        centre,
        head.number("title_baseline"),
        document.title,
        head.number("title_size"),
        bold=True,
        room=right - left,
        place="标题",
    )


def _draw_table(sheet: Sheet, page: Section, form: Section) -> None:
    left, right, top = page.number("left"), page.number("right"), form.number("top")
    rows = form.numbers("rows")
    sheet.pen(page.number("frame_line"))
    sheet.frame(left, top, right, rows[-1])
    for edge in rows[:-1]:
        sheet.rule(left, edge, right, edge)
    sheet.rule(form.number("divider"), top, form.number("divider"), rows[1])


def _draw_person(sheet: Sheet, document: CertificateDocument, page: Section, form: Section) -> None:
    divider, inset = form.number("divider"), form.number("cell_inset")
    rows, size = form.numbers("rows"), form.number("label_size")
    edges = (form.number("top"), *rows)
    middle = (page.number("left") + divider) / 2
    name_width = form.number("name_label_width")
    first, second = (_middle(edges[row], edges[row + 1], size) for row in (0, 1))
    sheet.spread(middle - name_width / 2, first, form.text("name_label"), size, name_width)
    sheet.centred(middle, second, document.identity.label, size)
    room = page.number("right") - divider - 2 * inset
    value = form.number("value_size")
    _fitted(sheet, divider + inset, first, document.name, value, room, form.text("name_label"), bold=True)
    sheet.text(
        divider + inset, second, document.identity.value, value, room=room, place=document.identity.label
    )


def _fitted(
    sheet: Sheet,
    x: float,
    baseline: float,
    text: str,
    size: float,
    room: float,
    place: str,
    *,
    bold: bool = False,
) -> None:
    """Write a text in a smaller size when it is too long, down to 60 %."""
    width = sheet.width_of(text, size, bold=bold)
    if width > room:
        size = max(size * 0.6, size * room / width - 0.05)
    sheet.text(x, baseline, text, size, bold=bold, room=room, place=place)


def _middle(upper: float, lower: float, size: float) -> float:
    """The baseline that centres Chinese type of `size` points between two rules."""
    return (upper + lower) / 2 + 0.37 * size / POINTS_PER_MM


def _draw_matters(sheet: Sheet, boxes: tuple[TickBox, ...], page: Section, form: Section) -> None:
    left = page.number("left") + form.number("cell_inset")
    first, pitch, size = form.number("matters_first"), form.number("matters_pitch"), form.number("label_size")
    sheet.text(left, first, form.text("matters_label"), size)
    text_x = form.number("matters_text")
    room = page.number("right") - form.number("cell_inset") - text_x
    for number, box in enumerate(boxes):
        baseline = first + number * pitch
        sheet.tick_box(form.number("matters_box"), baseline, form.number("box_side"), ticked=box.ticked)
        _fitted(sheet, text_x, baseline, box.text, size, room, "证明事项")


def _plan_content(
    sheet: Sheet, document: CertificateDocument, layout: Layout
) -> tuple[Fitted, list[Sequence[Line]]]:
    """The lines of the body on the form, and those of every further page."""
    page, form, more = layout["page"], layout["certificate"], layout["continuation"]
    first, last = form.number("body_first"), form.number("body_last")
    width = (page.number("right") - page.number("left") - 2 * form.number("cell_inset")) * POINTS_PER_MM
    sizes, leadings = (
        form.numbers("body_sizes"),
        (form.number("body_leading"), form.number("body_leading_least")),
    )
    height = (last - first) * POINTS_PER_MM
    fitted = fit_paragraphs(
        document.body,
        sheet.stack(),
        width=width,
        height=height,
        sizes=sizes,
        leadings=leadings,
        keep=sheet.keep,
    )
    if fitted is not None:
        return fitted, []
    size, pitch = more.number("size"), _continued_pitch(more)
    lines = [
        line
        for text in document.body
        for line in break_lines(text, sheet.stack(), width / size, keep=sheet.keep)
    ]
    here = int((last - first) / pitch) + 1
    room = int((more.number("bottom") - more.number("first")) / pitch)
    rest = [lines[start : start + room] for start in range(here, len(lines), room)]
    if len(rest) >= more.number("pages_most"):
        raise CertificateOverflowError(form.text("content_label").rstrip("："))
    return Fitted(size, pitch * POINTS_PER_MM, tuple(lines[:here])), list(rest)


def _draw_content(
    sheet: Sheet, document: CertificateDocument, fitted: Fitted, page: Section, form: Section
) -> None:
    inset = form.number("cell_inset")
    left, right = page.number("left") + inset, page.number("right") - inset
    label = form.text("content_label")
    sheet.text(left, form.number("content_label_baseline"), label, form.number("label_size"))
    for number, line in enumerate(fitted.lines):
        baseline = form.number("body_first") + number * fitted.leading / POINTS_PER_MM
        sheet.line(left, baseline, line, fitted.size)
    draw_purpose(sheet, document, left, right, form)


def draw_purpose(
    sheet: Sheet, document: CertificateDocument, left: float, right: float, form: Section
) -> None:
    """用途 and 有效期 on one line at the foot of the frame."""
    baseline, size = form.number("purpose_baseline"), form.number("purpose_size")
    validity = form.text("validity_label") + document.validity
    purpose = form.text("purpose_label") + document.purpose
    gap = form.number("purpose_gap")
    room = right - left - gap - sheet.width_of(validity, size)
    width = sheet.width_of(purpose, size)
    if width > room:
        size = max(0.7 * size, size * room / width - 0.05)
        room = right - left - gap - sheet.width_of(validity, size)
    width = sheet.text(left, baseline, purpose, size, room=room, place="用途")
    sheet.text(left + width + gap, baseline, validity, size)


def _draw_notes(sheet: Sheet, notes: tuple[str, ...], page: Section, section: Section) -> None:
    left, right, size = page.number("left"), page.number("right"), section.number("size")
    label = section.text("label")
    indent = sheet.width_of(label, size)
    baseline, pitch = section.number("first"), section.number("pitch")
    sheet.text(left, baseline, label, size)
    for number, note in enumerate(notes, 1):
        head = f"{number}．"
        start = left + indent + sheet.width_of(head, size)
        lines = break_lines(note, sheet.stack(), (right - start) * POINTS_PER_MM / size, indent=0)
        for position, line in enumerate(lines):
            if baseline > section.number("last"):
                raise CertificateOverflowError("注")
            if position == 0:
                sheet.text(left + indent, baseline, head, size)
            sheet.line(start, baseline, line, size)
            baseline += pitch


def _draw_issuer(sheet: Sheet, document: CertificateDocument, section: Section) -> None:
    issuer = document.issuer
    rows = (
        (section.text("station_label"), issuer.station),
        (section.text("date_label"), format_date(issuer.issued_on)),
        (section.text("clerk_label"), issuer.clerk),
        (section.text("reviewer_label"), issuer.reviewer),
    )
    left, size, width = section.number("left"), section.number("size"), section.number("label_width")
    for number, (label, value) in enumerate(rows):
        baseline = section.number("first") + number * section.number("pitch")
        sheet.spread(left, baseline, label, size, width)
        colon = sheet.text(left + width, baseline, "：", size)
        start = left + width + colon
        _fitted(sheet, start, baseline, value, size, section.number("right") - start, label)


def _draw_seal_place(sheet: Sheet, section: Section) -> None:
    """The place for the station's seal. No seal is ever drawn."""
    x, y, grey = section.number("centre_x"), section.number("centre_y"), section.number("grey")
    size = section.number("size")
    sheet.pen(0.25, grey, (1.1, 0.9))
    sheet.circle(x, y, section.number("radius"))
    sheet.pen(0.25)
    sheet.centred(x, y + 0.37 * size / POINTS_PER_MM, section.text("label"), size, grey=grey)
