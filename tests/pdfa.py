"""A checker of our own for PDF/A-2b (ISO 19005-2): the points that the files of this program can get wrong.

No validator is packaged here; this one reads bytes and objects with pypdf and names the rule that is broken. Every
rule has a failing sample in `tests/services/test_archive_rules.py`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

Rule = Callable[[bytes, PdfReader], Iterator[str]]
_INTEGER_MOST = 2_147_483_647


def broken_rules(pdf: bytes) -> list[str]:
    """Names of broken rules with what is wrong, '' entries never; empty for a file that passes."""
    # Not strict: it has to read what is broken, to say what is.
    reader = PdfReader(io.BytesIO(pdf), strict=False)
    return [f"{name}: {what}" for name, rule in RULES.items() for what in rule(pdf, reader)]


def _objects(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    for number in sorted(reader.xref[0]):
        if number:
            yield number, IndirectObject(number, 0, reader).get_object()


def _dictionaries(reader: PdfReader) -> Iterator[tuple[int, DictionaryObject]]:
    """Every dictionary, those within others too."""

    def within(value: Any) -> Iterator[DictionaryObject]:
        if isinstance(value, DictionaryObject):
            yield value
            for part in value.values():
                if not isinstance(part, IndirectObject):
                    yield from within(part)
        elif isinstance(value, ArrayObject):
            for part in value:
                if not isinstance(part, IndirectObject):
                    yield from within(part)

    for number, value in _objects(reader):
        for found in within(value):
            yield number, found


def _root(reader: PdfReader) -> DictionaryObject:
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


# --- rules -----------------------------------------------------------------------------------------------------


def header(pdf: bytes, _reader: PdfReader) -> Iterator[str]:
    """6.1.2: `%PDF-1.n`, then a comment of at least four bytes above 127."""
    lines = pdf.split(b"\n", 2)
    if not re.fullmatch(rb"%PDF-1\.[0-7]\r?", lines[0]):
        yield "the first line"
    if not lines[1].startswith(b"%") or len(lines[1]) < 5 or min(lines[1][1:5]) < 128:
        yield "the second line is no binary comment"


def trailer(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.1.3: an ID, no encryption, nothing behind the last %%EOF but one line end."""
    identity = reader.trailer.get("/ID")
    if not isinstance(identity, ArrayObject) or len(identity) != 2:
        yield "no ID"
    if "/Encrypt" in reader.trailer:
        yield "encrypted"
    if not re.search(rb"%%EOF\r?\n?\Z", pdf):
        yield "something behind the end"


