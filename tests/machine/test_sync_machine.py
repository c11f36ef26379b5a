"""The invariants of sync.md under anything that clerks, lines, clocks and disks may do, and a check of the check.

Short here; `HYPOTHESIS_PROFILE=soak` (make soak) runs it long. Seed and totals are printed (`pytest -s`) and written to
`build/soak/sync-machine.txt` under soak.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.campaign import TOTALS, SyncMachine, Totals
from tests.machine.mutants import MUTANTS, mutated
from tests.machine.network import inline_workers
from tests.machine.oracle import BrokenInvariantError

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEED = int(os.environ.get("SOAK_SEED", "1"))
_LOGGED = Path(__file__).resolve().parents[2] / "build" / "soak" / "sync-machine.txt"
_QUICKEST = {
    "dedupe": 2,
    "cursor transaction": 3,
    "counter lock": 3,
    "base check": 1,
    "sent log offered again": 4,
}
"""Seeds that come to the point within seconds; any other finds it too, later."""


def campaign(
    number: int,
    *,
    runs: int,
    steps: int,
    shrink: bool = False,
    machine: type[SyncMachine] = SyncMachine,
) -> Totals:
    """One seeded campaign; raises what it found."""
    for name, value in vars(Totals()).items():
        setattr(TOTALS, name, value)
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    chosen = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    with inline_workers():
        run_state_machine_as_test(seed(number)(machine), settings=chosen)
    return TOTALS


def logged(line: str) -> None:
    """Said with `pytest -s`; kept under soak."""
    print(line)
    if SOAK:
        _LOGGED.parent.mkdir(parents=True, exist_ok=True)
        with _LOGGED.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


@pytest.mark.timeout(7200 if SOAK else 120)
def test_nothing_is_lost_doubled_or_overwritten() -> None:
    totals = campaign(SEED, runs=2000 if SOAK else 4, steps=60 if SOAK else 40, shrink=SOAK)
    logged(f"sync machine, seed {SEED}: {totals.text()}")
    # A campaign in which nothing happened would hold every invariant.
    assert totals.saved > 20
    assert totals.deliveries > 50
    assert totals.kills > 0


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", MUTANTS)
def test_a_protection_taken_away_is_missed(name: str) -> None:
    with mutated(name), pytest.raises(BrokenInvariantError):
        campaign(_QUICKEST[name], runs=150, steps=30)
