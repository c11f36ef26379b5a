"""Request bodies: bounded on the way in, bounded again when they are expanded."""

from __future__ import annotations

from typing import TypeVar

import zstandard
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from provincial_service.problems import ProblemError

_WINDOW_BYTES = 8 * 1024 * 1024
_CHUNK = 64 * 1024
_PATIENCE = 20
"""Times the limit that is read before the line is closed on a caller who sends too much."""

Message = TypeVar("Message", bound=BaseModel)


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body; `ProblemError` PV-111 beyond `limit`, `ClientDisconnect` when the caller went away.

    What is too much is read on without being kept, within reason: a caller whose line is closed while it
    still writes sees a broken connection instead of the 413.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        size += len(part)
        is_last = not message.get("more_body", False)
        if size <= limit:
            parts.append(part)
        elif is_last or size > limit * _PATIENCE:
            raise ProblemError("PV-111")
        if is_last:
            return b"".join(parts)


def expand(body: bytes, encoding: str, limit: int) -> bytes:
    """Undo `Content-Encoding`: none or zstd. A body that expands beyond `limit` bytes is given up midway."""
    if encoding in ("", "identity"):
        return body
    if encoding != "zstd":
        raise ProblemError("PV-112", what=f"Content-Encoding {encoding[:20]}")
    parts: list[bytes] = []
    size = 0
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES).stream_reader(body)
        while part := reader.read(_CHUNK):
            size += len(part)
            if size > limit:
                raise ProblemError("PV-111")
            parts.append(part)
    except zstandard.ZstdError as error:
        raise ProblemError("PV-112", what="zstd") from error
    return b"".join(parts)


def parse(model: type[Message], body: bytes) -> Message:
    """A message of the contract; PV-112 names the fields that are wrong, never their values."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        where = sorted({".".join(map(str, e["loc"])) or "JSON" for e in error.errors()})
        raise ProblemError("PV-112", what=", ".join(where[:5])) from error
