"""What both push figures stand on: a province, a terminal, and 10,000 signed cases packed as a window packs them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.types import ASGIApp

from provincial_service import keys
from provincial_service.province import open_province
from provincial_service.sample_register import load_staff, load_stations
from provincial_service.server import listen
from provincial_service.settings import Settings
from provincial_service.store import create_schema, open_store
from tests.province.running import SAMPLE_FACTS, run_service
from tests.province.terminal import PASSWORDS, TestTerminal, batch_bytes
from tests.serving import TidyServer

CASES = 10_000
AT_ONCE = 250
"""Cases in a request: about 60 KB as sent, which is where a window's batches stand on a sound line."""


@dataclass(frozen=True)
class Request:
    body: bytes
    headers: dict[str, str]


def found(settings: Settings) -> None:
    """A province with stations and staff, and no register: nobody looks anything up here."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    keys.make_keys(settings.data_dir)
    store = open_store(settings.database)
    create_schema(store, SAMPLE_FACTS)
    store.close()
    province = open_province(settings)
    load_stations(province.store)
    load_staff(province.store, province.passwords, PASSWORDS)
    province.store.close()


def requests_of(terminal: TestTerminal, cases: int = CASES) -> list[Request]:
    """Signed, packed and ready before the clock runs: what is measured is the province."""
    packer = zstandard.ZstdCompressor(level=1)
    made = []
    for start in range(0, cases, AT_ONCE):
        count = min(AT_ONCE, cases - start)
        signed = [
            terminal.sign(terminal.open_case(residence="临江省澜州市青禾区望桥路 1 号")) for _ in range(count)
        ]
        body = packer.compress(batch_bytes(signed))
        headers = terminal.signed_headers("POST", "/v1/actions", body)
        made.append(Request(body, {**headers, "Content-Encoding": "zstd"}))
    return made


def seconds_to_post(url: str, requests: list[Request]) -> tuple[float, list[bytes]]:
    with httpx.Client(timeout=120) as client:
        started = time.perf_counter()
        answers = [client.post(url, content=one.body, headers=one.headers) for one in requests]
        taken = time.perf_counter() - started
    assert all(answer.status_code == 200 for answer in answers), answers[0].text[:300]
    return taken, [answer.content for answer in answers]


@dataclass(frozen=True)
class Pushed:
    seconds: float
    requests: list[Request]
    key: Ed25519PublicKey
    """Of the terminal."""


def push_all(settings: Settings) -> Pushed:
    """All cases to the real service, each answered as applied."""
    with run_service(settings) as service:
        terminal = service.enrol()
        requests = requests_of(terminal)
        taken, answers = seconds_to_post(f"{service.base_url}/v1/actions", requests)
    applied = sum(answer.count(b'"outcome":"applied"') for answer in answers)
    assert applied == CASES, f"{applied} of {CASES} were applied"
    return Pushed(taken, requests, terminal.key.public_key())


class _Prompt(TidyServer):
    async def main_loop(self) -> None:
        await self.on_tick(0)
        while not self.should_exit:
            await asyncio.sleep(0.005)


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Any application, served exactly as the province is."""
    listener = listen("127.0.0.1", 0)
    server = _Prompt(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def folder_settings(folder: Path, url: str = "") -> Settings:
    return Settings(folder / "province", url, password_memory_kib=1024)
