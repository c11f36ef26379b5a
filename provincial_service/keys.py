"""The province's own keys: files in the data folder, readable by the service's account only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from paper_trust.verdict import issuing_terms
from provincial_service import crypto

_SIGNING = "province_signing.key"
_SEALING = "province_sealing.key"
_ISSUING = "issuing_authority.pem"

_RENEW_BEFORE = timedelta(days=30)


class KeyFileError(Exception):
    """A key file is absent or damaged; the message names it."""


@dataclass(frozen=True)
class ProvinceKeys:
    """`signing` signs answers, receipts and credentials; `sealing` closes the terminals' master keys."""

    signing: crypto.SigningKey
    sealing: bytes


def make_keys(data_dir: Path) -> None:
    """Write new keys where there are none; existing ones are kept."""
    data_dir.mkdir(parents=True, exist_ok=True)
    for name, make in ((_SIGNING, crypto.SigningKey.new_seed), (_SEALING, crypto.new_secret)):
        path = data_dir / name
        if not path.exists():
            _write_private(path, make())


def load_keys(data_dir: Path) -> ProvinceKeys:
    return ProvinceKeys(
        signing=crypto.SigningKey(_read_key(data_dir / _SIGNING)), sealing=_read_key(data_dir / _SEALING)
    )


def _read_key(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: run `provincial-service init` first") from error
    if len(data) != 32:
        raise KeyFileError(f"{path} is damaged: {len(data)} bytes instead of 32")
    return data


def _write_private(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write at once and with mode 0600 from the start: no moment with a wider mode or half a file.

    Without `replace` a file that came in between stands."""
    temporary = path.with_suffix(f"{path.suffix}.{os.getpid()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if replace:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def ensure_issuing_authority(
    data_dir: Path, organisation: str, now: datetime, *, sample: bool
) -> crypto.IssuingAuthority:
    """The authority over issuing keys, certificate and key in one file; made where there is none.

    Of several that start at once the first one to write wins, and all use its file.
    """
    path = data_dir / _ISSUING
    if not path.exists():
        _, _, term = issuing_terms()
        pem = crypto.new_issuing_authority(organisation, now, term, sample=sample)
        _write_private(path, pem, replace=False)
    try:
        return crypto.IssuingAuthority(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyFileError(f"{path} cannot be read or is damaged") from error


@dataclass(frozen=True)
class TlsFiles:
    """PEM files; windows pin `authority`."""

    authority: Path
    authority_key: Path
    certificate: Path
    key: Path


def tls_files(data_dir: Path) -> TlsFiles:
    folder = data_dir / "tls"
    return TlsFiles(folder / "ca.pem", folder / "ca.key", folder / "server.pem", folder / "server.key")


def ensure_tls(data_dir: Path, province_name: str, now: datetime) -> TlsFiles:
    """The chain for loopback, made where it is absent; the server certificate is renewed before it ends."""
    files = tls_files(data_dir)
    files.authority.parent.mkdir(parents=True, exist_ok=True)
    if not (files.authority.exists() and files.authority_key.exists()):
        certificate, key = crypto.new_authority(f"{province_name} service CA", now)
        _write_private(files.authority_key, key)
        files.authority.write_bytes(certificate)
        files.certificate.unlink(missing_ok=True)
    if not files.key.exists() or not files.certificate.exists() or _ends_soon(files.certificate, now):
        certificate, key = crypto.new_server_certificate(
            files.authority.read_bytes(), files.authority_key.read_bytes(), now
        )
        _write_private(files.key, key)
        files.certificate.write_bytes(certificate)
    return files


def _ends_soon(certificate: Path, now: datetime) -> bool:
    return crypto.certificate_expires_at(certificate.read_bytes()) < now + _RENEW_BEFORE
