"""The key that signs certificates (docs/decisions/0010): made here, certified by the province, sealed at rest.

P-256, because residents' readers and PDF programs know no Ed25519. It is sealed under the terminal key, which opens
with master key and machine secret together, and unsealed for each signature. `issuing.json` holds it beside its
certificate and the province's authority; losing the file costs a new key, never a paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hukou.wire import IssuingRequest, issuing_text
from paper_trust.crypto import (
    Authority,
    CertificateFaultError,
    Issuer,
    SoftwareSigner,
    load_private_key,
    new_private_key,
    public_point,
    read_authority,
    read_issuer,
    sign_with,
)
from paper_trust.verdict import issuing_terms
from window_client.config import Config
from window_client.errors import IssuingKeyMissingError, RemoteAnswerError, StorageError
from window_client.services import crypto, keys
from window_client.services.files import read_json, write_json

_LABEL = "issuing-key"


@dataclass(frozen=True)
class IssuingKey:
    """A sealed key with its certificate, which the authority issued for this terminal."""

    issuer: Issuer
    authority: Authority
    sealed: bytes = field(repr=False)

    def due_for_renewal(self, now: datetime) -> bool:
        _, before_end, _ = issuing_terms()
        return now >= self.issuer.not_after - before_end


@dataclass(frozen=True)
class NewKey:
    """A key that waits for its certificate; `wipe` it when it is sealed or given up."""

    private: bytearray = field(repr=False)
    request: IssuingRequest

    def wipe(self) -> None:
        crypto.wipe(self.private)


def issuing_path(config: Config) -> Path:
    return config.data_dir / "issuing.json"


def make_key(terminal_key: bytes) -> NewKey:
    """A new key, and the request that shows it is held. `terminal_key` is the terminal's public Ed25519 key."""
    private = new_private_key()
    point = keys.encode(public_point(private))
    proof = sign_with(load_private_key(private), issuing_text(keys.encode(terminal_key), point))
    return NewKey(private, IssuingRequest(issuing_key=point, issuing_proof=keys.encode(proof)))


def keep_key(
    config: Config,
    new: NewKey,
    terminal: str,
    terminal_seed: bytearray,
    *,
    authority: str,
    certificate: str,
) -> IssuingKey:
    """Seal and write a key with the certificate that the province sent (base64).

    `RemoteAnswerError` unless the certificate is the authority's, for this very key and terminal.
    """
    try:
        root = read_authority(keys.decode(authority))
        issuer = read_issuer(keys.decode(certificate), root)
    except ValueError as error:
        raise RemoteAnswerError(detail="issuing certificate") from error
    if issuer.kid != SoftwareSigner.load(new.private, issuer.der).kid or issuer.terminal != terminal:
        raise RemoteAnswerError(detail="issuing certificate of another key or terminal")
    wrapping = crypto.hkdf(terminal_seed, _LABEL)
    try:
        sealed = crypto.seal(wrapping, new.private, _LABEL.encode())
    finally:
        crypto.wipe(wrapping)
    kept = IssuingKey(issuer, root, sealed)
    write_json(issuing_path(config), _to_json(kept))
    return kept


def load_key(config: Config) -> IssuingKey | None:
    """None when there is none, or its file is damaged: a new one is then asked for."""
    try:
        value = read_json(issuing_path(config))
        if value is None:
            return None
        authority = read_authority(keys.decode(value["authority"]))
        issuer = read_issuer(keys.decode(value["certificate"]), authority)
        return IssuingKey(issuer, authority, keys.decode(value["sealed_key"]))
    except (KeyError, TypeError, ValueError, CertificateFaultError):
        return None


def open_signer(key: IssuingKey, terminal_seed: bytearray, now: datetime) -> SoftwareSigner:
    """The key, ready to sign. `IssuingKeyMissingError` outside the certificate's term, `StorageError` when it was
    sealed under another terminal key."""
    if not key.issuer.valid_at(now):
        raise IssuingKeyMissingError("本终端的证明签发证书不在有效期内。", detail="term")
    wrapping = crypto.hkdf(terminal_seed, _LABEL)
    try:
        private = crypto.unseal(wrapping, key.sealed, _LABEL.encode())
    except crypto.SealError as error:
        raise StorageError(
            "证明签发密钥与本终端不符。", remedy="请连接省厅，程序会自动更换签发密钥。", detail="issuing key"
        ) from error
    finally:
        crypto.wipe(wrapping)
    try:
        return SoftwareSigner.load(private, key.issuer.der)
    finally:
        crypto.wipe(private)


def _to_json(key: IssuingKey) -> dict[str, Any]:
    return {
        "authority": keys.encode(key.authority.der),
        "certificate": keys.encode(key.issuer.der),
        "sealed_key": keys.encode(key.sealed),
    }
