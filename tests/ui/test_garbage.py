"""Cycles are collected on the GUI thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from window_client.ui.garbage import INTERVAL_MS, GuiThreadCollector
from window_client.ui.task_runner import TaskRunner


@pytest.fixture(autouse=True)
def untouched_collector() -> Iterator[None]:
    enabled, thresholds = gc.isenabled(), gc.get_threshold()
    gc.enable()
    yield
    gc.set_threshold(*thresholds)
    (gc.enable if enabled else gc.disable)()
    gc.unfreeze()


class Cycle:
    """Says on which thread it was collected."""

    def __init__(self, seen: list[int]) -> None:
        self.itself = self
        self._seen = seen

    def __del__(self) -> None:
        self._seen.append(threading.get_ident())


def litter(seen: list[int]) -> None:
    """Leave one cycle and allocate far more than the collector's threshold."""
    Cycle(seen)
    kept: list[list[object]] = [[] for _ in range(20_000)]
    kept.clear()


def test_a_lane_never_collects(qapp: QApplication, qtbot: QtBot) -> None:
    runner = TaskRunner()
    seen: list[int] = []
    ended: list[bool] = []
    runner.run("local", QObject(runner), lambda: litter(seen), lambda _none: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert seen == []
    gc.collect()
    assert seen == [threading.get_ident()]
    runner.shutdown()


def test_python_would_have_collected_on_the_other_thread() -> None:
    seen: list[int] = []
    worker = threading.Thread(target=litter, args=(seen,))
    worker.start()
    worker.join()
    assert seen == [worker.ident]


def test_a_runner_gives_the_collector_back(qapp: QApplication) -> None:
    assert gc.isenabled()
    runner = TaskRunner()
    assert not gc.isenabled()
    runner.shutdown()
    assert gc.isenabled()


def test_what_is_due_is_collected_in_turn(qapp: QApplication) -> None:
    collector = GuiThreadCollector()
    collector.start()
    gc.collect()
    gc.set_threshold(700, 10, 10)
    assert collector.collect_what_is_due() == -1
    seen: list[int] = []
    litter(seen)
    gc.set_threshold(1, 10_000, 10_000)
    while not seen:
        kept = [[] for _ in range(10)]  # type: ignore[var-annotated]
        assert collector.collect_what_is_due() == 0
        del kept
    collector.stop()
    assert INTERVAL_MS <= 1000


def test_the_program_itself_is_set_aside_once(qapp: QApplication) -> None:
    collector = GuiThreadCollector()
    collector.start()
    for _ in range(3):
        gc.collect(1)
    gc.set_threshold(1, 1, 1)
    before = gc.get_freeze_count()
    assert collector.collect_what_is_due() == 2
    assert gc.get_freeze_count() > before + 1000
    for _ in range(3):
        gc.collect(1)
    frozen = gc.get_freeze_count()
    assert collector.collect_what_is_due() == 2
    assert gc.get_freeze_count() == frozen
    collector.stop()
