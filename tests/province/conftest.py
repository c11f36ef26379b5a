"""Fixtures: the province on SQLite and on a PostgreSQL that the test run starts itself."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from provincial_service.sample_register import SampleRegister, generate
from provincial_service.settings import Limits, Settings, default_database
from tests.province.postgres import PostgresCluster, run_cluster
from tests.province.running import Service, run_service, set_up
from tests.province.terminal import TestTerminal

_QUICK_PASSWORDS_KIB = 1024
"""Argon2id memory of these tests: what they check is not how long it takes."""


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
def postgres_template(
    postgres: PostgresCluster, sqlite_template: Path, small_register: SampleRegister
) -> str:
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


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    with run_service(settings) as running:
        yield running


@pytest.fixture
def sqlite_service(sqlite_settings: Settings) -> Iterator[Service]:
    """For what does not depend on the database."""
    with run_service(sqlite_settings) as running:
        yield running


@pytest.fixture
def faulty_service(settings: Settings) -> Iterator[Service]:
    with run_service(replace(settings, faults=True)) as running:
        yield running


@pytest.fixture
def narrow_service(settings: Settings) -> Iterator[Service]:
    """With limits that a test can reach."""
    limits = Limits(body=20_000, expanded=100_000, unused_numbers=30)
    with run_service(replace(settings, limits=limits)) as running:
        yield running


@pytest.fixture
def terminal(service: Service) -> TestTerminal:
    return service.enrol()
