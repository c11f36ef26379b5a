"""Gapless counters. They are locked last in a transaction, in one order, so that writers cannot deadlock.

A plain sequence is not enough: commit order is not sequence order, and a reader at `seq > cursor` misses rows
(sync.md, Why a counter per scope). Whoever holds a counter's row lock commits before the next one reads it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from provincial_service.store.tables import counter, scope_counter
from provincial_service.store.upserts import insert_if_absent


def advance_scopes(connection: Connection, counts: Mapping[str, int]) -> dict[str, int]:
    """Reserve `counts[scope]` numbers in each scope; returns the first number of each."""
    return {scope: _advance_scope(connection, scope, counts[scope]) for scope in sorted(counts)}


def _advance_scope(connection: Connection, scope: str, count: int) -> int:
    statement = (
        scope_counter.update()
        .where(scope_counter.c.scope == scope)
        .values(last_seq=scope_counter.c.last_seq + count)
        .returning(scope_counter.c.last_seq)
    )
    return int(connection.execute(statement).scalar_one()) - count + 1


def open_scope(connection: Connection, scope: str) -> None:
    """The counter row of a new scope; nothing happens when it stands already."""
    insert_if_absent(connection, scope_counter, {"scope": scope, "last_seq": 0, "oldest_seq": 1})


def advance(connection: Connection, name: str, count: int) -> int:
    """Reserve `count` numbers of a province-wide counter; returns the first."""
    statement = (
        counter.update()
        .where(counter.c.name == name)
        .values(last_value=counter.c.last_value + count)
        .returning(counter.c.last_value)
    )
    last = connection.execute(statement).scalar()
    if last is None:
        insert_if_absent(connection, counter, {"name": name, "last_value": 0})
        last = connection.execute(statement).scalar_one()
    return int(last) - count + 1
