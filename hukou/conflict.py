"""A conflict: a step that was held because the case had moved on, with base, mine and theirs.

`mine` is what the step would have made of the version that the clerk saw (`base`), `theirs` the province's case.
Nothing of it is ever chosen by a machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hukou.case import Action, ActionKind, Case, Status, TransitionError, apply
from hukou.case_values import is_choosable, values_of

STEP = "step"
"""The choice between doing a step all the same and leaving it."""


class Severity(StrEnum):
    SAME_FIELD = "same_field"
    """Both sides changed the same value, and to different ones."""
    OTHER_FIELDS = "other_fields"
    """Each side changed something else of the case."""


@dataclass(frozen=True)
class Difference:
    """One value on both sides. None stands for a value that is not there."""

    path: str
    base: Any
    mine: Any
    theirs: Any


def mine_of(base: Case | None, action: Action) -> Case | None:
    """What the held step would have made of the version it stood on; None when that cannot be told any more."""
    try:
        return apply(base, action)
    except TransitionError:
        return None


def differences(base: Case | None, action: Action, theirs: Case) -> tuple[Difference, ...]:
    """Every value that one side changed and that the two sides do not agree on, by path."""
    before = values_of(base) if base is not None else {}
    there = values_of(theirs)
    mine = mine_of(base, action) if base is not None else None
    here = values_of(mine) if mine is not None else {**(before or there), **_told(action)}
    changed = _changed(before, here, there, knows_base=base is not None, told=set(_told(action)))
    return tuple(
        Difference(path, before.get(path), here.get(path), there.get(path))
        for path in sorted(changed)
        if here.get(path) != there.get(path)
    )


def severity(found: tuple[Difference, ...]) -> Severity:
    """How grave a conflict is."""
    both = any(one.mine != one.base and one.theirs != one.base for one in found)
    return Severity.SAME_FIELD if both else Severity.OTHER_FIELDS


def choosable(action: Action, theirs: Case, found: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """The values that a person chooses one by one; empty when only the step as a whole can be chosen."""
    if action.kind not in _FIELD_KINDS or theirs.status is not Status.ACCEPTED:
        return ()
    return tuple(one for one in found if is_choosable(one.path))


_FIELD_KINDS = (ActionKind.ACCEPT, ActionKind.AMEND, ActionKind.RESOLVE)


def _told(action: Action) -> dict[str, Any]:
    """The values that an action names itself."""
    payload = action.payload
    told = {f"fields.{key}": value for key, value in dict(payload.get("fields") or {}).items()}
    if action.kind is ActionKind.RESOLVE:
        told.update(dict(payload.get("values") or {}))
    return told


def _changed(
    before: dict[str, Any], here: dict[str, Any], there: dict[str, Any], *, knows_base: bool, told: set[str]
) -> set[str]:
    if not knows_base:
        return told
    paths = before.keys() | here.keys() | there.keys()
    return {p for p in paths if here.get(p) != before.get(p) or there.get(p) != before.get(p)}
