"""The CMS signature of a PDF, exactly as PAdES baseline B wants it (ETSI EN 319 142-1 §6.3), and its check.

SignedData (RFC 5652) over a detached content, one signer, SHA-256 and ECDSA, signed attributes content-type,
message-digest and signing-certificate-v2 (RFC 5035); no signing-time, the PDF's own `M` has it. Written and read
by strict DER: what is not of this shape is not a signature.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.x509 import ObjectIdentifier

from paper_trust.crypto import Signer, der_signature, raw_signature

_DATA = ObjectIdentifier("1.2.840.113549.1.7.1")
_SIGNED_DATA = ObjectIdentifier("1.2.840.113549.1.7.2")
_SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")
_ECDSA_SHA256 = ObjectIdentifier("1.2.840.10045.4.3.2")
_CONTENT_TYPE = ObjectIdentifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = ObjectIdentifier("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE = ObjectIdentifier("1.2.840.113549.1.9.16.2.47")


@asn1.sequence
class _Algorithm:
    algorithm: ObjectIdentifier


@asn1.sequence
class _Attribute:
    kind: ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class _IssuerAndSerial:
    issuer: asn1.TLV
    serial: int


@asn1.sequence
class _CertificateId:
    """ESSCertIDv2. The hash algorithm is left out, which means SHA-256; so is the optional issuer and serial."""

    digest: bytes


@asn1.sequence
class _SigningCertificate:
    certificates: list[_CertificateId]


@asn1.sequence
class _SignerInfo:
    version: int
    signer: _IssuerAndSerial
    digest_algorithm: _Algorithm
    signed: Annotated[asn1.SetOf[_Attribute], asn1.Implicit(0)]
    signature_algorithm: _Algorithm
    signature: bytes
    unsigned: Annotated[asn1.SetOf[_Attribute] | None, asn1.Implicit(1)]


@asn1.sequence
class _Content:
    kind: ObjectIdentifier


@asn1.sequence
class _SignedData:
    version: int
    digest_algorithms: asn1.SetOf[_Algorithm]
    content: _Content
    certificates: Annotated[asn1.SetOf[asn1.TLV], asn1.Implicit(0)]
    signers: asn1.SetOf[_SignerInfo]


@asn1.sequence
class _ContentInfo:
    kind: ObjectIdentifier
    content: Annotated[_SignedData, asn1.Explicit(0)]


class CmsError(ValueError):
    """Not a signature of this shape."""


@dataclass(frozen=True)
class CmsSignature:
    """What a signature says of itself; `verify` says whether it holds."""

    certificate: bytes
    """DER of the certificate that the signature names by its hash."""
    others: tuple[bytes, ...]
    """DER of what else is carried: nothing signs it, so a verifier has to know it."""
    digest: bytes
    """SHA-256 of the signed bytes, as claimed."""
    signature: bytes
    """`r ‖ s`."""
    signed_attributes: bytes
    """What the signature is over."""


def sign(digest: bytes, signer: Signer, *, more: tuple[bytes, ...] = ()) -> bytes:
    """DER of a signature over content with this SHA-256. `more` are certificates to carry, the authority's say."""
    signed = _signed_attributes(digest, signer.certificate)
    signature = der_signature(signer.sign(asn1.encode_der(signed)))
    return _build(signed, signature, signer.certificate, more)


def _signed_attributes(digest: bytes, certificate: bytes) -> asn1.SetOf[_Attribute]:
    return asn1.SetOf(
        [
            _attribute(_CONTENT_TYPE, asn1.encode_der(_DATA)),
            _attribute(_MESSAGE_DIGEST, asn1.encode_der(digest)),
            _attribute(_SIGNING_CERTIFICATE, _signing_certificate(certificate)),
        ]
    )


