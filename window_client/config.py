"""Deployment settings: defaults < TOML file < environment `WINDOW_CLIENT_*` < command line.

Every setting is one field of `Config`, with its type, default and description; the command line, the
environment and `describe()` are made from that one declaration. What a person chooses on the screen is not
here but in `services/preferences.py`.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

import platformdirs

from window_client.errors import ConfigurationError

APP = "window-client"
PREFIX = "WINDOW_CLIENT_"
FILE_NAME = "window-client.toml"


def _about(description: str) -> dict[str, str]:
    return {"description": description}


def _data_dir() -> Path:
    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def _secret_dir() -> Path:
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "machine"


def _log_dir() -> Path:
    return Path(platformdirs.user_log_dir(APP, appauthor=False))


@dataclass(frozen=True)
class Config:
    """All settings of one window. Paths are absolute after `load`."""

    data_dir: Path = field(
        default_factory=_data_dir, metadata=_about("Folder of the encrypted store, slots and preferences.")
    )
    secret_dir: Path = field(
        default_factory=_secret_dir,
        metadata=_about(
            "Folder of the machine secret; keep it off the disk that holds data_dir where you can."
        ),
    )
    log_dir: Path = field(default_factory=_log_dir, metadata=_about("Folder of the log files."))
    log_level: str = field(
        default="info", metadata=_about("Least severe level logged: debug, info, warning or error.")
    )
    province_url: str = field(
        default="",
        metadata=_about(
            "Address of the provincial service, e.g. https://province:8443; http only on loopback."
        ),
    )
    province_ca: Path | None = field(
        default=None,
        metadata=_about(
            "PEM file with the province's own certificate authority; when set, nothing else is trusted."
        ),
    )
    connect_timeout: float = field(
        default=3.0, metadata=_about("Seconds to wait for a connection to the province.")
    )
    read_timeout: float = field(
        default=20.0, metadata=_about("Seconds of silence after which an answer is given up.")
    )
    look_up_timeout: float = field(
        default=8.0,
        metadata=_about("Seconds of silence after which a register look-up is given up: a resident waits."),
    )
    idle_lock_minutes: int = field(
        default=5, metadata=_about("Minutes without input after which the window locks (1 to 15).")
    )
    card_reader: str = field(
        default="none", metadata=_about("ID-card reader: none, simulated, or serial:DEVICE.")
    )
    card_deck: Path | None = field(
        default=None, metadata=_about("Cards of the simulated reader: a JSON file, for sandbox and training.")
    )
    printer: str = field(
        default="", metadata=_about("Printer to offer first; empty asks the system for its default.")
    )

    @property
    def store_path(self) -> Path:
        return self.data_dir / "store.db"

    @property
    def backups_dir(self) -> Path:
        return self.data_dir / "backups"

    @property
    def preferences_path(self) -> Path:
        return self.data_dir / "preferences.json"


def load(
    arguments: Mapping[str, Any] | argparse.Namespace | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    file: Path | None = None,
) -> Config:
    """The settings in force; `ConfigurationError` names the setting, where it came from and what is wrong.

    `file` is the TOML file; without it `--config`, then WINDOW_CLIENT_CONFIG, then the user's configuration
    folder is looked at, and only that last one may be absent. `arguments` holds values by setting name; None
    means not given.
    """
    environ = os.environ if environ is None else environ
    given = vars(arguments) if isinstance(arguments, argparse.Namespace) else dict(arguments or {})
    values: dict[str, Any] = {}
    named = file or given.get("config") or environ.get(PREFIX + "CONFIG")
    path = Path(named) if named else Path(platformdirs.user_config_dir(APP, appauthor=False)) / FILE_NAME
    for name, value in _read_file(path, required=bool(named)).items():
        values[name] = _convert(name, value, str(path))
    for item in fields(Config):
        key = PREFIX + item.name.upper()
        if key in environ:
            values[item.name] = _convert(item.name, environ[key], key)
    for item in fields(Config):
        if given.get(item.name) is not None:
            values[item.name] = _convert(item.name, given[item.name], _option(item))
    config = Config(**values)
    _check(config)
    return config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One option for every setting, e.g. `--province-url`; absent ones stay None for `load`."""
    parser.add_argument("--config", metavar="FILE", help="Read settings from this TOML file.")
    for item in fields(Config):
        description = item.metadata["description"].replace("%", "%%")
        parser.add_argument(_option(item), metavar=item.name.upper(), default=None, help=description)


def describe() -> str:
    """All settings as a Markdown table, for the documentation."""
    lines = ["| setting | environment | type | default | what it does |", "|---|---|---|---|---|"]
    hints = get_type_hints(Config)
    for item in fields(Config):
        kind = getattr(hints[item.name], "__name__", "Path, may be absent")
        default = "(per user)" if kind == "Path" else f"`{item.default!r}`"
        lines.append(
            f"| `{item.name}` | `{PREFIX}{item.name.upper()}` | {kind} | {default} "
            f"| {item.metadata['description']} |"
        )
    return "\n".join(lines) + "\n"


def _option(item: Field[Any]) -> str:
    return "--" + item.name.replace("_", "-")


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if required:
            raise _wrong(f"找不到设置文件 {path}。") from error
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(f"读不了设置文件 {path}。") from error
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"设置文件 {path} 格式有误：{error}。") from error


def _convert(name: str, value: Any, origin: str) -> Any:
    hints = get_type_hints(Config)
    if name not in hints:
        raise _wrong(f"{origin} 中有不认识的设置 {name}。")
    kind = hints[name]
    try:
        if kind is int and type(value) in (int, str):
            return int(value)
        if kind is float and type(value) in (int, float, str):
            return float(value)
        if kind is str and isinstance(value, str):
            return value
        if kind not in (int, float, str) and isinstance(value, (str, Path)):
            if str(value):
                return Path(value).expanduser().absolute()
            if kind is not Path:
                return None
    except ValueError:
        pass
    raise _wrong(f"{origin} 中设置 {name} 的值不对：{value!r}。")


def _check(config: Config) -> None:
    if config.log_level not in ("debug", "info", "warning", "error"):
        raise _wrong(f"log_level 只能是 debug、info、warning、error，现在是 {config.log_level!r}。")
    if not 1 <= config.idle_lock_minutes <= 15:
        raise _wrong("idle_lock_minutes 只能在 1 到 15 之间。")
    timeouts = (config.connect_timeout, config.read_timeout, config.look_up_timeout)
    if not all(0 < seconds <= 600 for seconds in timeouts):
        raise _wrong("connect_timeout、read_timeout 和 look_up_timeout 必须大于 0，不超过 600 秒。")
    if config.card_reader not in ("none", "simulated") and not config.card_reader.startswith("serial:"):
        raise _wrong("card_reader 只能是 none、simulated 或 serial:设备名。")
    if config.province_url:
        _check_url(config.province_url)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise _wrong(f"province_url 不是网址：{url!r}。") from error
    if parts.scheme not in ("http", "https") or not host or parts.username:
        raise _wrong(f"province_url 不是网址：{url!r}。")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        # Requests are signed over their path as sent: a prefix that a gateway strips would break that.
        raise _wrong("province_url 只写协议、主机和端口。")
    if parts.scheme == "http" and host not in ("127.0.0.1", "::1", "localhost"):
        raise _wrong("province_url 必须用 https，本机回环地址除外。")


def _wrong(message: str) -> ConfigurationError:
    return ConfigurationError(message)
