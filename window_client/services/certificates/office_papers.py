"""The office's own papers, made and filed like every other one: 不予受理告知书, 领取凭证, 协查函, 存根, 办件登记簿."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from hukou.calendar import Limit, LimitUnit, deadline
from hukou.case import ActionKind, RefuseAcceptancePayload, Status
from hukou.catalogue import Catalogue
from hukou.certificate import CertificateWordingError, DocumentKind, PrintedDocument, gate_rules
from hukou.certificate.paper_forms import paper_forms
from hukou.certificate.working_papers import (
    AskedAbout,
    CaseFacts,
    Stubbed,
    compose_not_accepted,
    compose_pickup,
    compose_register,
    compose_stub,
    compose_verification,
)
from hukou.certificate_request import requested_kind
from hukou.staff import Permission
from paper_trust.claims import CertificateClaims, CodeError, check_code, decode_claims, read_code
from window_client.errors import (
    CertificateContentError,
    FormIncompleteError,
    InputError,
    NotAuthorisedError,
    TransitionRefusedError,
)
from window_client.services.actions import ActionLog
from window_client.services.audit import AuditEvent
from window_client.services.certificates.case_files import CaseFile, read_case_file
from window_client.services.certificates.daily_register import read_day
from window_client.services.certificates.documents import read_document
from window_client.services.certificates.drawing import DrawnDocument
from window_client.services.certificates.entries import OF_NO_CASE, read_case_entries, read_entry
from window_client.services.certificates.papers import Papers
from window_client.services.certificates.requests import number_on_paper, rules_refuse, who_applies
from window_client.services.clock import CHINA, Clock
from window_client.services.drafts import delete_draft
from window_client.services.session import Session
from window_client.services.store import UnitOfWork
from window_client.services.verbs import failures_audited
from window_client.services.views import LedgerEntry, LedgerState

_CODE = re.compile(rb"<hr:code>([^<]+)</hr:code>")
_STUBBED = (
    DocumentKind.MATTER_CERTIFICATE,
    DocumentKind.TEMP_IDENTITY_PROOF,
    DocumentKind.REFUSAL_NOTICE,
    DocumentKind.NOT_ACCEPTED_NOTICE,
)
_TYPED = ("reason", "advice", "to_station", "asked")


class OfficePapers:
    """One per session. Errors of every verb: the permission, the transition, the store, and those of drawing."""

    def __init__(
        self, session: Session, actions: ActionLog, clock: Clock, catalogue: Catalogue, papers: Papers
    ) -> None:
        self._session = session
        self._actions = actions
        self._clock = clock
        self._catalogue = catalogue
        self._papers = papers

    def refuse_acceptance(self, case_id: UUID, reason: str, *, advice: str = "") -> LedgerEntry:
        """Not accepted, in writing: the 不予受理告知书 is filed and the draft closed with its number and hash.

        `reason` is printed, `advice` says what the resident can do instead. Auxiliary staff may do so only where
        the rules themselves refuse. `FormIncompleteError` without a reason.
        """
        self._session.require(Permission.ACCEPT, action="refuse_acceptance", case_id=case_id)
        with failures_audited(self._session.audit, "refuse_acceptance", case_id):
            found = self._find(case_id)
            if found.case.status is not Status.DRAFT:
                raise TransitionRefusedError(detail=f"not accepted from {found.case.status}")
            if not self._session.staff.may(Permission.DECIDE) and not self._rules_refuse(found):
                raise NotAuthorisedError(detail="refusal by own judgement")
            basis = [source.title for source in found.request.item.sources[:2]]
            issuer = self._papers.issuer()

            def compose(number: str) -> PrintedDocument:
                return compose_not_accepted(
                    self._facts(found), issuer, number=number, reason=reason, basis=basis, advice=advice
                )

            def settle(uow: UnitOfWork, number: str, drawn: DrawnDocument) -> None:
                delete_draft(uow.connection, case_id)
                payload = RefuseAcceptancePayload(
                    reason=reason.strip(),
                    applicant=found.request.applicant,
                    fields=dict(found.request.fields),
                    notice_number=number,
                    notice_sha256=drawn.sha256,
                )
                self._actions.append(
                    uow,
                    ActionKind.REFUSE_ACCEPTANCE,
                    case_id,
                    payload.model_dump(mode="json"),
                    person_no=found.request.subject.citizen_no or None,
                    detail=number,
                )

            return self._file(DocumentKind.NOT_ACCEPTED_NOTICE, case_id, compose, settle)

    def make_pickup_voucher(self, case_id: UUID) -> LedgerEntry:
        """The 领取凭证 of an accepted case that is not finished; asked for again it is the same paper."""
        with self._verb("make_pickup_voucher", case_id) as found:
            if found.case.accepted_at is None or found.case.status.is_final:
                raise TransitionRefusedError(
                    "办件没有待领取的证件文书。",
                    remedy="受理后、办结前可以出具领取凭证。",
                    detail=found.case.status,
                )
            if (known := self._known(case_id, DocumentKind.PICKUP_VOUCHER)) is not None:
                return known
            issuer, output = self._papers.issuer(), found.request.item.title

            def compose(number: str) -> PrintedDocument:
                return compose_pickup(
                    self._facts(found), issuer, number=number, output=output, ready_on=found.case.due_on
                )

            return self._file(
                DocumentKind.PICKUP_VOUCHER, case_id, compose, self._noting(found, "make_pickup_voucher")
            )

    def make_verification_request(self, case_id: UUID, to_station: str, asked: str = "") -> LedgerEntry:
        """The 协查函 to the station that keeps the register entry, named in full. `asked` is what it shall look up;
        '' takes the question that belongs to the certificate applied for."""
        with self._verb("make_verification_request", case_id) as found:
            if found.case.accepted_at is None or found.case.status.is_final:
                raise TransitionRefusedError(
                    "办件尚未受理或者已经结束，不能出具协查函。",
                    remedy="请先受理。",
                    detail=found.case.status,
                )
            request, forms = found.request, paper_forms()
            question = asked.strip()
            if not question and request.item.certificate_kind:
                question = forms.asked[requested_kind(request.item, request.fields)]
            issuer = self._papers.issuer()
            limit = Limit(forms.reply_working_days, LimitUnit.WORKING_DAY)
            person = AskedAbout(request.subject.citizen_no, request.subject.birth_date, request.purpose)

            def compose(number: str) -> PrintedDocument:
                return compose_verification(
                    self._facts(found),
                    issuer,
                    number=number,
                    to_station=to_station,
                    person=person,
                    asked=question,
                    reply_by=deadline(issuer.issued_on, limit).day,
                )

            return self._file(
                DocumentKind.VERIFICATION_REQUEST,
                case_id,
                compose,
                self._noting(found, "make_verification_request"),
            )

    def make_stub(self, entry_id: UUID) -> LedgerEntry:
        """The 存根 of a certificate or of a written refusal; asked for again it is the same paper. What it says of a
        certificate is read from the file that was given out."""
        self._session.require(Permission.ACCEPT, action="make_stub")
        with self._session.store.read() as connection:
            entry = read_entry(connection, entry_id)
        with self._verb("make_stub", entry.case_id) as found:
            kind = DocumentKind(entry.kind)
            if kind not in _STUBBED or entry.number is None:
                raise TransitionRefusedError("这种文书没有存根。", detail=entry.kind)
            with self._session.store.read() as connection:
                key = self._session.keys.documents
                pdf = read_document(connection, key, entry.document_sha256).pdf
            stubbed = _stubbed(found, entry, pdf)
            issuer = self._papers.issuer(issued_on=stubbed.issued_on)
            number = entry.number
            return self._papers.file(
                entry.case_id,
                lambda _uow: number,
                lambda _number: self._told(lambda: compose_stub(self._facts(found), issuer, stubbed)),
                self._noting(found, "make_stub"),
                once=True,
            )

    def make_daily_register(self, day: date) -> LedgerEntry:
        """The 办件登记簿 of this window and one day (Asia/Shanghai): accepted, refused or finished on that day. It
        lists people, so it is audited; `InputError` for a day to come."""
        self._session.require(Permission.ACCEPT, action="make_daily_register")
        with failures_audited(self._session.audit, "make_daily_register"):
            if day > self._clock.today():
                raise InputError("登记簿的日期还没有到。", field="day", remedy="请选择今天或以前的日期。")
            terminal = self._session.terminal
            with self._session.store.read() as connection:
                lines = read_day(connection, terminal.terminal, day, self._catalogue)
            issuer = self._papers.issuer()
            number = f"{day:%Y%m%d}-{terminal.window_no:02d}"

            def compose(_number: str) -> PrintedDocument:
                return compose_register(
                    issuer, number=number, window=terminal.window_no, day=day, lines=lines
                )

            def note(uow: UnitOfWork, _number: str, _drawn: DrawnDocument) -> None:
                told = f"{number} {len(lines)}"
                self._session.audit.record(uow, AuditEvent("make_daily_register", detail=told))

            return self._papers.file(
                OF_NO_CASE, lambda _uow: number, lambda n: self._told(lambda: compose(n)), note, once=True
            )

    # --- helpers -------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _verb(self, act: str, case_id: UUID) -> Iterator[CaseFile]:
        """Permission to accept, the case as it is, and an audit row for whatever goes wrong."""
        self._session.require(Permission.ACCEPT, action=act, case_id=case_id)
        with failures_audited(self._session.audit, act, case_id):
            yield self._find(case_id)

    def _find(self, case_id: UUID) -> CaseFile:
        with self._session.store.read() as connection:
            return read_case_file(connection, case_id, self._catalogue)

    def _rules_refuse(self, found: CaseFile) -> bool:
        if not found.request.item.certificate_kind:
            return False
        return rules_refuse(found.request, self._clock.today())

    def _facts(self, found: CaseFile) -> CaseFacts:
        applicant = who_applies(found.request)
        return CaseFacts(
            case_no=found.case.case_no,
            service=found.request.item.title,
            name=applicant.name,
            masked_no=number_on_paper(applicant),
            window=self._session.terminal.window_no,
        )

    def _known(self, case_id: UUID, kind: DocumentKind) -> LedgerEntry | None:
        with self._session.store.read() as connection:
            entries = read_case_entries(connection, case_id)
        standing = [e for e in entries if e.kind == kind and e.state is not LedgerState.SPOILED]
        return standing[-1] if standing else None

    def _file(
        self,
        kind: DocumentKind,
        case_id: UUID,
        compose: Callable[[str], PrintedDocument],
        settle: Callable[[UnitOfWork, str, DrawnDocument], None],
    ) -> LedgerEntry:
        series = paper_forms().by_kind[kind].series
        return self._papers.file(
            case_id,
            self._papers.running_number(series),
            lambda number: self._told(lambda: compose(number)),
            settle,
        )

    def _told(self, compose: Callable[[], PrintedDocument]) -> PrintedDocument:
        """A blank that staff can fill in is theirs to mend, any other one the record's."""
        try:
            return compose()
        except CertificateWordingError as error:
            if error.field in _TYPED:
                label = {"to_station": "协查单位", "asked": "协查事项", "advice": "办理建议"}.get(
                    error.field, "理由"
                )
                raise FormIncompleteError({error.field: f"请填写{label}，不能留空白或下划线。"}) from error
            raise CertificateContentError(detail=str(error)) from error

    def _noting(self, found: CaseFile, act: str) -> Callable[[UnitOfWork, str, DrawnDocument], None]:
        def note(uow: UnitOfWork, number: str, _drawn: DrawnDocument) -> None:
            person = found.request.subject.citizen_no or None
            event = AuditEvent(act, found.case.case_id, person_no=person, detail=number)
            self._session.audit.record(uow, event)

        return note


