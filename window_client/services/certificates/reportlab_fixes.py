"""What reportlab 5.1 gets wrong for archivable Chinese papers, put right in one place.

1. Its ToUnicode maps write characters beyond U+FFFF as five hex digits: text extraction gives other characters.
   → `to_unicode_cmap`.
2. No end-of-line before `endstream` (ISO 19005-2 §6.1.7.1). → `_format_stream`.
3. Advance widths are scaled wrongly unless a font has 1000 units per em. → `EmbeddedFont` computes them.
4. Two fonts with one PostScript name share one font file and one ToUnicode map. → `EmbeddedFont` names by number.
5. `setCharSpace` stays in force after its text object. → `sheet.py` never sets it: spacing goes into `TJ` arrays.
6. The catalog drops OutputIntents and AF. → `new_canvas` lets them through.
7. `invariant` leaves the time stamp to SOURCE_DATE_EPOCH and 2000-01-01. → `new_canvas` takes the moment.
8. A stream without filters names an empty list of them. → `_format_stream`.
9. Every page opens by setting Helvetica, which is not embedded. → `_BareCanvas` has no preamble.

Importing this module imports reportlab (about 0.1 s): only the drawing code does, when it first draws.
"""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from window_client.services.certificates.font_subset import cut_subset
from window_client.services.certificates.fonts import MappedFont

MAX_CODES = 255
"""Codes 1 to 255 of a simple font; 0 stays .notdef and is never shown."""

_SYMBOLIC = 4
_NO_FILTER = b"/Filter [  ] "


def _format_stream(self: Any, document: Any) -> bytes:
    """`PDFStream.format` with the end-of-line that PDF/A wants before `endstream` (not counted in Length)."""
    formatted: bytes = _ORIGINAL_FORMAT(self, document)
    body, ending = formatted[: -len(b"endstream\n")], b"endstream\n"
    # An empty list of filters is written all the same; of metadata readers then say that it is compressed.
    head, mark, content = body.partition(b"\nstream\n")
    return head.replace(_NO_FILTER, b"") + mark + content + b"\n" + ending


_ORIGINAL_FORMAT = getattr(pdfdoc.PDFStream.format, "original", pdfdoc.PDFStream.format)
_format_stream.original = _ORIGINAL_FORMAT  # type: ignore[attr-defined]
setattr(pdfdoc.PDFStream, "format", _format_stream)  # noqa: B010 - a method of another package
rl_config.useA85 = 0
rl_config.pdfComments = 0
rl_config.pdfMultiLine = 0


class _BareCanvas(Canvas):
    """A canvas that names no font of its own, so that Helvetica does not slip into the file."""

    def _make_preamble(self) -> None:
        self._preamble = ""


def new_canvas(size: tuple[float, float], moment: datetime, identity: bytes, language: str) -> Any:
    """A canvas whose bytes depend on nothing but what is drawn.

    `size` in points; `moment` (with zone) is the creation date; `identity` becomes the file ID; `language` is the
    catalog's Lang. `getpdfdata()` gives the file.
    """
    canvas: Any = _BareCanvas(
        io.BytesIO(), pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=language
    )
    document = canvas._doc
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("the creation moment needs its time zone")
    minutes = int(offset.total_seconds()) // 60
    stamp = f"D:{moment:%Y%m%d%H%M%S}{minutes // 60:+03d}'{minutes % 60:02d}'"
    document.setDateFormatter(lambda *_: stamp)
    digest = hashlib.sha256(identity).hexdigest()[:32].upper()
    document._ID = f"\n[<{digest}><{digest}>]\n".encode()
    catalog = document.Catalog
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents", "AF"]
    catalog.__Refs__ = type(catalog).__Refs__
    return canvas


