"""The window's view of a case: the province's version with the pending actions applied on top.

The row of `case_view` is only ever written here, in the caller's transaction, so that list columns, state and
JSON cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.case import Action, Case, Status, TransitionError, apply
from window_client.services import case_conflicts
from window_client.services.store import tables
from window_client.services.sync.state import (
    HELD_STATES,
    PENDING_STATES,
    SyncState,
    held_state,
    sync_state,
)


@dataclass(frozen=True)
class OwnAction:
    """An action of this terminal as the store keeps it."""

    action: Action
    text: str
    signature: str
    state: str
    resolution: str = ""
    """How a person settled it when it was held: '', `mine`, `theirs` or `copied`."""

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING_STATES

    @property
    def is_held(self) -> bool:
        """Held, and not settled by anybody yet."""
        return self.state in HELD_STATES and not self.resolution


def own_actions(connection: sa.Connection, case_id: UUID) -> tuple[OwnAction, ...]:
    """All actions that this terminal made for a case, oldest first."""
    table = tables.action
    statement = (
        sa.select(table.c.text, table.c.signature, table.c.state, table.c.resolution)
        .where(table.c.case_id == case_id)
        .order_by(table.c.terminal_seq)
    )
    return tuple(
        OwnAction(Action.model_validate_json(row.text), row.text, row.signature, row.state, row.resolution)
        for row in connection.execute(statement)
    )


def province_case(connection: sa.Connection, case_id: UUID) -> Case | None:
    """The last version of the province that reached this window."""
    table = tables.case_view
    text = connection.execute(
        sa.select(table.c.province_json).where(table.c.case_id == case_id)
    ).scalar_one_or_none()
    return Case.model_validate_json(text) if text else None


def view_of(connection: sa.Connection, case_id: UUID) -> Case | None:
    """The case as this window sees it, None when it is not here."""
    table = tables.case_view
    text = connection.execute(
        sa.select(table.c.view_json).where(table.c.case_id == case_id)
    ).scalar_one_or_none()
    return Case.model_validate_json(text) if text else None


@dataclass(frozen=True)
class Rebased:
    """`view` is None when nothing of the case is left here; `unfit` no longer apply to the province's version.

    `is_ahead`: pending work stands on a version that the province does not have (any more): a restored province
    waits for other windows to offer theirs, and nothing is judged here until then."""

    view: Case | None
    unfit: tuple[UUID, ...]
    is_ahead: bool = False


def rebase(province: Case | None, pending: Sequence[Action]) -> Rebased:
    """Apply the pending actions, in order, on the province's version.

    The first action that does not apply takes every later one of the case with it: they were made on what it
    would have done.
    """
    view = province
    for position, action in enumerate(pending):
        if action.base_action is None and action.base_version > (view.version if view else 0):
            return Rebased(view, (), is_ahead=True)
        try:
            view = apply(view, action)
        except TransitionError:
            return Rebased(view, tuple(later.action_id for later in pending[position:]))
    return Rebased(view, ())


def rewrite(
    connection: sa.Connection,
    case_id: UUID,
    now: datetime,
    *,
    province: Case | None = None,
    receipt_number: str = "",
    force: bool = False,
    noted: Collection[UUID] | None = None,
) -> Case | None:
    """Bring the row of a case up to date and return the view.

    `province` is a newer version that just came, None keeps the one that is there; with `force` it replaces also
    a later one, because the province's epoch turned. Pending actions that no longer apply are marked as conflict
    in the same transaction; their text stays. `noted` are `case_conflicts.noted_cases`, for whoever writes many cases:
    the others are not asked one by one.
    """
    is_noted = noted is None or case_id in noted
    stored = province_case(connection, case_id)
    if province is None or (stored is not None and stored.version > province.version and not force):
        province = stored
    own = own_actions(connection, case_id)
    if own and province is not None:
        own = _settle_own(connection, own, stored, province)
    rebased = rebase(province, [item.action for item in own if item.state in PENDING_STATES])
    if rebased.unfit:
        _mark_unfit(connection, rebased.unfit, now)
        own = own_actions(connection, case_id)
    shown = view_of(connection, case_id) if rebased.is_ahead else None
    view = shown or rebased.view or _last_resort(own)
    if view is None:
        return None
    has_draft = bool(
        connection.execute(
            sa.select(sa.func.count()).select_from(tables.draft).where(tables.draft.c.case_id == case_id)
        ).scalar_one()
    )
    if is_noted and own and not any(item.is_pending or item.is_held for item in own):
        case_conflicts.drop_base(connection, case_id)
        if case_conflicts.has_left(connection, case_id):
            _delete_case(connection, case_id)
            return None
    held = held_state([(item.action.kind.value, item.state) for item in own if not item.resolution])
    state = sync_state(
        held or ("conflict" if is_noted and case_conflicts.has_told(connection, case_id) else ""),
        [item.state for item in own if item.state in PENDING_STATES],
        known_to_province=province is not None,
        is_typed_draft=has_draft and view.status is Status.DRAFT,
    )
    if (
        province is None
        and any(item.resolution for item in own)
        and state is SyncState.QUEUED
        and not _waits(own)
    ):
        # Never taken, and gone on with as a copy: it stays readable as what it is.
        state = SyncState.RETURNED
    row = _columns(view, province, state.value, now)
    if receipt_number:
        row["receipt_number"] = receipt_number
    statement = insert(tables.case_view).values(case_id=case_id, **row)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["case_id"], set_={name: statement.excluded[name] for name in row}
        )
    )
    return view


def _waits(own: Sequence[OwnAction]) -> bool:
    return any(item.is_pending for item in own)


def _settle_own(
    connection: sa.Connection, own: tuple[OwnAction, ...], stored: Case | None, province: Case
) -> tuple[OwnAction, ...]:
    """Before a newer version replaces the one that own unsettled work was made on, that one is kept as base; what a
    person settled meanwhile, at whichever window, is settled here too."""
    is_newer = stored is not None and stored.version != province.version
    if is_newer and stored is not None and any(item.is_pending or item.is_held for item in own):
        case_conflicts.keep_base(connection, stored)
    held = [item.action for item in own if item.is_held]
    if held and case_conflicts.note_resolutions(connection, province, held):
        return own_actions(connection, province.case_id)
    return own


def remove_case(connection: sa.Connection, case_id: UUID) -> None:
    """What leaves this station's scope leaves this computer. Own work on it that is not settled keeps it readable
    until it is; what the register said of the person goes at once."""
    if not case_conflicts.unsettled(connection, case_id):
        _delete_case(connection, case_id)
        return
    case_conflicts.forget_case(connection, case_id)
    case_conflicts.note_exit(connection, case_id)
    connection.execute(sa.delete(tables.register_extract).where(tables.register_extract.c.case_id == case_id))


def _delete_case(connection: sa.Connection, case_id: UUID) -> None:
    case_conflicts.forget_case(connection, case_id)
    for table in (tables.case_view, tables.draft, tables.register_extract):
        connection.execute(sa.delete(table).where(table.c.case_id == case_id))


@dataclass(frozen=True)
class Standing:
    """What a new action of this terminal stands on, read in one query."""

    view: Case | None
    province_version: int
    last_pending: UUID | None
    has_draft: bool
    held: str
    """As `held_state`."""

    @property
    def seen(self) -> UUID | None:
        """The action that made the province's version that is shown; None behind a pending one."""
        if self.view is None or self.last_pending is not None or not self.seen_version:
            return None
        return self.view.last_action

    @property
    def seen_version(self) -> int:
        """The province's version that is shown. While a restored province lacks it, it is still the one that the
        clerk sees; a case whose opening was not taken has none."""
        if self.view is None or self.last_pending is not None or (self.held and not self.province_version):
            return self.province_version
        return self.view.version


