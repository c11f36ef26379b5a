"""What gives way where the text is large, and that nothing stays out of place when it is small again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from window_client.ui.main_window import MainWindow
from window_client.ui.theme import Theme
from window_client.ui.widgets.header_bar import HeaderBar
from window_client.ui.widgets.stepper import Step, Stepper
from window_client.ui.widgets.text import CutLabel

LONG = "户籍事项证明　曾经同户人员亲属关系"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.set_operator("王岚", "户籍民警 · 2号窗口")
    window.set_connection("online", "省厅已连接")
    window.set_title(LONG, "受理 20261123-01001　吴慧琴")
    window.set_cover(None)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    yield window


def lines_fit(header: HeaderBar) -> bool:
    """Both lines of the title stand whole inside of the header."""
    lines = [header.title, header.subtitle]
    return all(
        header.rect().contains(line.rect().translated(line.mapTo(header, line.rect().topLeft())))
        and line.height() >= line.sizeHint().height()
        for line in lines
    )


def test_the_header_fits_at_two_hundred_percent_and_after_it(
    window: MainWindow, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    header = window.shell.header
    for scale in (1.0, 2.0, 1.0):
        theme.apply(qapp, "light", scale)
        gone = scale == 2.0
        qtbot.waitUntil(lambda gone=gone: header.operator_detail.isHidden() == gone and lines_fit(header))
    assert not header.operator_name.isHidden()


def test_a_title_without_room_is_cut_and_says_all_of_it(qtbot: QtBot, theme: Theme) -> None:
    label = CutLabel(LONG, "title")
    qtbot.addWidget(label)
    label.resize(120, 30)
    whole = CutLabel("户籍…关系", "title")
    qtbot.addWidget(whole)
    whole.resize(120, 30)
    assert label.text() == label.toolTip() == LONG
    assert label.minimumSizeHint().width() == 0
    cut = label.fontMetrics().elidedText(LONG, label._cut, 120)
    assert cut != LONG and "…" in cut
    whole.setText(cut)
    assert label.grab().toImage() == whole.grab().toImage()


def test_the_notes_of_the_steps_go_before_their_titles(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper([Step("申请人", "已核验"), Step("办理信息", "2 项待改"), Step("材料", "3/4")])
    qtbot.addWidget(stepper)
    stepper.resize(700, 40)
    with qtbot.waitExposed(stepper):
        stepper.show()
    assert all(button.has_note for button in stepper._buttons)
    stepper.resize(390, 40)
    qtbot.waitUntil(lambda: not any(button.has_note for button in stepper._buttons))
    assert all(button.width() >= button.wanted(False) for button in stepper._buttons)
    assert "2 项待改" in stepper._buttons[1].accessibleName()
    stepper.resize(700, 40)
    qtbot.waitUntil(lambda: all(button.has_note for button in stepper._buttons))
