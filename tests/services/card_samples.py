"""Two fictitious cards and a driver that does not wait long, for the tests of the card reader."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

from window_client.services.clock import SystemClock
from window_client.services.devices.card_reader import SerialCardReader
from window_client.services.devices.card_record import CardKind, CardRecord
from window_client.services.devices.card_simulator import SimulatedReader
from window_client.services.devices.card_status import ReaderTimings

QUICK = ReaderTimings(
    poll_interval=0.02, status_timeout=0.4, command_timeout=3.0, card_wait=0.2, byte_gap=0.15
)
IMPATIENT = replace(QUICK, command_timeout=0.3)
WANG = CardRecord(
    kind=CardKind.ID_CARD,
    name="王䶮",
    number="390102199005170014",
    sex="1",
    birth_date=date(1990, 5, 17),
    address="临江省澜州市青禾区柳荫路12号",
    issuing_authority="澜州市公安局青禾分局",
    valid_from=date(2020, 1, 31),
    valid_to=date(2040, 1, 31),
)
LI = replace(WANG, name="李𬴊", number="39010219851203002X", sex="2", birth_date=date(1985, 12, 3))


def driver(simulator: SimulatedReader, timings: ReaderTimings = QUICK) -> SerialCardReader:
    """The real driver at the simulator's port."""
    return SerialCardReader(simulator.port_factory, SystemClock(), timings)


def read(reader: SerialCardReader) -> CardRecord:
    """One read that nobody cancels."""
    return reader.read(threading.Event())
