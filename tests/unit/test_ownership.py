"""Field ownership of a circulated case: one writer per group at every version, read from the data file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.case import Action, ActionKind, Case, Status, TransitionError, apply
from hukou.ownership import Owner, field_groups, group_of, group_of_member, parties, writers
from hukou.resources import ENVIRONMENT_KEY, ResourceError, resources_root
from tests.unit.test_case import action, staff, walk

HERE, THERE = staff().station, "390102520000"
THEM = staff(station=THERE)
CASE_FRAME = {"version", "status", "last_action"}


def circulated() -> Case:
    return walk(ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.CIRCULATE)


def test_every_kind_but_opening_has_one_owner_and_every_member_exists() -> None:
    for kind in ActionKind:
        assert (group_of(kind) is None) == (kind is ActionKind.OPEN), kind
    members = [member for group in field_groups() for member in group.members]
    assert len(members) == len(set(members))
    assert set(members) <= set(Case.model_fields)


def test_a_case_that_is_not_circulated_has_one_station() -> None:
    case = walk(ActionKind.OPEN, ActionKind.ACCEPT)
    assert parties(case) == (HERE,)
    assert writers(case, ActionKind.APPROVE) == writers(case, ActionKind.AMEND) == (HERE,)


def test_the_register_place_decides_and_the_acceptance_place_writes_the_intake() -> None:
    case = circulated()
    assert parties(case) == (HERE, THERE)
    for kind, who in ((ActionKind.APPROVE, staff()), (ActionKind.AMEND, THEM), (ActionKind.ISSUE, THEM)):
        with pytest.raises(TransitionError) as caught:
            apply(case, action(kind, who))
        assert caught.value.reason == "owner"
    amended = apply(case, action(ActionKind.AMEND))
    approved = apply(amended, action(ActionKind.APPROVE, THEM))
    assert approved.decision is not None and approved.status is Status.APPROVED
    assert apply(approved, action(ActionKind.ISSUE)).live_certificate is not None


def test_a_stranger_is_no_party() -> None:
    with pytest.raises(TransitionError) as caught:
        apply(circulated(), action(ActionKind.ADD_NOTE, staff(station="390102530000")))
    assert caught.value.reason == "station"


def test_a_case_is_recalled_before_it_is_withdrawn() -> None:
    case = circulated()
    with pytest.raises(TransitionError, match="owner"):
        apply(case, action(ActionKind.WITHDRAW))
    back = apply(case, action(ActionKind.CIRCULATE, station=""))
    assert back.circulation is None and parties(back) == (HERE,)
    assert apply(back, action(ActionKind.WITHDRAW)).status is Status.WITHDRAWN


def test_a_case_does_not_circulate_to_where_it_lies_nor_with_something_missing() -> None:
    with pytest.raises(TransitionError, match="lies there already"):
        apply(circulated(), action(ActionKind.CIRCULATE))
    with pytest.raises(TransitionError, match="lies there already"):
        apply(walk(ActionKind.OPEN, ActionKind.ACCEPT), action(ActionKind.CIRCULATE, station=""))
    wanting = walk(ActionKind.OPEN, ActionKind.ACCEPT, ActionKind.REQUEST_SUPPLEMENT)
    with pytest.raises(TransitionError, match="material"):
        apply(wanting, action(ActionKind.CIRCULATE))


def test_values_of_a_resolution_are_intake() -> None:
    case = circulated()
    chosen = {"choices": {"fields.purpose": "mine"}, "values": {"fields.purpose": "升学"}}
    with pytest.raises(TransitionError, match="owner"):
        apply(case, action(ActionKind.RESOLVE, THEM, **chosen))
    after = apply(case, action(ActionKind.RESOLVE, **chosen))
    assert after.fields["purpose"] == "升学"
    assert after.resolutions[0].by == staff().staff_no
    put_aside = apply(case, action(ActionKind.RESOLVE, THEM))
    assert put_aside.fields == case.fields and put_aside.resolutions[0].station == THERE


@st.composite
def steps(draw: st.DrawFn) -> Action:
    kind = draw(st.sampled_from([kind for kind in ActionKind if kind is not ActionKind.OPEN]))
    who = staff() if draw(st.booleans()) else THEM
    changes = {}
    if kind is ActionKind.CIRCULATE:
        changes["station"] = draw(st.sampled_from([THERE, "", "390102530000"]))
    if kind is ActionKind.RESOLVE and draw(st.booleans()):
        changes = {"choices": {"fields.purpose": "mine"}, "values": {"fields.purpose": "转学"}}
    return action(kind, who, **changes)


@given(st.lists(steps(), max_size=12))
def test_every_group_has_one_writer_at_every_version(found: list[Action]) -> None:
    """Invariant 15, said by the data: what an action changed belongs to groups that its station owned before it."""
    case = circulated()
    for step in found:
        try:
            after = apply(case, step)
        except TransitionError:
            continue
        before, now = case.model_dump(), after.model_dump()
        for member in (name for name in now if now[name] != before[name] and name not in CASE_FRAME):
            group = group_of_member(member)
            assert group is not None, member
            owner = {Owner.ACCEPTANCE_PLACE: case.station, Owner.REGISTER_PLACE: case.register_station}
            assert step.staff.station == owner.get(group.owner, step.staff.station), (step.kind, member)
        case = after


@pytest.fixture
def own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the resources whose ownership file a test may change."""
    folder = tmp_path / "resources"
    (folder / "case").mkdir(parents=True)
    shutil.copy(resources_root() / "case" / "ownership.toml", folder / "case")
    monkeypatch.setenv(ENVIRONMENT_KEY, str(folder))
    for cached in (field_groups, group_of):
        cached.cache_clear()
    yield folder / "case" / "ownership.toml"
    for cached in (field_groups, group_of):
        cached.cache_clear()


def test_a_service_may_have_another_owner(own_resources: Path) -> None:
    own_resources.write_text(
        own_resources.read_text("utf-8") + '"certificate.change" = { paper = "register_place" }\n', "utf-8"
    )
    case = circulated()
    assert case.service == "certificate.change"
    assert writers(case, ActionKind.ISSUE) == (THERE,)
    assert group_of(ActionKind.ISSUE, "certificate.other").owner is Owner.ACCEPTANCE_PLACE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('owner = "register_place"', 'owner = "nobody"'),
        ('kinds = ["issue"', 'kinds = ["amend"'),
        ('"decision"]', '"decision"]\nkinds = 3'),
        ("[services]", '[services]\nx = { nothing = "either" }'),
    ],
)
def test_a_wrong_file_is_named(own_resources: Path, old: str, new: str) -> None:
    text = own_resources.read_text("utf-8")
    assert old in text
    own_resources.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ResourceError):
        field_groups("x")
