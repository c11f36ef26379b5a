"""A whole desk for page tests: the real services over a real store, and a real province on loopback with a small
sample register. Only the printers are stood in for, as no machine has one for tests.
"""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from hukou.staff import StaffMember
from provincial_service.sample_register import SampleRegister, generate, load_register
from tests.fakes import OFFICER, PASSWORD, FakeClock, LiveProvince, found_province, serve
from window_client.config import Config
from window_client.desk import Desk, load_services, open_desk
from window_client.services.devices.card_reader import ReaderState, ReaderStatus
from window_client.services.devices.card_record import CardKind, CardRecord
from window_client.services.devices.printers import JobId, JobState, PrinterInfo, PrinterState
from window_client.services.enrolment import enrol
from window_client.services.preferences import PreferencesStore
from window_client.services.session import Session
from window_client.services.sign_in import SignIn
from window_client.ui.main_window import MainWindow
from window_client.ui.page_context import PageContext
from window_client.ui.pages.registry import add_pages
from window_client.ui.task_runner import TaskRunner
from window_client.ui.theme import theme_of

PERSONS = 2_500


class PaperTray:
    """A printer that takes everything and remembers it; `failure` is raised instead when set."""

    def __init__(self) -> None:
        self.printers = [PrinterInfo("counter-2", "2 号窗口　黑白激光", PrinterState.READY, True)]
        self.sent: list[tuple[str | None, int, bytes]] = []
        self.failure: Exception | None = None

    def list_printers(self) -> tuple[PrinterInfo, ...]:
        return tuple(self.printers)

    def submit(self, pdf: bytes, printer: str | None, title: str, *, copies: int = 1) -> JobId:
        if self.failure is not None:
            raise self.failure
        self.sent.append((printer, copies, pdf))
        return JobId(f"{printer}-{len(self.sent)}")

    def job_state(self, job: JobId) -> JobState:
        return JobState.FINISHED


class CardTray:
    """A reader that gives the card laid on it, or raises what it was told to."""

    def __init__(self) -> None:
        self.card: CardRecord | None = None
        self.failure: Exception | None = None
        self.waits = False

    def status(self) -> ReaderStatus:
        return ReaderStatus(ReaderState.READY, module_number="05.03-20260101-0000000001-0000000001")

    def read(self, cancel: Any) -> CardRecord:
        from window_client.services.devices.device_errors import CardReadCancelledError, NoCardError

        if self.waits:
            cancel.wait(10)
            raise CardReadCancelledError
        if self.failure is not None:
            raise self.failure
        if self.card is None:
            raise NoCardError
        return self.card

    def wait_for_lift(self, cancel: Any, timeout: float) -> bool:
        return True

    def close(self) -> None:
        return None


@lru_cache(maxsize=1)
def sample_register() -> SampleRegister:
    """The same small register for every test of a run."""
    return generate(persons=PERSONS)


@dataclass
class Counter:
    """A window with its pages, and everything behind it."""

    window: MainWindow
    context: PageContext
    desk: Desk
    runner: TaskRunner
    province: LiveProvince
    printers: PaperTray
    reader: CardTray
    clock: FakeClock
    register: SampleRegister
    languages: list[str] = field(default_factory=list)

    def page(self, key: str, **context: Any) -> Any:
        """Show a page and give it."""
        self.window.show_page(key, **context)
        return self.window.page(key)

    def go_offline(self) -> None:
        """The province goes away, and is gone when this returns."""
        self.province.server.should_exit = True
        address = urlsplit(self.province.url)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            QCoreApplication.processEvents()
            try:
                socket.create_connection((address.hostname, address.port or 80), 0.2).close()
            except OSError:
                return
        raise TimeoutError("the province did not go away")

    def idle(self) -> bool:
        """Whether every lane has answered."""
        return not any(self.runner.is_busy(lane) for lane in ("local", "remote", "device"))


def card_of(person: Any, household: Any, *, valid_to: Any = None) -> CardRecord:
    """The card of a person of the sample register."""
    from datetime import date

    return CardRecord(
        kind=CardKind.ID_CARD,
        name=person.name,
        number=person.citizen_no,
        sex=person.sex,
        birth_date=person.birth_date,
        address=household.address,
        issuing_authority="澜州市公安局青禾分局",
        valid_from=date(2017, 1, 9),
        valid_to=valid_to or date(2037, 1, 9),
    )


@contextmanager
def seeded_province(template: Path, folder: Path, clock: FakeClock) -> Iterator[LiveProvince]:
    """A province with the small register. `template` is filled once and copied: loading takes seconds."""
    marker = template / "ready"
    if not marker.exists():
        template.mkdir(parents=True, exist_ok=True)
        province = found_province(template, clock=clock)
        load_register(province.store, sample_register())
        province.store.close()
        marker.touch()
    shutil.copytree(template, folder)
    from provincial_service.province import open_province
    from provincial_service.settings import Settings

    settings = Settings(data_dir=folder, faults=True, clock=clock.now, password_memory_kib=64)
    with serve(open_province(settings)) as live:
        yield live


@contextmanager
def open_counter(
    app: QApplication, folder: Path, province: LiveProvince, clock: FakeClock, member: StaffMember = OFFICER
) -> Iterator[Counter]:
    """Enrol, sign in, wire the pages; everything is closed again afterwards."""
    config = Config(
        data_dir=folder / "data",
        secret_dir=folder / "secret",
        log_dir=folder / "log",
        province_url=province.url,
        read_timeout=5.0,
    )
    enrol(config, province.activation_code(member.station), clock)
    session: Session = SignIn(config, clock, memory_kib=64, passes=1).sign_in(member.staff_no, PASSWORD)
    printers, reader = PaperTray(), CardTray()
    desk = open_desk(session, clock, load_services(config), printers)
    window, runner = MainWindow(), TaskRunner()
    languages: list[str] = []
    context = PageContext(
        session=session,
        cases=desk.cases,
        register=desk.register,
        certificates=desk.certificates,
        ledger=desk.ledger,
        conflicts=desk.conflicts,
        sync=desk.sync,
        catalogue=desk.catalogue,
        card_reader=reader,
        printers=printers,
        preferences=PreferencesStore(config.preferences_path),
        config=config,
        clock=clock,
        runner=runner,
        theme=theme_of(),
        shell=window,
        record_reveal=desk.record_reveal,
        doctor=lambda: "自检",
        language_changed=languages.append,
    )
    add_pages(window, context)
    try:
        yield Counter(
            window, context, desk, runner, province, printers, reader, clock, sample_register(), languages
        )
    finally:
        leave = getattr(window.page(window.current_page()), "leave", None) if window.current_page() else None
        if callable(leave):
            leave()
        window.clear_pages()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        runner.shutdown(wait=True)
        window.close()
        window.deleteLater()
        QApplication.processEvents()
        session.lock("quit")
        desk.close()


def visible(widget: QWidget) -> bool:
    """Whether a person could see it."""
    return widget.isVisibleTo(widget.window())
