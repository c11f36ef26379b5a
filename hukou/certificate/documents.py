"""The papers as values: everything that appears on them, decided before anything is drawn.

All text is final: full-width punctuation, dates as YYYY年M月D日, no blank left. `private` names the pieces that a
screen hides until someone holds the reveal key; the paper shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hukou.certificate.kinds import CertificateKind, DocumentKind


class PrivateKind(StrEnum):
    """What a hidden piece is."""

    CITIZEN_NO = "citizen_no"
    """Eighteen characters; the eight of the birth date are hidden."""
    BIRTH_DATE = "birth_date"
    """YYYY年M月D日, hidden whole: with it the number could be put together again."""


@dataclass(frozen=True, slots=True)
class PrivateText:
    kind: PrivateKind
    text: str


@dataclass(frozen=True, slots=True)
class TickBox:
    """`level` 0 stands at the margin, 1 is indented under the box before it."""

    text: str
    ticked: bool
    level: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who answers for a paper, and when it is dated."""

    station: str
    """Full name of the station: names of units are not abbreviated on papers."""
    clerk: str
    issued_on: date
    reviewer: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CertificateDocument:
    """户籍事项证明. `number` is the certificate number from the leased block."""

    kind: CertificateKind
    title: str
    number: str
    name: str
    identity: Row
    """公民身份号码, or 出生日期 where the register has no number."""
    boxes: tuple[TickBox, ...]
    body: tuple[str, ...]
    purpose: str
    validity_days: int
    validity: str
    notes: tuple[str, ...]
    data_as_of: datetime
    issuer: Issuer
    private: tuple[PrivateText, ...]
    sample: bool

    @property
    def document_kind(self) -> DocumentKind:
        return DocumentKind.MATTER_CERTIFICATE


@dataclass(frozen=True, slots=True)
class RefusalNotice:
    """不予出具证明告知书."""

    kind: CertificateKind
    title: str
    number: str
    opening: str
    boxes: tuple[TickBox, ...]
    grounds: tuple[str, ...]
    closing: str
    notes: tuple[str, ...]
    issuer: Issuer
    private: tuple[PrivateText, ...]
    sample: bool

    @property
    def document_kind(self) -> DocumentKind:
        return DocumentKind.REFUSAL_NOTICE


@dataclass(frozen=True, slots=True)
class AcceptanceReceipt:
    """受理回执, also what a resident gets when the province cannot be reached. `number` is the case number."""

    title: str
    number: str
    opening: str
    rows: tuple[Row, ...]
    materials: tuple[Row, ...]
    """Name of the material, and how it was seen."""
    notes: tuple[str, ...]
    issuer: Issuer
    sample: bool
    private: tuple[PrivateText, ...] = ()

    @property
    def document_kind(self) -> DocumentKind:
        return DocumentKind.ACCEPTANCE_RECEIPT


@dataclass(frozen=True, slots=True)
class SupplementNotice:
    """一次性告知书: everything that is missing, told at once (公通字〔2021〕12号 Art. 68)."""

    title: str
    number: str
    opening: str
    missing: tuple[Row, ...]
    """Name of the material, and how to get it."""
    closing: str
    notes: tuple[str, ...]
    issuer: Issuer
    sample: bool
    private: tuple[PrivateText, ...] = ()

    @property
    def document_kind(self) -> DocumentKind:
        return DocumentKind.SUPPLEMENT_NOTICE


PrintedDocument = CertificateDocument | RefusalNotice | AcceptanceReceipt | SupplementNotice
