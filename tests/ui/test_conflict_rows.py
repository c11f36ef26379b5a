"""A held step in words: people, papers, decisions; numbers and telephones never in full."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from hukou.case import Action, ActionKind, Case, MaterialState, Side, apply
from hukou.catalogue import catalogue
from hukou.conflict import choosable, differences, severity
from tests.unit.test_case import action, check, walk
from window_client.services.conflict_sheets import ConflictSheet
from window_client.ui.models.conflict_rows import choice_lines, other_lines, saved_lines

OPENED = walk(ActionKind.OPEN)
ACCEPTED = walk(ActionKind.OPEN, ActionKind.ACCEPT)


def sheet(base: Case, held: Action, theirs: Case | None) -> ConflictSheet:
    found = differences(base, held, theirs) if theirs is not None else ()
    chosen = choosable(held, theirs, found) if theirs is not None else ()
    return ConflictSheet(
        case_id=UUID(int=1),
        conflict_id=held.action_id,
        state="conflict",
        held=held,
        is_own=True,
        base=base,
        theirs=theirs,
        theirs_by=None,
        theirs_at=None,
        severity=severity(found) if found else None,
        choices=chosen,
        others=tuple(one for one in found if one not in chosen),
        agreed=0,
        followers=(),
        chain=frozenset({held.action_id}),
        may_settle=True,
        settled_by="",
        can_redo=True,
        problem=None,
    )


def words(base: Case, held: Action, theirs: Case) -> dict[str, tuple[str, str]]:
    one = sheet(base, held, theirs)
    lines = (*choice_lines(one, catalogue()), *other_lines(one, catalogue()))
    return {line.label: (line.mine, line.theirs) for line in lines}


def test_people_papers_and_masked_numbers() -> None:
    subject = {
        "name": "骆一平",
        "birth_date": "1993-06-12",
        "citizen_no": "390102199306120213",
        "identified_by": "chip",
    }
    mine: dict[str, Any] = {
        "subject": {**subject, "identified_by": "manual"},
        "applicant": {
            "relation": "agent",
            "name": "周明",
            "phone": "13800002716",
            "citizen_no": "390102196801187171",
        },
        "materials": [check("id_card"), check("register_book", MaterialState.COPY_ON_FILE)],
        "fields": {"purpose": "升学", "period": {"start": "2019-01-01", "end": ""}, "unknown_field": "甲"},
    }
    theirs = apply(OPENED, action(ActionKind.ACCEPT, subject=subject, fields={"change_item": "name"}))
    found = words(OPENED, action(ActionKind.ACCEPT, **mine), theirs)
    assert found["申请人\u3000申请方式"] == ("代办人", "本人")
    assert found["申请人\u3000联系电话"] == ("138 •••• 2716", "（无）")
    assert found["申请人\u3000公民身份号码"] == ("390102 •••••••• 7171", "（无）")
    assert found["本人\u3000识别方式"] == ("手工录入", "读卡")
    assert ("复印件留存", "（无）") in found.values()
    assert found["period"] == ("2019-01-01 — …", "（无）") and found["unknown_field"][0] == "甲"
    assert all("13800002716" not in text for pair in found.values() for text in pair)


def test_choices_of_the_catalogue_are_told_by_their_label() -> None:
    held = action(ActionKind.AMEND, fields={"change_item": "name"})
    theirs = apply(ACCEPTED, action(ActionKind.AMEND, fields={"change_item": "sex"}))
    ((label, (mine, other)),) = words(ACCEPTED, held, theirs).items()
    assert "change_item" not in label and {mine, other}.isdisjoint({"name", "sex"})


def test_decisions_states_and_missing_papers() -> None:
    rejected = apply(ACCEPTED, action(ActionKind.REJECT))
    found = words(ACCEPTED, action(ActionKind.REQUEST_SUPPLEMENT, missing=["id_card"]), rejected)
    assert found["审批意见"] == ("（无）", "没有记载")
    assert found["状态"][1] == "不予出具"
    assert found["缺少的材料"][1] == "（无）" and "id_card" not in found["缺少的材料"][0]
    circulated = apply(ACCEPTED, action(ActionKind.CIRCULATE))
    assert words(ACCEPTED, action(ActionKind.WITHDRAW), circulated)["户籍地"][1] == "390102520000"


def test_a_paper_is_told_with_its_state() -> None:
    approved = apply(ACCEPTED, action(ActionKind.APPROVE))
    issued = apply(approved, action(ActionKind.ISSUE))
    found = words(approved, action(ActionKind.REJECT), issued)
    assert "WQ-2026-000001\u3000已出具" in {text for pair in found.values() for text in pair}


@pytest.mark.parametrize(("side", "value"), [(None, "待选择"), (Side.MINE, "升学"), (Side.THEIRS, "入伍")])
def test_what_will_be_saved(side: Side | None, value: str) -> None:
    theirs = apply(ACCEPTED, action(ActionKind.AMEND, fields={"purpose": "入伍"}))
    one = sheet(ACCEPTED, action(ActionKind.AMEND, fields={"purpose": "升学"}), theirs)
    chosen = {} if side is None else {"fields.purpose": side}
    assert saved_lines(choice_lines(one, catalogue()), chosen) == (("用途", value),)


def test_a_step_without_a_case_at_the_province_is_told_as_a_step() -> None:
    (line,) = choice_lines(sheet(OPENED, action(ActionKind.ACCEPT), None), catalogue())
    assert line.mine == "仍然办理：受理"
