"""10,000 cases pushed to the real province over HTTP, against the floor with the same bytes in the same run."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from provincial_service.store.engine import wal_is_safe
from tests.bench.figures import ratio
from tests.bench.push_floor import FloorApp, PostgresFloor, SqliteFloor
from tests.bench.push_stage import CASES, Pushed, folder_settings, found, push_all, seconds_to_post, serving
from tests.province.postgres import run_cluster

MOST = 2.0


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=Path.cwd() / "build") as name:
        yield Path(name)


def _figures(pushed: Pushed, floor: PostgresFloor | SqliteFloor, name: str) -> list[dict[str, Any]]:
    """Beside the bare floor, which no signed protocol reaches, and beside the one that also checks and signs."""
    with closing(floor):
        with serving(FloorApp(floor)) as url:
            bare, answers = seconds_to_post(url, pushed.requests)
        assert sum(map(int, answers)) == CASES
        floor.empty()
        with serving(FloorApp(floor, pushed.key)) as url:
            signing, _ = seconds_to_post(url, pushed.requests)
    return [
        ratio(f"push {CASES}, {name}", pushed.seconds, bare, MOST, unit="s"),
        ratio(f"push {CASES}, {name}, signed", pushed.seconds, signing, MOST, unit="s"),
    ]


def run_sqlite() -> list[dict[str, Any]]:
    with _folder() as folder:
        settings = folder_settings(folder)
        found(settings)
        pushed = push_all(settings)
        journal = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"
        return _figures(pushed, SqliteFloor(folder / "floor.db", journal), "SQLite")


def run_postgres() -> list[dict[str, Any]]:
    with contextmanager(run_cluster)() as cluster, _folder() as folder:
        settings = folder_settings(folder, cluster.create_database("push"))
        found(settings)
        pushed = push_all(settings)
        cluster.create_database("floor")
        return _figures(pushed, PostgresFloor(cluster.url("floor")), "PostgreSQL")
