"""Push: every outcome, once and again (sync.md, Push)."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import OperationalError

from hukou.case import Action, ActionKind, Status
from hukou.staff import Role
from hukou.wire import ActionResult, Outcome, SignedAction, receipt_text
from provincial_service import applying
from tests.province.running import Service
from tests.province.terminal import (
    CLERK,
    ELSEWHERE,
    NOW,
    OFFICER,
    OTHER_OFFICER,
    SUPERVISOR,
    TestTerminal,
    accept_payload,
    issue_payload,
)


def outcomes(results: list[ActionResult]) -> list[Outcome]:
    return [result.outcome for result in results]


def codes(results: list[ActionResult]) -> list[str]:
    return [result.problem.code if result.problem else "" for result in results]


def opened(terminal: TestTerminal) -> Action:
    action = terminal.open_case()
    assert outcomes(terminal.push(action)) == [Outcome.APPLIED]
    return action


def approved(terminal: TestTerminal) -> Action:
    """The last action of a case that waits for its certificate."""
    story = terminal.story("unused")[:3]
    assert outcomes(terminal.push(*story)) == [Outcome.APPLIED] * 3
    return story[-1]


# --- applied, duplicate ----------------------------------------------------------------------------------


def test_a_whole_case_is_applied_in_one_batch(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    results = terminal.push(*story)
    assert outcomes(results) == [Outcome.APPLIED] * 6
    assert [result.version for result in results] == [1, 2, 3, 4, 5, 6]
    case = terminal.case(story[0].case_id)
    assert (case.status, case.version) == (Status.COMPLETED, 6)


def test_the_order_within_a_batch_does_not_matter(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    results = terminal.push(*reversed(story))
    assert outcomes(results) == [Outcome.APPLIED] * 6
    assert [result.action_id for result in results] == [action.action_id for action in reversed(story)]


def test_a_batch_may_come_uncompressed(terminal: TestTerminal) -> None:
    signed = [terminal.sign(terminal.open_case())]
    assert outcomes(terminal.push_signed(signed, compress=False)) == [Outcome.APPLIED]


def test_receipts_are_numbered_without_holes_and_signed(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    receipts = [result.receipt for result in terminal.push(*story)]
    numbers = [receipt.number for receipt in receipts if receipt]
    year = numbers[0][3:5]
    assert numbers == [f"LJ-{year}-{n:06d}" for n in range(1, 7)]
    for action, receipt in zip(story, receipts, strict=True):
        assert receipt is not None
        assert receipt.content_hash == hashlib.sha256(action.canonical_text().encode()).hexdigest()
        signed = receipt_text(receipt.number, receipt.time, receipt.content_hash)
        terminal.province_key.verify(base64.b64decode(receipt.signature), signed)


def test_the_same_action_again_gets_its_original_result(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    first = terminal.push(*story)
    again = terminal.push(*story)
    assert again == [one.model_copy(update={"outcome": Outcome.DUPLICATE}) for one in first]
    assert terminal.case(story[0].case_id).version == 6


def test_the_same_action_twice_in_one_batch_takes_effect_once(terminal: TestTerminal) -> None:
    action = terminal.open_case()
    first, second = terminal.push(action, action)
    assert outcomes([first, second]) == [Outcome.APPLIED, Outcome.DUPLICATE]
    assert second.receipt == first.receipt


# --- conflict --------------------------------------------------------------------------------------------


def test_an_old_base_is_a_conflict_that_shows_the_case_of_the_province(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    first = opened(here)
    mine = here.action(ActionKind.ACCEPT, first.case_id, accept_payload(), base=1)
    theirs = there.action(ActionKind.WITHDRAW, first.case_id, {"reason": "本人撤回"}, base=1)
    assert outcomes(here.push(mine)) == [Outcome.APPLIED]
    (result,) = there.push(theirs)
    assert (result.outcome, codes([result])) == (Outcome.CONFLICT, ["PV-331"])
    assert result.case == here.case(first.case_id)
    assert result.receipt is None
    (again,) = there.push(theirs)
    assert again == result.model_copy(update={"outcome": Outcome.DUPLICATE})


def test_a_base_action_that_was_overtaken_is_a_conflict(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    first = opened(here)
    there.push(there.action(ActionKind.ADD_NOTE, first.case_id, {"text": "来电询问"}, base=1))
    late = here.action(ActionKind.ACCEPT, first.case_id, accept_payload(), after=first)
    assert outcomes(here.push(late)) == [Outcome.CONFLICT]


def test_commutative_kinds_merge_whatever_their_base(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    first = opened(here)
    here.push(here.action(ActionKind.ACCEPT, first.case_id, accept_payload(), base=1))
    note = there.action(ActionKind.ADD_NOTE, first.case_id, {"text": "来电询问"}, base=1)
    check = {"material": "id_card", "state": "original_seen", "seen_by": "039217", "seen_at": NOW.isoformat()}
    material = there.action(ActionKind.ADD_MATERIAL, first.case_id, {"check": check}, base=1)
    assert outcomes(there.push(note, material)) == [Outcome.APPLIED] * 2
    case = here.case(first.case_id)
    assert (case.version, case.notes[0].text, case.materials[0].material) == (4, "来电询问", "id_card")


def test_a_note_for_a_case_that_was_closed_meanwhile_is_a_conflict(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    first = opened(here)
    here.push(here.action(ActionKind.WITHDRAW, first.case_id, {"reason": "本人撤回"}, base=1))
    late = there.action(ActionKind.ADD_NOTE, first.case_id, {"text": "来电询问"}, base=1)
    assert outcomes(there.push(late)) == [Outcome.CONFLICT]


# --- blocked, retry --------------------------------------------------------------------------------------


def test_actions_of_a_case_wait_for_each_other(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    late = terminal.push(*story[2:])
    assert outcomes(late) == [Outcome.BLOCKED] * 4
    assert late[0].blocked_on == story[1].action_id
    assert outcomes(terminal.push(*story[:2])) == [Outcome.APPLIED] * 2
    assert outcomes(terminal.push(*story[2:])) == [Outcome.APPLIED] * 4


def test_what_follows_a_refused_action_stays_blocked_and_other_cases_go_on(terminal: TestTerminal) -> None:
    first = opened(terminal)
    poison = terminal.action(ActionKind.APPROVE, first.case_id, {"reason": "属实"}, after=first)
    behind = terminal.action(ActionKind.COMPLETE, first.case_id, {}, after=poison)
    other = terminal.open_case()
    results = terminal.push(poison, behind, other)
    assert outcomes(results) == [Outcome.REFUSED, Outcome.BLOCKED, Outcome.APPLIED]
    assert results[1].blocked_on == poison.action_id


def test_a_base_ahead_of_the_province_is_tried_again_later(terminal: TestTerminal) -> None:
    """After a restore from an older backup another window's actions are about to come back."""
    first = opened(terminal)
    ahead = terminal.action(ActionKind.ACCEPT, first.case_id, accept_payload(), base=3)
    unknown = terminal.action(ActionKind.ACCEPT, uuid4(), accept_payload(), base=1)
    assert outcomes(terminal.push(ahead, unknown)) == [Outcome.RETRY] * 2


