"""The case and the action as values; `hukou.case` says how one follows from the other."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from hukou.staff import StaffMember

SCHEMA_VERSION = 1


class Value(BaseModel):
    """Immutable; what a newer version adds is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Kept(Value):
    """A part of a case. What a newer partner adds in it is kept, so that passing a case on loses nothing."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Status(StrEnum):
    DRAFT = "draft"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"

    @property
    def is_final(self) -> bool:
        return self in (Status.REJECTED, Status.COMPLETED, Status.WITHDRAWN)


class ActionKind(StrEnum):
    OPEN = "open"
    ACCEPT = "accept"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    REQUEST_SUPPLEMENT = "request_supplement"
    AMEND = "amend"
    ADD_MATERIAL = "add_material"
    ADD_NOTE = "add_note"
    SUBMIT_FOR_REVIEW = "submit_for_review"
    APPROVE = "approve"
    REJECT = "reject"
    ISSUE = "issue"
    CONFIRM_PRINT = "confirm_print"
    SPOIL_PRINT = "spoil_print"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"
    CIRCULATE = "circulate"
    MARK_DISTINCT = "mark_distinct"
    RESOLVE = "resolve"


class CertificateState(StrEnum):
    """The last state that a person established for a numbered paper; the spooler's word is not kept here."""

    ISSUED = "issued"
    CONFIRMED = "confirmed"
    SPOILED = "spoiled"


class Subject(Kept):
    """被申请人/本人: whom the case is about, as identified at the counter."""

    name: str
    citizen_no: str = ""
    birth_date: date
    identified_by: str = "manual"
    """`chip` when the card was read, `manual` when typed."""


class Applicant(Kept):
    """Who stands at the counter. `relation` is `self`, `guardian` or `agent`."""

    relation: str = "self"
    name: str = ""
    citizen_no: str = ""
    phone: str = ""


class MaterialState(StrEnum):
    ORIGINAL_SEEN = "original_seen"
    COPY_ON_FILE = "copy_on_file"
    SHARED = "shared"
    """Obtained by data sharing: must not be asked for on paper (公通字〔2021〕12号 Art. 12)."""
    MISSING = "missing"


class MaterialCheck(Kept):
    material: str
    state: MaterialState
    seen_by: str
    """staff_no of who saw the original."""
    seen_at: datetime


class Decision(Kept):
    outcome: str
    reason: str
    by: str
    by_name: str
    at: datetime
    register_version: int | None = None
    """Of the extract that was decided on: a later one makes the decision stale."""
    notice_number: str = ""
    """Of the written refusal, with its file; '' for an approval."""
    notice_sha256: str = ""


class IssuedCertificate(Kept):
    number: str
    kind: str
    sha256: str
    data_as_of: datetime
    issued_at: datetime
    issued_by: str
    issued_by_name: str
    state: CertificateState = CertificateState.ISSUED
    remark: str = ""


class Note(Kept):
    text: str
    by: str
    at: datetime


class Circulation(Kept):
    """流转: the case lies with the station that holds the register (户籍地), which decides."""

    station: str
    reason: str = ""
    by: str
    by_name: str
    at: datetime


class Side(StrEnum):
    """Which of two versions was chosen, seen from the step that was held: `mine` is what that step wanted."""

    MINE = "mine"
    THEIRS = "theirs"


class Resolution(Kept):
    """How a person settled a step that was held. `choices` are by field (`hukou.conflict`), or by `step`."""

    conflict: UUID
    """The action that was held."""
    kind: str
    choices: dict[str, Side]
    by: str
    by_name: str
    station: str
    at: datetime


class Case(Kept):
    """One version of a case."""

    case_id: UUID
    version: int
    status: Status
    service: str
    """Id of the catalogue entry, e.g. `certificate.cancellation`."""
    case_no: str = ""
    """受理号 `YYYYMMDD-WWNNN` (window, running number of the day); empty while a draft."""
    station: str
    terminal: str
    subject: Subject
    applicant: Applicant = Applicant()
    fields: dict[str, Any] = Field(default_factory=dict)
    materials: tuple[MaterialCheck, ...] = ()
    missing: tuple[str, ...] = ()
    """Materials of a one-off notice that has not been met; non-empty is the flag *supplement wanted*."""
    notes: tuple[Note, ...] = ()
    decision: Decision | None = None
    certificates: tuple[IssuedCertificate, ...] = ()
    opened_at: datetime
    opened_by: str
    accepted_at: datetime | None = None
    accepted_by: str = ""
    due_on: date | None = None
    completed_at: datetime | None = None
    completed_by: str = ""
    circulation: Circulation | None = None
    distinct_from: tuple[UUID, ...] = ()
    """Cases that looked like the same matter and that a person said are not."""
    resolutions: tuple[Resolution, ...] = ()
    last_action: UUID

    @property
    def register_station(self) -> str:
        """The station that decides: the one the case was circulated to, else the one that accepted it."""
        return self.circulation.station if self.circulation else self.station

    @property
    def live_certificate(self) -> IssuedCertificate | None:
        """The certificate that stands: the last one that was not spoiled."""
        standing = [c for c in self.certificates if c.state is not CertificateState.SPOILED]
        return standing[-1] if standing else None

    def is_stale_on(self, register_version: int | None) -> bool:
        """Whether the decision was taken on other register data than these: it is then taken anew before a
        certificate is issued (公通字〔2021〕12号 Art. 8: whoever decides answers for it)."""
        return self.decision is None or self.decision.register_version != register_version


MOST_COUNT = 2**53
"""What every JSON reader counts to without loss, and every database column here."""
MOST_SKEW_MS = 10**14
"""Three thousand years: a calendar of four digits is not further off."""


class Action(Value):
    """What travels. `terminal_seq` is gapless per terminal; `occurred_at` is UTC and orders nothing."""

    action_id: UUID
    terminal: str
    terminal_seq: int = Field(ge=0, lt=MOST_COUNT)
    case_id: UUID
    kind: ActionKind
    base_version: int = Field(ge=0, lt=MOST_COUNT)
    base_action: UUID | None = None
    schema_version: int = Field(default=SCHEMA_VERSION, ge=0, lt=MOST_COUNT)
    occurred_at: datetime
    staff: StaffMember
    payload: dict[str, Any] = Field(default_factory=dict)
    blobs: tuple[str, ...] = ()
    base_seen: UUID | None = None
    """`last_action` of the version that the clerk saw: the same version number of a province that was restored
    from a backup may be another version."""
    boot_ms: int | None = Field(default=None, ge=-MOST_COUNT, lt=MOST_COUNT)
    """Milliseconds since the machine started: orders this terminal's own acts whatever its calendar says."""
    clock_skew_ms: int | None = Field(default=None, ge=-MOST_SKEW_MS, le=MOST_SKEW_MS)
    """How far this terminal's clock was ahead of the province's when last measured; None when never."""

    def canonical_text(self) -> str:
        """The exact text that is signed, sent and stored on both sides (JSON, UTF-8, no spaces)."""
        return self.model_dump_json()
