"""Lines that fail and processes that die, against an outside record of everything that was acknowledged.

Seeded: `SOAK_SEED` chooses the run, `HYPOTHESIS_PROFILE=soak` (make soak) makes it long; totals are printed
(`pytest -s`) and, under soak, kept in `build/soak/faults.txt`.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter as Counted
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import Action, Case, Status, Subject
from hukou.ownership import parties
from provincial_service.enrolment import make_activation_code
from provincial_service.province import Province
from provincial_service.settings import Settings
from provincial_service.store import open_store
from provincial_service.store.tables import applied_action
from provincial_service.store.tables import case as case_file
from tests.basics import STATION
from tests.counter import BOOK_LOST, Counter
from tests.e2e.fault_proxy import KINDS, fault_proxy
from tests.e2e.killable import WindowProcess, window_process
from tests.e2e.province_process import ProvinceProcess, province_process
from tests.e2e.sharing import FINAL_OR_OPEN
from tests.e2e.windows import Window, window_config
from tests.fakes import FakeClock, found_province
from window_client.services.audit import verify_chain

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEED = int(os.environ.get("SOAK_SEED", "1"))
OTHER = "certificate.other"
SUBJECT = Subject(name="林书瑶", birth_date=date(1990, 3, 14))
_LOG = Path(__file__).resolve().parents[2] / "build" / "soak" / "faults.txt"


@dataclass
class Outsider:
    """Writes down what a window said was saved: case → how far, and the texts of notes."""

    reached: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture
def clock() -> FakeClock:
    # The province runs in a process of its own, by the machine's clock.
    return FakeClock(datetime.now(UTC))


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[Province]:
    folder = tmp_path / "province"
    folder.mkdir()
    province = found_province(folder)
    yield province
    province.store.close()


def enrolled(founded: Province, service: ProvinceProcess, folder: Path, clock: FakeClock) -> Window:
    window = Window.enrolled(folder, service.url, make_activation_code(founded, STATION), clock)
    counter = window.counter()
    assert counter.desk.sync.run_once(force=True).error is None
    close(counter)
    return window


def close(counter: Counter) -> None:
    counter.desk.close()
    counter.session.lock("quit")


def said(line: str) -> None:
    print(line)
    if SOAK:
        _LOG.parent.mkdir(parents=True, exist_ok=True)
        with _LOG.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def taken(settings: Settings) -> tuple[list[Action], dict[str, Case]]:
    """What took effect at the province, read from its database by somebody else."""
    store = open_store(settings.database)
    with store.read() as connection:
        texts = connection.execute(
            sa.select(applied_action.c.text).where(applied_action.c.outcome == "applied")
        ).scalars()
        actions = [Action.model_validate_json(text) for text in texts]
        rows = connection.execute(sa.select(case_file.c.case_id, case_file.c.text)).all()
    store.close()
    return actions, {row.case_id: Case.model_validate_json(row.text) for row in rows}


def require_all_there_once(settings: Settings, outsider: Outsider, windows: list[Counter]) -> int:
    """0 lost, 0 doubled, and every window shows what the province has. How many actions took effect."""
    actions, cases = taken(settings)
    assert len({action.action_id for action in actions}) == len(actions)
    for case_id, reached in outsider.reached.items():
        assert case_id in cases, "called saved, and lost"
        if reached == "accepted":
            assert cases[case_id].status is Status.ACCEPTED
        if reached == "shared":
            assert cases[case_id].status in FINAL_OR_OPEN
        texts = [note.text for note in cases[case_id].notes]
        assert sorted(set(texts)) == sorted(texts), "doubled"
        assert set(outsider.notes.get(case_id, [])) <= set(texts), "a note called saved, and lost"
    versions = Counted(action.case_id for action in actions)
    for case in cases.values():
        assert case.version == versions[case.case_id]
    for counter in windows:
        status = counter.desk.sync.status()
        assert (status.waiting, status.needs_person) == (0, 0)
        shown = {str(row.case_id) for row in counter.desk.cases.list_cases(limit=len(cases) + 1)}
        seen = {
            number: case for number, case in cases.items() if counter.session.staff.station in parties(case)
        }
        assert shown == set(seen)
        for case_id, case in seen.items():
            assert counter.desk.cases.detail(UUID(case_id)).case == case
        with counter.session.store.read() as connection:
            assert verify_chain(connection).intact
    return len(actions)


def drained(counter: Counter) -> None:
    for _ in range(20):
        report = counter.desk.sync.run_once(force=True)
        if report.error is None and not counter.desk.sync.status().waiting:
            return
        time.sleep(0.05)
    raise AssertionError(f"not drained: {report.error}")


# --- lines -------------------------------------------------------------------------------------------------------


@pytest.mark.timeout(7200 if SOAK else 120)
def test_a_line_that_fails_in_every_way_only_delays(
    founded: Province, tmp_path: Path, clock: FakeClock
) -> None:
    outsider, rounds = Outsider(), 400 if SOAK else 9
    chance = random.Random(SEED)
    with province_process(founded.settings) as service:
        windows = [enrolled(founded, service, tmp_path / name, clock) for name in ("one", "two")]
        with fault_proxy(service.port, SEED, share=0.55) as proxy:
            for window in windows:
                through = window_config(window.folder, f"http://127.0.0.1:{proxy.port}")
                window.config = replace(through, read_timeout=0.8)
            proxy.share, share = 0.0, proxy.share
            counters = [window.counter() for window in windows]
            proxy.share = share
            errors = sum(work_on_a_bad_line(counters, chance, outsider, clock) for _ in range(rounds))
            proxy.share = 0.0
            for counter in counters:
                drained(counter)
            for counter in counters:
                drained(counter)
            count = require_all_there_once(founded.settings, outsider, counters)
            for counter in counters:
                close(counter)
    kinds = ", ".join(f"{kind} {proxy.counts[kind]}" for kind in ("passed", *KINDS))
    said(
        f"fault proxy, seed {SEED}: {rounds} rounds, {count} actions, {errors} cycles broken off; {kinds}; "
        "0 lost, 0 doubled"
    )
    assert errors > 0
    assert sum(proxy.counts[kind] > 0 for kind in KINDS) >= 5


def work_on_a_bad_line(
    counters: list[Counter], chance: random.Random, outsider: Outsider, clock: FakeClock
) -> int:
    """Each window works a little and tries to send; how many cycles were broken off."""
    broken = 0
    for counter in counters:
        clock.advance(seconds=1)
        case_id = counter.desk.cases.open_case(OTHER, SUBJECT)
        outsider.reached[str(case_id)] = "open"
        counter.desk.cases.accept(counter.fill(case_id, BOOK_LOST))
        outsider.reached[str(case_id)] = "accepted"
        for row in chance.sample(counter.desk.cases.list_cases(), 1):
            text = f"第 {len(outsider.notes)}-{chance.random()} 次联系"
            if row.status is Status.ACCEPTED:
                counter.desk.cases.add_note(row.case_id, text)
                outsider.notes.setdefault(str(row.case_id), []).append(text)
        broken += counter.desk.sync.run_once(force=True).error is not None
    return broken


# --- processes ---------------------------------------------------------------------------------------------------


@pytest.mark.timeout(14400 if SOAK else 180)
def test_processes_killed_on_both_sides_lose_and_double_nothing(
    founded: Province, tmp_path: Path, clock: FakeClock
) -> None:
    outsider, lives = Outsider(), 500 if SOAK else 3
    chance = random.Random(SEED)
    with province_process(founded.settings) as service:
        first, second = (enrolled(founded, service, tmp_path / name, clock) for name in ("first", "second"))
        window_kills = 0
        for life in range(lives):
            clock.advance(seconds=30)
            if service.process is None:
                service.start()
            live_until_killed(first, service, chance, outsider, kill_province=life % 3 != 1)
            window_kills += 1
        if service.process is None:
            service.start()
        clock.advance(seconds=30)
        counters = [first.counter(), second.counter()]
        for counter in counters:
            drained(counter)
        count = require_all_there_once(founded.settings, outsider, counters)
        for counter in counters:
            close(counter)
    said(
        f"kill -9, seed {SEED}: window killed {window_kills} times, province {service.kills - 1} times, "
        f"{len(outsider.reached)} cases acknowledged, {count} actions; 0 lost, 0 doubled"
    )
    assert outsider.reached


def live_until_killed(
    window: Window,
    service: ProvinceProcess,
    chance: random.Random,
    outsider: Outsider,
    *,
    kill_province: bool,
    run: Callable[[Window], AbstractContextManager[WindowProcess]] = window_process,
) -> None:
    """One life of a window: work, and die at some moment of sending; the province perhaps a moment before."""
    subject = SUBJECT.model_dump(mode="json")
    with run(window) as process:
        for _ in range(chance.randrange(1, 4)):
            case_id = process.do("open", service=OTHER, subject=subject)
            outsider.reached[case_id] = "open"
            process.do("accept", case=case_id, fields=BOOK_LOST)
            outsider.reached[case_id] = "accepted"
        process.tell("sync")
        process.tell("open", service=OTHER, subject=subject)
        process.tell("sync")
        time.sleep(chance.uniform(0.0, 0.15))
        if kill_province:
            service.kill()
            time.sleep(chance.uniform(0.0, 0.05))
        answers: list[Any] = process.kill()
    for answer in answers:
        if isinstance(answer, str):
            outsider.reached[answer] = "open"
