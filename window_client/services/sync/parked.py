"""Changes in a newer schema are kept as they came; after an upgrade they are read at last, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou import wire
from hukou.case import SCHEMA_VERSION
from window_client.services.store import tables
from window_client.services.sync.remote import ChangeLine


def park(connection: sa.Connection, scope: str, line: ChangeLine, now: datetime) -> None:
    """Keep a change that this program cannot read: shown as “needs an update”, never skipped."""
    statement = insert(tables.parked_change).values(
        scope=scope,
        seq=line.seq,
        schema_version=line.schema_version,
        raw=line.raw,
        received_at=now,
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["scope", "seq"], set_={"raw": line.raw})
    )


def readable(connection: sa.Connection, scope: str, schema: int = SCHEMA_VERSION) -> Iterator[wire.Change]:
    """The parked changes that this program can read, oldest first, taken out of the park."""
    table = tables.parked_change
    mine = (table.c.scope == scope, table.c.schema_version <= schema)
    rows: list[Any] = list(connection.execute(sa.select(table.c.raw).where(*mine).order_by(table.c.seq)))
    connection.execute(sa.delete(table).where(*mine))
    for row in rows:
        yield wire.Change.model_validate_json(row.raw)


def forget(connection: sa.Connection, scope: str) -> None:
    """A snapshot replaces them: it brings every case as it stands."""
    connection.execute(sa.delete(tables.parked_change).where(tables.parked_change.c.scope == scope))
