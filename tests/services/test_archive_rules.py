"""PDF/A-2b by a checker of our own: every paper passes, and every rule has a sample that fails it and only it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.issuing import TestAuthority
from tests.papers import one_of_each
from tests.pdfa import RULES, broken_rules
from tests.services.sealed_papers import make_paper
from window_client.services.certificates import draw

PAPERS = one_of_each(sample=True)


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return make_paper(TestAuthority()).pdf


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_passes(name: str) -> None:
    assert broken_rules(draw(PAPERS[name]).pdf) == []
    assert broken_rules(draw(PAPERS[name], sample=False).pdf) == []


def test_a_signed_paper_passes(sealed: bytes) -> None:
    assert broken_rules(sealed) == []


# --- samples that fail ---------------------------------------------------------------------------------------------


def name(text: str) -> NameObject:
    return NameObject(text)


def rewritten(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """All objects written anew, after a change: then the rules on how streams are written fail as well."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def root_entry(key: str, value: object) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        writer.root_object[name(key)] = value  # type: ignore[index]

    return change


def without(key: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        del writer.root_object[key]

    return change


def on_font(change: Callable[[DictionaryObject], None]) -> Callable[[PdfWriter], None]:
    def on_first(writer: PdfWriter) -> None:
        fonts = writer.pages[0]["/Resources"]["/Font"].get_object()  # type: ignore[index]
        change(next(iter(fonts.values())).get_object())

    return on_first


def drop(*keys: str) -> Callable[[DictionaryObject], None]:
    def change(found: DictionaryObject) -> None:
        for key in keys:
            del found[key]

    return change


def annotation(**entries: object) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        added = DictionaryObject({name(f"/{key}"): value for key, value in entries.items()})  # type: ignore[misc]
        writer.pages[0][name("/Annots")] = ArrayObject([writer._add_object(added)])

    return change


def rectangle(side: int) -> ArrayObject:
    return ArrayObject([FloatObject(0), FloatObject(0), FloatObject(side), FloatObject(side)])


def content(extra: bytes) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(extra)
        writer.pages[0][name("/Contents")] = writer._add_object(stream)

    return change


def profile(data: bytes, components: int) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(data)
        stream[name("/N")] = NumberObject(components)
        intents = writer.root_object["/OutputIntents"]
        intents[0].get_object()[name("/DestOutputProfile")] = writer._add_object(stream)  # type: ignore[index]

    return change


def packet(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    assert len(before) == len(after)

    def change(pdf: bytes) -> bytes:
        assert before in pdf
        return pdf.replace(before, after, 1)

    return change


def objects(change: Callable[[PdfWriter], None]) -> Callable[[bytes], bytes]:
    return lambda pdf: rewritten(pdf, change)


def large(writer: PdfWriter) -> None:
    writer.root_object[name("/Big")] = NumberObject(1 << 40)


def outside(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream[name("/F")] = TextStringObject("elsewhere.bin")
    writer.root_object[name("/Odd")] = writer._add_object(stream)


def identity(writer: PdfWriter) -> None:
    writer._ID = ArrayObject([ByteStringObject(b"1")])


BROKEN: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("header", lambda pdf: b"%PDF-2.0" + pdf[8:]),
    ("header", lambda pdf: re.sub(rb"\n%[^\n]{4}", b"\n%abcd", pdf, count=1)),
    ("trailer", objects(identity)),
    ("trailer", lambda pdf: pdf + b"% hello\n"),
    ("streams", lambda pdf: pdf.replace(b"\nendstream", b" endstream", 1)),
    ("streams", lambda pdf: re.sub(rb"/Length (\d)\d", rb"/Length \g<1>1", pdf, count=1)),
    ("streams", objects(outside)),
    ("hexadecimal", lambda pdf: re.sub(rb"/ID\s*\[<(.)", rb"/ID [<", pdf, count=1)),
    ("limits", objects(large)),
    ("output_intent", objects(without("/OutputIntents"))),
    ("output_intent", objects(profile(b"no profile", 3))),
    ("output_intent", objects(profile(bytes(128), 3))),
    ("colours", objects(content(b"0 0 0 1 k 0 0 10 10 re f"))),
    ("fonts", objects(on_font(drop("/FontDescriptor")))),
    ("fonts", objects(on_font(drop("/ToUnicode")))),
    ("fonts", objects(on_font(lambda font: font["/Widths"].append(NumberObject(1))))),  # type: ignore[attr-defined]
    ("fonts", objects(on_font(lambda font: font.update({name("/BaseFont"): name("/Plain")})))),
    ("transparency", objects(root_entry("/Odd", DictionaryObject({name("/BM"): name("/Multiply")})))),
    ("transparency", objects(root_entry("/Odd", DictionaryObject({name("/SMask"): name("/Luminosity")})))),
    ("annotations", objects(annotation(Subtype=name("/Text"), F=NumberObject(4), Rect=rectangle(0)))),
    ("annotations", objects(annotation(Subtype=name("/Link"), F=NumberObject(0), Rect=rectangle(0)))),
    ("annotations", objects(annotation(Subtype=name("/Widget"), F=NumberObject(4), Rect=rectangle(9)))),
    ("forms", objects(root_entry("/AcroForm", DictionaryObject({name("/NeedAppearances"): BooleanObject(True)})))),
    ("actions", objects(root_entry("/OpenAction", ArrayObject()))),
    ("actions", objects(root_entry("/Odd", DictionaryObject({name("/S"): name("/JavaScript")})))),
    ("embedded_files", objects(root_entry("/AF", ArrayObject()))),
    ("embedded_files", objects(root_entry("/OCProperties", DictionaryObject()))),
    ("metadata", objects(without("/Metadata"))),
    ("metadata", packet(b"<pdfaid:part>2", b"<pdfaid:part>1")),
    ("metadata", packet(b"<pdfaSchema:prefix>hr<", b"<pdfaSchema:prefix>zz<")),
    ("metadata", packet(b'<?xpacket begin="\xef\xbb\xbf" id', b'<?xpacket bytes="000" id')),
    ("information", packet(b"/Subject (QH-2026-004518)", b"/Subject (QH-2026-004519)")),
    ("information", packet(b"<xmp:CreateDate>2026", b"<xmp:CreateDate>2025")),
    ("language", objects(without("/Lang"))),
    ("language", objects(without("/ViewerPreferences"))),
]  # fmt: skip
_BESIDE = {
    # A file without a packet has nothing that the information dictionary could agree with.
    "metadata": {"information"},
}


@pytest.mark.parametrize(
    ("rule", "change"), BROKEN, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(BROKEN)]
)
def test_a_broken_file_fails_its_rule(rule: str, change: Callable[[bytes], bytes], sealed: bytes) -> None:
    found = {line.split(":")[0] for line in broken_rules(change(sealed))}
    assert rule in found
    assert found - {rule} - _BESIDE.get(rule, set()) <= _of_rewriting(sealed)


def _of_rewriting(sealed: bytes) -> set[str]:
    """What writing a file anew breaks by itself, without any change."""
    return {line.split(":")[0] for line in broken_rules(rewritten(sealed, lambda _writer: None))}


def test_every_rule_has_a_failing_sample() -> None:
    assert {rule for rule, _ in BROKEN} == set(RULES)