def _stubbed(found: CaseFile, entry: LedgerEntry, pdf: bytes) -> Stubbed:
    case, asking = found.case, found.request.fields.get("asking_unit", "")
    decision = case.decision
    issued = next((paper for paper in case.certificates if paper.number == entry.number), None)
    code = _code_in(pdf)
    claims = _claims_in(code)
    return Stubbed(
        title=entry.title,
        number=entry.number or "",
        sha256=entry.document_sha256,
        subject=case.subject.name,
        issued_on=_day(claims.issued_at if claims else entry.prepared_at),
        purpose=_purpose(found),
        asking_unit=asking if isinstance(asking, str) else "",
        reason=decision.reason if decision is not None and issued is None else "",
        valid_until=_day(claims.expires_at) if claims else None,
        data_as_of=issued.data_as_of if issued else None,
        check_code=check_code(code) if claims else "",
        reviewer=decision.by_name if decision is not None and issued is not None else "",
    )


def _purpose(found: CaseFile) -> str:
    """用途 as it was typed, or the use of a temporary identity proof."""
    use = gate_rules().uses.get(str(found.request.fields.get("use", "")))
    return use.label if use is not None else found.request.purpose


def _code_in(pdf: bytes) -> str:
    """The verification code that the file carries as text, '' for a paper without one."""
    found = _CODE.search(pdf)
    return found[1].decode() if found else ""


def _claims_in(code: str) -> CertificateClaims | None:
    try:
        return decode_claims(read_code(code).payload) if code else None
    except CodeError:
        return None


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()
