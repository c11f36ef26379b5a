"""What a window believes of a sign-in answer: signed, for this person, on this terminal, whole, and bounded."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hukou.wire import Credential, EnrolReply, SignInReply
from tests.fakes import CLERK, OFFICER, START, FakeClock, station_profile
from tests.services.loopback import Loopback, Reply, Request, run_loopback
from window_client.config import Config
from window_client.errors import NotEnrolledError, RemoteAnswerError, RemoteSignInError, StorageError
from window_client.services import credentials, crypto
from window_client.services.enrolment import Terminal, enrol, load_terminal, open_sign_in_key
from window_client.services.session import Session
from window_client.services.sign_in import SignIn


def encode(data: bytes | bytearray) -> str:
    return base64.b64encode(data).decode()


class PliantProvince:
    """Enrols and signs in like a province, with answers that a test bends."""

    def __init__(self, loopback: Loopback) -> None:
        self.loopback = loopback
        self.master_key = ""
        self.public_key = encode(loopback.public_key)
        self.credential = Credential(
            staff=OFFICER, terminal="T-1", issued_at=START, not_after=START + timedelta(hours=72)
        )
        self.changes: dict[str, Any] = {}
        self.signer = loopback.seed
        self.problem: Reply | None = None
        loopback.answer = self.answer

    def answer(self, request: Request) -> Reply:
        if request.target == "/v1/enrol":
            self.master_key = json.loads(request.body)["master_key"]
            reply = EnrolReply(
                terminal="T-1",
                window_no=1,
                station=station_profile(),
                province_public_key=self.public_key,
                sample=True,
            )
            return Reply(reply.model_dump_json().encode())
        if self.problem is not None:
            return self.problem
        text = self.credential.canonical_text()
        values = {
            "credential_text": text,
            "signature": encode(crypto.sign(self.signer, text.encode())),
            "master_key": self.master_key,
        }
        return Reply(SignInReply(**{**values, **self.changes}).model_dump_json().encode())


@pytest.fixture
def pliant() -> Iterator[PliantProvince]:
    with run_loopback() as loopback:
        yield PliantProvince(loopback)


@pytest.fixture
def config(tmp_path: Path, pliant: PliantProvince) -> Config:
    return Config(
        data_dir=tmp_path / "data", secret_dir=tmp_path / "secret", province_url=pliant.loopback.url
    )


@pytest.fixture
def enrolled(config: Config, clock: FakeClock) -> Terminal:
    return enrol(config, "code", clock)


def signed_in(config: Config, clock: FakeClock) -> Session:
    return SignIn(config, clock, memory_kib=64, passes=1).sign_in("039217", "password")


def test_a_sound_answer_opens_a_session(config: Config, enrolled: Terminal, clock: FakeClock) -> None:
    session = signed_in(config, clock)
    assert session.staff == OFFICER
    session.lock()


def test_a_term_is_never_longer_than_seven_days(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince
) -> None:
    pliant.credential = pliant.credential.model_copy(update={"not_after": START + timedelta(days=400)})
    session = signed_in(config, clock)
    assert session.offline_until == START + timedelta(days=7)
    session.lock()


def test_a_policy_of_the_credential_is_kept(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince
) -> None:
    pliant.credential = pliant.credential.model_copy(update={"max_failures": 2, "lock_minutes": 60})
    signed_in(config, clock).lock()
    sign_in = SignIn(config, clock, memory_kib=64, passes=1)
    pliant.problem = Reply(b"", 500)
    for _ in range(2):
        with pytest.raises(Exception, match="编号或口令不正确"):
            sign_in.sign_in("039217", "wrong")
    clock.advance(minutes=59)
    with pytest.raises(Exception, match="暂时锁定"):
        sign_in.sign_in("039217", "password")


@pytest.mark.parametrize(
    "changes",
    [
        {"signature": encode(bytes(64))},
        {"signature": "not base64!"},
        {"master_key": "not base64!"},
        {"master_key": encode(bytes(31))},
        {"credential_text": "{}"},
    ],
)
def test_an_unsound_answer_opens_nothing(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince, changes: dict[str, str]
) -> None:
    pliant.changes = changes
    with pytest.raises(RemoteAnswerError):
        signed_in(config, clock)
    assert not config.store_path.exists() and not (config.data_dir / "slots.json").exists()


def test_a_signed_text_that_is_no_credential(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince
) -> None:
    text = '{"staff": 5}'
    pliant.changes = {
        "credential_text": text,
        "signature": encode(crypto.sign(pliant.loopback.seed, text.encode())),
    }
    with pytest.raises(RemoteAnswerError):
        signed_in(config, clock)


@pytest.mark.parametrize("update", [{"staff": CLERK}, {"terminal": "T-2"}])
def test_a_credential_of_someone_else_or_elsewhere(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince, update: dict[str, Any]
) -> None:
    pliant.credential = pliant.credential.model_copy(update=update)
    with pytest.raises(RemoteAnswerError):
        signed_in(config, clock)


def test_a_credential_signed_by_another_key(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince
) -> None:
    pliant.signer = crypto.new_signing_key()
    with pytest.raises(RemoteAnswerError):
        signed_in(config, clock)


def test_a_terminal_the_province_revoked_cannot_renew(
    config: Config, enrolled: Terminal, clock: FakeClock, pliant: PliantProvince
) -> None:
    problem = b'{"title": "t", "status": 401, "code": "PV-103"}'
    pliant.problem = Reply(problem, 401, "application/problem+json")
    for _ in range(7):
        with pytest.raises(RemoteSignInError):
            signed_in(config, clock)
    pliant.problem = None
    session = signed_in(config, clock)
    pliant.problem = Reply(problem, 401, "application/problem+json")
    with pytest.raises(RemoteSignInError):
        SignIn(config, clock, memory_kib=64, passes=1).refresh(session)
    assert SignIn(config, clock).view().known_staff, (
        "the slot stays: the terminal was refused, not the person"
    )
    session.lock()


@pytest.mark.parametrize("key", ["not base64!", encode(bytes(31))])
def test_an_enrolment_without_a_usable_key_of_the_province(
    config: Config, clock: FakeClock, pliant: PliantProvince, key: str
) -> None:
    pliant.public_key = key
    with pytest.raises(RemoteAnswerError):
        enrol(config, "code", clock)
    assert load_terminal(config) is None


def test_another_machine_secret_is_as_good_as_none(enrolled: Terminal) -> None:
    with pytest.raises(NotEnrolledError):
        open_sign_in_key(enrolled, crypto.new_key())


def test_an_enrolment_file_with_an_impossible_station(config: Config, enrolled: Terminal) -> None:
    path = config.data_dir / "terminal.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**value, "station": {"station": 5}}), encoding="utf-8")
    with pytest.raises(StorageError):
        load_terminal(config)


def test_the_end_of_a_term(pliant: PliantProvince) -> None:
    assert credentials.end_of_term(pliant.credential) == START + timedelta(hours=72)


def test_repr_of_a_terminal_holds_no_sealed_key(enrolled: Terminal) -> None:
    assert "sealed" not in repr(enrolled)
    assert replace(enrolled) == enrolled
