"""What a slow line makes of a day's work: 1 Mbit/s each way, 300 ms there and back, sound and with resets.

The floor is the time that the bytes of the sound run need on the line, one after another.
"""

from __future__ import annotations

from typing import Any

from tests.bench.figures import ratio
from tests.bench.slow_line import BITS, slow_line
from tests.bench.sync_stage import queue_cases, seconds_to_drain, stage

CASES = 1_500
BETWEEN_RESETS = 200_000
"""Bytes, on average."""
SEED = 5


def run() -> list[dict[str, Any]]:
    with stage() as here:
        with slow_line(here.service.port) as line, here.counter(line.port) as counter:
            queue_cases(counter, CASES)
            before = line.total
            clean, _ = seconds_to_drain(counter)
            needed = line.total - before
        with (
            slow_line(here.service.port, BETWEEN_RESETS, SEED) as line,
            here.counter(line.port) as counter,
        ):
            # What the first window made comes down now; it is no part of the figure.
            for _ in range(20):
                if counter.desk.sync.run_once(force=True).error is None:
                    break
            queue_cases(counter, CASES)
            before, resets = line.total, line.resets
            broken, times = seconds_to_drain(counter)
            used, resets = line.total - before, line.resets - resets
    floor = needed * 8 / BITS
    print(
        f"  {CASES} cases, {needed / 1000:.0f} KB; {resets} resets (seed {SEED}), {times} cycles broken off"
    )
    return [
        ratio("line 1 Mbit/s 300 ms, sound", clean, floor, 1.6, unit="s"),
        ratio("line 1 Mbit/s 300 ms, resets", broken, floor, 2.5, unit="s"),
        ratio("bytes with resets", used / 1000, needed / 1000, 1.6, unit="KB"),
    ]
