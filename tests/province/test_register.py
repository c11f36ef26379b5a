"""Register look-ups: scope, purpose, case, and a row for each (security.md, What this product never does)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from hukou.case import ActionKind
from hukou.household import RegistrationStatus
from hukou.wire import RegisterAnswer
from provincial_service import commands
from provincial_service.__main__ import main
from provincial_service.sample_register import SampleRegister, rare_name_persons
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store.tables import look_up, look_up_person
from tests.province.running import Service
from tests.province.terminal import ELSEWHERE, OTHER_OFFICER, SUPERVISOR, Answer, TestTerminal

PURPOSE = "办理户籍事项证明"


@pytest.fixture
def resident(small_register: SampleRegister) -> PersonDraft:
    """A person whose name and birth date are nobody else's."""
    persons = list(small_register.persons())
    names = Counter((p.name, p.birth_date) for p in persons)
    numbers = Counter(p.citizen_no for p in persons)
    return next(
        p
        for p in persons
        if names[p.name, p.birth_date] == 1
        and numbers[p.citizen_no] == 1
        and p.former_name
        and p.household_no
    )


def opened(terminal: TestTerminal, **subject: Any) -> str:
    action = terminal.open_case(**subject)
    terminal.push(action)
    return str(action.case_id)


def ask(terminal: TestTerminal, case_id: str, *, staff: str = "039217", **query: Any) -> Answer:
    message = {"case_id": case_id, "purpose": PURPOSE, **query}
    return terminal.post("/v1/register/look-up", message, X_Staff=staff)


def rows(service: Service) -> list[Any]:
    with service.province.store.read() as connection:
        return list(connection.execute(select(look_up).order_by(look_up.c.at)).mappings())


def test_a_complete_number_gives_the_extract_bound_to_case_and_purpose(
    service: Service, resident: PersonDraft
) -> None:
    terminal = service.enrol()
    case_id = opened(terminal, name=resident.name, birth_date=resident.birth_date.isoformat())
    answer = RegisterAnswer.model_validate_json(ask(terminal, case_id, citizen_no=resident.citizen_no).body)
    extract = answer.extract
    assert extract is not None
    assert (extract.case_id, extract.purpose) == (case_id, PURPOSE)
    assert extract.person.person_id == resident.person_id
    assert extract.person.name == resident.name
    assert extract.person.former_name == resident.former_name
    assert [event.kind for event in extract.person.events] == [event.kind for event in resident.events]
    assert extract.household.household_no == resident.household_no
    assert extract.register_version == 1 + len(resident.events)
    (row,) = rows(service)
    assert (row["staff_no"], row["case_id"], row["purpose"]) == ("039217", case_id, PURPOSE)
    assert (row["outcome"], row["by"], row["matches_subject"]) == ("extract", "citizen_no", True)


def test_a_number_may_be_typed_as_people_type_it(sqlite_service: Service, resident: PersonDraft) -> None:
    terminal = sqlite_service.enrol()
    case_id = opened(terminal)
    number = resident.citizen_no
    for typed in (f"{number[:6]} {number[6:14]} {number[14:]}".lower(), f" {number} "):
        assert ask(terminal, case_id, citizen_no=typed).json()["extract"]["person"]["name"] == resident.name


def test_a_full_name_with_birth_date_gives_the_person(service: Service, resident: PersonDraft) -> None:
    terminal = service.enrol()
    query = {"name": f" {resident.name}", "birth_date": resident.birth_date.isoformat()}
    answer = ask(terminal, opened(terminal), **query)
    assert answer.json()["extract"]["person"]["person_id"] == resident.person_id
    assert rows(service)[-1]["matches_subject"] is False


def test_every_rare_name_is_found_exactly_as_written(
    service: Service, small_register: SampleRegister
) -> None:
    terminal = service.enrol()
    case_id = opened(terminal)
    seen: set[str] = set()
    for rare in rare_name_persons(small_register):
        if rare.block in seen:
            continue
        seen.add(rare.block)
        answer = ask(terminal, case_id, name=rare.name, birth_date=rare.birth_date.isoformat())
        assert answer.json()["extract"]["person"]["name"] == rare.name
    assert seen == set("ABCDEFG")