def test_an_action_of_a_newer_schema_is_kept_for_later(terminal: TestTerminal) -> None:
    newer = terminal.open_case().model_copy(update={"schema_version": 99})
    assert outcomes(terminal.push(newer)) == [Outcome.RETRY]


# --- refused ---------------------------------------------------------------------------------------------


def test_a_step_that_the_status_forbids_is_refused(terminal: TestTerminal) -> None:
    first = opened(terminal)
    (result,) = terminal.push(terminal.action(ActionKind.COMPLETE, first.case_id, {}, base=1))
    assert codes([result]) == ["PV-314"]
    assert result.problem is not None
    assert "草稿" in result.problem.detail


def test_an_auxiliary_does_not_decide(terminal: TestTerminal) -> None:
    opened_, accepted = terminal.story("unused", staff=CLERK)[:2]
    terminal.push(opened_, accepted)
    decide = terminal.action(
        ActionKind.APPROVE, opened_.case_id, {"reason": "属实"}, staff=CLERK, after=accepted
    )
    assert codes(terminal.push(decide)) == ["PV-315"]


@pytest.mark.parametrize(
    "staff",
    [
        CLERK.model_copy(update={"role": Role.HOUSEHOLD_OFFICER}),
        OFFICER.model_copy(update={"name": "王兰"}),
        OFFICER.model_copy(update={"staff_no": "099999"}),
        OFFICER.model_copy(update={"station": ELSEWHERE}),
        OTHER_OFFICER,
    ],
    ids=["promoted", "renamed", "unknown", "moved", "of another station"],
)
def test_staff_are_who_the_province_knows(terminal: TestTerminal, staff: Any) -> None:
    assert codes(terminal.push(terminal.open_case(staff=staff))) == ["PV-305"]


