"""Where a circulated case lies, since when and for how long yet; and the stations that it can go to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from hukou.case import ActionKind, Case, Status
from hukou.circulation import circulation_due
from hukou.ownership import Owner, group_of, writers
from hukou.station_wire import StationEntry, matches
from window_client.services.clock import CHINA
from window_client.services.store import tables
from window_client.services.views import RowCirculation


@dataclass(frozen=True)
class CirculationView:
    """One circulated case seen from one of its two stations. `station` is the other one, `station_name` '' when this
    window does not know it; `due_on` is the last day of the limit, None once the register place has answered."""

    outward: bool
    """This station gave it away; else it lies here to be answered."""
    station: str
    station_name: str
    since: datetime
    by_name: str
    reason: str
    due_on: date | None
    decides: bool
    """Whether the decision is this station's."""
    issues: bool
    """Whether the certificate is this station's."""

    @property
    def place(self) -> str:
        """The other station by its name, else by its code."""
        return self.station_name or self.station

    def days_left(self, today: date) -> int | None:
        """Calendar days until the limit ends, negative afterwards."""
        return None if self.due_on is None else (self.due_on - today).days


def circulation_of(connection: sa.Connection, case: Case, own: str) -> CirculationView | None:
    """None while the case lies where it was accepted."""
    found = case.circulation
    if found is None:
        return None
    outward = own == case.station
    other = found.station if outward else case.station
    waits = case.status in (Status.ACCEPTED, Status.IN_REVIEW)
    on = found.at.astimezone(CHINA).date()
    return CirculationView(
        outward=outward,
        station=other,
        station_name=station_name(connection, other),
        since=found.at,
        by_name=found.by_name,
        reason=found.reason,
        due_on=circulation_due(case.service, on).day if waits else None,
        decides=own in writers(case, ActionKind.APPROVE),
        issues=own in writers(case, ActionKind.ISSUE),
    )


def station_name(connection: sa.Connection, code: str) -> str:
    """'' for a station that this window was not told of."""
    table = tables.station
    wanted = sa.select(table.c.station_name).where(table.c.station == code)
    return connection.execute(wanted).scalar_one_or_none() or ""


def find_stations(connection: sa.Connection, typed: str, *, without: str) -> tuple[StationEntry, ...]:
    """The stations that are meant by what was typed, all of them for nothing, in the order of their codes."""
    table = tables.station
    rows = connection.execute(
        sa.select(table).where(table.c.station != without).order_by(table.c.station)
    ).mappings()
    known = (StationEntry.model_construct(**row) for row in rows)
    return tuple(entry for entry in known if matches(entry, typed))


# --- in lists --------------------------------------------------------------------------------------------------

_VIEW = tables.case_view


def circulation_columns() -> tuple[sa.Label[Any], ...]:
    """What `row_circulation` reads; nothing is taken out of the JSON of a case that is not circulated."""
    since = sa.func.json_extract(_VIEW.c.view_json, "$.circulation.at")
    return (
        _VIEW.c.station.label("station"),
        _VIEW.c.register_station.label("register_station"),
        sa.case((_VIEW.c.register_station > "", since)).label("circulated_at"),
        _name(_VIEW.c.station).label("station_name"),
        _name(_VIEW.c.register_station).label("register_station_name"),
    )


def _name(code: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Looked up for circulated cases only."""
    table = tables.station
    found = sa.select(table.c.station_name).where(table.c.station == code).scalar_subquery()
    return sa.case((_VIEW.c.register_station > "", found))


def row_circulation(
    found: Any, own: str, status: Status, today: date, *, stale: bool
) -> RowCirculation | None:
    """None for a case that ended or lies where it was accepted."""
    if not found.register_station or status.is_final:
        return None
    outward, left = own == found.station, None
    if status is not Status.APPROVED:
        on = datetime.fromisoformat(found.circulated_at).astimezone(CHINA).date()
        left = (circulation_due(found.service, on).day - today).days
    kind = ActionKind.ISSUE if status is Status.APPROVED and not stale else ActionKind.APPROVE
    group = group_of(kind, found.service)
    at_register = group is not None and group.owner is Owner.REGISTER_PLACE
    code, name = (
        (found.register_station, found.register_station_name)
        if outward
        else (found.station, found.station_name)
    )
    return RowCirculation(outward, name or code, left, waits_there=outward is at_register)
