"""A province's data files laid over the national ones.

Tables are laid over key by key. A list of tables whose members carry an `id` is laid over member by member:
`remove = true` drops one, an unknown `id` is added at the end. Everything else is replaced as a whole.

Which folder holds a province's files is said once, where the program is put together (`use_overlay`); a file in it
has the same place as the one it is laid over, e.g. `certificate/wording.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

_state: dict[str, Path | None] = {"folder": None}


def use_overlay(folder: Path | None) -> None:
    """The folder with the province's files, None for the national ones alone. Files are looked for when read."""
    _state["folder"] = folder


def overlay(*parts: str) -> Path | None:
    """The province's file for `resource(*parts)`, None when it has none."""
    folder = _state["folder"]
    path = folder.joinpath(*parts) if folder is not None else None
    return path if path is not None and path.is_file() else None


def laid_over(base: Mapping[str, Any], top: Mapping[str, Any], whole: Collection[str] = ()) -> dict[str, Any]:
    """`top` laid over `base`; a table whose name is in `whole` is replaced and not merged."""
    merged = dict(base)
    for key, value in top.items():
        old = merged.get(key)
        if _are_members(old) and isinstance(value, list):
            merged[key] = _lists_laid_over(old, value, whole)
        elif isinstance(old, dict) and isinstance(value, dict) and key not in whole:
            merged[key] = laid_over(old, value, whole)
        else:
            merged[key] = value
    return merged


def _are_members(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(member, dict) and "id" in member for member in value)
    )


def _lists_laid_over(base: Any, top: list[Any], whole: Collection[str]) -> list[Any]:
    members = {member["id"]: member for member in base}
    for member in top:
        member_id = member.get("id") if isinstance(member, dict) else None
        if isinstance(member, dict) and member.get("remove") is True:
            members.pop(member_id, None)
        elif member_id in members:
            members[member_id] = laid_over(members[member_id], member, whole)
        else:
            members[member_id] = member
    return list(members.values())
