"""An action saved (checked, signed, queued, audited, visible) against one raw SQLCipher insert, synchronous FULL."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from hukou.case import ActionKind, Subject
from tests.bench.figures import median, percentile, ratio
from tests.bench.stage import bench_session
from window_client.services.actions import ActionLog

ROUNDS = 400
ROW = "x" * 1200
"""About as many bytes as an action's signed text."""


class Raw:
    """Single inserts, each its own transaction, into an encrypted file of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = driver.connect(str(path), isolation_level=None)
        self._connection.execute(f"PRAGMA key = \"x'{'7a' * 32}'\"")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")

    def insert(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO t (body) VALUES (?)", (ROW,))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


def timed(work: Callable[[], None]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def pairs(folder: Path) -> list[tuple[float, float]]:
    """Floor and action in turn, so that a slow moment of the disk hits both."""
    raw = Raw(folder / "raw.db")
    measured = []
    with bench_session(folder) as session:
        log = ActionLog(session, session.audit, session.clock)
        subject = Subject(name="测试人", birth_date=date(1990, 1, 1)).model_dump(mode="json")
        payload = {"service": "certificate.change", "subject": subject}

        def save() -> None:
            with session.store.unit_of_work() as uow:
                log.append(uow, ActionKind.OPEN, session.clock.new_id(), payload)
                uow.commit()

        for _ in range(20):
            save()
            raw.insert()
        for _ in range(ROUNDS):
            measured.append((timed(raw.insert), timed(save)))
    raw.close()
    return measured


def run() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(dir=Path.cwd() / "build") as folder:
        measured = pairs(Path(folder))
    floor, saved = [a for a, _ in measured], [b for _, b in measured]
    return [
        ratio("action saved, median", median(saved), median(floor), 3.0),
        ratio("action saved, p99", percentile(saved, 0.99), percentile(floor, 0.99), 3.0),
    ]
