"""Any sequence of actions: no path outside the table, what has ended stays ended, `apply` is pure."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hukou.case import Action, ActionKind, Case, CertificateState, Status, TransitionError, apply
from hukou.staff import Role
from tests.unit.test_case import EXPECTED, PATHS, action, check, staff, walk

_PAPERS = (ActionKind.ISSUE, ActionKind.CONFIRM_PRINT, ActionKind.SPOIL_PRINT)
_ON_DATA = (ActionKind.APPROVE, ActionKind.REJECT, ActionKind.ISSUE)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """Any action of anybody: mostly officers, few papers and register versions, so that paths become long."""
    kind = draw(st.sampled_from(list(ActionKind)))
    role = draw(st.sampled_from([*[Role.HOUSEHOLD_OFFICER] * 6, Role.WINDOW_CLERK, Role.SUPERVISOR]))
    changes: dict[str, Any] = {}
    if kind in _PAPERS:
        changes["number"] = f"WQ-2026-00000{draw(st.integers(1, 3))}"
    if kind in _ON_DATA:
        changes["register_version"] = draw(st.sampled_from([3, 4, None]))
    if kind is ActionKind.ADD_MATERIAL:
        changes["check"] = check(draw(st.sampled_from(["power_of_attorney", "id_card"])))
    return action(kind, staff(role), **changes)


_LIFE = (
    ActionKind.OPEN,
    ActionKind.ACCEPT,
    ActionKind.SUBMIT_FOR_REVIEW,
    ActionKind.APPROVE,
    ActionKind.ISSUE,
    ActionKind.CONFIRM_PRINT,
    ActionKind.COMPLETE,
)


@st.composite
def lives(draw: st.DrawFn) -> list[Action]:
    """A usual life of a case, broken off and interrupted anywhere by any actions."""
    found: list[Action] = []
    for kind in _LIFE[: draw(st.integers(0, len(_LIFE)))]:
        found += [action(kind), *draw(st.lists(actions(), max_size=3))]
    return found


@given(lives())
def test_no_sequence_leaves_the_table(steps: list[Action]) -> None:
    case: Case | None = None
    for step in steps:
        before = case
        try:
            case = apply(case, step)
        except TransitionError:
            continue
        sources, target, roles = EXPECTED[step.kind]
        assert step.staff.role in roles
        assert case.version == (before.version + 1 if before else 1)
        assert case.last_action == step.action_id
        if before is None:
            assert (step.kind, case.status) == (ActionKind.OPEN, Status.DRAFT)
            continue
        assert before.status in sources
        assert case.status is (target or before.status)
        assert (case.case_id, case.opened_by, case.station) == (
            before.case_id,
            before.opened_by,
            before.station,
        )
        hold_papers(before, case)
        hold_decision(before, case, step)


def hold_papers(before: Case, case: Case) -> None:
    """A number is used once and never forgotten; one certificate stands at a time; nothing ends over it."""
    numbers = [paper.number for paper in case.certificates]
    assert len(numbers) == len(set(numbers))
    assert numbers[: len(before.certificates)] == [paper.number for paper in before.certificates]
    assert sum(paper.state is not CertificateState.SPOILED for paper in case.certificates) <= 1
    for old, new in zip(before.certificates, case.certificates, strict=False):
        assert not (old.state is CertificateState.SPOILED and new != old)
    if case.status is Status.COMPLETED:
        live = case.live_certificate
        assert live is not None and live.state is CertificateState.CONFIRMED
    if case.status in (Status.REJECTED, Status.WITHDRAWN):
        assert case.live_certificate is None


def hold_decision(before: Case, case: Case, step: Action) -> None:
    """A certificate is issued on the very data that were decided on, and a standing decision is not repeated."""
    if step.kind is ActionKind.ISSUE:
        assert before.decision is not None
        assert before.decision.register_version == step.payload["register_version"]
    if step.kind is ActionKind.APPROVE:
        assert case.decision is not None and case.decision.outcome == "approved"
        assert not case.is_stale_on(step.payload["register_version"])
        assert before.live_certificate is None and not before.missing
        if before.status is Status.APPROVED:
            assert before.decision is not None
            assert before.decision.register_version != case.decision.register_version
    if case.status in (Status.IN_REVIEW, Status.APPROVED, Status.COMPLETED):
        assert case.accepted_at is not None and case.case_no


@given(st.sampled_from([status for status in Status if status.is_final]), st.lists(actions(), max_size=8))
def test_what_has_ended_stays_as_it_is(status: Status, steps: list[Action]) -> None:
    case = walk(*PATHS[status])
    for step in steps:
        try:
            after = apply(case, step)
        except TransitionError as error:
            assert error.status is status
        else:
            # That a held step was put aside is noted also of a case that ended; nothing else of it moves.
            assert step.kind is ActionKind.RESOLVE, f"{step.kind} from {status}"
            told = {"version", "last_action", "resolutions"}
            assert after.model_dump(exclude=told) == case.model_dump(exclude=told)


@given(lives())
def test_apply_changes_neither_the_case_nor_the_action(steps: list[Action]) -> None:
    case: Case | None = None
    for step in steps:
        seen, made = case.model_dump_json() if case else "", step.model_dump_json()
        try:
            first = apply(case, step)
        except TransitionError as error:
            assert _refusal(case, step) == str(error)
            first = None
        else:
            assert apply(case, step) == first
        assert (case.model_dump_json() if case else "") == seen
        assert step.model_dump_json() == made
        case = first or case


def _refusal(case: Case | None, step: Action) -> str:
    """What the table says the second time."""
    try:
        apply(case, step)
    except TransitionError as error:
        return str(error)
    return ""
