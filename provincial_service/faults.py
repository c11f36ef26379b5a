"""Misbehaviour on command: a province that answers 500, HTML, half a JSON or nothing.

Present only when the service was started with faults; used by tests and by demonstrations of what a window
does then. Outside the signing gate, because a broken proxy does not sign either.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import anyio
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/v1/_faults"


class FaultMode(StrEnum):
    NONE = "none"
    ERROR_500 = "error_500"
    HTML = "html"
    HALF_JSON = "half_json"
    """The request is done, half of its answer arrives."""
    SILENCE = "silence"
    """The request is not done and not answered."""
    SILENCE_AFTER = "silence_after"
    """The request is done and not answered."""


class FaultOrder(BaseModel):
    """`path` limits the fault to paths that begin with it; `times` is how often it happens, 0 for ever."""

    mode: FaultMode
    path: str = "/v1/"
    times: int = Field(default=0, ge=0)


@dataclass
class FaultSwitch:
    """What to do wrong now."""

    order: FaultOrder
    left: int = 0

    def take(self, path: str) -> FaultMode:
        """The fault for one request, counted."""
        if self.order.mode is FaultMode.NONE or not path.startswith(self.order.path):
            return FaultMode.NONE
        if self.order.times:
            if not self.left:
                return FaultMode.NONE
            self.left -= 1
        return self.order.mode


class FaultMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._switch = FaultSwitch(FaultOrder(mode=FaultMode.NONE))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == PATH:
            await self._set(scope, receive, send)
        else:
            await self._misbehave(self._switch.take(scope["path"]), scope, receive, send)

    async def _set(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method == "POST":
            order = FaultOrder.model_validate_json(await request.body())
            self._switch = FaultSwitch(order, order.times)
        state = {**self._switch.order.model_dump(mode="json"), "left": self._switch.left}
        await JSONResponse(state)(scope, receive, send)

    async def _misbehave(self, mode: FaultMode, scope: Scope, receive: Receive, send: Send) -> None:
        if mode is FaultMode.NONE:
            await self._app(scope, receive, send)
        elif mode is FaultMode.ERROR_500:
            await _answer(send, 500, b"text/plain", b"internal server error")
        elif mode is FaultMode.HTML:
            page = b"<!doctype html><html><body><h1>Gateway</h1></body></html>"
            await _answer(send, 200, b"text/html; charset=utf-8", page)
        elif mode is FaultMode.SILENCE:
            await _wait_for_disconnect(receive)
        elif mode is FaultMode.SILENCE_AFTER:
            await self._app(scope, receive, _swallow)
            await _wait_for_disconnect(receive)
        else:
            await self._app(scope, receive, _half(send))


async def _swallow(_message: Message) -> None:
    """An answer that never leaves."""


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        await anyio.sleep(0)


async def _answer(send: Send, status: int, kind: bytes, body: bytes) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _half(send: Send) -> Send:
    """The first half of the body under a length that agrees with it: broken JSON in sound HTTP."""
    start: Message = {}

    async def halved(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
            return
        body = message.get("body", b"")
        half = body[: len(body) // 2]
        headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
        headers.append((b"content-length", str(len(half)).encode()))
        await send({**start, "headers": headers})
        await send({**message, "body": half})

    return halved
