"""What the services, the catalogue and the province say in Chinese, read in the language of the screen.

Papers and the store know these words in Chinese only; a page passes them through `read()` where it shows them. In
Chinese that gives them back as they are. In English they are looked up in `resources/i18n/readings_en.toml`, which
holds whole sentences, and in the words that the catalogue brings with itself (`learn`). A sentence may have places
(`"还有 {0} 项内容没有填好。"`): what stands there is read in its turn. What has no reading, such as a name or an
address, stays as it is.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from hukou.readings import PLACE, checked_readings
from hukou.resources import ResourceError, load_toml, resource

_log = logging.getLogger(__name__)

_SENTENCE_END = re.compile(r"(?<=。)(?=.)", re.DOTALL)


class _Pattern(NamedTuple):
    narrow: re.Pattern[str]
    """A place holds a part of one sentence."""
    wide: re.Pattern[str]
    """The last place may hold a whole sentence with its full stop."""
    reading: str


class Readings:
    """Chinese sentence → sentence of another language."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._whole = {text: reading for text, reading in words.items() if not PLACE.search(text)}
        with_places = [text for text in words if PLACE.search(text)]
        # The most particular first, and what begins with a word before what begins with a place: "{0}、{1}" fits
        # nearly everything.
        with_places.sort(key=lambda text: (text.startswith("{"), -len(PLACE.sub("", text))))
        self._patterns = [_pattern(text, words[text]) for text in with_places]
        self.read = lru_cache(maxsize=2048)(self._find)
        """The reading of a text, sentence by sentence where the whole has none."""

    def _find(self, text: str) -> str:
        found = self._whole.get(text) or self._filled(text, wide=False)
        if found is not None:
            return found
        parts = _SENTENCE_END.split(text)
        if len(parts) > 1:
            return sentences(*map(self.read, parts))
        return self._filled(text, wide=True) or text

    def _filled(self, text: str, *, wide: bool) -> str | None:
        for pattern in self._patterns:
            found = (pattern.wide if wide else pattern.narrow).fullmatch(text)
            if found is not None:
                parts = PLACE.split(pattern.reading)
                return "".join(
                    self.read(found[f"_{part}"]) if at % 2 else part for at, part in enumerate(parts)
                )
        return None


def _pattern(text: str, reading: str) -> _Pattern:
    parts = PLACE.split(text)
    source = "".join(f"(?P<_{part}>[^。]+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    wide = f"{source[: -len('[^。]+?)')]}.+)" if not parts[-1] else source
    return _Pattern(re.compile(source), re.compile(wide, re.DOTALL), reading)


_NONE = Readings({})
_base: dict[str, str] = {}
_current = _NONE


def read(text: str) -> str:
    """`text` in the language of the screen."""
    return text if _current is _NONE else _current.read(text)


def sentences(*parts: str) -> str:
    """Sentences after each other: full-width punctuation brings its own gap, Latin punctuation needs one."""
    told = ""
    for part in parts:
        told += f" {part}" if told and part and told[-1].isascii() else part
    return told


def speak(language: str) -> None:
    """From now on `read()` answers in `language`; a damaged file is logged and leaves the words Chinese."""
    global _base, _current
    _base = {}
    if language == "en":
        try:
            _base = general_readings()
        except ResourceError as error:
            _log.warning("no English readings: %s", error)
    _current = Readings(_base) if _base else _NONE


def learn(words: Mapping[str, str]) -> None:
    """Take the words that the catalogue brings; they are forgotten at the next `speak()`."""
    global _current
    if _base:
        _current = Readings({**_base, **words})


def general_readings() -> dict[str, str]:
    """All tables of `resources/i18n/readings_en.toml` as one; `ResourceError` names what is wrong in it."""
    path = resource("i18n", "readings_en.toml")
    found: dict[str, str] = {}
    for name, table in load_toml(path).items():
        if name not in ("source", "effective"):
            found |= checked_readings(path, table)
    return found
