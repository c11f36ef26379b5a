"""The gate of every request: size, signature, nonce, protocol; and the signature on every answer.

ASGI middleware. Bodies and answers are bounded, so both are held whole: a signature covers all of them.
Whatever is raised below becomes a problem document here, so that errors are signed too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hukou.wire import (
    NONCE_HEADER,
    OLDEST_PROTOCOL,
    PROTOCOL,
    PROTOCOL_HEADER,
    SIGNATURE_HEADER,
    STAFF_HEADER,
    TERMINAL_HEADER,
    answer_text,
    request_text,
)
from provincial_service.body import read_body
from provincial_service.crypto import VerifyKey, sha256_hex
from provincial_service.failures import log_failure
from provincial_service.problems import MEDIA_TYPE, ProblemError
from provincial_service.province import Province
from provincial_service.store.terminals import TerminalRow, find_terminal, remember_nonce

_log = logging.getLogger(__name__)

_OPEN_PATHS = frozenset(
    {
        "/v1/hello",
        "/v1/enrol",
        "/v1/health",
        "/v1/trust",
        "/verify",
        "/health",
        "/docs",
        "/v1/docs",
        "/openapi.json",
        "/v1/_faults",
    }
)
"""Everything else needs a terminal's signature."""

_SIGN_IN_PATH = "/v1/sign-in"
"""Signed by a key of its own, which opens nothing else: the terminal holds it before a password is known."""

_HEX = frozenset("0123456789abcdef")


@dataclass
class _Answer:
    """An answer held back until it is whole."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


class SigningMiddleware:
    """Puts the authenticated `TerminalRow` at `request.state.terminal`."""

    def __init__(self, app: ASGIApp, province: Province) -> None:
        self._app = app
        self._province = province

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._answer(scope, receive)
        except ClientDisconnect:
            _log.info("the caller went away before its request was whole")
            return
        nonce = Headers(scope=scope).get(NONCE_HEADER, "")
        await self._send_signed(answer, nonce, send)

    async def _answer(self, scope: Scope, receive: Receive) -> _Answer:
        answer = _Answer()
        try:
            body = await read_body(receive, self._province.limits.body)
            _check_protocol(Headers(scope=scope))
            if scope["path"] not in _OPEN_PATHS:
                terminal = await anyio.to_thread.run_sync(self._authenticate, scope, body)
                scope.setdefault("state", {})["terminal"] = terminal
            await self._app(scope, _replay(body), answer.take)
        except ProblemError as error:
            return _problem_answer(error)
        except ClientDisconnect:
            raise
        except Exception as error:
            log_failure(_log, f"{scope['method']} {scope['path']}", error)
            return _problem_answer(ProblemError("PV-901", retry_after=5))
        return answer

    def _authenticate(self, scope: Scope, body: bytes) -> TerminalRow:
        """The terminal that signed this request with a nonce of its own; PV-101…103 otherwise."""
        headers = Headers(scope=scope)
        nonce = headers.get(NONCE_HEADER, "")
        if len(nonce) != 32 or not _HEX.issuperset(nonce):
            raise ProblemError("PV-101")
        store, name = self._province.store, headers.get(TERMINAL_HEADER, "")
        # A database may refuse to look for what cannot be a name (PostgreSQL: U+0000).
        if not name.isprintable():
            raise ProblemError("PV-101")
        with store.read() as connection:
            terminal = find_terminal(connection, name)
        if terminal is None:
            raise ProblemError("PV-101")
        target = scope["raw_path"].decode("latin-1")
        if scope["query_string"]:
            target += "?" + scope["query_string"].decode("latin-1")
        staff_no = headers.get(STAFF_HEADER, "")
        signed = request_text(scope["method"], target, sha256_hex(body), nonce, staff_no)
        key = terminal.sign_in_key if scope["path"] == _SIGN_IN_PATH else terminal.public_key
        if not VerifyKey(key).verifies(headers.get(SIGNATURE_HEADER, ""), signed):
            raise ProblemError("PV-101")
        if terminal.revoked_at is not None:
            raise ProblemError("PV-103")
        with store.write() as connection:
            if not remember_nonce(connection, terminal.terminal, nonce, self._province.now()):
                raise ProblemError("PV-102")
        return terminal

    async def _send_signed(self, answer: _Answer, nonce: str, send: Send) -> None:
        signature = self._province.keys.signing.sign(
            answer_text(nonce, answer.status, sha256_hex(answer.body))
        )
        headers = [*_without_length(answer.headers), (b"content-length", str(len(answer.body)).encode())]
        headers.append((SIGNATURE_HEADER.lower().encode(), signature.encode()))
        headers.append((PROTOCOL_HEADER.lower().encode(), str(PROTOCOL).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


def _check_protocol(headers: Headers) -> None:
    """A caller that names no protocol is taken to speak ours: a person with a browser, say."""
    text = headers.get(PROTOCOL_HEADER, str(PROTOCOL))
    if not (text.isascii() and text.isdigit() and OLDEST_PROTOCOL <= int(text[:9]) <= PROTOCOL):
        raise ProblemError("PV-105", members={"protocol": PROTOCOL, "oldest_protocol": OLDEST_PROTOCOL})


def _without_length(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() != b"content-length"]


def _problem_answer(error: ProblemError) -> _Answer:
    headers = [(b"content-type", MEDIA_TYPE.encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in error.headers.items()]
    return _Answer(error.problem.status, headers, error.problem.model_dump_json().encode())


def _replay(body: bytes) -> Receive:
    """Hand the body on to the application as if it came from the wire."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            await anyio.sleep_forever()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
