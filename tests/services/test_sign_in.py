"""Sign-in against the real province: online, offline, wrong, unknown, locked, over, renewed."""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hukou.staff import Permission
from tests.fakes import (
    CLERK,
    OFFICER,
    OTHER_OFFICER,
    OTHER_STATION,
    PASSWORD,
    START,
    FakeClock,
    LiveProvince,
)
from tests.services.conftest import Sessions
from window_client.config import Config
from window_client.errors import (
    ConfigurationError,
    CredentialsRefusedError,
    FirstSignInOfflineError,
    NotAuthorisedError,
    NotEnrolledError,
    OfflineSignInExpiredError,
    RemoteFaultError,
    RemoteRefusedError,
    RemoteSignInError,
    SessionLockedError,
    SignInError,
    SignInLockedError,
    StepUpRequiredError,
    StorageError,
    WindowClientError,
)
from window_client.services.enrolment import Terminal, enrol, load_terminal
from window_client.services.session import Session
from window_client.services.sign_in import SignIn
from window_client.services.store import Store
from window_client.services.store.tables import audit_event


def refusal(sign_in: SignIn, staff_no: str, password: str) -> SignInError:
    with pytest.raises(SignInError) as caught:
        sign_in.sign_in(staff_no, password)
    return caught.value


def audited(session: Session) -> list[tuple[str, str, str]]:
    with session.store.read() as connection:
        columns = (audit_event.c.action, audit_event.c.result, audit_event.c.detail)
        return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(audit_event.c.seq))]


@pytest.fixture
def offline(province: LiveProvince) -> LiveProvince:
    """The province answers nothing but faults from here on."""
    province.misbehave("error_500")
    return province


# --- enrolment -----------------------------------------------------------------------------------------


def test_enrolment_gives_a_window_its_identity(terminal: Terminal, config: Config, sign_in: SignIn) -> None:
    assert terminal.window_no == 1 and terminal.sample
    assert terminal.station.station_name == "澜州市公安局青禾分局望桥派出所"
    assert load_terminal(config) == terminal
    view = sign_in.view()
    assert view.enrolled and view.station == terminal.station and view.known_staff == ()


def test_an_activation_code_works_once(
    config: Config, province: LiveProvince, clock: FakeClock, tmp_path: Path
) -> None:
    code = province.activation_code()
    enrol(config, f" {code}\n", clock)
    with pytest.raises(ConfigurationError, match="已经登记过"):
        enrol(config, province.activation_code(), clock)
    other = Config(data_dir=tmp_path / "b", secret_dir=tmp_path / "c", province_url=config.province_url)
    with pytest.raises(RemoteRefusedError, match="激活码"):
        enrol(other, code, clock)
    assert load_terminal(other) is None


def test_an_enrolment_whose_answer_was_lost_is_finished(
    config: Config, province: LiveProvince, clock: FakeClock
) -> None:
    province.misbehave("silence_after", path="/v1/enrol", times=1)
    impatient = Config(**{**vars(config), "read_timeout": 0.3})
    assert enrol(impatient, province.activation_code(), clock).window_no == 1


def test_before_enrolment_nobody_signs_in(config: Config, clock: FakeClock) -> None:
    sign_in = SignIn(config, clock)
    assert not sign_in.view().enrolled
    assert refusal(sign_in, "039217", PASSWORD).code == NotEnrolledError.code


def test_a_damaged_enrolment_is_said_to_be_damaged(
    config: Config, terminal: Terminal, clock: FakeClock
) -> None:
    path = config.data_dir / "terminal.json"
    for text in ("{", "{}", "[]", path.read_text(encoding="utf-8").replace("390102510000", "", 1)[:-40]):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(StorageError, match="终端登记文件已损坏"):
            SignIn(config, clock).view()


def test_neither_half_of_the_secrets_speaks_for_the_terminal(
    config: Config, sessions: Sessions, clock: FakeClock
) -> None:
    """The sign-in key lies under the machine secret alone: the province takes it for nothing else."""
    from window_client.services.enrolment import machine_secret, open_sign_in_key
    from window_client.services.sync.remote import Province
    from window_client.services.sync.transport import Signer

    session = sessions()
    terminal = session.terminal
    seed = open_sign_in_key(terminal, machine_secret(config).load())
    with Province(config, Signer(terminal.terminal, seed, terminal.province_public_key)) as thief:
        with pytest.raises(RemoteSignInError):
            thief.changes(terminal.station.station, "", 1000)
    with session.province() as own:
        assert own.changes(terminal.station.station, "", 1000).lines == ()


