"""Lists of cases, read from the columns of `case_view`. Only of an approved case, few at any time, the JSON is
asked as well: for its last certificate and for what was decided on."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.calendar import add_working_days, working_days_left
from hukou.case import CertificateState, Status
from hukou.catalogue import Catalogue
from hukou.citizen_no import normalise_citizen_no
from hukou.names import normalise_name, spaceless_names
from hukou.staff import StaffMember
from hukou.wire import Problem
from window_client.services.circulations import circulation_columns, row_circulation
from window_client.services.clock import CHINA
from window_client.services.store import tables
from window_client.services.sync.state import SyncState
from window_client.services.views import (
    CaseCounts,
    CaseFilter,
    CaseListView,
    CaseRow,
    LedgerState,
    PaperState,
    masked_number,
    paper_state,
)

NEAR_DUE_DAYS = 2
"""Working days; the deadline chip turns amber here (ui/design.md)."""
OPEN = tuple(status.value for status in Status if not status.is_final)
_VIEW = tables.case_view
_HIGHEST = "\U0010ffff"


def read_rows(
    connection: sa.Connection,
    wanted: CaseFilter,
    *,
    staff: StaffMember,
    today: date,
    limit: int,
    offset: int,
    catalogue: Catalogue,
) -> tuple[CaseRow, ...]:
    """One page of a list: what is due is sorted by deadline, everything else by the last change. The page is found
    first, so that no row is read whose place is elsewhere."""
    order = [_VIEW.c.updated_at.desc(), _VIEW.c.case_id.desc()]
    if wanted.view is CaseListView.DUE:
        order = [_VIEW.c.due_on.asc(), *order]
    fitting = _conditions(wanted, staff.staff_no, today)
    page = sa.select(_VIEW.c.case_id).where(*fitting).order_by(*order).limit(limit).offset(offset)
    statement = _rows().where(_VIEW.c.case_id.in_(page)).order_by(*order)
    return tuple(_row(found, staff.station, today, catalogue) for found in connection.execute(statement))


def read_counts(
    connection: sa.Connection, *, staff_no: str, today: date, since: date | None = None
) -> CaseCounts:
    """How many rows each list has."""
    counts = {
        view: sa.select(sa.func.count())
        .select_from(_VIEW)
        .where(*_conditions(CaseFilter(view, since=since), staff_no, today))
        .scalar_subquery()
        for view in CaseListView
    }
    row = connection.execute(sa.select(*(counts[view].label(view.value) for view in CaseListView))).one()
    return CaseCounts(**{view.value: int(getattr(row, view.value)) for view in CaseListView})


def rows_for_person(
    connection: sa.Connection,
    *,
    citizen_no: str,
    name: str,
    birth_date: date | None,
    station: str,
    today: date,
    catalogue: Catalogue,
) -> tuple[CaseRow, ...]:
    """Cases about one person; `ValueError` for anything less than a number, or a name with a birth date."""
    if citizen_no:
        condition = [_VIEW.c.subject_no == normalise_citizen_no(citizen_no)]
    elif name and birth_date is not None:
        condition = [_VIEW.c.subject_name == normalise_name(name), _VIEW.c.birth_date == birth_date]
    else:
        raise ValueError("a complete number, or a name with a birth date, is needed")
    statement = _rows().where(*condition).order_by(_VIEW.c.updated_at.desc())
    return tuple(_row(found, station, today, catalogue) for found in connection.execute(statement))


def problem_of(connection: sa.Connection, case_id: UUID) -> Problem | None:
    """What the province said last about an action of this case that it did not take."""
    table = tables.action
    text = connection.execute(
        sa.select(table.c.problem_json)
        .where(table.c.case_id == case_id, table.c.problem_json.is_not(None))
        .order_by(table.c.terminal_seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    return Problem.model_validate_json(text) if text else None


def _conditions(wanted: CaseFilter, staff_no: str, today: date) -> list[sa.ColumnElement[bool]]:
    """Open statuses are listed one by one: an index answers `IN`, it does not answer `NOT IN`."""
    open_now = _VIEW.c.status.in_(OPEN)
    found: list[sa.ColumnElement[bool]] = []
    match wanted.view:
        case CaseListView.MINE:
            found.append(_VIEW.c.opened_by == staff_no)
        case CaseListView.DUE:
            found += [_VIEW.c.due_on <= add_working_days(today, NEAR_DUE_DAYS), open_now]
        case CaseListView.SUPPLEMENT:
            found += [_VIEW.c.supplement == 1, open_now]
        case CaseListView.DRAFTS:
            found.append(_VIEW.c.status == Status.DRAFT.value)
        case CaseListView.CIRCULATED:
            found += [_VIEW.c.register_station > "", open_now]
        case CaseListView.ALL:
            pass
    if wanted.ids is not None:
        found.append(_VIEW.c.case_id.in_(wanted.ids))
    if wanted.status is not None:
        found.append(_VIEW.c.status == wanted.status.value)
    if wanted.since is not None:
        found.append(_touched_or_open(wanted.since))
    if wanted.text.strip():
        found.append(_matches(wanted.text))
    return found


def _touched_or_open(since: date) -> sa.ColumnElement[bool]:
    """Two index searches instead of an OR that reads every row."""
    start = datetime.combine(since, time(0), CHINA)
    touched = sa.select(_VIEW.c.case_id).where(_VIEW.c.updated_at >= start)
    still_open = sa.select(_VIEW.c.case_id).where(_VIEW.c.status.in_(OPEN))
    return _VIEW.c.case_id.in_(sa.union(touched, still_open))


def _matches(text: str) -> sa.ColumnElement[bool]:
    """One indexed column, told by how the text looks: a complete citizen number, a case number from its
    beginning, a receipt number, or a name from its beginning. Prefixes are ranges: `LIKE` skips the index."""
    number, typed = normalise_citizen_no(text), text.strip()
    if len(number) == 18 and number[:17].isdecimal():
        return _VIEW.c.subject_no == number
    if typed[0].isdecimal():
        return _VIEW.c.case_no.between(_ascii(typed), _ascii(typed) + _HIGHEST)
    if typed.isascii():
        return _VIEW.c.receipt_number == typed.upper()
    names = spaceless_names(typed) or (normalise_name(typed),)
    return sa.or_(*(_VIEW.c.subject_name.between(name, name + _HIGHEST) for name in names))


def _ascii(typed: str) -> str:
    """Full-width digits and dashes as a case number has them."""
    return unicodedata.normalize("NFKC", typed)


def _of_approved(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """NULL for any other case, so that nothing is computed for it."""
    return sa.case((_VIEW.c.status == Status.APPROVED.value, value))


def _json(path: str) -> sa.ColumnElement[Any]:
    return sa.func.json_extract(_VIEW.c.view_json, path)


def _paper_columns() -> tuple[sa.Label[Any], ...]:
    """The last certificate as the case has it, its paper in this terminal's ledger, and whether the register data
    here are other ones than those decided on. A certificate is issued only when those before it are void."""
    entry, extract = tables.print_entry, tables.register_extract
    here = (
        sa.select(entry.c.state)
        .where(entry.c.case_id == _VIEW.c.case_id, entry.c.number == _json("$.certificates[#-1].number"))
        .scalar_subquery()
    )
    data = (
        sa.select(extract.c.register_version.is_distinct_from(_json("$.decision.register_version")))
        .where(extract.c.case_id == _VIEW.c.case_id)
        .scalar_subquery()
    )
    return (
        _of_approved(_json("$.certificates[#-1].state")).label("certificate"),
        _of_approved(here).label("paper"),
        _of_approved(data).label("other_data"),
    )


def _rows() -> sa.Select[Any]:
    action = tables.action
    problem = (
        sa.select(action.c.problem_json)
        .where(action.c.case_id == _VIEW.c.case_id, action.c.problem_json.is_not(None))
        .order_by(action.c.terminal_seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.select(
        _VIEW.c.case_id,
        _VIEW.c.case_no,
        _VIEW.c.service,
        _VIEW.c.subject_name,
        _VIEW.c.subject_no,
        _VIEW.c.status,
        _VIEW.c.sync_state,
        _VIEW.c.supplement,
        _VIEW.c.due_on,
        _VIEW.c.updated_at,
        _VIEW.c.opened_by,
        problem.label("problem_json"),
        *_paper_columns(),
        *circulation_columns(),
    )


def _row(found: Any, station: str, today: date, catalogue: Catalogue) -> CaseRow:
    status, sync, paper = Status(found.status), SyncState(found.sync_state), _paper(found)
    item = catalogue.by_id.get(found.service)
    stale = bool(found.other_data) and paper is PaperState.NONE
    left = None
    if found.due_on is not None and not status.is_final:
        left = working_days_left(today, found.due_on)
    return CaseRow(
        case_id=found.case_id,
        case_no=found.case_no,
        service=found.service,
        title=item.title if item else found.service,
        name=found.subject_name,
        masked_no=masked_number(found.subject_no),
        status=status,
        sync=sync,
        supplement_wanted=bool(found.supplement),
        due_on=found.due_on,
        working_days_left=left,
        updated_at=found.updated_at,
        opened_by=found.opened_by,
        remark=_remark(found.problem_json, sync, left),
        paper=paper,
        stale=stale,
        circulation=row_circulation(found, station, status, today, stale=stale),
    )


def _paper(found: Any) -> PaperState:
    if not found.certificate:
        return PaperState.NONE
    here = LedgerState(found.paper) if found.paper else None
    return paper_state(CertificateState(found.certificate), here)


def _remark(problem_json: str | None, sync: SyncState, left: int | None) -> str:
    if problem_json and sync in (SyncState.CONFLICT, SyncState.RETURNED):
        return Problem.model_validate_json(problem_json).detail
    if left is not None and left < 0:
        return f"已超期 {-left} 个工作日"
    return ""
