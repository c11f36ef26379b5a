"""The schema's version row and the province's own facts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, inspect, select

from provincial_service.store.engine import Store
from provincial_service.store.tables import counter, meta, metadata
from provincial_service.store.upserts import insert_if_absent, upsert

STORE_VERSION = 1
EPOCH_RECEIPT_GAP = 1_000_000
"""Receipt numbers skipped when the epoch turns: a lost commit's number is never given to another action."""


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
        insert_if_absent(connection, meta, {"key": "schema_version", "value": str(STORE_VERSION)})
        insert_if_absent(connection, meta, {"key": "epoch", "value": _new_epoch()})
        for key, value in _rows(facts).items():
            upsert(connection, meta, {"key": key, "value": value}, keys=("key",))
    check_version(store)


def check_version(store: Store) -> None:
    """Raise `StoreVersionError` unless the database is initialised and of exactly this version."""
    if not inspect(store.engine).has_table("meta"):
        raise StoreVersionError("the database is not initialised: run `provincial-service init` first")
    with store.read() as connection:
        found = read_meta(connection, "schema_version")
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


def rotate_epoch(store: Store) -> str:
    """A new epoch, after a restore or a failover that may have lost commits (sync.md, Epoch)."""
    epoch = _new_epoch()
    with store.write() as connection:
        connection.execute(meta.update().where(meta.c.key == "epoch").values(value=epoch))
        connection.execute(
            counter.update()
            .where(counter.c.name.like("receipt:%"))
            .values(last_value=counter.c.last_value + EPOCH_RECEIPT_GAP)
        )
    return epoch


def _rows(facts: ProvinceFacts) -> dict[str, str]:
    return {
        "province_code": facts.code,
        "province_name": facts.name,
        "receipt_letters": facts.receipt_letters,
        "sample": "yes" if facts.sample else "no",
    }


def _new_epoch() -> str:
    return uuid4().hex[:12]
