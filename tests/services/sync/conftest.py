"""Two windows of one station, people of the sample register, and the way to lose a province's last hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hukou.staff import StaffMember
from provincial_service.sample_register import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from tests.counter import Counter
from tests.fakes import OFFICER, PASSWORD, FakeClock, LiveProvince
from tests.people import load_sample
from tests.services.conftest import Sessions
from tests.services.sync.line import Between
from window_client.config import Config
from window_client.services.enrolment import enrol
from window_client.services.sign_in import SignIn
from window_client.services.sync.cycle import SyncCycle

Opener = Callable[..., Counter]
"""Takes who signs in, the officer of the first station when nobody is named."""


@pytest.fixture
def register(province: LiveProvince) -> SampleRegister:
    return load_sample(province.province)


@pytest.fixture
def people(register: SampleRegister) -> list[PersonDraft]:
    return [person for person in register.persons() if person.age_on(register.as_of) >= 18]


@pytest.fixture
def first(sessions: Sessions, clock: FakeClock) -> Counter:
    return Counter.at(sessions(), clock)


@pytest.fixture
def another(tmp_path: Path, province: LiveProvince, clock: FakeClock) -> Iterator[Opener]:
    """Opens one more window each time it is called, at the station of whoever signs in there."""
    opened: list[Counter] = []

    def open_one(member: StaffMember = OFFICER) -> Counter:
        root = tmp_path / f"window-{len(opened) + 2}"
        config = Config(
            data_dir=root / "data",
            secret_dir=root / "secret",
            log_dir=root / "log",
            province_url=province.url,
            read_timeout=5.0,
        )
        enrol(config, province.activation_code(member.station), clock)
        session = SignIn(config, clock, memory_kib=64, passes=1).sign_in(member.staff_no, PASSWORD)
        opened.append(Counter.at(session, clock))
        return opened[-1]

    yield open_one
    for counter in opened:
        counter.desk.close()
        counter.session.lock("quit")


@pytest.fixture
def second(another: Opener) -> Counter:
    return another()


@pytest.fixture
def counter(first: Counter) -> Counter:
    """The window a test of one window works at."""
    return first


@pytest.fixture
def between(counter: Counter) -> Between:
    """The counter's sync runs through it from now on."""
    session = counter.session
    middle = Between(counter.desk.province)
    cycle = SyncCycle(
        session.store,
        middle,  # type: ignore[arg-type]
        session.clock,
        scope=session.terminal.station.station,
        province_public_key=session.terminal.province_public_key,
    )
    object.__setattr__(counter.desk, "sync", cycle)
    return middle
