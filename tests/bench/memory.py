"""What only the running window shows: resident memory, stalls of the event loop, time from password to counter.

The tour is played for it, in a folder of its own, so that what is measured is the code that lies here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.figures import limit
from tools.sandbox.report import CHANGE_COLOURS, RESIDENT_MB, STALL_CPU_MS, USABLE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench-tour"


def run() -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tools.sandbox", "tour", "--out", str(OUT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            f"the tour failed, so nothing was measured:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    scenes = json.loads((OUT / "summary.json").read_text("utf-8"))["scenes"].values()
    return [
        limit(
            "counter usable after the password", _worst(scenes, "usable_after_password"), USABLE_SECONDS, "s"
        ),
        limit("resident memory", _worst(scenes, "resident_mb"), RESIDENT_MB, "MB"),
        limit("longest stall, own work", _longest_stall(scenes), STALL_CPU_MS, "ms"),
    ]


def _longest_stall(scenes: Any) -> float:
    """Of the steps that have a bound."""
    bounded = [s for scene in scenes for s in scene["stalls"] if s["step"] != CHANGE_COLOURS]
    return float(max((stall["cpu_ms"] for stall in bounded), default=0.0))


def _worst(scenes: Any, name: str) -> float:
    return float(max(scene[name] for scene in scenes))
