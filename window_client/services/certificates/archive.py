"""What makes a PDF fit for the archive (PDF/A-2b, ISO 19005-2): metadata, a colour profile, document information."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from window_client.services.certificates.reportlab_fixes import add_stream

PRODUCER = "Window Client"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
</rdf:Description>{extension}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


_EXTENSION = """
<rdf:Description rdf:about="" xmlns:hr="{namespace}">
<hr:code>{code}</hr:code>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Verification code of a household certificate</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>hr</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>code</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>The text of the QR code on the paper</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""A property of one's own has to be described in the file itself (ISO 19005-2 §6.6.2.3)."""
_NAMESPACE = "urn:window-client:certificate:1"


def add_archive_entries(
    canvas: Any, *, title: str, subject: str, author: str, moment: datetime, language: str, code: str = ""
) -> None:
    """Title, metadata and output intent. `subject` is the number of the paper, `author` the issuing station,
    `code` the text of its QR code.

    No name of a person goes into the metadata; the code holds a masked one.
    """
    document = canvas._doc
    document.setTitle(title)
    document.setSubject(subject)
    document.setAuthor(author)
    document.setCreator(PRODUCER)
    document.setProducer(PRODUCER)
    packet = _XMP.format(
        language=language,
        title=escape(title),
        subject=escape(subject),
        author=escape(author),
        producer=PRODUCER,
        moment=moment.isoformat(timespec="seconds"),
        extension=_EXTENSION.format(namespace=_NAMESPACE, code=escape(code)) if code else "",
    )
    types = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    document.Catalog.Metadata = add_stream(document, "metadata", packet.encode(), types, compress=False)
    profile = add_stream(
        document, "srgb", _packed_profile(), {"N": 3, "Filter": pdfdoc.PDFName("FlateDecode")}, compress=False
    )
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
    )
    document.Catalog.OutputIntents = pdfdoc.PDFArray([intent])
    document.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})


@lru_cache(maxsize=1)
def _packed_profile() -> bytes:
    """The colour profile, compressed once per process."""
    return zlib.compress(srgb_profile(), 9)


def srgb_profile() -> bytes:
    """A minimal sRGB display profile: matrix and tone curve of IEC 61966-2-1, ICC version 2.1 (ICC.1:1998-09)."""
    curve = (
        b"curv" + struct.pack(">LL", 0, 256) + struct.pack(">256H", *(_linear(step) for step in range(256)))
    )
    elements = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(0.9505, 1.0, 1.0891),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(elements)
    directory, body, places = [struct.pack(">L", len(elements))], b"", {}
    for tag, data in elements.items():
        if data not in places:
            places[data] = offset + len(body)
            body += data + bytes(-len(data) % 4)
        directory.append(struct.pack(">4sLL", tag, places[data], len(data)))
    size = offset + len(body)
    header = struct.pack(
        ">L4sL4s4s4s6H4s4sLLLQL3l4s44x",
        *(size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ "),
        *(2021, 10, 1, 0, 0, 0),
        *(b"acsp", b"\0\0\0\0", 0, 0, 0, 0, 0),
        *(round(0.9642 * 65536), 65536, round(0.8249 * 65536)),
        b"\0\0\0\0",
    )
    return header + b"".join(directory) + body


def _linear(step: int) -> int:
    value = step / 255
    linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(linear * 65535)


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3l", *(round(part * 65536) for part in (x, y, z)))


def _description(text: str) -> bytes:
    data = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">L", len(data)) + data + bytes(4 + 4 + 2 + 1 + 67)
