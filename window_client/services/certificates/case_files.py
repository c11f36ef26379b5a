"""A case as a paper needs it: the case, its form, and the register data that were delivered for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from hukou.case import ActionKind, Case, Status
from hukou.catalogue import Catalogue, ServiceItem
from window_client.errors import NotFoundError, ServiceUnavailableError
from window_client.services.case_views import own_actions, view_of
from window_client.services.certificates.requests import Request
from window_client.services.drafts import read_draft
from window_client.services.extracts import read_extract
from window_client.services.sync.state import PENDING_STATES


@dataclass(frozen=True)
class CaseFile:
    """`request` takes the form as it was typed last while the case is a draft, and the accepted one after."""

    case: Case
    request: Request


def read_case_file(connection: sa.Connection, case_id: UUID, catalogue: Catalogue) -> CaseFile:
    """`NotFoundError` for a case that is not here, `ServiceUnavailableError` for an item that the catalogue
    does not have."""
    case = view_of(connection, case_id)
    if case is None:
        raise NotFoundError(detail="case")
    draft = read_draft(connection, case_id) if case.status is Status.DRAFT else None
    source = draft or case
    extract = read_extract(connection, case_id)
    request = Request(
        item=find_item(catalogue, case.service),
        subject=source.subject,
        applicant=source.applicant,
        fields=source.fields,
        materials=source.materials,
        extract=extract if extract is not None and extract.case_id == str(case_id) else None,
        station=case.station,
    )
    return CaseFile(case, request)


def find_item(catalogue: Catalogue, service: str) -> ServiceItem:
    """The catalogue entry; `ServiceUnavailableError` when this window has none of that id."""
    item = catalogue.by_id.get(service)
    if item is None:
        raise ServiceUnavailableError(detail=service)
    return item


def acceptance_waits(connection: sa.Connection, case_id: UUID) -> bool:
    """Whether the province has not answered yet to this terminal's acceptance of the case."""
    return any(
        own.action.kind is ActionKind.ACCEPT and own.state in PENDING_STATES
        for own in own_actions(connection, case_id)
    )
