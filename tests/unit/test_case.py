"""The one transition table: every kind from every status by every role, and no way round it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from hukou.case import (
    TRANSITIONS,
    Action,
    ActionKind,
    Case,
    CertificateState,
    MaterialState,
    Status,
    TransitionError,
    allowed_kinds,
    apply,
)
from hukou.staff import Role, StaffMember

STATION = "390102510000"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
CASE_ID = UUID(int=7)
SHA = "0" * 64
SUBJECT = {"name": "罗景行", "citizen_no": "", "birth_date": "1988-05-05"}


def staff(role: Role = Role.HOUSEHOLD_OFFICER, station: str = STATION) -> StaffMember:
    return StaffMember(staff_no=f"{role}-1", name="王岚", role=role, station=station)


def check(material: str, state: MaterialState = MaterialState.ORIGINAL_SEEN) -> dict[str, Any]:
    return {"material": material, "state": state.value, "seen_by": "039217", "seen_at": NOW.isoformat()}


def payload_for(kind: ActionKind, **changes: Any) -> dict[str, Any]:
    payloads: dict[ActionKind, dict[str, Any]] = {
        ActionKind.OPEN: {"service": "certificate.change", "subject": SUBJECT},
        ActionKind.ACCEPT: {
            "case_no": "20261124-02001",
            "subject": SUBJECT,
            "applicant": {"relation": "self"},
            "fields": {"purpose": "办理不动产登记"},
            "materials": [check("id_card")],
            "due_on": "2026-11-27",
        },
        ActionKind.REFUSE_ACCEPTANCE: {"reason": "不属于本所", "notice_number": "N-1", "notice_sha256": SHA},
        ActionKind.REQUEST_SUPPLEMENT: {"missing": ["power_of_attorney"], "fields": {"a": 1}},
        ActionKind.AMEND: {"fields": {"purpose": "升学"}},
        ActionKind.ADD_MATERIAL: {"check": check("power_of_attorney")},
        ActionKind.ADD_NOTE: {"text": "已电话联系"},
        ActionKind.SUBMIT_FOR_REVIEW: {},
        ActionKind.APPROVE: {"reason": "登记属实", "register_version": 3},
        ActionKind.REJECT: {"reason": "没有记载", "notice_number": "N-2", "notice_sha256": SHA},
        ActionKind.ISSUE: {
            "number": "WQ-2026-000001",
            "certificate_kind": "change",
            "sha256": SHA,
            "data_as_of": NOW.isoformat(),
            "register_version": 3,
        },
        ActionKind.CONFIRM_PRINT: {"number": "WQ-2026-000001"},
        ActionKind.SPOIL_PRINT: {"number": "WQ-2026-000001", "remark": "卡纸"},
        ActionKind.COMPLETE: {},
        ActionKind.WITHDRAW: {"reason": "申请人撤回"},
        ActionKind.CIRCULATE: {"station": "390102520000", "reason": "户籍在槐里"},
        ActionKind.MARK_DISTINCT: {"other": str(UUID(int=9)), "reason": "另一事项"},
        ActionKind.RESOLVE: {"conflict": str(UUID(int=8)), "kind": "amend", "choices": {"step": "theirs"}},
    }
    return {**payloads[kind], **changes}


_counter = iter(range(1, 10_000_000))


def action(kind: ActionKind, who: StaffMember | None = None, **changes: Any) -> Action:
    number = next(_counter)
    return Action(
        action_id=UUID(int=number),
        terminal="T-1",
        terminal_seq=number,
        case_id=CASE_ID,
        kind=kind,
        base_version=0,
        occurred_at=NOW,
        staff=who or staff(),
        payload=payload_for(kind, **changes),
    )


def walk(*kinds: ActionKind) -> Case:
    """The case after these actions of an officer."""
    case: Case | None = None
    for kind in kinds:
        case = apply(case, action(kind))
    assert case is not None
    return case


PATHS: dict[Status, tuple[ActionKind, ...]] = {
    Status.DRAFT: (ActionKind.OPEN,),
    Status.ACCEPTED: (ActionKind.OPEN, ActionKind.ACCEPT),
    Status.IN_REVIEW: (ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.SUBMIT_FOR_REVIEW),
    Status.APPROVED: (ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.APPROVE),
    Status.REJECTED: (ActionKind.OPEN, ActionKind.REFUSE_ACCEPTANCE),
    Status.COMPLETED: (
        ActionKind.OPEN,
        ActionKind.ACCEPT,
        ActionKind.APPROVE,
        ActionKind.ISSUE,
        ActionKind.CONFIRM_PRINT,
        ActionKind.COMPLETE,
    ),
    Status.WITHDRAWN: (ActionKind.OPEN, ActionKind.WITHDRAW),
}

EXPECTED: dict[ActionKind, tuple[set[Status], Status | None, set[Role]]] = {
    # Written out once more by hand, so that a slip in the table does not agree with itself.
    ActionKind.OPEN: (set(), Status.DRAFT, {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER}),
    ActionKind.ACCEPT: ({Status.DRAFT}, Status.ACCEPTED, {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER}),
    ActionKind.REFUSE_ACCEPTANCE: (
        {Status.DRAFT},
        Status.REJECTED,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.REQUEST_SUPPLEMENT: (
        {Status.DRAFT, Status.ACCEPTED},
        None,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.AMEND: ({Status.ACCEPTED}, None, {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER}),
    ActionKind.ADD_MATERIAL: (
        {Status.DRAFT, Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED},
        None,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.ADD_NOTE: (
        {Status.DRAFT, Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED},
        None,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.SUBMIT_FOR_REVIEW: (
        {Status.ACCEPTED},
        Status.IN_REVIEW,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.APPROVE: (
        {Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED},
        Status.APPROVED,
        {Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.REJECT: (
        {Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED},
        Status.REJECTED,
        {Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.ISSUE: ({Status.APPROVED}, None, {Role.HOUSEHOLD_OFFICER}),
    ActionKind.CONFIRM_PRINT: ({Status.APPROVED}, None, {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER}),
    ActionKind.SPOIL_PRINT: ({Status.APPROVED}, None, {Role.HOUSEHOLD_OFFICER}),
    ActionKind.COMPLETE: (
        {Status.APPROVED},
        Status.COMPLETED,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.WITHDRAW: (
        {Status.DRAFT, Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED},
        Status.WITHDRAWN,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.CIRCULATE: (
        {Status.ACCEPTED, Status.IN_REVIEW},
        None,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.MARK_DISTINCT: (
        {Status.DRAFT, Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED},
        None,
        {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER},
    ),
    ActionKind.RESOLVE: (set(Status), None, {Role.WINDOW_CLERK, Role.HOUSEHOLD_OFFICER}),
}


def ready_for(kind: ActionKind, status: Status) -> Case:
    """A case in `status`, with the paper that a step about papers needs; one decided on older register data
    before it is decided again."""
    case = walk(*PATHS[status])
    if status is Status.APPROVED and kind is ActionKind.APPROVE:
        earlier = action(ActionKind.APPROVE, register_version=2)
        case = apply(walk(ActionKind.OPEN, ActionKind.ACCEPT), earlier)
    if status is Status.APPROVED and kind in (ActionKind.CONFIRM_PRINT, ActionKind.SPOIL_PRINT):
        case = apply(case, action(ActionKind.ISSUE))
    if status is Status.APPROVED and kind is ActionKind.COMPLETE:
        case = apply(apply(case, action(ActionKind.ISSUE)), action(ActionKind.CONFIRM_PRINT))
    return case


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", ActionKind)
def test_every_kind_from_every_status_by_every_role(kind: ActionKind, status: Status, role: Role) -> None:
    sources, target, roles = EXPECTED[kind]
    case = ready_for(kind, status)
    attempt = action(kind, staff(role))
    if status in sources and role in roles:
        after = apply(case, attempt)
        assert after.status is (target or status)
        assert after.version == case.version + 1
        assert after.last_action == attempt.action_id
        return
    with pytest.raises(TransitionError) as caught:
        apply(case, attempt)
    expected = "role" if role not in roles else "exists" if kind is ActionKind.OPEN else "status"
    assert caught.value.reason == expected


def test_the_table_knows_every_kind() -> None:
    assert set(TRANSITIONS) == set(ActionKind) == set(EXPECTED)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", Role)
def test_what_a_screen_offers_is_what_the_table_allows(status: Status, role: Role) -> None:
    offered = {kind for kind, (sources, _, roles) in EXPECTED.items() if status in sources and role in roles}
    assert allowed_kinds(status, role) == offered


def test_only_open_begins_a_case() -> None:
    for kind in ActionKind:
        if kind is ActionKind.OPEN:
            continue
        with pytest.raises(TransitionError, match="missing_case"):
            apply(None, action(kind))
    assert apply(None, action(ActionKind.OPEN)).version == 1


def test_another_station_changes_nothing() -> None:
    stranger = staff(station="390102520000")
    with pytest.raises(TransitionError, match="station"):
        apply(walk(ActionKind.OPEN), action(ActionKind.ADD_NOTE, stranger))


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (ActionKind.ADD_NOTE, {"text": "  "}),
        (ActionKind.APPROVE, {"reason": ""}),
        (ActionKind.ISSUE, {"sha256": "xyz"}),
        (ActionKind.ISSUE, {"number": " "}),
        (ActionKind.ACCEPT, {"case_no": ""}),
        (ActionKind.REQUEST_SUPPLEMENT, {"missing": []}),
        (ActionKind.REFUSE_ACCEPTANCE, {"reason": None}),
    ],
)
def test_a_payload_that_says_nothing_is_refused(kind: ActionKind, changes: dict[str, Any]) -> None:
    status = Status.APPROVED if kind is ActionKind.ISSUE else Status.ACCEPTED
    if kind in (ActionKind.ACCEPT, ActionKind.REFUSE_ACCEPTANCE):
        status = Status.DRAFT
    with pytest.raises(TransitionError) as caught:
        apply(walk(*PATHS[status]), action(kind, **changes))
    assert caught.value.reason == "payload"
    assert next(iter(changes)) in caught.value.detail


def test_acceptance_takes_the_whole_form_and_who_took_it() -> None:
    case = walk(ActionKind.OPEN, ActionKind.ACCEPT)
    assert (case.case_no, case.due_on) == ("20261124-02001", date(2026, 11, 27))
    assert (case.accepted_at, case.accepted_by) == (NOW, staff().staff_no)
    assert case.fields == {"purpose": "办理不动产登记"}
    assert [m.material for m in case.materials] == ["id_card"]


def test_a_missing_paper_keeps_a_case_from_being_accepted() -> None:
    missing = [check("id_card", MaterialState.MISSING)]
    with pytest.raises(TransitionError, match="material id_card"):
        apply(walk(ActionKind.OPEN), action(ActionKind.ACCEPT, materials=missing))


def test_a_supplement_is_met_by_the_material_and_not_before() -> None:
    case = apply(walk(ActionKind.OPEN, ActionKind.ACCEPT), action(ActionKind.REQUEST_SUPPLEMENT))
    assert case.missing == ("power_of_attorney",)
    assert case.fields["a"] == 1
    for kind in (ActionKind.SUBMIT_FOR_REVIEW, ActionKind.APPROVE):
        with pytest.raises(TransitionError, match="material"):
            apply(case, action(kind))
    with pytest.raises(TransitionError, match="material"):
        apply(case, action(ActionKind.ADD_MATERIAL, check=check("power_of_attorney", MaterialState.MISSING)))
    met = apply(case, action(ActionKind.ADD_MATERIAL))
    assert met.missing == ()
    assert apply(met, action(ActionKind.APPROVE)).status is Status.APPROVED


def test_a_material_seen_again_replaces_the_first_look() -> None:
    case = walk(ActionKind.OPEN, ActionKind.ACCEPT)
    copied = check("id_card", MaterialState.COPY_ON_FILE)
    after = apply(case, action(ActionKind.ADD_MATERIAL, check=copied))
    assert [(m.material, m.state) for m in after.materials] == [("id_card", MaterialState.COPY_ON_FILE)]


def test_notes_and_amendments_add_up() -> None:
    case = walk(ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.ADD_NOTE, ActionKind.AMEND)
    assert [note.text for note in case.notes] == ["已电话联系"]
    assert case.fields == {"purpose": "升学"}


def test_refusals_keep_their_notice() -> None:
    refused = walk(ActionKind.OPEN, ActionKind.REFUSE_ACCEPTANCE)
    rejected = walk(ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.REJECT)
    for case, outcome, number in ((refused, "not_accepted", "N-1"), (rejected, "rejected", "N-2")):
        assert case.decision is not None
        assert (case.decision.outcome, case.decision.notice_number) == (outcome, number)
        assert case.decision.notice_sha256 == SHA


def test_one_certificate_stands_at_a_time() -> None:
    case = walk(*PATHS[Status.APPROVED], ActionKind.ISSUE)
    with pytest.raises(TransitionError, match="one stands already"):
        apply(case, action(ActionKind.ISSUE, number="WQ-2026-000002"))
    spoiled = apply(case, action(ActionKind.SPOIL_PRINT))
    assert spoiled.live_certificate is None
    with pytest.raises(TransitionError, match="number used"):
        apply(spoiled, action(ActionKind.ISSUE))
    again = apply(spoiled, action(ActionKind.ISSUE, number="WQ-2026-000002"))
    assert again.live_certificate is not None
    assert again.live_certificate.number == "WQ-2026-000002"
    assert [c.state for c in again.certificates] == [CertificateState.SPOILED, CertificateState.ISSUED]


def test_a_record_that_changed_after_the_decision_is_not_certified() -> None:
    case = walk(*PATHS[Status.APPROVED])
    with pytest.raises(TransitionError, match="changed after the decision"):
        apply(case, action(ActionKind.ISSUE, register_version=4))
    decided_anew = apply(case, action(ActionKind.APPROVE, register_version=4))
    assert apply(decided_anew, action(ActionKind.ISSUE, register_version=4)).live_certificate is not None
    with pytest.raises(TransitionError, match="changed after the decision"):
        apply(decided_anew, action(ActionKind.ISSUE))


@pytest.mark.parametrize("version", [3, None])
def test_a_decision_that_stands_is_not_taken_twice(version: int | None) -> None:
    accepted = walk(*PATHS[Status.ACCEPTED])
    approved = apply(accepted, action(ActionKind.APPROVE, register_version=version))
    with pytest.raises(TransitionError, match="decided on this record already") as caught:
        apply(approved, action(ActionKind.APPROVE, register_version=version))
    assert caught.value.reason == "status"
    assert apply(approved, action(ActionKind.REJECT, register_version=version)).status is Status.REJECTED


def test_after_a_void_paper_changed_data_are_decided_on_again() -> None:
    spoiled = walk(*PATHS[Status.APPROVED], ActionKind.ISSUE, ActionKind.SPOIL_PRINT)
    decided_anew = apply(spoiled, action(ActionKind.APPROVE, register_version=4))
    again = apply(decided_anew, action(ActionKind.ISSUE, number="WQ-2026-000002", register_version=4))
    assert [c.state for c in again.certificates] == [CertificateState.SPOILED, CertificateState.ISSUED]


def test_what_is_not_decided_is_stale_on_anything() -> None:
    accepted = walk(*PATHS[Status.ACCEPTED])
    assert accepted.is_stale_on(None) and accepted.is_stale_on(3)
    approved = walk(*PATHS[Status.APPROVED])
    assert not approved.is_stale_on(3)
    assert approved.is_stale_on(4) and approved.is_stale_on(None)


@pytest.mark.parametrize("kind", [ActionKind.CONFIRM_PRINT, ActionKind.SPOIL_PRINT])
def test_a_print_result_is_about_the_paper_that_stands(kind: ActionKind) -> None:
    approved = walk(*PATHS[Status.APPROVED])
    with pytest.raises(TransitionError, match="not the standing number"):
        apply(approved, action(kind))
    issued = apply(approved, action(ActionKind.ISSUE))
    with pytest.raises(TransitionError, match="not the standing number"):
        apply(issued, action(kind, number="WQ-2026-000009"))


def test_a_paper_is_confirmed_once_and_spoiled_with_a_reason() -> None:
    confirmed = walk(*PATHS[Status.APPROVED], ActionKind.ISSUE, ActionKind.CONFIRM_PRINT)
    with pytest.raises(TransitionError, match="confirmed already"):
        apply(confirmed, action(ActionKind.CONFIRM_PRINT))
    with pytest.raises(TransitionError, match="remark"):
        apply(confirmed, action(ActionKind.SPOIL_PRINT, remark=""))
    assert apply(confirmed, action(ActionKind.SPOIL_PRINT)).live_certificate is None


@pytest.mark.parametrize("kind", [ActionKind.REJECT, ActionKind.WITHDRAW, ActionKind.APPROVE])
def test_a_case_does_not_turn_while_a_paper_stands(kind: ActionKind) -> None:
    issued = walk(*PATHS[Status.APPROVED], ActionKind.ISSUE)
    with pytest.raises(TransitionError, match="a certificate stands"):
        apply(issued, action(kind))


def test_completion_needs_a_paper_that_a_person_saw() -> None:
    approved = walk(*PATHS[Status.APPROVED])
    for case in (approved, apply(approved, action(ActionKind.ISSUE))):
        with pytest.raises(TransitionError, match="none confirmed"):
            apply(case, action(ActionKind.COMPLETE))
    done = walk(*PATHS[Status.COMPLETED])
    assert (done.completed_at, done.completed_by) == (NOW, staff().staff_no)


def test_what_a_newer_version_adds_to_a_case_survives() -> None:
    case = walk(ActionKind.OPEN)
    newer = Case.model_validate({**case.model_dump(mode="json"), "pick_up_code": "7K4M"})
    after = apply(newer, action(ActionKind.ADD_NOTE))
    assert after.model_dump()["pick_up_code"] == "7K4M"


def test_the_signed_text_gives_the_action_back() -> None:
    sent = action(ActionKind.ACCEPT)
    assert Action.model_validate_json(sent.canonical_text()) == sent
    assert Action.model_validate_json(sent.canonical_text()).canonical_text() == sent.canonical_text()
