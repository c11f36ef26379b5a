"""Finished PDFs in the store: sealed with the documents key, named by their hash, checked whenever they are read."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.certificate.documents import PrivateKind
from window_client.errors import DocumentDamagedError, NotFoundError
from window_client.services import crypto
from window_client.services.certificates.drawing import DrawnDocument
from window_client.services.certificates.sheet import MaskedArea
from window_client.services.store import tables
from window_client.services.views import StoredDocument

_TABLE = tables.document


def keep_document(
    connection: sa.Connection, key: bytearray, drawn: DrawnDocument, *, case_id: UUID, kind: str, at: datetime
) -> None:
    """Store a file; the same file of the same case is kept once.

    The seal is bound to the hash: a row whose file was swapped for another one does not open.
    """
    sealed = crypto.seal(key, drawn.pdf, drawn.sha256.encode())
    statement = insert(_TABLE).values(
        sha256=drawn.sha256,
        case_id=case_id,
        kind=kind,
        pdf=sealed,
        masked_areas=json.dumps([asdict(area) for area in drawn.masked_areas], separators=(",", ":")),
        pages=drawn.pages,
        created_at=at,
    )
    connection.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))


def read_document(connection: sa.Connection, key: bytearray, sha256: str) -> StoredDocument:
    """The file that was made, byte for byte. `NotFoundError`, or `DocumentDamagedError` when it is not that
    file any more."""
    row = connection.execute(sa.select(_TABLE).where(_TABLE.c.sha256 == sha256)).first()
    if row is None:
        raise NotFoundError(detail="document")
    try:
        pdf = bytes(crypto.unseal(key, row.pdf, sha256.encode()))
    except crypto.SealError as error:
        raise DocumentDamagedError(detail=f"seal {error}") from error
    if crypto.sha256(pdf) != sha256:
        raise DocumentDamagedError(detail="hash")
    return StoredDocument(
        sha256=sha256, kind=row.kind, pdf=pdf, masked_areas=_areas(row.masked_areas), pages=row.pages
    )


def case_of_document(connection: sa.Connection, sha256: str) -> UUID | None:
    """The case that a file belongs to, None when there is no such file."""
    found: UUID | None = connection.execute(
        sa.select(_TABLE.c.case_id).where(_TABLE.c.sha256 == sha256)
    ).scalar_one_or_none()
    return found


def _areas(text: str) -> tuple[MaskedArea, ...]:
    """What a preview covers. Without it a number would show, so a broken list is a broken document."""
    try:
        return tuple(MaskedArea(**{**area, "kind": PrivateKind(area["kind"])}) for area in json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise DocumentDamagedError(detail="masked areas") from error
