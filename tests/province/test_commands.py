"""The command line, as a stranger meets it."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest

from provincial_service.__main__ import main
from provincial_service.enrolment import enrol
from provincial_service.keys import make_keys
from provincial_service.province import open_province
from provincial_service.settings import Settings
from provincial_service.store.tables import meta
from tests.province.running import Service
from tests.province.terminal import OFFICER

STATION = "390102510000"


def run(folder: Path, *arguments: str) -> int:
    return main([*arguments[:1], "--data-dir", str(folder), "--database", "", *arguments[1:]])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh sample province with a small register."""
    target = tmp_path / "province"
    assert run(target, "init", "--sample") == 0
    assert run(target, "load-sample", "--persons", "1500", "--seed", "3", "--quiet") == 0
    return target


def test_help_shows_a_first_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    for verb in ("init", "load-sample", "add-staff", "activation-code", "serve", "DATABASE_URL"):
        assert verb in text


@pytest.mark.parametrize(
    "verb", ["init", "serve", "load-sample", "add-station", "add-staff", "activation-code", "rotate-epoch"]
)
def test_every_command_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"])
    assert stopped.value.code == 0
    assert "--data-dir" in capsys.readouterr().out


def test_a_sample_province_is_set_up_and_its_keys_are_private(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("province_signing.key", "province_sealing.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    deck = json.loads((folder / "deck.json").read_text(encoding="utf-8"))
    assert (deck["seed"], len(deck["cards"]) >= 10) == (3, True)


def test_a_second_init_keeps_keys_and_epoch(folder: Path) -> None:
    before = open_province(Settings(folder))
    assert run(folder, "init", "--sample", "--tls") == 0
    after = open_province(Settings(folder))
    assert before.keys.signing.public_bytes == after.keys.signing.public_bytes
    assert before.keys.sealing == after.keys.sealing
    assert (folder / "tls" / "ca.pem").exists()
    assert stat.S_IMODE((folder / "tls" / "ca.key").stat().st_mode) == 0o600
    certificate = (folder / "tls" / "server.pem").read_bytes()
    assert run(folder, "init", "--sample", "--tls") == 0
    assert (folder / "tls" / "server.pem").read_bytes() == certificate
    for province in (before, after):
        province.store.close()


def test_staff_are_added_with_a_password_from_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["--staff-no", OFFICER.staff_no, "--name", OFFICER.name, "--role", "household_officer"]
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert run(folder, "add-staff", *who, "--station", STATION, "--password-stdin") == 1
    assert "eight characters" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("long enough\n"))
    assert run(folder, "add-staff", *who, "--station", STATION, "--password-stdin") == 0
    assert run(folder, "add-staff", *who, "--station", "1", "--password-stdin") == 1


def test_sample_staff_get_only_the_passwords_they_are_given(folder: Path, tmp_path: Path) -> None:
    secrets = tmp_path / "passwords.json"
    secrets.write_text(json.dumps({"039217": "bamboo-lantern-1"}), encoding="utf-8")
    small = ["--persons", "1500", "--quiet"]
    assert run(folder, "load-sample", *small, "--staff-passwords", str(secrets)) == 0
    province = open_province(Settings(folder))
    from provincial_service.store.terminals import find_staff

    with province.store.read() as connection:
        officer = find_staff(connection, "039217")
        assert find_staff(connection, "F0426") is None
    assert officer is not None
    assert province.passwords.matches(officer.password_hash, "bamboo-lantern-1")
    assert officer.password_hash.startswith("$argon2id$")
    province.store.close()
    secrets.write_text(json.dumps({"nobody": "bamboo-lantern-1"}), encoding="utf-8")
    assert run(folder, "load-sample", *small, "--staff-passwords", str(secrets)) == 1


def test_an_activation_code_enrols(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(folder, "activation-code", "--station", STATION) == 0
    code = capsys.readouterr().out.strip()
    from hukou.wire import EnrolRequest
    from tests.province.terminal import b64

    key = b64(bytes(range(32)))
    request = EnrolRequest(activation_code=code, public_key=key, sign_in_key=key, master_key=key)
    province = open_province(Settings(folder))
    terminal = enrol(province, request).terminal
    province.store.close()
    assert run(folder, "revoke-terminal", "--terminal", terminal) == 0
    assert run(folder, "revoke-terminal", "--terminal", terminal) == 1
    assert run(folder, "activation-code", "--station", "1") == 1
    assert "there is no station 1" in capsys.readouterr().err


def test_a_real_province_takes_no_fictitious_persons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = ["--province-code", "480000", "--province-name", "海渡省", "--receipt-letters", "HD"]
    assert run(tmp_path, "init", *facts) == 0
    assert run(tmp_path, "load-sample", "--quiet") == 1
    assert "not a sample" in capsys.readouterr().err
    station = {
        "--station": "480221510000",
        "--name": "平沙市公安局松岭分局松岭派出所",
        "--bureau": "平沙市公安局松岭分局",
        "--division": "480221",
        "--phone": "0480-555-0100",
        "--address": "海渡省平沙市松岭县城关路1号",
        "--number-prefix": "SL-2026-",
    }
    words = [word for pair in station.items() for word in pair]
    assert run(tmp_path, "add-station", *words) == 0
    assert run(tmp_path, "activation-code", "--station", "480221510000") == 0


def test_what_is_not_set_up_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "rotate-epoch") == 1
    assert "run `provincial-service init` first" in capsys.readouterr().err
    assert run(tmp_path, "init") == 1
    assert "--sample" in capsys.readouterr().err
    assert main(["rotate-epoch", "--data-dir", str(tmp_path), "--database", "oracle://x"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_database_of_another_version_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    province = open_province(Settings(folder))
    with province.store.write() as connection:
        connection.execute(meta.update().where(meta.c.key == "schema_version").values(value="99"))
    province.store.close()
    assert run(folder, "rotate-epoch") == 1
    assert "schema version 99" in capsys.readouterr().err


def test_damaged_keys_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "province_signing.key").write_bytes(b"short")
    assert run(folder, "rotate-epoch") == 1
    assert "is damaged" in capsys.readouterr().err
    (folder / "province_signing.key").unlink()
    assert run(folder, "rotate-epoch") == 1
    make_keys(folder)
    assert run(folder, "rotate-epoch") == 0


def test_the_epoch_turns(sqlite_service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"{sqlite_service.base_url}/v1/hello"
    before = sqlite_service.client.get(url).json()["epoch"]
    assert run(sqlite_service.province.settings.data_dir, "rotate-epoch") == 0
    after = sqlite_service.client.get(url).json()["epoch"]
    assert before != after
    assert after in capsys.readouterr().out
