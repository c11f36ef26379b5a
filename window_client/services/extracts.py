"""The register extracts that the province delivered, each bound to the one case it was asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.case import Decision
from hukou.household import RegisterExtract
from window_client.services.case_views import view_of
from window_client.services.store import tables

_TABLE = tables.register_extract


def write_extract(connection: sa.Connection, case_id: UUID, extract: RegisterExtract, now: datetime) -> None:
    """Keep the answer to the last look-up of a case; an earlier one is replaced, save the one that was decided on:
    it stays beside the new one until the case is decided again."""
    decided = _decided_before(connection, case_id, extract)
    values = {
        "decided_json": decided.model_dump_json() if decided else None,
        "purpose": extract.purpose,
        "person_id": extract.person.person_id,
        "register_version": extract.register_version,
        "json": extract.model_dump_json(),
        "as_of": extract.as_of,
        "received_at": now,
    }
    statement = insert(_TABLE).values(case_id=case_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["case_id"], set_=values))


def read_extract(connection: sa.Connection, case_id: UUID) -> RegisterExtract | None:
    """None when nothing was delivered for this very case."""
    return _read(connection, _TABLE.c.json, case_id)


def read_decided_extract(
    connection: sa.Connection, case_id: UUID, decision: Decision | None
) -> RegisterExtract | None:
    """What `decision` was taken on, when it is here: the last answer or the one kept beside it."""
    if decision is None:
        return None
    for column in (_TABLE.c.json, _TABLE.c.decided_json):
        found = _read(connection, column, case_id)
        if found is not None and found.register_version == decision.register_version:
            return found
    return None


def _decided_before(
    connection: sa.Connection, case_id: UUID, newer: RegisterExtract
) -> RegisterExtract | None:
    """The answer to keep beside `newer`."""
    case = view_of(connection, case_id)
    decided = read_decided_extract(connection, case_id, case.decision if case else None)
    if decided is None or decided.register_version == newer.register_version:
        return None
    return decided


def _read(connection: sa.Connection, column: sa.Column[str], case_id: UUID) -> RegisterExtract | None:
    text = connection.execute(sa.select(column).where(_TABLE.c.case_id == case_id)).scalar_one_or_none()
    return RegisterExtract.model_validate_json(text) if text else None
