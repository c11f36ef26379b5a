"""Code tables of the national standards, each read on first use from `resources/codes`.

Every table file names its standard, where the list comes from and since when it holds, so that a screen can
say on what a check rests. Divisions (GB/T 2260) have a table of their own in `hukou.divisions`; its accessors
are offered here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.divisions import Division, DivisionLevel, DivisionTable, division, division_table
from hukou.resources import ResourceError, load_toml, resource

__all__ = [
    "CodeItem",
    "CodeTable",
    "Division",
    "DivisionLevel",
    "DivisionTable",
    "division",
    "division_table",
    "ethnic_group",
    "ethnic_groups",
    "marital_status",
    "marital_statuses",
    "relation",
    "relations",
    "sex",
    "sexes",
]


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One code of a table.

    `name` is the standard's own wording; `short` what cards and papers print (男 for 男性), `register_name`
    what the register prints (汉族 for 汉); both equal `name` where the tables know nothing else. `letters`
    is the two-letter code of an ethnic group (GB/T 3304), empty elsewhere.
    """

    code: str
    name: str
    short: str
    register_name: str
    letters: str = ""


@dataclass(frozen=True)
class CodeTable:
    """All codes of one standard in the standard's order, with where the list comes from."""

    standard: str
    source: str
    effective: date
    items: tuple[CodeItem, ...]

    def get(self, code: str) -> CodeItem | None:
        """The item with exactly this code; None for a code the standard does not have."""
        return next((item for item in self.items if item.code == code), None)

    def by_name(self, name: str) -> CodeItem | None:
        """The first item printed as `name` in any of its forms, e.g. 男, 男性 or 汉族."""
        return next((i for i in self.items if name in (i.name, i.short, i.register_name)), None)

    def __iter__(self) -> Iterator[CodeItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def _item(entry: dict[str, Any], register_suffix: str) -> CodeItem:
    name = str(entry["name"])
    return CodeItem(
        code=str(entry["code"]),
        name=name,
        short=str(entry.get("short", name)),
        register_name=str(entry.get("register_name", name + register_suffix)),
        letters=str(entry.get("letters", "")),
    )


@lru_cache(maxsize=16)
def read_code_table(path: Path, register_suffix: str = "") -> CodeTable:
    """A table file; `ResourceError` when a key is missing, a code is double or `effective` is no date."""
    data = load_toml(path)
    try:
        items = tuple(_item(entry, register_suffix) for entry in data["code"])
        table = CodeTable(str(data["standard"]), str(data["source"]), data["effective"], items)
    except KeyError as error:
        raise ResourceError(path, f"the key {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise ResourceError(path, "`code` must be a list of tables with code and name") from error
    if not isinstance(table.effective, date):
        raise ResourceError(path, "`effective` must be a date such as 2009-01-01")
    codes = [item.code for item in items]
    double = sorted({code for code in codes if codes.count(code) > 1})
    if double:
        raise ResourceError(path, f"codes occur twice: {', '.join(double)}")
    return table


def sexes() -> CodeTable:
    """GB/T 2261.1: 0, 1, 2, 9."""
    return read_code_table(resource("codes", "sex.toml"))


def marital_statuses() -> CodeTable:
    """GB/T 2261.2; for the services that may ask, never for print."""
    return read_code_table(resource("codes", "marital_status.toml"))


def ethnic_groups() -> CodeTable:
    """GB/T 3304: 56 groups, 97 and 98."""
    return read_code_table(resource("codes", "ethnic_groups.toml"), "族")


def relations() -> CodeTable:
    """GB/T 4761: relation to the head of household or between two persons."""
    return read_code_table(resource("codes", "relations.toml"))


def sex(code: str) -> CodeItem | None:
    """The sex with this code of GB/T 2261.1, `"1"` being male and `"2"` female."""
    return sexes().get(code)


def marital_status(code: str) -> CodeItem | None:
    """The marital status with this two-digit code of GB/T 2261.2."""
    return marital_statuses().get(code)


def ethnic_group(code: str) -> CodeItem | None:
    """The ethnic group with this two-digit code of GB/T 3304."""
    return ethnic_groups().get(code)


def relation(code: str) -> CodeItem | None:
    """The relation with this two-digit code of GB/T 4761."""
    return relations().get(code)