def streams(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.1.7: line ends around stream data, a right Length, no file from outside, no LZW."""
    for found in re.finditer(rb"\bstream(\r\n|\n|.)", pdf, re.DOTALL):
        if pdf[found.start() - 3 : found.start()] != b"end" and found[1] not in (b"\r\n", b"\n"):
            yield "no line end behind `stream`"
    for number, value in _objects(reader):
        if not isinstance(value, StreamObject):
            continue
        start = re.search(rb"(?:^|\n)%d 0 obj\b(.*?)\bstream\r?\n" % number, pdf, re.DOTALL)
        length = re.search(rb"/Length (\d+)(?! \d+ R)", start[1]) if start is not None else None
        if start is None or length is None:
            yield f"object {number}: no length"
            continue
        behind = pdf[start.end() + int(length[1]) : start.end() + int(length[1]) + 11]
        if not re.match(rb"(\r\n|\n|\r)endstream", behind):
            yield f"object {number}: no line end before `endstream`, or a wrong Length"
        if "/F" in value or "/FFilter" in value:
            yield f"object {number}: a file from outside"
        filters = value.get("/Filter", [])
        if "/LZWDecode" in (filters if isinstance(filters, list) else [filters]):
            yield f"object {number}: LZW"


def hexadecimal(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.1.6: hexadecimal strings of an even number of digits. Streams aside."""
    plain = re.sub(rb"\bstream\r?\n.*?endstream", b"", pdf, flags=re.DOTALL)
    for found in re.finditer(rb"(?<!<)<([^<>]*)>(?!>)", plain):
        digits = re.sub(rb"\s", b"", found[1])
        if len(digits) % 2 or re.search(rb"[^0-9A-Fa-f]", digits):
            yield f"<{found[1][:12].decode('latin-1')}…>"


def limits(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.1.13: integers of 32 bits, names of at most 127 bytes."""
    for number, found in _dictionaries(reader):
        for key, value in found.items():
            if len(str(key).encode()) > 128:
                yield f"object {number}: a long name"
            if isinstance(value, int) and abs(value) > _INTEGER_MOST:
                yield f"object {number}: a large integer"


def output_intent(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.2.3: one GTS_PDFA1 intent with an ICC profile of as many components as it says."""
    intents = _root(reader).get("/OutputIntents")
    if intents is None:
        yield "none"
        return
    ours = [one.get_object() for one in intents if one.get_object().get("/S") == "/GTS_PDFA1"]
    if len(ours) != 1 or "/DestOutputProfile" not in ours[0]:
        yield "not one with a profile"
        return
    profile = ours[0]["/DestOutputProfile"]
    data = profile.get_data()
    if len(data) < 128 or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        yield "not an ICC profile"
    elif {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(data[16:20]) != profile.get("/N"):
        yield "the number of components"


def colours(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.2.4.3: with an RGB intent, no CMYK in page contents."""
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None and re.search(rb"(?:^|\s)[kK](?:\s|$)", _operators(contents.get_data())):
            yield "CMYK"


def _operators(contents: bytes) -> bytes:
    return re.sub(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>", b" ", contents, flags=re.DOTALL)


def fonts(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.2.11: every font embedded, with widths and a ToUnicode map for what is shown."""
    for number, found in _dictionaries(reader):
        if found.get("/Type") != "/Font" or found.get("/Subtype") in ("/Type0", "/Type3"):
            continue
        descriptor = found.get("/FontDescriptor")
        embedded = descriptor is not None and set(descriptor) & {"/FontFile", "/FontFile2", "/FontFile3"}
        if not embedded:
            yield f"object {number}: {found.get('/BaseFont')} is not embedded"
            continue
        if "/ToUnicode" not in found:
            yield f"object {number}: no ToUnicode map"
        count = found.get("/LastChar", -1) - found.get("/FirstChar", 0) + 1
        if len(found.get("/Widths", [])) != count:
            yield f"object {number}: widths"
        if not re.match(r"/[A-Z]{6}\+", str(found.get("/BaseFont"))):
            yield f"object {number}: a subset without a tag"


def transparency(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.2.10: none is used here: no soft masks, no blend modes, no group."""
    for number, found in _dictionaries(reader):
        if found.get("/SMask", "/None") != "/None" or found.get("/BM", "/Normal") not in (
            "/Normal",
            "/Compatible",
        ):
            yield f"object {number}"


def annotations(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.3: known kinds, printed and not hidden, with an appearance unless they have no area."""
    for page in reader.pages:
        for reference in page.get("/Annots", []):
            one = reference.get_object()
            flags, sides = one.get("/F", 0), [float(side) for side in one.get("/Rect", [])]
            if one.get("/Subtype") not in ("/Widget", "/Link"):
                yield f"kind {one.get('/Subtype')}"
            if not flags & 4 or flags & (1 | 2 | 32):
                yield "hidden, or not printed"
            has_area = len(sides) == 4 and (sides[0] != sides[2] or sides[1] != sides[3])
            if has_area and "/AP" not in one:
                yield "no appearance"


def forms(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.4: no NeedAppearances, no XFA; 6.4.3: a signature covers the whole file."""
    form = _root(reader).get("/AcroForm")
    if form is not None and (form.get("/NeedAppearances") or "/XFA" in form):
        yield "a form that is drawn by the reader"


def actions(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.5 and 6.6: no script, no launch, nothing that happens by itself."""
    if {"/AA", "/OpenAction"} & set(_root(reader)) or "/JavaScript" in _root(reader).get("/Names", {}):
        yield "the catalog acts"
    for number, found in _dictionaries(reader):
        if found.get("/S") in ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData"):
            yield f"object {number}: {found['/S']}"


def embedded_files(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.8: no file inside a file of level 2b of ours, no layers whose state is unclear."""
    if "/EmbeddedFiles" in _root(reader).get("/Names", {}) or "/AF" in _root(reader):
        yield "an embedded file"
    if "/OCProperties" in _root(reader):
        yield "layers"


def metadata(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.6.2: an uncompressed XMP packet that says part 2, level B, and describes properties of one's own."""
    stream = _root(reader).get("/Metadata")
    if stream is None or "/Filter" in stream.get_object():
        yield "no packet, or a compressed one"
        return
    packet = stream.get_object().get_data().decode("utf-8", "replace")
    if (
        "<pdfaid:part>2</pdfaid:part>" not in packet
        or "<pdfaid:conformance>B</pdfaid:conformance>" not in packet
    ):
        yield "part and level"
    if re.search(r"<\?xpacket [^>]*(bytes|encoding)=", packet):
        yield "bytes or encoding in the packet's head"
    known = {
        "rdf",
        "x",
        "dc",
        "xmp",
        "pdf",
        "pdfaid",
        "pdfaExtension",
        "pdfaSchema",
        "pdfaProperty",
        "xml",
        "xmlns",
    }
    used = set(re.findall(r"</?([A-Za-z]+):", packet))
    for prefix in sorted(used - known):
        if f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>" not in packet:
            yield f"property {prefix} is not described"


def information(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """6.6.3: the information dictionary says what the packet says."""
    stream = _root(reader).get("/Metadata")
    packet = stream.get_object().get_data().decode("utf-8", "replace") if stream is not None else ""
    info = reader.metadata or {}
    for key, tag in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Producer", "pdf:Producer"),
                     ("/Creator", "xmp:CreatorTool"), ("/Subject", "dc:description")):  # fmt: skip
        value = info.get(key)
        found = re.search(rf"<{tag}>(.*?)</{tag}>", packet, re.DOTALL)
        text = re.sub(r"<[^>]*>", "", found[1]).strip() if found else ""
        if value is not None and text != str(value):
            yield key
    date = info.get("/CreationDate")
    digits = re.sub(r"\D", "", str(date))[:14]
    stamp = re.search(r"<xmp:CreateDate>(.*?)</xmp:CreateDate>", packet)
    if date is not None and (stamp is None or re.sub(r"\D", "", stamp[1])[:14] != digits):
        yield "/CreationDate"


def language(_pdf: bytes, reader: PdfReader) -> Iterator[str]:
    """ISO 14289 and our own rule: a language, and a title that readers show."""
    root = _root(reader)
    if not root.get("/Lang"):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        header,
        trailer,
        streams,
        hexadecimal,
        limits,
        output_intent,
        colours,
        fonts,
        transparency,
        annotations,
        forms,
        actions,
        embedded_files,
        metadata,
        information,
        language,
    )
}
