"""Look-ups of the register: only within an open case, only with a purpose, audited whatever comes of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hukou.citizen_no import normalise_citizen_no
from hukou.household import RegisterExtract
from hukou.names import normalise_name
from hukou.staff import Permission
from hukou.wire import RegisterAnswer, RegisterQuery
from window_client.errors import (
    InputError,
    NotFoundError,
    RemoteAnswerError,
    TransitionRefusedError,
)
from window_client.services.audit import AuditEvent
from window_client.services.case_views import view_of
from window_client.services.clock import Clock
from window_client.services.extracts import read_extract, write_extract
from window_client.services.session import Session
from window_client.services.sync.cycle import SyncCycle
from window_client.services.sync.remote import Province
from window_client.services.verbs import failures_audited

_ACTION = "look_up"


class Register:
    """One per session, for the remote lane: `look_up` speaks to the province."""

    def __init__(self, session: Session, province: Province, sync: SyncCycle, clock: Clock) -> None:
        self._session = session
        self._province = province
        self._sync = sync
        self._clock = clock
        self._store = session.store
        self._audit = session.audit

    def look_up(
        self,
        case_id: UUID,
        purpose: str,
        *,
        citizen_no: str = "",
        name: str = "",
        birth_date: date | None = None,
        person_id: str = "",
    ) -> RegisterAnswer:
        """Ask for one person: by complete number, by name and birth date, or by one of the candidates of an
        earlier answer. An extract is stored, bound to the case. Raises the `SyncError` family; a province that
        says nothing is given up after `look_up_timeout`, as a resident waits."""
        self._session.require(Permission.LOOK_UP, action=_ACTION, case_id=case_id)
        number = normalise_citizen_no(citizen_no)
        person = number or person_id or (f"{name} {birth_date}" if name else None)
        with failures_audited(self._audit, _ACTION, case_id, person_no=person, purpose=purpose):
            query = _query(case_id, purpose, number, name, birth_date, person_id)
            self._require_open(case_id)
            with self._province.silence_up_to(self._session.config.look_up_timeout):
                # The province answers only for a case that it knows.
                self._sync.push_case(case_id)
                answer = self._province.look_up(query, self._session.staff.staff_no)
            if answer.extract is not None:
                _check(answer.extract, query)
            self._keep(case_id, purpose, person, answer)
        return answer

    def extract_for(self, case_id: UUID) -> RegisterExtract | None:
        """What the province delivered for this very case; None means that only a receipt can be given."""
        with self._store.read() as connection:
            return read_extract(connection, case_id)

    def _require_open(self, case_id: UUID) -> None:
        with self._store.read() as connection:
            case = view_of(connection, case_id)
        if case is None:
            raise NotFoundError()
        if case.status.is_final:
            raise TransitionRefusedError(detail=f"look-up for a case that is {case.status}")

    def _keep(self, case_id: UUID, purpose: str, person: str | None, answer: RegisterAnswer) -> None:
        found = answer.extract
        if found is not None:
            detail = f"extract version {found.register_version}"
        else:
            detail = f"{len(answer.candidates)} candidates"
        event = AuditEvent(_ACTION, case_id, person_no=person, purpose=purpose, detail=detail)
        with self._store.unit_of_work() as uow:
            if found is not None:
                write_extract(uow.connection, case_id, found, self._clock.now())
            self._audit.record(uow, event)
            uow.commit()


def _query(
    case_id: UUID, purpose: str, number: str, name: str, birth_date: date | None, person_id: str
) -> RegisterQuery:
    """`InputError` unless the question is whole: never a part of a number or of a name."""
    if len(purpose.strip()) < 2:
        raise InputError("没有写明查询用途。", field="purpose", remedy="请填写用途后再查询。")
    if number and len(number) != 18:
        raise InputError("公民身份号码不完整。", field="citizen_no", remedy="请录入 18 位号码。")
    if not number and not person_id and not (name.strip() and birth_date):
        raise InputError(
            "查询条件不完整。", field="name", remedy="请录入完整公民身份号码，或者姓名和出生日期。"
        )
    return RegisterQuery(
        case_id=case_id,
        purpose=purpose.strip(),
        citizen_no=number,
        name="" if number else normalise_name(name),
        birth_date=birth_date.isoformat() if birth_date and not number else "",
        person_id=person_id,
    )


def _check(extract: RegisterExtract, query: RegisterQuery) -> None:
    """An extract for another case, or of another person than asked for, is a wrong answer and is not kept."""
    if extract.case_id != str(query.case_id):
        raise RemoteAnswerError(detail="extract for another case")
    person = extract.person
    asked_and_given = (
        (query.citizen_no, person.citizen_no),
        (query.person_id, person.person_id),
        (query.birth_date, person.birth_date.isoformat()),
    )
    if any(asked and asked != given for asked, given in asked_and_given):
        raise RemoteAnswerError(detail="extract of another person")
