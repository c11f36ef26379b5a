"""The province killed at the worst moment: after the commit, before the answer."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from hukou.wire import Outcome
from provincial_service.keys import ensure_tls
from provincial_service.province import open_province
from provincial_service.settings import Settings, utc_now
from provincial_service.store import Store
from provincial_service.store.tables import applied_action
from tests.province.running import Service
from tests.province.terminal import TestTerminal


@dataclass
class Running:
    process: subprocess.Popen[str]
    base_url: str

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@contextmanager
def command(settings: Settings, *options: str) -> Iterator[Running]:
    """`provincial-service serve` as a process of its own."""
    arguments = ["--data-dir", str(settings.data_dir), "--database", settings.database, "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "provincial_service", "serve", *arguments, *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    with process.stdout as output:
        line = output.readline()
        assert line.startswith("listening on "), line
        try:
            yield Running(process, line.split()[-1])
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(20)


def settled(store: Store) -> int:
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(applied_action)).scalar_one())


def wait_for(store: Store, count: int) -> None:
    deadline = time.monotonic() + 20
    while settled(store) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_killed_between_commit_and_answer_it_gives_the_original_result_later(settings: Settings) -> None:
    province = open_province(settings)
    with httpx.Client(timeout=5) as client:
        with command(settings, "--faults") as first:
            terminal: TestTerminal = Service(first.base_url, province, client).enrol()
            story = terminal.story(terminal.lease()[0])
            order = {"mode": "silence_after", "path": "/v1/actions"}
            client.post(f"{first.base_url}/v1/_faults", json=order)
            client.timeout = httpx.Timeout(2)
            with pytest.raises(httpx.ReadTimeout):
                terminal.push(*story)
            wait_for(province.store, len(story))
            first.kill()
        with province.store.read() as connection:
            rows = connection.execute(select(applied_action.c.action_id, applied_action.c.result))
            kept = {row[0]: json.loads(row[1]) for row in rows}
        with command(settings) as second:
            terminal.base_url = second.base_url
            client.timeout = httpx.Timeout(10)
            results = terminal.push(*story)
    assert [result.outcome for result in results] == [Outcome.DUPLICATE] * 6
    for result in results:
        original = kept[str(result.action_id)]
        assert json.loads(result.model_dump_json()) == {**original, "outcome": "duplicate"}
    province.store.close()


def test_killed_before_the_work_nothing_is_half_done(settings: Settings) -> None:
    province = open_province(settings)
    with httpx.Client(timeout=2) as client:
        with command(settings, "--faults") as first:
            terminal = Service(first.base_url, province, client).enrol()
            story = terminal.story(terminal.lease()[0])
            client.post(f"{first.base_url}/v1/_faults", json={"mode": "silence", "path": "/v1/actions"})
            with pytest.raises(httpx.ReadTimeout):
                terminal.push(*story)
            first.kill()
        assert settled(province.store) == 0
        with command(settings) as second:
            terminal.base_url = second.base_url
            client.timeout = httpx.Timeout(10)
            assert {result.outcome for result in terminal.push(*story)} == {Outcome.APPLIED}
    province.store.close()


def test_over_tls_only_the_provinces_own_authority_is_believed(sqlite_settings: Settings) -> None:
    files = ensure_tls(sqlite_settings.data_dir, "390000", utc_now())
    with command(sqlite_settings, "--tls") as running:
        assert running.base_url.startswith("https://127.0.0.1:")
        context = ssl.create_default_context(cafile=str(files.authority))
        with httpx.Client(verify=context, timeout=10) as client:
            assert client.get(f"{running.base_url}/v1/hello").status_code == 200
        with httpx.Client(timeout=10) as stranger, pytest.raises(httpx.ConnectError):
            stranger.get(f"{running.base_url}/v1/hello")
