"""A province in a process of its own, and windows of one station with work to send."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from hukou.case import ActionKind, Subject
from provincial_service.enrolment import make_activation_code
from provincial_service.province import Province
from tests.basics import STATION, FakeClock
from tests.counter import Counter
from tests.e2e.province_process import ProvinceProcess, province_process
from tests.e2e.windows import Window, window_config
from tests.fakes import found_province
from window_client.services.actions import ActionLog

_SUBJECT = Subject(name="林书瑶", birth_date=date(1990, 3, 14), residence="临江省澜州市青禾区望桥路 1 号")
_AT_ONCE = 200


@dataclass
class Stage:
    founded: Province
    service: ProvinceProcess
    folder: Path
    windows: int = 0

    @contextmanager
    def counter(self, port: int = 0) -> Iterator[Counter]:
        """A new window, signed in, connected through `port` when one is given; everything exchanged that there was."""
        self.windows += 1
        place = self.folder / f"window-{self.windows}"
        clock = FakeClock(datetime.now(UTC))
        window = Window.enrolled(place, self.service.url, make_activation_code(self.founded, STATION), clock)
        counter = window.counter()
        assert counter.desk.sync.run_once(force=True).error is None
        if port:
            counter.desk.close()
            counter.session.lock("quit")
            # Twenty seconds of silence are what a window waits for as delivered.
            config = window_config(place, f"http://127.0.0.1:{port}")
            window.config = replace(config, connect_timeout=10.0, read_timeout=20.0)
            counter = window.counter()
        try:
            yield counter
        finally:
            counter.desk.close()
            counter.session.lock("quit")


@contextmanager
def stage() -> Iterator[Stage]:
    build = Path.cwd() / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build, prefix="bench-sync-") as name:
        folder = Path(name)
        (folder / "province").mkdir()
        founded = found_province(folder / "province")
        try:
            with province_process(founded.settings) as service:
                yield Stage(founded, service, folder)
        finally:
            founded.store.close()


def queue_cases(counter: Counter, count: int) -> None:
    """Cases opened at the counter and not sent, by the product's own log of actions, many to a transaction."""
    session, clock = counter.session, counter.desk.clock
    log = ActionLog(session, session.audit, clock)
    payload = {"service": "certificate.other", "subject": _SUBJECT.model_dump(mode="json")}
    for start in range(0, count, _AT_ONCE):
        with session.store.unit_of_work() as uow:
            for _ in range(min(_AT_ONCE, count - start)):
                log.append(uow, ActionKind.OPEN, clock.new_id(), payload)
            uow.commit()


def seconds_to_drain(counter: Counter, most: float = 600) -> tuple[float, int]:
    """Cycles one after another, as *send now* does, until nothing waits; and how many were broken off."""
    started, broken = time.perf_counter(), 0
    while True:
        broken += counter.desk.sync.run_once(force=True).error is not None
        taken = time.perf_counter() - started
        if not counter.desk.sync.status().waiting:
            return taken, broken
        assert taken < most, "not drained"
