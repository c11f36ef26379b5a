"""The province as a process of its own that can be killed and started again at the same address."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from provincial_service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class ProvinceProcess:
    settings: Settings
    port: int
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Started, and answering."""
        self.process = self._spawn()
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise RuntimeError("the province did not start") from None
                time.sleep(0.02)

    def arguments(self) -> list[str]:
        """Of `provincial-service`."""
        place = ["--data-dir", str(self.settings.data_dir), "--database", self.settings.database]
        return ["serve", *place, "--port", str(self.port)]

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "provincial_service", *self.arguments()],
            cwd=ROOT,
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """SIGKILL: no goodbye to anybody."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            self.process = None
            self.kills += 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def province_process(settings: Settings) -> Iterator[ProvinceProcess]:
    running = ProvinceProcess(settings, free_port())
    running.start()
    try:
        yield running
    finally:
        running.kill()
