"""Windows and provinces as processes that start at once: one that has imported everything, and forks.

`python -m tests.e2e.fork_server SOCKET`. Each connection orders one process with a JSON line
`{"run": "window" | "province", "arguments": […]}`, is answered its pid, and is a window's standard input and output
from then on. What runs is the same `main` as in a process started alone; it dies by the same SIGKILL.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.killable import WindowProcess
from tests.e2e.province_process import ROOT, ProvinceProcess, free_port
from tests.e2e.windows import Window


def main() -> None:
    from provincial_service.__main__ import main as province
    from tests.e2e.window_process import main as window

    # Nobody waits for the children: the dead go at once.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen(8)
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        with connection:
            line = connection.makefile("rb").readline()
            if not line:
                return
            order = json.loads(line)
            if os.fork() == 0:
                listener.close()
                _become(connection, order["run"], order["arguments"])
                (province if order["run"] == "province" else window)()
                os._exit(0)


def _become(connection: socket.socket, run: str, arguments: list[str]) -> None:
    connection.sendall(f"{os.getpid()}\n".encode())
    nothing = os.open(os.devnull, os.O_RDWR)
    talks = run == "window"
    os.dup2(connection.fileno() if talks else nothing, 0)
    os.dup2(connection.fileno() if talks else nothing, 1)
    connection.close()
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.argv = [run, *arguments]


@dataclass
class Forked:
    """As much of `subprocess.Popen` as is asked of a window process."""

    pid: int
    connection: socket.socket

    def __post_init__(self) -> None:
        self.stdin = self.connection.makefile("w", encoding="utf-8")
        self.stdout = self.connection.makefile("r", encoding="utf-8")

    def poll(self) -> int | None:
        return None if Path(f"/proc/{self.pid}").exists() else -signal.SIGKILL

    def wait(self, timeout: float = 20) -> int:
        deadline = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.001)
        return status

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def communicate(self, timeout: float = 20) -> tuple[str, None]:
        self.wait(timeout)
        lines: list[str] = []
        # A process that dies with orders unread resets the line behind what it had answered.
        with suppress(ConnectionResetError):
            lines += iter(self.stdout.readline, "")
        return "".join(lines), None

    def close(self) -> None:
        for file in (self.stdin, self.stdout, self.connection):
            with suppress(OSError):
                file.close()


@dataclass
class ForkServer:
    path: Path

    def start(self, run: str, *arguments: str) -> Forked:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self.path))
        connection.sendall(json.dumps({"run": run, "arguments": arguments}).encode() + b"\n")
        digits = b""
        while not digits.endswith(b"\n"):
            digits += connection.recv(1)
        return Forked(int(digits), connection)

    @contextmanager
    def window(self, window: Window) -> Iterator[WindowProcess]:
        """A signed-in window, killed at the end if it still runs."""
        process = self.start("window", *window.arguments())
        running = WindowProcess(process)  # type: ignore[arg-type]
        try:
            assert running.answer() == "signed in"
            yield running
        finally:
            if process.poll() is None:
                running.kill()
            process.close()


@dataclass
class ForkedProvince(ProvinceProcess):
    """Started by the fork server instead of from nothing."""

    server: ForkServer | None = None

    def _spawn(self) -> Forked:  # type: ignore[override]
        assert self.server is not None
        return self.server.start("province", *self.arguments())

    def kill(self) -> None:
        forked = self.process
        super().kill()
        if isinstance(forked, Forked):
            forked.close()


@contextmanager
def fork_server(folder: Path) -> Iterator[ForkServer]:
    path = folder / "forks"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.fork_server", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield ForkServer(path)
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()


@contextmanager
def forked_province(server: ForkServer, settings: object) -> Iterator[ForkedProvince]:
    running = ForkedProvince(settings, free_port(), server=server)  # type: ignore[arg-type]
    running.start()
    try:
        yield running
    finally:
        running.kill()


if __name__ == "__main__":
    main()
