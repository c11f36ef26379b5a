"""The certificate rules as data: `resources/certificate/gate.toml`, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from hukou.certificate.kinds import FORM_BOXES, CertificateKind
from hukou.overlay import laid_over, overlay
from hukou.resources import ResourceError, load_toml, resource

E = TypeVar("E", bound=StrEnum)


class RefusalBox(StrEnum):
    """The tick boxes of the 不予出具证明告知书."""

    LEGAL_DOCUMENT = "legal_document"
    OTHER_DEPARTMENT = "other_department"
    OTHER = "other"
    UNVERIFIED = "unverified"


class FactGroup(StrEnum):
    """Why a fact is not certified."""

    DOCUMENT = "document"
    """The nine: an ID card, register book or passport proves it."""
    REGISTER_BOOK = "register_book"
    """The five: not certified when the register book shows it."""
    OTHER_DEPARTMENT = "other_department"
    """Another department certifies it."""


class Need(StrEnum):
    """What a kind cannot be issued without."""

    REASON = "reason"
    LEGAL_BASIS = "legal_basis"
    ARCHIVE_REFERENCE = "archive_reference"
    COMMON_PERIOD = "common_period"
    USE = "use"


@dataclass(frozen=True, slots=True)
class Source:
    """A norm that a rule comes from. `title` is what a notice prints."""

    id: str
    title: str
    effective: date


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an applicant may want in writing. `shown_by` is the document or department that proves it."""

    id: str
    label: str
    group: FactGroup
    box: RefusalBox
    shown_by: str
    source: Source
    certified_by: frozenset[CertificateKind]


@dataclass(frozen=True, slots=True)
class Reason:
    """A situation in which the gate opens for the kinds in `opens`. `printed` is its wording on the paper."""

    id: str
    label: str
    printed: str
    opens: frozenset[CertificateKind]
    source: Source


@dataclass(frozen=True, slots=True)
class Use:
    """What a temporary identity proof is good for, and for how many days; `label` is printed."""

    id: str
    label: str
    days: int
    register_station_only: bool
    """Only the station that keeps the register entry writes it; any station the others."""
    source: Source


@dataclass(frozen=True, slots=True)
class KindRule:
    """What one kind rests on. `box` is the tick box of the certificate form it goes under, None for a paper
    without boxes."""

    kind: CertificateKind
    label: str
    box: CertificateKind | None
    needs: tuple[Need, ...]
    basis: tuple[Source, ...]


@dataclass(frozen=True)
class GateRules:
    facts: Mapping[str, Fact]
    reasons: Mapping[str, Reason]
    kinds: Mapping[CertificateKind, KindRule]
    boxes: Mapping[RefusalBox, str]
    fields: Mapping[Need, str]
    uses: Mapping[str, Use]

    def reasons_for(self, kind: CertificateKind) -> tuple[Reason, ...]:
        """The reasons that open `kind`, in the order of the file."""
        return tuple(reason for reason in self.reasons.values() if kind in reason.opens)


T = TypeVar("T", Fact, Reason, Use)


