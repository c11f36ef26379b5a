"""One sandbox, one user at a time: a second `make run` says who is there instead of spoiling the first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import SandboxError

try:
    import fcntl
except ImportError:  # no such call: the store's own lock still keeps a second window away
    fcntl = None  # type: ignore[assignment]


@contextmanager
def only_one(paths: SandboxPaths) -> Iterator[None]:
    """Hold the sandbox; `SandboxError` while another process does.

    The system lets go of the lock when its holder ends in whatever way, so that a file left behind by a kill
    or a power cut keeps nobody out.
    """
    try:
        paths.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(paths.root / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise SandboxError(
            f"cannot write in {paths.root} ({error.strerror}); "
            "make it yours, or name another folder: python -m tools.sandbox --root FOLDER run"
        ) from error
    try:
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise SandboxError(_in_use(paths, descriptor)) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        yield
    finally:
        os.close(descriptor)


def _in_use(paths: SandboxPaths, descriptor: int) -> str:
    holder = os.pread(descriptor, 20, 0).decode("ascii", "replace") or "unknown"
    return (
        f"the sandbox in {paths.root} is open already (process {holder}); close that window first, "
        "or open another sandbox beside it: python -m tools.sandbox --root FOLDER run"
    )