# --- online and offline ------------------------------------------------------------------------------------


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


# --- wrong and unknown -------------------------------------------------------------------------------------


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


# --- lock-out ----------------------------------------------------------------------------------------------------


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


# --- renewal -------------------------------------------------------------------------------------------------


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


# --- the session ---------------------------------------------------------------------------------------------


def test_a_role_may_what_it_may_and_refusals_are_audited(sessions: Sessions, clock: FakeClock) -> None:
    session = sessions(CLERK)
    session.require(Permission.ACCEPT)
    case_id = clock.new_id()
    with pytest.raises(NotAuthorisedError):
        session.require(Permission.DECIDE, action="approve", case_id=case_id)
    assert audited(session)[-1] == ("approve", "refused", "permission decide")


def test_step_up_holds_five_minutes(session: Session, clock: FakeClock) -> None:
    with pytest.raises(StepUpRequiredError):
        session.require_step_up()
    session.step_up(PASSWORD)
    clock.advance(minutes=4.9)
    session.require_step_up()
    assert session.stepped_up
    clock.advance(minutes=0.2)
    with pytest.raises(StepUpRequiredError):
        session.require_step_up()


def test_a_wrong_password_at_step_up_counts_and_is_audited(session: Session) -> None:
    for _ in range(5):
        with pytest.raises(CredentialsRefusedError):
            session.step_up("wrong")
    with pytest.raises(SignInLockedError):
        session.step_up(PASSWORD)
    assert not session.stepped_up
    assert [entry[:2] for entry in audited(session)][1:] == [("step_up", "refused")] * 6


def test_lock_drops_the_keys_and_closes_the_store(session: Session) -> None:
    session.step_up(PASSWORD)
    chain, renewal, store = session.keys, session.password_for_renewal(), session.store
    session.lock("idle")
    session.lock("idle")
    assert session.locked and store.closed
    for secret in (chain.store, chain.documents, chain.audit, chain.terminal, renewal):
        assert secret and not any(secret)
    for verb in (
        lambda: session.require(Permission.ACCEPT),
        lambda: session.step_up(PASSWORD),
        session.require_step_up,
        session.province,
    ):
        with pytest.raises(SessionLockedError):
            verb()


def test_a_lock_is_audited_with_its_reason(sessions: Sessions) -> None:
    sessions().lock("idle")
    session = sessions()
    assert ("lock", "done", "idle") in audited(session)


def test_a_lock_that_cannot_be_audited_locks_all_the_same(session: Session) -> None:
    with session.store.unit_of_work() as uow:
        uow.connection.exec_driver_sql(
            "CREATE TRIGGER no_audit BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        uow.commit()
    session.lock()
    assert session.locked and not any(session.keys.store)


def test_a_sign_in_that_cannot_be_audited_does_not_happen(config: Config, sessions: Sessions) -> None:
    session = sessions()
    key = bytearray(session.keys.store)
    with session.store.unit_of_work() as uow:
        uow.connection.exec_driver_sql(
            "CREATE TRIGGER no_audit BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        uow.commit()
    session.lock()
    with pytest.raises(StorageError, match="操作记录没有写入"):
        sessions()
    Store.open(config.store_path, key).close()


def test_a_foreign_master_key_is_refused_before_the_store_is_touched(
    config: Config, sessions: Sessions, sign_in: SignIn
) -> None:
    sessions().lock()
    path = config.secret_dir / "machine.secret"
    path.write_bytes(bytes(32))
    with pytest.raises(WindowClientError) as caught:
        sign_in.sign_in("039217", PASSWORD)
    assert caught.value.code == "ST-000" and "密钥与终端登记不符" in caught.value.message


def test_a_terminal_of_another_station_does_not_take_this_stations_staff(
    config: Config, province: LiveProvince, clock: FakeClock
) -> None:
    enrol(config, province.activation_code(OTHER_STATION), clock)
    sign_in = SignIn(config, clock, memory_kib=64, passes=1)
    assert refusal(sign_in, "039217", PASSWORD).code == CredentialsRefusedError.code
    sign_in.sign_in(OTHER_OFFICER.staff_no, PASSWORD).lock()
