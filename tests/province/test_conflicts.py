"""Conflicts at the province: kept with base, mine and theirs, told to every window, settled by a signed action."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from hukou.case import Action, ActionKind
from hukou.wire import ActionResult, Outcome
from provincial_service.store.tables import conflict
from tests.province.running import Service
from tests.province.terminal import ELSEWHERE, OFFICER, TestTerminal
from tests.province.test_circulation import TO_ELSEWHERE, accepted, do, feed, snapshot, step

CLERK_PAYLOAD = {"fields": {"purpose": "升学"}}


def held(here: TestTerminal, there: TestTerminal, base: int = 2) -> tuple[UUID, Action]:
    """A case on which `there` wanted to amend what `here` had amended meanwhile."""
    case_id = accepted(here)
    return case_id, collide(here, there, case_id, base)


def collide(here: TestTerminal, there: TestTerminal, case_id: UUID, base: int) -> Action:
    assert do(here, ActionKind.AMEND, case_id, {"fields": {"purpose": "入伍"}}, base)[0] == "applied"
    late = step(there, ActionKind.AMEND, case_id, {"fields": {"purpose": "升学"}}, base)
    (result,) = there.push(late)
    assert result.outcome is Outcome.CONFLICT
    return late


def resolution(
    terminal: TestTerminal, late: Action, base: int, choice: str = "mine", **changes: Any
) -> Action:
    values = {"fields.purpose": "升学"} if choice == "mine" else {}
    payload = {
        "conflict": str(late.action_id),
        "kind": late.kind.value,
        "choices": {"fields.purpose": choice},
        "values": values,
        **changes,
    }
    return step(terminal, ActionKind.RESOLVE, late.case_id, payload, base)


def resolve_online(terminal: TestTerminal, action: Action, conflict_id: UUID, **headers: str) -> Any:
    message = terminal.sign(action).model_dump()
    return terminal.post(f"/v1/conflicts/{conflict_id}/resolve", message, **headers)


def last_line(terminal: TestTerminal, case_id: UUID) -> dict[str, Any]:
    return [line for line in feed(terminal)[:-1] if line["case_id"] == str(case_id)][-1]


def test_a_conflict_is_told_to_every_window_with_base_and_who(service: Service) -> None:
    here, there, register = service.enrol(), service.enrol(), service.enrol(ELSEWHERE)
    case_id = accepted(here)
    assert do(here, ActionKind.CIRCULATE, case_id, TO_ELSEWHERE, 2)[0] == "applied"
    late = collide(here, there, case_id, 3)
    for terminal in (here, there, register):
        line = last_line(terminal, case_id)
        (told,) = line["conflicts"]
        assert (line["kind"], line["case"]["version"]) == ("case", 4)
        assert (told["conflict_id"], told["severity"]) == (str(late.action_id), "same_field")
        assert told["base"]["fields"]["purpose"] == "社会保险"
        assert told["action"]["payload"]["fields"]["purpose"] == "升学"
        assert told["theirs_by"]["staff_no"] == OFFICER.staff_no and told["theirs_kind"] == "amend"
        assert [one["conflicts"][0]["conflict_id"] for one in snapshot(terminal)] == [str(late.action_id)]


def test_a_resolution_writes_what_was_chosen_and_closes(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    case_id, late = held(here, there)
    answer = resolve_online(here, resolution(here, late, 3), late.action_id)
    assert answer.status == 200, answer.body
    result = ActionResult.model_validate_json(answer.body)
    assert (result.outcome, result.version) == (Outcome.APPLIED, 4) and result.receipt is not None
    case = there.case(case_id)
    assert case.fields["purpose"] == "升学"
    assert [r.conflict for r in case.resolutions] == [late.action_id]
    assert "conflicts" not in last_line(there, case_id)
    with service.province.store.read() as connection:
        (row,) = connection.execute(sa.select(conflict)).all()
    assert row.closed_by == str(result.action_id) and row.severity == "same_field"


def test_a_resolution_is_taken_once_however_it_comes(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    case_id, late = held(here, there)
    answer = resolution(there, late, 3, "theirs")
    (result,) = there.push(answer)
    assert result.outcome is Outcome.APPLIED
    again = ActionResult.model_validate_json(resolve_online(there, answer, late.action_id).body)
    assert (again.outcome, again.receipt) == (Outcome.DUPLICATE, result.receipt)
    assert here.case(case_id).fields["purpose"] == "入伍"


def test_two_answers_to_one_conflict_are_a_conflict_again(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    case_id, late = held(here, there)
    assert here.push(resolution(here, late, 3, "theirs"))[0].outcome is Outcome.APPLIED
    other = resolution(there, late, 3)
    assert there.push(other)[0].outcome is Outcome.CONFLICT
    (told,) = last_line(here, case_id)["conflicts"]
    assert (told["conflict_id"], told["action"]["kind"]) == (str(other.action_id), "resolve")


def test_the_same_step_made_again_settles_its_first_try(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    case_id, _late = held(here, there)
    assert do(there, ActionKind.ADD_NOTE, case_id, {"text": "来电"}, 3)[0] == "applied"
    assert last_line(here, case_id)["conflicts"]
    assert do(there, ActionKind.AMEND, case_id, {"fields": {"purpose": "升学"}}, 4)[0] == "applied"
    assert "conflicts" not in last_line(here, case_id)


def test_opened_and_settled_in_one_batch(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    case_id = accepted(here)
    do(here, ActionKind.AMEND, case_id, {"fields": {"purpose": "入伍"}}, 2)
    late = step(there, ActionKind.AMEND, case_id, {"fields": {"purpose": "升学"}}, 2)
    results = there.push(late, resolution(there, late, 3))
    assert [r.outcome for r in results] == [Outcome.CONFLICT, Outcome.APPLIED]
    assert "conflicts" not in last_line(here, case_id)
    seqs = [line["seq"] for line in feed(here)[:-1]]
    assert seqs == list(range(1, len(seqs) + 1))


def test_who_may_settle(service: Service) -> None:
    """A decision that was held is settled by who may decide, at the station that decides or where it was made."""
    from tests.province.terminal import CLERK, OTHER_OFFICER

    here, register = service.enrol(), service.enrol(ELSEWHERE)
    case_id = accepted(here)
    do(here, ActionKind.CIRCULATE, case_id, TO_ELSEWHERE, 2)
    do(here, ActionKind.AMEND, case_id, {"fields": {"purpose": "入伍"}}, 3)
    late = step(register, ActionKind.APPROVE, case_id, {"reason": "属实"}, 3)
    assert register.push(late)[0].outcome is Outcome.CONFLICT
    answer = {
        "conflict": str(late.action_id),
        "kind": "approve",
        "choices": {"step": "theirs"},
        "values": {},
    }
    assert do(here, ActionKind.RESOLVE, case_id, answer, 4) == ("refused", "PV-322")
    by_clerk = here.action(ActionKind.RESOLVE, case_id, answer, staff=CLERK, base=4)
    assert [r.problem.code for r in here.push(by_clerk) if r.problem] == ["PV-322"]
    wrong = {**answer, "kind": "amend"}
    assert do(register, ActionKind.RESOLVE, case_id, wrong, 4) == ("refused", "PV-324")
    assert do(register, ActionKind.RESOLVE, case_id, {**answer, "kind": "?"}, 4) == ("refused", "PV-316")
    assert do(register, ActionKind.RESOLVE, case_id, answer, 4) == ("applied", "")
    assert register.case(case_id).resolutions[0].by == OTHER_OFFICER.staff_no


def test_the_call_is_about_this_conflict_and_no_other(service: Service) -> None:
    here, there, register = service.enrol(), service.enrol(), service.enrol(ELSEWHERE)
    _case_id, late = held(here, there)
    answer = resolution(here, late, 3)
    assert resolve_online(here, answer, uuid4()).code == "PV-113"
    assert resolve_online(register, resolution(register, late, 3), late.action_id).code == "PV-113"
    note = step(here, ActionKind.ADD_NOTE, late.case_id, {"text": "x"}, 3)
    assert resolve_online(here, note, late.action_id).code == "PV-324"
    body = b'{"text": "{}", "signature": "AA=="}'
    assert here.post(f"/v1/conflicts/{late.action_id}/resolve", body).code == "PV-112"


def test_if_match_stops_a_decision_on_an_older_version(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    case_id = accepted(here)
    seen = here.get(f"/v1/cases/{case_id}").headers["etag"]
    assert seen == '"2"'
    do(there, ActionKind.AMEND, case_id, {"fields": {"purpose": "入伍"}}, 2)
    approve = step(here, ActionKind.APPROVE, case_id, {"reason": "属实"}, 2)
    batch = {"actions": [here.sign(approve).model_dump()]}
    answer = here.post("/v1/actions", batch, If_Match=seen)
    assert (answer.status, answer.code, answer.json()["version"]) == (412, "PV-123", 3)
    assert "conflicts" not in last_line(here, case_id)
    anew = step(here, ActionKind.APPROVE, case_id, {"reason": "属实"}, 3)
    batch = {"actions": [here.sign(anew).model_dump()]}
    first = here.post("/v1/actions", batch, If_Match='"3"').json()["results"][0]
    again = here.post("/v1/actions", batch, If_Match='"3"').json()["results"][0]
    assert (first["outcome"], again["outcome"]) == ("applied", "duplicate")


def test_if_match_is_a_version_of_one_case(service: Service) -> None:
    here = service.enrol()
    one, two = accepted(here), accepted(here)
    notes = [step(here, ActionKind.ADD_NOTE, case_id, {"text": "x"}, 2) for case_id in (one, two)]
    batch = {"actions": [here.sign(note).model_dump() for note in notes]}
    assert here.post("/v1/actions", batch, If_Match='"2"').code == "PV-112"
    assert here.post("/v1/actions", batch, If_Match="W/2").code == "PV-112"
    outcomes = [r["outcome"] for r in here.post("/v1/actions", batch, If_Match="*").json()["results"]]
    assert outcomes == ["applied", "applied"]


def test_if_match_holds_for_a_resolution_too(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    _case_id, late = held(here, there)
    answer = resolve_online(here, resolution(here, late, 3), late.action_id, If_Match='"2"')
    assert (answer.status, answer.code) == (412, "PV-123")


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_a_note_that_merged_does_not_cover_what_its_clerk_had_not_seen(
    service: Service, batches: int
) -> None:
    """Invariant 6: the decision stands on the clerk's own notes, and these were merged with an amendment unseen."""
    here, there = service.enrol(), service.enrol()
    case_id = accepted(here)
    assert do(here, ActionKind.AMEND, case_id, {"fields": {"purpose": "入伍"}}, 2)[0] == "applied"
    first = step(there, ActionKind.ADD_NOTE, case_id, {"text": "来电"}, 2)
    second = there.action(ActionKind.ADD_NOTE, case_id, {"text": "再来电"}, after=first)
    approve = there.action(ActionKind.APPROVE, case_id, {"reason": "属实"}, after=second)
    together = {
        1: [[first, second, approve]],
        2: [[first, second], [approve]],
        3: [[first], [second], [approve]],
    }
    results = [result for batch in together[batches] for result in there.push(*batch)]
    assert [r.outcome for r in results] == [Outcome.APPLIED, Outcome.APPLIED, Outcome.CONFLICT]
    assert here.case(case_id).decision is None


