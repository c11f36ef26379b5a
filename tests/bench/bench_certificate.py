"""How long a certificate takes, beside the floor of the same page: `python -m tests.bench.bench_certificate`."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

TARGET_RATIO = 2.5
_COLD = """
import time; started = time.perf_counter()
from tests.papers import make_certificate
document = make_certificate(sample=True)
begun = time.perf_counter()
from window_client.services.certificates import draw
draw(document)
print(time.perf_counter() - begun)
"""


def run(rounds: int = 60) -> dict[str, float]:
    """Milliseconds warm, cold and for the floor, and `ratio` = warm / floor, measured in turns.

    Warm and floor are lower quartiles of processor time (nothing here waits for a disk or another process): what
    else the machine does would otherwise be part of the figure. Cold is the median of three by the clock.
    """
    from tests.bench.certificate_floor import render_floor
    from tests.papers import make_certificate
    from window_client.services.certificates import draw

    document = make_certificate(sample=True)
    pdf, floor_pdf = draw(document).pdf, render_floor(document)
    warm: list[float] = []
    floor: list[float] = []
    for _ in range(rounds):
        floor.append(_milliseconds(lambda: render_floor(document)))
        warm.append(_milliseconds(lambda: draw(document)))
    cold = [_cold() for _ in range(3)]
    result = {
        "warm_ms": _quartile(warm),
        "floor_ms": _quartile(floor),
        "ratio": _quartile(warm) / _quartile(floor),
        "target_ratio": TARGET_RATIO,
        "cold_ms": statistics.median(cold),
        "bytes": float(len(pdf)),
        "floor_bytes": float(len(floor_pdf)),
    }
    return {key: round(value, 2) for key, value in result.items()}


def _quartile(values: list[float]) -> float:
    return statistics.quantiles(values, n=4)[0]


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _cold() -> float:
    """First certificate in a new process, with the imports it needs, interpreter start left out."""
    answer = subprocess.run([sys.executable, "-c", _COLD], check=True, capture_output=True, text=True)
    return float(answer.stdout) * 1000


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
