"""The invariants of sync.md, read from the three databases by somebody who shares no code with what wrote them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.case import TRANSITIONS, Action, ActionKind, Case, apply
from hukou.resources import load_toml, resource
from provincial_service.store import tables as province_tables
from tests.machine.world import Desk, World
from window_client.services.store import tables

PENDING = {"queued", "claimed", "sent"}
SETTLED = {"applied", "conflict", "refused"}


class BrokenInvariantError(AssertionError):
    """`number` is that of sync.md, Invariants."""

    def __init__(self, number: int, what: str) -> None:
        self.number = number
        super().__init__(f"invariant {number}: {what}")


def require(holds: object, number: int, what: str) -> None:
    if not holds:
        raise BrokenInvariantError(number, what)


# --- one window ----------------------------------------------------------------------------------------------


def own_actions(desk: Desk) -> dict[UUID, Any]:
    with desk.store.read() as connection:
        table = tables.action
        rows = connection.execute(sa.select(table.c.action_id, table.c.case_id, table.c.state))
        return {row.action_id: row for row in rows}


def check_window(world: World, desk: Desk) -> None:
    """1: what was called saved is there. 3: every action is pending with its outbox row, or settled without one."""
    own = own_actions(desk)
    for saved in world.saved:
        if saved.window == desk.number:
            require(saved.action_id in own, 1, f"{saved.kind} was called saved and is gone")
    with desk.store.read() as connection:
        queued = set(connection.execute(sa.select(tables.outbox.c.action_id)).scalars())
        view, own_station = tables.case_view, desk.staff.station
        strangers = connection.execute(
            sa.select(sa.func.count())
            .select_from(view)
            .where(
                view.c.station != own_station,
                view.c.register_station != own_station,
                view.c.case_id.not_in(sa.select(tables.case_exit.c.case_id)),
            )
        ).scalar_one()
    pending = {number for number, row in own.items() if row.state in PENDING}
    require(queued == pending, 3, "outbox and pending actions differ")
    require(all(row.state in PENDING | SETTLED for row in own.values()), 3, "an action without a state")
    require(not strangers, 12, "a case out of scope")


# --- the province --------------------------------------------------------------------------------------------


def check_province(world: World) -> None:
    """2, 4, 6, 7: each action once, numbers without holes, no overwrite without a base, legal transitions."""
    with world.province.store.read() as connection:
        history = connection.execute(
            sa.select(
                province_tables.case_history.c.case_id,
                province_tables.case_history.c.version,
                province_tables.case_history.c.action_id,
            ).order_by(province_tables.case_history.c.case_id, province_tables.case_history.c.version)
        ).all()
        taken = {
            row.action_id: row
            for row in connection.execute(
                sa.select(
                    province_tables.applied_action.c.action_id,
                    province_tables.applied_action.c.text,
                    province_tables.applied_action.c.outcome,
                )
            )
        }
        change, counter = province_tables.change, province_tables.scope_counter
        seqs = connection.execute(
            sa.select(change.c.scope, change.c.seq, change.c.kind, change.c.action_id).order_by(change.c.seq)
        ).all()
        last = {row.scope: row.last_seq for row in connection.execute(sa.select(counter))}
    ids = [row.action_id for row in history]
    require(len(set(ids)) == len(ids), 2, "an action made two versions")
    for scope, number in last.items():
        feed = [row.seq for row in seqs if row.scope == scope]
        require(feed == list(range(1, number + 1)), 4, f"the change feed of {scope} has a hole")
    require({row.action_id for row in seqs} == set(ids), 4, "a version without its change")
    applied = {number for number, row in taken.items() if row.outcome == "applied"}
    require(applied == set(ids), 2, "applied actions and versions differ")
    previous: Any = None
    for row in history:
        follows = previous is not None and previous.case_id == row.case_id
        require(row.version == (previous.version + 1 if follows else 1), 6, "versions are not gapless")
        _check_base(
            json.loads(taken[row.action_id].text), previous.action_id if follows else None, row.version
        )
        previous = row
    if world.is_shared:
        check_owners([json.loads(taken[row.action_id].text) for row in history], seqs)


def _check_base(action: dict[str, Any], before: str | None, version: int) -> None:
    if before is None or TRANSITIONS[ActionKind(action["kind"])].commutative:
        return
    if action["base_action"]:
        require(action["base_action"] == before, 6, f"{action['kind']} not on the action that it stands on")
        return
    require(action["base_version"] == version - 1, 6, f"{action['kind']} on another version than was seen")
    require(action["base_seen"] in (None, before), 6, f"{action['kind']} on another history than was seen")


def check_owners(actions: list[dict[str, Any]], told: Sequence[Any]) -> None:
    """15: whoever changed a case owned what they wrote, at that version. 12: every station that sees a version was
    told of it, one that does not was told only that it left. `actions` are in the order of case and version."""
    owners = _owners()
    register: dict[str, str] = {}
    station: dict[str, str] = {}
    audience: dict[str, set[str]] = {}
    for action in actions:
        case_id, by, kind = action["case_id"], action["staff"]["station"], action["kind"]
        if kind == "open":
            station[case_id] = register[case_id] = by
        at = {"acceptance_place": {station[case_id]}, "register_place": {register[case_id]}}
        both = {station[case_id], register[case_id]}
        require(by in at.get(owners.get(kind, "either"), both), 15, f"{kind} written by {by}")
        if kind == "resolve" and action["payload"].get("values"):
            require(by == station[case_id], 15, "intake values settled by the register place")
        if kind == "circulate":
            register[case_id] = action["payload"]["station"] or station[case_id]
        audience[action["action_id"]] = {station[case_id], register[case_id]}
    heard: dict[str, set[str]] = {}
    for row in told:
        if row.kind == "case":
            heard.setdefault(row.action_id, set()).add(row.scope)
        else:
            require(row.scope not in audience[row.action_id], 12, "told to have left, and sees it")
    require(heard == audience, 12, "a version told to other stations than see it")


@cache
def _owners() -> dict[str, str]:
    """Action kind → owner, as the file says it."""
    groups = load_toml(resource("case", "ownership.toml"))["groups"].values()
    return {kind: group["owner"] for group in groups for kind in group["kinds"]}


def _parties(case: Case) -> set[str]:
    return {case.station, case.circulation.station if case.circulation else case.station}


def province_cases(world: World) -> dict[UUID, Case]:
    with world.province.store.read() as connection:
        texts = connection.execute(sa.select(province_tables.case.c.text)).scalars()
        cases = [Case.model_validate_json(text) for text in texts]
    return {case.case_id: case for case in cases}


def check_folds(world: World) -> None:
    """7: every case is the fold of its actions by the one transition table, and a number is on one paper only."""
    with world.province.store.read() as connection:
        table = province_tables.applied_action
        rows = connection.execute(
            sa.select(table.c.text)
            .where(table.c.outcome == "applied")
            .order_by(table.c.case_id, table.c.version)
        ).scalars()
        actions = [Action.model_validate_json(text) for text in rows]
    folded: dict[UUID, Case] = {}
    for action in actions:
        folded[action.case_id] = apply(folded.get(action.case_id), action)
    cases = province_cases(world)
    require(folded == cases, 7, "a case is not the fold of its actions")
    numbers = [paper.number for case in cases.values() for paper in case.certificates]
    require(len(set(numbers)) == len(numbers), 7, "a certificate number on two papers")
    for case in cases.values():
        texts = [note.text for note in case.notes]
        require(len(set(texts)) == len(texts), 2, "a note taken twice")


# --- when traffic has stopped --------------------------------------------------------------------------------


def check_rest(world: World) -> None:
    """3, 5: everything is settled, both sides say the same of it, and each window equals the province."""
    cases = province_cases(world)
    with world.province.store.read() as connection:
        table = province_tables.applied_action
        rows = connection.execute(sa.select(table.c.action_id, table.c.outcome))
        outcomes = {UUID(row.action_id): row.outcome for row in rows}
    for desk in world.desks:
        check_window(world, desk)
        station = desk.staff.station
        visible = {number: case for number, case in cases.items() if station in _parties(case)}
        for number, row in own_actions(desk).items():
            require(row.state in SETTLED, 14, f"still {row.state}")
            at_province = outcomes.get(number)
            if row.state == "applied":
                require(at_province == "applied", 3, f"called accepted, at the province {at_province}")
            else:
                require(at_province != "applied", 3, f"called {row.state}, and the province applied it")
        with desk.store.read() as connection:
            view = tables.case_view
            # What left the scope stays until own work on it is settled (`case_exit`), and is the province's no more.
            left = sa.select(tables.case_exit.c.case_id)
            rows = connection.execute(
                sa.select(view.c.case_id, view.c.province_json, view.c.view_json).where(
                    view.c.case_id.not_in(left)
                )
            ).all()
        here = {row.case_id: Case.model_validate_json(row.province_json) for row in rows if row.province_json}
        require(here == visible, 5, f"window {desk.number} is not the province")
        shown = {row.case_id: Case.model_validate_json(row.view_json) for row in rows if row.province_json}
        require(shown == visible, 5, f"window {desk.number} shows something else than it has")
