"""Sign-in against the real province: online, offline, over, wrong, unknown, renewed."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta

import pytest

from tests.fakes import (
    CLERK,
    OFFICER,
    OTHER_OFFICER,
    PASSWORD,
    START,
    FakeClock,
    LiveProvince,
)
from tests.services.conftest import Sessions
from tests.services.signing_in import audited, refusal
from window_client.config import Config
from window_client.errors import (
    CredentialsRefusedError,
    FirstSignInOfflineError,
    OfflineSignInExpiredError,
    RemoteFaultError,
    StorageError,
    WindowClientError,
)
from window_client.services.enrolment import Terminal
from window_client.services.session import Session
from window_client.services.sign_in import SignIn


@pytest.fixture
def offline(province: LiveProvince) -> LiveProvince:
    """The province answers nothing but faults from here on."""
    province.misbehave("error_500")
    return province


def test_the_first_sign_in_asks_the_province_and_the_next_does_not(
    sign_in: SignIn, sessions: Sessions, province: LiveProvince
) -> None:
    first = sessions()
    assert (first.staff, first.offline_until) == (OFFICER, START + timedelta(hours=72))
    assert audited(first) == [("sign_in", "done", "online")]
    first.lock()
    province.misbehave("error_500")
    second = sessions()
    assert audited(second)[-1] == ("sign_in", "done", "offline")
    assert [known.name for known in sign_in.view().known_staff] == ["王岚"]


def test_staff_share_the_store_of_their_terminal(sessions: Sessions) -> None:
    first = sessions(OFFICER)
    key = bytes(first.keys.store)
    first.lock()
    second = sessions(CLERK)
    assert bytes(second.keys.store) == key
    assert [entry[0] for entry in audited(second)] == ["sign_in", "lock", "sign_in"]


def test_a_second_session_waits_for_the_first_to_lock(sessions: Sessions) -> None:
    sessions()
    with pytest.raises(StorageError, match="另一个程序"):
        sessions()


def test_nobody_has_signed_in_here_and_the_province_is_away(sign_in: SignIn, offline: LiveProvince) -> None:
    with pytest.raises(RemoteFaultError):
        sign_in.sign_in("039217", PASSWORD)
    offline.server.should_exit = True
    for _ in range(7):
        deadline = time.monotonic() + 10
        error: WindowClientError | None = None
        while not isinstance(error, FirstSignInOfflineError) and time.monotonic() < deadline:
            with pytest.raises(WindowClientError) as caught:
                sign_in.sign_in("039217", PASSWORD)
            error = caught.value
        assert isinstance(error, FirstSignInOfflineError), "not locked: nobody was wrong"


def test_an_offline_term_ends_and_is_begun_anew_online(
    sign_in: SignIn, sessions: Sessions, clock: FakeClock, province: LiveProvince
) -> None:
    sessions().lock()
    clock.advance(hours=71.9)
    province.misbehave("error_500")
    sessions().lock()
    clock.advance(hours=0.2)
    assert refusal(sign_in, "039217", PASSWORD).code == OfflineSignInExpiredError.code
    province.misbehave("none")
    session = sessions()
    assert session.offline_until == clock.now() + timedelta(hours=72)
    assert audited(session)[-1] == ("sign_in", "done", "online")


def test_a_clock_put_back_prolongs_nothing(
    sign_in: SignIn, sessions: Sessions, clock: FakeClock, province: LiveProvince
) -> None:
    sessions().lock()
    province.misbehave("error_500")
    clock.advance(hours=73)
    refusal(sign_in, "039217", PASSWORD)
    clock.set_wall(START)
    assert refusal(sign_in, "039217", PASSWORD).code == OfflineSignInExpiredError.code
    clock.set_wall(START - timedelta(days=365))
    assert refusal(sign_in, "039217", PASSWORD).code == OfflineSignInExpiredError.code


def test_a_calendar_set_wrong_for_a_day_is_forgiven_by_the_province(
    sign_in: SignIn, sessions: Sessions, clock: FakeClock, province: LiveProvince
) -> None:
    sessions().lock()
    clock.set_wall(START + timedelta(days=365))
    province.misbehave("error_500")
    assert refusal(sign_in, "039217", PASSWORD).code == OfflineSignInExpiredError.code
    clock.set_wall(START + timedelta(hours=1))
    assert refusal(sign_in, "039217", PASSWORD).code == OfflineSignInExpiredError.code
    province.misbehave("none")
    sessions().lock()
    province.misbehave("error_500")
    sessions().lock()


def test_a_slot_with_a_forged_credential_does_not_open_a_session(
    config: Config, sign_in: SignIn, sessions: Sessions, offline: LiveProvince
) -> None:
    offline.misbehave("none")
    sessions().lock()
    offline.misbehave("error_500")
    path = config.data_dir / "slots.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("household_officer", "supervisor"), encoding="utf-8")
    assert refusal(sign_in, "039217", PASSWORD).code == CredentialsRefusedError.code
    path.write_text(text.replace('"signature": "', '"signature": "AAAA'), encoding="utf-8")
    with pytest.raises(WindowClientError):
        sign_in.sign_in("039217", PASSWORD)


def test_wrong_password_unknown_number_and_other_station_read_the_same(
    sign_in: SignIn, sessions: Sessions, province: LiveProvince
) -> None:
    sessions().lock()
    for mode in ("none", "error_500"):
        province.misbehave(mode)
        texts = {
            refusal(sign_in, staff_no, password).text
            for staff_no, password in (
                ("039217", "wrong"),
                ("999999", PASSWORD),
                (OTHER_OFFICER.staff_no, PASSWORD),
                ("", ""),
                ("039217", ""),
            )
        }
        assert len(texts) == 1 and "SG-101" in texts.pop()


@pytest.mark.parametrize("mode", ["none", "error_500"])
def test_wrong_password_and_unknown_number_take_the_same_time(
    config: Config, terminal: Terminal, province: LiveProvince, clock: FakeClock, mode: str
) -> None:
    """With a derivation that costs enough to be seen, the ratio of medians stays near one."""
    sign_in = SignIn(config, clock, memory_kib=32 * 1024, passes=3)
    sign_in.sign_in("039217", PASSWORD).lock()
    province.misbehave(mode)
    times: dict[str, list[float]] = {"039217": [], "900000": []}
    for turn in range(9):
        for staff_no in times:
            clock.advance(hours=1)  # past any lock-out
            begun = time.perf_counter()
            refusal(sign_in, staff_no, f"wrong {turn}")
            times[staff_no].append(time.perf_counter() - begun)
    known, unknown = (statistics.median(values) for values in times.values())
    assert 0.7 < unknown / known < 1.43, times


def test_a_password_changed_at_the_province_works_at_once(
    sign_in: SignIn, sessions: Sessions, province: LiveProvince
) -> None:
    sessions().lock()
    province.set_password(OFFICER, "a new one")
    sessions(OFFICER, "a new one").lock()
    assert refusal(sign_in, "039217", PASSWORD).code == CredentialsRefusedError.code
    province.misbehave("error_500")
    sessions(OFFICER, "a new one").lock()


def test_the_offline_term_is_renewed_once_the_link_is_there(
    sign_in: SignIn, sessions: Sessions, clock: FakeClock, province: LiveProvince
) -> None:
    sessions().lock()
    clock.advance(hours=60)
    province.misbehave("error_500")
    session = sessions()
    with pytest.raises(RemoteFaultError):
        sign_in.refresh(session)
    assert session.offline_until == START + timedelta(hours=72)
    province.misbehave("none")
    assert sign_in.refresh(session)
    assert session.offline_until == clock.now() + timedelta(hours=72)
    assert not sign_in.refresh(session), "the password is gone after the first renewal"
    session.lock()
    clock.advance(hours=71)
    province.misbehave("error_500")
    sessions()


def test_the_password_is_forgotten_after_ten_minutes_and_given_again_by_step_up(
    sign_in: SignIn, session: Session, clock: FakeClock
) -> None:
    kept = session.password_for_renewal()
    clock.advance(minutes=10)
    assert not sign_in.refresh(session) and not any(kept)
    session.step_up(PASSWORD)
    assert sign_in.refresh(session)


def test_someone_the_province_dismissed_loses_the_slot(
    sign_in: SignIn, sessions: Sessions, province: LiveProvince
) -> None:
    sessions().lock()
    session = sessions()
    province.set_password(OFFICER, "changed after a dismissal")
    with pytest.raises(CredentialsRefusedError):
        sign_in.refresh(session)
    assert sign_in.view().known_staff == ()
    session.lock()
    assert refusal(sign_in, "039217", PASSWORD).code == CredentialsRefusedError.code
