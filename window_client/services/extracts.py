"""The register extracts that the province delivered, each bound to the one case it was asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.household import RegisterExtract
from window_client.services.store import tables

_TABLE = tables.register_extract


def write_extract(connection: sa.Connection, case_id: UUID, extract: RegisterExtract, now: datetime) -> None:
    """Keep the answer to the last look-up of a case; an earlier one is replaced."""
    values = {
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
    text = connection.execute(
        sa.select(_TABLE.c.json).where(_TABLE.c.case_id == case_id)
    ).scalar_one_or_none()
    return RegisterExtract.model_validate_json(text) if text else None
