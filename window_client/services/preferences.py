"""What a person chose on the screen: typed, with upgrades, in `preferences.json`. Never personal data.

Every preference is one field of `Preferences`. A damaged file is set aside and the defaults hold: a window
that does not open because of a colour scheme would be absurd. Entries of a later version are carried along.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from window_client.errors import StorageError
from window_client.services.files import read_json, write_json

VERSION = 1
LANGUAGES = ("zh_CN", "en")
THEMES = ("system", "light", "dark")
CASE_VIEWS = ("mine", "all", "due", "supplement", "drafts", "circulated")
"""Values of `views.CaseListView`."""
SMALLEST_SCALE, LARGEST_SCALE = 0.9, 2.0


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 200


def _scale(value: Any) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and SMALLEST_SCALE <= value <= LARGEST_SCALE


def _about(description: str, fits: Callable[[Any], bool]) -> dict[str, Any]:
    return {"description": description, "fits": fits}


@dataclass(frozen=True)
class Preferences:
    language: str = field(default="zh_CN", metadata=_about("Language on screen.", _one_of(*LANGUAGES)))
    theme: str = field(default="light", metadata=_about("Colours of the window.", _one_of(*THEMES)))
    scale: float = field(default=1.0, metadata=_about("Size of text and controls, 0.9 to 2.0.", _scale))
    printer: str = field(default="", metadata=_about("Printer chosen last; '' asks the system.", _text))
    cases_view: str = field(
        default="mine", metadata=_about("View of the list of cases chosen last.", _one_of(*CASE_VIEWS))
    )
    last_page: str = field(default="", metadata=_about("Page that was open last.", _text))


UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""`UPGRADES[n]` turns the entries of version n into those of version n + 1."""


class PreferencesStore:
    """The file and what was read from it. Reading never fails; writing raises `StorageError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._current: Preferences | None = None
        self._unknown: dict[str, Any] = {}

    @property
    def current(self) -> Preferences:
        return self._current if self._current is not None else self.load()

    def load(self) -> Preferences:
        """Read the file; an entry that does not fit falls back to its default alone."""
        entries = self._read()
        known = {item.name: item.metadata["fits"] for item in fields(Preferences)}
        self._unknown = {name: value for name, value in entries.items() if name not in known}
        fitting = {
            name: entries[name] for name, fits in known.items() if name in entries and fits(entries[name])
        }
        self._current = Preferences(**fitting)
        return self._current

    def change(self, **values: Any) -> Preferences:
        """Set some preferences and write them; `ValueError` for one that does not fit, before writing."""
        known = {item.name: item.metadata["fits"] for item in fields(Preferences)}
        for name, value in values.items():
            if name not in known or not known[name](value):
                raise ValueError(f"preference {name}")
        self.save(replace(self.current, **values))
        return self.current

    def save(self, preferences: Preferences) -> None:
        write_json(self._path, {**self._unknown, "version": VERSION, **asdict(preferences)})
        self._current = preferences

    def _read(self) -> dict[str, Any]:
        try:
            entries = read_json(self._path)
        except StorageError:
            return {}
        except ValueError:
            entries = "damaged"
        if entries is None:
            return {}
        if not isinstance(entries, dict) or not isinstance(entries.get("version", 1), int):
            with contextlib.suppress(OSError):
                os.replace(self._path, self._path.with_suffix(".damaged"))
            return {}
        return _upgraded(entries)


def _upgraded(entries: dict[str, Any]) -> dict[str, Any]:
    version = entries.pop("version", 1)
    while version in UPGRADES:
        entries = UPGRADES[version](entries)
        version += 1
    return entries
