"""A terminal that was wiped and enrolled again has its station's open cases; the old one is heard no more."""

from __future__ import annotations

import shutil

from hukou.case import Status
from provincial_service.enrolment import revoke_terminal
from provincial_service.remainders import unaccounted_numbers
from provincial_service.sample_register.people import PersonDraft
from tests.counter import BOOK_LOST, Counter
from tests.fakes import OFFICER, PASSWORD, FakeClock, LiveProvince
from tests.services.sync.line import OTHER, applied, in_sync, sync_of
from window_client.config import Config
from window_client.errors import RemoteSignInError
from window_client.services.enrolment import enrol
from window_client.services.sign_in import SignIn
from window_client.services.sync.state import SyncState


def set_up(config: Config, province: LiveProvince, clock: FakeClock) -> Counter:
    enrol(config, province.activation_code(), clock)
    session = SignIn(config, clock, memory_kib=64, passes=1).sign_in(OFFICER.staff_no, PASSWORD)
    return Counter.at(session, clock)


def leave(counter: Counter) -> None:
    counter.desk.close()
    counter.session.lock("quit")


def test_a_wiped_terminal_has_the_open_cases_again(
    config: Config, province: LiveProvince, clock: FakeClock, people: list[PersonDraft]
) -> None:
    old = set_up(config, province, clock)
    old_name = old.session.terminal.terminal
    cases = [old.accepted(OTHER, person, BOOK_LOST) for person in people[:2]]
    in_sync(old)
    never_sent = old.accepted(OTHER, people[2], BOOK_LOST)
    before = {case_id: old.desk.cases.detail(case_id).case for case_id in cases}
    leave(old)
    shutil.rmtree(config.data_dir)
    shutil.rmtree(config.secret_dir)
    assert revoke_terminal(province.province, old_name)

    new = set_up(config, province, clock)
    try:
        assert new.session.terminal.terminal != old_name
        in_sync(new)
        assert {case_id: new.desk.cases.detail(case_id).case for case_id in cases} == before
        assert {case.status for case in before.values()} == {Status.ACCEPTED}
        assert len(applied(province.province)) == 4
        assert str(never_sent) not in {str(case_id) for case_id in before}
        with province.province.store.read() as connection:
            left = unaccounted_numbers(connection, old_name)
            own = unaccounted_numbers(connection, new.session.terminal.terminal)
        assert left and own and max(one.last for one in left) < min(one.first for one in own)
    finally:
        leave(new)


def test_a_withdrawn_terminal_keeps_its_work_and_is_not_heard(
    first: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    assert revoke_terminal(province.province, first.session.terminal.terminal)
    case_id = first.accepted(OTHER, people[0], BOOK_LOST)
    report = first.desk.sync.run_once(force=True)
    assert isinstance(report.error, RemoteSignInError)
    assert sync_of(first, case_id) is SyncState.QUEUED
    assert applied(province.province) == []
