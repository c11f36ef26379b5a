"""The word lists of the sample register, read from `resources/province`."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

from hukou.resources import load_toml, resource

Item = TypeVar("Item")


class Weighted(Generic[Item]):
    """A choice by weight, reproducible for a seeded `Random`."""

    def __init__(self, pairs: list[tuple[Item, int]]) -> None:
        self._items = [item for item, _ in pairs]
        self._sums = list(accumulate(weight for _, weight in pairs))

    def pick(self, rng: Random) -> Item:
        return self._items[bisect(self._sums, rng.randrange(self._sums[-1]))]


@dataclass(frozen=True)
class GivenNames:
    """Of one generation and one sex."""

    single: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """How one of the peoples of China makes names; `style` is han, dotted, plain or surname."""

    code: str
    style: str
    surnames: Weighted[str] | None
    male: tuple[str, ...] = ()
    female: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameWords:
    han: People
    compound: tuple[str, ...]
    peoples: Weighted[People]
    given: tuple[tuple[int, GivenNames, GivenNames], ...]
    """(first year of birth, male, female), oldest first."""
    rare: dict[str, str]
    """Block letter to its characters."""

    def given_names(self, sex: str, year: int) -> GivenNames:
        chosen = self.given[0]
        for entry in self.given:
            if entry[0] <= year:
                chosen = entry
        return chosen[1] if sex == "1" else chosen[2]


@dataclass(frozen=True)
class Area:
    """The streets of one station."""

    station: str
    town: str
    roads: tuple[str, ...]
    villages: tuple[str, ...]


@dataclass(frozen=True)
class Collective:
    station: str
    name: str
    address: str


@dataclass(frozen=True)
class PlaceWords:
    divisions: Weighted[tuple[str, str]]
    """(code, full name)"""
    other_divisions: Weighted[tuple[str, str]]
    areas: tuple[Area, ...]
    collectives: tuple[Collective, ...]
    countries: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class SampleFacts:
    """The fictitious province itself."""

    province: dict[str, str]
    stations: tuple[dict[str, str], ...]
    staff: tuple[dict[str, str], ...]
    register_as_of: date
    issuing_authority: str


def _weighted(text: str) -> Weighted[str]:
    pairs = [entry.rsplit(":", 1) for entry in text.split()]
    return Weighted([(name, int(weight)) for name, weight in pairs])


def _people(row: dict[str, Any]) -> People:
    return People(
        code=row["code"],
        style=row["style"],
        surnames=_weighted(row["surnames"]) if "surnames" in row else None,
        male=tuple(row.get("male", "").split()),
        female=tuple(row.get("female", "").split()),
    )


def _given(row: dict[str, str], sex: str) -> GivenNames:
    return GivenNames(*(tuple(row[f"{sex}_{part}"].split()) for part in ("single", "first", "second")))


@cache
def name_words() -> NameWords:
    data = load_toml(resource("province", "names.toml"))
    han = People(code="01", style="han", surnames=_weighted(data["surnames"]["common"]))
    others = [(_people(row), int(row["weight"])) for row in data["peoples"]]
    given = sorted(data["given"].items())
    return NameWords(
        han=han,
        compound=tuple(data["surnames"]["compound"].split()),
        peoples=Weighted([(han, 1000 - sum(weight for _, weight in others)), *others]),
        given=tuple((int(year), _given(row, "male"), _given(row, "female")) for year, row in given),
        rare=dict(load_toml(resource("province", "rare.toml"))["blocks"]),
    )


@cache
def place_words() -> PlaceWords:
    data = load_toml(resource("province", "places.toml"))
    divisions = [((row["code"], row["name"]), int(row["weight"])) for row in data["divisions"]]
    return PlaceWords(
        divisions=Weighted(divisions),
        other_divisions=Weighted(divisions[1:]),
        areas=tuple(
            Area(row["station"], row["town"], tuple(row["roads"]), tuple(row["villages"]))
            for row in data["areas"]
        ),
        collectives=tuple(
            Collective(row["station"], row["name"], row["address"]) for row in data["collectives"]
        ),
        countries=tuple(data["abroad"]["countries"]),
        regions=tuple(data["abroad"]["regions"]),
    )


@cache
def sample_facts() -> SampleFacts:
    data = load_toml(resource("province", "sample.toml"))
    return SampleFacts(
        province=data["province"],
        stations=tuple(data["stations"]),
        staff=tuple(data["staff"]),
        register_as_of=data["register_as_of"],
        issuing_authority=data["issuing_authority"],
    )
