"""A window with a real store and approved cases on it, without a province: for papers and the print ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pypdf import PdfReader

from hukou.case import ActionKind, Applicant, Case, MaterialCheck, MaterialState, Subject
from hukou.catalogue import catalogue
from hukou.certificate import Refused
from hukou.household import (
    RegisterExtract,
)
from hukou.staff import StaffMember
from hukou.wire import NumberBlock
from tests.factories import SamplePerson, make_person
from tests.fakes import OFFICER, STATION, FakeClock, station_profile
from tests.issuing import TestAuthority, give_key
from tests.services.paper_people import FORMS, REGISTERED_ONLY, make_extract
from window_client.config import Config
from window_client.errors import CredentialsRefusedError
from window_client.services import crypto
from window_client.services.actions import ActionLog
from window_client.services.case_views import view_of
from window_client.services.certificates.issuing import Certificates
from window_client.services.certificates.ledger import PrintLedger
from window_client.services.devices.printers import JobId, JobState, PrinterInfo, check_document
from window_client.services.drafts import write_draft
from window_client.services.enrolment import Terminal
from window_client.services.extracts import write_extract
from window_client.services.keys import SessionKeys
from window_client.services.session import Session
from window_client.services.store import Store, tables
from window_client.services.sync import numbers
from window_client.services.views import Draft

PASSWORD = "step up"


class KeptPrints:
    """A print service that keeps what it gets, or fails as it is told."""

    def __init__(self) -> None:
        self.jobs: list[tuple[bytes, str | None, str, int]] = []
        self.failure: Exception | None = None
        self.on_submit: Callable[[], None] = lambda: None

    def list_printers(self) -> tuple[PrinterInfo, ...]:
        return ()

    def submit(self, pdf: bytes, printer: str | None, title: str, *, copies: int = 1) -> JobId:
        check_document(pdf, copies)
        self.on_submit()
        if self.failure is not None:
            raise self.failure
        self.jobs.append((pdf, printer, title, copies))
        return JobId(f"queue-{len(self.jobs)}")

    def job_state(self, job: JobId) -> JobState:
        return JobState.FINISHED


def make_terminal(clock: FakeClock, *, sample: bool = True, window_no: int = 2) -> Terminal:
    return Terminal(
        terminal=f"{STATION}-{window_no:02d}-test",
        window_no=window_no,
        station=station_profile(),
        province_public_key=bytes(32),
        sample=sample,
        enrolled_at=clock.now(),
        sealed_sign_in_key=b"",
        sealed_terminal_key=b"",
    )


@dataclass
class Desk:
    """The services of one signed-in person, and shortcuts to what lies in the store."""

    session: Session
    clock: FakeClock
    printers: KeptPrints
    actions: ActionLog
    certificates: Certificates
    ledger: PrintLedger
    cases: list[UUID] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.session.store

    def step_up(self) -> None:
        self.session.step_up(PASSWORD)

    def act(self, kind: ActionKind, case_id: UUID, payload: dict[str, Any] | None = None) -> Case:
        with self.store.unit_of_work() as uow:
            case = self.actions.append(uow, kind, case_id, payload or {})
            uow.commit()
        return case

    def case(self, case_id: UUID) -> Case:
        with self.store.read() as connection:
            found = view_of(connection, case_id)
        assert found is not None
        return found

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        with self.store.read() as connection:
            return [dict(row._mapping) for row in connection.execute(sa.select(table))]

    def audited(self, action: str) -> list[tuple[str, str]]:
        """(result, detail) of every audit row of one action, oldest first."""
        return [
            (row["result"], row["detail"]) for row in self.rows(tables.audit_event) if row["action"] == action
        ]

    def kinds(self) -> list[str]:
        return [row["kind"] for row in self.rows(tables.action)]

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """All that a verb may change, the audit aside."""
        kept = (
            tables.document,
            tables.print_entry,
            tables.print_event,
            tables.number_use,
            tables.number_block,
            tables.action,
            tables.outbox,
            tables.case_view,
            tables.draft,
            tables.counter,
        )
        return {table.name: self.rows(table) for table in kept}

    def lease(self, first: int = 1, last: int = 200) -> None:
        with self.store.unit_of_work() as uow:
            block = NumberBlock(block_id=f"block-{first}", prefix="WQ-2026-", first=first, last=last)
            numbers._keep(uow.connection, block, self.clock)
            uow.commit()

    def deliver(self, extract: RegisterExtract) -> None:
        with self.store.unit_of_work() as uow:
            write_extract(uow.connection, UUID(extract.case_id), extract, self.clock.now())
            uow.commit()


def open_desk(
    store: Store,
    clock: FakeClock,
    config: Config,
    *,
    staff: StaffMember = OFFICER,
    sample: bool = True,
    keys: SessionKeys | None = None,
    printers: KeptPrints | None = None,
) -> Desk:
    """A session on an open store. `keys`: those of the session before, after a restart."""

    def prove(password: bytearray) -> None:
        if password != PASSWORD.encode():
            raise CredentialsRefusedError

    session = Session(
        config=config,
        clock=clock,
        staff=staff,
        terminal=make_terminal(clock, sample=sample),
        store=store,
        keys=keys or SessionKeys(*(crypto.new_key() for _ in range(4))),
        offline_until=clock.now(),
        prove=prove,
    )
    if keys is None:
        give_key(config, session.terminal.terminal, session.keys.terminal, TestAuthority(now=clock.now()))
    kept = printers or KeptPrints()
    actions = ActionLog(session, session.audit, clock)
    return Desk(
        session=session,
        clock=clock,
        printers=kept,
        actions=actions,
        certificates=Certificates(session, actions, clock, catalogue()),
        ledger=PrintLedger(session, actions, clock, kept),
    )


def as_staff(desk: Desk, member: StaffMember, *, sample: bool = True) -> Desk:
    """Somebody else at the same terminal, with the same printer."""
    return open_desk(
        desk.store,
        desk.clock,
        desk.session.config,
        staff=member,
        sample=sample,
        keys=desk.session.keys,
        printers=desk.printers,
    )


def plain_config(folder: Path) -> Config:
    return Config(data_dir=folder / "data", secret_dir=folder / "secret", log_dir=folder / "log")


# --- cases ---------------------------------------------------------------------------------------------------


def open_case(
    desk: Desk,
    service: str = "certificate.cancellation",
    *,
    who: SamplePerson | None = None,
    fields: dict[str, Any] | None = None,
    applicant: Applicant | None = None,
) -> UUID:
    """A draft with its form filled in and no register data."""
    who = who or make_person()
    case_id = desk.clock.new_id()
    subject = Subject(
        name=who.name, citizen_no=who.citizen_no.text, birth_date=who.birth_date, identified_by="chip"
    )
    desk.act(ActionKind.OPEN, case_id, {"service": service, "subject": subject.model_dump(mode="json")})
    draft = Draft(
        case_id=case_id,
        service=service,
        subject=subject,
        applicant=applicant or Applicant(),
        fields=FORMS[service] if fields is None else fields,
        materials=(
            MaterialCheck(
                material="id_card",
                state=MaterialState.ORIGINAL_SEEN,
                seen_by=desk.session.staff.staff_no,
                seen_at=desk.clock.now(),
            ),
        ),
        saved_at=desk.clock.now(),
    )
    with desk.store.unit_of_work() as uow:
        write_draft(uow.connection, draft)
        uow.commit()
    desk.cases.append(case_id)
    return case_id


def accept_case(desk: Desk, case_id: UUID) -> Case:
    """The draft as it lies in the store, accepted."""
    with desk.store.unit_of_work() as uow:
        row = uow.connection.execute(
            sa.select(tables.draft.c.json).where(tables.draft.c.case_id == case_id)
        ).scalar_one()
        draft = Draft.model_validate_json(row)
        case = desk.actions.append(
            uow,
            ActionKind.ACCEPT,
            case_id,
            {
                **draft.model_dump(mode="json", include={"subject", "applicant", "fields", "materials"}),
                "case_no": f"20261123-02{len(desk.cases):03d}",
            },
        )
        uow.connection.execute(sa.delete(tables.draft).where(tables.draft.c.case_id == case_id))
        uow.commit()
    return case


def approved_case(
    desk: Desk,
    service: str = "certificate.cancellation",
    *,
    who: SamplePerson | None = None,
    fields: dict[str, Any] | None = None,
    applicant: Applicant | None = None,
) -> UUID:
    """Accepted and approved on register data that are here, ready to be issued once stepped up."""
    who = who or make_person()
    case_id = open_case(desk, service, who=who, fields=fields, applicant=applicant)
    accept_case(desk, case_id)
    extract = make_extract(case_id, who, registered=service in REGISTERED_ONLY)
    desk.deliver(extract)
    desk.act(
        ActionKind.APPROVE, case_id, {"reason": "符合规定", "register_version": extract.register_version}
    )
    return case_id


# --- what may go wrong around a verb -----------------------------------------------------------------------


@contextmanager
def full_disk(desk: Desk) -> Iterator[None]:
    """No page can be added to the store while the block runs."""
    engine = desk.store._engine

    def limit(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    sa.event.listen(engine, "begin", limit)
    try:
        yield
    finally:
        sa.event.remove(engine, "begin", limit)
        for _ in range(2):
            with desk.store.read() as connection:
                connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


def note_link(desk: Desk, *, attempts: int) -> None:
    """What the last sync cycle left behind: failures in a row, 0 for a link that stands."""
    scope = desk.session.terminal.station.station
    with desk.store.unit_of_work() as uow:
        uow.connection.execute(sa.delete(tables.sync_scope))
        uow.connection.execute(
            sa.insert(tables.sync_scope).values(scope=scope, attempts=attempts, last_contact=desk.clock.now())
        )
        uow.commit()


def text_of(pdf: bytes) -> str:
    """The text of a paper, line ends removed: long paragraphs break where they like."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def gate_refusal(desk: Desk, case_id: UUID) -> Refused:
    """What the gate says to a case that it refuses."""
    found = desk.certificates.check_gate(case_id)
    assert isinstance(found, Refused)
    return found
