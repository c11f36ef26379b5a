"""Look-ups: within an open case, with a purpose, audited on both sides, and kept for that case alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from hukou.case import Subject
from hukou.household import EventKind
from hukou.wire import RegisterAnswer, RegisterQuery
from provincial_service.sample_register import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from provincial_service.store.tables import look_up as look_up_table
from tests.counter import BOOK_LOST, LOOK_UP_PURPOSE, Counter
from tests.factories import make_citizen_no
from tests.fakes import CLERK, SUPERVISOR, FakeClock, LiveProvince
from tests.people import find_person, has_event, load_sample
from tests.services.conftest import Sessions
from window_client.config import Config
from window_client.errors import (
    InputError,
    NotAuthorisedError,
    NotFoundError,
    RemoteAnswerError,
    RemoteFaultError,
    RemoteRefusedError,
    RemoteSilentError,
    TransitionRefusedError,
)
from window_client.services.store import tables
from window_client.services.sync.state import SyncState

OTHER = "certificate.other"


@pytest.fixture
def register(province: LiveProvince) -> SampleRegister:
    return load_sample(province.province)


@pytest.fixture
def person(register: SampleRegister) -> PersonDraft:
    return find_person(register, has_event(EventKind.CHANGE, "姓名"))


@pytest.fixture
def counter(sessions: Sessions, clock: FakeClock) -> Counter:
    return Counter.at(sessions(CLERK), clock)


def traces(counter: Counter) -> list[tuple[str, str]]:
    table = tables.audit_event
    with counter.session.store.read() as connection:
        rows = connection.execute(sa.select(table).where(table.c.action == "look_up")).all()
    return [(row.result, row.detail) for row in rows]


def asked(province: LiveProvince) -> int:
    with province.province.store.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(look_up_table)).scalar_one())


def test_the_case_is_sent_first_and_the_extract_stays_with_it(
    counter: Counter, province: LiveProvince, person: PersonDraft, clock: FakeClock
) -> None:
    case_id = counter.open(OTHER, person)
    answer = counter.desk.register.look_up(case_id, LOOK_UP_PURPOSE, citizen_no=person.citizen_no.lower())
    assert answer.extract is not None
    assert answer.extract.person.name == person.name
    assert counter.desk.register.extract_for(case_id) == answer.extract
    assert counter.desk.register.extract_for(UUID(int=1)) is None
    detail = counter.desk.cases.detail(case_id)
    # The draft is still typed at; its `open` was taken, and no receipt is shown for a case that is not sent.
    assert (detail.sync, detail.pending, detail.receipt_number) == (SyncState.LOCAL_ONLY, (), "")
    assert traces(counter) == [("done", f"extract version {answer.extract.register_version}")]
    assert asked(province) == 1


def test_a_name_with_a_birth_date_finds_the_person(counter: Counter, person: PersonDraft) -> None:
    case_id = counter.open(OTHER, person)
    answer = counter.desk.register.look_up(
        case_id, LOOK_UP_PURPOSE, name=person.name, birth_date=person.birth_date
    )
    found = answer.extract.person.person_id if answer.extract else {c.person_id for c in answer.candidates}
    assert person.person_id in (found if isinstance(found, set) else {found})


def test_namesakes_are_offered_masked_and_one_is_chosen(counter: Counter, register: SampleRegister) -> None:
    people = list(register.persons())
    twin = next(
        p for p in people if sum((q.name, q.birth_date) == (p.name, p.birth_date) for q in people) > 1
    )
    case_id = counter.open(OTHER, twin)
    answer = counter.desk.register.look_up(
        case_id, LOOK_UP_PURPOSE, name=twin.name, birth_date=twin.birth_date
    )
    assert answer.extract is None
    assert len(answer.candidates) > 1
    assert all(twin.citizen_no not in c.model_dump_json() for c in answer.candidates)
    assert counter.desk.register.extract_for(case_id) is None
    chosen = counter.desk.register.look_up(case_id, LOOK_UP_PURPOSE, person_id=twin.person_id)
    assert chosen.extract is not None
    assert chosen.extract.person.citizen_no == twin.citizen_no
    assert [result for result, _ in traces(counter)] == ["done", "done"]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"purpose": " ", "citizen_no": "390102199003140520"}, "purpose"),
        ({"purpose": "查询", "citizen_no": "390102"}, "citizen_no"),
        ({"purpose": "查询", "name": "罗"}, "name"),
        ({"purpose": "查询"}, "name"),
    ],
)
def test_half_a_question_does_not_leave_the_window(
    counter: Counter, province: LiveProvince, person: PersonDraft, question: dict[str, str], field: str
) -> None:
    case_id = counter.open(OTHER, person)
    with pytest.raises(InputError) as caught:
        counter.desk.register.look_up(case_id, **question)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert traces(counter) == [("refused", "IN-000")]
    assert asked(province) == 0


def test_no_case_no_look_up(counter: Counter, province: LiveProvince, person: PersonDraft) -> None:
    with pytest.raises(NotFoundError):
        counter.looked_up(UUID(int=3), person)
    case_id = counter.open(OTHER, person)
    counter.desk.cases.withdraw(case_id, "撤回")
    with pytest.raises(TransitionRefusedError):
        counter.looked_up(case_id, person)
    assert [result for result, _ in traces(counter)] == ["failed", "refused"]
    assert asked(province) == 0


def test_only_whoever_may(sessions: Sessions, clock: FakeClock, person: PersonDraft) -> None:
    officer = Counter.at(sessions(), clock)
    case_id = officer.open(OTHER, person)
    officer.session.lock()
    supervisor = Counter.at(sessions(SUPERVISOR), clock)
    with pytest.raises(NotAuthorisedError):
        supervisor.looked_up(case_id, person)
    assert [result for result, _ in traces(supervisor)] == ["refused"]


def test_a_person_the_register_does_not_know(counter: Counter, person: PersonDraft) -> None:
    case_id = counter.open(OTHER, person)
    stranger = Subject(name="无此人", birth_date=person.birth_date)
    answer = counter.desk.register.look_up(
        case_id, LOOK_UP_PURPOSE, name=stranger.name, birth_date=stranger.birth_date
    )
    assert answer.extract is None
    assert answer.candidates == ()
    assert traces(counter) == [("done", "0 candidates")]


def test_a_province_in_trouble_leaves_a_trace_and_no_extract(
    counter: Counter, province: LiveProvince, person: PersonDraft
) -> None:
    case_id = counter.open(OTHER, person)
    counter.desk.sync.push_case(case_id)
    for mode, expected in (("error_500", RemoteFaultError), ("html", RemoteAnswerError)):
        province.misbehave(mode, path="/v1/register", times=1)
        with pytest.raises(expected):
            counter.looked_up(case_id, person)
    assert counter.desk.register.extract_for(case_id) is None
    assert [result for result, _ in traces(counter)] == ["failed", "failed"]
    counter.looked_up(case_id, person)


@pytest.mark.parametrize("what", ["case", "number", "birth date", "candidate"])
def test_an_answer_to_another_question_is_not_kept(
    counter: Counter, person: PersonDraft, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Genuine, signed, and not what was asked: one resident's data must not stand in another one's case."""
    case_id = counter.open(OTHER, person)
    province = counter.desk.register._province
    truthful = province.look_up
    question: dict[str, Any] = {
        "birth date": {"name": person.name, "birth_date": person.birth_date},
        "candidate": {"person_id": person.person_id},
    }.get(what, {"citizen_no": person.citizen_no})

    def confused(query: RegisterQuery, staff_no: str) -> RegisterAnswer:
        asked_by_number = query.model_copy(
            update={"citizen_no": person.citizen_no, "name": "", "birth_date": "", "person_id": ""}
        )
        extract = truthful(asked_by_number, staff_no).extract
        assert extract is not None
        if what == "case":
            return RegisterAnswer(extract=extract.model_copy(update={"case_id": str(uuid4())}))
        other = {
            "number": {"citizen_no": make_citizen_no("390102", date(1988, 5, 5), 51).text},
            "birth date": {"birth_date": date(1988, 5, 5)},
            "candidate": {"person_id": "LJ99999999"},
        }[what]
        return RegisterAnswer(
            extract=extract.model_copy(update={"person": extract.person.model_copy(update=other)})
        )

    with monkeypatch.context() as mixed_up:
        mixed_up.setattr(province, "look_up", confused)
        with pytest.raises(RemoteAnswerError):
            counter.desk.register.look_up(case_id, LOOK_UP_PURPOSE, **question)
    assert counter.desk.register.extract_for(case_id) is None
    assert traces(counter) == [("failed", RemoteAnswerError.code)]
    counter.looked_up(case_id, person)


