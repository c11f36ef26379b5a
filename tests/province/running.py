"""The province running for real on loopback, for tests of the province and of windows against it."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hukou.wire import EnrolReply
from provincial_service import keys
from provincial_service.app import build_app
from provincial_service.enrolment import make_activation_code
from provincial_service.province import Province, open_province
from provincial_service.sample_register import SampleRegister, load_register, load_staff, load_stations
from provincial_service.server import listen
from provincial_service.settings import Settings
from provincial_service.store import create_schema, open_store
from provincial_service.store.schema import ProvinceFacts
from tests.province.terminal import PASSWORDS, TestTerminal, b64
from tests.serving import TidyServer

SAMPLE_FACTS = ProvinceFacts("390000", "临江省", "LJ", sample=True)


def set_up(settings: Settings, register: SampleRegister) -> None:
    """An initialised province with the sample register and staff."""
    keys.make_keys(settings.data_dir)
    store = open_store(settings.database)
    create_schema(store, SAMPLE_FACTS)
    store.close()
    province = open_province(settings)
    load_stations(province.store)
    load_staff(province.store, province.passwords, PASSWORDS)
    load_register(province.store, register)
    province.store.close()


@dataclass
class Service:
    """A running service; `province` reads its database beside it."""

    base_url: str
    province: Province
    client: httpx.Client

    def enrol(self, station: str = "390102510000") -> TestTerminal:
        """A terminal enrolled over the wire."""
        key, sign_in_key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        master_key = secrets.token_bytes(32)
        message = {
            "activation_code": make_activation_code(self.province, station),
            "public_key": b64(key.public_key().public_bytes_raw()),
            "sign_in_key": b64(sign_in_key.public_key().public_bytes_raw()),
            "master_key": b64(master_key),
        }
        answer = self.client.post(f"{self.base_url}/v1/enrol", json=message)
        assert answer.status_code == 200, answer.text
        reply = EnrolReply.model_validate_json(answer.content)
        public = Ed25519PublicKey.from_public_bytes(self.province.keys.signing.public_bytes)
        return TestTerminal(
            self.base_url, reply.terminal, key, sign_in_key, master_key, public, reply, self.client
        )


class _Prompt(TidyServer):
    """Stops within milliseconds; signal handlers stay the test runner's."""

    async def main_loop(self) -> None:
        await self.on_tick(0)
        while not self.should_exit:
            await asyncio.sleep(0.005)


@contextmanager
def serve(province: Province) -> Iterator[str]:
    """The application in a thread of this process, on a free port."""
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        build_app(province), log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    server = _Prompt(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with httpx.Client(transport=httpx.HTTPTransport(retries=3)) as probe:
        assert probe.get(f"{base_url}/v1/health", timeout=20).status_code == 200
    try:
        yield base_url
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        assert not thread.is_alive()


@contextmanager
def run_service(settings: Settings) -> Iterator[Service]:
    """The service over an initialised database, until the block ends."""
    province = open_province(settings)
    with httpx.Client(timeout=30) as client, serve(province) as base_url:
        yield Service(base_url, province, client)
    province.store.close()
