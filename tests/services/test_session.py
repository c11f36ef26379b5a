"""A session: what a role may, step-up, and what is left after the lock."""

from __future__ import annotations

import pytest

from hukou.staff import Permission
from tests.fakes import (
    CLERK,
    OTHER_OFFICER,
    OTHER_STATION,
    PASSWORD,
    FakeClock,
    LiveProvince,
)
from tests.services.conftest import Sessions
from tests.services.signing_in import audited, refusal
from window_client.config import Config
from window_client.errors import (
    CredentialsRefusedError,
    NotAuthorisedError,
    SessionLockedError,
    SignInLockedError,
    StepUpRequiredError,
    StorageError,
    WindowClientError,
)
from window_client.services.enrolment import enrol
from window_client.services.session import Session
from window_client.services.sign_in import SignIn
from window_client.services.store import Store


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
