"""What this window did on one day, for the 办件登记簿."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa

from hukou.case import Case, Status
from hukou.catalogue import Catalogue
from hukou.certificate.working_papers import RegisterLine
from window_client.services.clock import CHINA
from window_client.services.store import tables
from window_client.services.views import LedgerState, masked_number

_STATUS = {
    Status.ACCEPTED: "已受理",
    Status.IN_REVIEW: "审核中",
    Status.APPROVED: "已审批",
    Status.REJECTED: "不予办理",
    Status.COMPLETED: "已办结",
    Status.WITHDRAWN: "已撤回",
}


def read_day(
    connection: sa.Connection, terminal: str, day: date, catalogue: Catalogue
) -> tuple[RegisterLine, ...]:
    """Cases of a terminal that were accepted, decided or completed on `day` (Asia/Shanghai), in the order in which
    they were first worked on that day. A draft that nobody accepted or refused is no case yet."""
    begin = datetime.combine(day, time(), CHINA)
    view = tables.case_view
    statement = sa.select(view.c.view_json).where(
        view.c.updated_at >= begin,
        view.c.opened_at < begin + timedelta(days=1),
        view.c.status != Status.DRAFT.value,
    )
    cases = [Case.model_validate_json(text) for text in connection.execute(statement).scalars()]
    told = [(_first_act(case, day), case) for case in cases if case.terminal == terminal]
    listed = [(at, case) for at, case in told if at is not None]
    listed.sort(key=lambda pair: (pair[0], pair[1].case_no))
    numbers = _numbers(connection, [case.case_id for _, case in listed])
    return tuple(_line(case, numbers[case.case_id], catalogue) for _, case in listed)


def _first_act(case: Case, day: date) -> datetime | None:
    moments = [case.accepted_at, case.decision.at if case.decision else None, case.completed_at]
    on_day = [at for at in moments if at is not None and at.astimezone(CHINA).date() == day]
    return min(on_day, default=None)


def _numbers(connection: sa.Connection, case_ids: list[UUID]) -> dict[UUID, list[str]]:
    """Numbers of the papers that stand, by case."""
    found: dict[UUID, list[str]] = defaultdict(list)
    entry = tables.print_entry
    statement = (
        sa.select(entry.c.case_id, entry.c.number)
        .where(
            entry.c.case_id.in_(case_ids),
            entry.c.number.is_not(None),
            entry.c.state != LedgerState.SPOILED.value,
        )
        .order_by(entry.c.prepared_at)
    )
    for row in connection.execute(statement):
        found[row.case_id].append(row.number)
    return found


def _line(case: Case, numbers: list[str], catalogue: Catalogue) -> RegisterLine:
    item = catalogue.by_id.get(case.service)
    not_accepted = case.status is Status.REJECTED and case.accepted_at is None
    return RegisterLine(
        case_no=case.case_no,
        service=item.title if item else case.service,
        name=case.subject.name,
        masked_no=masked_number(case.subject.citizen_no),
        status="不予受理" if not_accepted else _STATUS.get(case.status, case.status.value),
        numbers=tuple(numbers),
        clerk=case.accepted_by or (case.decision.by if case.decision else "") or case.opened_by,
    )
