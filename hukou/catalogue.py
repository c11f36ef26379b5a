"""The service catalogue: every service item as data, read from a folder of TOML files.

`groups.toml` lists the groups in the order of the counter page; every other file is one item and is named
after its id. A province ships an overlay folder of the same build: an entry with a known id is laid over the
national one key by key, the lists `sections`, `fields`, `materials` (and a field's `choices`) by the `id` of
their members; `remove = true` drops a member. An entry with a new id is added. `english.toml` holds what an
English screen shows for the words of the entries: papers and the store know the Chinese ones only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from hukou.eligibility import CONDITIONS
from hukou.form import form_values, validate, validate_applicant, warnings
from hukou.overlay import laid_over
from hukou.readings import checked_readings
from hukou.resources import ResourceError, load_toml, resource
from hukou.service_item import (
    Choice,
    Fee,
    FieldSpec,
    FieldType,
    MaterialSpec,
    Section,
    ServiceItem,
    ShowIf,
    Source,
)

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Choice",
    "Fee",
    "FieldSpec",
    "FieldType",
    "Group",
    "MaterialSpec",
    "Section",
    "ServiceItem",
    "ShowIf",
    "Source",
    "catalogue",
    "form_values",
    "load_catalogue",
    "validate",
    "validate_applicant",
    "warnings",
]

GROUPS_FILE = "groups.toml"
ENGLISH_FILE = "english.toml"
_ENGLISH_FROM = 3
"""Shorter input is pinyin initials: two Latin letters stand in nearly every English name."""
_WHOLE = ("limit", "promised", "fee")
"""Half of a national limit beside half of a province's would be neither."""


class CatalogueError(ResourceError):
    """A catalogue file is wrong. `key` is where in the file, e.g. `fields.2.type` or `conditions`."""

    def __init__(self, path: Path | str, key: str, detail: str) -> None:
        super().__init__(path, f"{key}: {detail}" if key else detail)
        self.key = key


class Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    icon: str


@dataclass(frozen=True)
class Catalogue:
    """All items in the order of their codes."""

    groups: tuple[Group, ...]
    by_id: Mapping[str, ServiceItem]
    by_code: Mapping[str, ServiceItem]
    english: Mapping[str, str] = field(default_factory=dict)
    """Word of a group or an item → what an English screen shows; a word without a reading stays Chinese."""

    def __iter__(self) -> Iterator[ServiceItem]:
        return iter(self.by_code.values())

    def in_group(self, group_id: str) -> tuple[ServiceItem, ...]:
        return tuple(item for item in self if item.group == group_id)

    def search(self, text: str) -> tuple[ServiceItem, ...]:
        """Items for what was typed: a code, pinyin initials, or a part of the name, Chinese or English; best match
        first.
        """
        wanted = "".join(unicodedata.normalize("NFKC", text).lower().split())
        if not wanted:
            return ()
        ranked = [(rank, item) for item in self if (rank := _rank(item, wanted, self.english)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].code))
        return tuple(item for _, item in ranked)


def _rank(item: ServiceItem, wanted: str, english: Mapping[str, str]) -> int | None:
    if wanted == item.code or wanted in item.keys:
        return 0
    if item.code.startswith(wanted) or any(key.startswith(wanted) for key in item.keys):
        return 1
    told = [item.name, item.title]
    if len(wanted) >= _ENGLISH_FROM:
        told += [english.get(name, "") for name in told]
    names = [unicodedata.normalize("NFKC", name).lower() for name in told]
    if any(wanted in "".join(name.split()) for name in names):
        return 2
    return None


def catalogue() -> Catalogue:
    """The catalogue of `resources/catalogue`, read once."""
    return _cached(resource("catalogue"))


@lru_cache(maxsize=4)
def _cached(folder: Path) -> Catalogue:
    return load_catalogue(folder)


def load_catalogue(folder: Path, overlay: Path | None = None) -> Catalogue:
    """Read a catalogue folder and a province's overlay; `CatalogueError` names file, key and what is known."""
    entries = _read_folder(folder)
    if not entries:
        raise CatalogueError(folder, "", "holds no catalogue entry")
    groups_path, groups_data = folder / GROUPS_FILE, load_toml(folder / GROUPS_FILE)
    english = _english(folder)
    if overlay is not None:
        english |= _english(overlay)
        for entry_id, (path, data) in _read_folder(overlay).items():
            base = entries[entry_id][1] if entry_id in entries else {}
            entries[entry_id] = (path, laid_over(base, data, _WHOLE))
        if (overlay / GROUPS_FILE).exists():
            groups_path = overlay / GROUPS_FILE
            groups_data = load_toml(groups_path)
    groups = _groups(groups_path, groups_data)
    items = [_item(path, data, groups) for path, data in entries.values()]
    items.sort(key=lambda item: item.code)
    by_code: dict[str, ServiceItem] = {}
    for item in items:
        if item.code in by_code:
            path = entries[item.id][0]
            raise CatalogueError(path, "code", f"{item.code} is already {by_code[item.code].id}")
        by_code[item.code] = item
    return Catalogue(groups, {item.id: item for item in items}, by_code, english)


def _read_folder(folder: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    found = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in (GROUPS_FILE, ENGLISH_FILE):
            continue
        data = load_toml(path)
        if data.get("id") != path.stem:
            raise CatalogueError(path, "id", f"must be {path.stem}, as the file is named")
        found[path.stem] = (path, data)
    return found


def _english(folder: Path) -> dict[str, str]:
    """`english.toml` of a folder; a province whose words are all national ones needs none."""
    path = folder / ENGLISH_FILE
    return checked_readings(path, load_toml(path).get("words")) if path.exists() else {}


def _groups(path: Path, data: Mapping[str, Any]) -> tuple[Group, ...]:
    try:
        return tuple(Group.model_validate(entry) for entry in data["group"])
    except KeyError as error:
        raise CatalogueError(path, "group", "the list of groups is missing") from error
    except ValidationError as error:
        raise _translated(path, error) from error


def _item(path: Path, data: Mapping[str, Any], groups: tuple[Group, ...]) -> ServiceItem:
    try:
        item = ServiceItem.model_validate(data)
    except ValidationError as error:
        raise _translated(path, error) from error
    known_groups = [group.id for group in groups]
    if item.group not in known_groups:
        raise CatalogueError(path, "group", f"unknown group {item.group!r}, known: {', '.join(known_groups)}")
    for name in item.conditions:
        if name not in CONDITIONS:
            known = ", ".join(sorted(CONDITIONS))
            raise CatalogueError(path, "conditions", f"unknown condition {name!r}, known: {known}")
    return item


def _translated(path: Path, error: ValidationError) -> CatalogueError:
    # A misspelt key is reported before the key it left empty.
    first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    key = ".".join(map(str, first["loc"]))
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return CatalogueError(path, key, f"{first['msg']}{more}")