def test_what_stands_on_a_note_that_saw_everything_is_taken(service: Service) -> None:
    here = service.enrol()
    case_id = accepted(here)
    note = step(here, ActionKind.ADD_NOTE, case_id, {"text": "来电"}, 2)
    second = here.action(ActionKind.ADD_NOTE, case_id, {"text": "再来电"}, after=note)
    here.push(note, second)
    approve = here.action(ActionKind.APPROVE, case_id, {"reason": "属实"}, after=second)
    assert here.push(approve)[0].outcome is Outcome.APPLIED


@pytest.mark.parametrize("batches", [1, 2])
def test_notes_of_others_are_in_nobodys_way(service: Service, batches: int) -> None:
    here, there = service.enrol(), service.enrol()
    case_id = accepted(here)
    assert do(here, ActionKind.ADD_NOTE, case_id, {"text": "第一窗口"}, 2)[0] == "applied"
    note = step(there, ActionKind.ADD_NOTE, case_id, {"text": "第二窗口"}, 2)
    approve = there.action(ActionKind.APPROVE, case_id, {"reason": "属实"}, after=note)
    together = {1: [[note, approve]], 2: [[note], [approve]]}
    results = [result for batch in together[batches] for result in there.push(*batch)]
    assert [r.outcome for r in results] == [Outcome.APPLIED] * 2


def test_an_amendment_in_the_same_batch_is_unseen_too(service: Service) -> None:
    """Two strands of one window in one batch: what merged over the first covers nothing either."""
    here = service.enrol()
    case_id = accepted(here)
    amend = step(here, ActionKind.AMEND, case_id, {"fields": {"purpose": "入伍"}}, 2)
    note = step(here, ActionKind.ADD_NOTE, case_id, {"text": "来电"}, 2)
    approve = here.action(ActionKind.APPROVE, case_id, {"reason": "属实"}, after=note)
    outcomes = [result.outcome for result in here.push(amend, note, approve)]
    assert outcomes == [Outcome.APPLIED, Outcome.APPLIED, Outcome.CONFLICT]