def add_stream(document: Any, name: str, data: bytes, entries: dict[str, Any], *, compress: bool) -> Any:
    """A stream object of its own; the reference to it. `name` must be new in the document."""
    stream = pdfdoc.PDFStream(
        dictionary=pdfdoc.PDFDictionary(dict(entries)),
        content=data,
        filters=[pdfdoc.PDFZCompress] if compress else [],
    )
    return document.Reference(stream, name)


def to_unicode_cmap(slots: list[int]) -> bytes:
    """The ToUnicode map of a byte-coded font: code `n` is the character `slots[n]`, 0 means unused.

    UTF-16BE, at most 100 entries a block (ISO 32000-1 §9.10.3, Adobe Technical Note 5014).
    """
    pairs = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(slots)
        if point
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii") + b"\n"


class EmbeddedFont:
    """One font within one document: gives characters their codes, and embeds what was used.

    Takes the place of reportlab's `TTFont`, which parses the whole file and belongs to all documents at once.
    """

    def __init__(self, font: MappedFont, document: Any, index: int) -> None:
        self.font = font
        self._document = document
        self._index = index
        self._codes: dict[str, tuple[int, int]] = {}
        self._subsets: list[list[int]] = []

    def encode(self, text: str) -> list[tuple[str, str]]:
        """Runs of (resource name, hex codes) for `text`, every character of which the font must draw."""
        runs: list[tuple[int, list[str]]] = []
        for character in text:
            subset, code = self._code(character)
            if not runs or runs[-1][0] != subset:
                runs.append((subset, []))
            runs[-1][1].append(f"{code:02X}")
        return [(self._resource(subset), "".join(codes)) for subset, codes in runs]

    def _code(self, character: str) -> tuple[int, int]:
        found = self._codes.get(character)
        if found is None:
            if not self._subsets:
                self._document.delayedFonts.append(self)
            if not self._subsets or len(self._subsets[-1]) > MAX_CODES:
                self._subsets.append([0])
            self._subsets[-1].append(ord(character))
            found = self._codes[character] = (len(self._subsets) - 1, len(self._subsets[-1]) - 1)
        return found

    def _resource(self, subset: int) -> str:
        return f"F{self._index}.{subset}"

    def addObjects(self, document: Any) -> None:
        """Called by reportlab when the document is written."""
        for subset, slots in enumerate(self._subsets):
            resource = self._resource(subset)
            base = f"{_tag(self._index, subset)}+{self.font.postscript_name}"
            entry: Any = pdfdoc.PDFTrueTypeFont()
            entry.BaseFont = base
            entry.FirstChar, entry.LastChar = 1, len(slots) - 1
            widths = " ".join(f"{round(self.font.width(point), 3):g}" for point in slots[1:])
            entry.Widths = f"[{widths}]"
            entry.ToUnicode = add_stream(
                document, f"unicode-{resource}", to_unicode_cmap(slots), {}, compress=True
            )
            entry.FontDescriptor = self._add_descriptor(document, resource, base, slots)
            document.Reference(entry, f"font-{resource}")
            document.idToObject["BasicFonts"].dict[resource] = pdfdoc.PDFObjectReference(f"font-{resource}")

    def _add_descriptor(self, document: Any, resource: str, base: str, slots: list[int]) -> Any:
        data = cut_subset(self.font, slots)
        file = add_stream(document, f"file-{resource}", data, {"Length1": len(data)}, compress=True)
        scale = 1000 / self.font.units_per_em
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(base),
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(side * scale) for side in self.font.bounds]),
                "ItalicAngle": 0,
                "Ascent": round(self.font.ascent * scale),
                "Descent": round(self.font.descent * scale),
                "CapHeight": 730,
                "StemV": 80,
                "FontFile2": file,
            }
        )
        return document.Reference(descriptor, f"descriptor-{resource}")


def _tag(index: int, subset: int) -> str:
    """Six capital letters that no other subset of the document has (ISO 32000-1 §9.6.4)."""
    number = index * 1000 + subset
    letters = []
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters.append(chr(ord("A") + rest))
    return "".join(letters)
