"""The change feed: what happened in one scope after a cursor, as newline-delimited JSON of bounded size.

Lines are built from the stored texts, not parsed and written again. Seeing a number means seeing all before
it, because whoever assigns numbers holds the scope's counter until it commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, select

from hukou.case import SCHEMA_VERSION
from hukou.wire import ChangePageEnd
from provincial_service.conflicts import open_conflicts
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.store.schema import read_meta
from provincial_service.store.tables import case_history, change, scope_counter

_ROWS_AT_ONCE = 200


def page_of_changes(province: Province, scope: str, after: str, max_bytes: int) -> bytes:
    """One page. At least one change when there is any; the last line is a `ChangePageEnd`.

    An empty `after` starts at the first change. PV-121 (410) for a cursor of another epoch or scope, older
    than what is kept, or ahead of the scope: a snapshot comes first then.
    """
    limit = max(1, min(max_bytes, province.limits.page))
    with province.store.read() as connection:
        epoch = read_meta(connection, "epoch")
        position, last = _start(connection, epoch, scope, after)
        lines: list[bytes] = []
        size = 0
        for seq, line in _lines(connection, scope, position):
            if lines and size + len(line) > limit:
                break
            lines.append(line)
            size += len(line)
            position = seq
    cursor = f"{epoch}:{scope}:{position}"
    end = ChangePageEnd(cursor=cursor, more=position < last, server_time=province.now())
    return b"".join((*lines, end.model_dump_json().encode(), b"\n"))


def _start(connection: Connection, epoch: str, scope: str, after: str) -> tuple[int, int]:
    """Where to go on, and the last number of the scope."""
    counters = select(scope_counter.c.last_seq, scope_counter.c.oldest_seq)
    row = connection.execute(counters.where(scope_counter.c.scope == scope)).one_or_none()
    if row is None:
        raise ProblemError("PV-104")
    last, oldest = int(row[0]), int(row[1])
    position = position_of(after, epoch, scope) if after else 0
    if position is None or not oldest - 1 <= position <= last:
        raise cursor_gone(epoch)
    return position, last


def position_of(cursor: str, epoch: str, scope: str) -> int | None:
    """The number in a cursor `epoch:scope:seq`; None when it belongs to another epoch or scope."""
    cursor_epoch, _, rest = cursor.partition(":")
    cursor_scope, _, number = rest.rpartition(":")
    if cursor_epoch != epoch or cursor_scope != scope or not (number.isascii() and number.isdigit()):
        return None
    return int(number[:19])


def cursor_gone(epoch: str) -> ProblemError:
    """410; the epoch tells the window whether it is only late or the province was restored."""
    return ProblemError("PV-121", members={"epoch": epoch})


def trim_changes(province: Province, keep: int) -> int:
    """Forget all but the last `keep` changes of every scope; returns how many went. Windows whose cursor is older
    take a snapshot. The cases and their history stay."""
    gone = 0
    with province.store.write() as connection:
        rows = connection.execute(
            select(scope_counter.c.scope, scope_counter.c.last_seq, scope_counter.c.oldest_seq)
            .order_by(scope_counter.c.scope)
            .with_for_update()
        ).all()
        for scope, last, oldest in rows:
            first_kept = int(last) - keep + 1
            if first_kept <= int(oldest):
                continue
            gone += connection.execute(
                change.delete().where(change.c.scope == scope, change.c.seq < first_kept)
            ).rowcount
            connection.execute(
                scope_counter.update().where(scope_counter.c.scope == scope).values(oldest_seq=first_kept)
            )
    return gone


def _lines(connection: Connection, scope: str, position: int) -> Iterator[tuple[int, bytes]]:
    joined = change.outerjoin(
        case_history,
        and_(case_history.c.case_id == change.c.case_id, case_history.c.version == change.c.version),
    )
    columns = (
        change.c.seq,
        change.c.kind,
        change.c.case_id,
        change.c.action_id,
        change.c.receipt_number,
        case_history.c.text,
    )
    while True:
        statement = (
            select(*columns)
            .select_from(joined)
            .where(change.c.scope == scope, change.c.seq > position)
            .order_by(change.c.seq)
            .limit(_ROWS_AT_ONCE)
        )
        rows = connection.execute(statement).all()
        held = open_conflicts(connection, (row[2] for row in rows))
        for row in rows:
            yield row[0], _line(*row, held.get(row[2], []))
        if len(rows) < _ROWS_AT_ONCE:
            return
        position = rows[-1][0]


def _line(
    seq: int,
    kind: str,
    case_id: str,
    action_id: str | None,
    receipt: str,
    text: str | None,
    conflicts: list[str],
) -> bytes:
    """`hukou.wire.Change`, with the case's own stored text in it, and the conflicts that are open on it now."""
    head: dict[str, Any] = {
        "seq": seq,
        "kind": kind,
        "schema_version": SCHEMA_VERSION,
        "case_id": case_id,
        "action_id": action_id,
        "receipt_number": receipt,
    }
    held = f', "conflicts": [{",".join(conflicts)}]' if conflicts and text else ""
    return (json.dumps(head)[:-1] + f', "case": {text or "null"}{held}}}\n').encode()
