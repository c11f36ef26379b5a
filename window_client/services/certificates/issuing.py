"""Certificates and the papers around them: checked, drawn, numbered, filed and reported in one piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from hukou.case import (
    ActionKind,
    DecisionPayload,
    IssuePayload,
    RefuseAcceptancePayload,
    Status,
)
from hukou.catalogue import Catalogue
from hukou.certificate import GateResult, Refused, gate_rules
from hukou.certificate.wording import wording
from hukou.household import RegisterExtract
from hukou.staff import Permission
from window_client.errors import (
    NoDataOfflineError,
    NotAuthorisedError,
    StaleDecisionError,
    TransitionRefusedError,
)
from window_client.services.actions import ActionLog
from window_client.services.audit import AuditEvent
from window_client.services.case_views import view_of
from window_client.services.certificates.case_files import (
    CaseFile,
    acceptance_waits,
    find_item,
    read_case_file,
)
from window_client.services.certificates.documents import case_of_document, read_document
from window_client.services.certificates.drawing import DrawnDocument
from window_client.services.certificates.office_papers import OfficePapers
from window_client.services.certificates.papers import NOTICE, SUPPLEMENT, Papers
from window_client.services.certificates.requests import (
    Request,
    certificate_from,
    find_basis,
    gate_for,
    receipt_from,
    refusal_from,
    rules_refuse,
    supplement_from,
)
from window_client.services.clock import CHINA, Clock
from window_client.services.drafts import delete_draft
from window_client.services.session import Session
from window_client.services.store import UnitOfWork
from window_client.services.sync.numbers import numbers_left, take_number
from window_client.services.sync.status import Link, read_status
from window_client.services.verbs import failures_audited
from window_client.services.views import LedgerEntry, StoredDocument

_NO_DATA = "本机没有省厅为本办件提供的户籍数据。"
_ASK_FIRST = "请先取得户籍数据，核对后再办理。"


class Certificates:
    """The verbs that make papers. Everything drawn on a sandbox terminal carries 样本."""

    def __init__(self, session: Session, actions: ActionLog, clock: Clock, catalogue: Catalogue) -> None:
        self._session = session
        self._actions = actions
        self._clock = clock
        self._catalogue = catalogue
        self._audit = session.audit
        self._papers = Papers(session, clock)
        self.office = OfficePapers(session, actions, clock, catalogue, self._papers)

    # --- before a decision ---------------------------------------------------------------------------------

    def gate_for(
        self, service: str, fields: Mapping[str, Any], extract: RegisterExtract | None
    ) -> GateResult:
        """What the gate says to a form of the catalogue entry `service`, as it is typed. Reads nothing."""
        station = self._session.terminal.station.station
        return gate_for(find_item(self._catalogue, service), fields, extract, station)

    def check_gate(self, case_id: UUID) -> GateResult:
        """The gate's word on a case: on its draft while it is one, with the register data that are here.

        Shows nothing of the person, so it leaves no audit row.
        """
        request = self._find(case_id).request
        return gate_for(request.item, request.fields, request.extract, request.station)

    def draw_preview(self, case_id: UUID) -> DrawnDocument:
        """The certificate as it would be, marked 预览 where its number will stand, kept nowhere.

        `NoDataOfflineError` without register data for this case, `NotCertifiableError` when the gate is closed.
        """
        self._session.require(Permission.ACCEPT, action="preview", case_id=case_id)
        with failures_audited(self._audit, "preview", case_id):
            found = self._find(case_id)
            self._require_extract(found.request)
            decision, texts = found.case.decision, wording()
            approved = decision is not None and found.case.status is Status.APPROVED
            reviewer = (
                decision.by_name if approved and decision else texts.text("certificate.preview_reviewer")
            )
            drawn = self._papers.draw(
                certificate_from(
                    found.request,
                    self._papers.issuer(reviewer=reviewer),
                    number=texts.text("certificate.preview_number"),
                )
            )
            self._note("preview", found)
            return drawn

    def numbers_left(self) -> int:
        """Certificates that can still be numbered on this terminal without the province."""
        with self._session.store.read() as connection:
            return numbers_left(connection)

    # --- the certificate -----------------------------------------------------------------------------------

    def issue(self, case_id: UUID) -> LedgerEntry:
        """Make the certificate: number, sealed file, ledger entry `prepared`, ISSUE action and audit row in one
        transaction.

        Raises `NotAuthorisedError`, `StepUpRequiredError`; `TransitionRefusedError` unless the case is approved
        and no certificate stands; `NoDataOfflineError` without register data delivered for this case;
        `StaleDecisionError` when those are not the data that were decided on; `NotCertifiableError`,
        `NumbersExhaustedError` and the errors of drawing.
        """
        self._session.require(Permission.ISSUE, action="issue", case_id=case_id)
        with failures_audited(self._audit, "issue", case_id):
            self._session.require_step_up()
            found = self._find(case_id)
            extract = self._decided_extract(found)
            kind = find_basis(found.request)[0].kind
            decision = found.case.decision
            issuer = self._papers.issuer(reviewer=decision.by_name if decision else "")

            def settle(uow: UnitOfWork, number: str, drawn: DrawnDocument) -> None:
                # A pull or a new look-up may have come while the paper was drawn.
                if not _same_basis(read_case_file(uow.connection, case_id, self._catalogue), found):
                    raise StaleDecisionError(detail="changed while drawing")
                payload = IssuePayload(
                    number=number,
                    certificate_kind=kind.value,
                    sha256=drawn.sha256,
                    data_as_of=extract.as_of,
                    register_version=extract.register_version,
                )
                self._act(uow, ActionKind.ISSUE, found, payload.model_dump(mode="json"), f"{number} {kind}")

            return self._papers.file(
                case_id,
                lambda uow: take_number(uow, case_id, self._clock),
                lambda number: certificate_from(found.request, issuer, number=number),
                settle,
            )

    def refuse(self, case_id: UUID, refused: Refused, *, detail: str = "") -> LedgerEntry:
        """Refuse in writing: the 不予出具证明告知书 is filed and the case closed with its number and hash.

        A draft is not accepted, a case further on is rejected. Auxiliary staff may refuse only what the rules
        refuse by themselves, and only before acceptance; anything else needs an officer. `detail` is printed
        under the box 其他事项.
        """
        self._session.require(Permission.ACCEPT, action="refuse", case_id=case_id)
        with failures_audited(self._audit, "refuse", case_id):
            found = self._find(case_id)
            if found.case.status.is_final or found.case.live_certificate is not None:
                raise TransitionRefusedError(detail=found.case.status)
            is_draft = found.case.status is Status.DRAFT
            by_rule = is_draft and rules_refuse(found.request, self._clock.today())
            if not by_rule and not self._session.staff.may(Permission.DECIDE):
                raise NotAuthorisedError(detail="refusal by own judgement")
            issuer = self._papers.issuer()

            def settle(uow: UnitOfWork, number: str, drawn: DrawnDocument) -> None:
                delete_draft(uow.connection, case_id)
                kind = ActionKind.REFUSE_ACCEPTANCE if is_draft else ActionKind.REJECT
                payload = _refusal_payload(found, refused, detail, number, drawn.sha256, is_draft=is_draft)
                self._act(uow, kind, found, payload, f"{number} {refused.box}")

            return self._papers.file(
                case_id,
                self._papers.running_number(NOTICE),
                lambda number: refusal_from(
                    found.request,
                    refused,
                    issuer,
                    number=number,
                    detail=detail,
                ),
                settle,
            )

    # --- working papers ------------------------------------------------------------------------------------

    def make_receipt(self, case_id: UUID) -> LedgerEntry:
        """The 受理回执 of an accepted case. Asked for again it is the same paper, as long as it says the same."""
        self._session.require(Permission.ACCEPT, action="make_receipt", case_id=case_id)
        with failures_audited(self._audit, "make_receipt", case_id):
            found = self._find(case_id)
            case = found.case
            if case.accepted_at is None:
                raise TransitionRefusedError(
                    "办件尚未受理，没有回执。", remedy="请先受理。", detail=case.status
                )
            issuer = self._papers.issuer(issued_on=case.accepted_at.astimezone(CHINA).date())
            waiting = self._accepted_without_link(case_id)
            return self._papers.file(
                case_id,
                lambda _uow: case.case_no,
                lambda number: receipt_from(
                    found.request,
                    issuer,
                    case_no=number,
                    due_on=case.due_on,
                    waiting=waiting,
                ),
                lambda uow, number, _drawn: self._note_in(uow, "make_receipt", found, number),
                once=True,
            )

    def make_supplement_notice(self, case_id: UUID, missing: Sequence[str] | None = None) -> LedgerEntry:
        """The 一次性告知书. `missing` are material ids of the catalogue; None takes those that the case says are
        missing. `InputError` for none, an unknown one, or one that is obtained by data sharing."""
        self._session.require(Permission.ACCEPT, action="make_supplement_notice", case_id=case_id)
        with failures_audited(self._audit, "make_supplement_notice", case_id):
            found = self._find(case_id)
            wanted = tuple(found.case.missing if missing is None else missing)
            if not wanted or found.case.status.is_final:
                raise TransitionRefusedError(
                    "没有需要补充的材料，不必出具一次性告知书。", remedy="请先在材料清单中标出缺少的材料。"
                )
            issuer = self._papers.issuer()
            return self._papers.file(
                case_id,
                self._papers.running_number(SUPPLEMENT),
                lambda number: supplement_from(found.request, wanted, issuer, number=number),
                lambda uow, number, _drawn: self._note_in(uow, "make_supplement_notice", found, number),
            )

    def document(self, sha256: str) -> StoredDocument:
        """A filed paper, its hash verified. It shows a person's data, so every reading is audited.

        `NotFoundError`, `DocumentDamagedError`.
        """
        self._session.require(Permission.PRINT, action="read_document")
        with failures_audited(self._audit, "read_document"), self._session.store.unit_of_work() as uow:
            case_id = case_of_document(uow.connection, sha256)
            document = read_document(uow.connection, self._session.keys.documents, sha256)
            case = view_of(uow.connection, case_id) if case_id else None
            self._audit.record(
                uow,
                AuditEvent(
                    "read_document",
                    case_id,
                    person_no=case.subject.citizen_no if case else None,
                    detail=document.kind,
                ),
            )
            uow.commit()
            return document

    # --- what the store says -------------------------------------------------------------------------------

    def _find(self, case_id: UUID) -> CaseFile:
        with self._session.store.read() as connection:
            return read_case_file(connection, case_id, self._catalogue)

    def _decided_extract(self, found: CaseFile) -> RegisterExtract:
        """The register data that the decision was taken on."""
        case = found.case
        if case.status is not Status.APPROVED or case.decision is None or case.live_certificate is not None:
            raise TransitionRefusedError(detail=f"issue from {case.status}")
        extract = self._require_extract(found.request)
        if extract.register_version != case.decision.register_version:
            raise StaleDecisionError(
                detail=f"decided on {case.decision.register_version}, here {extract.register_version}"
            )
        return extract

    def _require_extract(self, request: Request) -> RegisterExtract:
        if request.extract is not None:
            return request.extract
        if self._link() is Link.ONLINE:
            raise NoDataOfflineError(_NO_DATA, remedy=_ASK_FIRST)
        raise NoDataOfflineError()

    def _link(self) -> Link:
        station = self._session.terminal.station.station
        return read_status(self._session.store, station, self._clock.now(), limit=1).link

    def _accepted_without_link(self, case_id: UUID) -> bool:
        """Whether the receipt has to say that the province does not know of the case yet."""
        with self._session.store.read() as connection:
            waits = acceptance_waits(connection, case_id)
        return waits and self._link() in (Link.OFFLINE, Link.PAUSED)

    # --- what the verbs write ------------------------------------------------------------------------------

    def _act(
        self, uow: UnitOfWork, kind: ActionKind, found: CaseFile, payload: dict[str, Any], detail: str
    ) -> None:
        """The action with its audit row."""
        self._actions.append(
            uow,
            kind,
            found.case.case_id,
            payload,
            person_no=found.request.subject.citizen_no or None,
            purpose=found.request.purpose,
            detail=detail,
        )

    def _note(self, act: str, found: CaseFile) -> None:
        with self._session.store.unit_of_work() as uow:
            self._note_in(uow, act, found)
            uow.commit()

    def _note_in(self, uow: UnitOfWork, act: str, found: CaseFile, detail: str = "") -> None:
        self._audit.record(
            uow,
            AuditEvent(
                act,
                found.case.case_id,
                person_no=found.request.subject.citizen_no or None,
                purpose=found.request.purpose,
                detail=detail or found.case.service,
            ),
        )


def _same_basis(now: CaseFile, then: CaseFile) -> bool:
    """Whether a paper made then may still be issued now; a note or a material in between changes nothing."""
    return (
        now.case.status is then.case.status
        and now.case.decision == then.case.decision
        and now.case.certificates == then.case.certificates
        and now.request.fields == then.request.fields
        and now.request.extract == then.request.extract
    )


def _refusal_payload(
    found: CaseFile, refused: Refused, detail: str, number: str, sha256: str, *, is_draft: bool
) -> dict[str, Any]:
    reason = "".join((*refused.grounds, detail)) or gate_rules().boxes[refused.box]
    if is_draft:
        return RefuseAcceptancePayload(
            reason=reason,
            applicant=found.request.applicant,
            fields=dict(found.request.fields),
            notice_number=number,
            notice_sha256=sha256,
        ).model_dump(mode="json")
    extract = found.request.extract
    return DecisionPayload(
        reason=reason,
        register_version=extract.register_version if extract else None,
        notice_number=number,
        notice_sha256=sha256,
    ).model_dump(mode="json")
