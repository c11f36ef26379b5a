"""What may happen to a case: the one transition table that the window and the province share.

A case is its actions: the state is the fold of `apply` over them. An action is immutable, carries what the
clerk had seen (`base_version` or, behind another pending action, `base_action`), and either applies as a
whole or raises `TransitionError`. The province orders accepted actions; nothing here looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from hukou.case_model import (
    SCHEMA_VERSION,
    Action,
    ActionKind,
    Applicant,
    Case,
    CertificateState,
    Circulation,
    Decision,
    IssuedCertificate,
    MaterialCheck,
    MaterialState,
    Note,
    Resolution,
    Side,
    Status,
    Subject,
    Value,
)
from hukou.case_payload import (
    AcceptPayload,
    AmendPayload,
    CirculatePayload,
    DecisionPayload,
    DistinctPayload,
    EmptyPayload,
    IssuePayload,
    MaterialPayload,
    NotePayload,
    OpenPayload,
    PrintPayload,
    ReasonPayload,
    RefuseAcceptancePayload,
    ResolvePayload,
    SupplementPayload,
)
from hukou.case_values import with_values
from hukou.ownership import parties, writers
from hukou.staff import Permission, Role, StaffMember

__all__ = [
    "SCHEMA_VERSION",
    "TRANSITIONS",
    "AcceptPayload",
    "Action",
    "ActionKind",
    "AmendPayload",
    "Applicant",
    "Case",
    "CertificateState",
    "CirculatePayload",
    "Circulation",
    "Decision",
    "DecisionPayload",
    "DistinctPayload",
    "EmptyPayload",
    "IssuePayload",
    "IssuedCertificate",
    "MaterialCheck",
    "MaterialPayload",
    "MaterialState",
    "Note",
    "NotePayload",
    "OpenPayload",
    "PrintPayload",
    "ReasonPayload",
    "RefuseAcceptancePayload",
    "Resolution",
    "ResolvePayload",
    "Rule",
    "Side",
    "Status",
    "Subject",
    "SupplementPayload",
    "TransitionError",
    "allowed_kinds",
    "apply",
]


@dataclass(frozen=True)
class Rule:
    """When an action kind is legal: from which statuses, to which, and who may do it."""

    payload: type[Value]
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
        # Again from approved only when the register record changed since (`_decide`): a stale decision is taken
        # anew, a standing one is not taken twice. Rejected it may be at any time before a certificate stands.
        frozenset({Status.ACCEPTED, Status.IN_REVIEW, Status.APPROVED}),
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
    ActionKind.CIRCULATE: Rule(
        CirculatePayload, Permission.ACCEPT, frozenset({Status.ACCEPTED, Status.IN_REVIEW}), None
    ),
    ActionKind.MARK_DISTINCT: Rule(DistinctPayload, Permission.ACCEPT, _OPEN_STATES, None, commutative=True),
    # Also of a case that ended: what was held has to leave the tray.
    ActionKind.RESOLVE: Rule(ResolvePayload, Permission.ACCEPT, frozenset(Status), None),
}


class TransitionError(Exception):
    """The action does not apply. `reason` is a stable word: `missing_case`, `exists`, `status`, `role`,
    `station`, `owner`, `payload`, `certificate`, `material`."""

    def __init__(self, kind: ActionKind, status: Status | None, reason: str, detail: str = "") -> None:
        self.kind = kind
        self.status = status
        self.reason = reason
        self.detail = detail
        super().__init__(f"{kind} from {status}: {reason} {detail}".strip())


def allowed_kinds(status: Status, role: Role, *, station: str = "") -> frozenset[ActionKind]:
    """The kinds a role may add to a case in `status`: what a screen offers. Who owns which part is `writers`."""
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
    if action.staff.station not in parties(case):
        raise TransitionError(action.kind, status, "station")
    if action.staff.station not in writers(case, action.kind):
        raise TransitionError(action.kind, status, "owner")
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


def _changes(case: Case, action: Action, payload: Value) -> dict[str, Any]:
    """What one payload changes in the case, apart from status and version."""
    if isinstance(payload, AcceptPayload):
        return _accept(action, payload)
    if isinstance(payload, RefuseAcceptancePayload):
        decision = _decision(action, "not_accepted", payload.reason).model_copy(
            update={"notice_number": payload.notice_number, "notice_sha256": payload.notice_sha256}
        )
        return {"decision": decision, "fields": payload.fields, "applicant": payload.applicant}
    if isinstance(payload, SupplementPayload):
        return {"missing": payload.missing, "fields": {**case.fields, **payload.fields}}
    if isinstance(payload, AmendPayload):
        return {"fields": {**case.fields, **payload.fields}}
    if isinstance(payload, MaterialPayload):
        if payload.check.state is MaterialState.MISSING:
            raise TransitionError(action.kind, case.status, "material", payload.check.material)
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
        _refuse_while_certified(case, action)
        return {"decision": _decision(action, "withdrawn", payload.reason)}
    if isinstance(payload, CirculatePayload):
        return _circulate(case, action, payload)
    if isinstance(payload, DistinctPayload):
        return {"distinct_from": tuple(dict.fromkeys((*case.distinct_from, payload.other)))}
    if isinstance(payload, ResolvePayload):
        return _resolve(case, action, payload)
    _refuse_while_missing(case, action)
    return {}


def _refuse_while_missing(case: Case, action: Action) -> None:
    """Nothing is reviewed or approved while a one-off notice is open."""
    if case.missing:
        raise TransitionError(action.kind, case.status, "material", ", ".join(case.missing))


def _refuse_while_certified(case: Case, action: Action) -> None:
    """A case does not end otherwise while a paper of it stands: the paper is spoiled first."""
    if case.live_certificate is not None:
        raise TransitionError(action.kind, case.status, "certificate", "a certificate stands")


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
        "accepted_by": action.staff.staff_no,
        "due_on": payload.due_on,
    }


def _decision(action: Action, outcome: str, reason: str, register_version: int | None = None) -> Decision:
    return Decision(
        outcome=outcome,
        reason=reason,
        by=action.staff.staff_no,
        by_name=action.staff.name,
        at=action.occurred_at,
        register_version=register_version,
    )


def _decide(case: Case, action: Action, payload: DecisionPayload) -> dict[str, Any]:
    _refuse_while_certified(case, action)
    if action.kind is ActionKind.APPROVE:
        if case.status is Status.APPROVED and not case.is_stale_on(payload.register_version):
            raise TransitionError(action.kind, case.status, "status", "decided on this record already")
        _refuse_while_missing(case, action)
        return {"decision": _decision(action, "approved", payload.reason, payload.register_version)}
    decision = _decision(action, "rejected", payload.reason, payload.register_version)
    notice = {"notice_number": payload.notice_number, "notice_sha256": payload.notice_sha256}
    return {"decision": decision.model_copy(update=notice)}


def _issue(case: Case, action: Action, payload: IssuePayload) -> dict[str, Any]:
    if case.live_certificate is not None:
        raise TransitionError(action.kind, case.status, "certificate", "one stands already")
    if any(c.number == payload.number for c in case.certificates):
        raise TransitionError(action.kind, case.status, "certificate", "number used")
    if case.is_stale_on(payload.register_version):
        raise TransitionError(action.kind, case.status, "certificate", "record changed after the decision")
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
    if action.kind is ActionKind.CONFIRM_PRINT and live.state is CertificateState.CONFIRMED:
        raise TransitionError(action.kind, case.status, "certificate", "confirmed already")
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
    return {"completed_at": action.occurred_at, "completed_by": action.staff.staff_no}


def _circulate(case: Case, action: Action, payload: CirculatePayload) -> dict[str, Any]:
    """Where the case lies from now on. Nothing circulates while something is missing."""
    target = payload.station or case.station
    if target == case.register_station:
        raise TransitionError(action.kind, case.status, "status", "lies there already")
    if target == case.station:
        return {"circulation": None}
    _refuse_while_missing(case, action)
    by, name = action.staff.staff_no, action.staff.name
    circulation = Circulation(
        station=target, reason=payload.reason, by=by, by_name=name, at=action.occurred_at
    )
    return {"circulation": circulation}


def _resolve(case: Case, action: Action, payload: ResolvePayload) -> dict[str, Any]:
    """What a person chose of a held step. Values are intake: only its owner writes them, and only while it is open."""
    mine = {path for path, side in payload.choices.items() if side is Side.MINE and path != "step"}
    if set(payload.values) != mine:
        raise TransitionError(action.kind, case.status, "payload", "values")
    changes: dict[str, Any] = {}
    if mine:
        if action.staff.station not in writers(case, ActionKind.AMEND):
            raise TransitionError(action.kind, case.status, "owner")
        if case.status not in TRANSITIONS[ActionKind.AMEND].sources:
            raise TransitionError(action.kind, case.status, "status")
        try:
            changes = with_values(case, payload.values)
        except ValueError as error:
            raise TransitionError(action.kind, case.status, "payload", "values") from error
    settled = Resolution(
        conflict=payload.conflict,
        kind=payload.kind,
        choices=payload.choices,
        by=action.staff.staff_no,
        by_name=action.staff.name,
        station=action.staff.station,
        at=action.occurred_at,
    )
    return {**changes, "resolutions": (*case.resolutions, settled)}
