"""A case of two stations: who sees it, who writes what, and what a station is left with. On both databases."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any
from uuid import UUID

from hukou.case import Action, ActionKind, Case
from hukou.wire import Outcome
from tests.province.running import Service
from tests.province.terminal import ELSEWHERE, OFFICER, OTHER_OFFICER, TestTerminal, accept_payload

TO_ELSEWHERE = {"station": ELSEWHERE, "reason": "户籍在槐里"}


def accepted(terminal: TestTerminal) -> UUID:
    opened = terminal.open_case()
    accept = terminal.action(ActionKind.ACCEPT, opened.case_id, accept_payload(), after=opened)
    assert [r.outcome for r in terminal.push(opened, accept)] == [Outcome.APPLIED] * 2
    return opened.case_id


def do(
    terminal: TestTerminal, kind: ActionKind, case_id: UUID, payload: dict[str, Any], base: int
) -> tuple[str, str]:
    """Outcome and code of one step by an officer of the terminal's station."""
    (result,) = terminal.push(step(terminal, kind, case_id, payload, base))
    return result.outcome.value, result.problem.code if result.problem else ""


def step(
    terminal: TestTerminal, kind: ActionKind, case_id: UUID, payload: dict[str, Any], base: int
) -> Action:
    staff = OTHER_OFFICER if terminal.reply.station.station == ELSEWHERE else OFFICER
    return terminal.action(kind, case_id, payload, staff=staff, base=base)


def feed(terminal: TestTerminal, after: str = "") -> list[dict[str, Any]]:
    scope = terminal.reply.station.station
    answer = terminal.get(f"/v1/changes?scope={scope}&after={after}&max_bytes=1000000")
    assert answer.status == 200, answer.body
    return [json.loads(line) for line in answer.body.splitlines()]


def snapshot(terminal: TestTerminal) -> list[dict[str, Any]]:
    scope = terminal.reply.station.station
    answer = terminal.get(f"/v1/snapshot?scope={scope}&after=&max_bytes=1000000")
    assert answer.status == 200, answer.body
    return [json.loads(line) for line in answer.body.splitlines()][:-1]


def test_a_circulated_case_is_seen_by_both_and_decided_by_the_register_place(service: Service) -> None:
    here, there = service.enrol(), service.enrol(ELSEWHERE)
    case_id = accepted(here)
    assert there.get(f"/v1/cases/{case_id}").code == "PV-113"
    assert do(here, ActionKind.CIRCULATE, case_id, TO_ELSEWHERE, 2) == ("applied", "")
    assert there.case(case_id).register_station == ELSEWHERE
    assert [line["case_id"] for line in snapshot(there)] == [str(case_id)]
    assert do(here, ActionKind.APPROVE, case_id, {"reason": "属实"}, 3) == ("refused", "PV-321")
    assert do(there, ActionKind.AMEND, case_id, {"fields": {"purpose": "x"}}, 3) == ("refused", "PV-321")
    assert do(there, ActionKind.APPROVE, case_id, {"reason": "属实"}, 3) == ("applied", "")
    for terminal in (here, there):
        lines = [line for line in feed(terminal)[:-1] if line["case_id"] == str(case_id)]
        assert lines[-1]["case"]["decision"]["outcome"] == "approved"
    assert here.case(case_id).decision == there.case(case_id).decision


def test_a_refusal_names_the_group_and_its_owner(service: Service) -> None:
    here = service.enrol()
    case_id = accepted(here)
    do(here, ActionKind.CIRCULATE, case_id, TO_ELSEWHERE, 2)
    (result,) = here.push(step(here, ActionKind.APPROVE, case_id, {"reason": "属实"}, 3))
    assert result.problem is not None
    assert "审批意见由户籍地填写" in result.problem.detail


