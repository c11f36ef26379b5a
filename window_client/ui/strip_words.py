"""What header and status strip say about link, devices and data: facts that were just looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from window_client.errors import DeviceError
from window_client.services.clock import CHINA
from window_client.services.sync.status import Link, SyncStatus
from window_client.ui.widgets.status_strip import DeviceState

if TYPE_CHECKING:
    from window_client.desk import Desk, Devices
    from window_client.services.devices.printers import PrintService

_STALE = timedelta(days=1)


@dataclass(frozen=True)
class Found:
    """For the strip; `printer` is `ready`, `none` or `stopped`, `reader` whether one is set up."""

    drafts: int
    numbers_left: int
    reader: bool
    printer: str


def look(desk: Desk, devices: Devices) -> Found:
    """For a lane that may wait: the print service is asked."""
    return Found(
        drafts=desk.cases.counts().drafts,
        numbers_left=desk.certificates.numbers_left(),
        reader=devices.card_reader is not None,
        printer=printer_state(devices.printers),
    )


def printer_state(printers: PrintService) -> str:
    """`ready`, `stopped` or `none`; asks the print service, which may take its time."""
    try:
        states = {printer.state.value for printer in printers.list_printers()}
    except DeviceError:
        states = set()
    return "ready" if {"ready", "busy"} & states else ("stopped" if states else "none")


def connection(status: SyncStatus, now: datetime) -> tuple[str, str]:
    """State and words of the pill in the header."""
    if status.link is Link.ONLINE:
        return "online", QCoreApplication.translate("Strip", "Province connected")
    if status.link is Link.PAUSED:
        return "paused", QCoreApplication.translate("Strip", "Upload paused")
    if status.link is Link.UNKNOWN:
        return "unknown", QCoreApplication.translate("Strip", "Connecting")
    days = (now - status.last_contact).days if status.last_contact is not None else 0
    if days < 1:
        return just_offline()
    return "offline", QCoreApplication.translate("Strip", "Offline · day {0}").format(days + 1)


def just_offline() -> tuple[str, str]:
    """The pill after the first request that did not come through."""
    return "offline", QCoreApplication.translate("Strip", "Offline")


def device_states(found: Found, status: SyncStatus, now: datetime) -> list[DeviceState]:
    """Reader, printer, certificate numbers, age of the data."""
    reader = (
        DeviceState("card", QCoreApplication.translate("Strip", "Reader ready"), "ok")
        if found.reader
        else DeviceState("card", QCoreApplication.translate("Strip", "No reader"), "text-2")
    )
    printers = {
        "ready": (QCoreApplication.translate("Strip", "Printer ready"), "ok"),
        "stopped": (QCoreApplication.translate("Strip", "Printer stopped"), "warn"),
        "none": (QCoreApplication.translate("Strip", "No printer"), "text-2"),
    }
    numbers_tone = "text-2" if found.numbers_left > 20 else "warn"
    numbers = QCoreApplication.translate("Strip", "{0} certificate numbers left").format(found.numbers_left)
    states = [
        reader,
        DeviceState("printer", *printers[found.printer]),
        DeviceState("receipt", numbers, numbers_tone),
        _data_age(status, now),
    ]
    if status.clock_is_off:
        states.insert(0, _wrong_clock(status.skew_ms or 0))
    return states


def _wrong_clock(skew_ms: int) -> DeviceState:
    """Against the province's clock, as last measured."""
    minutes = abs(skew_ms) // 60_000
    words = (
        QCoreApplication.translate("Strip", "Clock {0} min fast")
        if skew_ms > 0
        else QCoreApplication.translate("Strip", "Clock {0} min slow")
    )
    return DeviceState("clock", words.format(minutes), "warn")


def _data_age(status: SyncStatus, now: datetime) -> DeviceState:
    if status.data_as_of is None:
        return DeviceState(
            "cloud", QCoreApplication.translate("Strip", "No data from the province yet"), "warn"
        )
    local, today = status.data_as_of.astimezone(CHINA), now.astimezone(CHINA)
    time = f"{local:%H:%M}" if local.date() == today.date() else f"{local.month}/{local.day} {local:%H:%M}"
    words = QCoreApplication.translate("Strip", "Data as of {0}").format(time)
    return DeviceState("cloud-ok", words, "warn" if now - status.data_as_of > _STALE else "text-2")
