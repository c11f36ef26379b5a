"""SQLite's result codes as errors that staff can act on."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import ExceptionContext

from window_client.errors import (
    DiskFullError,
    StorageError,
    StoreBusyError,
    StoreDamagedError,
    StoreKeyError,
)
from window_client.services.files import storage_error


def translate(error: BaseException, *, opening: bool = False) -> StorageError | None:
    """The store error that a driver's exception means, or None when it is not the environment's fault.

    `opening`: the file's first page could not be read, which is what a wrong key looks like.
    """
    if isinstance(error, OSError):
        return storage_error(error)
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    detail = f"{getattr(error, 'sqlite_errorname', code)}"
    match code & 0xFF:
        case 13:
            return DiskFullError(detail=detail)
        case 5 | 6:
            return StoreBusyError(detail=detail)
        case 26 if opening:
            return StoreKeyError(detail=detail)
        case 11 | 26:
            return StoreDamagedError(detail=detail)
        case 8 | 10 | 14:
            return StorageError(detail=detail)
    return None


def install(engine: sa.Engine) -> None:
    """Make every statement and commit of `engine` raise translated errors."""

    @sa.event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        found = translate(context.original_exception)
        if found is not None:
            raise found from context.original_exception
