"""Administrative divisions, GB/T 2260: today's and those of every code book since 1980.

A citizen number keeps the code of its first registration for ever, so codes that were abolished decades ago
are met daily. The table is one text file (`resources/codes/divisions.tsv`), read on first use; rows become
`Division` values only when asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from hukou.resources import ResourceError, load_toml, read_text, resource

_HEADINGS = frozenset(
    {"市辖区", "县", "市", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}
)


class DivisionLevel(StrEnum):
    """Tier of a six-digit code, read off its trailing zeros (GB/T 2260 §4)."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Division:
    """One division under one name.

    Editions of the code book appear about once a year, so both dates are bounds: the division existed no
    later than `valid_from`; it was gone no later than `abolished_on`, and still stood on `last_listed`.
    """

    code: str
    name: str
    valid_from: date
    abolished_on: date | None = None
    last_listed: date | None = None
    fictitious: bool = False

    @property
    def level(self) -> DivisionLevel:
        if self.code.endswith("0000"):
            return DivisionLevel.PROVINCE
        return DivisionLevel.PREFECTURE if self.code.endswith("00") else DivisionLevel.COUNTY

    @property
    def is_current(self) -> bool:
        return self.abolished_on is None

    @property
    def is_heading(self) -> bool:
        """Whether the row is a heading of the code book (市辖区, 县) and not a place of its own."""
        return self.name in _HEADINGS

    def stood_on(self, day: date) -> bool:
        """Whether the division is listed for `day`; days before the first edition count as that edition."""
        return self.valid_from <= day and (self.abolished_on is None or day < self.abolished_on)


class DivisionTable:
    """All divisions by code, with their history. Immutable after construction.

    `effective` is the date of the newest edition, `editions` all of them, oldest first.
    """

    def __init__(
        self, rows: dict[str, list[str]], editions: tuple[str, ...], extra: tuple[Division, ...] = ()
    ):
        self._rows = rows
        self._edition_months = editions
        self._extra = {division.code: division for division in extra}

    @property
    def effective(self) -> date:
        return _month(self._edition_months[-1])

    @property
    def editions(self) -> tuple[date, ...]:
        return tuple(_month(edition) for edition in self._edition_months)

    def __len__(self) -> int:
        return len(self._rows) + len(self._extra)

    def __contains__(self, code: object) -> bool:
        return code in self._extra or code in self._rows

    def codes(self) -> Iterator[str]:
        """Every code ever assigned, ascending."""
        return iter(sorted({*self._rows, *self._extra}))

    def history(self, code: str) -> tuple[Division, ...]:
        """Every name a code has stood for, oldest first; empty for a code never assigned."""
        if code in self._extra:
            return (self._extra[code],)
        return tuple(self._parse(row) for row in self._rows.get(code, ()))

    def get(self, code: str) -> Division | None:
        """What the code stands for now, or stood for last; None when it was never assigned."""
        history = self.history(code)
        return history[-1] if history else None

    def at(self, code: str, day: date) -> Division | None:
        """What the code stood for on `day`; before the first edition, what that edition says."""
        day = max(day, _month(self._edition_months[0]))
        return next((division for division in self.history(code) if division.stood_on(day)), None)

    def parents(self, code: str, day: date | None = None) -> tuple[Division, ...]:
        """Province and, where there is one, prefecture above a code, outermost first."""
        above = [f"{code[:2]}0000", f"{code[:4]}00"]
        found = []
        for parent in dict.fromkeys(item for item in above if item != code):
            division = self.get(parent) if day is None else self.at(parent, day) or self.get(parent)
            if division is not None and not division.is_heading:
                found.append(division)
        return tuple(found)

    def full_name(self, code: str, day: date | None = None) -> str:
        """Names from province to the code itself, joined: `临江省澜州市青禾区`; empty for an unknown code."""
        division = self.get(code) if day is None else self.at(code, day) or self.get(code)
        if division is None:
            return ""
        return "".join(item.name for item in (*self.parents(code, day), division))

    def children(self, code: str) -> tuple[Division, ...]:
        """Divisions in force directly under a province or prefecture, by code."""
        prefix = code.rstrip("0").ljust(2 if code.endswith("0000") else 4, "0")
        below = [c for c in self.codes() if c.startswith(prefix) and c != code]
        found = []
        for child in below:
            division = self.get(child)
            if division is None or not division.is_current or division.is_heading:
                continue
            chain = self.parents(child)
            if chain and chain[-1].code == code:
                found.append(division)
        return tuple(found)

    def _parse(self, row: str) -> Division:
        code, name, first, gone = row.split("\t")
        if not gone:
            return Division(code, name, _month(first))
        last = self._edition_months[bisect_right(self._edition_months, gone) - 2]
        return Division(code, name, _month(first), _month(gone), _month(last))


def _month(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), 1)


def read_divisions(path: Path) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Rows by code and the list of editions of a table written by `tools/build_divisions.py`."""
    rows: dict[str, list[str]] = {}
    editions: tuple[str, ...] = ()
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line.startswith("#"):
            if line.startswith("# editions:"):
                editions = tuple(line.partition(":")[2].split())
            continue
        if line.count("\t") != 3 or line[6:7] != "\t":
            raise ResourceError(path, f"line {number}: expected code, name, first and last edition")
        rows.setdefault(line[:6], []).append(line)
    if not editions:
        raise ResourceError(path, "the line '# editions:' is missing")
    return rows, editions


def read_sandbox_divisions(path: Path) -> tuple[Division, ...]:
    """The fictitious divisions of the sandbox; see the file itself for why their codes are free."""
    data = load_toml(path)
    try:
        start: date = data["effective"]
        return tuple(
            Division(str(entry["code"]), str(entry["name"]), start, fictitious=True)
            for entry in data["division"]
        )
    except (KeyError, TypeError) as error:
        raise ResourceError(path, f"a division needs code and name, the file effective: {error}") from error


@lru_cache(maxsize=4)
def _table(path: Path, sandbox_path: Path | None) -> DivisionTable:
    rows, editions = read_divisions(path)
    extra = read_sandbox_divisions(sandbox_path) if sandbox_path else ()
    return DivisionTable(rows, editions, extra)


def division_table(*, sandbox: bool = False) -> DivisionTable:
    """The national table, read once; with `sandbox`, the fictitious provinces 39 and 48 as well."""
    extra = resource("codes", "sandbox_divisions.toml") if sandbox else None
    return _table(resource("codes", "divisions.tsv"), extra)


def division(code: str, *, sandbox: bool = False) -> Division | None:
    """What a six-digit code stands for now or stood for last; None when it was never assigned."""
    return division_table(sandbox=sandbox).get(code)
