"""How many certificate numbers are left is one fact: page and strip say the same."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.case_window import CaseWindow
from tests.ui.desk_kit import Counter
from tests.ui.test_certificate_page import printed


def strip_says(case_window: CaseWindow, text: str) -> bool:
    strip = case_window.app.window.shell.strip
    return any(text in label.text() for label in strip.findChildren(QLabel))


def test_the_strip_says_what_a_page_counted(case_window: CaseWindow) -> None:
    case_window.start()
    case_window.sign_in()
    case_window.bot.waitUntil(lambda: strip_says(case_window, "200"))
    case_window.app.window.tell_numbers_left(199)
    assert strip_says(case_window, "199")


def test_a_page_that_took_a_number_tells_the_frame(counter: Counter, qtbot: QtBot) -> None:
    told: list[int] = []
    counter.window.numbers_counted.connect(told.append)
    page = printed(counter, qtbot)
    assert told and told[-1] == counter.desk.certificates.numbers_left()
    assert str(told[-1]) in page.printing.number_row.hint.text()
