"""The widgets are tested without a screen, in the look and the language staff see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from tests.fakes import FakeClock
from tests.ui.case_window import CaseWindow, open_case_window
from tests.ui.desk_kit import Counter, open_counter, seeded_province
from window_client.ui.theme import Theme, theme_of
from window_client.ui.translation import Translation

PATIENCE_MS = 30_000
"""A wait ends when its condition holds; how long that takes on a busy machine proves nothing."""


class PatientBot(QtBot):
    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **options: Any) -> SignalBlocker:
        # `assertNotEmitted` waits for nothing, by a wait that does not raise.
        patient = timeout if options.get("raising") is False else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=patient, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def _speech(qapp: QApplication) -> Translation:
    translation = Translation()
    translation.apply(qapp)
    return translation


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication, _speech: Translation) -> Translation:
    """Simplified Chinese, as at the counter."""
    for stray in qapp.findChildren(QTranslator):
        if stray not in _speech._installed:  # a whole window of an earlier test installed its own
            qapp.removeTranslator(stray)
    if _speech.language != "zh_CN":
        _speech.apply(qapp)
    return _speech


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme the application wears; light and of normal size again afterwards."""
    known = theme_of()
    yield known
    if (known.mode, known.scale) != ("light", 1.0):
        known.apply(qapp, "light")


@pytest.fixture(scope="session")
def register_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Filled with the small sample register by the first test that needs it."""
    return tmp_path_factory.mktemp("register") / "province"


@pytest.fixture
def counter(
    qapp: QApplication, tmp_path: Path, register_template: Path, theme: Theme, qtbot: QtBot
) -> Iterator[Counter]:
    """The household officer's window with real services and a real province on loopback, shown at 1440 × 900."""
    clock = FakeClock()
    with (
        seeded_province(register_template, tmp_path / "province", clock) as province,
        open_counter(qapp, tmp_path / "window", province, clock) as desk,
    ):
        desk.window.resize(1440, 900)
        desk.window.set_cover(None)
        desk.window.show()
        yield desk


@pytest.fixture
def case_window(
    qapp: QApplication,
    tmp_path: Path,
    register_template: Path,
    theme: Theme,
    chinese: Translation,
    qtbot: QtBot,
) -> Iterator[CaseWindow]:
    """The whole application, enrolled and not started yet; its own look and language are taken back afterwards."""
    with open_case_window(qapp, tmp_path, register_template, theme, qtbot) as window:
        yield window
    chinese.apply(qapp)
