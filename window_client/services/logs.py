"""Structured logs without personal data: one JSON object a line, rotated, readable by their owner only.

The program's own messages are English. So whatever is Chinese in a message came in as data and is taken out,
as are numbers that look like a person's documents or telephone. Of an exception only type, code, `detail` and
the places in the code are written: its text may quote what was typed.
"""

from __future__ import annotations

import io
import json
import logging
import logging.handlers
import os
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from window_client import __version__
from window_client.config import Config
from window_client.errors import WindowClientError

FILE_NAME = "window-client.log"
MAX_BYTES = 2 * 1024 * 1024
KEPT_FILES = 5
_MOST_FRAMES = 40

_CITIZEN_NO = r"\d{6}[ -]?(?:\d{2})?\d{6}[ -]?\d{3}[\dXx]?"
_PHONE = r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"
_PASSPORT = r"(?<![0-9A-Za-z])[A-Z]{1,2}\d{7,9}(?![0-9A-Za-z])"
_PERSONAL = re.compile(f"{_CITIZEN_NO}|{_PHONE}|{_PASSPORT}")
_HAN = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff\u00b7]+")


def redact(text: str) -> str:
    """The text without Han characters and without numbers that may be a person's."""
    return _PERSONAL.sub("[number]", _HAN.sub("[text]", text))


class JsonFormatter(logging.Formatter):
    """`time` (UTC), `level`, `logger`, `thread`, `message`, and `error` where there was one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "thread": record.threadName,
            "message": redact(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def _describe(error: BaseException) -> dict[str, Any]:
    found: dict[str, Any] = {"type": type(error).__qualname__}
    if isinstance(error, WindowClientError):
        found |= {"code": error.code, "detail": redact(error.detail)}
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    found["frames"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        found["cause"] = _describe(cause)
    return found


class _PrivateRotatingFile(logging.handlers.RotatingFileHandler):
    def _open(self) -> io.TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return io.TextIOWrapper(io.FileIO(descriptor, "a"), encoding="utf-8", write_through=True)


def configure(config: Config) -> logging.Handler:
    """Send all logging of this process to `log_dir`, and uncaught exceptions with it.

    A folder that cannot be written must not stop the window: then the log goes to standard error, redacted
    likewise. Returns the handler, for `release`.
    """
    handler: logging.Handler
    try:
        config.log_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _PrivateRotatingFile(
            config.log_dir / FILE_NAME, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(config.log_level.upper())
    for chatty in ("urllib3", "alembic", "PIL", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    logging.getLogger(__name__).info("window-client %s started", __version__)
    return handler


def release(handler: logging.Handler) -> None:
    """Undo `configure`."""
    logging.getLogger().removeHandler(handler)
    handler.close()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).critical("uncaught exception", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None:
        _log_uncaught(given.exc_type, given.exc_value, given.exc_traceback)
