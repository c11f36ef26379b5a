"""The main job from end to end: a real province on loopback, two windows of one station, and kills."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from hukou.case import ActionKind, CertificateState, Status
from hukou.household import EventKind
from provincial_service.sample_register import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from tests.counter import BOOK_LOST, CHANGED_NAME, MOVED_OUT, Counter, subject_of
from tests.e2e.killable import WindowProcess, window_process
from tests.e2e.places import SwitchedProvince
from tests.e2e.windows import Window
from tests.fakes import CLERK, FakeClock
from tests.people import find_person, has_event
from window_client.errors import NoDataOfflineError, NotAuthorisedError, RemoteUnreachableError
from window_client.services.audit import verify_chain
from window_client.services.sync.state import SyncState
from window_client.services.sync.status import Link

CHANGE, CANCELLATION, OTHER = "certificate.change", "certificate.cancellation", "certificate.other"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def place(tmp_path: Path, clock: FakeClock) -> Iterator[tuple[SwitchedProvince, SampleRegister]]:
    folder = tmp_path / "province"
    folder.mkdir()
    province, register = SwitchedProvince.found(folder, clock)
    yield province, register
    province.off()


@pytest.fixture
def province(place: tuple[SwitchedProvince, SampleRegister]) -> SwitchedProvince:
    return place[0]


@pytest.fixture
def register(place: tuple[SwitchedProvince, SampleRegister]) -> SampleRegister:
    return place[1]


@pytest.fixture
def windows(tmp_path: Path, province: SwitchedProvince, clock: FakeClock) -> tuple[Window, Window]:
    """Two enrolled terminals of one station, both signed in once."""
    live = province.live
    both = tuple(
        Window.enrolled(tmp_path / name, live.url, live.activation_code(), clock)
        for name in ("first", "second")
    )
    for window in both:
        counter = window.counter()
        assert counter.desk.sync.run_once(force=True).error is None
        close(counter)
    return both[0], both[1]


def close(counter: Counter) -> None:
    counter.desk.close()
    counter.session.lock("quit")


def in_sync(counter: Counter) -> None:
    report = counter.desk.sync.run_once(force=True)
    assert report.error is None, report.error


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def renamed(register: SampleRegister) -> PersonDraft:
    return find_person(register, has_event(EventKind.CHANGE, "姓名"))


# --- online ----------------------------------------------------------------------------------------------------


def test_the_whole_path_online(
    windows: tuple[Window, Window], province: SwitchedProvince, register: SampleRegister
) -> None:
    first, second = (window.counter() for window in windows)
    person = find_person(register, has_event(EventKind.MOVE_OUT))
    desk = first.desk
    case_id = first.open(CANCELLATION, person)
    first.looked_up(case_id, person)
    desk.cases.save_draft(first.fill(case_id, MOVED_OUT, step="form"))
    desk.cases.accept(first.fill(case_id, MOVED_OUT))
    assert "预览" in text_of(desk.certificates.draw_preview(case_id).pdf)
    desk.cases.approve(case_id, "登记属实")
    first.step_up()
    entry = desk.certificates.issue(case_id)
    assert entry.number is not None
    assert entry.number.startswith("WQ-2026-")
    desk.ledger.send(entry.entry_id)
    (sheet,) = first.tray.sheets
    stored = desk.certificates.document(entry.document_sha256)
    assert stored.pdf == sheet
    printed = text_of(sheet)
    for said in (person.name, person.citizen_no, entry.number, "样本", "数据截至"):
        assert said in printed
    desk.ledger.confirm(entry.entry_id, entry.number[-3:])
    assert desk.cases.complete(case_id).status is Status.COMPLETED
    in_sync(first)

    detail = desk.cases.detail(case_id)
    assert (detail.sync, detail.pending, detail.problem) == (SyncState.ACCEPTED, (), None)
    assert detail.receipt_number.startswith("LJ-")
    titles = [line.title for line in detail.history]
    assert titles == ["登记申请", "受理", "审批通过", "出具证明", "送打印", "打印已确认", "办结"]
    status = desk.sync.status()
    assert (status.link, status.waiting, status.needs_person) == (Link.ONLINE, 0, 0)

    in_sync(second)
    seen = second.desk.cases.detail(case_id)
    assert seen.case == detail.case == province.cases()[str(case_id)]
    assert seen.sync is SyncState.ACCEPTED
    # The other window has the case, not the paper and not the register data.
    assert seen.extract is None
    assert seen.ledger == ()
    assert [line.title for line in seen.history][-2:] == ["出具证明，打印已确认", "办结"]
    for counter in (first, second):
        with counter.session.store.read() as connection:
            assert verify_chain(connection).intact
        close(counter)


def test_two_windows_work_on_one_case_in_turn(
    windows: tuple[Window, Window], register: SampleRegister, province: SwitchedProvince
) -> None:
    first, second = windows[0].counter(CLERK), windows[1].counter()
    person = renamed(register)
    case_id = first.accepted(CHANGE, person, CHANGED_NAME)
    first.desk.cases.submit_for_review(case_id)
    with pytest.raises(NotAuthorisedError):
        first.desk.cases.approve(case_id, "属实")
    in_sync(first)
    in_sync(second)
    second.looked_up(case_id, person)
    second.desk.cases.approve(case_id, "登记属实")
    first.desk.cases.add_note(case_id, "申请人在等候")
    in_sync(second)
    in_sync(first)
    in_sync(second)
    cases = [counter.desk.cases.detail(case_id).case for counter in (first, second)]
    assert cases[0] == cases[1] == province.cases()[str(case_id)]
    assert cases[0].status is Status.APPROVED
    assert [note.text for note in cases[0].notes] == ["申请人在等候"]
    for counter in (first, second):
        close(counter)


def test_two_windows_at_odds_end_in_a_visible_conflict(
    windows: tuple[Window, Window], register: SampleRegister, province: SwitchedProvince
) -> None:
    first, second = (window.counter() for window in windows)
    person = renamed(register)
    case_id = first.accepted(CHANGE, person, CHANGED_NAME)
    in_sync(first)
    in_sync(second)
    first.desk.cases.withdraw(case_id, "申请人撤回")
    second.desk.cases.amend(case_id, {"purpose": "子女入学"})
    in_sync(first)
    in_sync(second)
    detail = second.desk.cases.detail(case_id)
    assert detail.sync is SyncState.CONFLICT
    assert detail.case.status is Status.WITHDRAWN
    assert second.desk.sync.status().needs_person == 1
    assert first.desk.cases.detail(case_id).sync is SyncState.ACCEPTED
    assert province.cases()[str(case_id)].status is Status.WITHDRAWN
    for counter in (first, second):
        close(counter)


# --- offline, with kills ---------------------------------------------------------------------------------------


@pytest.mark.timeout(300)
def test_offline_with_a_kill_between_all_steps(
    windows: tuple[Window, Window], register: SampleRegister, province: SwitchedProvince
) -> None:
    """Data were delivered before the link went; every step then runs in a process that is killed after it."""
    first, second = windows
    person, stranger = renamed(register), find_person(register, has_event(EventKind.MOVE_OUT))
    with window_process(first) as process:
        case_id = process.do("open", service=CHANGE, subject=subject_of(person).model_dump(mode="json"))
        assert process.do("look_up", case=case_id, citizen_no=person.citizen_no)
    province.off()

    def life(*orders: dict[str, Any]) -> list[Any]:
        """One life of the window: start, work, be killed."""
        with window_process(first) as process:
            answers = [process.do(**order) for order in orders]
            process.kill()
        return answers

    life({"do": "save_draft", "case": case_id, "fields": CHANGED_NAME})
    life({"do": "accept", "case": case_id, "fields": CHANGED_NAME}, {"do": "approve", "case": case_id})
    (issued,) = life({"do": "issue", "case": case_id})
    entry, last_three = issued["entry"], issued["number"][-3:]
    # Killed before anything was sent: nobody is asked about a sheet that cannot exist.
    assert life({"do": "unconfirmed"}, {"do": "send", "entry": entry}) == [[], "sent"]
    # Killed after the sheet went to the printer: the question comes back, at every start, until it is answered.
    assert life({"do": "unconfirmed"}) == [[entry]]
    confirm = {"do": "confirm", "entry": entry, "last_three": last_three}
    assert life({"do": "unconfirmed"}, confirm) == [[entry], "confirmed"]
    subject = subject_of(stranger).model_dump(mode="json")
    *_, later = life(
        {"do": "unconfirmed"},
        {"do": "complete", "case": case_id},
        {"do": "open", "service": CANCELLATION, "subject": subject},
    )
    accept = {"do": "accept", "case": later, "fields": MOVED_OUT}
    _, receipt, sync = life(accept, {"do": "receipt", "case": later}, {"do": "sync"})
    assert (receipt, sync["error"]) == ("prepared", RemoteUnreachableError.code)

    counter = first.counter()
    status = counter.desk.sync.status()
    assert (status.link, status.waiting) == (Link.OFFLINE, 2)
    with pytest.raises(NoDataOfflineError):
        counter.desk.cases.approve(UUID(later), "属实")
    close(counter)

    province.on()
    with window_process(first) as process:
        assert process.do("sync")["error"] == ""
    arrived = province.actions()
    assert [a.kind for a in arrived if str(a.case_id) == case_id] == [
        ActionKind.OPEN,
        ActionKind.ACCEPT,
        ActionKind.APPROVE,
        ActionKind.ISSUE,
        ActionKind.CONFIRM_PRINT,
        ActionKind.COMPLETE,
    ]
    assert len({a.action_id for a in arrived}) == len(arrived) == 8
    other = second.counter()
    in_sync(other)
    case = other.desk.cases.detail(UUID(case_id)).case
    assert case.status is Status.COMPLETED
    assert case.live_certificate is not None
    assert (case.live_certificate.number, case.live_certificate.state) == (
        issued["number"],
        CertificateState.CONFIRMED,
    )
    assert other.desk.cases.detail(UUID(later)).case.status is Status.ACCEPTED
    close(other)


def test_a_kill_while_the_answer_is_awaited(
    windows: tuple[Window, Window], register: SampleRegister, province: SwitchedProvince
) -> None:
    """The province did the work and the window died before it heard so: nothing takes effect twice."""
    first, second = windows
    subject = subject_of(renamed(register)).model_dump(mode="json")
    with window_process(first) as process:
        case_id = process.do("open", service=OTHER, subject=subject)
        process.do("accept", case=case_id, fields=BOOK_LOST)
        province.live.misbehave("silence_after", path="/v1/actions", times=1)
        process.tell("sync")
        wait_until(lambda: len(province.actions()) == 2)
        process.kill()
    counter = first.counter()
    detail = counter.desk.cases.detail(UUID(case_id))
    assert detail.sync in (SyncState.QUEUED, SyncState.SENT)
    assert detail.pending == ("open", "accept")
    in_sync(counter)
    assert counter.desk.cases.detail(UUID(case_id)).sync is SyncState.ACCEPTED
    assert counter.desk.cases.detail(UUID(case_id)).receipt_number
    in_sync(counter)
    close(counter)
    assert [a.kind for a in province.actions()] == [ActionKind.OPEN, ActionKind.ACCEPT]
    other = second.counter()
    in_sync(other)
    assert other.desk.cases.detail(UUID(case_id)).case.version == 2
    close(other)


@pytest.mark.timeout(300)
def test_what_was_called_saved_survives_kills_at_random_moments(
    windows: tuple[Window, Window],
    register: SampleRegister,
    province: SwitchedProvince,
    soak_rounds: int,
) -> None:
    """An outside record of everything the window acknowledged, against what the province has in the end."""
    first, second = windows
    chance = random.Random(20261123)
    people = [person for person in register.persons() if person.age_on(register.as_of) >= 18]
    acknowledged: dict[str, str] = {}
    for round_no in range(4 * soak_rounds):
        with window_process(first) as process:
            subject = subject_of(chance.choice(people)).model_dump(mode="json")
            work_until_killed(process, subject, chance, acknowledged, online=round_no % 2 == 1)
    counter = first.counter()
    in_sync(counter)
    in_sync(counter)
    assert counter.desk.sync.status().waiting == 0
    with counter.session.store.read() as connection:
        assert verify_chain(connection).intact
    close(counter)
    at_province = province.cases()
    assert len(acknowledged) >= 4
    for case_id, reached in acknowledged.items():
        case = at_province[case_id]
        if reached == "accepted":
            assert case.status is Status.ACCEPTED
            assert case.case_no
    numbers = [case.case_no for case in at_province.values() if case.case_no]
    assert len(set(numbers)) == len(numbers)
    sequence = sorted(a.terminal_seq for a in province.actions())
    assert sequence == list(range(1, len(sequence) + 1))
    other = second.counter()
    in_sync(other)
    for case_id, case in at_province.items():
        assert other.desk.cases.detail(UUID(case_id)).case == case
    close(other)


def work_until_killed(
    process: WindowProcess,
    subject: dict[str, Any],
    chance: random.Random,
    acknowledged: dict[str, str],
    *,
    online: bool,
) -> None:
    """Open and accept cases, with a sync now and then, and die at some moment of some order."""
    for number in range(chance.randrange(2, 6)):
        case_id = process.do("open", service=OTHER, subject=subject)
        acknowledged[case_id] = "open"
        process.do("accept", case=case_id, fields=BOOK_LOST)
        acknowledged[case_id] = "accepted"
        if online and number % 2:
            process.do("sync")
    process.tell("open", service=OTHER, subject=subject)
    process.tell("sync")
    time.sleep(chance.uniform(0.0, 0.08))
    for answer in process.kill():
        if isinstance(answer, str):
            acknowledged[answer] = "open"


def wait_until(holds: Any, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
