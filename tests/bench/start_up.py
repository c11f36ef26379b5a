"""Sign-in page painted, as a whole process, against a bare painted Qt window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.figures import median, ratio

ROUNDS = 7


def painted(which: str) -> float:
    """Milliseconds from process start to the end of the first paint."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Without compiled modules the interpreter would be measured, not the page.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.paint", which],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
    )
    return float(done.stdout.split()[-1]) * 1000


def run() -> list[dict[str, Any]]:
    painted("bare")
    painted("sign_in")
    pairs = [(painted("bare"), painted("sign_in")) for _ in range(ROUNDS)]
    bare, page = median([a for a, _ in pairs]), median([b for _, b in pairs])
    return [ratio("sign-in page painted", page, bare, 2.0)]
