"""All cryptography of this package: ECDSA on P-256 with SHA-256 (ES256), and the two kinds of certificate.

Signatures are `r ‖ s`, 64 bytes, as COSE (RFC 9053 §2.1) and key devices have them; `der_signature` and
`raw_signature` turn them into the form of X.509 and CMS and back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID

KID_BYTES = 8
SAMPLE_UNIT = "样本"
"""The organisational unit of a sandbox's authority: whatever hangs on it proves nothing about anyone."""

_SHA256 = hashes.SHA256()
_HALF = 32


class CertificateFaultError(ValueError):
    """A certificate that is not what this package expects, or not signed by the authority."""


class Signer(Protocol):
    """Who signs a paper: a software key now, a key device (PKCS#11) behind the same two members."""

    @property
    def certificate(self) -> bytes:
        """DER of the issuing certificate."""
        ...

    def sign(self, data: bytes) -> bytes:
        """ES256 over `data`: 64 bytes."""
        ...


@dataclass(frozen=True)
class SoftwareSigner:
    """A key in memory. Deterministic (RFC 6979): the same data gives the same signature."""

    certificate: bytes
    _key: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def load(cls, pkcs8: bytes | bytearray, certificate: bytes) -> SoftwareSigner:
        """`ValueError` unless `pkcs8` is a P-256 key."""
        return cls(certificate, load_private_key(pkcs8))

    @property
    def kid(self) -> bytes:
        return key_id(self._key.public_key())

    def sign(self, data: bytes) -> bytes:
        return sign_with(self._key, data)


def load_private_key(pkcs8: bytes | bytearray) -> ec.EllipticCurvePrivateKey:
    """`ValueError` for anything but an unencrypted P-256 key in PKCS#8 DER."""
    # The buffer is taken as it is, so that its owner can overwrite it.
    key = serialization.load_der_private_key(pkcs8, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a P-256 key")
    return key


def new_private_key() -> bytearray:
    """A new P-256 key, PKCS#8 DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    encoding, form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    return bytearray(key.private_bytes(encoding, form, serialization.NoEncryption()))


def public_point(pkcs8: bytes | bytearray) -> bytes:
    """The public key of a private one: the uncompressed point, 65 bytes (X9.62)."""
    return point_of(load_private_key(pkcs8).public_key())


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def load_point(point: bytes) -> ec.EllipticCurvePublicKey:
    """`ValueError` for bytes that are no point of P-256."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def key_id(public: ec.EllipticCurvePublicKey) -> bytes:
    """The first eight bytes of the SHA-256 of the point."""
    return hashlib.sha256(point_of(public)).digest()[:KID_BYTES]


def sign_with(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    return raw_signature(key.sign(data, ec.ECDSA(_SHA256, deterministic_signing=True)))


def verify(public: ec.EllipticCurvePublicKey, signature: bytes, data: bytes) -> bool:
    """False for a wrong signature and for bytes that are none."""
    if len(signature) != 2 * _HALF:
        return False
    try:
        public.verify(der_signature(signature), data, ec.ECDSA(_SHA256))
    except InvalidSignature:
        return False
    return True


def der_signature(raw: bytes) -> bytes:
    return encode_dss_signature(int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big"))


def raw_signature(der: bytes) -> bytes:
    """`ValueError` for DER that is no signature on this curve."""
    r, s = decode_dss_signature(der)
    if not (0 < r < 1 << 256 and 0 < s < 1 << 256):
        raise ValueError("signature out of range")
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


# --- certificates ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Authority:
    """The province's issuing authority: what everything else is trusted by."""

    der: bytes = field(repr=False)
    name: str
    sample: bool
    kid: bytes
    public_key: ec.EllipticCurvePublicKey = field(repr=False, compare=False)
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True)
class Issuer:
    """One terminal's issuing certificate, found to be the authority's."""

    der: bytes = field(repr=False)
    terminal: str
    station: str
    station_name: str
    kid: bytes
    public_key: ec.EllipticCurvePublicKey = field(repr=False, compare=False)
    not_before: datetime
    not_after: datetime

    def valid_at(self, moment: datetime) -> bool:
        return self.not_before <= moment <= self.not_after


def read_authority(der: bytes) -> Authority:
    """`CertificateFaultError` unless it is a self-signed authority on P-256."""
    certificate, key = load_certificate(der)
    try:
        certificate.verify_directly_issued_by(certificate)
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound) as error:
        raise CertificateFaultError("not a self-signed authority") from error
    if not constraints.ca:
        raise CertificateFaultError("not an authority")
    return Authority(
        der=der,
        name=_part(certificate, NameOID.COMMON_NAME),
        sample=_part(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) == SAMPLE_UNIT,
        kid=key_id(key),
        public_key=key,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def read_issuer(der: bytes, authority: Authority) -> Issuer:
    """`CertificateFaultError` unless the authority issued it, for signing papers, within its own term."""
    certificate, key = load_certificate(der)
    try:
        certificate.verify_directly_issued_by(x509.load_der_x509_certificate(authority.der))
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound) as error:
        raise CertificateFaultError("not issued by the authority") from error
    if constraints.ca or not usage.content_commitment or usage.key_cert_sign:
        raise CertificateFaultError("not for signing papers")
    if certificate.not_valid_after_utc > authority.not_after:
        raise CertificateFaultError("outlives its authority")
    return Issuer(
        der=der,
        terminal=_part(certificate, NameOID.COMMON_NAME),
        station=_part(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME),
        station_name=_part(certificate, NameOID.ORGANIZATION_NAME),
        kid=key_id(key),
        public_key=key,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def load_certificate(der: bytes) -> tuple[x509.Certificate, ec.EllipticCurvePublicKey]:
    try:
        certificate = x509.load_der_x509_certificate(der)
        key = certificate.public_key()
    except Exception as error:
        raise CertificateFaultError("not a certificate") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise CertificateFaultError("not a P-256 key")
    return certificate, key


def _part(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""
