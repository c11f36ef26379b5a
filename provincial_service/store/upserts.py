"""`INSERT … ON CONFLICT`, which SQLite and PostgreSQL share but SQLAlchemy spells per dialect."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def _insert(connection: Connection, table: Table) -> Any:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_if_absent(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert unless a row with the same key stands; tells whether it was inserted."""
    statement = _insert(connection, table).values(**row).on_conflict_do_nothing()
    return bool(connection.execute(statement).rowcount)


def upsert(connection: Connection, table: Table, row: dict[str, Any], *, keys: tuple[str, ...]) -> None:
    """Insert, or overwrite the other columns of the row with the same key."""
    upsert_many(connection, table, [row], keys=keys)


def upsert_many(
    connection: Connection, table: Table, rows: list[dict[str, Any]], *, keys: tuple[str, ...]
) -> None:
    """`upsert` for many rows that all have the same columns."""
    if not rows:
        return
    statement = _insert(connection, table)
    rest = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=rest), rows)
