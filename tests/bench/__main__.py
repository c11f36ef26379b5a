"""`make bench`: every figure beside its floor, measured in the same run; to `build/bench.json`.

Ratios are what counts: absolute times depend on the machine. A target that is missed is said so on the last
line and in the file; nothing is hidden by rounding.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import certificate, link, memory, push, save, search, start_up, turns

OUT = Path(__file__).resolve().parents[2] / "build" / "bench.json"
BENCHES: dict[str, Callable[[], list[dict[str, Any]]]] = {
    "start_up": start_up.run,
    "save": save.run,
    "search": search.run,
    "turns": turns.run,
    "certificate": certificate.run,
    "memory": memory.run,
    "link": link.run,
    "push_sqlite": push.run_sqlite,
    "push_postgres": push.run_postgres,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    known = ", ".join(BENCHES)
    parser.add_argument("names", nargs="*", metavar="BENCH", help=f"any of: {known} (default: all)")
    parser.add_argument("--strict", action="store_true", help="fail when a target was missed")
    options = parser.parse_args()
    wanted = options.names or list(BENCHES)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}; there are {known}")
    figures: list[dict[str, Any]] = []
    for name in wanted:
        print(f"{name} …", flush=True)
        started = time.perf_counter()
        rows = BENCHES[name]()
        figures += rows
        for row in rows:
            print(f"  {line(row)}")
        print(f"  ({time.perf_counter() - started:.1f} s)", flush=True)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    report = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "benches": wanted,
        "figures": figures,
    }
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    missed = [row["name"] for row in figures if row["verdict"] != "pass"]
    told = f"; missed: {', '.join(missed)}" if missed else ""
    print(f"{len(figures) - len(missed)} of {len(figures)} targets met{told}")
    return 1 if options.strict and missed else 0


def line(row: dict[str, Any]) -> str:
    unit, floor = row["unit"], row.get("floor")
    beside = f"  floor {floor:.3f} {unit}  = {row['value'] / floor:.2f} x" if floor else ""
    return f"{row['name']:<34}{row['value']:.3f} {unit}{beside}  target {row['target']}  {row['verdict']}"


if __name__ == "__main__":
    sys.exit(main())
