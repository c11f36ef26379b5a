"""One PostgreSQL behind several replicas, and what may happen to it: replicas and postmaster killed, a standby promoted
that lacks the last commits, an older dump restored. Windows work on through all of it.

Seeded as `test_faults`; `HYPOTHESIS_PROFILE=soak` makes it long.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from provincial_service.enrolment import make_activation_code
from provincial_service.province import Province
from provincial_service.settings import Settings
from tests.basics import STATION
from tests.e2e.database import Cluster, new_cluster, standby_of
from tests.e2e.gateway import gateway
from tests.e2e.province_process import ROOT, province_process
from tests.e2e.test_faults import SEED, SOAK, said
from tests.e2e.traffic import Traffic, at_work, given
from tests.fakes import found_province

ROUNDS = 60 if SOAK else 5
TIMES = 20 if SOAK else 1

pytestmark = pytest.mark.timeout(7200 if SOAK else 240)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with new_cluster() as made:
        made.sql("CREATE DATABASE province TEMPLATE template0")
        yield made


@pytest.fixture
def founded(cluster: Cluster, tmp_path: Path) -> Iterator[Province]:
    folder = tmp_path / "province"
    folder.mkdir()
    province = found_province(folder, database_url=cluster.url("province"))
    yield province
    province.store.close()


def codes(founded: Province, count: int) -> list[str]:
    return [make_activation_code(founded, STATION) for _ in range(count)]


def manage(settings: Settings, verb: str) -> None:
    """A command of the operator's."""
    command = [sys.executable, "-m", "provincial_service", verb]
    command += ["--data-dir", str(settings.data_dir), "--database", settings.database]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=60)


def test_replicas_behind_nginx_share_the_work_and_one_may_die(founded: Province, tmp_path: Path) -> None:
    with ExitStack() as stack:
        replicas = [stack.enter_context(province_process(founded.settings)) for _ in range(3)]
        url = stack.enter_context(gateway(tmp_path / "nginx", [one.port for one in replicas]))
        traffic = Traffic(at_work(tmp_path, url, codes(founded, 3)), ROUNDS)
        for time in range(TIMES):
            victim = replicas[time % len(replicas)]
            traffic.run(ROUNDS, victim.kill)
            victim.start()
        count = traffic.settle(founded.settings)
    said(
        f"replicas, seed {SEED}: {TIMES} of 3 killed under way, {count} actions, {traffic.broken} cycles broken off; "
        "0 lost, 0 doubled"
    )


def test_a_killed_postmaster_only_delays(founded: Province, cluster: Cluster, tmp_path: Path) -> None:
    def crash() -> None:
        cluster.kill()
        cluster.start()

    with province_process(founded.settings) as service:
        traffic = Traffic(at_work(tmp_path, service.url, codes(founded, 2)), ROUNDS)
        for _ in range(TIMES):
            traffic.run(ROUNDS // 2, crash)
        count = traffic.settle(founded.settings)
    said(
        f"postmaster, seed {SEED}: killed {TIMES} times, {count} actions, {traffic.broken} cycles broken off; "
        "0 lost, 0 doubled"
    )


def test_a_promoted_standby_that_lacks_commits_gets_them_from_the_windows(
    founded: Province, cluster: Cluster, tmp_path: Path
) -> None:
    with province_process(founded.settings) as service, standby_of(cluster) as standby:
        traffic = Traffic(at_work(tmp_path, service.url, codes(founded, 2)), ROUNDS)
        traffic.run(2, lambda: None)
        last = cluster.sql("SELECT pg_current_wal_lsn()")
        standby.await_sql(f"SELECT pg_last_wal_replay_lsn() >= '{last}'")
        # The line between the two breaks first, then the primary dies: what was accepted in between is only there.
        standby.sql("ALTER SYSTEM SET primary_conninfo = ''")
        standby.sql("SELECT pg_reload_conf()")
        standby.await_sql("SELECT count(*) = 0 FROM pg_stat_wal_receiver")
        later = replace(founded.settings, database_url=standby.url("province"))
        seen = []

        def fail_over() -> None:
            service.kill()
            seen.append(given(founded.settings))
            founded.store.close()
            cluster.kill()
            standby.promote()
            lost = len(seen[0].receipts) - len(given(later).receipts)
            assert lost > 0, "nothing was lost: this proves nothing"
            manage(later, "rotate-epoch")
            service.settings = later
            service.start()

        traffic.run(ROUNDS, fail_over)
        count = traffic.settle(later)
        seen[0].require_no_number_twice(given(later))
    said(
        f"standby, seed {SEED}: promoted, {count} actions, {traffic.broken} cycles broken off; 0 lost, 0 doubled, "
        "no number twice"
    )


def test_an_older_dump_restored_loses_nothing_that_windows_hold(
    founded: Province, cluster: Cluster, tmp_path: Path
) -> None:
    dump = cluster.folder / "province.dump"
    with province_process(founded.settings) as service:
        windows = at_work(tmp_path, service.url, codes(founded, 2))
        traffic = Traffic(windows, ROUNDS)
        traffic.run(
            2,
            lambda: cluster.run(
                "pg_dump", "-Fc", "-h", cluster.folder, "-U", "province", "-f", dump, "province"
            ),
        )
        later = replace(founded.settings, database_url=cluster.url("restored"))
        seen = []

        def restore() -> None:
            service.kill()
            seen.append(given(founded.settings))
            cluster.sql("CREATE DATABASE restored TEMPLATE template0")
            cluster.run("pg_restore", "-h", cluster.folder, "-U", "province", "-d", "restored", dump)
            lost = len(seen[0].receipts) - len(given(later).receipts)
            assert lost > 0, "nothing was lost: this proves nothing"
            manage(later, "rotate-epoch")
            service.settings = later
            service.start()

        traffic.run(ROUNDS, restore)
        count = traffic.settle(later)
        seen[0].require_no_number_twice(given(later))
    said(
        f"older dump, seed {SEED}: restored, {count} actions, {traffic.broken} cycles broken off; 0 lost, 0 doubled, "
        "no number twice"
    )
