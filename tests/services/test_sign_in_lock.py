"""Five failures lock a number, known or not; only time opens it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes import (
    PASSWORD,
    FakeClock,
    LiveProvince,
)
from tests.services.conftest import Sessions
from tests.services.signing_in import audited, refusal
from window_client.config import Config
from window_client.errors import (
    CredentialsRefusedError,
    SignInLockedError,
)
from window_client.services.sign_in import SignIn


def lock_out(sign_in: SignIn, staff_no: str) -> None:
    for _ in range(5):
        assert refusal(sign_in, staff_no, "wrong").code == CredentialsRefusedError.code


@pytest.mark.parametrize("staff_no", ["039217", "999999"])
def test_five_failures_lock_known_and_unknown_alike(
    sign_in: SignIn, sessions: Sessions, province: LiveProvince, clock: FakeClock, staff_no: str
) -> None:
    sessions().lock()
    province.misbehave("error_500")
    lock_out(sign_in, staff_no)
    error = refusal(sign_in, staff_no, PASSWORD)
    assert error.code == SignInLockedError.code and "16 分钟" in error.remedy
    clock.advance(minutes=14)
    assert refusal(sign_in, staff_no, PASSWORD).code == SignInLockedError.code


def test_after_the_lock_one_more_failure_locks_again_and_a_success_clears(
    sign_in: SignIn, sessions: Sessions, province: LiveProvince, clock: FakeClock
) -> None:
    sessions().lock()
    province.misbehave("error_500")
    lock_out(sign_in, "039217")
    clock.advance(minutes=15)
    assert refusal(sign_in, "039217", "wrong").code == CredentialsRefusedError.code
    assert refusal(sign_in, "039217", PASSWORD).code == SignInLockedError.code
    clock.advance(minutes=15)
    session = sessions()
    assert audited(session)[-1] == ("sign_in", "done", "offline, 6 failed before")
    session.lock()
    refusal(sign_in, "039217", "wrong")
    sessions()


@pytest.mark.parametrize("lost", ["data", "secret", "neither"])
def test_a_lock_survives_restart_restored_file_and_turned_calendar(
    config: Config, sessions: Sessions, province: LiveProvince, clock: FakeClock, sign_in: SignIn, lost: str
) -> None:
    sessions().lock()
    province.misbehave("error_500")
    paths = {"data": config.data_dir / "attempts.json", "secret": config.secret_dir / "attempts.json"}
    before = {name: path.read_bytes() for name, path in paths.items()}
    lock_out(sign_in, "039217")
    if lost in paths:
        paths[lost].write_bytes(before[lost])
    for days in (365, -730):
        clock.set_wall(clock.now() + timedelta(days=days))
        again = SignIn(config, clock, memory_kib=64, passes=1)
        assert refusal(again, "039217", PASSWORD).code == SignInLockedError.code
    clock.advance(minutes=10)
    clock.reboot()
    again = SignIn(config, clock, memory_kib=64, passes=1)
    assert refusal(again, "039217", PASSWORD).code == SignInLockedError.code
    clock.advance(minutes=14)
    assert refusal(again, "039217", PASSWORD).code == SignInLockedError.code, "the wait begins anew at boot"


def test_the_count_names_nobody(config: Config, sign_in: SignIn, sessions: Sessions) -> None:
    sessions().lock()
    refusal(sign_in, "039217", "wrong")
    for folder in (config.data_dir, config.secret_dir):
        assert "039217" not in (folder / "attempts.json").read_text(encoding="utf-8")


def test_an_attempt_is_counted_before_its_outcome(
    config: Config, sign_in: SignIn, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killing the program in the middle of a try does not make the try undone."""
    sessions().lock()

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("window_client.services.keys.open_slot", killed)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                sign_in.sign_in("039217", PASSWORD)
    assert refusal(sign_in, "039217", PASSWORD).code == SignInLockedError.code


def test_the_provinces_lock_is_told_as_one(sign_in: SignIn, province: LiveProvince) -> None:
    for _ in range(4):
        refusal(sign_in, "039217", "wrong")
    refusal(sign_in, "039217", "wrong")
    again = SignIn(sign_in._config, FakeClock(boot=10**6), memory_kib=64, passes=1)
    assert refusal(again, "039217", PASSWORD).code == SignInLockedError.code
