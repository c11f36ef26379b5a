"""Draws notices, receipts and working papers: one flow from top to bottom, then who issued the paper."""

from __future__ import annotations

from collections.abc import Callable

from hukou.certificate.documents import (
    AcceptanceReceipt,
    Blanks,
    CertificateDocument,
    Issuer,
    Notes,
    Paragraph,
    PrintedDocument,
    RefusalNotice,
    Rows,
    SupplementNotice,
    Table,
    WorkingPaper,
)
from hukou.certificate.wording import format_date
from window_client.errors import CertificateOverflowError
from window_client.services.certificates.certificate_form import draw_head
from window_client.services.certificates.flow import Draw, Flow
from window_client.services.certificates.layout import Layout, Section
from window_client.services.certificates.sheet import Sheet

Compose = Callable[[Flow], None]


def plan_notice(sheet: Sheet, document: PrintedDocument, layout: Layout) -> tuple[Draw, ...]:
    """One drawing for every page. On one page in the largest size of type that fits, else on several in the size
    that the layout names for that; `CertificateOverflowError` when even so something does not fit."""
    section, compose = layout["notice"], _composition(document)
    rows = _issuer_rows(document.issuer, section)
    for size in section.numbers("text_sizes"):
        flow = Flow(sheet, layout, size, document.title, paged=False)
        compose(flow)
        flow.gap(2)
        if flow.fits_one_page:
            break
    else:
        flow = Flow(sheet, layout, section.number("paged_size"), document.title, paged=True)
        compose(flow)
        flow.gap(2)
        if flow.baseline > section.number("text_last"):
            flow.turn()
            flow.paragraph(section.text("turned_label"), indent=0)
            flow.gap(2)
    least = section.number("issuer_least") if len(flow.pages) == 1 else 0.0
    at = max(flow.baseline, least)
    flow.add(lambda page: _draw_issuer(page, rows, at, layout["page"], section))
    return tuple(_page(draws, document, layout, len(flow.pages)) for draws in flow.pages)


def _page(draws: list[Draw], document: PrintedDocument, layout: Layout, pages: int) -> Draw:
    def draw(sheet: Sheet) -> None:
        draw_head(sheet, document, layout, pages)
        for part in draws:
            part(sheet)

    return draw


def _composition(document: PrintedDocument) -> Compose:
    match document:
        case RefusalNotice():
            return lambda flow: _compose_refusal(flow, document)
        case AcceptanceReceipt():
            return lambda flow: _compose_receipt(flow, document)
        case SupplementNotice():
            return lambda flow: _compose_supplement(flow, document)
        case WorkingPaper():
            return lambda flow: _compose_blocks(flow, document)
        case CertificateDocument():
            raise TypeError("a certificate has a form of its own")


def _compose_refusal(flow: Flow, document: RefusalNotice) -> None:
    flow.paragraph(document.opening)
    for box in document.boxes:
        flow.box(box)
    flow.gap(0.3)
    label = flow.section.text("grounds_label")
    flow.paragraph(label + "".join(document.grounds))
    flow.paragraph(document.closing)
    flow.gap()
    flow.notes(document.notes)


def _compose_receipt(flow: Flow, document: AcceptanceReceipt) -> None:
    flow.paragraph(document.opening)
    flow.rows(document.rows)
    if document.materials:
        flow.numbered(flow.section.texts("materials_head"), document.materials)
    flow.notes(document.notes)


def _compose_supplement(flow: Flow, document: SupplementNotice) -> None:
    flow.paragraph(document.opening)
    flow.numbered(flow.section.texts("missing_head"), document.missing)
    flow.paragraph(document.closing)
    flow.gap(0.5)
    flow.notes(document.notes)


def _compose_blocks(flow: Flow, document: WorkingPaper) -> None:
    for block in document.blocks:
        match block:
            case Paragraph():
                flow.paragraph(block.text, indent=2.0 if block.indented else 0.0)
            case Rows():
                flow.rows(block.rows)
            case Table():
                flow.table(block.head, block.rows, block.widths, block.size)
            case Blanks():
                flow.gap(0.5)
                flow.blanks(block.labels)
            case Notes():
                flow.gap(0.5)
                flow.notes(block.notes)


def _issuer_rows(issuer: Issuer, section: Section) -> list[tuple[str, str]]:
    return [
        (section.text("station_label"), issuer.station),
        (section.text("clerk_label"), issuer.clerk),
        *([(section.text("phone_label"), issuer.phone)] if issuer.phone else []),
        (section.text("date_label"), format_date(issuer.issued_on)),
    ]


def _draw_issuer(
    sheet: Sheet, rows: list[tuple[str, str]], baseline: float, page: Section, section: Section
) -> None:
    """Who issued it, right below the text; the seal goes over the date."""
    size, pitch = section.number("issuer_size"), section.number("issuer_pitch")
    width = max(sheet.width_of(label + value, size) for label, value in rows)
    left = min(section.number("issuer_left"), page.number("right") - width)
    if left < page.number("left"):
        raise CertificateOverflowError(section.text("station_label").rstrip("："))
    for number, (label, value) in enumerate(rows):
        sheet.text(left, baseline + number * pitch, label + value, size)
    seal = section.text("seal_label")
    sheet.right_aligned(page.number("right"), baseline + len(rows) * pitch, seal, size)
