"""A backup of a province's embedded database, and its return: what an operator does after a disk failed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from provincial_service.province import Province
from provincial_service.store.schema import rotate_epoch


def back_up(province: Province, target: Path) -> None:
    """A consistent copy of the database as it is now."""
    with closing(sqlite3.connect(province.store.engine.url.database or "")) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def restore(province: Province, source: Path, *, turn: bool = True) -> None:
    """Put the copy in the database's place and, as the manual says, turn the epoch."""
    database = Path(province.store.engine.url.database or "")
    province.store.engine.dispose()
    for leftover in database.parent.glob(database.name + "-*"):
        leftover.unlink()
    shutil.copyfile(source, database)
    if turn:
        rotate_epoch(province.store, province.now())
