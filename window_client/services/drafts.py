"""Drafts: what was typed, row by row as it is typed, so that a crash or a lock loses nothing."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from window_client.services.store import tables
from window_client.services.views import Draft

_TABLE = tables.draft


def write_draft(connection: sa.Connection, draft: Draft) -> None:
    values = {
        "service": draft.service,
        "step": draft.step,
        "json": draft.model_dump_json(),
        "saved_at": draft.saved_at,
    }
    statement = insert(_TABLE).values(case_id=draft.case_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["case_id"], set_=values))


def read_draft(connection: sa.Connection, case_id: UUID) -> Draft | None:
    text = connection.execute(
        sa.select(_TABLE.c.json).where(_TABLE.c.case_id == case_id)
    ).scalar_one_or_none()
    return Draft.model_validate_json(text) if text else None


def read_drafts(connection: sa.Connection) -> tuple[Draft, ...]:
    """All of them, the one touched last first."""
    rows = connection.execute(sa.select(_TABLE.c.json).order_by(_TABLE.c.saved_at.desc()))
    return tuple(Draft.model_validate_json(text) for text in rows.scalars())


def delete_draft(connection: sa.Connection, case_id: UUID) -> None:
    connection.execute(sa.delete(_TABLE).where(_TABLE.c.case_id == case_id))
