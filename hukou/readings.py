"""English readings of Chinese words, kept as data: a table from the Chinese text to what an English screen shows.

Papers never use them. Both sides may have places, `{0}` or `{name}`, and have to have the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hukou.resources import ResourceError

PLACE = re.compile(r"\{(\w+)\}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def checked_readings(path: Path, table: Any) -> dict[str, str]:
    """The table of one file; `ResourceError` names the entry that is no reading, and why."""
    if not isinstance(table, Mapping):
        raise ResourceError(path, "readings stand in tables: a Chinese text and its English reading")
    for text, reading in table.items():
        if not isinstance(reading, str) or not reading.strip():
            raise ResourceError(path, f"the reading of {text!r} is no text")
        if not _CHINESE.search(text) and not PLACE.search(text):
            raise ResourceError(path, f"{text!r} is not Chinese")
        if _CHINESE.search(reading):
            raise ResourceError(path, f"the reading of {text!r} is not English: {reading!r}")
        if sorted(PLACE.findall(text)) != sorted(PLACE.findall(reading)):
            raise ResourceError(path, f"the reading of {text!r} has other places: {reading!r}")
    return dict(table)
