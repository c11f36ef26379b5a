"""Starts, watches and stops the province of the sandbox, as its own process on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tools.sandbox.children import bound
from tools.sandbox.paths import REPOSITORY, SandboxPaths

_TRIES = 3


class SandboxError(RuntimeError):
    """The sandbox cannot go on; the text says what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def is_taken(port: int) -> bool:
    """Whether another program listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def province_command(paths: SandboxPaths, verb: str, *arguments: str) -> list[str]:
    """`provincial-service VERB …` on the sandbox's own data."""
    places = ("--data-dir", str(paths.province), "--database", paths.database_url)
    return [sys.executable, "-m", "provincial_service", verb, *places, *arguments]


class Province:
    """`port` None takes any free one, and another when somebody was quicker; a given port is never changed."""

    def __init__(self, paths: SandboxPaths, port: int | None = None) -> None:
        self.paths = paths
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._given = port is not None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def ca(self) -> Path:
        return self.paths.province / "tls" / "ca.pem"

    def start(self, timeout: float = 60.0) -> None:
        """Returns when the province answers; the log of the service is in `province/service.log`."""
        for tries in range(_TRIES):
            if is_taken(self.port):
                if self._given:
                    raise SandboxError(
                        f"port {self.port} of this computer is taken by another program; "
                        "close that one, or give another port: --port N"
                    )
                self.port = free_port()
            if self._answers(timeout):
                self._given = True  # from now on the windows know this address
                return
            if self._given or tries + 1 == _TRIES:
                break
            self.port = free_port()
        raise SandboxError(f"the province did not start; the end of {self._log}:\n{_last_lines(self._log)}")

    @property
    def _log(self) -> Path:
        return self.paths.province / "service.log"

    def _answers(self, timeout: float) -> bool:
        """Start the process; whether it answered before it ended or the time was up."""
        log = open(self._log, "ab")  # noqa: SIM115 - handed to the child
        self.process = subprocess.Popen(
            bound(province_command(self.paths, "serve", *self._address(), "--tls")),
            cwd=REPOSITORY,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        log.close()
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if requests.get(f"{self.url}/health", verify=str(self.ca), timeout=2).ok:
                    return True
            except requests.RequestException:
                time.sleep(0.1)
        self.stop()
        return False

    def _address(self) -> tuple[str, ...]:
        return "--host", "127.0.0.1", "--port", str(self.port)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def _last_lines(path: Path, count: int = 5) -> str:
    try:
        return "\n".join(path.read_text("utf-8", "replace").splitlines()[-count:])
    except OSError:
        return ""


@contextmanager
def running(province: Province) -> Iterator[Province]:
    province.start()
    try:
        yield province
    finally:
        province.stop()
