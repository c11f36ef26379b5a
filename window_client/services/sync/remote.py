"""The province as a set of typed calls. What comes back has been verified, bounded and validated."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import zstandard
from pydantic import BaseModel, ValidationError

from hukou import wire
from hukou.case import SCHEMA_VERSION
from window_client.config import Config
from window_client.errors import RemoteAnswerError, RemoteRefusedError
from window_client.services.sync.transport import MAX_ANSWER, Answer, Signer, Transport

_JSON = {"Content-Type": "application/json"}
_Message = TypeVar("_Message", bound=BaseModel)


@dataclass(frozen=True)
class ChangeLine:
    """One line of the change feed. `change` is None when its schema is newer than this program: `raw` is then
    to be parked as it is, never skipped."""

    seq: int
    schema_version: int
    raw: str
    change: wire.Change | None


@dataclass(frozen=True)
class ChangePage:
    lines: tuple[ChangeLine, ...]
    cursor: str
    more: bool


class Province:
    """The HTTP client. Every method raises the `SyncError` family and is for the remote lane only.

    Without a `signer` only `hello` and `enrol` work.
    """

    def __init__(self, config: Config, signer: Signer | None = None) -> None:
        self._transport = Transport(config, signer)

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- terminal and staff ------------------------------------------------------------------------

    def hello(self) -> wire.Hello:
        """Unsigned: tells whether somebody answers and what they speak; decides nothing."""
        return _parse(wire.Hello, self._transport.exchange("GET", "/hello", signed=False))

    def enrol(self, request: wire.EnrolRequest) -> wire.EnrolReply:
        body = request.model_dump_json().encode()
        answer = self._transport.exchange("POST", "/enrol", body, headers=_JSON, signed=False)
        return _parse(wire.EnrolReply, answer)

    def sign_in(self, request: wire.SignInRequest) -> wire.SignInReply:
        return self._post("/sign-in", request, wire.SignInReply)

    # --- actions and changes -----------------------------------------------------------------------

    def push(self, actions: Sequence[wire.SignedAction]) -> wire.BatchReply:
        """One batch. An action without a result in the reply counts as unacknowledged; a result for an action
        that was not sent is a wrong answer."""
        plain = wire.ActionBatch(actions=tuple(actions)).model_dump_json().encode()
        body = zstandard.ZstdCompressor(level=1).compress(plain)
        headers = {**_JSON, "Content-Encoding": "zstd"}
        return _parse(wire.BatchReply, self._transport.exchange("POST", "/actions", body, headers=headers))

    def status(self, action_ids: Iterable[UUID]) -> wire.BatchReply:
        """The results the province knows for these actions; unknown ones are absent."""
        body = json.dumps({"action_ids": [str(number) for number in action_ids]}).encode()
        return _parse(
            wire.BatchReply, self._transport.exchange("POST", "/actions/status", body, headers=_JSON)
        )

    def changes(self, scope: str, after: str, max_bytes: int) -> ChangePage:
        """The next page of a scope's changes. `after` is '' at the beginning. `CursorGoneError` when the
        cursor is of another epoch; `RemoteAnswerError` for a page without its end line or out of order."""
        query = urlencode({"scope": scope, "after": after, "max_bytes": max_bytes})
        # The province always sends at least one change, however large: hence the room above `max_bytes`.
        answer = self._transport.exchange("GET", f"/changes?{query}", limit=max_bytes + MAX_ANSWER)
        return _page(answer)

    def case(self, case_id: UUID) -> wire.CaseView | None:
        """None when the province has no such case within this terminal's scope."""
        try:
            return _parse(wire.CaseView, self._transport.exchange("GET", f"/cases/{case_id}"))
        except RemoteRefusedError as error:
            if error.status == 404:
                return None
            raise

    # --- register and numbers ----------------------------------------------------------------------

    def look_up(self, query: wire.RegisterQuery, staff_no: str) -> wire.RegisterAnswer:
        """Ask the register for one person, on behalf of `staff_no`, for an open case."""
        body = query.model_dump_json().encode()
        headers = {**_JSON, wire.STAFF_HEADER: staff_no}
        answer = self._transport.exchange("POST", "/register/look-up", body, headers=headers)
        return _parse(wire.RegisterAnswer, answer)

    def lease_numbers(self, request: wire.NumberLeaseRequest) -> wire.NumberBlock:
        return self._post("/number-blocks", request, wire.NumberBlock)

    def _post(self, path: str, message: BaseModel, reply: type[_Message]) -> _Message:
        body = message.model_dump_json().encode()
        return _parse(reply, self._transport.exchange("POST", path, body, headers=_JSON))


def _parse(kind: type[_Message], answer: Answer) -> _Message:
    try:
        return kind.model_validate_json(answer.body)
    except ValidationError as error:
        # The error itself quotes the input, which may name a person: only the places are kept.
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors(include_input=False))
        raise RemoteAnswerError(detail=f"{kind.__name__}: {places}"[:200]) from None


def _page(answer: Answer) -> ChangePage:
    if not answer.body.endswith(b"\n"):
        raise RemoteAnswerError(detail="changes: cut off")
    try:
        texts = answer.body.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise RemoteAnswerError(detail="changes: not UTF-8") from error
    end = _parse(wire.ChangePageEnd, Answer(answer.status, texts[-1].encode()))
    if not end.end:
        raise RemoteAnswerError(detail="changes: no end line")
    lines = tuple(_line(text) for text in texts[:-1])
    if any(later.seq <= earlier.seq for earlier, later in itertools.pairwise(lines)):
        raise RemoteAnswerError(detail="changes: out of order")
    return ChangePage(lines, end.cursor, end.more)


def _line(text: str) -> ChangeLine:
    try:
        value = json.loads(text)
        seq, version = value["seq"], value.get("schema_version", 1)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RemoteAnswerError(detail="changes: line") from error
    if type(seq) is not int or type(version) is not int:
        raise RemoteAnswerError(detail="changes: line")
    if version > SCHEMA_VERSION:
        return ChangeLine(seq, version, text, None)
    return ChangeLine(seq, version, text, _parse(wire.Change, Answer(200, text.encode())))
