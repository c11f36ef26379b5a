"""The widgets are tested without a screen, in the look and the language staff see."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import FakeClock
from tests.ui.desk_kit import Counter, open_counter, seeded_province
from window_client.ui.theme import Theme, theme_of
from window_client.ui.translation import Translation


@pytest.fixture(scope="session")
def _speech(qapp: QApplication) -> Translation:
    translation = Translation()
    translation.apply(qapp)
    return translation


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication, _speech: Translation) -> Translation:
    """Simplified Chinese, as at the counter."""
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
