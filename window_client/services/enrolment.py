"""A terminal enrols once: makes its keys, trades an activation code for its identity, and remembers it.

Two signing keys are made (docs/decisions/0004). The *sign-in key* is sealed under the machine secret alone,
because it has to sign `/sign-in` before anyone's password is known; it opens nothing else at the province.
The *terminal key* signs everything else and is sealed under the master key and the machine secret together.
A third key signs certificates (`issuing_key`): one that is lost is made again, so it has a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hukou.wire import EnrolReply, EnrolRequest, StationProfile
from window_client.config import Config
from window_client.errors import (
    ConfigurationError,
    NotEnrolledError,
    RemoteAnswerError,
    RemoteUnreachableError,
    StorageError,
)
from window_client.services import crypto, keys
from window_client.services.clock import Clock
from window_client.services.files import read_json, write_json

_SIGN_IN_LABEL = "enrolment-key"
_TERMINAL_LABEL = "terminal-key"


@dataclass(frozen=True)
class Terminal:
    """Who this window is to its province. `sample`: everything it prints carries 样本."""

    terminal: str
    window_no: int
    station: StationProfile
    province_public_key: bytes
    sample: bool
    enrolled_at: datetime
    sealed_sign_in_key: bytes = field(repr=False)
    sealed_terminal_key: bytes = field(repr=False)


def terminal_path(config: Config) -> Path:
    return config.data_dir / "terminal.json"


def machine_secret(config: Config) -> keys.MachineSecret:
    return keys.FileMachineSecret(config.secret_dir)


def load_terminal(config: Config) -> Terminal | None:
    """The enrolment of this window, None before it. `StorageError` when the file is damaged."""
    try:
        value = read_json(terminal_path(config))
        return None if value is None else _from_json(value)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageError(
            "终端登记文件已损坏。", remedy="请联系系统管理员。", detail=type(error).__name__
        ) from error


def enrol(config: Config, activation_code: str, clock: Clock) -> Terminal:
    """Enrol with a code that works once. Raises the `SyncError` family; nothing is left behind on failure
    except the machine secret, which a second try uses again. `ConfigurationError` when enrolled already."""
    if load_terminal(config) is not None:
        raise ConfigurationError("本终端已经登记过。", remedy="需要重新登记时请联系系统管理员。")
    # Loading a terminal must not cost the import of the HTTP stack: the sign-in page waits for it.
    from window_client.services import issuing_key
    from window_client.services.sync.remote import Province

    secret = machine_secret(config).create()
    master_key, sign_in_seed, terminal_seed = (
        crypto.new_key(),
        crypto.new_signing_key(),
        crypto.new_signing_key(),
    )
    new = issuing_key.make_key(crypto.public_key(terminal_seed))
    try:
        request = EnrolRequest(
            activation_code=activation_code.strip(),
            public_key=keys.encode(crypto.public_key(terminal_seed)),
            sign_in_key=keys.encode(crypto.public_key(sign_in_seed)),
            master_key=keys.encode(master_key),
            issuing_key=new.request.issuing_key,
            issuing_proof=new.request.issuing_proof,
        )
        with Province(config) as province:
            try:
                reply = province.enrol(request)
            except RemoteUnreachableError:
                # The answer may have been lost after the code was spent: the same keys are answered again.
                reply = province.enrol(request)
        terminal = _terminal(reply, clock, master_key, secret, sign_in_seed, terminal_seed)
        if reply.issuing_certificate:
            issuing_key.keep_key(
                config,
                new,
                terminal.terminal,
                terminal_seed,
                authority=reply.issuing_authority,
                certificate=reply.issuing_certificate,
            )
    finally:
        new.wipe()
        crypto.wipe(master_key, sign_in_seed, terminal_seed, secret)
    write_json(terminal_path(config), _to_json(terminal))
    return terminal


def open_sign_in_key(terminal: Terminal, secret: bytearray) -> bytearray:
    """The Ed25519 seed that signs `/sign-in`; `NotEnrolledError` when the machine secret is another one."""
    wrapping = crypto.hkdf(secret, _SIGN_IN_LABEL)
    try:
        return crypto.unseal(wrapping, terminal.sealed_sign_in_key, _SIGN_IN_LABEL.encode())
    except crypto.SealError as error:
        raise NotEnrolledError(detail="machine secret changed") from error
    finally:
        crypto.wipe(wrapping)


def _terminal(
    reply: EnrolReply,
    clock: Clock,
    master_key: bytearray,
    secret: bytearray,
    sign_in_seed: bytearray,
    terminal_seed: bytearray,
) -> Terminal:
    try:
        public_key = keys.decode(reply.province_public_key)
    except ValueError as error:
        raise RemoteAnswerError(detail="province key") from error
    if len(public_key) != crypto.KEY_BYTES:
        raise RemoteAnswerError(detail="province key length")
    under_machine = crypto.hkdf(secret, _SIGN_IN_LABEL)
    under_both = keys.derive(master_key, secret, _TERMINAL_LABEL)
    try:
        return Terminal(
            terminal=reply.terminal,
            window_no=reply.window_no,
            station=reply.station,
            province_public_key=public_key,
            sample=reply.sample,
            enrolled_at=clock.now(),
            sealed_sign_in_key=crypto.seal(under_machine, sign_in_seed, _SIGN_IN_LABEL.encode()),
            sealed_terminal_key=crypto.seal(under_both, terminal_seed, _TERMINAL_LABEL.encode()),
        )
    finally:
        crypto.wipe(under_machine, under_both)


def _to_json(terminal: Terminal) -> dict[str, Any]:
    return {
        "terminal": terminal.terminal,
        "window_no": terminal.window_no,
        "station": terminal.station.model_dump(mode="json"),
        "province_public_key": keys.encode(terminal.province_public_key),
        "sample": terminal.sample,
        "enrolled_at": terminal.enrolled_at.isoformat(),
        "sealed_sign_in_key": keys.encode(terminal.sealed_sign_in_key),
        "sealed_terminal_key": keys.encode(terminal.sealed_terminal_key),
    }


def _from_json(value: Any) -> Terminal:
    try:
        station = StationProfile.model_validate(value["station"])
    except ValidationError as error:
        raise ValueError("station") from error
    return Terminal(
        terminal=str(value["terminal"]),
        window_no=int(value["window_no"]),
        station=station,
        province_public_key=keys.decode(value["province_public_key"]),
        sample=bool(value["sample"]),
        enrolled_at=datetime.fromisoformat(value["enrolled_at"]),
        sealed_sign_in_key=keys.decode(value["sealed_sign_in_key"]),
        sealed_terminal_key=keys.decode(value["sealed_terminal_key"]),
    )
