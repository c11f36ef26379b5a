"""A case, its actions, and the one transition table that the window and the province share.

A case is its actions: the state is the fold of `apply` over them. An action is immutable, carries what the
clerk had seen (`base_version` or, behind another pending action, `base_action`), and either applies as a
whole or raises `TransitionError`. The province orders accepted actions; nothing here looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hukou.staff import Permission, Role, StaffMember

SCHEMA_VERSION = 1


class _Value(BaseModel):
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


class Subject(_Value):
    """被申请人/本人: whom the case is about, as identified at the counter."""

    name: str
    citizen_no: str = ""
    birth_date: date
    identified_by: str = "manual"
    """`chip` when the card was read, `manual` when typed."""


class Applicant(_Value):
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


class MaterialCheck(_Value):
    material: str
    state: MaterialState
    seen_by: str
    """staff_no of who saw the original."""
    seen_at: datetime


class Decision(_Value):
    outcome: str
    reason: str
    by: str
    by_name: str
    at: datetime
    register_version: int | None = None


class IssuedCertificate(_Value):
    number: str
    kind: str
    sha256: str
    data_as_of: datetime
    issued_at: datetime
    issued_by: str
    issued_by_name: str
    state: CertificateState = CertificateState.ISSUED
    remark: str = ""


class Note(_Value):
    text: str
    by: str
    at: datetime


class Case(_Value):
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
    """Materials named by a one-off notice that has not been met; non-empty is the flag *supplement wanted*."""
    notes: tuple[Note, ...] = ()
    decision: Decision | None = None
    certificates: tuple[IssuedCertificate, ...] = ()
    opened_at: datetime
    opened_by: str
    accepted_at: datetime | None = None
    due_on: date | None = None
    completed_at: datetime | None = None
    last_action: UUID

    @property
    def live_certificate(self) -> IssuedCertificate | None:
        """The certificate that stands: the last one that was not spoiled."""
        standing = [c for c in self.certificates if c.state is not CertificateState.SPOILED]
        return standing[-1] if standing else None


class Action(_Value):
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

    def canonical_text(self) -> str:
        """The exact text that is signed, sent and stored on both sides (JSON, UTF-8, no spaces)."""
        return self.model_dump_json()


# --- payloads ------------------------------------------------------------------------------------------


class OpenPayload(_Value):
    service: str
    subject: Subject


class AcceptPayload(_Value):
    """Everything the intake steps collected, in one piece: a case is accepted whole or not at all."""

    case_no: str
    subject: Subject
    applicant: Applicant
    fields: dict[str, Any]
    materials: tuple[MaterialCheck, ...]
    due_on: date | None = None


class RefuseAcceptancePayload(_Value):
    reason: str
    applicant: Applicant = Applicant()
    fields: dict[str, Any] = Field(default_factory=dict)
    notice_number: str = ""
    notice_sha256: str = ""


class SupplementPayload(_Value):
    missing: tuple[str, ...] = Field(min_length=1)
    fields: dict[str, Any] = Field(default_factory=dict)


class AmendPayload(_Value):
    fields: dict[str, Any]


class MaterialPayload(_Value):
    check: MaterialCheck


class NotePayload(_Value):
    text: str = Field(min_length=1)


class DecisionPayload(_Value):
    reason: str = Field(min_length=1)
    register_version: int | None = None


class IssuePayload(_Value):
    number: str
    certificate_kind: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    data_as_of: datetime


class PrintPayload(_Value):
    number: str
    remark: str = ""


class ReasonPayload(_Value):
    reason: str = Field(min_length=1)


class EmptyPayload(_Value):
    pass


# --- the transition table --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """When an action kind is legal: from which statuses, to which, and who may do it."""

    payload: type[_Value]
    permission: Permission
    sources: frozenset[Status]
    target: Status | None
    """None leaves the status as it is."""
    commutative: bool = False
    """Merges with any concurrent action by itself (sync.md, Conflicts)."""


_OPEN_STATES = frozenset({Status.DRAFT, Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED})

TRANSITIONS: dict[ActionKind, Rule] = {
    ActionKind.OPEN: Rule(OpenPayload, Permission.ACCEPT, frozenset(), Status.DRAFT),
    ActionKind.ACCEPT: Rule(AcceptPayload, Permission.ACCEPT, frozenset({Status.DRAFT}), Status.ACCEPTED),
    ActionKind.REFUSE_ACCEPTANCE: Rule(
        RefuseAcceptancePayload, Permission.ACCEPT, frozenset({Status.DRAFT}), Status.REJECTED
    ),
    ActionKind.REQUEST_SUPPLEMENT: Rule(
        SupplementPayload, Permission.ACCEPT, frozenset({Status.DRAFT, Status.ACCEPTED}), None
    ),
    ActionKind.AMEND: Rule(AmendPayload, Permission.ACCEPT, frozenset({Status.ACCEPTED}), None),
    ActionKind.ADD_MATERIAL: Rule(MaterialPayload, Permission.ACCEPT, _OPEN_STATES, None, commutative=True),
    ActionKind.ADD_NOTE: Rule(NotePayload, Permission.ACCEPT, _OPEN_STATES, None, commutative=True),
    ActionKind.SUBMIT_FOR_REVIEW: Rule(
        EmptyPayload, Permission.ACCEPT, frozenset({Status.ACCEPTED}), Status.IN_REVIEW
    ),
    ActionKind.APPROVE: Rule(
        DecisionPayload,
        Permission.DECIDE,
        frozenset({Status.ACCEPTED, Status.IN_REVIEW}),
        Status.APPROVED,
    ),
    ActionKind.REJECT: Rule(
        DecisionPayload,
        Permission.DECIDE,
        frozenset({Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED}),
        Status.REJECTED,
    ),
    ActionKind.ISSUE: Rule(IssuePayload, Permission.ISSUE, frozenset({Status.APPROVED}), None),
    ActionKind.CONFIRM_PRINT: Rule(PrintPayload, Permission.PRINT, frozenset({Status.APPROVED}), None),
    ActionKind.SPOIL_PRINT: Rule(PrintPayload, Permission.VOID, frozenset({Status.APPROVED}), None),
    ActionKind.COMPLETE: Rule(EmptyPayload, Permission.PRINT, frozenset({Status.APPROVED}), Status.COMPLETED),
    ActionKind.WITHDRAW: Rule(ReasonPayload, Permission.ACCEPT, _OPEN_STATES, Status.WITHDRAWN),
}


class TransitionError(Exception):
    """The action does not apply. `reason` is a stable word: `missing_case`, `exists`, `status`, `role`,
    `station`, `payload`, `certificate`, `material`."""

    def __init__(self, kind: ActionKind, status: Status | None, reason: str, detail: str = "") -> None:
        self.kind = kind
        self.status = status
        self.reason = reason
        self.detail = detail
        super().__init__(f"{kind} from {status}: {reason} {detail}".strip())


def allowed_kinds(status: Status, role: Role, *, station: str = "") -> frozenset[ActionKind]:
    """The kinds a role may add to a case in `status`: what a screen offers."""
    probe = StaffMember(staff_no="", name="", role=role, station=station)
    return frozenset(
        kind for kind, rule in TRANSITIONS.items() if status in rule.sources and probe.may(rule.permission)
    )


def apply(case: Case | None, action: Action) -> Case:
    """The case after `action`. Pure and total: returns the new state or raises `TransitionError`."""
    rule = TRANSITIONS[action.kind]
    status = case.status if case else None
    if not action.staff.may(rule.permission):
        raise TransitionError(action.kind, status, "role", action.staff.role)
    try:
        payload = rule.payload.model_validate(action.payload)
    except ValidationError as error:
        detail = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
        raise TransitionError(action.kind, status, "payload", detail) from error
    if case is None:
        if not isinstance(payload, OpenPayload):
            raise TransitionError(action.kind, None, "missing_case")
        return _open(action, payload)
    if action.kind is ActionKind.OPEN:
        raise TransitionError(action.kind, status, "exists")
    if action.staff.station != case.station:
        raise TransitionError(action.kind, status, "station")
    if case.status not in rule.sources:
        raise TransitionError(action.kind, status, "status")
    changes = _changes(case, action, payload)
    if rule.target is not None:
        changes["status"] = rule.target
    return case.model_copy(update={"version": case.version + 1, "last_action": action.action_id, **changes})


def _open(action: Action, payload: OpenPayload) -> Case:
    return Case(
        case_id=action.case_id,
        version=1,
        status=Status.DRAFT,
        service=payload.service,
        station=action.staff.station,
        terminal=action.terminal,
        subject=payload.subject,
        opened_at=action.occurred_at,
        opened_by=action.staff.staff_no,
        last_action=action.action_id,
    )


def _changes(case: Case, action: Action, payload: _Value) -> dict[str, Any]:
    """What one payload changes in the case, apart from status and version."""
    if isinstance(payload, AcceptPayload):
        return _accept(action, payload)
    if isinstance(payload, RefuseAcceptancePayload):
        decision = _decision(action, "not_accepted", payload.reason, None)
        return {"decision": decision, "fields": payload.fields, "applicant": payload.applicant}
    if isinstance(payload, SupplementPayload):
        return {"missing": payload.missing, "fields": {**case.fields, **payload.fields}}
    if isinstance(payload, AmendPayload):
        return {"fields": {**case.fields, **payload.fields}}
    if isinstance(payload, MaterialPayload):
        kept = tuple(m for m in case.materials if m.material != payload.check.material)
        missing = tuple(m for m in case.missing if m != payload.check.material)
        return {"materials": (*kept, payload.check), "missing": missing}
    if isinstance(payload, NotePayload):
        note = Note(text=payload.text, by=action.staff.staff_no, at=action.occurred_at)
        return {"notes": (*case.notes, note)}
    if isinstance(payload, DecisionPayload):
        return _decide(case, action, payload)
    if isinstance(payload, IssuePayload):
        return _issue(case, action, payload)
    if isinstance(payload, PrintPayload):
        return _print_result(case, action, payload)
    if action.kind is ActionKind.COMPLETE:
        return _complete(case, action)
    if isinstance(payload, ReasonPayload):
        return {"decision": _decision(action, "withdrawn", payload.reason, None)}
    return {}


def _accept(action: Action, payload: AcceptPayload) -> dict[str, Any]:
    missing = [m.material for m in payload.materials if m.state is MaterialState.MISSING]
    if missing:
        raise TransitionError(action.kind, Status.DRAFT, "material", ", ".join(missing))
    return {
        "case_no": payload.case_no,
        "subject": payload.subject,
        "applicant": payload.applicant,
        "fields": payload.fields,
        "materials": payload.materials,
        "missing": (),
        "accepted_at": action.occurred_at,
        "due_on": payload.due_on,
    }


def _decision(action: Action, outcome: str, reason: str, register_version: int | None) -> Decision:
    return Decision(
        outcome=outcome,
        reason=reason,
        by=action.staff.staff_no,
        by_name=action.staff.name,
        at=action.occurred_at,
        register_version=register_version,
    )


def _decide(case: Case, action: Action, payload: DecisionPayload) -> dict[str, Any]:
    if action.kind is ActionKind.REJECT and case.live_certificate is not None:
        raise TransitionError(action.kind, case.status, "certificate", "a certificate stands")
    outcome = "approved" if action.kind is ActionKind.APPROVE else "rejected"
    return {"decision": _decision(action, outcome, payload.reason, payload.register_version)}


def _issue(case: Case, action: Action, payload: IssuePayload) -> dict[str, Any]:
    if case.live_certificate is not None:
        raise TransitionError(action.kind, case.status, "certificate", "one stands already")
    if any(c.number == payload.number for c in case.certificates):
        raise TransitionError(action.kind, case.status, "certificate", "number used")
    certificate = IssuedCertificate(
        number=payload.number,
        kind=payload.certificate_kind,
        sha256=payload.sha256,
        data_as_of=payload.data_as_of,
        issued_at=action.occurred_at,
        issued_by=action.staff.staff_no,
        issued_by_name=action.staff.name,
    )
    return {"certificates": (*case.certificates, certificate)}


def _print_result(case: Case, action: Action, payload: PrintPayload) -> dict[str, Any]:
    live = case.live_certificate
    if live is None or live.number != payload.number:
        raise TransitionError(action.kind, case.status, "certificate", "not the standing number")
    state = (
        CertificateState.CONFIRMED if action.kind is ActionKind.CONFIRM_PRINT else CertificateState.SPOILED
    )
    if state is CertificateState.SPOILED and not payload.remark:
        raise TransitionError(action.kind, case.status, "payload", "remark")
    changed = live.model_copy(update={"state": state, "remark": payload.remark})
    return {"certificates": tuple(changed if c.number == live.number else c for c in case.certificates)}


def _complete(case: Case, action: Action) -> dict[str, Any]:
    live = case.live_certificate
    if live is None or live.state is not CertificateState.CONFIRMED:
        raise TransitionError(action.kind, case.status, "certificate", "none confirmed on paper")
    return {"completed_at": action.occurred_at}
