"""A case as single values by path, and a case with some of them replaced: what a person chooses between.

Paths: `fields.<id>`, `applicant.<name>`, `subject.<name>`, `materials.<id>` may be chosen one by one; `status`,
`decision`, `missing`, `circulation`, `certificates.<number>` only tell what a step changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hukou.case_model import Applicant, Case, MaterialCheck, Subject

CHOOSABLE = ("fields", "applicant", "subject", "materials")


def is_choosable(path: str) -> bool:
    """Whether the value at this path may be taken from one version or the other."""
    part, _, key = path.partition(".")
    return part in CHOOSABLE and bool(key)


def values_of(case: Case) -> dict[str, Any]:
    """Every value that two versions may differ in, as JSON values."""
    found: dict[str, Any] = {f"fields.{key}": value for key, value in case.fields.items()}
    for part in ("applicant", "subject"):
        dump = getattr(case, part).model_dump(mode="json")
        found.update({f"{part}.{key}": value for key, value in dump.items()})
    found.update({f"materials.{m.material}": m.model_dump(mode="json") for m in case.materials})
    found.update({f"certificates.{c.number}": c.state.value for c in case.certificates})
    found["status"] = case.status.value
    found["missing"] = list(case.missing)
    found["circulation"] = case.register_station
    if case.decision is not None:
        found["decision"] = {"outcome": case.decision.outcome, "reason": case.decision.reason}
    return found


def with_values(case: Case, values: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of `case` that change when these values are written; None takes a value away.

    `ValueError` for a path that cannot be written, or a value that does not fit (pydantic's error is one)."""
    fields = dict(case.fields)
    materials = {check.material: check for check in case.materials}
    people = {"applicant": dict(case.applicant), "subject": dict(case.subject)}
    for path, value in values.items():
        part, _, key = path.partition(".")
        if not is_choosable(path):
            raise ValueError(path)
        if part == "fields":
            _put(fields, key, value)
        elif part == "materials":
            check = None if value is None else MaterialCheck.model_validate(value)
            if check is not None and check.material != key:
                raise ValueError(path)
            _put(materials, key, check)
        else:
            people[part][key] = value
    return {
        "fields": fields,
        "materials": tuple(materials.values()),
        "applicant": Applicant.model_validate(people["applicant"]),
        "subject": Subject.model_validate(people["subject"]),
    }


def _put(into: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        into.pop(key, None)
    else:
        into[key] = value
