"""A session on a fresh store for the figures, made without a province: keys are drawn, nothing else is faked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hukou.staff import Role, StaffMember
from hukou.wire import StationProfile
from tests.issuing import TestAuthority, give_key
from window_client.config import Config
from window_client.services import crypto
from window_client.services.clock import SystemClock
from window_client.services.enrolment import Terminal
from window_client.services.keys import SessionKeys
from window_client.services.session import Session
from window_client.services.store import Store

STATION = StationProfile(
    station="390102510000",
    station_name="澜州市公安局青禾分局望桥派出所",
    bureau_name="澜州市公安局青禾分局",
    province_name="临江省公安厅",
    division="390102",
    phone="0390-555-0100",
    address="澜州市青禾区望桥路 1 号",
    number_prefix="WQ-2026-",
)


@contextmanager
def bench_session(folder: Path) -> Iterator[Session]:
    """An open session of a household officer, its store in `folder`."""
    clock = SystemClock()
    keys = SessionKeys(crypto.new_key(), crypto.new_key(), crypto.new_key(), crypto.new_signing_key())
    store = Store.open(folder / "store.db", keys.store)
    session = Session(
        config=Config(data_dir=folder, secret_dir=folder, log_dir=folder),
        clock=clock,
        staff=StaffMember(
            staff_no="039217", name="王岚", role=Role.HOUSEHOLD_OFFICER, station=STATION.station
        ),
        terminal=Terminal(
            terminal="BENCH-01",
            window_no=2,
            station=STATION,
            province_public_key=crypto.public_key(crypto.new_signing_key()),
            sample=True,
            enrolled_at=datetime.now(UTC),
            sealed_sign_in_key=b"",
            sealed_terminal_key=b"",
        ),
        store=store,
        keys=keys,
        offline_until=clock.now() + timedelta(hours=72),
        prove=lambda _password: None,
    )
    give_key(session.config, "BENCH-01", session.keys.terminal, TestAuthority(now=clock.now()))
    try:
        yield session
    finally:
        session.lock("quit")
