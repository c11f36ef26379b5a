"""Starting a window process, giving it orders, and killing it with no chance to tidy up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.windows import Window

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class WindowProcess:
    process: subprocess.Popen[str]

    def tell(self, do: str, **order: Any) -> None:
        """Give an order without waiting for it."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the window ended with {self.process.wait(10)}")
        return json.loads(line)

    def do(self, do: str, **order: Any) -> Any:
        """Give an order and wait until it is done."""
        self.tell(do, **order)
        return self.answer()

    def kill(self) -> list[Any]:
        """SIGKILL; the answers that had come and were not read yet."""
        os.kill(self.process.pid, signal.SIGKILL)
        rest, _ = self.process.communicate(timeout=20)
        # The last line may be half: it was never shown to anybody.
        return [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]


@contextmanager
def window_process(window: Window) -> Iterator[WindowProcess]:
    """A signed-in window in its own process; killed at the end if it still runs."""
    command = [
        sys.executable,
        "-m",
        "tests.e2e.window_process",
        *window.arguments(),
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    running = WindowProcess(process)
    try:
        assert running.answer() == "signed in"
        yield running
    finally:
        if process.poll() is None:
            running.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
