"""Settings and help: applied at once, kept on disk, nothing that the administrator fixed can be changed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_kit import Counter
from tests.ui.looks import clipped_labels, nameless
from window_client.services.preferences import PreferencesStore
from window_client.ui.pages.help_page import HelpPage, failure_codes
from window_client.ui.pages.settings_page import SettingsPage
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.wrapped import wrapped_height


def show(counter: Counter, qtbot: QtBot) -> SettingsPage:
    page = counter.page("settings")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(counter.idle)
    return page


def kept(counter: Counter) -> PreferencesStore:
    """What another start would read."""
    return PreferencesStore(counter.context.config.preferences_path)


def test_the_theme_changes_at_once_and_is_kept(counter: Counter, qtbot: QtBot, theme: Theme) -> None:
    page = show(counter, qtbot)
    page.theme.cards()[1].click()
    assert theme.scheme == "dark"
    qtbot.waitUntil(lambda: kept(counter).load().theme == "dark")


def test_the_size_of_the_text_changes_and_is_kept(counter: Counter, qtbot: QtBot, theme: Theme) -> None:
    page = show(counter, qtbot)
    page.scale.setValue(15)
    assert page.scale_row.hint.text() == "150%"
    qtbot.waitUntil(lambda: theme.scale == 1.5)
    qtbot.waitUntil(lambda: kept(counter).load().scale == 1.5)


def test_the_language_is_kept_and_told(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot)
    page.language.cards()[1].click()
    assert counter.languages == ["en"]
    qtbot.waitUntil(lambda: kept(counter).load().language == "en")


def test_the_printer_is_kept(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot)
    page.printer.activated.emit(0)
    qtbot.waitUntil(lambda: kept(counter).load().printer == "counter-2")


def test_no_printer_is_a_fact_with_a_way_out(counter: Counter, qtbot: QtBot) -> None:
    counter.printers.printers = []
    page = show(counter, qtbot)
    assert "另存为 PDF" in page.printer_row.message.text()


def test_the_report_can_be_copied(counter: Counter, qtbot: QtBot) -> None:
    page = show(counter, qtbot)
    page.examine.click()
    qtbot.waitUntil(page.report.isVisible)
    page.copy.click()
    assert QApplication.clipboard().text() == page.report.toPlainText()


def test_help_explains_every_failure_code(counter: Counter, qtbot: QtBot) -> None:
    page = counter.page("help", code="SY-101")
    assert isinstance(page, HelpPage)
    qtbot.waitUntil(lambda: page.codes.selected() == "SY-101")
    assert page.codes.isVisible()
    (found,) = page.codes.codes()
    assert "连接不上省厅" in found.message
    assert found.remedy in found.sentence()
    codes = [code.code for code in failure_codes()]
    assert len(codes) == len(set(codes))
    assert {"DV-103", "CT-202", "ST-101", "IN-101"} <= set(codes)


def test_every_failure_is_read_whole(counter: Counter, qtbot: QtBot) -> None:
    counter.window.resize(1366, 768)
    page = counter.page("help")
    qtbot.waitUntil(lambda: len(page.codes.codes()) == len(failure_codes()))
    theme, width = theme_of(), page.codes.viewport().width() - 32
    for at, code in enumerate(page.codes.codes()):
        texts = ((code.code, "strong"), (code.message, "body"), (code.remedy, "label"))
        needed = sum(wrapped_height(theme, text, role, width) for text, role in texts)
        assert page.codes.visualRect(page.codes.model().index(at, 0)).height() >= needed


def test_remedies_are_for_clerks_and_administrators(counter: Counter) -> None:
    for code in failure_codes():
        words = code.message + code.remedy
        assert not any(word in words for word in ("make ", "pip ", "python", "抱歉", "！"))
        assert code.remedy.endswith("。")


def test_a_code_that_does_not_exist_is_not_invented(counter: Counter, qtbot: QtBot) -> None:
    page = counter.page("help")
    page.search.setText("ZZ-999")
    assert page.empty.isVisible()


@pytest.mark.parametrize("key", ["settings", "help"])
@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_nothing_is_clipped_or_nameless(
    counter: Counter, qtbot: QtBot, key: str, size: tuple[int, int]
) -> None:
    counter.window.resize(*size)
    page = counter.page(key)
    qtbot.waitUntil(counter.idle)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    assert nameless(page) == []
