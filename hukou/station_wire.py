"""The stations that a case can be circulated to, as the province tells its windows. Public data, no resident in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

MOST_STATIONS = 20_000
"""More than any province has (some 3,000 in the largest)."""


class StationEntry(BaseModel):
    """`station` is its code of 12 digits (GA/T 380), `division` that of its county (GB/T 2260)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    station: str = Field(pattern=r"^[0-9]{12}$")
    station_name: str = Field(min_length=1, max_length=200)
    bureau_name: str = Field(default="", max_length=200)
    division: str = Field(default="", max_length=12)


class StationList(BaseModel):
    """The answer to `GET /v1/stations?known=…`. `stations` is None when the window has this list already."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    stations: tuple[StationEntry, ...] | None = Field(default=None, max_length=MOST_STATIONS)


def digest_of(stations: Iterable[StationEntry]) -> str:
    """SHA-256 over the entries in the order of their codes, one JSON text a line (UTF-8), in hexadecimal."""
    lines = [entry.model_dump_json() for entry in sorted(stations, key=lambda entry: entry.station)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def matches(entry: StationEntry, typed: str) -> bool:
    """Whether a station is meant by what was typed: every word stands in its name or bureau, or begins its code."""
    place = f"{entry.station_name} {entry.bureau_name}"
    return all(word in place or entry.station.startswith(word) for word in typed.split())
