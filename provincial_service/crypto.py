"""All cryptography of the province in one place: signatures, sealing, passwords, the loopback TLS chain.

Ed25519 (RFC 8032) signs, AES-256-GCM seals, Argon2id (RFC 9106) guards passwords. Signatures and keys travel
as standard base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import ipaddress
import os
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PUBLIC_KEY_BYTES = 32
MASTER_KEY_BYTES = 32
_NONCE_BYTES = 12


class SealError(Exception):
    """A sealed value does not open: wrong key, wrong context or altered bytes."""


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def decode(text: str, *, size: int | None = None) -> bytes:
    """Strict base64; `ValueError` when malformed or not `size` bytes long."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
    if size is not None and len(data) != size:
        raise ValueError(f"{len(data)} bytes, expected {size}")
    return data


# --- signatures ------------------------------------------------------------------------------------------


class SigningKey:
    """The province's Ed25519 key."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_bytes = self._key.public_key().public_bytes_raw()

    @staticmethod
    def new_seed() -> bytes:
        return Ed25519PrivateKey.generate().private_bytes_raw()

    def sign(self, data: bytes) -> str:
        return encode(self._key.sign(data))


class VerifyKey:
    """A terminal's public key."""

    def __init__(self, public_bytes: bytes) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(public_bytes)

    def verifies(self, signature: str, data: bytes) -> bool:
        try:
            self._key.verify(decode(signature, size=64), data)
        except (InvalidSignature, ValueError):
            return False
        return True


# --- sealing and passwords -------------------------------------------------------------------------------


def new_secret(size: int = 32) -> bytes:
    return secrets.token_bytes(size)


def seal(key: bytes, data: bytes, context: str) -> bytes:
    """AES-256-GCM with a random nonce in front; `context` is authenticated, not stored."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError(context) from error


class Passwords:
    """Argon2id, 64 MiB and three passes. Checking an unknown account costs the same as a wrong password."""

    def __init__(self, *, memory_kib: int = 65536, passes: int = 3) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._dummy = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password fits; `stored` is None for an account that does not exist."""
        try:
            self._hasher.verify(stored if stored is not None else self._dummy, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None


_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_activation_code() -> str:
    """Twenty characters without look-alikes in groups of five: 100 bits, typed once by a person."""
    letters = [secrets.choice(_CODE_ALPHABET) for _ in range(20)]
    return "-".join("".join(letters[i : i + 5]) for i in range(0, 20, 5))


def activation_code_hash(code: str) -> str:
    """What is stored: spaces, hyphens and lower case make no difference."""
    return sha256_hex("".join(c for c in code.upper() if c.isalnum()).encode())


# --- the TLS chain of a sandbox --------------------------------------------------------------------------


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def new_authority(common_name: str, now: datetime) -> tuple[bytes, bytes]:
    """A certificate authority of ten years: (certificate PEM, key PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_name(common_name), _name(common_name), key.public_key(), now, timedelta(days=3650))
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM), _pem_key(key)


def new_server_certificate(authority: bytes, authority_key: bytes, now: datetime) -> tuple[bytes, bytes]:
    """A certificate for loopback, one year, by the authority: (certificate PEM, key PEM)."""
    issuer = x509.load_pem_x509_certificate(authority)
    issuer_key = serialization.load_pem_private_key(authority_key, None)
    if not isinstance(issuer_key, ec.EllipticCurvePrivateKey):
        raise ValueError("the authority's key is not an elliptic-curve key")
    key = ec.generate_private_key(ec.SECP256R1())
    names: list[x509.GeneralName] = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
        x509.IPAddress(ipaddress.ip_address("::1")),
    ]
    builder = _builder(_name("localhost"), issuer.subject, key.public_key(), now, timedelta(days=365))
    certificate = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM), _pem_key(key)


# --- certificates of issuing keys (docs/decisions/0010) ---------------------------------------------------


def new_issuing_authority(organisation: str, now: datetime, term: timedelta, *, sample: bool) -> bytes:
    """The authority over the province's issuing keys: certificate and key, PEM in one piece.

    A sandbox's authority says so in its name: what hangs on it proves nothing.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)]
    if sample:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "样本"))
    parts.append(x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation}户籍证明签发根证书"))
    name = x509.Name(parts)
    certificate = (
        _builder(name, name, key.public_key(), now, term)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + _pem_key(key)


class IssuingAuthority:
    """Certifies issuing keys and signs the status list."""

    def __init__(self, pem: bytes) -> None:
        """`ValueError` unless `pem` holds a certificate and its P-256 key."""
        self._issuer = x509.load_pem_x509_certificate(pem)
        self.certificate = self._issuer.public_bytes(serialization.Encoding.DER)
        key = serialization.load_pem_private_key(pem, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != self._issuer.public_key():
            raise ValueError("certificate and key of the issuing authority do not belong together")
        self._key = key

    def certify(
        self, point: bytes, *, terminal: str, station: str, station_name: str, now: datetime, term: timedelta
    ) -> tuple[bytes, datetime, datetime]:
        """A certificate for one terminal's issuing key: (DER, not before, not after). `ValueError` for bytes
        that are no point of P-256. It never outlives the authority."""
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, station_name),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, station),
                x509.NameAttribute(NameOID.COMMON_NAME, terminal),
            ]
        )
        term = min(term, self._issuer.not_valid_after_utc - now)
        usage = _key_usage(signs_certificates=False, commits=True)
        certificate = (
            _builder(subject, self._issuer.subject, public, now, term)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )
        der = certificate.public_bytes(serialization.Encoding.DER)
        return der, certificate.not_valid_before_utc, certificate.not_valid_after_utc

    def sign(self, data: bytes) -> bytes:
        """ES256: `r ‖ s`, 64 bytes."""
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def verifies_point(point: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of a P-256 key signed `data` (ES256). False for bytes that are no key or signature."""
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        public.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return len(signature) == 64


def certificate_expires_at(certificate: bytes) -> datetime:
    return x509.load_pem_x509_certificate(certificate).not_valid_after_utc


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime,
    term: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + term)
    )


def _key_usage(*, signs_certificates: bool, commits: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=commits,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
