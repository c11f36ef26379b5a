"""Makes the one PDF of a paper: what is previewed, printed, stored and reprinted.

The bytes depend on nothing but the document and the fonts: the same document gives the same file in any process.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from hukou.certificate.documents import CertificateDocument, IdentityProof, PrintedDocument
from hukou.certificate.wording import CHINA_TIME
from hukou.resources import ResourceError
from window_client.errors import MissingGlyphError, ResourceDamagedError
from window_client.services.certificates.archive import add_archive_entries
from window_client.services.certificates.certificate_form import plan_certificate
from window_client.services.certificates.flow import Draw
from window_client.services.certificates.fonts import FontLibrary, load_fonts
from window_client.services.certificates.identity_form import plan_identity_proof
from window_client.services.certificates.layout import POINTS_PER_MM, Layout, layout
from window_client.services.certificates.marks import Mark, add_signature_room, draw_code
from window_client.services.certificates.notice_forms import plan_notice
from window_client.services.certificates.reportlab_fixes import new_canvas
from window_client.services.certificates.sheet import MaskedArea, Sheet


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """A finished file. `masked_areas` is what a preview covers (points from the top left corner)."""

    pdf: bytes
    sha256: str
    masked_areas: tuple[MaskedArea, ...]
    pages: int


def draw(document: PrintedDocument, *, sample: bool | None = None, mark: Mark | None = None) -> DrawnDocument:
    """Draw a paper. `sample` puts 样本 across the page; None takes the document's own flag. `mark` draws the
    verification code of a certificate and leaves room for its signature (`sealing.seal`).

    Raises `MissingGlyphError` for a character that no font draws, `CertificateOverflowError` for text that does
    not fit, `FontsMissingError` when the fonts are not there: in each case there is no file at all.
    """
    if sample is not None and sample != document.sample:
        document = replace(document, sample=sample)
    library = load_fonts()
    content = asdict(document)
    if missing := library.regular.missing("".join(_texts(content))):
        raise MissingGlyphError(missing)
    try:
        return _draw(document, _canonical(document, content), library, layout(), mark)
    except ResourceError as error:
        raise ResourceDamagedError(detail=str(error)) from error


def prepare() -> None:
    """Open the fonts and read the layout, so that the first paper is as quick as the next."""
    load_fonts()
    layout()


def find_missing(document: PrintedDocument) -> tuple[int, ...]:
    """Code points of a document that no font draws: to be told before a case is approved, not at the printer."""
    return load_fonts().regular.missing("".join(_texts(asdict(document))))


def _draw(
    document: PrintedDocument, identity: bytes, library: FontLibrary, places: Layout, mark: Mark | None
) -> DrawnDocument:
    page = places["page"]
    size = (page.number("width") * POINTS_PER_MM, page.number("height") * POINTS_PER_MM)
    moment = _moment(document)
    language = page.text("language")
    canvas = new_canvas(size, moment, identity, language)
    add_archive_entries(
        canvas,
        title=document.title,
        subject=document.number,
        author=document.issuer.station,
        moment=moment,
        language=language,
        code=mark.code if mark else "",
    )
    sheet = Sheet(canvas, library, document.private, page=1)
    for number, draw_page in enumerate(_plan(sheet, document, places)):
        if number:
            sheet = sheet.next_page()
        if document.sample:
            water = places["watermark"]
            turn = water.number("angle")
            sheet.watermark(water.text("text"), water.number("size"), water.number("grey"), turn)
        draw_page(sheet)
        if mark is not None and sheet.page == 1:
            draw_code(sheet, mark, places["code"])
            add_signature_room(canvas, mark, document.number)
    canvas.showPage()
    pdf: bytes = canvas.getpdfdata()
    return DrawnDocument(pdf, hashlib.sha256(pdf).hexdigest(), tuple(sheet.masked), sheet.page)


def _plan(sheet: Sheet, document: PrintedDocument, places: Layout) -> tuple[Draw, ...]:
    """One drawing for every page; the sheet measures only."""
    if isinstance(document, IdentityProof):
        return plan_identity_proof(document, places)
    if isinstance(document, CertificateDocument):
        return plan_certificate(sheet, document, places)
    return plan_notice(sheet, document, places)


def _moment(document: PrintedDocument) -> datetime:
    """The creation date in the file: the data's own moment, or noon of the day of issue. Never the clock."""
    if isinstance(document, CertificateDocument):
        return document.data_as_of.astimezone(CHINA_TIME)
    return datetime.combine(document.issuer.issued_on, time(12), CHINA_TIME)


def canonical_bytes(document: PrintedDocument) -> bytes:
    """The document as JSON with sorted keys, UTF-8: the identity of the file, the same in every process."""
    return _canonical(document, asdict(document))


def _canonical(document: PrintedDocument, content: dict[str, Any]) -> bytes:
    whole = {"document": document.document_kind, **content}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)
    return text.encode()


def _iso(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, (list, tuple)):
        return [text for part in value for text in _texts(part)]
    return []
