"""A counter for tests: the services of one session, and a tray for paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from hukou.case import Applicant, MaterialCheck, MaterialState, Subject
from hukou.catalogue import catalogue, form_values
from tests.basics import PASSWORD
from window_client.desk import Desk, open_desk
from window_client.errors import DeviceError
from window_client.services.clock import Clock
from window_client.services.devices.printers import JobId, JobState, PrinterInfo
from window_client.services.session import Session
from window_client.services.views import Draft

PURPOSE = "办理不动产登记"
LOOK_UP_PURPOSE = "出具户籍事项证明"


class Resident(Protocol):
    """Whoever stands at the counter: a person of the sample register, or made by hand."""

    name: str
    birth_date: date
    citizen_no: str


def subject_of(person: Resident) -> Subject:
    return Subject(
        name=person.name,
        citizen_no=person.citizen_no,
        birth_date=person.birth_date,
        identified_by="chip",
    )


@dataclass
class PaperTray:
    """A print service that keeps what it is given; `broken` makes it refuse."""

    sheets: list[bytes] = field(default_factory=list)
    broken: DeviceError | None = None

    def list_printers(self) -> tuple[PrinterInfo, ...]:
        return ()

    def submit(self, pdf: bytes, printer: str | None, title: str, *, copies: int = 1) -> JobId:
        if self.broken is not None:
            raise self.broken
        self.sheets.extend([pdf] * copies)
        return JobId(f"tray-{len(self.sheets)}")

    def job_state(self, job: JobId) -> JobState:
        return JobState.UNKNOWN


@dataclass
class Counter:
    """One desk and how a test works at it."""

    desk: Desk
    tray: PaperTray

    @classmethod
    def at(cls, session: Session, clock: Clock) -> Counter:
        tray = PaperTray()
        return cls(open_desk(session, clock, catalogue(), tray), tray)

    @property
    def session(self) -> Session:
        return self.desk.session

    def seen(self, *materials: str) -> tuple[MaterialCheck, ...]:
        staff_no, now = self.session.staff.staff_no, self.desk.clock.now()
        return tuple(
            MaterialCheck(material=m, state=MaterialState.ORIGINAL_SEEN, seen_by=staff_no, seen_at=now)
            for m in materials
        )

    def all_materials(
        self, service: str, fields: dict[str, Any], applicant: Applicant
    ) -> tuple[MaterialCheck, ...]:
        item = self.desk.catalogue.by_id[service]
        asked = item.visible_materials(form_values(fields, applicant))
        return self.seen(*(m.id for m in asked if not m.shared))

    def open(self, service: str, person: Resident) -> UUID:
        return self.desk.cases.open_case(service, subject_of(person))

    def fill(self, case_id: UUID, fields: dict[str, Any], **more: Any) -> Draft:
        """The draft of a case with every paper seen."""
        draft = self.desk.cases.load_draft(case_id)
        assert draft is not None
        applicant = more.pop("applicant", draft.applicant)
        values = {"purpose": PURPOSE, **fields}
        materials = more.pop("materials", None)
        if materials is None:
            materials = self.all_materials(draft.service, values, applicant)
        changes = {"fields": values, "materials": materials, "applicant": applicant, **more}
        return draft.model_copy(update=changes)

    def accepted(self, service: str, person: Resident, fields: dict[str, Any]) -> UUID:
        case_id = self.open(service, person)
        self.desk.cases.accept(self.fill(case_id, fields))
        return case_id

    def looked_up(self, case_id: UUID, person: Resident) -> None:
        answer = self.desk.register.look_up(case_id, LOOK_UP_PURPOSE, citizen_no=person.citizen_no)
        assert answer.extract is not None

    def approved(self, service: str, person: Resident, fields: dict[str, Any]) -> UUID:
        """Online: opened, looked up, accepted, approved."""
        case_id = self.open(service, person)
        self.looked_up(case_id, person)
        self.desk.cases.accept(self.fill(case_id, fields))
        self.desk.cases.approve(case_id, "登记属实，符合出具条件")
        return case_id

    def step_up(self, password: str = PASSWORD) -> None:
        self.session.step_up(password)


CHANGED_NAME = {"change_item": "name", "register_book": "not_shown"}
MOVED_OUT = {"cancellation_reason": "move_out", "register_book": "unavailable"}
BOOK_LOST = {"requested_fact": "household_information", "reason": "book_lost"}
