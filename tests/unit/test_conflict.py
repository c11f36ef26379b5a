"""Base, mine and theirs of a held step: what differs, how grave it is, what a person may choose."""

from __future__ import annotations

from typing import Any

import pytest

from hukou.case import ActionKind, Case, TransitionError, apply
from hukou.conflict import Severity, choosable, differences, mine_of, severity
from tests.unit.test_case import action, check, walk

BASE = walk(ActionKind.OPEN, ActionKind.ACCEPT)


def amend(**fields: Any) -> Any:
    return action(ActionKind.AMEND, fields=fields)


def resolve(case: Case, values: dict[str, Any]) -> Case:
    choices = dict.fromkeys(values, "mine")
    return apply(case, action(ActionKind.RESOLVE, choices=choices, values=values))


def test_the_same_field_on_both_sides() -> None:
    held, theirs = amend(purpose="升学"), apply(BASE, amend(purpose="入伍"))
    (one,) = differences(BASE, held, theirs)
    assert (one.path, one.base, one.mine, one.theirs) == ("fields.purpose", "办理不动产登记", "升学", "入伍")
    assert severity((one,)) is Severity.SAME_FIELD
    assert choosable(held, theirs, (one,)) == (one,)


def test_other_fields_of_the_case_are_the_lesser_kind() -> None:
    held, theirs = amend(purpose="升学"), apply(BASE, amend(asking_unit="学校"))
    found = differences(BASE, held, theirs)
    assert {one.path for one in found} == {"fields.purpose", "fields.asking_unit"}
    assert severity(found) is Severity.OTHER_FIELDS


def test_the_same_edit_on_both_sides_is_no_difference() -> None:
    held, theirs = amend(purpose="升学"), apply(BASE, amend(purpose="升学"))
    assert differences(BASE, held, theirs) == ()


def test_opposite_decisions_are_chosen_as_steps() -> None:
    held, theirs = action(ActionKind.APPROVE), apply(BASE, action(ActionKind.REJECT))
    found = differences(BASE, held, theirs)
    assert {one.path for one in found} == {"status", "decision"}
    assert severity(found) is Severity.SAME_FIELD
    assert choosable(held, theirs, found) == ()


def test_fields_of_a_case_that_went_on_are_not_written() -> None:
    held, theirs = amend(purpose="升学"), apply(BASE, action(ActionKind.SUBMIT_FOR_REVIEW))
    assert choosable(held, theirs, differences(BASE, held, theirs)) == ()


def test_without_the_base_what_the_step_named_is_compared() -> None:
    held, theirs = amend(purpose="升学"), apply(BASE, amend(purpose="入伍"))
    assert mine_of(None, held) is None
    (one,) = differences(None, held, theirs)
    assert (one.path, one.base, one.mine, one.theirs) == ("fields.purpose", None, "升学", "入伍")
    answer = action(ActionKind.RESOLVE, choices={"fields.purpose": "mine"}, values={"fields.purpose": "转学"})
    (other,) = differences(None, answer, theirs)
    assert other.mine == "转学"


def test_two_acceptances_differ_in_papers_and_people() -> None:
    opened = walk(ActionKind.OPEN)
    held = action(
        ActionKind.ACCEPT,
        materials=[check("id_card"), check("register_book")],
        applicant={"relation": "agent", "phone": "13800002716"},
    )
    theirs = apply(opened, action(ActionKind.ACCEPT))
    found = {one.path: one for one in differences(opened, held, theirs)}
    assert {"materials.register_book", "applicant.relation", "applicant.phone"} <= set(found)
    chosen = {path: found[path].mine for path in ("materials.register_book", "applicant.phone")}
    after = resolve(theirs, chosen)
    assert after.applicant.phone == "13800002716" and after.applicant.relation == "self"
    assert [m.material for m in after.materials] == ["id_card", "register_book"]
    without = resolve(after, {"materials.register_book": None, "fields.purpose": None})
    assert [m.material for m in without.materials] == ["id_card"] and "purpose" not in without.fields


@pytest.mark.parametrize(
    "values",
    [
        {"status": "approved"},
        {"decision.reason": "x"},
        {"materials.id_card": {"material": "id_card"}},
        {"materials.other": check("id_card")},
        {"subject.birth_date": "never"},
    ],
)
def test_what_cannot_be_written_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(TransitionError, match="values"):
        resolve(BASE, values)


def test_values_are_exactly_those_chosen_as_mine() -> None:
    with pytest.raises(TransitionError, match="values"):
        apply(
            BASE,
            action(ActionKind.RESOLVE, choices={"fields.purpose": "theirs"}, values={"fields.purpose": "x"}),
        )


def test_a_case_that_went_on_takes_no_values() -> None:
    reviewed = apply(BASE, action(ActionKind.SUBMIT_FOR_REVIEW))
    with pytest.raises(TransitionError, match="status"):
        resolve(reviewed, {"fields.purpose": "升学"})


def test_what_a_newer_partner_adds_inside_a_person_or_a_paper_is_kept() -> None:
    """Invariant 13: through every step of the table, and through a resolution that writes beside it."""
    case = walk(ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.ADD_NOTE)
    data = case.model_dump(mode="json")
    data["subject"]["chip_serial"] = "A1"
    data["applicant"]["email"] = "a@example.org"
    data["materials"][0]["page_count"] = 2
    data["notes"][0]["pinned"] = True
    newer = Case.model_validate(data)
    newer = resolve(newer, {"applicant.phone": "13800002716", "fields.purpose": "升学"})
    newer = apply(apply(newer, action(ActionKind.APPROVE)), action(ActionKind.ISSUE))
    data = newer.model_dump(mode="json")
    data["certificates"][0]["paper_serial"] = "P-9"
    data["decision"]["seal"] = "S-1"
    newer = apply(
        Case.model_validate_json(Case.model_validate(data).model_dump_json()),
        action(ActionKind.CONFIRM_PRINT),
    )
    kept = newer.model_dump(mode="json")
    assert kept["subject"]["chip_serial"] == "A1"
    assert (kept["applicant"]["email"], kept["applicant"]["phone"]) == ("a@example.org", "13800002716")
    assert kept["materials"][0]["page_count"] == 2 and kept["notes"][0]["pinned"] is True
    assert kept["certificates"][0]["paper_serial"] == "P-9" and kept["decision"]["seal"] == "S-1"
    assert kept["certificates"][0]["state"] == "confirmed"
