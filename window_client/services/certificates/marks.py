"""What makes a drawn certificate verifiable: the code on its face and the room for its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.pdfbase import pdfdoc

from paper_trust.claims import check_code
from paper_trust.pdf_signature import signature_dictionary
from window_client.services.certificates.layout import Section
from window_client.services.certificates.sheet import Sheet

_MASK = 3
"""Of eight equally valid data masks. Judging all of them takes four fifths of the time, and signed data look like
noise under each."""
_QUIET = 4
"""Modules of blank paper around the code (ISO/IEC 18004 §6.3.8)."""


@dataclass(frozen=True)
class Mark:
    """`code` is the text of the QR code; `signed_at`, with its zone, the moment that the signature states."""

    code: str
    signed_at: datetime
    station: str
    reason: str


def draw_code(sheet: Sheet, mark: Mark, section: Section) -> None:
    """The QR code as vectors on white, and the short code below it for people to compare."""
    import segno

    code = segno.make_qr(mark.code, error="m", boost_error=False, mask=_MASK)
    left, top, side = section.number("left"), section.number("top"), section.number("side")
    sheet.modules(left, top, side, [bytes(row) for row in code.matrix], quiet=_QUIET)
    size = section.number("size")
    text = section.text("label").format(check_code=check_code(mark.code))
    sheet.centred(left + side / 2, section.number("label_baseline"), text, size)


def add_signature_room(canvas: Any, mark: Mark, field_name: str) -> None:
    """An invisible signature field on the page that is open, with room for the signature (paper_trust)."""
    document = canvas._doc
    value = document.Reference(
        _Raw(signature_dictionary(mark.signed_at, mark.station, mark.reason)), "signature"
    )
    name = ("\ufeff" + field_name).encode("utf-16-be").hex().upper()
    entries = f"<</Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /F 132 /T <{name}> /V "
    field = document.Reference(_Raw(entries.encode(), value, b">>"), "signature-field")
    canvas._annotationrefs.append(field)
    form = document.Reference(_Raw(b"<</SigFlags 3 /Fields [", field, b"]>>"), "signature-form")
    document.Catalog.AcroForm = form


class _Raw(pdfdoc.PDFObject):
    """An object written as it is, references in between resolved by reportlab."""

    def __init__(self, *parts: Any) -> None:
        self._parts = parts

    def format(self, document: Any) -> bytes:
        return b"".join(part if isinstance(part, bytes) else part.format(document) for part in self._parts)
