"""Enrolment: an identity for one window, and what a stolen half of its secrets is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import (
    PASSWORD,
    FakeClock,
    LiveProvince,
)
from tests.services.conftest import Sessions
from tests.services.signing_in import refusal
from window_client.config import Config
from window_client.errors import (
    ConfigurationError,
    NotEnrolledError,
    RemoteRefusedError,
    RemoteSignInError,
    StorageError,
)
from window_client.services.enrolment import Terminal, enrol, load_terminal
from window_client.services.sign_in import SignIn


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
