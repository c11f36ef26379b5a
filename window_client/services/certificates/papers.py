"""How a paper comes into being: drawn outside any transaction, then filed in one together with all that it means.

A paper bears its number, so it can be drawn only when the number is known; drawing takes too long to hold the
store for it. The number is therefore *looked ahead*: taken in a transaction that is rolled back. When the file is
made, the same number is taken again in the transaction that files it; should another paper have got it in
between, this one is drawn anew. So a number leaves its block only together with the file that bears it: a
drawing that fails, a full disk or a kill uses none up, and there is no reserved number to account for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from hukou.certificate import CertificateDocument, DocumentKind, Issuer, PrintedDocument
from hukou.wire import prefix_of_year
from window_client.errors import IssuingKeyMissingError, StoreBusyError
from window_client.services.actions import next_number
from window_client.services.certificates.documents import keep_document
from window_client.services.certificates.drawing import DrawnDocument, draw
from window_client.services.certificates.entries import (
    LedgerEntry,
    LedgerState,
    add_entry,
    read_entry,
)
from window_client.services.certificates.sealing import seal
from window_client.services.clock import Clock
from window_client.services.issuing_key import load_key, open_signer
from window_client.services.session import Session
from window_client.services.store import UnitOfWork, tables
from window_client.services.sync.numbers import running_number

Numbering = Callable[[UnitOfWork], str]
"""Takes the next number in the caller's transaction."""
Settlement = Callable[[UnitOfWork, str, DrawnDocument], None]
"""What else has to be true when the paper exists: the action and the audit row. Gets the number and the file."""

_TRIES = 3
_NUMBERED = (
    DocumentKind.MATTER_CERTIFICATE,
    DocumentKind.TEMP_IDENTITY_PROOF,
    DocumentKind.REFUSAL_NOTICE,
    DocumentKind.NOT_ACCEPTED_NOTICE,
)
"""Papers whose number stands in the ledger and is read back from the sheet."""
NOTICE, SUPPLEMENT = "BY", "GZ"


class Papers:
    """Draws and files the papers of one session."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def issuer(self, *, issued_on: date | None = None, reviewer: str = "") -> Issuer:
        """This station and whoever is signed in; dated today unless told otherwise."""
        station = self._session.terminal.station
        return Issuer(
            station=station.station_name,
            clerk=self._session.staff.name,
            issued_on=issued_on or self._clock.today(),
            reviewer=reviewer,
            phone=station.phone,
        )

    def draw(self, document: PrintedDocument) -> DrawnDocument:
        """The file as it looks, neither coded nor signed; on a sandbox terminal with 样本 across the page."""
        return draw(document, sample=self._session.terminal.sample)

    def finish(self, document: PrintedDocument) -> DrawnDocument:
        """The file that is given out: a certificate with its code and its signature, another paper as drawn."""
        if not isinstance(document, CertificateDocument):
            return self.draw(document)
        session, now = self._session, self._clock.now()
        key = load_key(session.config)
        if key is None:
            raise IssuingKeyMissingError(detail="none")
        with session.store.read() as connection:
            index = running_number(connection, document.number)
        return seal(
            document,
            open_signer(key, session.keys.terminal, now),
            authority=key.authority.der,
            station=session.terminal.station.station,
            status_index=index,
            signed_at=now,
            sample=session.terminal.sample,
        )

    def running_number(self, series: str) -> Numbering:
        """Numbers of working papers, e.g. `WQ-2026-BY02-00017`: station, series, window, running number.

        Window numbers are given once per station, so no two terminals make the same number, and none looks like
        one of a leased block (`{prefix}{n:06d}`).
        """
        terminal = self._session.terminal
        prefix = prefix_of_year(terminal.station.number_prefix, self._clock.today().year)
        head = f"{prefix}{series}{terminal.window_no:02d}-"
        return lambda uow: f"{head}{next_number(uow.connection, f'paper:{series}'):05d}"

    def file(
        self,
        case_id: UUID,
        number: Numbering,
        compose: Callable[[str], PrintedDocument],
        settle: Settlement,
        *,
        once: bool = False,
    ) -> LedgerEntry:
        """Make a paper and everything that goes with it, or nothing.

        `once`: when the very same file lies in the ledger already and is not void, that entry is the answer.
        Raises what `compose`, drawing and `settle` raise, `NumbersExhaustedError`, the `StorageError` family.
        """
        for _ in range(_TRIES):
            foretold = self._look_ahead(number)
            document = compose(foretold)
            drawn = self.finish(document)
            with self._session.store.unit_of_work() as uow:
                if number(uow) != foretold:
                    continue
                entry_id = self._known(uow, case_id, drawn) if once else None
                if entry_id is None:
                    entry_id = self._write(uow, case_id, document, drawn)
                settle(uow, foretold, drawn)
                entry = read_entry(uow.connection, entry_id)
                uow.commit()
            return entry
        raise StoreBusyError(detail="number taken in between")

    def _look_ahead(self, number: Numbering) -> str:
        with self._session.store.unit_of_work() as uow:
            return number(uow)

    def _write(self, uow: UnitOfWork, case_id: UUID, document: PrintedDocument, drawn: DrawnDocument) -> UUID:
        kind, at, entry_id = document.document_kind, self._clock.now(), self._clock.new_id()
        key = self._session.keys.documents
        keep_document(uow.connection, key, drawn, case_id=case_id, kind=kind.value, at=at)
        add_entry(
            uow.connection,
            entry_id,
            case_id,
            sha256=drawn.sha256,
            kind=kind.value,
            title=document.title,
            number=document.number if kind in _NUMBERED else None,
            staff_no=self._session.staff.staff_no,
            at=at,
        )
        return entry_id

    def _known(self, uow: UnitOfWork, case_id: UUID, drawn: DrawnDocument) -> UUID | None:
        table = tables.print_entry
        found: UUID | None = uow.connection.execute(
            sa.select(table.c.entry_id)
            .where(
                table.c.case_id == case_id,
                table.c.document_sha256 == drawn.sha256,
                table.c.state != LedgerState.SPOILED.value,
            )
            .limit(1)
        ).scalar_one_or_none()
        return found
