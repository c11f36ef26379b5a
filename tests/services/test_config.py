"""Settings: the order of their sources, and what is said of a wrong one."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

import pytest

from window_client import config
from window_client.config import Config
from window_client.errors import ConfigurationError


def _parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    config.add_arguments(parser)
    return parser.parse_args(arguments)


def _file(folder: Path, text: str) -> Path:
    path = folder / "window-client.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _no_file_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))


def test_later_sources_win(tmp_path: Path) -> None:
    path = _file(tmp_path, "idle_lock_minutes = 2\nconnect_timeout = 9\nprinter = 'from file'\n")
    environ = {"WINDOW_CLIENT_CONNECT_TIMEOUT": "8.5", "WINDOW_CLIENT_PRINTER": "from environment"}
    loaded = config.load(_parse("--config", str(path), "--printer", "given"), environ)
    assert (loaded.idle_lock_minutes, loaded.connect_timeout, loaded.printer) == (2, 8.5, "given")
    assert loaded.read_timeout == Config().read_timeout


def test_without_any_source_the_defaults_hold() -> None:
    assert config.load({}, {}) == Config()


def test_the_environment_may_name_the_file(tmp_path: Path) -> None:
    path = _file(tmp_path, "log_level = 'debug'\n")
    assert config.load(_parse(), {"WINDOW_CLIENT_CONFIG": str(path)}).log_level == "debug"


def test_the_users_own_file_is_found_where_it_belongs(tmp_path: Path) -> None:
    folder = tmp_path / "nothing" / "window-client"
    folder.mkdir(parents=True)
    _file(folder, "idle_lock_minutes = 3\n")
    assert config.load({}, {}).idle_lock_minutes == 3


def test_unrelated_variables_of_the_environment_are_no_settings() -> None:
    environ = {"WINDOW_CLIENT_RESOURCES": "/x", "WINDOW_CLIENT_FONTS": "/y", "PRINTER": "z"}
    assert config.load({}, environ) == Config()


def test_paths_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    loaded = config.load({"data_dir": "here", "province_ca": "ca.pem"}, {})
    assert loaded.data_dir == tmp_path / "here" and loaded.province_ca == tmp_path / "ca.pem"
    assert loaded.store_path == tmp_path / "here" / "store.db"
    assert config.load({"province_ca": ""}, {}).province_ca is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("idle_lock_minutes = 'soon'", "idle_lock_minutes"),
        ("idle_lock_minutes = 0", "idle_lock_minutes"),
        ("idle_lock_minutes = true", "idle_lock_minutes"),
        ("idle_lock_minutes = 99", "1 到 15"),
        ("read_timeout = -1", "read_timeout"),
        ("idle_lock_minutes = 2.7", "idle_lock_minutes"),
        ("read_timeout = []", "read_timeout"),
        ("read_timeout = nan", "read_timeout"),
        ("read_timeout = inf", "read_timeout"),
        ("look_up_timeout = 0", "look_up_timeout"),
        ("data_dir = ''", "data_dir"),
        ("log_level = 'loud'", "log_level"),
        ("printer = 5", "printer"),
        ("data_dir = 5", "data_dir"),
        ("card_reader = 'magic'", "card_reader"),
        ("unheard_of = 1", "不认识的设置 unheard_of"),
        ("= 5", "格式有误"),
        ("province_url = 'ftp://x'", "不是网址"),
        ("province_url = 'https://'", "不是网址"),
        ("province_url = 'https://x:port'", "不是网址"),
        ("province_url = 'https://me@x'", "不是网址"),
        ("province_url = 'https://x/prefix'", "只写协议"),
        ("province_url = 'http://10.0.0.1:8000'", "必须用 https"),
    ],
)
def test_a_wrong_setting_is_named_with_its_source(tmp_path: Path, text: str, said: str) -> None:
    path = _file(tmp_path, text + "\n")
    with pytest.raises(ConfigurationError) as caught:
        config.load({}, {}, file=path)
    assert said in caught.value.message and caught.value.code == "CF-101"


def test_sound_addresses() -> None:
    for url in ("https://province:8443", "https://province/", "http://127.0.0.1:1", "http://[::1]:2", ""):
        assert config.load({"province_url": url}, {}).province_url == url


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="找不到设置文件"):
        config.load({}, {}, file=tmp_path / "none.toml")
    with pytest.raises(ConfigurationError, match="读不了设置文件"):
        config.load({}, {}, file=tmp_path)


def test_every_setting_is_described_everywhere() -> None:
    table = config.describe()
    parser = argparse.ArgumentParser()
    config.add_arguments(parser)
    help_text = parser.format_help()
    for item in fields(Config):
        assert f"`{item.name}`" in table
        assert "--" + item.name.replace("_", "-") in help_text
        assert item.metadata["description"]
