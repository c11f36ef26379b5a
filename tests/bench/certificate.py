"""One certificate drawn warm, against the hand-written floor on the same page; drawn, coded and signed; verified."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from paper_trust.verify import verify_pdf
from tests.bench import bench_certificate
from tests.bench.figures import limit, median, ratio
from tests.issuing import TestAuthority
from tests.services.sealed_papers import NOW, make_paper

ROUNDS = 15


def run() -> list[dict[str, Any]]:
    measured = bench_certificate.run()
    authority = TestAuthority()
    signer = authority.signer()
    trust = authority.trust(NOW)
    pdf = make_paper(authority, signer).pdf
    return [
        ratio("certificate, warm", measured["warm_ms"], measured["floor_ms"], 2.5),
        limit("certificate, drawn and signed", _ms(lambda: make_paper(authority, signer)), 50, "ms"),
        limit("certificate, size signed", round(len(pdf) / 1024, 1), 140, "KB"),
        limit("certificate, verified offline", _ms(lambda: verify_pdf(pdf, trust, NOW)), 300, "ms"),
    ]


def _ms(work: Callable[[], object]) -> float:
    """Median of some rounds, in milliseconds."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 2)
