"""What the services hand to screens: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from hukou.case import Applicant, Case, MaterialCheck, Status, Subject
from hukou.household import RegisterExtract
from hukou.wire import Problem
from window_client.services.sync.state import SyncState

if TYPE_CHECKING:
    from window_client.services.certificates.sheet import MaskedArea


class Draft(BaseModel):
    """What the intake steps hold while it is typed: kept on this terminal alone until the case is accepted."""

    model_config = ConfigDict(frozen=True)

    case_id: UUID
    service: str
    step: str = ""
    subject: Subject
    applicant: Applicant = Applicant()
    fields: dict[str, Any] = Field(default_factory=dict)
    materials: tuple[MaterialCheck, ...] = ()
    saved_at: datetime


class CaseListView(StrEnum):
    MINE = "mine"
    """Opened by whoever is signed in."""
    ALL = "all"
    DUE = "due"
    """Open, and at most two working days left."""
    SUPPLEMENT = "supplement"
    DRAFTS = "drafts"


@dataclass(frozen=True)
class CaseFilter:
    """`text` is the beginning of a case number or of a name, or a complete citizen number. `since` keeps what is
    still open or was touched on that day or later (Asia/Shanghai)."""

    view: CaseListView = CaseListView.ALL
    text: str = ""
    status: Status | None = None
    since: date | None = None


@dataclass(frozen=True)
class CaseRow:
    """One line of a list. `masked_no` hides the birth date; `working_days_left` is negative once overdue."""

    case_id: UUID
    case_no: str
    service: str
    title: str
    name: str
    masked_no: str
    status: Status
    sync: SyncState
    supplement_wanted: bool
    due_on: date | None
    working_days_left: int | None
    updated_at: datetime
    opened_by: str
    remark: str


@dataclass(frozen=True)
class CaseCounts:
    mine: int
    all: int
    due: int
    supplement: int
    drafts: int


class LedgerState(StrEnum):
    PREPARED = "prepared"
    SENT = "sent"
    """Given to the print service; only a person says whether it is on paper."""
    CONFIRMED = "confirmed"
    SPOILED = "spoiled"


@dataclass(frozen=True)
class LedgerEvent:
    state: LedgerState
    at: datetime
    staff_no: str
    printer: str
    copies: int
    remark: str


@dataclass(frozen=True)
class LedgerEntry:
    """One paper. `number` is None for working papers (receipt, notice of missing material)."""

    entry_id: UUID
    case_id: UUID
    kind: str
    """`hukou.certificate.DocumentKind`."""
    title: str
    number: str | None
    document_sha256: str
    state: LedgerState
    copies: int
    printer: str
    remark: str
    prepared_at: datetime
    updated_at: datetime
    events: tuple[LedgerEvent, ...] = ()

    @property
    def times_sent(self) -> int:
        return sum(event.state is LedgerState.SENT for event in self.events)


@dataclass(frozen=True)
class StoredDocument:
    """A finished PDF. `masked_areas` are what a preview covers until the reveal key is held."""

    sha256: str
    kind: str
    pdf: bytes
    masked_areas: tuple[MaskedArea, ...]
    pages: int


@dataclass(frozen=True)
class HistoryLine:
    """What happened, newest last. `who` is a name where this terminal knows it, else the staff number."""

    at: datetime
    title: str
    who: str
    text: str = ""
    state: str = ""
    """`ok`, `warn`, `bad` or '': the colour of the badge."""


@dataclass(frozen=True)
class CaseDetail:
    case: Case
    title: str
    sync: SyncState
    receipt_number: str
    pending: tuple[str, ...]
    """Kinds of the actions that the province has not answered yet, oldest first."""
    problem: Problem | None
    """Why the province returned the case or sees a conflict."""
    draft: Draft | None
    extract: RegisterExtract | None
    ledger: tuple[LedgerEntry, ...]
    history: tuple[HistoryLine, ...]


def masked_number(number: str) -> str:
    """A number for lists: `390102 •••••••• 0517`; shorter document numbers keep their last four characters."""
    if len(number) == 18:
        return f"{number[:6]} {'•' * 8} {number[14:]}"
    return f"{'•' * max(len(number) - 4, 0)}{number[-4:]}" if len(number) > 4 else "•" * len(number)