def _build(signed: asn1.SetOf[_Attribute], signature: bytes, signer: bytes, more: tuple[bytes, ...]) -> bytes:
    certificate = x509.load_der_x509_certificate(signer)
    info = _SignerInfo(
        version=1,
        signer=_IssuerAndSerial(
            issuer=_tlv(certificate.issuer.public_bytes()), serial=certificate.serial_number
        ),
        digest_algorithm=_Algorithm(algorithm=_SHA256),
        signed=signed,
        signature_algorithm=_Algorithm(algorithm=_ECDSA_SHA256),
        signature=signature,
        unsigned=None,
    )
    data = _SignedData(
        version=1,
        digest_algorithms=asn1.SetOf([_Algorithm(algorithm=_SHA256)]),
        content=_Content(kind=_DATA),
        certificates=asn1.SetOf([_tlv(der) for der in (signer, *more)]),
        signers=asn1.SetOf([info]),
    )
    return asn1.encode_der(_ContentInfo(kind=_SIGNED_DATA, content=data))


def read(der: bytes) -> CmsSignature:
    """`CmsError` for anything but what `sign` writes: most of the envelope is covered by no signature, so it is
    built again from what is, and has to come out the same byte for byte."""
    try:
        data, info = _open(der)
        attributes = {one.kind: one.values.as_list() for one in info.signed.as_list()}
        kinds = {_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_CERTIFICATE}
        if set(attributes) != kinds or len(info.signed.as_list()) != len(kinds):
            raise CmsError("signed attributes")
        values = {kind: _single(found) for kind, found in attributes.items()}
        if asn1.decode_der(ObjectIdentifier, values[_CONTENT_TYPE]) != _DATA:
            raise CmsError("content type")
        named = asn1.decode_der(_SigningCertificate, values[_SIGNING_CERTIFICATE]).certificates
        carried = [tlv_bytes(one) for one in data.certificates.as_list()]
        found = [c for c in carried if named and hashlib.sha256(c).digest() == named[0].digest]
        if len(found) != 1:
            raise CmsError("signing certificate")
        others = tuple(one for one in carried if one != found[0])
        digest = asn1.decode_der(bytes, values[_MESSAGE_DIGEST])
        signature = raw_signature(info.signature)
        if _build(_signed_attributes(digest, found[0]), der_signature(signature), found[0], others) != der:
            raise CmsError("not as it is written")
        return CmsSignature(
            certificate=found[0],
            others=others,
            digest=digest,
            signature=signature,
            signed_attributes=asn1.encode_der(info.signed),
        )
    except CmsError:
        raise
    except Exception as error:
        # The parser's own errors are of several kinds; whatever it is, there is no signature.
        raise CmsError(type(error).__name__) from error


def _open(der: bytes) -> tuple[_SignedData, _SignerInfo]:
    whole = asn1.decode_der(_ContentInfo, der)
    signers = whole.content.signers.as_list()
    if whole.kind != _SIGNED_DATA or len(signers) != 1:
        raise CmsError("shape")
    info = signers[0]
    algorithms = (info.digest_algorithm.algorithm, info.signature_algorithm.algorithm)
    if whole.content.content.kind != _DATA or algorithms != (_SHA256, _ECDSA_SHA256):
        raise CmsError("algorithm")
    return whole.content, info


def _attribute(kind: ObjectIdentifier, value: bytes) -> _Attribute:
    return _Attribute(kind=kind, values=asn1.SetOf([_tlv(value)]))


def _single(values: list[asn1.TLV]) -> bytes:
    if len(values) != 1:
        raise CmsError("attribute values")
    return tlv_bytes(values[0])


def _signing_certificate(certificate: bytes) -> bytes:
    named = _CertificateId(digest=hashlib.sha256(certificate).digest())
    return asn1.encode_der(_SigningCertificate(certificates=[named]))


def _tlv(der: bytes) -> asn1.TLV:
    return asn1.decode_der(asn1.TLV, der)


def tlv_bytes(value: asn1.TLV) -> bytes:
    """The element as it stood in the file."""
    return asn1.encode_der(value)
