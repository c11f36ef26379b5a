"""The verbs of a case at the counter: open, type, accept, decide, hand over.

Every verb checks the role, then writes action, outbox row, view, draft and audit row in one transaction. What
fails or is refused leaves an audit row of its own and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from hukou.calendar import deadline
from hukou.case import ActionKind, Case, MaterialCheck, Status, Subject
from hukou.catalogue import Catalogue, ServiceItem, validate, validate_applicant
from hukou.household import RegisterExtract
from hukou.staff import Permission
from hukou.station_wire import StationEntry
from window_client.errors import (
    FormIncompleteError,
    NoDataOfflineError,
    NotFoundError,
    ServiceUnavailableError,
    StaleDecisionError,
    TransitionRefusedError,
)
from window_client.services import case_lists
from window_client.services.actions import ActionLog, next_number
from window_client.services.audit import AuditEvent
from window_client.services.case_details import read_detail
from window_client.services.case_views import view_of
from window_client.services.certificates.requests import Request, find_basis
from window_client.services.circulations import find_stations
from window_client.services.clock import Clock
from window_client.services.drafts import delete_draft, read_draft, read_drafts, write_draft
from window_client.services.extracts import read_extract
from window_client.services.session import Session
from window_client.services.store import UnitOfWork
from window_client.services.verbs import failures_audited
from window_client.services.views import CaseCounts, CaseDetail, CaseFilter, CaseRow, Draft

VIEW_AUDIT_SECONDS = 300.0
"""Opening the same case again within this time is the same look at it."""


class Cases:
    """One per session. Errors of every verb: the permission (`NotAuthorisedError`), the transition table
    (`TransitionRefusedError`), the store (`StorageError`), the lock (`SessionLockedError`)."""

    def __init__(self, session: Session, actions: ActionLog, clock: Clock, catalogue: Catalogue) -> None:
        self._session = session
        self._actions = actions
        self._catalogue = catalogue
        self._store = session.store
        self._audit = session.audit
        self._clock = clock
        self._looked_at: dict[UUID, float] = {}

    # --- intake --------------------------------------------------------------------------------------------

    def open_case(self, service_id: str, subject: Subject) -> UUID:
        """Open a case with an empty draft. `ServiceUnavailableError` for a tile that is not offered here."""
        self._session.require(Permission.ACCEPT, action="open")
        case_id = self._clock.new_id()
        with failures_audited(self._audit, "open", case_id, person_no=subject.citizen_no or None):
            item = self._catalogue.by_id.get(service_id)
            if item is None or not item.available:
                raise ServiceUnavailableError(item.unavailable_reason if item else "")
            draft = Draft(case_id=case_id, service=service_id, subject=subject, saved_at=self._clock.now())
            payload = {"service": service_id, "subject": subject.model_dump(mode="json")}
            with self._store.unit_of_work() as uow:
                write_draft(uow.connection, draft)
                self._actions.append(uow, ActionKind.OPEN, case_id, payload)
                uow.commit()
        return case_id

    def save_draft(self, draft: Draft) -> Draft:
        """Keep what was typed so far, with the time of saving. Not audited one by one: it shows nobody anything
        and happens at every pause in typing. `TransitionRefusedError` once the case is no draft any more."""
        self._session.require(Permission.ACCEPT, action="save_draft", case_id=draft.case_id)
        saved = draft.model_copy(update={"saved_at": self._clock.now()})
        with self._store.unit_of_work() as uow:
            self._must_be_draft(uow, draft.case_id)
            write_draft(uow.connection, saved)
            uow.commit()
        return saved

    def load_draft(self, case_id: UUID) -> Draft | None:
        """What was typed, exactly as it was typed."""
        with self._store.read() as connection:
            return read_draft(connection, case_id)

    def drafts(self) -> tuple[Draft, ...]:
        """Every draft of this terminal, the one touched last first."""
        with self._store.read() as connection:
            return read_drafts(connection)

    def accept(self, draft: Draft, *, today: date | None = None) -> Case:
        """Accept the case whole. The draft is saved first, so that a refused submit loses nothing;
        `FormIncompleteError` names every problem by field."""
        self._session.require(Permission.ACCEPT, action="accept", case_id=draft.case_id)
        day = today or self._clock.today()
        with failures_audited(self._audit, "accept", draft.case_id):
            self.save_draft(draft)
            item = self._item(draft.service)
            problems = validate(item, draft.fields, draft.materials, day, draft.applicant)
            problems |= validate_applicant(draft.applicant, draft.subject, day)
            if problems:
                raise FormIncompleteError(problems)
            with self._store.unit_of_work() as uow:
                has_data = read_extract(uow.connection, draft.case_id) is not None
                payload = {
                    **draft.model_dump(mode="json", include={"subject", "applicant", "fields", "materials"}),
                    "case_no": self._case_no(uow, day),
                    "due_on": self._due_on(item, day, has_data).isoformat(),
                }
                case = self._actions.append(uow, ActionKind.ACCEPT, draft.case_id, payload)
                delete_draft(uow.connection, draft.case_id)
                uow.commit()
        return case

    def refuse_acceptance(self, draft: Draft, reason: str) -> Case:
        """不予受理, with the reason that the resident is told (公通字〔2021〕12号 Art. 68)."""
        payload = {
            "reason": reason,
            **draft.model_dump(mode="json", include={"applicant", "fields"}),
        }
        return self._act(
            ActionKind.REFUSE_ACCEPTANCE, draft.case_id, payload, Permission.ACCEPT, ends_draft=True
        )

    def request_supplement(self, draft: Draft | UUID, missing: tuple[str, ...]) -> Case:
        """Tell everything that is missing at once; `missing` are material ids of the catalogue entry."""
        fields: Mapping[str, Any] = {}
        case_id = draft if isinstance(draft, UUID) else draft.case_id
        if isinstance(draft, Draft):
            self.save_draft(draft)
            fields = draft.fields
        payload = {"missing": list(missing), "fields": dict(fields)}
        return self._act(ActionKind.REQUEST_SUPPLEMENT, case_id, payload, Permission.ACCEPT)

    def add_material(self, case_id: UUID, check: MaterialCheck) -> Case:
        payload = {"check": check.model_dump(mode="json")}
        return self._act(ActionKind.ADD_MATERIAL, case_id, payload, Permission.ACCEPT)

    def add_note(self, case_id: UUID, text: str) -> Case:
        return self._act(ActionKind.ADD_NOTE, case_id, {"text": text}, Permission.ACCEPT)

    def amend(self, case_id: UUID, fields: Mapping[str, Any]) -> Case:
        """Change intake fields of an accepted case; the form is checked as a whole again."""
        self._session.require(Permission.ACCEPT, action="amend", case_id=case_id)
        with failures_audited(self._audit, "amend", case_id):
            case = self._case(case_id)
            merged = {**case.fields, **fields}
            item = self._item(case.service)
            problems = validate(item, merged, case.materials, self._clock.today(), case.applicant)
            if problems:
                raise FormIncompleteError(problems)
        return self._act(ActionKind.AMEND, case_id, {"fields": dict(fields)}, Permission.ACCEPT)

    # --- decision --------------------------------------------------------------------------------------------

    def submit_for_review(self, case_id: UUID) -> Case:
        return self._act(ActionKind.SUBMIT_FOR_REVIEW, case_id, {}, Permission.ACCEPT)

    def approve(self, case_id: UUID, reason: str, *, seen: int | None = None) -> Case:
        """Approve on the extract that lies before the officer: `seen` is the register version on the screen.

        `StaleDecisionError` when another one has come since; `NoDataOfflineError` without one for this case;
        `NotCertifiableError` when the gate does not let this certificate be issued; `OtherPersonError`. Again
        from approved only while the decision is stale.
        """
        self._session.require(Permission.DECIDE, action="approve", case_id=case_id)
        with failures_audited(self._audit, "approve", case_id):
            case = self._case(case_id)
            with self._store.read() as connection:
                extract = read_extract(connection, case_id)
            item = self._item(case.service)
            if item.certificate_kind:
                if extract is None:
                    raise NoDataOfflineError()
                basis = (item, case.subject, case.applicant, case.fields, case.materials, extract)
                find_basis(Request(*basis, station=case.station))
                if seen is not None and seen != extract.register_version:
                    raise StaleDecisionError(detail=f"seen {seen}, here {extract.register_version}")
        return self._act(ActionKind.APPROVE, case_id, _decision(reason, extract), Permission.DECIDE)

    def reject(self, case_id: UUID, reason: str) -> Case:
        """不予办理. The written notice of a refused certificate is `Certificates.refuse`."""
        self._session.require(Permission.DECIDE, action="reject", case_id=case_id)
        with self._store.read() as connection:
            extract = read_extract(connection, case_id)
        return self._act(ActionKind.REJECT, case_id, _decision(reason, extract), Permission.DECIDE)

    def complete(self, case_id: UUID) -> Case:
        """Handed over: only after a person confirmed the paper."""
        return self._act(ActionKind.COMPLETE, case_id, {}, Permission.PRINT)

    def withdraw(self, case_id: UUID, reason: str) -> Case:
        """A case that lies with the register place is recalled first: only one station ends it."""
        self._session.require(Permission.ACCEPT, action="withdraw", case_id=case_id)
        with failures_audited(self._audit, "withdraw", case_id), self._store.unit_of_work() as uow:
            seen = view_of(uow.connection, case_id)
            if (
                seen is not None
                and seen.circulation is not None
                and seen.station == self._session.staff.station
            ):
                recall = {"station": "", "reason": reason}
                self._actions.append(uow, ActionKind.CIRCULATE, case_id, recall)
            case = self._actions.append(uow, ActionKind.WITHDRAW, case_id, {"reason": reason})
            delete_draft(uow.connection, case_id)
            uow.commit()
        return case

    # --- circulation -----------------------------------------------------------------------------------------

    def circulate(self, case_id: UUID, station: str, reason: str) -> Case:
        """流转: the station that holds the register (12 digits, GA/T 380) sees the case from now on and decides."""
        payload = {"station": station, "reason": reason}
        return self._act(ActionKind.CIRCULATE, case_id, payload, Permission.ACCEPT)

    def recall(self, case_id: UUID, reason: str) -> Case:
        """收回: this station decides itself again; the other one does not see the case any more."""
        payload = {"station": "", "reason": reason}
        return self._act(ActionKind.CIRCULATE, case_id, payload, Permission.ACCEPT)

    def stations(self, typed: str = "") -> tuple[StationEntry, ...]:
        """The other stations of the province by name or code, as they were told last: offline as well."""
        with self._store.read() as connection:
            return find_stations(connection, typed, without=self._session.staff.station)

    # --- reading ---------------------------------------------------------------------------------------------

    def list_cases(
        self, wanted: CaseFilter | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[CaseRow, ...]:
        """Numbers are masked here; a full number is in the case itself only."""
        self._require_reading("list_cases")
        with self._store.read() as connection:
            return case_lists.read_rows(
                connection,
                wanted or CaseFilter(),
                staff=self._session.staff,
                today=self._clock.today(),
                limit=limit,
                offset=offset,
                catalogue=self._catalogue,
            )

    def counts(self, since: date | None = None) -> CaseCounts:
        self._require_reading("list_cases")
        with self._store.read() as connection:
            return case_lists.read_counts(
                connection, staff_no=self._session.staff.staff_no, today=self._clock.today(), since=since
            )

    def find_for_person(
        self, citizen_no: str = "", *, name: str = "", birth_date: date | None = None
    ) -> tuple[CaseRow, ...]:
        """Cases on this terminal about whoever stands at the counter. Audited: it is a look-up of a person."""
        self._session.require(Permission.LOOK_UP, action="find_cases")
        with failures_audited(self._audit, "find_cases", person_no=citizen_no or None):
            with self._store.read() as connection:
                rows = case_lists.rows_for_person(
                    connection,
                    citizen_no=citizen_no,
                    name=name,
                    birth_date=birth_date,
                    station=self._session.staff.station,
                    today=self._clock.today(),
                    catalogue=self._catalogue,
                )
            person = citizen_no or f"{name} {birth_date}"
            self._record(AuditEvent("find_cases", person_no=person, detail=f"{len(rows)} found"))
        return rows

    def detail(self, case_id: UUID) -> CaseDetail:
        """Everything about one case, numbers in full. The look is audited, once in five minutes."""
        self._require_reading("view", case_id)
        with failures_audited(self._audit, "view", case_id):
            with self._store.read() as connection:
                found = read_detail(connection, case_id, self._catalogue, self._session.staff.station)
            if found is None:
                raise NotFoundError()
            self._record_look(found.case)
        return found

    def record_reveal(self, case_id: UUID, place: str) -> None:
        """A masked number was held open on screen (ui/design.md: a held, logged act)."""
        case = self._case(case_id)
        person = case.subject.citizen_no or None
        self._record(AuditEvent("reveal", case_id, person_no=person, detail=place))

    # --- helpers ---------------------------------------------------------------------------------------------

    def _act(
        self,
        kind: ActionKind,
        case_id: UUID,
        payload: dict[str, Any],
        permission: Permission,
        *,
        ends_draft: bool = False,
    ) -> Case:
        self._session.require(permission, action=kind.value, case_id=case_id)
        with failures_audited(self._audit, kind.value, case_id), self._store.unit_of_work() as uow:
            case = self._actions.append(uow, kind, case_id, payload)
            if ends_draft:
                delete_draft(uow.connection, case_id)
            uow.commit()
        return case

    def _require_reading(self, action: str, case_id: UUID | None = None) -> None:
        """Whoever handles cases, and whoever reviews them."""
        reviews = self._session.staff.may(Permission.REVIEW)
        permission = Permission.REVIEW if reviews else Permission.ACCEPT
        self._session.require(permission, action=action, case_id=case_id)

    def _item(self, service_id: str) -> ServiceItem:
        item = self._catalogue.by_id.get(service_id)
        if item is None:
            raise ServiceUnavailableError()
        return item

    def _case(self, case_id: UUID) -> Case:
        with self._store.read() as connection:
            case = view_of(connection, case_id)
        if case is None:
            raise NotFoundError()
        return case

    def _must_be_draft(self, uow: UnitOfWork, case_id: UUID) -> None:
        case = view_of(uow.connection, case_id)
        if case is None:
            raise NotFoundError()
        if case.status is not Status.DRAFT:
            raise TransitionRefusedError(detail=f"draft of a case that is {case.status}")

    def _case_no(self, uow: UnitOfWork, day: date) -> str:
        """受理号 `YYYYMMDD-WWNNN`: window number and running number of the day, so that windows never clash."""
        running = next_number(uow.connection, f"case_no:{day:%Y%m%d}")
        return f"{day:%Y%m%d}-{self._session.terminal.window_no:02d}{running:03d}"

    def _due_on(self, item: ServiceItem, day: date, has_data: bool) -> date:
        """The promised day; a certificate whose data have not come yet has the legal limit."""
        waits = bool(item.certificate_kind) and not has_data
        limit = item.limit if waits or item.promised is None else item.promised
        return deadline(day, limit).day

    def _record_look(self, case: Case) -> None:
        now = self._clock.monotonic()
        last = self._looked_at.get(case.case_id)
        if last is not None and now - last < VIEW_AUDIT_SECONDS:
            return
        person = case.subject.citizen_no or None
        self._record(AuditEvent("view", case.case_id, person_no=person, detail=case.service))
        self._looked_at[case.case_id] = now

    def _record(self, event: AuditEvent) -> None:
        with self._store.unit_of_work() as uow:
            self._audit.record(uow, event)
            uow.commit()


def _decision(reason: str, extract: RegisterExtract | None) -> dict[str, Any]:
    return {"reason": reason, "register_version": extract.register_version if extract else None}