def test_any_dot_finds_a_dotted_name(service: Service, small_register: SampleRegister) -> None:
    dotted = next(p for p in small_register.persons() if "·" in p.name)
    terminal = service.enrol()
    case_id = opened(terminal)
    for dot in "·•・．":
        typed = dotted.name.replace("·", dot)
        answer = ask(terminal, case_id, name=typed, birth_date=dotted.birth_date.isoformat())
        assert answer.json()["extract"]["person"]["name"] == dotted.name


def test_the_whole_province_is_in_scope(service: Service, small_register: SampleRegister) -> None:
    household = next(h for h in small_register.households if h.station == ELSEWHERE)
    terminal = service.enrol()
    person = household.members[0]
    answer = ask(terminal, opened(terminal), citizen_no=person.citizen_no)
    assert answer.json()["extract"]["household"]["station"] == ELSEWHERE


def test_nobody_found_is_an_empty_answer(service: Service) -> None:
    terminal = service.enrol()
    answer = ask(terminal, opened(terminal), name="无此人", birth_date="1970-01-01")
    assert (answer.status, answer.json()) == (200, {"extract": None, "candidates": []})
    assert rows(service)[-1]["outcome"] == "none"


def namesakes(register: SampleRegister) -> list[PersonDraft]:
    persons = list(register.persons())
    counts = Counter((p.name, p.birth_date) for p in persons)
    key = next(key for key, count in counts.items() if count == 2)
    return [p for p in persons if (p.name, p.birth_date) == key]


def test_several_matches_are_masked_candidates_of_whom_one_is_chosen(
    service: Service, small_register: SampleRegister
) -> None:
    pair = namesakes(small_register)
    terminal = service.enrol()
    case_id, other_case = opened(terminal), opened(terminal)
    query = {"name": pair[0].name, "birth_date": pair[0].birth_date.isoformat()}
    answer = ask(terminal, case_id, **query)
    candidates = answer.json()["candidates"]
    assert answer.json()["extract"] is None
    assert {c["person_id"] for c in candidates} == {p.person_id for p in pair}
    for person in pair:
        assert person.citizen_no not in answer.body.decode()
        assert f"{person.birth_date:%Y%m%d}" not in candidates[0]["masked_no"]
    chosen = ask(terminal, case_id, person_id=pair[1].person_id)
    assert chosen.json()["extract"]["person"]["citizen_no"] == pair[1].citizen_no
    assert ask(terminal, other_case, person_id=pair[1].person_id).code == "PV-406"
    assert ask(terminal, case_id, person_id="LJ00000001x").code == "PV-406"


def test_a_doubled_number_gives_candidates(service: Service, small_register: SampleRegister) -> None:
    counts = Counter(p.citizen_no for p in small_register.persons())
    number = next(number for number, count in counts.items() if count == 2)
    terminal = service.enrol()
    assert len(ask(terminal, opened(terminal), citizen_no=number).json()["candidates"]) == 2


# --- refusals --------------------------------------------------------------------------------------------


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.code


def test_no_look_up_without_an_open_case_of_the_station(service: Service, resident: PersonDraft) -> None:
    terminal, elsewhere = service.enrol(), service.enrol(ELSEWHERE)
    foreign = elsewhere.open_case(staff=OTHER_OFFICER)
    elsewhere.push(foreign)
    closed = terminal.open_case()
    withdraw = terminal.action(ActionKind.WITHDRAW, closed.case_id, {"reason": "本人撤回"}, after=closed)
    terminal.push(closed, withdraw)
    number = resident.citizen_no
    assert refused(ask(terminal, str(uuid4()), citizen_no=number)) == (422, "PV-401")
    assert refused(ask(terminal, str(foreign.case_id), citizen_no=number)) == (422, "PV-401")
    assert refused(ask(terminal, str(closed.case_id), citizen_no=number)) == (422, "PV-402")
    assert [row["code"] for row in rows(service)] == ["PV-401", "PV-401", "PV-402"]
    with service.province.store.read() as connection:
        assert connection.execute(select(look_up_person)).all() == []


