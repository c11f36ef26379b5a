"""What only the running window shows: resident memory, stalls of the event loop, time from password to counter.

Read from the summary of the tour, which is played when there is none yet.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.figures import limit

ROOT = Path(__file__).resolve().parents[2]
SUMMARY = ROOT / "build" / "tour" / "summary.json"


def run() -> list[dict[str, Any]]:
    if not SUMMARY.exists():
        command = [sys.executable, "-m", "tools.sandbox", "tour", "--out", str(SUMMARY.parent)]
        subprocess.run(command, check=True, cwd=ROOT)
    summary = json.loads(SUMMARY.read_text("utf-8"))
    longest = max(scene["longest_stall_ms"] for scene in summary["scenes"].values())
    usable = max(scene["usable_after_password"] for scene in summary["scenes"].values())
    return [
        limit("counter usable after the password", usable, 1.5, "s"),
        limit("resident memory", summary["resident_mb"], 250.0, "MB"),
        limit("longest stall of the event loop", longest, 50.0, "ms"),
    ]
