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
class IdentityProof(CertificateDocument):
    """临时身份证明: `rows` say who the bearer is, the body what for and until when. The photograph is stuck on and
    stamped by hand."""

    rows: tuple[Row, ...]

    @property
    def document_kind(self) -> DocumentKind:
        return DocumentKind.TEMP_IDENTITY_PROOF


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


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Rows:
    """Labels and values over the full width."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` in millimetres, 0 for what is left; `size` of type in points."""

    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float


@dataclass(frozen=True, slots=True)
class Blanks:
    """Places for handwriting: a label and a rule. The only blanks that a paper may have."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    notes: tuple[str, ...]


Block = Paragraph | Rows | Table | Blanks | Notes


@dataclass(frozen=True, slots=True)
class WorkingPaper:
    """A paper of the office whose parts stand in `resources/certificate/papers.toml`: 不予受理告知书, 领取凭证, 协查函,
    存根, 办件登记簿."""

    document_kind: DocumentKind
    title: str
    number: str
    blocks: tuple[Block, ...]
    issuer: Issuer
    private: tuple[PrivateText, ...]
    sample: bool


PrintedDocument = CertificateDocument | RefusalNotice | AcceptanceReceipt | SupplementNotice | WorkingPaper
