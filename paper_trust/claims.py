"""What the QR code of a certificate says, and nothing more: enough to compare a paper, too little to misuse.

The name is masked and of the citizen number only the last four characters are there.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from paper_trust import base45, cbor, cose
from paper_trust.crypto import Signer, key_id, load_certificate

PREFIX = "HR1:"
KIND = "hr1"
LONGEST_TEXT = 1_200
"""Characters: far beyond any code that this program makes, far below what costs time to refuse."""

_LONGEST_PART = 80
_RECORD_BYTES = 32
_BREAKS = {ord(character): None for character in "\r\n\t\ufeff"}
_TRIED_SPACES = 8
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as other characters."""


class CodeError(ValueError):
    """Not the text of a verification code."""


@dataclass(frozen=True)
class CertificateClaims:
    """The signed fields. Times are UTC with whole seconds."""

    number: str
    kind: str
    """`hukou.certificate.CertificateKind` of a later version may be unknown here: it stays a text."""
    record: bytes
    """SHA-256 of the document's canonical form: binds the code to one file."""
    masked_name: str
    last_four: str
    """Of the citizen number; '' for a person who has none."""
    station: str
    """Code of the issuing station, twelve digits."""
    issued_at: datetime
    expires_at: datetime
    status_index: int
    """Place in the station's part of the status list: the running number of the certificate."""

    def encode(self) -> bytes:
        return cbor.encode(
            {
                1: self.number,
                2: self.kind,
                3: self.record,
                4: self.masked_name,
                5: self.last_four,
                6: self.station,
                7: int(self.issued_at.timestamp()),
                8: int(self.expires_at.timestamp()),
                9: self.status_index,
            }
        )


def decode_claims(payload: bytes) -> CertificateClaims:
    """`CodeError` for anything but nine fields of the right types and sizes."""
    try:
        found = cbor.decode(payload)
    except cbor.CborError as error:
        raise CodeError(str(error)) from error
    if not isinstance(found, dict) or list(found) != list(range(1, 10)):
        raise CodeError("fields")
    texts = [_short_text(found[key]) for key in (1, 2, 4, 5, 6)]
    record, index = found[3], found[9]
    if not isinstance(record, bytes) or len(record) != _RECORD_BYTES:
        raise CodeError("record")
    if type(index) is not int or index < 0:
        raise CodeError("index")
    return CertificateClaims(
        number=texts[0],
        kind=texts[1],
        record=record,
        masked_name=texts[2],
        last_four=texts[3],
        station=texts[4],
        issued_at=_moment(found[7]),
        expires_at=_moment(found[8]),
        status_index=index,
    )


def make_code(claims: CertificateClaims, signer: Signer) -> str:
    """The text of the QR code: `HR1:` and base45 of a COSE_Sign1."""
    kid = key_id(load_certificate(signer.certificate)[1])
    return PREFIX + base45.encode(cose.seal(KIND, claims.encode(), kid, signer.sign))


def read_code(text: str) -> cose.Envelope:
    """The envelope of a code that somebody scanned or pasted. `CodeError` when it is none.

    Line breaks and tabs are dropped: a text that was sent on is often broken into lines. A space is a digit of
    base45; those at the end are easily lost or added on the way and are tried.
    """
    if len(text) > 2 * LONGEST_TEXT:
        raise CodeError("too long")
    compact = text.translate(_BREAKS).strip(" ")
    if not compact.startswith(PREFIX) or len(compact) > LONGEST_TEXT:
        raise CodeError("prefix or length")
    reason = ""
    for spaces in range(_TRIED_SPACES):
        try:
            return cose.read(KIND, base45.decode(compact.removeprefix(PREFIX) + " " * spaces))
        except ValueError as error:
            reason = reason or str(error)
    raise CodeError(reason)


def whole_code(text: str) -> str:
    """The text as `make_code` wrote it, whatever happened to its line breaks. `CodeError` as in `read_code`."""
    envelope = read_code(text)
    return PREFIX + base45.encode(envelope.data)


def mask_name(name: str) -> str:
    """`罗*`, `罗*行`; of longer names the first and the last character with two stars between."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' if len(name) == 3 else '**'}{name[-1]}"


def check_code(text: str) -> str:
    """核验码 `7K4M-92QF`: eight characters of the code's own hash, for people to compare; proves nothing."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -5, -5))
    return f"{letters[:4]}-{letters[4:]}"


def _short_text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_PART or not value.isprintable():
        raise CodeError("text")
    return value


def _moment(value: Any) -> datetime:
    if type(value) is not int or not 0 <= value < 1 << 33:
        raise CodeError("time")
    return datetime.fromtimestamp(value, UTC)
