"""Where the data files live, and how they are read.

`resource()` is the only way to a data file. It looks, in this order, in

1. the folder named by the environment variable `WINDOW_CLIENT_RESOURCES`,
2. `hukou/_resources`, where an installed wheel keeps them,
3. `resources/` beside the package, in a source checkout.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

ENVIRONMENT_KEY = "WINDOW_CLIENT_RESOURCES"

_PACKAGE = Path(__file__).resolve().parent


class ResourceError(Exception):
    """A data file is absent, unreadable or malformed.

    `path` is the file, `detail` one sentence for whoever maintains it.
    """

    def __init__(self, path: Path | str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = Path(path)
        self.detail = detail


def resources_root() -> Path:
    """The folder that holds all data files; `ResourceError` when there is none."""
    override = os.environ.get(ENVIRONMENT_KEY)
    if override:
        root = Path(override)
        if not root.is_dir():
            raise ResourceError(root, f"{ENVIRONMENT_KEY} does not name a folder")
        return root
    for candidate in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise ResourceError(_PACKAGE.parent / "resources", "the resources folder is missing")


def resource(*parts: str) -> Path:
    """Path of a data file or folder, e.g. `resource("codes", "sex.toml")`.

    The path is not required to exist: readers raise `ResourceError` themselves.
    A part that would lead out of the resources folder is a `ResourceError`.
    """
    root = resources_root()
    path = root.joinpath(*parts)
    if ".." in path.parts[len(root.parts) :] or not path.is_relative_to(root):
        raise ResourceError(path, "lies outside the resources folder")
    return path


def read_text(path: Path) -> str:
    """Whole UTF-8 text of a data file; `ResourceError` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ResourceError(path, "the file does not exist") from error
    except UnicodeDecodeError as error:
        raise ResourceError(path, f"is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise ResourceError(path, f"cannot be read: {error.strerror or error}") from error


def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary; `ResourceError` names line and column of a fault."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(path, f"is not valid TOML: {error}") from error


def load_json(path: Path) -> Any:
    """A JSON file as plain values; `ResourceError` names line and column of a fault."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise ResourceError(
            path, f"is not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from error
