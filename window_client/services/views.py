"""What the services hand to screens: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from hukou.case import Applicant, Case, CertificateState, MaterialCheck, Status, Subject
from hukou.household import RegisterExtract
from hukou.wire import Problem
from window_client.services.sync.state import SyncState

if TYPE_CHECKING:
    from window_client.services.certificates.sheet import MaskedArea
    from window_client.services.circulations import CirculationView


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
    CIRCULATED = "circulated"
    """Open, and shared with another station, whichever way."""


@dataclass(frozen=True)
class CaseFilter:
    """`text` is the beginning of a case number or of a name, or a complete citizen number. `since` keeps what is
    still open or was touched on that day or later (Asia/Shanghai). `ids`, when given, are the only cases asked for."""

    view: CaseListView = CaseListView.ALL
    text: str = ""
    status: Status | None = None
    since: date | None = None
    ids: frozenset[UUID] | None = None


class PaperState(StrEnum):
    """What the certificate of an approved case waits for."""

    NONE = ""
    """None stands: not issued yet, or the last one is void."""
    ELSEWHERE = "elsewhere"
    """Issued at another window of the station, where its paper lies."""
    PREPARED = "prepared"
    SENT = "sent"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class RowCirculation:
    """Where a circulated case lies, as a list says it. `days_left` is None once the register place has answered."""

    outward: bool
    place: str
    days_left: int | None
    waits_there: bool
    """Whether the next step is the other station's."""


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
    paper: PaperState = PaperState.NONE
    """Of an approved case only."""
    stale: bool = False
    """Approved on register data that have changed since: to be decided again."""
    circulation: RowCirculation | None = None


@dataclass(frozen=True)
class CaseCounts:
    mine: int
    all: int
    due: int
    supplement: int
    drafts: int
    circulated: int = 0


SAVED_AS_FILE = "保存为文件"
"""Stands where an event names its printer: the file was given out, to be printed elsewhere."""


class LedgerState(StrEnum):
    PREPARED = "prepared"
    SENT = "sent"
    """Left the program, to a printer or as a file; only a person says whether it is on paper."""
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

    @property
    def is_print(self) -> bool:
        """Given to a printer of this system, as against saved as a file."""
        return self.state is LedgerState.SENT and self.printer != SAVED_AS_FILE


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
        """How often it was given to a printer of this system."""
        return sum(event.is_print for event in self.events)

    @property
    def left_as_file(self) -> bool:
        """Whether a file saved is what a person is asked about: nothing went to a printer here since."""
        sent = [event for event in self.events if event.state is LedgerState.SENT]
        return self.state is LedgerState.SENT and bool(sent) and not sent[-1].is_print


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
    decided: RegisterExtract | None = None
    """The register data that the decision was taken on, when they are on this computer."""
    circulation: CirculationView | None = None

    @property
    def stale(self) -> bool:
        """Approved on other register data than `extract`, and no certificate stands: to be decided again."""
        case, extract = self.case, self.extract
        return (
            case.status is Status.APPROVED
            and case.live_certificate is None
            and extract is not None
            and case.is_stale_on(extract.register_version)
        )

    @property
    def paper(self) -> PaperState:
        """Where the standing certificate's paper is."""
        live = self.case.live_certificate
        if live is None:
            return PaperState.NONE
        here = next((entry.state for entry in self.ledger if entry.number == live.number), None)
        return paper_state(live.state, here)


def paper_state(known: CertificateState, here: LedgerState | None) -> PaperState:
    """From what the case says of its last certificate and from this terminal's ledger, if the paper is here."""
    if known is CertificateState.SPOILED:
        return PaperState.NONE
    if here is None or here is LedgerState.SPOILED:
        confirmed = known is CertificateState.CONFIRMED
        return PaperState.CONFIRMED if confirmed else PaperState.ELSEWHERE
    return PaperState(here.value)


def masked_number(number: str) -> str:
    """A number for lists: `390102 •••••••• 0517`; shorter document numbers keep their last four characters."""
    if len(number) == 18:
        return f"{number[:6]} {'•' * 8} {number[14:]}"
    return f"{'•' * max(len(number) - 4, 0)}{number[-4:]}" if len(number) > 4 else "•" * len(number)
