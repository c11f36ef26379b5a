"""kill -9 of both sides while two stations share cases, short; `tests.e2e.kill_campaign --shared` is the long form."""

from __future__ import annotations

import pytest

from tests.e2e.kill_campaign import run
from tests.e2e.test_faults import SEED, SOAK, said


@pytest.mark.timeout(14400 if SOAK else 180)
def test_shared_cases_lose_and_double_nothing_when_processes_are_killed() -> None:
    lines: list[str] = []

    def tell(line: str) -> None:
        lines.append(line)
        said(f"shared, {line}")

    killed = run(SEED, 500 if SOAK else 10, 50 if SOAK else 5, tell, shared=True)
    assert killed >= 10
    # A campaign in which no case moved would prove nothing about moving ones.
    assert "circulate " in lines[-1]
