"""Eight stations at once on one PostgreSQL, through nginx and two replicas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from hukou.staff import Role, StaffMember
from hukou.wire import Outcome
from provincial_service.province import Province
from provincial_service.store.terminals import save_staff, save_station
from tests.e2e.database import new_cluster
from tests.e2e.gateway import gateway
from tests.e2e.province_process import province_process
from tests.e2e.test_faults import SOAK, said
from tests.fakes import found_province, station_profile
from tests.province.running import Service
from tests.province.terminal import TestTerminal

STATIONS = tuple(f"390102{number}0000" for number in range(61, 69))
BATCHES = 100 if SOAK else 5
AT_ONCE = 20
"""More than the province writes one by one."""


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[Province]:
    with new_cluster() as cluster:
        cluster.sql("CREATE DATABASE province TEMPLATE template0")
        folder = tmp_path / "province"
        folder.mkdir()
        province = found_province(folder, database_url=cluster.url("province"))
        with province.store.write() as connection:
            for station in STATIONS:
                profile = station_profile().model_copy(
                    update={"station": station, "number_prefix": f"W{station[6:8]}-2026-"}
                )
                save_station(connection, profile)
                save_staff(connection, officer(station), "")
        yield province
        province.store.close()


def officer(station: str) -> StaffMember:
    return StaffMember(
        staff_no=f"04{station[6:8]}", name="王岚", role=Role.HOUSEHOLD_OFFICER, station=station
    )


def work(terminal: TestTerminal, station: str) -> set[str]:
    """Cases pushed, every batch twice as after a lost answer; the ids of the cases."""
    made: set[str] = set()
    for _ in range(BATCHES):
        actions = [terminal.open_case(staff=officer(station)) for _ in range(AT_ONCE)]
        made |= {str(action.case_id) for action in actions}
        assert {result.outcome for result in terminal.push(*actions)} == {Outcome.APPLIED}
        assert {result.outcome for result in terminal.push(*actions)} == {Outcome.DUPLICATE}
    return made


def fetched(terminal: TestTerminal, station: str) -> tuple[list[int], list[str]]:
    """Numbers and cases of the whole feed."""
    cursor, seqs, cases = "", [], []
    while True:
        answer = terminal.get(f"/v1/changes?scope={station}&after={cursor}&max_bytes=60000")
        assert answer.status == 200, answer.body
        *changes, end = [json.loads(line) for line in answer.body.splitlines()]
        seqs += [change["seq"] for change in changes]
        cases += [change["case_id"] for change in changes]
        cursor = end["cursor"]
        if not end["more"]:
            return seqs, cases


@pytest.mark.timeout(3600 if SOAK else 180)
def test_eight_stations_push_and_pull_at_once(founded: Province, tmp_path: Path) -> None:
    with ExitStack() as stack:
        replicas = [stack.enter_context(province_process(founded.settings)) for _ in range(2)]
        url = stack.enter_context(gateway(tmp_path / "nginx", [one.port for one in replicas]))
        client = stack.enter_context(httpx.Client(timeout=60))
        service = Service(url, founded, client)
        terminals = [service.enrol(station) for station in STATIONS]
        pool = stack.enter_context(ThreadPoolExecutor(len(STATIONS)))
        made = list(pool.map(work, terminals, STATIONS))
        feeds = list(pool.map(fetched, terminals, STATIONS))
    for cases, (seqs, seen) in zip(made, feeds, strict=True):
        assert seqs == list(range(1, len(cases) + 1)), "a hole, or a number twice"
        assert sorted(seen) == sorted(cases), "lost, doubled, or of another station"
    said(f"stations: 8 at once, {sum(map(len, made))} cases, every batch sent twice; 0 lost, 0 doubled")
