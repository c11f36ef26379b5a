"""The print ledger: what became of every paper, as a person saw it.

`prepared → sent → confirmed | spoiled`. A paper is *sent* when it left the program: given to a printer, or saved as
a file that is printed elsewhere. What the spooler says is kept beside (the job's name, as the remark of the event)
and never taken for success. A paper is marked as sent *before* it is handed over: whatever is killed in between,
the next start asks a person instead of printing a number twice.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.case import ActionKind, CertificateState, IssuedCertificate, PrintPayload
from hukou.staff import Permission
from window_client.errors import (
    DeviceError,
    InputError,
    NotAuthorisedError,
    PrintCheckError,
    StorageError,
    TransitionRefusedError,
    WindowClientError,
)
from window_client.services.actions import ActionLog
from window_client.services.audit import AuditEvent
from window_client.services.case_views import view_of
from window_client.services.certificates import entries
from window_client.services.certificates.documents import read_document
from window_client.services.certificates.entries import LedgerEntry, LedgerState
from window_client.services.clock import Clock
from window_client.services.devices.device_errors import PrintTimeoutError
from window_client.services.devices.printers import JobId, JobState, PrintService, check_document
from window_client.services.files import write_atomically
from window_client.services.session import Session
from window_client.services.store import UnitOfWork, tables
from window_client.services.verbs import failures_audited

_LEFT = (LedgerState.PREPARED, LedgerState.SENT, LedgerState.CONFIRMED)
_SENDABLE, _SAVABLE = (LedgerState.PREPARED,), (LedgerState.PREPARED, LedgerState.SENT)
"""From where a certificate goes to a printer or into a file: what was confirmed is prepared again first."""
_CHECKED_DIGITS = 3


class PrintLedger:
    """The verbs on papers that exist. `send` and `spooler_state` wait for the print service: a worker thread."""

    def __init__(self, session: Session, actions: ActionLog, clock: Clock, printers: PrintService) -> None:
        self._session = session
        self._actions = actions
        self._clock = clock
        self._printers = printers
        self._store = session.store
        self._audit = session.audit

    # --- looking -------------------------------------------------------------------------------------------

    def entry(self, entry_id: UUID) -> LedgerEntry:
        """`NotFoundError` when there is no such paper. Names nobody, so looking leaves no audit row."""
        with self._store.read() as connection:
            return entries.read_entry(connection, entry_id)

    def for_case(self, case_id: UUID) -> tuple[LedgerEntry, ...]:
        """Every paper of a case, oldest first."""
        with self._store.read() as connection:
            return entries.read_case_entries(connection, case_id)

    def unconfirmed(self) -> tuple[LedgerEntry, ...]:
        """Papers of every kind (certificates, notices, receipts) that left the program, to a printer or as a file,
        and that nobody has spoken for, oldest first: asked about at every start."""
        with self._store.read() as connection:
            return entries.read_sent_entries(connection)

    def spooler_state(self, entry_id: UUID) -> JobState:
        """What the print service says of the last job of a paper; no proof of anything. Raises `DeviceError`."""
        self._session.require(Permission.PRINT, action="print_state")
        sent = [event for event in self.entry(entry_id).events if event.is_print]
        job = sent[-1].remark if sent else ""
        return self._printers.job_state(JobId(job)) if job else JobState.UNKNOWN

    # --- printing ------------------------------------------------------------------------------------------

    def send(self, entry_id: UUID, printer: str | None = None, copies: int = 1) -> LedgerEntry:
        """Hand the file to a printer; '' or None is the system's default. A certificate has to be `prepared`
        (say first what became of the last try), a working paper may be sent again.

        When the print service refuses, the paper is `prepared` as before and the `DeviceError` is raised. After
        a `PrintTimeoutError` it stays `sent`: the job may have been taken, so a person has to look.
        """
        with self._verb("print_send", entry_id) as entry:
            pdf = self._file(entry)
            check_document(pdf, copies)
            before = self._claim(entry_id, _SENDABLE, printer or "", copies)
            try:
                job = self._printers.submit(pdf, printer or None, entry.number or entry.title, copies=copies)
            except PrintTimeoutError as error:
                self._settle(entry_id, LedgerState.SENT, remark="", error=error)
                raise
            except DeviceError as error:
                self._settle(entry_id, before, remark=f"没有送出：{error.code}", error=error, has_left=False)
                raise
            return self._settle(entry_id, LedgerState.SENT, remark=job, act="print_send")

    def save_as(self, entry_id: UUID, path: Path) -> LedgerEntry:
        """Write the very file to `path`, replacing what is there; it may be on paper from now on, so the paper
        counts as sent. A certificate that was confirmed is prepared again first (`reprint`).

        When the file cannot be written, the paper stands as before: `DiskFullError`, `StorageError`.
        """
        with self._verb("print_save", entry_id) as entry:
            pdf = self._file(entry)
            before = self._claim(entry_id, _SAVABLE, entries.SAVED_AS_FILE, 0)
            try:
                write_atomically(path, pdf)
            except StorageError as error:
                self._settle(entry_id, before, remark=f"没有保存：{error.code}", error=error, has_left=False)
                raise
            return self._settle(entry_id, LedgerState.SENT, remark="", act="print_save")

    def not_printed(self, entry_id: UUID, remark: str = "") -> LedgerEntry:
        """没有打印出来: a person looked and there is no paper, so the same file may be sent again."""
        with self._verb("print_not_printed", entry_id), self._store.unit_of_work() as uow:
            entry = self._expect(uow, entry_id, (LedgerState.SENT,))
            self._move(uow, entry_id, LedgerState.PREPARED, remark.strip())
            self._record(uow, "print_not_printed", entry)
            return self._commit(uow, entry_id)

    # --- what a person saw on the paper --------------------------------------------------------------------

    def confirm(self, entry_id: UUID, last_three: str = "") -> LedgerEntry:
        """打印成功: a person read the end of the number from the sheet. `PrintCheckError` when it is not this
        paper's. Papers without a number of their own (receipt, one-off notice) are confirmed without it.

        The province is told of a certificate the first time; a reprint of a confirmed one changes nothing there.
        """
        with self._verb("confirm_print", entry_id), self._store.unit_of_work() as uow:
            entry = entries.read_entry(uow.connection, entry_id)
            if entry.state is not LedgerState.SENT:
                raise TransitionRefusedError(
                    "这张纸还没有送去打印。", remedy="请先打印。", detail=entry.state
                )
            _check_digits(entry, last_three)
            self._move(uow, entry_id, LedgerState.CONFIRMED)
            self._tell_confirmed(uow, entry)
            return self._commit(uow, entry_id)

    def spoil(self, entry_id: UUID, reason: str) -> LedgerEntry:
        """作废: the sheet is void and its number used up; a new certificate gets a new number. For a certificate
        an officer with a fresh step-up; `TransitionRefusedError` once the case is completed."""
        with self._verb("spoil_print", entry_id) as found:
            self._guard(found, Permission.VOID)
            remark = _given(reason)
            with self._store.unit_of_work() as uow:
                entry = self._expect(uow, entry_id, _LEFT)
                self._move(uow, entry_id, LedgerState.SPOILED, remark)
                self._tell_spoiled(uow, entry, remark)
                return self._commit(uow, entry_id)

    def reprint(self, entry_id: UUID, reason: str) -> LedgerEntry:
        """重新打印: the same file once more, back to `prepared`, with the reason kept. For a certificate an
        officer with a fresh step-up."""
        with self._verb("print_reprint", entry_id) as found:
            self._guard(found, Permission.ISSUE)
            remark = _given(reason)
            with self._store.unit_of_work() as uow:
                entry = self._expect(uow, entry_id, (LedgerState.SENT, LedgerState.CONFIRMED))
                self._require_standing(uow.connection, entry)
                self._move(uow, entry_id, LedgerState.PREPARED, remark)
                self._record(uow, "print_reprint", entry)
                return self._commit(uow, entry_id)

    # --- the frame of a verb -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _verb(self, act: str, entry_id: UUID) -> Iterator[LedgerEntry]:
        """Permission to print, the entry as it is, and an audit row for whatever goes wrong."""
        self._session.require(Permission.PRINT, action=act)
        with failures_audited(self._audit, act):
            entry = self.entry(entry_id)
        with failures_audited(self._audit, act, entry.case_id):
            yield entry

    def _guard(self, entry: LedgerEntry, permission: Permission) -> None:
        """What a numbered certificate asks for beyond the permission to print."""
        if not entries.is_certificate(entry):
            return
        if not self._session.staff.may(permission):
            raise NotAuthorisedError(detail=f"{self._session.staff.role} {permission}")
        self._session.require_step_up()

    def _expect(self, uow: UnitOfWork, entry_id: UUID, states: tuple[LedgerState, ...]) -> LedgerEntry:
        entry = entries.read_entry(uow.connection, entry_id)
        if entry.state not in states:
            raise TransitionRefusedError(
                "这张纸当前的状态不能这样登记。", remedy="请刷新台账后再办理。", detail=entry.state
            )
        return entry

    def _require_standing(self, connection: sa.Connection, entry: LedgerEntry) -> None:
        """A certificate that the case does not hold any more (returned, in conflict, void) leaves no more."""
        if not entries.is_certificate(entry):
            return
        held = self._held(connection, entry)
        if held is None or held.state is CertificateState.SPOILED:
            raise TransitionRefusedError(
                "这张证明没有生效或已作废，不能打印。", remedy="请作废此张，处理办件后重新出具。"
            )

    def _held(self, connection: sa.Connection, entry: LedgerEntry) -> IssuedCertificate | None:
        """The certificate of this entry as the case knows it."""
        case = view_of(connection, entry.case_id)
        found = (c for c in case.certificates if c.number == entry.number) if case else iter(())
        return next(found, None)

    def _file(self, entry: LedgerEntry) -> bytes:
        with self._store.read() as connection:
            return read_document(connection, self._session.keys.documents, entry.document_sha256).pdf

    # --- what the verbs write ------------------------------------------------------------------------------

    def _claim(
        self, entry_id: UUID, certificate_states: tuple[LedgerState, ...], printer: str, copies: int
    ) -> LedgerState:
        """Mark as sent ahead of sending or saving; the state before. Working papers may leave again at any time."""
        with self._store.unit_of_work() as uow:
            now = entries.read_entry(uow.connection, entry_id)
            states = certificate_states if entries.is_certificate(now) else _LEFT
            entry = self._expect(uow, entry_id, states)
            self._require_standing(uow.connection, entry)
            self._move(uow, entry_id, LedgerState.SENT, printer=printer, copies=copies)
            self._record(uow, "print_claim", entry)
            uow.commit()
            return entry.state

    def _settle(
        self,
        entry_id: UUID,
        state: LedgerState,
        *,
        remark: str,
        act: str = "",
        error: WindowClientError | None = None,
        has_left: bool = True,
    ) -> LedgerEntry:
        """Write beside the announced event how it went, with the audit row `act` of a success. A store that fails
        now must not hide the first failure: the paper then stays `sent`, and a person is asked."""
        try:
            with self._store.unit_of_work() as uow:
                entries.settle_last_event(uow.connection, entry_id, state, has_left=has_left, remark=remark)
                entry = entries.read_entry(uow.connection, entry_id)
                if act:
                    self._record(uow, act, entry)
                uow.commit()
                return entry
        except WindowClientError as failure:
            if error is not None:
                raise error from failure
            raise

    def _move(
        self, uow: UnitOfWork, entry_id: UUID, state: LedgerState, remark: str = "", **more: Any
    ) -> None:
        entries.move_entry(
            uow.connection,
            entry_id,
            state,
            staff_no=self._session.staff.staff_no,
            at=self._clock.now(),
            remark=remark,
            **more,
        )

    def _commit(self, uow: UnitOfWork, entry_id: UUID) -> LedgerEntry:
        entry = entries.read_entry(uow.connection, entry_id)
        uow.commit()
        return entry

    def _record(self, uow: UnitOfWork, act: str, entry: LedgerEntry) -> None:
        case = view_of(uow.connection, entry.case_id)
        person = case.subject.citizen_no if case else ""
        detail = entry.number or entry.kind
        self._audit.record(uow, AuditEvent(act, entry.case_id, person_no=person or None, detail=detail))

    def _tell_confirmed(self, uow: UnitOfWork, entry: LedgerEntry) -> None:
        if not entries.is_certificate(entry) or entry.number is None:
            self._record(uow, "confirm_print", entry)
            return
        held = self._held(uow.connection, entry)
        if held is not None and held.state is CertificateState.CONFIRMED:
            self._record(uow, "confirm_print", entry)
        else:
            payload = PrintPayload(number=entry.number).model_dump(mode="json")
            self._actions.append(uow, ActionKind.CONFIRM_PRINT, entry.case_id, payload, detail=entry.number)
        self._account(uow, entry.number, "confirmed")

    def _tell_spoiled(self, uow: UnitOfWork, entry: LedgerEntry, remark: str) -> None:
        """A certificate that the case does not hold (its issue was returned, or stands in conflict) is void on
        paper all the same, and there is nothing to tell the province."""
        held = self._held(uow.connection, entry) if entries.is_certificate(entry) else None
        if held is None or held.state is CertificateState.SPOILED or entry.number is None:
            self._record(uow, "spoil_print", entry)
        else:
            payload = PrintPayload(number=entry.number, remark=remark).model_dump(mode="json")
            self._actions.append(uow, ActionKind.SPOIL_PRINT, entry.case_id, payload, detail=entry.number)
        if entry.number is not None:
            self._account(uow, entry.number, "spoiled")

    def _account(self, uow: UnitOfWork, number: str, state: str) -> None:
        """What became of a leased number; a notice's running number has no row there."""
        table = tables.number_use
        uow.connection.execute(sa.update(table).where(table.c.number == number).values(state=state))


def _given(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise InputError("没有填写原因。", field="reason", remedy="请填写原因后再办理。")
    return text


def _check_digits(entry: LedgerEntry, typed: str) -> None:
    if entry.number is None:
        return
    if unicodedata.normalize("NFKC", typed).strip() != entry.number[-_CHECKED_DIGITS:]:
        raise PrintCheckError()