def test_leaving_the_scope_takes_the_data_away(service: Service) -> None:
    """Invariant 12: the station that a case was recalled from is told so, without the case, and asks in vain."""
    here, there = service.enrol(), service.enrol(ELSEWHERE)
    case_id = accepted(here)
    do(here, ActionKind.CIRCULATE, case_id, TO_ELSEWHERE, 2)
    cursor = feed(there)[-1]["cursor"]
    assert do(here, ActionKind.CIRCULATE, case_id, {"station": "", "reason": "本所可核"}, 3) == (
        "applied",
        "",
    )
    line, _end = feed(there, cursor)
    assert (line["kind"], line["case_id"], line["case"]) == ("scope_exit", str(case_id), None)
    assert there.get(f"/v1/cases/{case_id}").code == "PV-113"
    assert snapshot(there) == []
    assert do(there, ActionKind.APPROVE, case_id, {"reason": "属实"}, 3) == ("refused", "PV-311")
    seqs = [line["seq"] for line in feed(there)[:-1]]
    assert seqs == list(range(1, len(seqs) + 1))


def test_the_register_place_looks_up_for_a_case_it_decides(service: Service) -> None:
    here, there = service.enrol(), service.enrol(ELSEWHERE)
    case_id = accepted(here)
    asked = {"case_id": str(case_id), "purpose": "核验户籍", "name": "王芳", "birth_date": "1988-05-21"}
    assert there.post("/v1/register/look-up", asked, X_Staff=OTHER_OFFICER.staff_no).code == "PV-401"
    do(here, ActionKind.CIRCULATE, case_id, TO_ELSEWHERE, 2)
    assert there.post("/v1/register/look-up", asked, X_Staff=OTHER_OFFICER.staff_no).status == 200


def test_a_case_does_not_circulate_to_a_station_that_is_not_there(service: Service) -> None:
    here = service.enrol()
    case_id = accepted(here)
    unknown = {"station": "390199990000", "reason": "x"}
    assert do(here, ActionKind.CIRCULATE, case_id, unknown, 2) == ("refused", "PV-323")
    odd = {"station": "nowhere", "reason": "x"}
    assert do(here, ActionKind.CIRCULATE, case_id, odd, 2)[0] == "refused"


def test_one_writer_per_group_at_every_version(service: Service) -> None:
    """Invariant 15, from the stored history: what changed between two versions belongs to who changed it."""
    from hukou.ownership import Owner, group_of_member
    from provincial_service.store.tables import applied_action, case_history

    here, there = service.enrol(), service.enrol(ELSEWHERE)
    case_id = accepted(here)
    story = [
        (here, ActionKind.CIRCULATE, TO_ELSEWHERE),
        (there, ActionKind.ADD_NOTE, {"text": "已收到"}),
        (there, ActionKind.AMEND, {"fields": {"purpose": "越权"}}),
        (here, ActionKind.AMEND, {"fields": {"purpose": "升学"}}),
        (here, ActionKind.REJECT, {"reason": "越权"}),
        (there, ActionKind.APPROVE, {"reason": "属实"}),
        (here, ActionKind.COMPLETE, {}),
    ]
    for terminal, kind, payload in story:
        base = here.case(case_id).version
        do(terminal, kind, case_id, payload, base)
    with service.province.store.read() as connection:
        texts = connection.execute(
            case_history.select()
            .where(case_history.c.case_id == str(case_id))
            .order_by(case_history.c.version)
        ).all()
        who = {
            row.action_id: Action.model_validate_json(row.text).staff.station
            for row in connection.execute(applied_action.select())
        }
    versions = [Case.model_validate_json(row.text) for row in texts]
    assert len(versions) == 6
    for before, after in pairwise(versions):
        for member in Case.model_fields:
            if getattr(before, member) == getattr(after, member):
                continue
            group = group_of_member(member)
            if group is None or group.owner is Owner.EITHER:
                continue
            owner = before.station if group.owner is Owner.ACCEPTANCE_PLACE else before.register_station
            assert who[str(after.last_action)] == owner, member
