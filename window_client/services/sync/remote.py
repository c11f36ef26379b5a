"""The province as a set of typed calls. What comes back has been verified, bounded and validated."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import zstandard
from pydantic import BaseModel, ValidationError

from hukou import wire
from hukou.case import SCHEMA_VERSION, Case
from hukou.station_wire import StationList
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
    server_time: datetime | None = None


@dataclass(frozen=True)
class SnapshotCase:
    """One case of a snapshot. `case` is None when its schema is newer than this program: `raw` is parked."""

    case_id: UUID
    schema_version: int
    raw: str
    case: Case | None
    receipt_number: str
    conflicts: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class SnapshotPage:
    cases: tuple[SnapshotCase, ...]
    after: str
    cursor: str
    more: bool


class Province:
    """The HTTP client. Every method raises the `SyncError` family and is for the remote lane only.

    Without a `signer` only `hello` and `enrol` work.
    """

    def __init__(self, config: Config, signer: Signer | None = None) -> None:
        self._transport = Transport(config, signer)
        self.pushed_bytes = 0
        """How long the last batch was as it travelled."""

    @property
    def reached(self) -> bool | None:
        """Whether the last request came through; None before the first. May be read on any thread."""
        return self._transport.reached

    def close(self) -> None:
        self._transport.close()

    def silence_up_to(self, seconds: float) -> AbstractContextManager[None]:
        """For exchanges that a person waits for: inside, silence ends after this many seconds at the latest."""
        return self._transport.silence_up_to(seconds)

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

    def push(self, actions: Sequence[wire.SignedAction], epoch: str = "") -> wire.BatchReply:
        """One batch. An action without a result in the reply counts as unacknowledged; a result for an action
        that was not sent is a wrong answer. `CursorGoneError` when the province is in another epoch: nothing of
        the batch was done."""
        plain = wire.ActionBatch(actions=tuple(actions), epoch=epoch).model_dump_json().encode()
        body = zstandard.ZstdCompressor(level=1).compress(plain)
        self.pushed_bytes = len(body)
        headers = {**_JSON, "Content-Encoding": "zstd"}
        return _parse(wire.BatchReply, self._transport.exchange("POST", "/actions", body, headers=headers))

    def status(self, action_ids: Iterable[UUID]) -> wire.BatchReply:
        """The results the province knows for these actions; unknown ones are absent."""
        body = json.dumps({"action_ids": [str(number) for number in action_ids]}).encode()
        return _parse(
            wire.BatchReply, self._transport.exchange("POST", "/actions/status", body, headers=_JSON)
        )

    def changes(self, scope: str, after: str, max_bytes: int, *, offered: bool = False) -> ChangePage:
        """The next page of a scope's changes. `after` is '' at the beginning; `offered` says that all this window
        holds was sent just before. `CursorGoneError` when the cursor is of another epoch; `RemoteAnswerError` for
        a page without its end line or out of order."""
        asked: dict[str, str | int] = {"scope": scope, "after": after, "max_bytes": max_bytes}
        query = urlencode(asked | ({"offered": "true"} if offered else {}))
        # The province always sends at least one change, however large: hence the room above `max_bytes`.
        answer = self._transport.exchange("GET", f"/changes?{query}", limit=max_bytes + MAX_ANSWER)
        return _page(answer)

    def snapshot(self, scope: str, after: str, max_bytes: int) -> SnapshotPage:
        """The next page of a scope's cases as they stand; `after` is '' at the beginning. `CursorGoneError` when
        the snapshot has to begin again."""
        query = urlencode({"scope": scope, "after": after, "max_bytes": max_bytes})
        answer = self._transport.exchange("GET", f"/snapshot?{query}", limit=max_bytes + MAX_ANSWER)
        texts = _lines_of(answer, "snapshot")
        end = _parse(wire.SnapshotEnd, Answer(answer.status, texts[-1].encode()))
        if not end.end or (end.more and end.after == after):
            raise RemoteAnswerError(detail="snapshot: no end line")
        return SnapshotPage(
            tuple(_snapshot_case(text) for text in texts[:-1]), end.after, end.cursor, end.more
        )

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

    def restore_numbers(self, request: wire.NumberRestoreRequest) -> wire.NumberRestoreReply:
        """Name the blocks this terminal holds to a province that was restored from an older backup."""
        return self._post("/number-blocks/restore", request, wire.NumberRestoreReply)

    # --- issuing and verifying ---------------------------------------------------------------------

    def certify_issuing_key(self, request: wire.IssuingRequest) -> wire.IssuingReply:
        return self._post("/issuing-certificate", request, wire.IssuingReply)

    def trust(self, after: int) -> wire.TrustPage:
        """Issuing certificates behind place `after`, and the status list."""
        return _parse(wire.TrustPage, self._transport.exchange("GET", f"/trust?after={after}"))

    def stations(self, known: str) -> StationList:
        """The stations of the province; only their digest when it is `known`."""
        return _parse(
            StationList, self._transport.exchange("GET", f"/stations?{urlencode({'known': known})}")
        )

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
    texts = _lines_of(answer, "changes")
    end = _parse(wire.ChangePageEnd, Answer(answer.status, texts[-1].encode()))
    if not end.end:
        raise RemoteAnswerError(detail="changes: no end line")
    lines = tuple(_line(text) for text in texts[:-1])
    if any(later.seq <= earlier.seq for earlier, later in itertools.pairwise(lines)):
        raise RemoteAnswerError(detail="changes: out of order")
    return ChangePage(lines, end.cursor, end.more, end.server_time)


def _lines_of(answer: Answer, what: str) -> list[str]:
    """Newline-delimited JSON, whole: a page that was cut does not end with a newline."""
    if not answer.body.endswith(b"\n"):
        raise RemoteAnswerError(detail=f"{what}: cut off")
    try:
        return answer.body.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise RemoteAnswerError(detail=f"{what}: not UTF-8") from error


def _snapshot_case(text: str) -> SnapshotCase:
    try:
        value = json.loads(text)
        version, case_id = value.get("schema_version", 1), UUID(value["case_id"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RemoteAnswerError(detail="snapshot: line") from error
    if type(version) is int and version > SCHEMA_VERSION:
        return SnapshotCase(case_id, version, text, None, "")
    line = _parse(wire.SnapshotLine, Answer(200, text.encode()))
    return SnapshotCase(case_id, line.schema_version, text, line.case, line.receipt_number, line.conflicts)


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