def standing(connection: sa.Connection, case_id: UUID) -> Standing:
    """Where a case stands on this terminal now."""
    row = connection.execute(_STANDING, {"wanted": case_id}).one()
    return Standing(
        view=Case.model_validate_json(row.view_json) if row.view_json else None,
        province_version=row.province_version or 0,
        last_pending=row.last_pending,
        has_draft=bool(row.has_draft),
        held=row.held or "",
    )


def write_after_append(connection: sa.Connection, after: Case, stood: Standing, now: datetime) -> None:
    """The row of a case after an action of this terminal was appended: the hot path of every save.

    Nothing has to be rebased here: the action was just applied on the view, and it is pending by definition.
    """
    is_typed_draft = stood.has_draft and after.status is Status.DRAFT
    state = sync_state(
        stood.held,
        ("queued",),
        known_to_province=stood.province_version > 0,
        is_typed_draft=is_typed_draft,
    )
    row = _view_columns(after, state.value, now)
    connection.execute(_UPSERT_VIEW, {"case_id": after.case_id, **row})


def _last_resort(own: Sequence[OwnAction]) -> Case | None:
    """A case whose `open` itself was refused or conflicts: shown from its own actions, so that the work of the
    clerk stays readable."""
    view: Case | None = None
    for item in own:
        try:
            view = apply(view, item.action)
        except TransitionError:
            break
    return view


