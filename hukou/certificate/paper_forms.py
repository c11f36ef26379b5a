"""The forms of the office's own papers: `resources/certificate/papers.toml`, checked when it is read.

A form is data, so that a province can change a sentence, leave a part out or add one. What a text may be filled
with is fixed for every paper (`_FILLED`): a name that nothing fills is found when the file is read.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.certificate.kinds import CertificateKind, DocumentKind
from hukou.certificate.wording import check_text
from hukou.overlay import laid_over, overlay
from hukou.resources import ResourceError, load_toml, resource

_OFFICE = frozenset({"station", "phone", "clerk", "date", "window"})
_CASE = _OFFICE | {"case_no", "service", "name", "masked_no"}
_FILLED: Mapping[DocumentKind, frozenset[str]] = {
    DocumentKind.NOT_ACCEPTED_NOTICE: _CASE | {"reason", "basis", "advice"},
    DocumentKind.PICKUP_VOUCHER: _CASE | {"output", "ready"},
    DocumentKind.VERIFICATION_REQUEST: _CASE
    | {"to_station", "number", "birth_date", "purpose", "asked", "reply_by"},
    DocumentKind.STUB: _CASE
    | {"paper", "number", "subject", "purpose", "asking_unit", "reason", "issued", "valid", "as_of"}
    | {"check_code", "reviewer", "file"},
    DocumentKind.DAILY_REGISTER: _OFFICE | {"day", "count"},
}
_LINES: Mapping[DocumentKind, Mapping[str, int]] = {DocumentKind.DAILY_REGISTER: {"cases": 7}}
"""Tables whose lines the program supplies, with the number of their columns."""
_TYPES = ("paragraph", "rows", "table", "blanks", "notes")


@dataclass(frozen=True, slots=True)
class RowForm:
    label: str
    text: str
    optional: bool


@dataclass(frozen=True, slots=True)
class PartForm:
    """`texts` are those of a paragraph (one), of notes and of blanks (their labels)."""

    id: str
    type: str
    texts: tuple[str, ...] = ()
    rows: tuple[RowForm, ...] = ()
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    size: float = 0.0
    lines: str = ""
    indented: bool = True
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PaperForm:
    """`series` is the middle of the running number, '' for a paper that bears another one's number."""

    kind: DocumentKind
    title: str
    series: str
    parts: tuple[PartForm, ...]


@dataclass(frozen=True)
class PaperForms:
    by_kind: Mapping[DocumentKind, PaperForm]
    reply_working_days: int
    asked: Mapping[CertificateKind, str]
    """What another station is asked about, by the kind of certificate that was applied for."""


def paper_forms() -> PaperForms:
    """The forms in `resources/certificate/papers.toml`, and what a province lays over them."""
    return read_forms(resource("certificate", "papers.toml"), overlay("certificate", "papers.toml"))


@lru_cache(maxsize=4)
def read_forms(path: Path, over: Path | None = None) -> PaperForms:
    """Read and check a file of forms and a province's laid over it. `ResourceError` names the part that is wrong."""
    data = load_toml(path)
    if over is not None:
        data, path = laid_over(data, load_toml(over)), over
    try:
        forms = [_form(path, entry) for entry in data["papers"]]
        days = data["settings"]["reply_working_days"]
        asked = {kind: str(data["settings"]["asked"][kind]) for kind in CertificateKind}
    except KeyError as error:
        raise ResourceError(path, f"the key {error} is missing") from error
    except (TypeError, AttributeError) as error:
        raise ResourceError(path, f"an entry has the wrong shape: {error}") from error
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise ResourceError(path, "settings.reply_working_days must be a number from 1 on")
    by_kind = {form.kind: form for form in forms}
    if absent := [str(kind) for kind in _FILLED if kind not in by_kind]:
        raise ResourceError(path, f"no entry for {', '.join(absent)}")
    for kind, text in asked.items():
        check_text(path, f"settings.asked.{kind}", text)
    return PaperForms(by_kind, days, asked)


def _form(path: Path, entry: Mapping[str, Any]) -> PaperForm:
    name = str(entry["id"])
    kind = next((kind for kind in _FILLED if kind == name), None)
    if kind is None:
        raise ResourceError(path, f"{name!r} is no paper; known are {', '.join(_FILLED)}")
    for key in ("source", "effective"):
        if not entry.get(key):
            raise ResourceError(path, f"{name}: the key {key!r} is missing")
    parts = tuple(_part(path, kind, part) for part in entry["parts"])
    return PaperForm(kind, str(entry["title"]), str(entry["series"]), parts)


def _part(path: Path, kind: DocumentKind, entry: Mapping[str, Any]) -> PartForm:
    where, form = f"{kind}.{entry['id']}", str(entry["type"])
    if form not in _TYPES:
        raise ResourceError(path, f"{where}: {form!r} is no part; known are {', '.join(_TYPES)}")
    texts: list[Any] = []
    match form:
        case "paragraph":
            texts = [entry["text"]]
        case "notes":
            texts = entry["notes"]
        case "blanks":
            texts = entry["labels"]
    part = PartForm(
        id=str(entry["id"]),
        type=form,
        texts=tuple(str(text) for text in texts),
        rows=tuple(
            RowForm(str(row["label"]), str(row["text"]), bool(row.get("optional")))
            for row in (entry["rows"] if form == "rows" else ())
        ),
        head=tuple(str(text) for text in (entry["head"] if form == "table" else ())),
        widths=tuple(float(width) for width in (entry["widths"] if form == "table" else ())),
        size=float(entry["size"]) if form == "table" else 0.0,
        lines=str(entry["lines"]) if form == "table" else "",
        indented=bool(entry.get("indented", True)),
        optional=bool(entry.get("optional")),
    )
    _check_part(path, where, kind, part)
    return part


def _check_part(path: Path, where: str, kind: DocumentKind, part: PartForm) -> None:
    for text in (*part.texts, *part.head, *(text for row in part.rows for text in (row.label, row.text))):
        check_text(path, where, text)
        unknown = set(fields_of(text)) - _FILLED[kind]
        if unknown:
            raise ResourceError(path, f"{where}: nothing fills {', '.join(sorted(unknown))}")
    if part.type == "table":
        columns = _LINES.get(kind, {}).get(part.lines)
        if columns is None:
            raise ResourceError(path, f"{where}: there are no lines {part.lines!r}")
        if not len(part.head) == len(part.widths) == columns:
            raise ResourceError(path, f"{where}: head and widths need {columns} columns")


def fields_of(text: str) -> tuple[str, ...]:
    """The names in braces of a text that has been checked."""
    return tuple(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)
