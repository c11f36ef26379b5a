"""A window with a real store and a real province on loopback. Key derivation is cheap here, and only here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hukou.staff import StaffMember
from tests.fakes import OFFICER, PASSWORD, FakeClock, LiveProvince, found_province, serve
from window_client.config import Config
from window_client.services import crypto
from window_client.services.enrolment import Terminal, enrol
from window_client.services.session import Session
from window_client.services.sign_in import SignIn
from window_client.services.store import Store


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store_key() -> bytearray:
    return crypto.new_key()


@pytest.fixture
def store(tmp_path: Path, store_key: bytearray) -> Iterator[Store]:
    store = Store.open(tmp_path / "store" / "store.db", store_key)
    yield store
    store.close()


@pytest.fixture
def province(tmp_path: Path, clock: FakeClock) -> Iterator[LiveProvince]:
    folder = tmp_path / "province"
    folder.mkdir()
    with serve(found_province(folder, clock=clock)) as live:
        yield live


@pytest.fixture
def config(tmp_path: Path, province: LiveProvince) -> Config:
    return Config(
        data_dir=tmp_path / "window" / "data",
        secret_dir=tmp_path / "window" / "secret",
        log_dir=tmp_path / "window" / "log",
        province_url=province.url,
        read_timeout=5.0,
    )


@pytest.fixture
def terminal(config: Config, province: LiveProvince, clock: FakeClock) -> Terminal:
    return enrol(config, province.activation_code(), clock)


@pytest.fixture
def sign_in(config: Config, terminal: Terminal, clock: FakeClock) -> SignIn:
    return SignIn(config, clock, memory_kib=64, passes=1)


class Sessions:
    """Opens sessions and locks whatever a test leaves open."""

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in
        self._open: list[Session] = []

    def __call__(self, member: StaffMember = OFFICER, password: str = PASSWORD) -> Session:
        session = self._sign_in.sign_in(member.staff_no, password)
        self._open.append(session)
        return session

    def lock_all(self) -> None:
        for session in self._open:
            session.lock("quit")


@pytest.fixture
def sessions(sign_in: SignIn) -> Iterator[Sessions]:
    sessions = Sessions(sign_in)
    yield sessions
    sessions.lock_all()


@pytest.fixture
def session(sessions: Sessions) -> Session:
    """The household officer, signed in online."""
    return sessions()