def test_a_supervisor_opens_no_case(terminal: TestTerminal) -> None:
    assert codes(terminal.push(terminal.open_case(staff=SUPERVISOR))) == ["PV-315"]


def test_a_case_of_another_station_is_not_touched_and_not_shown(service: Service) -> None:
    here, elsewhere = service.enrol(), service.enrol(ELSEWHERE)
    first = opened(here)
    foreign = elsewhere.action(
        ActionKind.WITHDRAW, first.case_id, {"reason": "撤回"}, staff=OTHER_OFFICER, base=1
    )
    (result,) = elsewhere.push(foreign)
    assert (codes([result]), result.case) == (["PV-311"], None)
    assert here.case(first.case_id).version == 1


def test_a_case_is_opened_once(terminal: TestTerminal) -> None:
    first = opened(terminal)
    assert codes(terminal.push(terminal.open_case(first.case_id))) == ["PV-313"]


def test_a_missing_case_and_a_broken_payload_are_refused(terminal: TestTerminal) -> None:
    first = opened(terminal)
    missing = terminal.action(ActionKind.ACCEPT, uuid4(), accept_payload())
    broken = terminal.action(ActionKind.ACCEPT, first.case_id, {"case_no": "1"}, base=1)
    assert codes(terminal.push(missing, broken)) == ["PV-312", "PV-316"]


def test_missing_materials_are_refused(terminal: TestTerminal) -> None:
    first = opened(terminal)
    missing = {"material": "id_card", "state": "missing", "seen_by": "", "seen_at": NOW.isoformat()}
    payload = {**accept_payload(), "materials": [missing]}
    assert codes(terminal.push(terminal.action(ActionKind.ACCEPT, first.case_id, payload, base=1))) == [
        "PV-318"
    ]


# --- certificate numbers ---------------------------------------------------------------------------------


def issue(terminal: TestTerminal, number: str) -> ActionResult:
    last = approved(terminal)
    payload = issue_payload(number)
    (result,) = terminal.push(terminal.action(ActionKind.ISSUE, last.case_id, payload, after=last))
    return result


