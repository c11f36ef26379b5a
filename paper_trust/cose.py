"""COSE_Sign1 with ES256 (RFC 9052 §4.2): the envelope of the QR code and of the status list.

`kind` stands in the protected header as `typ` (RFC 9596), so that neither can be taken for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from paper_trust import cbor, crypto

_TAG = b"\xd2"
"""Tag 18, COSE_Sign1."""
_ALGORITHM, _KID, _TYPE = 1, 4, 16
_ES256 = -7


class EnvelopeError(ValueError):
    """Not an envelope of the wanted kind."""


@dataclass(frozen=True)
class Envelope:
    """What was in it, and whose key it names. Nothing of it is believed before `verify`."""

    kid: bytes
    payload: bytes
    signature: bytes
    data: bytes
    """The whole envelope as it was read."""
    _signed: bytes

    def verify(self, public: ec.EllipticCurvePublicKey) -> bool:
        return crypto.verify(public, self.signature, self._signed)


def seal(kind: str, payload: bytes, kid: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """`sign` gives the 64 bytes of ES256."""
    protected = cbor.encode({_ALGORITHM: _ES256, _KID: kid, _TYPE: kind})
    signature = sign(_to_be_signed(protected, payload))
    return _TAG + cbor.encode([protected, {}, payload, signature])


def read(kind: str, data: bytes) -> Envelope:
    """`EnvelopeError` for anything that `seal` does not write."""
    if data[:1] != _TAG:
        raise EnvelopeError("tag")
    try:
        match cbor.decode(data[1:]):
            case [bytes() as protected, {} as unprotected, bytes() as payload, bytes() as signature]:
                header = cbor.decode(protected)
            case _:
                raise EnvelopeError("shape")
    except cbor.CborError as error:
        raise EnvelopeError(str(error)) from error
    if unprotected or not isinstance(header, dict) or len(signature) != 64:
        raise EnvelopeError("shape")
    kid = header.get(_KID)
    if header != {_ALGORITHM: _ES256, _KID: kid, _TYPE: kind} or not isinstance(kid, bytes):
        raise EnvelopeError("header")
    return Envelope(kid, payload, signature, data, _to_be_signed(protected, payload))


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor.encode(["Signature1", protected, b"", payload])
