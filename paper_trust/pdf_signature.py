"""The signature of a PDF file (ISO 32000-1 §12.8): room for it, filling the room, and reading it back.

The drawing code writes the signature dictionary with room in it, so the file has one revision and the signature
covers all of it. Reading needs no PDF parser: when the signed bytes are the whole file but the room itself, and
the room holds nothing but hexadecimal digits, every byte that means anything is the signer's. A file with a
second revision or with bytes after its end is refused before anything in it is looked at.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from paper_trust import cms
from paper_trust.crypto import Signer

ROOM_BYTES = 3072
"""For the signature with two certificates: about 1,700 bytes."""
LARGEST = 4 * 1024 * 1024

_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]")
_BLANK_RANGE = b"/ByteRange [0 " + b" ".join([b"0000000000"] * 3) + b"]"
_HEX = re.compile(rb"<([0-9a-f]*)>")


class PdfSignatureError(ValueError):
    """`reason`: `no_pdf`, `unsigned`, or `altered`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason


@dataclass(frozen=True)
class PdfSignature:
    """A signature over exactly this file. Whose it is, and whether it holds, is still to be asked."""

    cms: cms.CmsSignature
    signed: bytes
    """The file without the room."""


def signature_dictionary(moment: datetime, station: str, reason: str, room: int = ROOM_BYTES) -> bytes:
    """The dictionary with its room. `moment` with its zone becomes `M`."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("the moment of signing needs its time zone")
    minutes = int(offset.total_seconds()) // 60
    stamp = f"D:{moment:%Y%m%d%H%M%S}{minutes // 60:+03d}'{minutes % 60:02d}'"
    return b"".join(
        (
            b"<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n",
            _BLANK_RANGE,
            b"\n/Contents <" + b"0" * (2 * room) + b">\n",
            b"/M (" + stamp.encode() + b") /Name " + _text(station) + b" /Reason " + _text(reason) + b">>",
        )
    )


def sign_pdf(pdf: bytes, signer: Signer, *, more: tuple[bytes, ...] = ()) -> bytes:
    """Fill the room. `ValueError` for a file without exactly one room, or a signature that does not fit."""
    if pdf.count(_BLANK_RANGE) != 1:
        raise ValueError("the file has no room for a signature, or more than one")
    start = pdf.index(b"/Contents <", pdf.index(_BLANK_RANGE)) + len(b"/Contents ")
    end = pdf.index(b">", start) + 1
    room = end - start - 2
    filled = b"/ByteRange [0 %-10d %-10d %-10d]" % (start, end, len(pdf) - end)
    whole = pdf.replace(_BLANK_RANGE, filled)
    digest = hashlib.sha256(whole[:start] + whole[end:]).digest()
    signature = cms.sign(digest, signer, more=more).hex().encode()
    if len(signature) > room:
        raise ValueError("the signature does not fit its room")
    return whole[: start + 1] + signature.ljust(room, b"0") + whole[end - 1 :]


def read_pdf(pdf: bytes) -> PdfSignature:
    """The signature, if it covers the whole file and its digest is the file's; `PdfSignatureError`."""
    if not pdf.startswith(b"%PDF-") or len(pdf) > LARGEST:
        raise PdfSignatureError("no_pdf")
    if b"/ByteRange" not in pdf:
        raise PdfSignatureError("unsigned")
    found = _RANGE.findall(pdf)
    if len(found) != 1 or pdf.count(b"/ByteRange") != 1:
        raise PdfSignatureError("altered", "byte range")
    start, end, rest = map(int, found[0])
    if not start < end <= len(pdf) or end + rest != len(pdf):
        raise PdfSignatureError("altered", "not the whole file")
    digits = _HEX.fullmatch(pdf, start, end)
    if digits is None or len(digits[1]) % 2:
        raise PdfSignatureError("altered", "room")
    signed = pdf[:start] + pdf[end:]
    try:
        signature = cms.read(_without_padding(bytes.fromhex(digits[1].decode())))
    except cms.CmsError as error:
        raise PdfSignatureError("altered", str(error)) from error
    if signature.digest != hashlib.sha256(signed).digest():
        raise PdfSignatureError("altered", "digest")
    return PdfSignature(signature, signed)


def _without_padding(data: bytes) -> bytes:
    """The DER element at the front; what follows must be zeros."""
    if len(data) < 4 or data[0] != 0x30 or data[1] != 0x82:
        raise PdfSignatureError("altered", "no signature in the room")
    size = 4 + int.from_bytes(data[2:4], "big")
    if size > len(data) or any(data[size:]):
        raise PdfSignatureError("altered", "something behind the signature")
    return data[:size]


def _text(text: str) -> bytes:
    """A text string, UTF-16BE with its mark, in hexadecimal."""
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().upper().encode() + b">"
