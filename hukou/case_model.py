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


class CertificateState(StrEnum):
    """The last state that a person established for a numbered paper; the spooler's word is not kept here."""

    ISSUED = "issued"
    CONFIRMED = "confirmed"
    SPOILED = "spoiled"


class Subject(Value):
    """被申请人/本人: whom the case is about, as identified at the counter."""

    name: str
    citizen_no: str = ""
    birth_date: date
    identified_by: str = "manual"
    """`chip` when the card was read, `manual` when typed."""


class Applicant(Value):
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


class MaterialCheck(Value):
    material: str
    state: MaterialState
    seen_by: str
    """staff_no of who saw the original."""
    seen_at: datetime


class Decision(Value):
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


class IssuedCertificate(Value):
    number: str
    kind: str
    sha256: str
    data_as_of: datetime
    issued_at: datetime
    issued_by: str
    issued_by_name: str
    state: CertificateState = CertificateState.ISSUED
    remark: str = ""


class Note(Value):
    text: str
    by: str
    at: datetime


class Case(Value):
    """One version of a case. Fields of a newer version are kept, so that passing a case on loses none."""

    model_config = ConfigDict(frozen=True, extra="allow")

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
    last_action: UUID

    @property
    def live_certificate(self) -> IssuedCertificate | None:
        """The certificate that stands: the last one that was not spoiled."""
        standing = [c for c in self.certificates if c.state is not CertificateState.SPOILED]
        return standing[-1] if standing else None

    def is_stale_on(self, register_version: int | None) -> bool:
        """Whether the decision was taken on other register data than these: it is then taken anew before a
        certificate is issued (公通字〔2021〕12号 Art. 8: whoever decides answers for it)."""
        return self.decision is None or self.decision.register_version != register_version


class Action(Value):
    """What travels. `terminal_seq` is gapless per terminal; `occurred_at` is UTC and orders nothing."""

    action_id: UUID
    terminal: str
    terminal_seq: int
    case_id: UUID
    kind: ActionKind
    base_version: int
    base_action: UUID | None = None
    schema_version: int = SCHEMA_VERSION
    occurred_at: datetime
    staff: StaffMember
    payload: dict[str, Any] = Field(default_factory=dict)
    blobs: tuple[str, ...] = ()
    base_seen: UUID | None = None
    """`last_action` of the version that the clerk saw: the same version number of a province that was restored
    from a backup may be another version."""
    boot_ms: int | None = None
    """Milliseconds since the machine started: orders this terminal's own acts whatever its calendar says."""
    clock_skew_ms: int | None = None
    """How far this terminal's clock was ahead of the province's when last measured; None when never."""

    def canonical_text(self) -> str:
        """The exact text that is signed, sent and stored on both sides (JSON, UTF-8, no spaces)."""
        return self.model_dump_json()
