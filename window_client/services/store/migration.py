"""Brings a store to this program's schema: backup first, then all revisions in one transaction.

Alembic costs 100 ms to import, so the revision is read by hand and Alembic is loaded only when behind.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from window_client.errors import StorageError, StoreMigrationError, StoreTooNewError
from window_client.services.store.tables import SCHEMA_HEAD

SCRIPTS = Path(__file__).parent / "migrations"
KEPT_BACKUPS = 3


def read_revision(connection: Any) -> str | None:
    """The revision noted in the file, read over a plain driver connection; None for an empty file."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def refuse_newer(revision: str | None, head: str = SCHEMA_HEAD) -> None:
    """Revisions are four digits and rise; one that is not ours is taken for a later one."""
    if revision is not None and (not revision.isdigit() or int(revision) > int(head)):
        raise StoreTooNewError(detail=f"store {revision}, program {head}")


def bring_up_to_date(
    engine: sa.Engine,
    revision: str | None,
    backups: Path,
    *,
    head: str = SCHEMA_HEAD,
    scripts: Path = SCRIPTS,
) -> None:
    """Upgrade from `revision` to `head`. On failure everything rolls back: `StoreMigrationError`."""
    if revision == head:
        return
    if revision is not None:
        _back_up(engine, revision, backups)
    try:
        # IMMEDIATE, on a connection in autocommit mode: DDL of a failing revision rolls back with the rest.
        with engine.connect().execution_options(immediate=True) as connection:
            connection.begin()
            _upgrade(connection, head, scripts)
            connection.commit()
    except StorageError:
        raise
    except Exception as error:
        raise StoreMigrationError(detail=f"{revision} to {head}: {type(error).__name__}") from error


def _upgrade(connection: sa.Connection, head: str, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, head)


def _back_up(engine: sa.Engine, revision: str, backups: Path) -> None:
    """An encrypted copy under the same key, complete on disk before the first change."""
    try:
        backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = len(list(backups.glob(f"store-{revision}-*.db")))
        target = backups / f"store-{revision}-{number + 1:03d}.db"
        while target.exists():
            number += 1
            target = backups / f"store-{revision}-{number + 1:03d}.db"
        raw = engine.raw_connection()
        try:
            assert raw.driver_connection is not None
            raw.driver_connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            raw.close()
        descriptor = os.open(target, os.O_RDWR)
        try:
            os.fchmod(descriptor, 0o600)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _drop_old(backups)
    except Exception as error:
        raise StoreMigrationError(
            "升级前没有做成备份，本机数据没有改动。",
            remedy="请清理磁盘后重新启动；仍不成功时联系系统管理员。",
            detail=f"backup of {revision}: {type(error).__name__}",
        ) from error


def _drop_old(backups: Path) -> None:
    copies = sorted(backups.glob("store-*.db"), key=lambda p: p.stat().st_mtime_ns)
    for copy in copies[:-KEPT_BACKUPS]:
        copy.unlink()
