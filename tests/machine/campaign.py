"""The hypothesis state machine: what clerks, lines, clocks and disks may do, in any order."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, fields

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.machine import oracle
from tests.machine.network import FAULTS
from tests.machine.world import WINDOWS, Desk, World
from window_client.services.sync.backoff import CAP_SECONDS

_WINDOW = st.integers(0, WINDOWS - 1)
_CHOICE = st.integers(0, 40)
_FAULT = st.tuples(st.sampled_from(("", "", *FAULTS)), st.integers(1, 14))
_PLAN = st.lists(_FAULT, max_size=4)
_CRASH = st.one_of(st.just(0), st.just(0), st.integers(1, 25))
DRAIN_SECONDS = 2 * CAP_SECONDS
"""Invariant 14."""
_TICK_SECONDS = 5.0
MOST_CASES = 3
"""Opened by a rule: few cases are much worked on, and so come to odds."""


@dataclass
class Totals:
    """Of a whole campaign."""

    runs: int = 0
    steps: int = 0
    saved: int = 0
    deliveries: int = 0
    kills: int = 0
    restores: int = 0
    seconds: float = 0.0

    def text(self) -> str:
        rate = self.steps / self.seconds if self.seconds else 0.0
        counts = ", ".join(f"{one.name} {getattr(self, one.name)}" for one in fields(self)[:-1])
        return f"{counts}; {self.seconds:.1f} s, {rate:.0f} steps/s"


TOTALS = Totals()


class SyncMachine(RuleBasedStateMachine):
    """A step is a rule or an act within one: an action saved, a request delivered, a cycle run, a kill."""

    def __init__(self) -> None:
        super().__init__()
        self.started = time.perf_counter()
        # Whoever draws waiting times gets the same ones in a repeated run.
        random.seed(0)
        self.world = self.new_world()
        self.steps = 0

    def new_world(self) -> World:
        """Two windows of one station."""
        return World()

    # --- clerks ------------------------------------------------------------------------------------------

    @precondition(lambda self: self.world.opened < MOST_CASES)
    @rule(window=_WINDOW)
    def open(self, window: int) -> None:
        desk = self.world.desks[window]
        desk.guarded(desk.open)
        self._after(desk)

    @rule(window=_WINDOW, case=_CHOICE, choices=st.lists(_CHOICE, min_size=1, max_size=4), crash_at=_CRASH)
    def act(self, window: int, case: int, choices: list[int], crash_at: int) -> None:
        desk = self.world.desks[window]
        self._act(desk, case, choices, crash_at)
        self._after(desk)

    def _act(self, desk: Desk, case: int, choices: list[int], crash_at: int = 0) -> None:
        cases = desk.cases()
        if not cases:
            desk.guarded(desk.open)
            cases = desk.cases()
        chosen = cases[case % len(cases)]
        for choice in choices:
            self.steps += 1
            desk.guarded(lambda choice=choice: desk.act(chosen, choice), crash_at)
            crash_at = 0

    @rule(case=_CHOICE, mine=_CHOICE, theirs=_CHOICE, together=st.booleans())
    def both_work_on_one_case(self, case: int, mine: int, theirs: int, together: bool) -> None:
        """Offline, on what both had seen; then both send."""
        first, second = self.world.desks
        if together:
            self.everybody_syncs()
            self.everybody_syncs()
        self._act(first, case, [mine])
        self._act(second, case, [theirs])
        self.everybody_syncs()

    # --- lines -------------------------------------------------------------------------------------------

    @rule(window=_WINDOW, plan=_PLAN, crash_at=_CRASH, force=st.booleans(), case=_CHOICE, choice=_CHOICE)
    def sync(
        self, window: int, plan: list[tuple[str, int]], crash_at: int, force: bool, case: int, choice: int
    ) -> None:
        desk, other = self.world.desks[window], self.world.desks[1 - window]

        def meanwhile() -> None:
            """Others do not wait while a request is under way: neither the other window nor the clerk here."""
            if choice % 2:
                other.guarded(lambda: other.sync(force=True))
            self._act(desk if choice % 3 else other, case, [choice])

        desk.line.plan, desk.line.meanwhile = list(plan), meanwhile
        desk.guarded(lambda: desk.sync(force=force), crash_at)
        desk.line.plan, desk.line.meanwhile = [], None
        self._after(desk, other)

    @rule()
    def everybody_syncs(self) -> None:
        for desk in self.world.desks:
            desk.guarded(lambda desk=desk: desk.sync(force=True))
        self._after(*self.world.desks)

    @rule(window=_WINDOW, case=_CHOICE, choice=_CHOICE, crash_at=st.integers(4, 40))
    def a_window_dies_while_it_fetches(self, window: int, case: int, choice: int, crash_at: int) -> None:
        desk, other = self.world.desks[window], self.world.desks[1 - window]
        self._act(other, case, [choice])
        other.guarded(lambda: other.sync(force=True))
        desk.guarded(lambda: desk.sync(force=True), crash_at)
        self._after(desk, other)

    @precondition(lambda self: any(desk.line.late for desk in self.world.desks))
    @rule(window=_WINDOW)
    def late_requests_arrive(self, window: int) -> None:
        desk = self.world.desks[window]
        desk.line.deliver_late()
        self._after(desk)

    # --- clocks and disks --------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from((1, 30, 400, 90_000)))
    def time_passes(self, seconds: int) -> None:
        self.world.advance(seconds)
        self.steps += 1

    @rule(window=_WINDOW, days=st.sampled_from((-4000, -1, 0, 0, 1, 4000)))
    def a_clock_is_set(self, window: int, days: int) -> None:
        self.world.jump(window, days)
        self.steps += 1

    @rule(window=_WINDOW)
    def a_window_starts_again(self, window: int) -> None:
        self.world.desks[window].start()
        self.steps += 1

    @rule(restore=st.sampled_from((False, False, True)))
    def the_operator_works(self, restore: bool) -> None:
        if restore and self.world.backup is not None:
            self.world.restore()
        elif self.world.backup is None or self.steps % 3 == 0:
            self.world.back_up()
        self._after()

    # --- judging -----------------------------------------------------------------------------------------

    def _after(self, *desks: Desk) -> None:
        self.steps += 1
        for desk in desks:
            oracle.check_window(self.world, desk)
        oracle.check_province(self.world)

    def teardown(self) -> None:
        """Faults end. Within twice the longest wait everything is settled and all three say the same."""
        try:
            self._settle()
        finally:
            self._count()
            self.world.close()

    def _settle(self) -> None:
        world = self.world
        for desk in world.desks:
            desk.line.deliver_late()
            desk.clock.set_wall(world.clock.now())
        spent = 0.0
        while spent <= DRAIN_SECONDS:
            for desk in world.desks:
                desk.sync(force=False)
            if spent and not any(self._waits(desk) for desk in world.desks):
                break
            world.advance(_TICK_SECONDS)
            spent += _TICK_SECONDS
        for _ in range(2):
            for desk in world.desks:
                report = desk.sync(force=True)
                assert report is not None
                oracle.require(
                    report.error is None, 14, f"{report.error} ({report.error and report.error.detail})"
                )
        oracle.check_province(world)
        oracle.check_folds(world)
        oracle.check_rest(world)

    def _waits(self, desk: Desk) -> bool:
        return any(row.state in oracle.PENDING for row in oracle.own_actions(desk).values())

    def _count(self) -> None:
        world = self.world
        deliveries, kills = world.deliveries[0], sum(desk.kills for desk in world.desks)
        TOTALS.runs += 1
        TOTALS.steps += self.steps + len(world.saved) + deliveries + kills
        TOTALS.saved += len(world.saved)
        TOTALS.deliveries += deliveries
        TOTALS.kills += kills
        TOTALS.restores += world.restores
        TOTALS.seconds += time.perf_counter() - self.started
