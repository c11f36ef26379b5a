"""Long work goes on a part at a time, and the event loop has its turn in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from window_client.ui.turns import Turns


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def counted(told: list[str], parts: int) -> Iterator[None]:
    for at in range(parts):
        told.append(f"part {at}")
        yield


def test_other_events_come_between_two_parts(owner: QObject, qtbot: QtBot) -> None:
    told: list[str] = []

    def parts() -> Iterator[None]:
        for at in range(3):
            told.append(f"part {at}")
            QTimer.singleShot(0, owner, lambda: told.append("event"))
            yield

    Turns(owner, parts(), lambda: told.append("done"))
    assert told == []
    qtbot.waitUntil(lambda: "done" in told)
    assert [word for word in told if word != "event"] == ["part 0", "part 1", "part 2", "done"]
    assert told.index("event") < told.index("part 2")


def test_what_is_stopped_is_left_undone(owner: QObject, qtbot: QtBot) -> None:
    told: list[str] = []
    turns = Turns(owner, counted(told, 50), lambda: told.append("done"))
    qtbot.waitUntil(lambda: bool(told))
    turns.stop()
    after = list(told)
    seen: list[bool] = []
    QTimer.singleShot(30, owner, lambda: seen.append(True))
    qtbot.waitUntil(lambda: bool(seen))
    assert told == after


def test_a_part_that_fails_ends_it_and_is_told(owner: QObject, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    done: list[bool] = []

    def parts() -> Iterator[None]:
        yield
        raise ValueError("broken")

    Turns(owner, parts(), lambda: done.append(True), failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    QCoreApplication.processEvents()
    assert (str(failures[0]), done) == ("broken", [])