def test_the_last_answer_replaces_the_one_before(
    counter: Counter, register: SampleRegister, person: PersonDraft, clock: FakeClock
) -> None:
    case_id = counter.open(OTHER, person)
    counter.looked_up(case_id, person)
    first = counter.desk.register.extract_for(case_id)
    clock.advance(minutes=10)
    counter.looked_up(case_id, person)
    second = counter.desk.register.extract_for(case_id)
    assert first is not None
    assert second is not None
    assert second.as_of > first.as_of


def test_the_province_judges_for_itself(counter: Counter, person: PersonDraft, clock: FakeClock) -> None:
    """A number that is none reaches the province only past the screens; it is refused there, with its words."""
    case_id = counter.open(OTHER, person)
    wrong = person.citizen_no[:17] + ("0" if person.citizen_no[17] != "0" else "1")
    with pytest.raises(RemoteRefusedError) as caught:
        counter.desk.register.look_up(case_id, LOOK_UP_PURPOSE, citizen_no=wrong)
    assert caught.value.problem_code == "PV-407"


def test_a_decided_case_still_has_its_data(counter: Counter, person: PersonDraft) -> None:
    case_id = counter.open(OTHER, person)
    counter.looked_up(case_id, person)
    counter.desk.cases.accept(counter.fill(case_id, BOOK_LOST))
    assert counter.desk.register.extract_for(case_id) is not None


def test_a_silent_province_is_given_up_soon_when_a_resident_waits(
    counter: Counter, province: LiveProvince, person: PersonDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = counter.session.config
    assert Config().look_up_timeout < Config().read_timeout
    monkeypatch.setattr(counter.session, "config", replace(config, look_up_timeout=0.2))
    case_id = counter.open(OTHER, person)
    province.misbehave("silence", path="/v1/register")
    with pytest.raises(RemoteSilentError):
        counter.looked_up(case_id, person)
    assert counter.desk.register.extract_for(case_id) is None
    assert traces(counter) == [("failed", "SY-105")]
    province.misbehave("none")
    monkeypatch.setattr(counter.session, "config", config)
    counter.looked_up(case_id, person)
    assert counter.desk.register.extract_for(case_id) is not None
