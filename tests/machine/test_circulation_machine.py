"""Invariants 12 and 15 (and all others) where two stations share cases, and a check of the check.

Seed, length and log as `test_sync_machine`.
"""

from __future__ import annotations

from collections import Counter as Counted

import pytest

from hukou.case import ActionKind
from tests.machine.circulation import CirculationMachine
from tests.machine.mutants import SHARED_MUTANTS, mutated
from tests.machine.oracle import BrokenInvariantError
from tests.machine.test_sync_machine import SEED, SOAK, campaign, logged


@pytest.mark.timeout(7200 if SOAK else 120)
def test_two_stations_write_what_is_theirs_and_see_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: Counted[ActionKind] = Counted()
    count = CirculationMachine._count

    def counted(self: CirculationMachine) -> None:
        kinds.update(saved.kind for saved in self.world.saved)
        count(self)

    monkeypatch.setattr(CirculationMachine, "_count", counted)
    totals = campaign(
        SEED,
        runs=1000 if SOAK else 5,
        steps=60 if SOAK else 40,
        shrink=SOAK,
        machine=CirculationMachine,
    )
    logged(f"circulation machine, seed {SEED}: {totals.text()}; {dict(sorted(kinds.items()))}")
    assert totals.saved > 20 and totals.kills > 0
    # A campaign in which no case moved, or no conflict was answered, would hold every invariant.
    assert kinds[ActionKind.CIRCULATE] > 5
    assert kinds[ActionKind.RESOLVE] > 0
    assert kinds[ActionKind.MARK_DISTINCT] > 0


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "invariants"), [("owners", {15}), ("leaving the scope", {5, 12})])
def test_a_protection_of_shared_cases_taken_away_is_missed(name: str, invariants: set[int]) -> None:
    assert name in SHARED_MUTANTS
    with mutated(name), pytest.raises(BrokenInvariantError) as found:
        campaign(1, runs=50, steps=30, machine=CirculationMachine)
    assert found.value.number in invariants
