"""Drawing of certificates and notices. Cheap to import: fonts and reportlab are loaded when a paper is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from window_client.errors import (
    CertificateContentError,
    CertificateError,
    CertificateOverflowError,
    FontsMissingError,
    MissingGlyphError,
)

if TYPE_CHECKING:
    from hukou.certificate.documents import PrintedDocument
    from window_client.services.certificates.drawing import DrawnDocument
    from window_client.services.certificates.marks import Mark

__all__ = [
    "CertificateContentError",
    "CertificateError",
    "CertificateOverflowError",
    "FontsMissingError",
    "MissingGlyphError",
    "draw",
    "find_missing",
    "warm_up",
]


def draw(document: PrintedDocument, *, sample: bool | None = None, mark: Mark | None = None) -> DrawnDocument:
    """Draw a paper; see `drawing.draw`."""
    from window_client.services.certificates import drawing

    return drawing.draw(document, sample=sample, mark=mark)


def find_missing(document: PrintedDocument) -> tuple[int, ...]:
    """Code points of a document that no font draws; see `drawing.find_missing`."""
    from window_client.services.certificates import drawing

    return drawing.find_missing(document)


def warm_up() -> None:
    """Load reportlab, the layout and the fonts ahead of the first paper (about 0.15 s, on the `local` lane)."""
    from window_client.services.certificates import drawing

    drawing.prepare()
