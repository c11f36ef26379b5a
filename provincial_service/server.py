"""Listening: one uvicorn server on a socket that is bound before the application starts."""

from __future__ import annotations

import logging
import socket
import ssl

import uvicorn

from provincial_service.app import build_app
from provincial_service.keys import ensure_tls
from provincial_service.province import open_province
from provincial_service.settings import Settings

_LINGER_SECONDS = 5


class _AnnouncingServer(uvicorn.Server):
    """Prints one line when it answers: scripts wait for it."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            print(f"listening on {self._address}", flush=True)


def run(settings: Settings, host: str, port: int, *, tls: bool) -> int:
    """Serve until interrupted; the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    province = open_province(settings)
    app = build_app(province)
    listener = listen(host, port)
    scheme = "https" if tls else "http"
    address = f"{scheme}://{host}:{listener.getsockname()[1]}"
    files = ensure_tls(settings.data_dir, province.facts.code, province.now()) if tls else None
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LINGER_SECONDS,
        ssl_certfile=files.certificate if files else None,
        ssl_keyfile=files.key if files else None,
    )
    if files is not None:
        config.load()
        _harden(config)
    _AnnouncingServer(config, address).run(sockets=[listener])
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections; port 0 is a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio switches Nagle's algorithm off on what is accepted: 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(128)
    return listener


def _harden(config: uvicorn.Config) -> None:
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
