"""The floor for drawing a certificate: the same page written by hand, fonts cut by HarfBuzz.

No layout file, no line breaking by rule, no checks, no fallback beyond the fonts a character needs: only what
any program must do to put these characters on a page as a PDF with embedded fonts and extractable text.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

import uharfbuzz as hb

from hukou.certificate import CertificateDocument, format_date
from window_client.services.certificates.archive import srgb_profile
from window_client.services.certificates.fonts import FontStack, MappedFont, load_fonts
from window_client.services.certificates.outlines import glyph_path

MM = 72 / 25.4
WIDTH, HEIGHT = 595.28, 841.89
Cell = tuple[float, float, float, bool, str]
"""x and baseline in millimetres, size in points, bold, text."""


def render_floor(document: CertificateDocument) -> bytes:
    """The certificate as PDF bytes."""
    library = load_fonts()
    used: dict[MappedFont, dict[str, int]] = {}
    content = [_watermark(library.bold)] if document.sample else []
    content.append("1 w 59.5 238 476.2 464 re 59.5 659 476.2 43.9 re 59.5 470 476.2 145 re S")
    content.append("0.5 w 190 615 m 190 702.9 l S")
    for box in range(4):
        content.append(f"176 {573 - 30 * box} 13.6 13.6 re S")
    content.append("[3 2] 0 d 422 93 m 532 93 l 532 38 l S [] 0 d")
    for x, baseline, size, bold, text in _cells(document):
        stack = library.bold if bold else library.regular
        content.append(f"BT 0 g 1 0 0 1 {x * MM:.2f} {HEIGHT - baseline * MM:.2f} Tm")
        run, current = "", None
        for character in text:
            font = stack.font_for(character)
            assert font is not None
            if font is not current:
                content.append(f"<{run}> Tj" if run else "")
                content.append(f"/F{list(used).index(font) if font in used else len(used)} {size} Tf")
                run, current = "", font
            codes = used.setdefault(font, {})
            run += f"{codes.setdefault(character, len(codes) + 1):04X}"
        content.append(f"<{run}> Tj ET")
    return _assemble("\n".join(content).encode(), used, document)


def _cells(document: CertificateDocument) -> list[Cell]:
    cells: list[Cell] = [
        (21, 18.5, 12, False, f"编号：{document.number}"),
        (98, 18.5, 12, False, "样本"),
        (165, 18.5, 12, False, "第1页　共1页"),
        (74, 38.5, 29, True, document.title),
        (32, 58.5, 15.5, False, "姓　　名"),
        (73.8, 58.5, 16, True, document.name),
        (28, 74, 15.5, False, document.identity.label),
        (73.8, 74, 16, False, document.identity.value),
        (26.3, 93.3, 15.5, False, "证明事项："),
        (26.3, 143.2, 15.5, False, "证明内容："),
        (26.3, 209, 14, False, f"用途：{document.purpose}　　有效期：{document.validity}"),
        (155, 264, 11, False, "盖章处"),
        (61.5, 251, 13, False, f"出具单位：{document.issuer.station}"),
        (61.5, 261, 13, False, f"签发日期：{format_date(document.issuer.issued_on)}"),
        (61.5, 271, 13, False, f"承办人：{document.issuer.clerk}"),
        (61.5, 281, 13, False, f"审核人：{document.issuer.reviewer}"),
    ]
    cells += [(70.5, 93.3 + 10.6 * n, 15.5, False, box.text) for n, box in enumerate(document.boxes)]
    body = "".join(document.body)
    lines = [body[start : start + 26] for start in range(0, len(body), 26)]
    cells += [(26.3, 155.5 + 10.2 * n, 16.5, False, line) for n, line in enumerate(lines)]
    cells += [
        (21, 224.5 + 6.6 * n, 11, False, f"注：{n + 1}．{note}") for n, note in enumerate(document.notes)
    ]
    return cells


@lru_cache(maxsize=1)
def _watermark(stack: FontStack) -> str:
    """A still picture: made once, as the program under test may do too."""
    paths = [glyph_path(font, c) for c in "样本" if (font := stack.font_for(c))]
    return f"q .9 g .82 .57 -.57 .82 200 300 cm .15 0 0 .15 0 0 cm {paths[0]} f {paths[1]} f Q"


@lru_cache(maxsize=8)
def _face(font: MappedFont) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(font.path)))


def _cut(font: MappedFont, codes: dict[str, int]) -> tuple[bytes, bytes]:
    """The subset, and the CIDToGIDMap: for each code the glyph in the subset, two bytes."""
    request = hb.SubsetInput()
    request.flags = hb.SubsetFlags.NO_HINTING
    request.sets(hb.SubsetInputSets.UNICODE).update(ord(character) for character in codes)
    dropped = (int.from_bytes(tag, "big") for tag in (b"OS/2", b"name", b"post", b"cmap"))
    request.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    plan = hb.SubsetPlan(_face(font), request)
    new = plan.old_to_new_glyph_mapping
    glyphs = b"".join(new[font.glyph_of(ord(character))].to_bytes(2, "big") for character in codes)
    data: bytes = plan.execute().blob.data
    return data, b"\0\0" + glyphs


def _unicode_map(codes: dict[str, int]) -> bytes:
    pairs = [f"<{code:04X}> <{character.encode('utf-16-be').hex()}>" for character, code in codes.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return zlib.compress(srgb_profile(), 9)


class _File:
    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> int:
        data = data if packed else zlib.compress(data)
        head = f"<</Length {len(data)}/Filter/FlateDecode{entries}>>stream\n".encode()
        return self.add(head + data + b"\nendstream")

    def write(self, root: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, root, start)
        return bytes(out)


def _assemble(content: bytes, used: dict[MappedFont, dict[str, int]], document: CertificateDocument) -> bytes:
    file = _File()
    fonts = "".join(f"/F{n} {_font(file, font, codes)} 0 R" for n, (font, codes) in enumerate(used.items()))
    page_content = file.stream(content)
    profile = file.stream(_profile(), "/N 3", packed=True)
    pages = len(file.objects) + 2
    page = file.add(
        f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {page_content} 0 R"
        f"/Resources<</Font<<{fonts}>>>>>>".encode()
    )
    file.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>".encode())
    title = document.title.encode("utf-16-be").hex()
    root = file.add(
        f"<</Type/Catalog/Pages {pages} 0 R/Lang(zh-CN)/Title<feff{title}>/OutputIntents[<</S/GTS_PDFA1"
        f"/OutputConditionIdentifier(sRGB)/DestOutputProfile {profile} 0 R>>]>>".encode()
    )
    return file.write(root)


def _font(file: _File, font: MappedFont, codes: dict[str, int]) -> int:
    data, glyphs = _cut(font, codes)
    program = file.stream(data, f"/Length1 {len(data)}")
    mapping = file.stream(glyphs)
    unicode_map = file.stream(_unicode_map(codes))
    name = f"ABCDEF+{font.postscript_name}"
    descriptor = file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -300 1000 1000]/ItalicAngle 0/Ascent 880"
        f"/Descent -120/CapHeight 730/StemV 80/FontFile2 {program} 0 R>>".encode()
    )
    widths = " ".join(f"{font.width(ord(character)):g}" for character in codes)
    descendant = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/CIDToGIDMap {mapping} 0 R/W[1[{widths}]]>>".encode()
    )
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode_map} 0 R>>".encode()
    )
