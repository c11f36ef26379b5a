"""Stand-ins that behave: the real provincial service on loopback, and what `tests.basics` has."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import requests
import uvicorn

from hukou.staff import StaffMember
from hukou.wire import StationProfile
from provincial_service import enrolment, keys
from provincial_service.app import build_app
from provincial_service.province import Province, open_province
from provincial_service.settings import Limits, Settings
from provincial_service.store import create_schema, open_store
from provincial_service.store.schema import ProvinceFacts
from provincial_service.store.terminals import save_staff, save_station
from tests.basics import (
    CLERK,
    OFFICER,
    OTHER_OFFICER,
    OTHER_STATION,
    PASSWORD,
    START,
    STATION,
    SUPERVISOR,
    FakeClock,
)
from tests.serving import TidyServer

__all__ = [
    "CLERK",
    "OFFICER",
    "OTHER_OFFICER",
    "OTHER_STATION",
    "PASSWORD",
    "START",
    "STATION",
    "SUPERVISOR",
    "FakeClock",
    "LiveProvince",
    "found_province",
    "serve",
    "station_profile",
]


@dataclass
class LiveProvince:
    """The real service, listening. `province` reaches into its store."""

    province: Province
    url: str
    server: uvicorn.Server

    def activation_code(self, station: str = STATION) -> str:
        return enrolment.make_activation_code(self.province, station)

    def misbehave(self, mode: str, *, path: str = "/v1/", times: int = 0) -> None:
        """See `provincial_service.faults.FaultMode`."""
        order = {"mode": mode, "path": path, "times": times}
        requests.post(f"{self.url}/v1/_faults", json=order, timeout=5).raise_for_status()

    def set_password(self, member: StaffMember, password: str) -> None:
        hashed = self.province.passwords.hash(password)
        with self.province.store.write() as connection:
            save_staff(connection, member, hashed)


def station_profile(station: str = STATION) -> StationProfile:
    name, prefix = ("望桥", "WQ") if station == STATION else ("槐里", "HL")
    return StationProfile(
        station=station,
        station_name=f"澜州市公安局青禾分局{name}派出所",
        bureau_name="澜州市公安局青禾分局",
        province_name="临江省",
        division="390102",
        phone="0390-555-0110",
        address=f"临江省澜州市青禾区{name}路 1 号",
        number_prefix=f"{prefix}-2026-",
    )


def found_province(
    folder: Path,
    *,
    clock: FakeClock | None = None,
    limits: Limits | None = None,
    sample: bool = True,
    database_url: str = "",
) -> Province:
    """A province with two stations and the sandbox's four members of staff, all with `PASSWORD`."""
    settings = Settings(
        data_dir=folder,
        database_url=database_url,
        faults=True,
        limits=limits or Limits(),
        clock=clock.now if clock else lambda: datetime.now(UTC),
        password_memory_kib=64,
    )
    keys.make_keys(folder)
    store = open_store(settings.database)
    create_schema(store, ProvinceFacts("390000", "临江省", "LJ", sample=sample))
    store.close()
    province = open_province(settings)
    hashed = province.passwords.hash(PASSWORD)
    with province.store.write() as connection:
        for station in (STATION, OTHER_STATION):
            save_station(connection, station_profile(station))
        for member in (OFFICER, CLERK, SUPERVISOR, OTHER_OFFICER):
            save_staff(connection, member, hashed)
    return province


@contextmanager
def serve(province: Province, *, tls: keys.TlsFiles | None = None, port: int = 0) -> Iterator[LiveProvince]:
    """Run the service in a thread until the block ends; port 0 is a free one."""
    config = uvicorn.Config(
        build_app(province),
        host="127.0.0.1",
        port=port,
        log_config=None,
        timeout_graceful_shutdown=1,
        ssl_certfile=str(tls.certificate) if tls else None,
        ssl_keyfile=str(tls.key) if tls else None,
    )
    server = TidyServer(config)
    thread = threading.Thread(target=server.run, name="province", daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            raise RuntimeError("the province did not start")
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    scheme, host = ("https", "localhost") if tls else ("http", "127.0.0.1")
    try:
        yield LiveProvince(province, f"{scheme}://{host}:{port}", server)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
