"""TLS to the province: its own authority and nothing else (security.md, control 22)."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provincial_service import crypto as province_crypto
from provincial_service import keys as province_keys
from tests.fakes import LiveProvince, found_province, serve
from window_client.config import Config
from window_client.errors import RemoteCertificateError, RemoteUnreachableError
from window_client.services.sync.remote import Province


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> province_keys.TlsFiles:
    return province_keys.ensure_tls(tmp_path_factory.mktemp("tls"), "390000", datetime.now(UTC))


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory, tls: province_keys.TlsFiles) -> Iterator[LiveProvince]:
    with serve(found_province(tmp_path_factory.mktemp("province")), tls=tls) as live:
        yield live


def _hello(url: str, authority: Path | None) -> str:
    with Province(Config(province_url=url, province_ca=authority, connect_timeout=2)) as client:
        return client.hello().province


def test_the_provinces_own_authority_is_believed(province: LiveProvince, tls: province_keys.TlsFiles) -> None:
    assert _hello(province.url, tls.authority) == "临江省"


def test_the_systems_authorities_are_not_enough(province: LiveProvince) -> None:
    with pytest.raises(RemoteCertificateError):
        _hello(province.url, None)


def test_another_authority_is_refused(province: LiveProvince, tmp_path: Path) -> None:
    other, _key = province_crypto.new_authority("another", datetime.now(UTC))
    path = tmp_path / "other.pem"
    path.write_bytes(other)
    with pytest.raises(RemoteCertificateError):
        _hello(province.url, path)


def test_environment_bundles_do_not_widen_the_trust(
    province: LiveProvince,
    tls: province_keys.TlsFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other, _key = province_crypto.new_authority("another", datetime.now(UTC))
    path = tmp_path / "other.pem"
    path.write_bytes(other)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tls.authority))
    monkeypatch.setenv("CURL_CA_BUNDLE", str(tls.authority))
    with pytest.raises(RemoteCertificateError):
        _hello(province.url, path)


def test_another_host_name_is_refused(
    province: LiveProvince, tls: province_keys.TlsFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right server under a name that is not in its certificate."""
    real = socket.getaddrinfo

    def resolve(host: str, *args: object, **more: object) -> object:
        return real("127.0.0.1" if host == "province.invalid" else host, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(RemoteCertificateError):
        _hello(province.url.replace("localhost", "province.invalid"), tls.authority)


def _serve_once(context: ssl.SSLContext) -> tuple[socket.socket, threading.Thread]:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        try:
            raw, _ = listener.accept()
            with raw, context.wrap_socket(raw, server_side=True) as secured:
                secured.recv(1000)
                secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        except OSError:
            pass

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    return listener, thread


def _context(tls: province_keys.TlsFiles, folder: Path, issued: datetime) -> ssl.SSLContext:
    certificate, key = province_crypto.new_server_certificate(
        tls.authority.read_bytes(), tls.authority_key.read_bytes(), issued
    )
    (folder / "server.pem").write_bytes(certificate)
    (folder / "server.key").write_bytes(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return context


def _ask_once(context: ssl.SSLContext, authority: Path) -> None:
    listener, thread = _serve_once(context)
    try:
        _hello(f"https://localhost:{listener.getsockname()[1]}", authority)
    finally:
        listener.close()
        thread.join(5)


def test_an_expired_certificate_is_refused(tls: province_keys.TlsFiles, tmp_path: Path) -> None:
    context = _context(tls, tmp_path, datetime.now(UTC) - timedelta(days=800))
    with pytest.raises(RemoteCertificateError):
        _ask_once(context, tls.authority)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_a_downgrade_below_tls_1_2_is_refused(tls: province_keys.TlsFiles, tmp_path: Path) -> None:
    context = _context(tls, tmp_path, datetime.now(UTC))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(RemoteUnreachableError):
        _ask_once(context, tls.authority)
