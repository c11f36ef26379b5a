"""PostgreSQL clusters that can be copied, promoted, dumped and killed: real ones, each in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.needs import need
from tests.province.postgres import _account, _bin_dir, _run

_INIT = ("--username=province", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")


@dataclass
class Cluster:
    """Over a Unix socket in `folder`. `name` tells clusters of one test apart in the folder's parent."""

    folder: Path
    bin_dir: Path
    account: str | None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://province@/{database}?host={self.folder}"

    def run(self, program: str, *arguments: str | Path) -> None:
        _run(self.account, self.bin_dir / program, *arguments)

    def start(self) -> None:
        """Also after a kill: backends of the dead postmaster may take a moment to go."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=120"
        deadline = time.monotonic() + 60
        while True:
            try:
                self.run(
                    "pg_ctl",
                    "-D",
                    self.folder / "data",
                    "-w",
                    "-l",
                    self.folder / "log",
                    "-o",
                    options,
                    "start",
                )
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        if self.process_id() is not None:
            self.run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def process_id(self) -> int | None:
        try:
            found = int((self.folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(found, 0)
        except (OSError, ValueError):
            return None
        return found

    def kill(self) -> None:
        """The postmaster, with SIGKILL; its pid file stays behind, as after a crash."""
        found = self.process_id()
        assert found is not None
        os.kill(found, signal.SIGKILL)

    def sql(self, statement: str, database: str = "postgres") -> Any:
        """First value of the first row, None when there is none."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def await_sql(self, statement: str, database: str = "postgres") -> None:
        deadline = time.monotonic() + 60
        while not self.sql(statement, database):
            assert time.monotonic() < deadline, statement
            time.sleep(0.05)

    def promote(self) -> None:
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "promote")


@contextmanager
def _prepared() -> Iterator[Cluster]:
    bin_dir = _bin_dir()
    need(bin_dir, "postgresql", "PostgreSQL")
    assert bin_dir is not None
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="province-pg-"))
    if account:
        shutil.chown(folder, account)
    made = Cluster(folder, bin_dir, account)
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def new_cluster() -> Iterator[Cluster]:
    with _prepared() as made:
        made.run("initdb", "-D", made.folder / "data", *_INIT)
        made.start()
        yield made


@contextmanager
def standby_of(primary: Cluster) -> Iterator[Cluster]:
    """A streaming standby: pg_basebackup with `-R`, started and caught up."""
    with _prepared() as made:
        made.run(
            "pg_basebackup", "-h", primary.folder, "-U", "province", "-D", made.folder / "data",
            "-R", "-X", "stream", "-c", "fast", "--no-sync",
        )  # fmt: skip
        made.start()
        primary.await_sql("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
        yield made
