"""Field ownership: which station writes which part of a case that two stations share (`resources/case/ownership.toml`).

A circulated case has one writer per group of fields at every version: intake belongs to the acceptance place, the
decision to the register place. What both may add to is appended, never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hukou.case_model import ActionKind, Case
from hukou.resources import ResourceError, load_toml, resource


class Owner(StrEnum):
    ACCEPTANCE_PLACE = "acceptance_place"
    REGISTER_PLACE = "register_place"
    EITHER = "either"

    @property
    def label(self) -> str:
        """As staff say it."""
        return {"acceptance_place": "受理地", "register_place": "户籍地", "either": "两地"}[self.value]


@dataclass(frozen=True)
class FieldGroup:
    """`members` are attributes of a `Case`; `kinds` the actions that write them."""

    group: str
    label: str
    owner: Owner
    kinds: frozenset[ActionKind]
    members: frozenset[str]


@lru_cache(maxsize=256)
def field_groups(service: str = "") -> tuple[FieldGroup, ...]:
    """The groups as they hold for one service. `ResourceError` names what is wrong with the file."""
    path = resource("case", "ownership.toml")
    data = load_toml(path)
    own = data.get("services", {}).get(service, {})
    try:
        groups = tuple(
            FieldGroup(
                name,
                entry["label"],
                Owner(own.get(name, entry["owner"])),
                frozenset(ActionKind(kind) for kind in entry["kinds"]),
                frozenset(entry["members"]),
            )
            for name, entry in data["groups"].items()
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ResourceError(path, f"ownership: {error}") from error
    if not set(own) <= {group.group for group in groups}:
        raise ResourceError(path, f"services.{service}: no such group")
    if sum(len(group.kinds) for group in groups) != len({kind for group in groups for kind in group.kinds}):
        raise ResourceError(path, "an action kind in two groups")
    return groups


@lru_cache(maxsize=1024)
def group_of(kind: ActionKind, service: str = "") -> FieldGroup | None:
    """The group that an action of this kind writes; None for opening a case."""
    return next((group for group in field_groups(service) if kind in group.kinds), None)


def group_of_member(member: str, service: str = "") -> FieldGroup | None:
    """The group that an attribute of a case belongs to; None for version and status, which go with the action."""
    return next((group for group in field_groups(service) if member in group.members), None)


def parties(case: Case) -> tuple[str, ...]:
    """The stations that may see a case: acceptance place, and register place while it is circulated."""
    other = case.register_station
    return (case.station,) if other == case.station else (case.station, other)


def writers(case: Case, kind: ActionKind) -> tuple[str, ...]:
    """The stations that may add an action of this kind to the case as it stands."""
    group = group_of(kind, case.service)
    if group is None or group.owner is Owner.EITHER:
        return parties(case)
    return (case.station,) if group.owner is Owner.ACCEPTANCE_PLACE else (case.register_station,)
