"""A bug is never silent: whoever sits at the window sees the code and what to do."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from window_client.errors import WindowClientError
from window_client.ui.fault_report import FaultReport
from window_client.ui.main_window import MainWindow
from window_client.ui.pages.sign_in_page import SignInPage, SignInView
from window_client.ui.task_runner import TaskRunner
from window_client.ui.widgets.failure_banner import FailureBanner

SECRET = "390102198811120517"


class Plain(QWidget):
    """A page that says failures itself when it is told of them."""

    def __init__(self) -> None:
        super().__init__()
        self.failure = FailureBanner(self)
        column = QVBoxLayout(self)
        column.addWidget(self.failure)
        column.addWidget(QLabel("受理台", self))


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.add_page("counter", "受理台", "counter", Plain)
    made.show_page("counter")
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def cover(qtbot: QtBot) -> SignInPage:
    made = SignInPage()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def runner(window: MainWindow, cover: SignInPage) -> Iterator[TaskRunner]:
    report = FaultReport(window, lambda: cover)
    made = TaskRunner(window, bug_handler=report.report)
    yield made
    made.shutdown(wait=True)


def broken() -> None:
    raise KeyError(SECRET)


def visible_faults(window: MainWindow) -> list[str]:
    return [b.accessibleName() for b in window.findChildren(FailureBanner) if b.isVisible()]


def test_a_bug_nobody_asks_about_is_shown_above_the_page(
    window: MainWindow, runner: TaskRunner, qtbot: QtBot
) -> None:
    runner.run("local", window, broken)
    qtbot.waitUntil(window.shell.fault.isVisible)
    words = window.shell.fault.accessibleName()
    assert WindowClientError.code in words and "再次出现时" in words
    assert SECRET not in words


def test_a_page_that_says_it_itself_is_not_repeated(
    window: MainWindow, runner: TaskRunner, qtbot: QtBot
) -> None:
    page = window.page("counter")
    assert isinstance(page, Plain)
    runner.run("local", page, broken, None, page.failure.show_failure)
    qtbot.waitUntil(page.failure.isVisible)
    answered: list[bool] = []
    runner.run("local", window, lambda: None, lambda _none: answered.append(True))
    qtbot.waitUntil(lambda: bool(answered))
    QApplication.processEvents()
    assert len(visible_faults(window)) == 1


def test_on_the_cover_it_leaves_the_password_alone(
    window: MainWindow, cover: SignInPage, runner: TaskRunner, qtbot: QtBot
) -> None:
    window.set_cover(cover)
    cover.show_view(SignInView())
    cover.password.edit.setText("typed so far")
    runner.run("local", window, broken)
    qtbot.waitUntil(cover._fault.isVisible)
    assert WindowClientError.code in cover._fault.accessibleName()
    assert cover.password.text() == "typed so far"


def test_what_no_one_catches_is_logged_and_shown(window: MainWindow, cover: SignInPage, qtbot: QtBot) -> None:
    logged: list[BaseException] = []
    before = sys.excepthook, threading.excepthook
    sys.excepthook = lambda _kind, error, _trace: logged.append(error)
    threading.excepthook = lambda told: logged.append(told.exc_value or RuntimeError())
    try:
        take_back = FaultReport(window, lambda: cover).watch_uncaught()
        sys.excepthook(ValueError, ValueError("in a slot"), None)
        qtbot.waitUntil(window.shell.fault.isVisible)
        window.clear_fault()
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
        qtbot.waitUntil(window.shell.fault.isVisible)
        assert [type(error) for error in logged] == [ValueError, KeyError]
        window.clear_fault()
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        QApplication.processEvents()
        assert not window.shell.fault.isVisible()
        take_back()
        sys.excepthook(ValueError, ValueError("after"), None)
        QApplication.processEvents()
        assert not window.shell.fault.isVisible()
    finally:
        sys.excepthook, threading.excepthook = before
