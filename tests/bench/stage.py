"""A session on a fresh store for the figures, made without a province: keys are drawn, nothing else is faked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from window_client.ui.main_window import MainWindow

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
        config=Config(data_dir=folder, secret_dir=folder, log_dir=folder, province_url="http://127.0.0.1:1"),
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


@contextmanager
def bench_pages(folder: Path) -> Iterator[tuple[MainWindow, Callable[[], None]]]:
    """A window with the pages of a session that reaches no province, and what adds them anew after a clearing."""
    from window_client.desk import load_services, open_desk
    from window_client.services.devices.printers import NoPrintService
    from window_client.services.preferences import PreferencesStore
    from window_client.ui.main_window import MainWindow
    from window_client.ui.page_context import PageContext
    from window_client.ui.pages.registry import add_pages
    from window_client.ui.task_runner import TaskRunner
    from window_client.ui.theme import theme_of

    with bench_session(folder) as session:
        printers, clock = NoPrintService(), session.clock
        desk = open_desk(session, clock, load_services(session.config), printers)
        window, runner = MainWindow(), TaskRunner()
        context = PageContext(
            session=session, cases=desk.cases, register=desk.register, certificates=desk.certificates,
            ledger=desk.ledger, conflicts=desk.conflicts, sync=desk.sync, catalogue=desk.catalogue,
            card_reader=None, printers=printers,
            preferences=PreferencesStore(session.config.preferences_path), config=session.config, clock=clock,
            runner=runner, theme=theme_of(), shell=window, record_reveal=desk.record_reveal, doctor=str,
            language_changed=lambda _code: None,
        )  # fmt: skip
        add_pages(window, context)
        window.show()
        try:
            yield window, lambda: add_pages(window, context)
        finally:
            window.clear_pages()
            runner.shutdown(wait=True)
            window.close()
            desk.close()
