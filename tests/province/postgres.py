"""A throw-away PostgreSQL cluster for a test session."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.needs import need

_DEBIAN = Path("/usr/lib/postgresql")
_ACCOUNTS = ("postgres", "nobody")


@dataclass
class PostgresCluster:
    """Reached over a Unix socket only; `folder` holds data and socket."""

    folder: Path
    bin_dir: Path

    def url(self, database: str) -> str:
        return f"postgresql://province@/{database}?host={self.folder}"

    def create_database(self, name: str, *, template: str = "template0") -> str:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return self.url(name)

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _bin_dir() -> Path | None:
    """Where initdb lies: Debian keeps it out of PATH."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _account() -> str | None:
    """PostgreSQL refuses to run as root: an unprivileged account takes over then."""
    if os.geteuid() != 0:
        return None
    for name in _ACCOUNTS:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    return None


def _run(account: str | None, *command: str | Path) -> None:
    prefix = ["setpriv", f"--reuid={account}", "--regid=nogroup", "--clear-groups"] if account else []
    subprocess.run(
        [*prefix, *map(str, command)],
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
    )


def run_cluster() -> Iterator[PostgresCluster]:
    """Start a cluster in a folder of its own, stop and remove it afterwards.

    Skips where PostgreSQL is not installed, but never under CI: there it has to be.
    """
    bin_dir = _bin_dir()
    need(bin_dir, "postgresql", "PostgreSQL")
    assert bin_dir is not None
    account = _account()
    # Not below pytest's own folder: other accounts may not enter that one, and socket paths are short.
    folder = Path(tempfile.mkdtemp(prefix="province-pg-"))
    if account:
        shutil.chown(folder, account)
    data = folder / "data"
    initialise = ("--username=province", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=120"
    try:
        _run(account, bin_dir / "initdb", "-D", data, *initialise)
        _run(account, bin_dir / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield PostgresCluster(folder, bin_dir)
        finally:
            _run(account, bin_dir / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
