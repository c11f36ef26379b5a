"""Numbers of identity documents other than what `hukou.citizen_no` covers alone.

Kinds are fixed here; how a number looks is data (`resources/codes/documents.toml`), because several formats
were never published and have to be corrected without a new release. A pattern marked uncertain therefore
never refuses a number: it gives the number with `certain=False`, and the screen asks for a second look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.citizen_no import CitizenNo, CitizenNoError, NumberScheme, normalise_citizen_no, parse_citizen_no
from hukou.resources import ResourceError, load_toml, resource

_PLAUSIBLE = re.compile(r"[A-Z0-9()（）]{7,24}")


class DocumentKind(StrEnum):
    ID_CARD = "id_card"
    HMT_PERMIT = "hmt_permit"
    HM_TRAVEL_PERMIT = "hm_travel_permit"
    HM_TRAVEL_PERMIT_NON_CHINESE = "hm_travel_permit_non_chinese"
    TW_TRAVEL_PERMIT = "tw_travel_permit"
    PASSPORT = "passport"
    OFFICIAL_PASSPORT = "official_passport"
    TRAVEL_DOCUMENT = "travel_document"
    FOREIGN_PR_CARD = "foreign_pr_card"
    FOREIGN_PR_CARD_2017 = "foreign_pr_card_2017"


class DocumentNoFault(StrEnum):
    EMPTY = "empty"
    FORMAT = "format"
    WRONG_DOCUMENT = "wrong_document"
    """A valid number, but of another kind of document."""
    CITIZEN_NO = "citizen_no"
    """The number fails GB 11643; the `CitizenNoError` is the cause."""


class DocumentNoError(ValueError):
    """The text is no number of that document; `kind` says why, `document` which was asked for."""

    def __init__(self, kind: DocumentNoFault, document: DocumentKind) -> None:
        super().__init__(f"not a number of {document}: {kind}")
        self.kind = kind
        self.document = document


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """One entry of `documents.toml`."""

    kind: DocumentKind
    name: str
    pattern: re.Pattern[str]
    import_pattern: re.Pattern[str] | None
    schemes: frozenset[NumberScheme]
    is_certain: bool
    source: str
    effective: date

    @property
    def is_checked(self) -> bool:
        """Whether the number must also pass GB 11643."""
        return bool(self.schemes)


@dataclass(frozen=True, slots=True, repr=False)
class DocumentNo:
    """A number that fits its document.

    `number` identifies the person for life or, for passports, the book; `issue_count` is the renewal count
    printed behind a travel permit's number (0 for the first), None where none was given. `certain` is False
    when only an unpublished pattern speaks for, or against, the number.
    """

    kind: DocumentKind
    number: str
    issue_count: int | None = None
    certain: bool = True
    citizen_no: CitizenNo | None = None

    @property
    def masked(self) -> str:
        """The number with all but two leading and three trailing characters hidden."""
        if self.citizen_no is not None:
            return self.citizen_no.masked
        return f"{self.number[:2]}{'•' * (len(self.number) - 5)}{self.number[-3:]}"

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"DocumentNo({self.kind}, {self.masked})"


def parse_document_no(
    kind: DocumentKind, text: str, today: date, *, allow_import: bool = False
) -> DocumentNo:
    """Check a typed or read number against its document.

    `allow_import` also accepts the older forms that only registers and archives hold. Raises
    `DocumentNoError`, from `CitizenNoError` when check character or birth date are wrong.
    """
    rule = document_rules()[kind]
    number = normalise_citizen_no(text)
    if not number:
        raise DocumentNoError(DocumentNoFault.EMPTY, kind)
    match = rule.pattern.fullmatch(number)
    if match is None and allow_import and rule.import_pattern is not None:
        match = rule.import_pattern.fullmatch(number)
    if match is None:
        return _unmatched(rule, number, today)
    if rule.is_checked:
        return _checked(rule, number, today)
    count = match.groupdict().get("count")
    return DocumentNo(kind, match["number"], int(count) if count else None, rule.is_certain)


def recognise_document_no(text: str, today: date) -> tuple[DocumentNo, ...]:
    """Every reading of a number whose document is not known, published formats first.

    Eight digits are a Taiwan permit; eighteen characters are told apart by their first six. Numbers that
    only an uncertain pattern would tolerate are not offered. Empty when nothing fits.
    """
    found = []
    number = normalise_citizen_no(text)
    for kind, rule in document_rules().items():
        if rule.pattern.fullmatch(number) is None:
            continue
        try:
            document = parse_document_no(kind, number, today)
        except DocumentNoError:
            continue
        if document.citizen_no is not None or not rule.is_checked:
            found.append(document)
    return tuple(sorted(found, key=lambda document: not document.certain))


def _checked(rule: DocumentRule, number: str, today: date) -> DocumentNo:
    try:
        citizen_no = parse_citizen_no(number, today)
    except CitizenNoError as error:
        if not rule.is_certain:
            return DocumentNo(rule.kind, number, certain=False)
        raise DocumentNoError(DocumentNoFault.CITIZEN_NO, rule.kind) from error
    if citizen_no.scheme not in rule.schemes:
        raise DocumentNoError(DocumentNoFault.WRONG_DOCUMENT, rule.kind)
    return DocumentNo(rule.kind, citizen_no.text, None, rule.is_certain, citizen_no)


def _unmatched(rule: DocumentRule, number: str, today: date) -> DocumentNo:
    """An unfitting number: tolerated where the pattern is only believed, refused everywhere else."""
    if any(other.kind is not rule.kind for other in recognise_document_no(number, today)):
        raise DocumentNoError(DocumentNoFault.WRONG_DOCUMENT, rule.kind)
    if rule.is_certain or rule.is_checked or _PLAUSIBLE.fullmatch(number) is None:
        raise DocumentNoError(DocumentNoFault.FORMAT, rule.kind)
    return DocumentNo(rule.kind, number, None, certain=False)


def document_rules() -> dict[DocumentKind, DocumentRule]:
    """The rule of every kind, from `resources/codes/documents.toml`."""
    return read_document_rules(resource("codes", "documents.toml"))


@lru_cache(maxsize=4)
def read_document_rules(path: Path) -> dict[DocumentKind, DocumentRule]:
    """Rules of a file; `ResourceError` for an unknown kind, a bad pattern or a kind left out."""
    rules: dict[DocumentKind, DocumentRule] = {}
    for position, entry in enumerate(load_toml(path).get("document", []), start=1):
        try:
            rule = _rule(entry)
        except (KeyError, ValueError, re.error) as error:
            raise ResourceError(path, f"document {position}: {error}") from error
        rules[rule.kind] = rule
    missing = [kind for kind in DocumentKind if kind not in rules]
    if missing:
        raise ResourceError(path, f"no rule for {', '.join(missing)}")
    return rules


def _rule(entry: dict[str, Any]) -> DocumentRule:
    pattern = re.compile(entry["pattern"], re.ASCII)
    import_pattern = re.compile(entry["import_pattern"], re.ASCII) if "import_pattern" in entry else None
    for used in (pattern, import_pattern):
        if used is not None and "number" not in used.groupindex:
            raise ValueError("the pattern needs a group named number")
    schemes = frozenset(NumberScheme(name) for name in entry.get("scheme", []))
    if (entry["check"] == "gb11643") != bool(schemes) or entry["check"] not in ("gb11643", "none"):
        raise ValueError("check is gb11643 with a scheme, or none without")
    if entry["confidence"] not in ("published", "uncertain"):
        raise ValueError("confidence is published or uncertain")
    return DocumentRule(
        kind=DocumentKind(entry["kind"]),
        name=str(entry["name"]),
        pattern=pattern,
        import_pattern=import_pattern,
        schemes=schemes,
        is_certain=entry["confidence"] == "published",
        source=str(entry["source"]),
        effective=entry["effective"],
    )