def test_a_number_outside_the_leased_blocks_is_refused(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    mine, theirs = here.lease(2), there.lease(2)
    wrong = [theirs[0], mine[-1][:-1] + "9", mine[0].replace("WQ", "HL"), mine[0].replace("-0", "-"), "7"]
    assert [codes([issue(here, number)]) for number in wrong] == [["PV-319"]] * len(wrong)
    assert issue(here, mine[0]).outcome is Outcome.APPLIED


def test_a_number_is_issued_once(terminal: TestTerminal) -> None:
    number = terminal.lease()[0]
    assert issue(terminal, number).outcome is Outcome.APPLIED
    assert codes([issue(terminal, number)]) == ["PV-320"]


def test_a_number_is_issued_once_within_a_batch(terminal: TestTerminal) -> None:
    number = terminal.lease()[0]
    first, second = terminal.story(number), terminal.story(number)
    results = terminal.push(*first, *second)
    assert outcomes(results)[:6] == [Outcome.APPLIED] * 6
    assert codes(results)[9] == "PV-320"


def test_a_refusal_notice_uses_up_a_leased_number(terminal: TestTerminal) -> None:
    number = terminal.lease()[0]
    first = opened(terminal)
    payload = {"reason": "身份证能够证明", "notice_number": number, "notice_sha256": "cd" * 32}
    refuse = terminal.action(ActionKind.REFUSE_ACCEPTANCE, first.case_id, payload, base=1)
    assert outcomes(terminal.push(refuse)) == [Outcome.APPLIED]
    assert codes([issue(terminal, number)]) == ["PV-320"]


# --- forged, unreadable, unexpected ----------------------------------------------------------------------


def test_a_changed_text_is_refused_and_the_true_action_still_counts(terminal: TestTerminal) -> None:
    action = terminal.open_case()
    true = terminal.sign(action)
    forged = SignedAction(text=true.text.replace("王芳", "王方"), signature=true.signature)
    assert codes(terminal.push_signed([forged])) == ["PV-301"]
    nonsense = SignedAction(text=true.text, signature="AAAA")
    assert codes(terminal.push_signed([nonsense])) == ["PV-301"]
    results = terminal.push_signed([forged, true])
    assert (codes(results), results[1].outcome) == (["PV-301", ""], Outcome.APPLIED)


def test_one_id_with_two_contents_is_refused_and_the_first_stands(terminal: TestTerminal) -> None:
    action = terminal.open_case()
    other = action.model_copy(update={"payload": {**action.payload, "service": "certificate.kinship"}})
    terminal.push(action)
    assert codes(terminal.push(other)) == ["PV-303"]
    assert terminal.case(action.case_id).service == "certificate.change"
    assert codes(terminal.push(*[action, other])) == ["", "PV-303"]


def test_an_action_of_another_terminal_is_refused(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    stolen = there.open_case()
    assert codes(here.push(stolen)) == ["PV-304"]
    assert outcomes(there.push(stolen)) == [Outcome.APPLIED]


def test_an_unreadable_action_is_refused_by_its_id_and_without_one_left_out(terminal: TestTerminal) -> None:
    action_id = uuid4()
    named = SignedAction(text=f'{{"action_id": "{action_id}", "kind": "fly"}}', signature="AAAA")
    nameless = SignedAction(text="[[[[", signature="AAAA")
    good = terminal.sign(terminal.open_case())
    results = terminal.push_signed([nameless, named, good])
    assert [(r.action_id == action_id, r.outcome) for r in results] == [
        (True, Outcome.REFUSED),
        (False, Outcome.APPLIED),
    ]
    assert codes(results)[0] == "PV-302"


def test_a_poison_action_harms_only_itself(terminal: TestTerminal, monkeypatch: pytest.MonkeyPatch) -> None:
    poison, good = terminal.open_case(), terminal.open_case()
    judge = applying.judge

    def brittle(desk: Any, entry: Any) -> Any:
        if entry.action.action_id == poison.action_id:
            raise ZeroDivisionError
        return judge(desk, entry)

    monkeypatch.setattr(applying, "judge", brittle)
    assert outcomes(terminal.push(poison, good)) == [Outcome.RETRY, Outcome.APPLIED]
    monkeypatch.undo()
    assert outcomes(terminal.push(poison, good)) == [Outcome.APPLIED, Outcome.DUPLICATE]


# --- what became of it -----------------------------------------------------------------------------------


def test_status_tells_settled_results_of_this_terminal_only(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    mine, theirs, never = opened(here), opened(there), uuid4()
    asked = {"action_ids": [str(mine.action_id), str(theirs.action_id), str(never)]}
    answer = here.post("/v1/actions/status", asked).json()
    assert [result["action_id"] for result in answer["results"]] == [str(mine.action_id)]
    assert answer["results"][0]["outcome"] == "applied"
    assert answer["terminal_seq"] == mine.terminal_seq


def test_a_case_is_read_with_receipts_and_etag(service: Service) -> None:
    here, elsewhere = service.enrol(), service.enrol(ELSEWHERE)
    story = here.story(here.lease()[0])
    here.push(*story)
    target = f"/v1/cases/{story[0].case_id}"
    answer = here.get(target)
    assert answer.headers["etag"] == '"6"'
    view = answer.json()
    assert len(view["receipts"]) == 6
    assert [line["kind"] for line in view["actions"]] == [action.kind.value for action in story]
    same = here.send("GET", target, b"", {**here.signed_headers("GET", target, b""), "If-None-Match": '"6"'})
    assert (same.status, same.body) == (304, b"")
    assert [elsewhere.get(target).code, here.get(f"/v1/cases/{uuid4()}").code] == ["PV-113"] * 2


def test_a_database_that_stumbles_is_tried_again(
    terminal: TestTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a batch it is given up at once, alone an action gets three attempts."""
    write = applying.write_settled
    stumbles = iter([True, True, True, False, True, True, True, False])

    def brittle(*arguments: Any) -> Any:
        if next(stumbles):
            raise OperationalError("", {}, Exception("deadlock detected"))
        return write(*arguments)

    monkeypatch.setattr(applying, "write_settled", brittle)
    action = terminal.open_case()
    assert outcomes(terminal.push(action)) == [Outcome.APPLIED]
    assert outcomes(terminal.push(terminal.open_case())) == [Outcome.APPLIED]
    monkeypatch.setattr(applying, "write_settled", _fail)
    assert outcomes(terminal.push(terminal.open_case())) == [Outcome.RETRY]
    monkeypatch.undo()
    assert outcomes(terminal.push(action)) == [Outcome.DUPLICATE]


def _fail(*_: Any) -> None:
    raise OperationalError("", {}, Exception("server closed the connection"))
