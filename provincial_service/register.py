"""Look-ups in the register: one person, for one open case of the asking station, for a stated purpose.

There is no search by anything but a complete number, or a full name with a birth date. Every look-up and
every refusal leaves a row with the staff member, the case and the purpose, before the answer is given.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from pydantic import ValidationError
from sqlalchemy import Connection, select

from hukou.case import Case
from hukou.citizen_no import CitizenNoError, parse_citizen_no
from hukou.names import PersonNameError, parse_name
from hukou.ownership import parties
from hukou.staff import Permission
from hukou.wire import RegisterAnswer, RegisterQuery
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.settings import CHINA
from provincial_service.store import register as rows
from provincial_service.store.tables import case as case_file
from provincial_service.store.tables import look_up, look_up_person
from provincial_service.store.terminals import TerminalRow, find_staff

_MOST_CANDIDATES = 20


@dataclass(frozen=True)
class _Asker:
    terminal: TerminalRow
    staff_no: str


def answer_look_up(province: Province, terminal: TerminalRow, staff_no: str, body: bytes) -> RegisterAnswer:
    """The extract, candidates (masked) when several persons match, or neither when none does."""
    asker = _Asker(terminal, staff_no)
    try:
        query = RegisterQuery.model_validate_json(body)
    except ValidationError as error:
        raise _refuse_unreadable(province, asker, body, error) from error
    with province.store.write() as connection:
        try:
            case = _entitled_case(connection, asker, query)
            found = _find(province, connection, query)
        except ProblemError as error:
            refusal = error
        else:
            answer = _answer(province, connection, query, found)
            matches = _matches_subject(case, found)
            seen = "extract" if answer.extract else "candidate"
            outcome = seen if found else "none"
            look_up_id = _record(province, connection, asker, query, outcome, "", matches)
            for person in found:
                connection.execute(
                    look_up_person.insert().values(
                        look_up_id=look_up_id, person_id=person.person_id, seen=seen
                    )
                )
            return answer
        _record(province, connection, asker, query, "refused", refusal.problem.code, None)
    raise refusal


def _entitled_case(connection: Connection, asker: _Asker, query: RegisterQuery) -> Case:
    """The case that allows the look-up; PV-401…404 when something is missing.

    A case of another station is answered like one that does not exist: its existence is not theirs to know.
    """
    member = find_staff(connection, asker.staff_no)
    entitled = (
        member is not None
        and member.active
        and member.member.station == asker.terminal.station
        and member.member.may(Permission.LOOK_UP)
    )
    if not entitled:
        raise ProblemError("PV-404")
    if len(query.purpose.strip()) < 2:
        raise ProblemError("PV-403")
    text = connection.execute(
        select(case_file.c.text).where(case_file.c.case_id == str(query.case_id))
    ).scalar()
    case = Case.model_validate_json(text) if text else None
    if case is None or asker.terminal.station not in parties(case):
        raise ProblemError("PV-401")
    if case.status.is_final:
        raise ProblemError("PV-402")
    return case


def _find(province: Province, connection: Connection, query: RegisterQuery) -> list[rows.PersonRow]:
    if query.person_id:
        return _find_candidate(connection, query)
    today = province.now().astimezone(CHINA).date()
    if query.citizen_no:
        try:
            number = parse_citizen_no(query.citizen_no, today)
        except CitizenNoError as error:
            raise ProblemError("PV-407") from error
        return rows.persons_by_number(connection, number.text, _MOST_CANDIDATES)
    try:
        name = parse_name(query.name, latin_allowed=True)
        birth_date = date.fromisoformat(query.birth_date)
    except (PersonNameError, ValueError) as error:
        raise ProblemError("PV-405") from error
    return rows.persons_by_name(connection, name, birth_date, _MOST_CANDIDATES)


def _find_candidate(connection: Connection, query: RegisterQuery) -> list[rows.PersonRow]:
    """A person by the register's key, only when an earlier answer for this case offered it."""
    offered = connection.execute(
        select(look_up_person.c.person_id)
        .join(look_up, look_up.c.look_up_id == look_up_person.c.look_up_id)
        .where(look_up.c.case_id == str(query.case_id), look_up_person.c.person_id == query.person_id)
        .limit(1)
    ).scalar()
    person = rows.person_by_id(connection, query.person_id) if offered else None
    if person is None:
        raise ProblemError("PV-406")
    return [person]


def _answer(
    province: Province, connection: Connection, query: RegisterQuery, found: list[rows.PersonRow]
) -> RegisterAnswer:
    if not found:
        return RegisterAnswer()
    if len(found) > 1:
        return RegisterAnswer(candidates=tuple(rows.candidate(connection, person) for person in found))
    extract = rows.extract(
        connection, found[0], case_id=str(query.case_id), purpose=query.purpose, as_of=province.now()
    )
    return RegisterAnswer(extract=extract)


def _matches_subject(case: Case, found: list[rows.PersonRow]) -> bool | None:
    """Whether the person found is whom the case is about: kept for whoever reviews the look-ups."""
    if not found:
        return None
    subject = case.subject
    return any(
        (subject.citizen_no != "" and subject.citizen_no == person.citizen_no)
        or (subject.name == person.name and subject.birth_date == person.birth_date)
        for person in found
    )


# --- the record of look-ups ------------------------------------------------------------------------------


def _record(
    province: Province,
    connection: Connection,
    asker: _Asker,
    query: RegisterQuery,
    outcome: str,
    code: str,
    matches: bool | None,
) -> str:
    by = "person_id" if query.person_id else "citizen_no" if query.citizen_no else "name"
    return _insert(province, connection, asker, str(query.case_id), query.purpose, by, outcome, code, matches)


def _insert(
    province: Province,
    connection: Connection,
    asker: _Asker,
    case_id: str,
    purpose: str,
    by: str,
    outcome: str,
    code: str,
    matches: bool | None,
) -> str:
    look_up_id = str(uuid4())
    connection.execute(
        look_up.insert().values(
            look_up_id=look_up_id,
            at=province.now(),
            terminal=asker.terminal.terminal,
            station=asker.terminal.station,
            staff_no=asker.staff_no[:40],
            case_id=case_id,
            purpose=purpose[:500],
            by=by,
            outcome=outcome,
            code=code,
            matches_subject=matches,
        )
    )
    return look_up_id


def _refuse_unreadable(
    province: Province, asker: _Asker, body: bytes, error: ValidationError
) -> ProblemError:
    """Audit a query that does not even parse; without a purpose it is PV-403, otherwise PV-112."""
    where = {".".join(map(str, e["loc"])) for e in error.errors()}
    refusal = (
        ProblemError("PV-403") if where == {"purpose"} else ProblemError("PV-112", what=", ".join(where))
    )
    with province.store.write() as connection:
        _insert(province, connection, asker, _case_id_of(body), "", "", "refused", refusal.problem.code, None)
    return refusal


def _case_id_of(body: bytes) -> str:
    try:
        raw: Any = json.loads(body)
        return str(UUID(raw["case_id"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ""