def _mark_unfit(connection: sa.Connection, action_ids: Sequence[UUID], now: datetime) -> None:
    table = tables.action
    connection.execute(
        sa.update(table).where(table.c.action_id.in_(action_ids)).values(state="conflict", settled_at=now)
    )
    connection.execute(sa.delete(tables.outbox).where(tables.outbox.c.action_id.in_(action_ids)))


def _columns(view: Case, province: Case | None, state: str, now: datetime) -> dict[str, Any]:
    return {
        "province_version": province.version if province else 0,
        "province_json": province.model_dump_json() if province else None,
        **_view_columns(view, state, now),
    }


def _view_columns(view: Case, state: str, now: datetime) -> dict[str, Any]:
    return {
        "view_json": view.model_dump_json(),
        "status": view.status.value,
        "service": view.service,
        "station": view.station,
        "register_station": view.circulation.station if view.circulation else "",
        "case_no": view.case_no,
        "subject_name": view.subject.name,
        "subject_no": view.subject.citizen_no,
        "birth_date": view.subject.birth_date,
        "opened_by": view.opened_by,
        "opened_at": view.opened_at,
        "due_on": view.due_on,
        "supplement": int(bool(view.missing)),
        "sync_state": state,
        "updated_at": now,
    }


# Built once: putting a statement together costs more than running it.


def _standing_statement() -> sa.Select[Any]:
    wanted = sa.bindparam("wanted", type_=tables.case_view.c.case_id.type)
    view, action, draft = tables.case_view, tables.action, tables.draft
    one = sa.select(sa.literal(1).label("one")).subquery()
    last_pending = (
        sa.select(action.c.action_id)
        .where(action.c.case_id == wanted, action.c.state.in_(PENDING_STATES))
        .order_by(action.c.terminal_seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    has_draft = sa.exists().where(draft.c.case_id == wanted)
    made_again = action.alias("made_again")
    held = (
        sa.select(action.c.state)
        .where(
            action.c.case_id == wanted,
            action.c.state.in_(HELD_STATES),
            action.c.resolution == "",
            ~sa.exists().where(
                made_again.c.case_id == wanted,
                made_again.c.kind == action.c.kind,
                made_again.c.state == "applied",
                made_again.c.terminal_seq > action.c.terminal_seq,
            ),
        )
        .order_by(action.c.terminal_seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    told = tables.told_conflict
    is_told = sa.case((sa.exists().where(told.c.case_id == wanted), "conflict"), else_="")
    return sa.select(
        view.c.view_json,
        view.c.province_version,
        sa.type_coerce(last_pending, action.c.action_id.type).label("last_pending"),
        has_draft.label("has_draft"),
        sa.func.coalesce(held, is_told).label("held"),
    ).select_from(one.outerjoin(view, view.c.case_id == wanted))


def _upsert_view_statement() -> Any:
    names = [
        column.name
        for column in tables.case_view.c
        if column.name not in ("province_version", "province_json", "receipt_number")
    ]
    columns = tables.case_view.c
    values = {name: sa.bindparam(name, type_=columns[name].type) for name in names}
    statement = insert(tables.case_view).values(values)
    set_ = {name: statement.excluded[name] for name in names if name != "case_id"}
    return statement.on_conflict_do_update(index_elements=["case_id"], set_=set_)


_STANDING = _standing_statement()
_UPSERT_VIEW = _upsert_view_statement()
