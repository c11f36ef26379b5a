"""Templates of papers: `resources/certificate/wording.toml`, and how they are filled without leaving a blank."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.overlay import laid_over, overlay
from hukou.resources import ResourceError, load_toml, resource

CHINA_TIME = timezone(timedelta(hours=8), "CST")
"""Times on paper are China Standard Time, wherever the computer thinks it is."""

_HALF_WIDTH = re.compile(r"[,;:?!()\"']")
_FULL_WIDTH = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"})
_NOT_PRINTED = ("source", "validity_source")
_BLANKS = re.compile(r"[{}]|_{2,}|＿|□|××|〇〇〇")


class CertificateWordingError(ValueError):
    """A paper would say something incomplete: `field` is the name of what is missing."""

    def __init__(self, field: str, detail: str = "is empty") -> None:
        super().__init__(f"{field} {detail}")
        self.field = field


class Wording:
    """The templates of one file, by dotted name such as `bodies.change`."""

    def __init__(self, path: Path, texts: Mapping[str, str], numbers: Mapping[str, int]) -> None:
        self.path = path
        self._texts = texts
        self._numbers = numbers

    def text(self, name: str) -> str:
        """A text that has no field; `ResourceError` when it is absent."""
        return self.fill(name)

    def number(self, name: str) -> int:
        try:
            return self._numbers[name]
        except KeyError:
            raise ResourceError(self.path, f"no number {name}") from None

    def fields(self, name: str) -> tuple[str, ...]:
        """The names that a text is filled with; `ResourceError` when it is absent."""
        if name not in self._texts:
            raise ResourceError(self.path, f"no text {name}")
        return _fields(self._texts[name])

    def fill(self, name: str, /, **values: str) -> str:
        """The text with every field filled in.

        Raises `CertificateWordingError` when a value is missing, blank or itself looks like an unfilled blank.
        """
        try:
            template = self._texts[name]
        except KeyError:
            raise ResourceError(self.path, f"no text {name}") from None
        return fill_text(template, values)


def fill_text(template: str, values: Mapping[str, str]) -> str:
    """A text with every field filled in; `CertificateWordingError` as `Wording.fill`."""
    parts: list[str] = []
    for literal, field, _, _ in string.Formatter().parse(template):
        parts.append(literal)
        if field is not None:
            parts.append(checked_value(field, values.get(field, "")))
    return "".join(parts)


def checked_value(field: str, value: str) -> str:
    """`value` without outer spaces; `CertificateWordingError` when it is blank or holds a blank to fill in."""
    text = value.strip()
    if not text:
        raise CertificateWordingError(field)
    if _BLANKS.search(text):
        raise CertificateWordingError(field, "holds an unfilled blank")
    if any(ord(c) < 32 or ord(c) == 127 for c in text):
        raise CertificateWordingError(field, "holds a control character")
    return text


def typed_text(text: str) -> str:
    """What staff typed, with full-width punctuation and no closing full stop. Never used on register data."""
    return text.strip().translate(_FULL_WIDTH).rstrip("。．.")


def format_date(day: date) -> str:
    """YYYY年M月D日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_moment(moment: datetime) -> str:
    """YYYY年M月D日H时MM分 in China Standard Time; a moment without zone is refused."""
    if moment.tzinfo is None:
        raise ValueError("a moment on paper needs its time zone")
    local = moment.astimezone(CHINA_TIME)
    return f"{format_date(local.date())}{local.hour}时{local.minute:02d}分"


@lru_cache(maxsize=4)
def read_wording(path: Path, over: Path | None = None) -> Wording:
    """Read a wording file and a province's file laid over it; `ResourceError` names the text that has half-width
    punctuation or a broken field, or that a province fills with what the national text does not have."""
    texts: dict[str, str] = {}
    numbers: dict[str, int] = {}
    national = load_toml(path)
    _collect("", national, texts, numbers)
    _check_texts(path, texts)
    if over is None:
        return Wording(path, texts, numbers)
    known = dict(texts)
    province = load_toml(over)
    _collect("", laid_over(national, province), texts, numbers)
    _check_texts(over, texts)
    for name, text in texts.items():
        if name not in known:
            raise ResourceError(over, f"{name}: the national wording has no such text")
        if more := set(_fields(text)) - set(_fields(known[name])):
            raise ResourceError(over, f"{name}: nothing fills {', '.join(sorted(more))}")
    return Wording(over, texts, numbers)


def _check_texts(path: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        if name.split(".")[-1] not in _NOT_PRINTED:
            check_text(path, name, text)


def check_text(path: Path, name: str, text: str) -> None:
    """`ResourceError` for half-width punctuation or a broken field."""
    try:
        fields = [(literal, field) for literal, field, _, _ in string.Formatter().parse(text)]
    except ValueError as error:
        raise ResourceError(path, f"{name}: {error}") from error
    for literal, field in fields:
        if found := _HALF_WIDTH.search(literal):
            raise ResourceError(path, f"{name}: half-width {found.group()!r}; papers use full-width")
        if field is not None and not field.isidentifier():
            raise ResourceError(path, f"{name}: {{{field}}} is no field name")


def _fields(text: str) -> tuple[str, ...]:
    try:
        return tuple(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)
    except ValueError:
        return ()


def wording() -> Wording:
    """The templates in `resources/certificate/wording.toml`, and what a province lays over them."""
    return read_wording(resource("certificate", "wording.toml"), overlay("certificate", "wording.toml"))


def _collect(prefix: str, table: Mapping[str, Any], texts: dict[str, str], numbers: dict[str, int]) -> None:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            _collect(f"{name}.", value, texts, numbers)
        elif isinstance(value, str):
            texts[name] = value
        elif isinstance(value, int):
            numbers[name] = value
