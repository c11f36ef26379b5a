"""Small files that must never be found half written."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from window_client.errors import DiskFullError, StorageError


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write beside, flush to disk, rename: a reader sees the old file or the new one, also after a kill.

    `DiskFullError` or `StorageError`; the old file then stands.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        _flush_folder(path.parent)
    except OSError as error:
        raise storage_error(error) from error


def storage_error(error: OSError) -> StorageError:
    """A full disk by its own name, anything else as a write that failed."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(detail=str(error.strerror))
    return StorageError(detail=str(error.strerror))


def write_json(path: Path, value: Any) -> None:
    write_atomically(path, json.dumps(value, ensure_ascii=False, indent=1).encode())


def read_json(path: Path) -> Any:
    """The value, or None when the file is absent. `ValueError` when it is no JSON, `StorageError` when it
    cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError("本机文件读取失败。", detail=f"{path.name}: {error.strerror}") from error


def _flush_folder(folder: Path) -> None:
    """The rename itself has to reach the disk; Windows cannot open a folder and needs no such step."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
