"""Settling what was held: both sides of a step, the person's answer as an action, the refused step as a copy.

An answer is signed, journaled, audited and sent like any other action, and works without a link. Nothing is chosen
here that a person did not choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from hukou.case import TRANSITIONS, ActionKind, Case, Side, Status, Subject
from hukou.conflict import STEP
from hukou.staff import Permission
from window_client.errors import ConflictChoiceError, ConflictMovedError, NotFoundError
from window_client.services import case_conflicts
from window_client.services.actions import ActionLog
from window_client.services.audit import AuditEvent
from window_client.services.case_views import own_actions, province_case, rewrite, view_of
from window_client.services.clock import Clock
from window_client.services.conflict_sheets import ConflictSheet, read_sheets
from window_client.services.drafts import write_draft
from window_client.services.session import Session
from window_client.services.store import UnitOfWork
from window_client.services.verbs import failures_audited
from window_client.services.views import Draft


class Conflicts:
    """One per session. Errors of every verb: the permission (`NotAuthorisedError`), the transition table
    (`TransitionRefusedError`), the store (`StorageError`), the lock (`SessionLockedError`)."""

    def __init__(self, session: Session, actions: ActionLog, clock: Clock) -> None:
        self._session = session
        self._actions = actions
        self._clock = clock
        self._store = session.store

    def sheets(self, case_id: UUID) -> tuple[ConflictSheet, ...]:
        """Everything of a case that waits for a person, oldest first: held here, or held of another window."""
        with self._store.read() as connection:
            return read_sheets(connection, case_id, self._session.staff)

    def resolve(self, sheet: ConflictSheet, choices: Mapping[str, Side]) -> Case | None:
        """Take a person's answer: for each of `sheet.choices` a side, or one for `step`.

        `ConflictChoiceError` while something is not chosen; `ConflictMovedError` when the case is not what the person
        looked at any more. `step` as `mine` makes the step again behind the answer. None when the case is gone from
        this station and nothing of it is left here.
        """
        permission = TRANSITIONS[sheet.kind].permission
        self._session.require(permission, action="resolve", case_id=sheet.case_id)
        wanted = {one.path for one in sheet.choices} or {STEP}
        with failures_audited(self._session.audit, "resolve", sheet.case_id):
            if set(choices) != wanted:
                raise ConflictChoiceError(len(wanted - set(choices)))
            with self._store.unit_of_work() as uow:
                self._must_stand(uow.connection, sheet)
                if case_conflicts.has_left(uow.connection, sheet.case_id):
                    case = self._settle_here(uow, sheet)
                else:
                    case = self._answer(uow, sheet, choices)
                uow.commit()
        return case

    def set_aside(self, sheet: ConflictSheet) -> Case | None:
        """Leave a refused step: the province has never taken it and will not. It stays in the history."""
        self._session.require(TRANSITIONS[sheet.kind].permission, action="set_aside", case_id=sheet.case_id)
        with (
            failures_audited(self._session.audit, "set_aside", sheet.case_id),
            self._store.unit_of_work() as uow,
        ):
            self._must_stand(uow.connection, sheet)
            case = self._settle_here(uow, sheet)
            uow.commit()
        return case

    def copy(self, sheet: ConflictSheet) -> UUID:
        """What was typed for a step that was not taken, as a draft to go on with: in the same case while the province
        has it as a draft, else in a new one. The old step stays in the history. Returns the case with the draft."""
        for permission in (TRANSITIONS[sheet.kind].permission, Permission.ACCEPT):
            self._session.require(permission, action="copy", case_id=sheet.case_id)
        with failures_audited(self._session.audit, "copy", sheet.case_id), self._store.unit_of_work() as uow:
            self._must_stand(uow.connection, sheet)
            draft = self._draft_of(uow.connection, sheet)
            if draft.case_id != sheet.case_id:
                payload = {"service": draft.service, "subject": draft.subject.model_dump(mode="json")}
                self._actions.append(uow, ActionKind.OPEN, draft.case_id, payload)
            write_draft(uow.connection, draft)
            if sheet.state == "conflict" and not case_conflicts.has_left(uow.connection, sheet.case_id):
                paths = [one.path for one in sheet.choices] or [STEP]
                self._answer(uow, sheet, dict.fromkeys(paths, Side.THEIRS))
            self._settle(uow, sheet, "copied", f"copy {draft.case_id}")
            rewrite(uow.connection, draft.case_id, self._clock.now())
            uow.commit()
        return draft.case_id

    def mark_distinct(self, case_id: UUID, other: UUID, reason: str) -> Case:
        """A person looked: not the same matter as `other`, whatever the likeness."""
        self._session.require(Permission.ACCEPT, action="mark_distinct", case_id=case_id)
        payload = {"other": str(other), "reason": reason}
        with (
            failures_audited(self._session.audit, "mark_distinct", case_id),
            self._store.unit_of_work() as uow,
        ):
            case = self._actions.append(uow, ActionKind.MARK_DISTINCT, case_id, payload)
            uow.commit()
        return case

    # --- helpers -----------------------------------------------------------------------------------------

    def _must_stand(self, connection: sa.Connection, sheet: ConflictSheet) -> None:
        """The answer is to what the person saw, or it is none."""
        found = read_sheets(connection, sheet.case_id, self._session.staff)
        now = next((one for one in found if one.conflict_id == sheet.conflict_id), None)
        if now is None or now.choices != sheet.choices or now.seen != sheet.seen:
            raise ConflictMovedError()

    def _answer(self, uow: UnitOfWork, sheet: ConflictSheet, choices: Mapping[str, Side]) -> Case | None:
        mine = {one.path: one.mine for one in sheet.choices if choices.get(one.path) is Side.MINE}
        payload = {
            "conflict": str(sheet.conflict_id),
            "kind": sheet.kind.value,
            "choices": {path: side.value for path, side in choices.items()},
            "values": mine,
        }
        told = ", ".join(f"{path}={side.value}" for path, side in sorted(choices.items()))
        self._actions.append(uow, ActionKind.RESOLVE, sheet.case_id, payload, detail=told)
        if choices.get(STEP) is Side.MINE:
            self._actions.append(uow, sheet.kind, sheet.case_id, dict(sheet.held.payload))
        word = Side.MINE if Side.MINE in choices.values() else Side.THEIRS
        case_conflicts.set_resolution(uow.connection, sheet.chain, word.value)
        case_conflicts.forget_told(uow.connection, sheet.conflict_id)
        return rewrite(uow.connection, sheet.case_id, self._clock.now())

    def _settle_here(self, uow: UnitOfWork, sheet: ConflictSheet) -> Case | None:
        """The province has nothing to be told: it does not hold the step, or the case is not this station's."""
        return self._settle(uow, sheet, Side.THEIRS.value, f"{sheet.kind.value} set aside")

    def _settle(self, uow: UnitOfWork, sheet: ConflictSheet, word: str, detail: str) -> Case | None:
        case_conflicts.set_resolution(uow.connection, sheet.chain, word)
        action = "copy" if word == "copied" else "set_aside"
        self._session.audit.record(uow, AuditEvent(action, sheet.case_id, detail=detail))
        return rewrite(uow.connection, sheet.case_id, self._clock.now())

    def _draft_of(self, connection: sa.Connection, sheet: ConflictSheet) -> Draft:
        view = view_of(connection, sheet.case_id)
        if view is None:
            raise NotFoundError()
        province = province_case(connection, sheet.case_id)
        typed = view.model_dump(mode="json", include={"subject", "applicant", "fields", "materials"})
        for own in own_actions(connection, sheet.case_id):
            if own.action.action_id in sheet.chain:
                _put_typed(typed, own.action.payload)
        goes_on = province is not None and province.status is Status.DRAFT
        return Draft(
            case_id=sheet.case_id if goes_on else self._clock.new_id(),
            service=view.service,
            subject=Subject.model_validate(typed["subject"]),
            applicant=typed["applicant"],
            fields=typed["fields"],
            materials=typed["materials"],
            saved_at=self._clock.now(),
        )


def _put_typed(typed: dict[str, object], payload: Mapping[str, object]) -> None:
    """What one step carried of the intake, over what was there before."""
    for part in ("subject", "applicant", "materials"):
        if payload.get(part):
            typed[part] = payload[part]
    fields, known = payload.get("fields"), typed["fields"]
    if isinstance(fields, Mapping) and isinstance(known, Mapping):
        typed["fields"] = {**known, **fields}
