"""The pill in the header says at once what the last request found out, and a failure that is no missing link is
shown with its code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from hukou.case import Subject
from tests.fakes import serve
from tests.ui.desk_kit import CardTray, Counter, PaperTray
from window_client.errors import DiskFullError, RemoteUnreachableError
from window_client.services.sync.cycle import SyncReport
from window_client.services.sync.status import Link
from window_client.ui import strip_words
from window_client.ui.sync_timer import SyncTimer


@dataclass
class Devices:
    printers: PaperTray
    card_reader: CardTray


@pytest.fixture
def beat(counter: Counter, qtbot: QtBot) -> Iterator[SyncTimer]:
    """Under way and connected; its own timer is stopped, so that only what a test does asks the province."""
    counter.window.show_page("counter")
    timer = SyncTimer(counter.window, counter.runner, counter.clock)
    with qtbot.waitSignal(timer.synced):
        timer.begin(counter.desk, Devices(counter.printers, counter.reader))  # type: ignore[arg-type]
    timer._timer.stop()
    qtbot.waitUntil(counter.idle)
    yield timer
    timer.end()
    qtbot.waitUntil(counter.idle)


def pill(counter: Counter) -> tuple[str, str]:
    connection = counter.window.shell.header.connection
    return connection.state(), connection.words()


def look_up(counter: Counter, case_id: UUID, number: str) -> list[Any]:
    """As the case page does it; what came of it is in the list."""
    told: list[Any] = []
    counter.runner.run(
        "remote",
        counter.window,
        lambda: counter.desk.register.look_up(case_id, "办理户籍事项证明", citizen_no=number),
        told.append,
        told.append,
    )
    return told


def an_open_case(counter: Counter) -> tuple[UUID, str]:
    person = next(iter(counter.register.persons()))
    subject = Subject(
        name=person.name,
        citizen_no=person.citizen_no,
        birth_date=person.birth_date,
        identified_by="chip",
    )
    return counter.desk.cases.open_case("certificate.change", subject), person.citizen_no


def test_the_first_look_up_that_fails_says_offline_and_the_first_that_comes_through_online(
    counter: Counter, beat: SyncTimer, qtbot: QtBot
) -> None:
    assert pill(counter) == ("online", "省厅已连接")
    case_id, number = an_open_case(counter)
    counter.go_offline()
    told = look_up(counter, case_id, number)
    qtbot.waitUntil(lambda: pill(counter) == ("offline", "离线"))
    qtbot.waitUntil(lambda: bool(told) and counter.idle())
    assert isinstance(told[0], RemoteUnreachableError)
    assert counter.desk.sync.status().link is Link.OFFLINE
    assert pill(counter)[0] == "offline"
    with serve(counter.province.province, port=urlsplit(counter.province.url).port or 0):
        told = look_up(counter, case_id, number)
        qtbot.waitUntil(lambda: pill(counter)[0] == "online")
        qtbot.waitUntil(lambda: bool(told) and counter.idle())
        assert counter.desk.sync.status().link is Link.ONLINE


def test_the_pill_counts_days_only(counter: Counter, beat: SyncTimer) -> None:
    counter.go_offline()
    counter.desk.sync.run_once(force=True)
    status = counter.desk.sync.status()
    assert status.last_contact is not None
    assert strip_words.connection(status, status.last_contact + timedelta(seconds=5)) == ("offline", "离线")
    assert strip_words.connection(status, status.last_contact + timedelta(days=1, hours=3))[1] != "离线"


def test_what_stops_a_cycle_is_shown_with_its_code_and_taken_back(
    counter: Counter, beat: SyncTimer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*, force: bool = False) -> SyncReport:
        raise DiskFullError

    fault = counter.window.shell.fault
    with monkeypatch.context() as broken:
        broken.setattr(counter.desk.sync, "run_once", full)
        beat.tick(force=True)
        qtbot.waitUntil(fault.isVisible)
        assert DiskFullError.code in fault.effect.text()
        fault.hide()
        beat.tick(force=True)
        qtbot.waitUntil(counter.idle)
        assert not fault.isVisible(), (
            "closed by a person, the same failure does not come back every two seconds"
        )
    beat.tick(force=True)
    qtbot.waitUntil(counter.idle)
    with monkeypatch.context() as broken:
        broken.setattr(counter.desk.sync, "run_once", full)
        beat.tick(force=True)
        qtbot.waitUntil(fault.isVisible)
    with qtbot.waitSignal(beat.synced):
        beat.tick(force=True)
    assert not fault.isVisible()


def test_a_bug_in_the_cycle_is_shown_as_one(
    counter: Counter, beat: SyncTimer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*, force: bool = False) -> SyncReport:
        raise KeyError("epoch")

    monkeypatch.setattr(counter.desk.sync, "run_once", broken)
    beat.tick(force=True)
    fault = counter.window.shell.fault
    qtbot.waitUntil(fault.isVisible)
    assert "GE-000" in fault.effect.text()
    assert "epoch" not in fault.accessibleName()
    caplog.clear()