@lru_cache(maxsize=4)
def read_rules(path: Path, over: Path | None = None) -> GateRules:
    """Read and check a rules file and a province's file laid over it. `ResourceError` names the entry that is
    wrong."""
    data = load_toml(path)
    if over is not None:
        data, path = laid_over(data, load_toml(over)), over
    try:
        sources = {key: _source(path, key, entry) for key, entry in data["sources"].items()}
        rules = GateRules(
            facts=_unique(path, "facts", [_fact(path, sources, entry) for entry in data["facts"]]),
            reasons=_unique(path, "reasons", [_reason(path, sources, entry) for entry in data["reasons"]]),
            kinds={
                _member(path, CertificateKind, key): _kind(path, sources, key, entry)
                for key, entry in data["kinds"].items()
            },
            boxes={_member(path, RefusalBox, entry["id"]): str(entry["text"]) for entry in data["boxes"]},
            fields={_member(path, Need, key): str(text) for key, text in data["fields"].items()},
            uses=_unique(path, "uses", [_use(path, sources, entry) for entry in data["uses"]]),
        )
    except KeyError as error:
        raise ResourceError(path, f"the key {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise ResourceError(path, f"an entry has the wrong shape: {error}") from error
    for enumeration, found in (
        (CertificateKind, rules.kinds),
        (RefusalBox, rules.boxes),
        (Need, rules.fields),
    ):
        if absent := [str(member) for member in enumeration if member not in found]:
            raise ResourceError(path, f"no entry for {', '.join(absent)}")
    return rules


def gate_rules() -> GateRules:
    """The rules in `resources/certificate/gate.toml`, and what a province lays over them."""
    return read_rules(resource("certificate", "gate.toml"), overlay("certificate", "gate.toml"))


def _member(path: Path, enumeration: type[E], value: object) -> E:
    try:
        return enumeration(str(value))
    except ValueError:
        known = ", ".join(enumeration)
        raise ResourceError(path, f"{value!r} is unknown; known are {known}") from None


def _source(path: Path, key: str, entry: Mapping[str, Any]) -> Source:
    effective = entry["effective"]
    if not isinstance(effective, date):
        raise ResourceError(path, f"sources.{key}: `effective` must be a date such as 2016-09-01")
    return Source(key, str(entry["title"]), effective)


def _named_source(path: Path, sources: Mapping[str, Source], key: object, where: str) -> Source:
    if key not in sources:
        raise ResourceError(path, f"{where}: the source {key!r} is not listed under [sources]")
    return sources[str(key)]


def _fact(path: Path, sources: Mapping[str, Source], entry: Mapping[str, Any]) -> Fact:
    name = str(entry["id"])
    return Fact(
        id=name,
        label=str(entry["label"]),
        group=_member(path, FactGroup, entry["group"]),
        box=_member(path, RefusalBox, entry["box"]),
        shown_by=str(entry["shown_by"]),
        source=_named_source(path, sources, entry["source"], f"fact {name}"),
        certified_by=frozenset(_member(path, CertificateKind, k) for k in entry.get("certified_by", ())),
    )


def _reason(path: Path, sources: Mapping[str, Source], entry: Mapping[str, Any]) -> Reason:
    name = str(entry["id"])
    label = str(entry["label"])
    return Reason(
        id=name,
        label=label,
        printed=str(entry.get("printed", label)),
        opens=frozenset(_member(path, CertificateKind, kind) for kind in entry["opens"]),
        source=_named_source(path, sources, entry["source"], f"reason {name}"),
    )


def _use(path: Path, sources: Mapping[str, Source], entry: Mapping[str, Any]) -> Use:
    name, days = str(entry["id"]), entry["days"]
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise ResourceError(path, f"use {name}: `days` must be a number from 1 on")
    return Use(
        id=name,
        label=str(entry["label"]),
        days=days,
        register_station_only=bool(entry.get("register_station_only", False)),
        source=_named_source(path, sources, entry["source"], f"use {name}"),
    )


def _kind(path: Path, sources: Mapping[str, Source], key: str, entry: Mapping[str, Any]) -> KindRule:
    box = _member(path, CertificateKind, entry["box"]) if "box" in entry else None
    if box is not None and box not in FORM_BOXES:
        raise ResourceError(path, f"kinds.{key}: {box} is no tick box of the form")
    return KindRule(
        kind=_member(path, CertificateKind, key),
        label=str(entry["label"]),
        box=box,
        needs=tuple(_member(path, Need, need) for need in entry["needs"]),
        basis=tuple(_named_source(path, sources, source, f"kinds.{key}") for source in entry["basis"]),
    )


def _unique(path: Path, table: str, items: list[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for item in items:
        if item.id in found:
            raise ResourceError(path, f"{table}: {item.id} occurs twice")
        found[item.id] = item
    return found
