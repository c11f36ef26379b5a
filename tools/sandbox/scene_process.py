"""One life of the window as a process of its own, so that it can be killed like one."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tools.sandbox.children import bound
from tools.sandbox.paths import REPOSITORY
from tools.sandbox.province import Province, SandboxError

SILENT_SECONDS = 240
"""Longer than any wait of a scene: a scene that says nothing for so long hangs."""


class Scene:
    """It tells by lines of JSON on its output and is told by files in a folder of its own."""

    def __init__(
        self, name: str, province: Province, out: Path, password: str, expected: dict[str, str] | None = None
    ) -> None:
        self.name = name
        self.told: dict[str, Any] = {}
        self.shown: list[dict[str, Any]] = []
        self._signals = out / f".{name}"
        self._signals.mkdir()
        (self._signals / "expected.json").write_text(json.dumps(expected or {}), "utf-8")
        places = ("--root", str(province.paths.root), "--out", str(out), "--port", str(province.port))
        print(f"scene: {name}", flush=True)
        with (self._signals / "stderr").open("wb") as complaints:
            self.process = subprocess.Popen(
                bound([sys.executable, "-m", "tools.sandbox.scenes", name, *places]),
                cwd=REPOSITORY,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TOUR_PASSWORD": password},
                stdout=subprocess.PIPE,
                stderr=complaints,
                stdin=subprocess.DEVNULL,
                text=True,
            )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            for line in self.process.stdout:
                self._lines.put(line)
        self._lines.put(None)

    def tell(self, word: str) -> None:
        (self._signals / word).touch()

    def wait_for(self, word: str) -> dict[str, Any]:
        """Read what the scene tells until `word` comes; `SandboxError` when it ends or falls silent before."""
        while True:
            try:
                line = self._lines.get(timeout=SILENT_SECONDS)
            except queue.Empty:
                self.kill()
                raise SandboxError(f"scene {self.name} said nothing for {SILENT_SECONDS} s") from None
            if line is None:
                raise SandboxError(
                    f"scene {self.name} ended before '{word}' (exit {self.process.wait()})\n{self._complaint()}"
                )
            if not line.startswith("{"):
                print(line, end="", flush=True)
                continue
            message = json.loads(line)
            if message.get("event") == "shown":
                self.shown.append({"scene": self.name, "what": message["what"], "words": message["words"]})
                continue
            if "step" in message:
                print(f"  {message['step']:<44}{message['seconds']:>7.2f} s", flush=True)
                continue
            self.told |= message
            if message.get("event") == word:
                return self.told

    def finish(self) -> dict[str, Any]:
        told = self.wait_for("end")
        if self.process.wait(SILENT_SECONDS) != 0:
            raise SandboxError(f"scene {self.name} failed at its end\n{self._complaint()}")
        return told

    def kill(self) -> None:
        """As a power cut would: no handler runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Whatever happened, no window stays behind."""
        self.kill()
        self._reader.join()

    def _complaint(self) -> str:
        lines = (self._signals / "stderr").read_text("utf-8", "replace").splitlines()
        told = [line for line in lines if not line.startswith("This plugin does not support")]
        return "\n".join(told[-20:])
