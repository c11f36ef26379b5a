"""Looks for residents in log files: not a name, number or address of theirs may lie there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


@dataclass(frozen=True)
class Resident:
    """Who was at the counter, and everything of theirs that a log could give away."""

    citizen_no: str
    words: tuple[str, ...]

    @property
    def traces(self) -> tuple[str, ...]:
        """Numbers with and without the birth date's separators are the same digits; names and addresses as such."""
        return self.citizen_no, self.citizen_no[:17], *(word for word in self.words if word)


def log_files(*folders: Path) -> list[Path]:
    """Every log below the folders, rotated ones too."""
    return sorted(path for folder in folders for path in folder.rglob("*.log*") if path.is_file())


def find_traces(files: Iterable[Path], residents: Iterable[Resident]) -> list[str]:
    """`file: line` for every line that names a resident. The trace itself is not repeated."""
    wanted = {trace for resident in residents for trace in resident.traces}
    found = []
    for path in files:
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            plain = _ESCAPED.sub(_unescape, line)
            if any(trace in line or trace in plain for trace in wanted):
                found.append(f"{path.name}:{number}")
    return found


def _unescape(match: re.Match[str]) -> str:
    """`\\u9b4f` as JSON writes it, surrogate pairs too."""
    units = bytes.fromhex("".join(unit for unit in match.group().split("\\u") if unit))
    return units.decode("utf-16-be", "replace")
