"""Draws the 临时身份证明 form: who the bearer is, the place of the photograph, what for and until when."""

from __future__ import annotations

from hukou.certificate.documents import IdentityProof
from window_client.errors import CertificateOverflowError
from window_client.services.certificates.certificate_form import draw_foot, draw_head, draw_purpose
from window_client.services.certificates.flow import Draw
from window_client.services.certificates.layout import POINTS_PER_MM, Layout, Section
from window_client.services.certificates.sheet import Sheet
from window_client.services.certificates.typesetting import Line, break_lines, fit_paragraphs

_PITCH = 1.45
"""Ems from line to line in a cell."""


def plan_identity_proof(document: IdentityProof, layout: Layout) -> tuple[Draw, ...]:
    """The one page of the form. Drawing raises `CertificateOverflowError` when a part does not fit its place."""

    def draw(sheet: Sheet) -> None:
        draw_head(sheet, document, layout)
        form = layout["identity"]
        _draw_frame(sheet, len(document.rows), layout["page"], form)
        _draw_rows(sheet, document, layout["page"], form)
        _draw_photo_place(sheet, layout["page"], form)
        _draw_body(sheet, document, layout)
        draw_foot(sheet, document, layout)

    return (draw,)


def _edges(count: int, form: Section) -> list[float]:
    """The rules between the rows; the last row, the address, is as high as what is left."""
    top, pitch, bottom = form.number("top"), form.number("row_pitch"), form.number("rows_bottom")
    return [top + number * pitch for number in range(count)] + [bottom]


def _draw_frame(sheet: Sheet, count: int, page: Section, form: Section) -> None:
    left, right, photo = page.number("left"), page.number("right"), form.number("photo_edge")
    edges = _edges(count, form)
    sheet.pen(page.number("frame_line"))
    sheet.frame(left, edges[0], right, form.number("bottom"))
    for edge in edges[1:-1]:
        sheet.rule(left, edge, photo, edge)
    sheet.rule(left, edges[-1], right, edges[-1])
    sheet.rule(form.number("divider"), edges[0], form.number("divider"), edges[-1])
    sheet.rule(photo, edges[0], photo, edges[-1])


def _draw_rows(sheet: Sheet, document: IdentityProof, page: Section, form: Section) -> None:
    edges, size = _edges(len(document.rows), form), form.number("size")
    divider, inset = form.number("divider"), form.number("cell_inset")
    middle = (page.number("left") + divider) / 2
    width = form.number("photo_edge") - divider - 2 * inset
    for number, row in enumerate(document.rows):
        upper, lower = edges[number], edges[number + 1]
        sheet.centred(middle, _middle(upper, lower, size), row.label, size)
        found = _lines(sheet, row.value, width, lower - upper, form)
        if found is None:
            raise CertificateOverflowError(row.label)
        lines, type_size = found
        pitch = _PITCH * type_size / POINTS_PER_MM
        first = _middle(upper, lower, type_size) - (len(lines) - 1) * pitch / 2
        for position, line in enumerate(lines):
            sheet.line(divider + inset, first + position * pitch, line, type_size)


def _lines(
    sheet: Sheet, text: str, width: float, height: float, form: Section
) -> tuple[list[Line], float] | None:
    """The text in the largest size in which it fits a cell, None when it fits in none."""
    for size in (form.number("size"), *form.numbers("small_sizes")):
        lines = break_lines(text, sheet.stack(), width * POINTS_PER_MM / size, 0, sheet.keep)
        if len(lines) * _PITCH * size / POINTS_PER_MM <= height:
            return lines, size
    return None


def _middle(upper: float, lower: float, size: float) -> float:
    """The baseline that centres Chinese type of `size` points between two rules."""
    return (upper + lower) / 2 + 0.37 * size / POINTS_PER_MM


def _draw_photo_place(sheet: Sheet, page: Section, form: Section) -> None:
    """Where the photograph is stuck on and stamped across its edge. No photograph is kept by this program."""
    centre = (form.number("photo_edge") + page.number("right")) / 2
    middle = (form.number("top") + form.number("rows_bottom")) / 2
    size, grey = form.number("photo_size"), form.number("photo_grey")
    labels = form.texts("photo_label")
    pitch = 1.6 * size / POINTS_PER_MM
    for number, label in enumerate(labels):
        baseline = middle + (number - (len(labels) - 1) / 2) * pitch
        sheet.centred(centre, baseline, label, size, grey=grey)


def _draw_body(sheet: Sheet, document: IdentityProof, layout: Layout) -> None:
    page, form = layout["page"], layout["identity"]
    inset = form.number("cell_inset")
    left, right = page.number("left") + inset, page.number("right") - inset
    fitted = fit_paragraphs(
        document.body,
        sheet.stack(),
        width=(right - left) * POINTS_PER_MM,
        height=(form.number("body_last") - form.number("body_first")) * POINTS_PER_MM,
        sizes=form.numbers("body_sizes"),
        leadings=(form.number("body_leading"), form.number("body_leading_least")),
        keep=sheet.keep,
    )
    if fitted is None:
        raise CertificateOverflowError(layout["certificate"].text("content_label").rstrip("："))
    for number, line in enumerate(fitted.lines):
        baseline = form.number("body_first") + number * fitted.leading / POINTS_PER_MM
        sheet.line(left, baseline, line, fitted.size)
    draw_purpose(sheet, document, left, right, layout["certificate"])
