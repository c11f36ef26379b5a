"""Starts, watches and stops the province of the sandbox, as its own process on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tools.sandbox.paths import REPOSITORY, SandboxPaths


class SandboxError(RuntimeError):
    """The sandbox cannot go on; the text says what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def province_command(paths: SandboxPaths, verb: str, *arguments: str) -> list[str]:
    """`provincial-service VERB …` on the sandbox's own data."""
    places = ("--data-dir", str(paths.province), "--database", paths.database_url)
    return [sys.executable, "-m", "provincial_service", verb, *places, *arguments]


@dataclass
class Province:
    paths: SandboxPaths
    port: int = field(default_factory=free_port)
    faults: bool = False
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def ca(self) -> Path:
        return self.paths.province / "tls" / "ca.pem"

    def start(self, timeout: float = 30.0) -> None:
        """Returns when the province answers; the log of the service is in `province/service.log`."""
        arguments = ["serve", "--host", "127.0.0.1", "--port", str(self.port), "--tls"]
        if self.faults:
            arguments.append("--faults")
        log = open(self.paths.province / "service.log", "ab")  # noqa: SIM115 - handed to the child
        self.process = subprocess.Popen(
            province_command(self.paths, *arguments),
            cwd=REPOSITORY,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        log.close()
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                if requests.get(f"{self.url}/health", verify=str(self.ca), timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.1)
        raise SandboxError(f"the province did not start; see {self.paths.province / 'service.log'}")

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


@contextmanager
def running(province: Province) -> Iterator[Province]:
    province.start()
    try:
        yield province
    finally:
        province.stop()
