"""The widgets are tested without a screen, in the look and the language staff see."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

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
