"""Many rows at once, the way each database takes them fastest: COPY and set-based upserts on PostgreSQL, plain
`executemany` on SQLite.

Meant for whole batches. Few rows go the ordinary way, whose errors are SQLAlchemy's: an action that is replayed alone
after an unexpected error of its batch is judged by those.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect

from provincial_service.store.upserts import upsert_many

FEW = 8
"""Up to so many rows a batch is not worth its preparation."""

Row = dict[str, Any]


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows that all have the same columns. A key that stands already is an error, as with INSERT."""
    if not rows:
        return
    if len(rows) <= FEW:
        connection.execute(table.insert(), list(rows))
        return
    names = tuple(rows[0])
    values = _bound(connection.dialect, table, names, rows)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {_named(table.name)} ({_columns(names)}) VALUES ({marks})"
        connection.exec_driver_sql(statement, list(values))
        return
    with _cursor(connection) as cursor, cursor.copy(_copy(table.name, names)) as copy:
        for row in values:
            copy.write_row(row)


def replace_many(connection: Connection, table: Table, rows: Sequence[Row], *, keys: tuple[str, ...]) -> None:
    """Insert, or overwrite the other columns of the rows with the same keys; no key comes twice."""
    if len(rows) <= FEW:
        upsert_many(connection, table, list(rows), keys=keys)
        return
    names = tuple(rows[0])
    values = _bound(connection.dialect, table, names, rows)
    rest = ", ".join(f"{_named(n)} = excluded.{_named(n)}" for n in names if n not in keys)
    conflict = f"ON CONFLICT ({_columns(keys)}) DO UPDATE SET {rest}"
    head = f"INSERT INTO {_named(table.name)} ({_columns(names)})"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"{head} VALUES ({', '.join('?' * len(names))}) {conflict}", list(values))
        return
    # One JSON text: the driver writes arrays of documents several times slower.
    types = ", ".join(f"{_named(n)} {table.c[n].type.compile(connection.dialect)}" for n in names)
    document = json.dumps([dict(zip(names, row, strict=True)) for row in values], default=datetime.isoformat)
    source = f"SELECT {_columns(names)} FROM json_to_recordset(%s::json) AS given({types})"
    connection.exec_driver_sql(f"{head} {source} {conflict}", (document,))


def _cursor(connection: Connection) -> psycopg.Cursor[Any]:
    """On the connection, and in the transaction, that SQLAlchemy holds."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver.cursor()


@lru_cache(maxsize=64)
def _copy(table: str, names: tuple[str, ...]) -> bytes:
    return f"COPY {_named(table)} ({_columns(names)}) FROM STDIN".encode()


def _named(name: str) -> str:
    return f'"{name}"'


def _columns(names: Sequence[str]) -> str:
    return ", ".join(map(_named, names))


def _bound(
    dialect: Dialect, table: Table, names: Sequence[str], rows: Sequence[Row]
) -> Iterator[tuple[Any, ...]]:
    """The values as the driver stores them: it is times that differ."""
    processors: list[Callable[[Any], Any] | None] = [
        table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    ]
    pairs = list(zip(names, processors, strict=True))
    for row in rows:
        yield tuple(row[name] if process is None else process(row[name]) for name, process in pairs)
