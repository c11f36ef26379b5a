"""The line between a window and its province: every request is delivered as it was ordered to be.

The province's ASGI application is called directly, without sockets and without an event loop: with worker threads
switched off (`inline_workers`) none of its coroutines ever waits.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
import pytest
import requests
import urllib3
from requests.adapters import BaseAdapter
from starlette.types import ASGIApp


class KilledError(BaseException):
    """The process is gone at this very point: nothing below may catch it."""


@contextmanager
def inline_workers() -> Iterator[None]:
    """Inside, what the application hands to a worker thread runs where it stands."""

    async def inline(function: Callable[..., Any], *arguments: Any, **_options: Any) -> Any:
        return function(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anyio.to_thread, "run_sync", inline)
        yield


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def call(app: ASGIApp, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """One request, answered before this returns."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("window", 1),
        "server": ("province", 80),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    running: Any = app(scope, receive, send)
    try:
        running.send(None)
    except StopIteration:
        pass
    else:
        running.close()
        raise RuntimeError("the application waited for something")
    start = sent[0]
    received = {name.decode().title(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], received, b"".join(message.get("body", b"") for message in sent[1:]))


FAULTS = (
    "cut",
    "lost",
    "late",
    "unanswered",
    "twice",
    "truncated",
    "gateway",
    "killed before",
    "killed after",
    "province killed",
    "meanwhile before",
    "meanwhile after",
)


@dataclass
class Line(BaseAdapter):
    """What one window's HTTP client is plugged into. `plan` says what happens to the next requests."""

    app: Callable[[], ASGIApp]
    deliveries: list[int]
    """[0] counts requests that reached the province."""
    arm_province: Callable[[int], None] = lambda _statements: None
    province_died: Callable[[], None] = lambda: None
    plan: list[tuple[str, int]] = field(default_factory=list)
    meanwhile: Callable[[], None] | None = None
    late: list[Callable[[], None]] = field(default_factory=list)
    """Requests given up as lost that are still under way."""

    def send(self, request: requests.PreparedRequest, *_arguments: Any, **_options: Any) -> requests.Response:
        fault, number = self.plan.pop(0) if self.plan else ("", 0)
        if fault == "cut":
            raise requests.exceptions.ConnectTimeout
        if fault == "lost":
            raise requests.exceptions.ReadTimeout
        if fault == "killed before":
            raise KilledError
        if fault == "late":
            self.late.append(lambda: self._deliver_quietly(request))
            raise requests.exceptions.ReadTimeout
        if fault == "gateway":
            return _response(request, Answer(502, {"Content-Type": "text/html"}, b"<html>bad gateway"))
        if fault == "meanwhile before":
            self._let_others_work()
        if fault == "province killed":
            self.arm_province(number)
        try:
            answer = self._deliver(request)
        except KilledError:
            self.province_died()
            raise requests.exceptions.ConnectionError from None
        finally:
            self.arm_province(0)
        if fault == "twice":
            self._deliver_quietly(request)
        if fault == "meanwhile after":
            self._let_others_work()
        if fault == "unanswered":
            raise requests.exceptions.ReadTimeout
        if fault == "killed after":
            raise KilledError
        if fault == "truncated":
            answer = Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
        return _response(request, answer)

    def close(self) -> None:
        pass

    def deliver_late(self) -> None:
        """What was still under way arrives, in the order in which it was sent."""
        while self.late:
            self.late.pop(0)()

    def _let_others_work(self) -> None:
        work, self.meanwhile = self.meanwhile, None
        if work is not None:
            work()

    def _deliver_quietly(self, request: requests.PreparedRequest) -> None:
        try:
            self._deliver(request)
        except KilledError:
            self.province_died()

    def _deliver(self, request: requests.PreparedRequest) -> Answer:
        self.deliveries[0] += 1
        parts = urlsplit(str(request.url))
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        body = request.body if isinstance(request.body, bytes) else b""
        return call(self.app(), str(request.method), target, request.headers, body)


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.headers)
    response.request = request
    response.url = str(request.url)
    response.raw = urllib3.HTTPResponse(
        io.BytesIO(answer.body), headers=answer.headers, status=answer.status, preload_content=False
    )
    return response
