"""The least a province can do with the same bytes: HTTP, unpack, decode, dedupe, write, commit.

No rule is applied and nothing is answered but a count; the database keeps the same promise (synchronous commit).
`signing` adds what the protocol owes for every action whoever serves it: one Ed25519 check, one signed receipt.
"""

from __future__ import annotations

import base64
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio.to_thread
import msgspec
import psycopg
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_WINDOW = 8 * 1024 * 1024


class Signed(msgspec.Struct):
    text: str
    signature: str


class Batch(msgspec.Struct):
    actions: list[Signed]


class Head(msgspec.Struct):
    action_id: str
    case_id: str


Row = tuple[str, str, str, str]
Keep = Callable[[list[Row]], int]


class FloorApp:
    """`keep` writes the rows that are new in one transaction and tells how many were; with the key of a `terminal` its
    signatures are checked, and a receipt is signed for each."""

    def __init__(self, keep: Keep, terminal: Ed25519PublicKey | None = None) -> None:
        self._keep = keep
        self._terminal = terminal
        self._own = Ed25519PrivateKey.generate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = await Request(scope, receive).body()
        count = await anyio.to_thread.run_sync(self._take, body)
        await Response(str(count))(scope, receive, send)

    def _take(self, body: bytes) -> int:
        data = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(body).read()
        rows = []
        for one in msgspec.json.decode(data, type=Batch).actions:
            head = msgspec.json.decode(one.text, type=Head)
            if self._terminal is not None:
                self._terminal.verify(base64.b64decode(one.signature), one.text.encode())
                self._own.sign(one.text.encode())
            rows.append((head.action_id, head.case_id, one.text, one.signature))
        return self._keep(rows)


_TABLE = "CREATE TABLE floor (action_id text PRIMARY KEY, case_id text, body text, signature text)"


class PostgresFloor:
    """COPY into a staging table, then one set-based insert that leaves out what is there already."""

    def __init__(self, conninfo: str) -> None:
        self._connection = psycopg.connect(conninfo)
        self._lock = threading.Lock()
        self._connection.execute(_TABLE)
        self._connection.execute("CREATE TEMP TABLE staged (LIKE floor) ON COMMIT DELETE ROWS")
        self._connection.commit()

    def __call__(self, rows: list[Row]) -> int:
        with self._lock, self._connection.transaction(), self._connection.cursor() as cursor:
            with cursor.copy("COPY staged FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute("INSERT INTO floor SELECT * FROM staged ON CONFLICT DO NOTHING")
            return cursor.rowcount

    def empty(self) -> None:
        self._connection.execute("TRUNCATE floor")
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


class SqliteFloor:
    """`executemany`, synchronous FULL, in the journal that the province itself uses with this library."""

    def __init__(self, path: Path, journal: str) -> None:
        self._connection: Any = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._lock = threading.Lock()
        self._connection.execute(f"PRAGMA journal_mode={journal}")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(_TABLE)

    def __call__(self, rows: list[Row]) -> int:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            before = self._connection.total_changes
            self._connection.executemany("INSERT OR IGNORE INTO floor VALUES (?, ?, ?, ?)", rows)
            self._connection.execute("COMMIT")
            return int(self._connection.total_changes - before)

    def empty(self) -> None:
        self._connection.execute("DELETE FROM floor")

    def close(self) -> None:
        self._connection.close()
