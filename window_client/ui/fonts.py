"""Which screen fonts there are, and the ones brought along for rare characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

FONT_SUFFIXES = (".ttf", ".otf", ".ttc")

# A screen font that lacks these cannot show this program at all.
COMMON_SAMPLE = "户政窗口登记"


def first_installed(wanted: Iterable[str]) -> list[str]:
    """The first of `wanted` that this machine has, as a list of one; empty when it has none."""
    return next(([family] for family in wanted if QFontDatabase.hasFamily(family)), [])


def rare_font_files(font_dir: Path | None) -> list[Path]:
    """The font files of a folder, by name; none for a folder that does not exist."""
    if font_dir is None or not font_dir.is_dir():
        return []
    return [path for path in sorted(font_dir.iterdir()) if path.suffix.lower() in FONT_SUFFIXES]


def load_rare_fonts(font_dir: Path | None) -> list[str]:
    """Register every font file of `font_dir`, or the one file it names; the families, for use as fallbacks.

    A folder that does not exist, or a file Qt cannot read, adds nothing: the printed page has
    its own check for missing glyphs, the screen only shows a box for that one character.
    """
    files = [font_dir] if font_dir is not None and font_dir.is_file() else rare_font_files(font_dir)
    families: list[str] = []
    for path in files:
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            continue
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
    return families


def can_show(text: str, families: Sequence[str]) -> bool:
    """Whether every character of `text` has a glyph in one of `families` or their fallbacks."""
    font = QFont()
    if families:
        font.setFamilies(list(families))
    metrics = QFontMetrics(font)
    return all(metrics.inFontUcs4(ord(character)) for character in text)
