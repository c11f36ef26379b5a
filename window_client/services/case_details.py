"""Everything that a screen shows of one case, read in one snapshot."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from hukou.case import Case
from hukou.catalogue import Catalogue
from window_client.services.case_history import history_of
from window_client.services.case_lists import problem_of
from window_client.services.case_views import own_actions
from window_client.services.certificates.entries import read_case_entries
from window_client.services.circulations import circulation_of
from window_client.services.drafts import read_draft
from window_client.services.extracts import read_decided_extract, read_extract
from window_client.services.store import tables
from window_client.services.sync.state import PENDING_STATES, SyncState
from window_client.services.views import CaseDetail


def read_detail(
    connection: sa.Connection, case_id: UUID, catalogue: Catalogue, station: str
) -> CaseDetail | None:
    """None when the case is not on this terminal. `station` is whose terminal this is."""
    view = tables.case_view
    row = connection.execute(
        sa.select(view.c.view_json, view.c.sync_state, view.c.receipt_number).where(view.c.case_id == case_id)
    ).first()
    if row is None:
        return None
    case = Case.model_validate_json(row.view_json)
    sync = SyncState(row.sync_state)
    own = own_actions(connection, case_id)
    ledger = read_case_entries(connection, case_id)
    item = catalogue.by_id.get(case.service)
    held = sync in (SyncState.CONFLICT, SyncState.RETURNED)
    return CaseDetail(
        case=case,
        title=item.title if item else case.service,
        sync=sync,
        # An earlier receipt says nothing of what still waits: showing it beside 待上传 would claim too much.
        receipt_number=row.receipt_number if row.sync_state == SyncState.ACCEPTED else "",
        pending=tuple(o.action.kind.value for o in own if o.state in PENDING_STATES),
        problem=problem_of(connection, case_id) if held else None,
        draft=read_draft(connection, case_id),
        extract=read_extract(connection, case_id),
        ledger=ledger,
        history=history_of(case, own, ledger),
        decided=read_decided_extract(connection, case_id, case.decision),
        circulation=circulation_of(connection, case, station),
    )
