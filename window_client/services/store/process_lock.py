"""Keeps a second process away from the store; the system lets go of it when the holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from window_client.errors import StoreBusyError


class ProcessLock:
    """An advisory lock on a file of its own, so that the store file itself is never locked or touched."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def acquire(self) -> None:
        """`StoreBusyError` when another process, or another store of this one, holds it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise StoreBusyError(detail="process lock") from error
        self._file = descriptor

    def release(self) -> None:
        """Harmless when not held. The file stays: removing it would race with a process that waits."""
        descriptor, self._file = self._file, None
        if descriptor is not None:
            os.close(descriptor)


if sys.platform == "win32":  # pragma: no cover - the tests run on Linux
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
