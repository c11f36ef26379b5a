"""The real service on loopback, on SQLite and on a PostgreSQL that the test run starts itself."""

from __future__ import annotations

import secrets
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hukou.wire import EnrolReply
from provincial_service import keys
from provincial_service.app import build_app
from provincial_service.enrolment import make_activation_code
from provincial_service.province import Province, open_province
from provincial_service.sample_register import SampleRegister, generate, load_register, load_staff, load_stations
from provincial_service.sample_register.words import sample_facts
from provincial_service.settings import Limits, Settings, default_database
from provincial_service.store import create_schema, open_store
from provincial_service.store.schema import ProvinceFacts
from tests.province.postgres import PostgresCluster, run_cluster
from tests.province.terminal import PASSWORDS, TestTerminal, b64

SAMPLE_FACTS = ProvinceFacts("390000", "临江省", "LJ", sample=True)
_QUICK_PASSWORDS_KIB = 1024


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


class _Quiet(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        """Tests keep their own."""


def serve(province: Province) -> Iterator[str]:
    """The application in a thread of this process, on a free port."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    config = uvicorn.Config(build_app(province), log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = _Quiet(config)
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


@pytest.fixture(scope="session")
def small_register() -> SampleRegister:
    """A register small enough to load for every test session; still with every kind of history."""
    return generate(persons=1500)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, small_register: SampleRegister) -> Path:
    folder = tmp_path_factory.mktemp("province-template")
    set_up(Settings(folder, password_memory_kib=_QUICK_PASSWORDS_KIB), small_register)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    yield from run_cluster()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresCluster, sqlite_template: Path, small_register: SampleRegister) -> str:
    name = "province_template"
    url = postgres.create_database(name)
    settings = Settings(sqlite_template, url, password_memory_kib=_QUICK_PASSWORDS_KIB)
    set_up(settings, small_register)
    return name


@pytest.fixture
def sqlite_settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    folder = tmp_path / "province"
    shutil.copytree(sqlite_template, folder)
    return Settings(folder, default_database(folder), password_memory_kib=_QUICK_PASSWORDS_KIB)


@pytest.fixture
def postgres_settings(
    postgres: PostgresCluster, postgres_template: str, sqlite_template: Path
) -> Iterator[Settings]:
    name = f"province_{secrets.token_hex(4)}"
    url = postgres.create_database(name, template=postgres_template)
    yield Settings(sqlite_template, url, password_memory_kib=_QUICK_PASSWORDS_KIB)
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Both databases: whatever uses this fixture runs on each."""
    name = "sqlite_settings" if request.param == "sqlite" else "postgres_settings"
    found: Settings = request.getfixturevalue(name)
    return found


def _running(settings: Settings) -> Iterator[Service]:
    province = open_province(settings)
    with httpx.Client(timeout=30) as client:
        for base_url in serve(province):
            yield Service(base_url, province, client)
    province.store.close()


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    yield from _running(settings)


@pytest.fixture
def sqlite_service(sqlite_settings: Settings) -> Iterator[Service]:
    """For what does not depend on the database."""
    yield from _running(sqlite_settings)


@pytest.fixture
def faulty_service(sqlite_settings: Settings) -> Iterator[Service]:
    yield from _running(replace(sqlite_settings, faults=True))


@pytest.fixture
def narrow_service(sqlite_settings: Settings) -> Iterator[Service]:
    """With limits that a test can reach."""
    limits = Limits(body=20_000, expanded=100_000, unused_numbers=30)
    yield from _running(replace(sqlite_settings, limits=limits))


@pytest.fixture
def terminal(service: Service) -> TestTerminal:
    return service.enrol()


@pytest.fixture
def station_names() -> dict[str, str]:
    return {row["station"]: row["station_name"] for row in sample_facts().stations}
