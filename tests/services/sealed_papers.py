"""Signed certificates for tests, of an authority that no province runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hukou.certificate import CertificateDocument
from paper_trust.crypto import Signer
from paper_trust.verify import _CODE
from tests.basics import STATION
from tests.issuing import TestAuthority
from tests.papers import AS_OF, make_certificate
from window_client.services.certificates.drawing import DrawnDocument
from window_client.services.certificates.sealing import seal

ISSUED = AS_OF + timedelta(minutes=5)
NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
INDEX = 4518


@dataclass(frozen=True)
class Paper:
    drawn: DrawnDocument
    document: CertificateDocument

    @property
    def pdf(self) -> bytes:
        return self.drawn.pdf

    @property
    def code(self) -> str:
        found = _CODE.findall(self.pdf)
        assert len(found) == 1
        return str(found[0].decode())


def make_paper(
    authority: TestAuthority,
    signer: Signer | None = None,
    document: CertificateDocument | None = None,
    *,
    index: int = INDEX,
    issued: datetime = ISSUED,
) -> Paper:
    document = document or make_certificate()
    drawn = seal(
        document,
        signer or authority.signer(),
        authority=authority.certificate,
        station=STATION,
        status_index=index,
        signed_at=issued,
        sample=authority.sample,
    )
    return Paper(drawn, document)
