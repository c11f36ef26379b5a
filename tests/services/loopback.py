"""A small province-like HTTP server whose every answer a test decides: sound, wrong, or none at all."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from hukou import wire
from window_client.services import crypto


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def nonce(self) -> str:
        return self.headers.get(wire.NONCE_HEADER.lower(), "")


@dataclass
class Reply:
    """What goes back. `sign_as` signs another nonce, status or body than is sent; `signature` replaces it."""

    body: bytes = b"{}"
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    signature: str | None = None
    signed_nonce: str | None = None
    signed_status: int | None = None
    signed_body: bytes | None = None
    close_early: bool = False
    """Announce the whole body, send half of it, hang up."""


Answer = Callable[[Request], "Reply | None"]
"""None: hang up without a word."""


class Loopback:
    def __init__(self) -> None:
        self.seed = crypto.new_signing_key()
        self.requests: list[Request] = []
        self.answer: Answer = lambda _request: Reply()
        self.released = threading.Event()
        """Set at the end, for answers that wait."""
        self.url = ""

    @property
    def public_key(self) -> bytes:
        return crypto.public_key(self.seed)

    def sign(self, request: Request, reply: Reply) -> str:
        if reply.signature is not None:
            return reply.signature
        nonce = request.nonce if reply.signed_nonce is None else reply.signed_nonce
        status = reply.status if reply.signed_status is None else reply.signed_status
        body = reply.body if reply.signed_body is None else reply.signed_body
        text = wire.answer_text(nonce, status, crypto.sha256(body))
        return base64.b64encode(crypto.sign(self.seed, text)).decode()


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, body)
            loopback.requests.append(request)
            reply = loopback.answer(request)
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            signature = loopback.sign(request, reply)
            if signature:
                self.send_header(wire.SIGNATURE_HEADER, signature)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            half = reply.body[: len(reply.body) // 2]
            self.wfile.write(half if reply.close_early else reply.body)
            self.close_connection = reply.close_early

        do_GET = do_POST = _serve

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def run_loopback() -> Iterator[Loopback]:
    loopback = Loopback()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(loopback))
    server.daemon_threads = True
    loopback.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        loopback.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
