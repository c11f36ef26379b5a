"""Windows at work in threads of their own, while something happens to their province."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from provincial_service.settings import Settings
from provincial_service.store import open_store
from provincial_service.store.tables import applied_action, number_block
from tests.counter import Counter
from tests.e2e.test_faults import SEED, Outsider, drained, require_all_there_once, work_on_a_bad_line
from tests.e2e.windows import Window
from tests.fakes import FakeClock


@dataclass
class Traffic:
    """Each window works `rounds` rounds; who watches can wait until so many are done in all."""

    windows: list[Window]
    rounds: int
    outsider: Outsider = field(default_factory=Outsider)
    broken: int = 0
    """Cycles that ended in an error: the windows noticed, and went on."""
    done: int = 0
    _moved: threading.Condition = field(default_factory=threading.Condition)
    _failed: list[BaseException] = field(default_factory=list)

    def run(self, after: int, event: Callable[[], None]) -> None:
        """All rounds of all windows, with `event` once `after` of them are done; the rest goes on meanwhile."""
        self.done = 0
        # One after the other: OpenSSL derives keys for one caller at a time.
        counters = [window.counter() for window in self.windows]
        threads = [threading.Thread(target=self._work, args=item) for item in enumerate(counters)]
        for thread in threads:
            thread.start()
        try:
            with self._moved:
                assert self._moved.wait_for(lambda: self.done >= after or self._failed, 120)
            event()
        finally:
            for thread in threads:
                thread.join(240)
            for counter in counters:
                closed(counter)
        assert not any(thread.is_alive() for thread in threads)
        if self._failed:
            raise self._failed[0]

    def _work(self, position: int, counter: Counter) -> None:
        try:
            clock = self.windows[position].clock
            chance = random.Random(f"{SEED}/{position}/{clock.now()}")
            for _ in range(self.rounds):
                own = Outsider()
                broken = work_on_a_bad_line([counter], chance, own, clock)
                self._note(own, broken)
        except BaseException as error:
            with self._moved:
                self._failed.append(error)
                self._moved.notify_all()

    def _note(self, own: Outsider, broken: int) -> None:
        with self._moved:
            self.outsider.reached.update(own.reached)
            for case_id, texts in own.notes.items():
                self.outsider.notes.setdefault(case_id, []).extend(texts)
            self.broken += broken
            self.done += 1
            self._moved.notify_all()

    def settle(self, settings: Settings) -> int:
        """Everything sent and fetched, nothing lost, nothing doubled; how many actions took effect."""
        for window in self.windows:
            window.clock.advance(seconds=30)
        counters = [window.counter() for window in self.windows]
        try:
            # In turn: after an epoch's turn one may have to wait for what only another one holds.
            for _ in range(30):
                reports = [counter.desk.sync.run_once(force=True) for counter in counters]
                waiting = sum(counter.desk.sync.status().waiting for counter in counters)
                if not waiting and all(report.error is None for report in reports):
                    break
            for counter in counters:
                drained(counter)
            return require_all_there_once(settings, self.outsider, counters)
        finally:
            for counter in counters:
                closed(counter)


def closed(counter: Counter) -> None:
    counter.desk.close()
    counter.session.lock("quit")


def at_work(folder: Path, url: str, codes: list[str]) -> list[Window]:
    """Enrolled windows of one station, each with a clock of its own."""
    windows = []
    for position, code in enumerate(codes):
        clock = FakeClock(datetime.now(UTC) + timedelta(milliseconds=position))
        window = Window.enrolled(folder / f"window-{position}", url, code, clock)
        window.config = replace(window.config, read_timeout=10.0)
        counter = window.counter()
        assert counter.desk.sync.run_once(force=True).error is None
        closed(counter)
        windows.append(window)
    return windows


@dataclass(frozen=True)
class Given:
    """What numbers a province gave to whom, as its database has it."""

    receipts: dict[str, str]
    blocks: dict[str, tuple[str, int, int]]

    def require_no_number_twice(self, other: Given) -> None:
        for number in self.receipts.keys() & other.receipts.keys():
            assert self.receipts[number] == other.receipts[number], "a receipt number given to two actions"
        for name, (prefix, first, last) in self.blocks.items():
            for other_name, (other_prefix, other_first, other_last) in other.blocks.items():
                apart = prefix != other_prefix or last < other_first or other_last < first
                assert apart or name == other_name, "a certificate number given twice"


def given(settings: Settings) -> Given:
    store = open_store(settings.database)
    action, block = applied_action.c, number_block.c
    with store.read() as connection:
        receipts = connection.execute(
            sa.select(action.receipt_number, action.action_id).where(action.receipt_number.is_not(None))
        ).all()
        blocks = connection.execute(sa.select(block.block_id, block.prefix, block.first, block.last)).all()
    store.close()
    return Given(
        {row.receipt_number: row.action_id for row in receipts},
        {name: (prefix, first, last) for name, prefix, first, last in blocks},
    )
