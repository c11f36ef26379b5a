"""A snapshot: every case of one scope as it stands, in pages, for a window whose cursor is gone.

The place in the change feed is taken before the first page, so that whatever changes while the pages travel comes
again in the replay: a version is never missed, at worst it is told twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from hukou.case import SCHEMA_VERSION
from hukou.wire import SnapshotEnd
from provincial_service.conflicts import open_conflicts
from provincial_service.feed import cursor_gone, position_of
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.store.schema import read_meta
from provincial_service.store.tables import applied_action, case, case_party, scope_counter

_ROWS_AT_ONCE = 200
_EMPTY = str(UUID(int=0))


def page_of_snapshot(province: Province, scope: str, after: str, max_bytes: int) -> bytes:
    """One page, at least one case when there is any; the last line is a `SnapshotEnd`.

    `after` is '' at the beginning, else that of the page before. PV-121 (410) when the epoch turned meanwhile, or
    the feed no longer reaches back to where the snapshot began: then it begins again.
    """
    limit = max(1, min(max_bytes, province.limits.page))
    with province.store.read() as connection:
        epoch = read_meta(connection, "epoch")
        position, last_case = _start(connection, epoch, scope, after)
        lines: list[bytes] = []
        size, more = 0, False
        for case_id, line in _lines(connection, scope, last_case):
            if lines and size + len(line) > limit:
                more = True
                break
            lines.append(line)
            size += len(line)
            last_case = case_id
    cursor = f"{epoch}:{scope}:{position}"
    end = SnapshotEnd(after=f"{cursor}:{last_case}", cursor=cursor, more=more)
    return b"".join((*lines, end.model_dump_json().encode(), b"\n"))


def _start(connection: Connection, epoch: str, scope: str, after: str) -> tuple[int, str]:
    """The place in the feed where the snapshot began, and the case after which it goes on."""
    counters = select(scope_counter.c.last_seq, scope_counter.c.oldest_seq)
    row = connection.execute(counters.where(scope_counter.c.scope == scope)).one_or_none()
    if row is None:
        raise ProblemError("PV-104")
    last, oldest = int(row[0]), int(row[1])
    if not after:
        return last, _EMPTY
    cursor, _, last_case = after.rpartition(":")
    position = position_of(cursor, epoch, scope)
    if position is None or not oldest - 1 <= position <= last or len(last_case) != len(_EMPTY):
        raise cursor_gone(epoch)
    return position, last_case


def _lines(connection: Connection, scope: str, last_case: str) -> Iterator[tuple[str, bytes]]:
    joined = case.outerjoin(applied_action, and_(applied_action.c.action_id == case.c.last_action))
    circulated = select(case_party.c.case_id).where(case_party.c.scope == scope)
    while True:
        statement = (
            select(case.c.case_id, case.c.text, applied_action.c.receipt_number)
            .select_from(joined)
            .where(or_(case.c.station == scope, case.c.case_id.in_(circulated)), case.c.case_id > last_case)
            .order_by(case.c.case_id)
            .limit(_ROWS_AT_ONCE)
        )
        rows = connection.execute(statement).all()
        held = open_conflicts(connection, (row[0] for row in rows))
        for row in rows:
            yield row[0], _line(*row, held.get(row[0], []))
        if len(rows) < _ROWS_AT_ONCE:
            return
        last_case = rows[-1][0]


def _line(case_id: str, text: str, receipt: str | None, conflicts: list[str]) -> bytes:
    """`hukou.wire.SnapshotLine`, with the case's own stored text in it, and the conflicts that are open on it."""
    head: dict[str, Any] = {
        "case_id": case_id,
        "schema_version": SCHEMA_VERSION,
        "receipt_number": receipt or "",
    }
    held = f', "conflicts": [{",".join(conflicts)}]' if conflicts else ""
    return (json.dumps(head)[:-1] + f', "case": {text}{held}}}\n').encode()
