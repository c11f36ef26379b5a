"""The schema's version row and the province's own facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, inspect, select

from provincial_service.store.engine import Store
from provincial_service.store.tables import counter, meta, metadata, station
from provincial_service.store.upserts import insert_if_absent, upsert

STORE_VERSION = 4
EPOCH_RECEIPT_GAP = 1_000_000
"""Receipt numbers skipped when the epoch turns: a lost commit's number is never given to another action."""
EPOCH_NUMBER_GAP = 100_000
"""Certificate numbers skipped per station, for the blocks that were leased after the backup."""
EPOCH_WINDOW_GAP = 10
"""Window numbers skipped per station: case numbers contain them."""


class StoreVersionError(Exception):
    """The database belongs to another version of the service, or was never initialised."""


@dataclass(frozen=True)
class ProvinceFacts:
    """What the province is called. `receipt_letters` begin every receipt number (`LJ-26-000001`)."""

    code: str
    name: str
    receipt_letters: str
    sample: bool


def create_schema(store: Store, facts: ProvinceFacts) -> None:
    """Make the tables and write the province's facts; an existing database keeps its epoch."""
    metadata.create_all(store.engine)
    with store.write() as connection:
        insert_if_absent(connection, meta, {"key": "epoch", "value": _new_epoch()})
        insert_if_absent(connection, meta, {"key": "schema_version", "value": str(STORE_VERSION)})
        for key, value in _rows(facts).items():
            upsert(connection, meta, {"key": key, "value": value}, keys=("key",))
    check_version(store)


def check_version(store: Store) -> None:
    """Raise `StoreVersionError` unless the database is initialised and of this version or an earlier one, which is
    brought up to date: so far every version only added tables."""
    if not inspect(store.engine).has_table("meta"):
        raise StoreVersionError("the database is not initialised: run `provincial-service init` first")
    with store.read() as connection:
        found = read_meta(connection, "schema_version")
    if found.isdigit() and int(found) < STORE_VERSION:
        metadata.create_all(store.engine)
        with store.write() as connection:
            upsert(connection, meta, {"key": "schema_version", "value": str(STORE_VERSION)}, keys=("key",))
        found = str(STORE_VERSION)
    if found != str(STORE_VERSION):
        raise StoreVersionError(
            f"the database has schema version {found}, this service needs {STORE_VERSION}"
        )


def read_meta(connection: Connection, key: str) -> str:
    """One fact of the province; '' when it is absent."""
    return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or ""


def read_facts(connection: Connection) -> ProvinceFacts:
    found = {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
    return ProvinceFacts(
        code=found["province_code"],
        name=found["province_name"],
        receipt_letters=found["receipt_letters"],
        sample=found["sample"] == "yes",
    )


def rotate_epoch(store: Store, now: datetime) -> str:
    """A new epoch, after a restore or a failover that may have lost commits (sync.md, Epoch)."""
    epoch = _new_epoch()
    with store.write() as connection:
        connection.execute(meta.update().where(meta.c.key == "epoch").values(value=epoch))
        upsert(connection, meta, {"key": "epoch_since", "value": now.isoformat()}, keys=("key",))
        connection.execute(
            station.update().values(
                next_number=station.c.next_number + EPOCH_NUMBER_GAP,
                next_window=station.c.next_window + EPOCH_WINDOW_GAP,
            )
        )
        connection.execute(
            counter.update()
            .where(counter.c.name.like("receipt:%"))
            .values(last_value=counter.c.last_value + EPOCH_RECEIPT_GAP)
        )
    return epoch


def epoch_since(connection: Connection) -> datetime | None:
    """When the epoch last turned; None in the first one."""
    text = read_meta(connection, "epoch_since")
    return datetime.fromisoformat(text) if text else None


def _rows(facts: ProvinceFacts) -> dict[str, str]:
    return {
        "province_code": facts.code,
        "province_name": facts.name,
        "receipt_letters": facts.receipt_letters,
        "sample": "yes" if facts.sample else "no",
    }


def _new_epoch() -> str:
    return uuid4().hex[:12]
