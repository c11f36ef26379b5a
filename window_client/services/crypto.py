"""All cryptography of the window: the only module here that imports `cryptography`.

Secrets go in and come out as `bytearray`, so that whoever holds one can overwrite it. AES-GCM boxes are
`nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)`.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
ARGON2_MEMORY_KIB = 64 * 1024
ARGON2_PASSES = 3
ARGON2_LANES = 2
_NONCE_BYTES = 12
_TAG_BYTES = 16

Bytes = bytes | bytearray


class SealError(Exception):
    """A box does not open: another key, another context, or altered bytes. They cannot be told apart."""


def random_bytes(count: int) -> bytes:
    return os.urandom(count)


def new_key() -> bytearray:
    return bytearray(os.urandom(KEY_BYTES))


def wipe(*secrets: bytearray) -> None:
    """Overwrite with zeros."""
    for secret in secrets:
        secret[:] = bytes(len(secret))


def sha256(data: Bytes) -> str:
    """Lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keyed_hash(key: Bytes, data: bytes) -> str:
    """HMAC-SHA-256, hexadecimal: a pseudonym that needs the key to be tried out."""
    return hmac.new(key, data, hashlib.sha256).hexdigest()


def argon2id(
    password: bytes | bytearray,
    salt: bytes,
    *,
    memory_kib: int = ARGON2_MEMORY_KIB,
    passes: int = ARGON2_PASSES,
    lanes: int = ARGON2_LANES,
) -> bytearray:
    """Argon2id (RFC 9106), 32 bytes. About 0.15 s with the defaults: never on the GUI thread."""
    out = bytearray(KEY_BYTES)
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    kdf.derive_into(password, out)  # type: ignore[arg-type]  # any buffer is taken
    return out


def hkdf(secret: Bytes, label: str, *, salt: bytes = b"") -> bytearray:
    """HKDF-SHA-256 (RFC 5869), 32 bytes, for one labelled use."""
    out = bytearray(KEY_BYTES)
    HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=label.encode()).derive_into(secret, out)
    return out


def seal(key: Bytes, plain: Bytes, context: bytes) -> bytes:
    """AES-256-GCM; the same `context` is needed to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: Bytes, box: bytes, context: bytes) -> bytearray:
    """The plain bytes, or `SealError`."""
    if len(box) < _NONCE_BYTES + _TAG_BYTES:
        raise SealError("too short")
    out = bytearray(len(box) - _NONCE_BYTES - _TAG_BYTES)
    try:
        AESGCM(key).decrypt_into(box[:_NONCE_BYTES], box[_NONCE_BYTES:], context, out)
    except InvalidTag as error:
        raise SealError("tag") from error
    return out


def new_signing_key() -> bytearray:
    """An Ed25519 seed (RFC 8032)."""
    return new_key()


def public_key(seed: Bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: Bytes, data: bytes) -> bytes:
    """64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(data)


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """False for a wrong signature and for bytes that are no key or no signature at all."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
