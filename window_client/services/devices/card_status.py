"""What a reader's status byte means and which error it is, and how long the driver waits.

Both come from `resources/devices/card_reader.toml`; a byte that is not listed is reported with its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from hukou.resources import ResourceError, load_toml, resource
from window_client.errors import ResourceDamagedError
from window_client.services.devices.device_errors import (
    CardAuthenticationError,
    CardFrameCorruptError,
    CardLiftedError,
    CardReaderError,
    CardUnreadableError,
    NoCardError,
    ReaderFaultError,
    ReaderUnauthorisedError,
)

OK = 0x90
FOUND = 0x9F
NO_CARD = 0x80
SELECT_FAILED = 0x81

_FAULTS: dict[str, type[CardReaderError]] = {
    "no_card": NoCardError,
    "select": CardUnreadableError,
    "line": CardFrameCorruptError,
    "unauthorised": ReaderUnauthorisedError,
    "authentication": CardAuthenticationError,
    "unreadable": CardUnreadableError,
    "lifted": CardLiftedError,
    "module": ReaderFaultError,
}


@dataclass(frozen=True)
class StatusMeaning:
    """One row of the table. `fault` is empty for a good answer."""

    code: int
    meaning: str
    remedy: str
    fault: str


@dataclass(frozen=True)
class ReaderTimings:
    """Seconds. Defaults in `resources/devices/card_reader.toml`, where each is explained."""

    poll_interval: float
    status_timeout: float
    command_timeout: float
    card_wait: float
    byte_gap: float


@cache
def _settings() -> dict[str, Any]:
    path = resource("devices", "card_reader.toml")
    try:
        return load_toml(path)
    except ResourceError as error:
        raise ResourceDamagedError(detail=str(error)) from error


@cache
def status_table() -> dict[int, StatusMeaning]:
    """Every status byte known; `ResourceDamagedError` when the file is missing or has an unknown fault."""
    table = {}
    for key, row in _settings()["status"].items():
        fault = row.get("fault", "")
        if fault and fault not in _FAULTS:
            raise ResourceDamagedError(
                detail=f"devices/card_reader.toml: status {key}: unknown fault {fault}"
            )
        code = int(key, 16)
        table[code] = StatusMeaning(code, row["meaning"], row.get("remedy", ""), fault)
    return table


@cache
def default_timings() -> ReaderTimings:
    """The waits of the protocol."""
    return ReaderTimings(**{key: float(value) for key, value in _settings()["timings"].items()})


def error_for(status: int) -> CardReaderError:
    """The error that a status byte stands for, with the table's wording; never raised here."""
    row = status_table().get(status)
    detail = f"status {status:02X}"
    if row is None:
        return ReaderFaultError(f"读卡器返回了未知状态 {status:02X}。", detail=detail)
    if not row.fault:
        return ReaderFaultError(f"读卡器的应答与指令不符（{row.meaning}）。", detail=detail)
    error = _FAULTS[row.fault]
    return error(f"{row.meaning}。", remedy=row.remedy, detail=detail)
