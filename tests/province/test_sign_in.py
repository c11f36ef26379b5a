"""Staff sign-in online: the same answer and time for whoever does not get in."""

from __future__ import annotations

import base64
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from hukou.wire import Credential, SignInReply
from provincial_service.sample_register import load_staff
from provincial_service.settings import Settings, utc_now
from provincial_service.store.tables import staff
from tests.province.running import Service, run_service
from tests.province.terminal import ELSEWHERE, OFFICER, PASSWORDS, Answer, TestTerminal


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(utc_now())


@pytest.fixture
def service(settings: Settings, clock: Clock) -> Iterator[Service]:
    with run_service(replace(settings, clock=clock)) as running:
        yield running


def sign_in(terminal: TestTerminal, staff_no: str, password: str) -> Answer:
    return terminal.post("/v1/sign-in", {"staff_no": staff_no, "password": password})


def test_a_signed_credential_and_the_master_key_come_back(service: Service, clock: Clock) -> None:
    terminal = service.enrol()
    answer = sign_in(terminal, " 039217 ", PASSWORDS["039217"])
    assert answer.status == 200
    reply = SignInReply.model_validate_json(answer.body)
    text = reply.credential_text.encode()
    terminal.province_key.verify(base64.b64decode(reply.signature), text)
    credential = Credential.model_validate_json(text)
    assert (credential.staff, credential.terminal) == (OFFICER, terminal.name)
    assert credential.not_after == clock.now + timedelta(hours=72)
    assert base64.b64decode(reply.master_key) == terminal.master_key


def test_whoever_does_not_get_in_hears_the_same(service: Service) -> None:
    terminal, elsewhere = service.enrol(), service.enrol(ELSEWHERE)
    with service.province.store.write() as connection:
        connection.execute(update(staff).where(staff.c.staff_no == "F0426").values(active=False))
    answers = [
        sign_in(terminal, "039217", "wrong"),
        sign_in(terminal, "099999", "wrong"),
        sign_in(terminal, "F0426", PASSWORDS["F0426"]),
        sign_in(elsewhere, "030012", PASSWORDS["030012"]),
        sign_in(terminal, "", ""),
    ]
    assert {(answer.status, answer.body) for answer in answers} == {(401, answers[0].body)}
    assert answers[0].code == "PV-211"


def test_whoever_does_not_get_in_waits_as_long(settings: Settings) -> None:
    """With an Argon2 cost that outweighs the rest: an unknown account answers no sooner than a known one."""
    with run_service(replace(settings, password_memory_kib=16384)) as service:
        load_staff(service.province.store, service.province.passwords, PASSWORDS)
        terminal = service.enrol()
        took: dict[str, list[float]] = {"known": [], "unknown": []}
        for n in range(4):
            for kind, staff_no in (("known", "039217"), ("unknown", f"09999{n}")):
                start = time.perf_counter()
                assert sign_in(terminal, staff_no, f"wrong-{n}").status == 401
                took[kind].append(time.perf_counter() - start)
    ratio = statistics.median(took["unknown"]) / statistics.median(took["known"])
    assert 0.6 < ratio < 1.6


@pytest.mark.parametrize("staff_no", ["039217", "099999"], ids=["known", "unknown"])
def test_too_many_failures_lock_a_number_whether_it_exists_or_not(
    service: Service, clock: Clock, staff_no: str
) -> None:
    terminal = service.enrol()
    assert [sign_in(terminal, staff_no, "wrong").code for _ in range(5)] == ["PV-211"] * 5
    locked = sign_in(terminal, staff_no, PASSWORDS["039217"])
    assert (locked.status, locked.code) == (429, "PV-212")
    assert locked.headers["retry-after"] == "900"
    assert "15 分钟" in locked.json()["detail"] + locked.json()["remedy"]
    clock.now += timedelta(minutes=15, seconds=1)
    after = sign_in(terminal, staff_no, PASSWORDS["039217"])
    assert after.status == (200 if staff_no == "039217" else 401)


def test_success_clears_the_count(service: Service) -> None:
    terminal = service.enrol()
    for _ in range(3):
        assert [sign_in(terminal, "039217", "wrong").status for _ in range(4)] == [401] * 4
        assert sign_in(terminal, "039217", PASSWORDS["039217"]).status == 200
