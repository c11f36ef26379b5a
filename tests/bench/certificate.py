"""One certificate drawn warm, against the hand-written floor on the same page."""

from __future__ import annotations

from typing import Any

from tests.bench import bench_certificate
from tests.bench.figures import ratio


def run() -> list[dict[str, Any]]:
    measured = bench_certificate.run()
    return [ratio("certificate, warm", measured["warm_ms"], measured["floor_ms"], 2.5)]