@pytest.mark.parametrize("purpose", ["", " ", "查", "   "])
def test_no_look_up_without_a_purpose(service: Service, resident: PersonDraft, purpose: str) -> None:
    terminal = service.enrol()
    case_id = opened(terminal)
    answer = ask(terminal, case_id, citizen_no=resident.citizen_no, purpose=purpose)
    assert refused(answer) == (422, "PV-403")
    (row,) = rows(service)
    assert (row["case_id"], row["staff_no"], row["outcome"]) == (case_id, "039217", "refused")


@pytest.mark.parametrize("staff", ["", "099999", SUPERVISOR.staff_no, OTHER_OFFICER.staff_no, "x" * 500])
def test_only_entitled_staff_of_the_station_look_up(
    service: Service, resident: PersonDraft, staff: str
) -> None:
    terminal = service.enrol()
    answer = ask(terminal, opened(terminal), staff=staff, citizen_no=resident.citizen_no)
    assert refused(answer) == (422, "PV-404")
    assert rows(service)[-1]["staff_no"] == staff[:40]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "PV-405"),
        ({"name": "王芳"}, "PV-405"),
        ({"birth_date": "1988-05-21"}, "PV-405"),
        ({"name": "王%", "birth_date": "1988-05-21"}, "PV-405"),
        ({"name": "王芳", "birth_date": "1988"}, "PV-405"),
        ({"name": "", "birth_date": "1988-05-21"}, "PV-405"),
        ({"citizen_no": "390102"}, "PV-407"),
        ({"citizen_no": "3901021988052100_1"}, "PV-407"),
        ({"citizen_no": "%"}, "PV-407"),
    ],
)
def test_no_part_of_a_number_or_name_is_searched(
    sqlite_service: Service, query: dict[str, str], code: str
) -> None:
    terminal = sqlite_service.enrol()
    assert refused(ask(terminal, opened(terminal), **query)) == (422, code)
    assert rows(sqlite_service)[-1]["code"] == code


def test_a_query_that_cannot_be_read_is_audited_too(service: Service) -> None:
    terminal = service.enrol()
    for body in (b"{", b'{"case_id": 1, "purpose": "ab"}', b"[]"):
        assert terminal.post("/v1/register/look-up", body, X_Staff="039217").code == "PV-112"
    assert [row["code"] for row in rows(service)] == ["PV-112"] * 3


def test_a_resident_can_be_told_who_looked(
    sqlite_service: Service, resident: PersonDraft, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = sqlite_service.enrol()
    case_id = opened(terminal)
    ask(terminal, case_id, citizen_no=resident.citizen_no)
    ask(terminal, case_id, staff="F0426", citizen_no=resident.citizen_no)
    folder = str(sqlite_service.province.settings.data_dir)
    assert main(["look-ups", "--data-dir", folder, "--person-id", resident.person_id]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[2] for line in lines] == ["039217", "F0426"]
    assert all(case_id in line and PURPOSE in line for line in lines)
    assert commands.explain(LookupError("x")) == "x"


def test_the_extract_says_how_an_entry_ended(service: Service, small_register: SampleRegister) -> None:
    terminal = service.enrol()
    case_id = opened(terminal)
    for status in (RegistrationStatus.CANCELLED, RegistrationStatus.MOVED_OUT):
        person = next(p for p in small_register.persons() if p.status is status)
        got = ask(terminal, case_id, citizen_no=person.citizen_no).json()["extract"]["person"]
        assert got["status"] == status
        assert date.fromisoformat(got["events"][-1]["recorded_on"]) == person.events[-1].recorded_on
