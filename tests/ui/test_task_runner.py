"""Work on lanes: order, answers on the GUI thread, answers nobody waits for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from window_client.errors import WindowClientError
from window_client.ui.task_runner import TaskRunner


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.shutdown()


def test_the_answer_comes_on_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    answers: list[tuple[int, bool]] = []
    owner = QObject()
    gui = threading.get_ident()

    def done(worker: int) -> None:
        answers.append((worker, threading.get_ident() == gui))

    runner.run("local", owner, threading.get_ident, done)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0][0] != gui
    assert answers[0][1]


def test_work_of_one_lane_keeps_its_order_and_lanes_do_not_wait_for_each_other(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    gate = threading.Event()
    order: list[str] = []
    owner = QObject()
    runner.run("local", owner, lambda: gate.wait(10), lambda _ok: order.append("first"))
    runner.run("local", owner, lambda: None, lambda _none: order.append("second"))
    runner.run("remote", owner, lambda: None, lambda _none: order.append("remote"))
    qtbot.waitUntil(lambda: order == ["remote"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["remote", "first", "second"])


def test_an_expected_failure_goes_to_the_page_only(qapp: QApplication, qtbot: QtBot) -> None:
    bugs: list[Exception] = []
    runner = TaskRunner(bug_handler=bugs.append)
    failures: list[Exception] = []
    owner = QObject()

    def work() -> None:
        raise WindowClientError("没有连上省厅。")

    runner.run("remote", owner, work, lambda _none: pytest.fail("done"), failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], WindowClientError)
    assert bugs == []
    runner.shutdown()


def test_a_bug_is_logged_told_and_ends_the_waiting(
    qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    bugs: list[Exception] = []
    failures: list[Exception] = []
    runner = TaskRunner(bug_handler=bugs.append)
    owner = QObject()
    with caplog.at_level(logging.ERROR):
        runner.run("local", owner, lambda: {}["missing"], None, failures.append)
        qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(bugs[0], KeyError)
    assert failures == bugs
    assert "bug" in caplog.text
    runner.shutdown()


def test_progress_arrives_before_the_answer(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[object] = []
    owner = QObject()

    def work(report: object) -> str:
        assert callable(report)
        for step in (1, 2, 3):
            report(step)
        return "end"

    runner.run("local", owner, work, seen.append, progress=seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == [1, 2, 3, "end"]


def test_a_destroyed_page_is_not_answered(runner: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[object] = []
    owner = QWidget()
    runner.run("local", owner, lambda: gate.wait(10), answers.append)
    gone: list[bool] = []
    owner.destroyed.connect(lambda: gone.append(True))
    owner.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    gate.set()
    qtbot.waitUntil(lambda: not runner.is_busy("local"))
    assert answers == []


def test_a_closed_window_is_not_answered(runner: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    answers: list[object] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    runner.run("local", owner, lambda: gate.wait(10), answers.append)
    owner.close()
    gate.set()
    qtbot.waitUntil(lambda: not runner.is_busy("local"))
    assert answers == []


def test_a_page_not_shown_at_the_moment_is_answered(runner: TaskRunner, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    page = QWidget(host)
    host.show()
    page.hide()
    answers: list[object] = []
    runner.run("local", page, lambda: 7, answers.append)
    qtbot.waitUntil(lambda: answers == [7])


def test_dropped_work_that_has_not_begun_is_not_begun(runner: TaskRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    begun: list[str] = []
    owner = QObject()
    runner.run("local", owner, lambda: gate.wait(10))
    handle = runner.run("local", owner, lambda: begun.append("begun"), lambda _none: begun.append("answered"))
    handle.drop()
    gate.set()
    qtbot.waitUntil(lambda: not runner.is_busy("local"))
    assert handle.is_over()
    assert begun == []


def test_a_lane_says_when_it_begins_and_ends(runner: TaskRunner, qtbot: QtBot) -> None:
    said: list[tuple[str, bool]] = []
    runner.lane_busy.connect(lambda lane, busy: said.append((lane, busy)))
    owner = QObject()
    runner.run("remote", owner, lambda: None)
    runner.run("remote", owner, lambda: None)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == [("remote", True), ("remote", False)]


def test_after_the_shutdown_nothing_runs_and_nothing_answers(qapp: QApplication, qtbot: QtBot) -> None:
    runner = TaskRunner()
    gate = threading.Event()
    answers: list[object] = []
    owner = QObject()
    runner.run("local", owner, lambda: gate.wait(10), answers.append)
    runner.run("local", owner, lambda: answers.append("begun"))
    threading.Timer(0.01, gate.set).start()
    runner.shutdown(wait=True)
    qapp.processEvents()
    assert answers == []
    with pytest.raises(RuntimeError, match="shut down"):
        runner.run("local", owner, lambda: None)


def test_work_is_only_taken_from_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    owner = QObject()

    def nested() -> None:
        runner.run("remote", owner, lambda: None)

    runner.run("local", owner, nested, None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert "GUI thread" in str(errors[0])


def test_an_unknown_lane_is_an_error(runner: TaskRunner) -> None:
    with pytest.raises(KeyError):
        runner.run("express", QObject(), lambda: None)
