"""Draws a certificate with its verification code and signs the file: what a resident gets in the hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, time, timedelta

from hukou.certificate import CertificateDocument
from hukou.certificate.wording import CHINA_TIME
from paper_trust.claims import CertificateClaims, make_code, mask_name
from paper_trust.crypto import Signer
from paper_trust.pdf_signature import sign_pdf
from window_client.services.certificates.drawing import DrawnDocument, canonical_bytes, draw
from window_client.services.certificates.marks import Mark


def seal(
    document: CertificateDocument,
    signer: Signer,
    *,
    authority: bytes,
    station: str,
    status_index: int,
    signed_at: datetime,
    sample: bool,
) -> DrawnDocument:
    """The signed file of a certificate. `authority` is the DER that goes into the file beside the signer's
    certificate, `status_index` the running number of the certificate in its station. Raises what `draw` does.

    Before it is signed, the file is the same for the same document, key and moment in every process.
    """
    document = replace(document, sample=sample)
    moment = signed_at.astimezone(CHINA_TIME).replace(microsecond=0)
    claims = claims_of(document, station=station, status_index=status_index, issued_at=moment)
    mark = Mark(
        code=make_code(claims, signer),
        signed_at=moment,
        station=document.issuer.station,
        reason=document.title,
    )
    drawn = draw(document, mark=mark)
    pdf = sign_pdf(drawn.pdf, signer, more=(authority,))
    return replace(drawn, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())


def claims_of(
    document: CertificateDocument, *, station: str, status_index: int, issued_at: datetime
) -> CertificateClaims:
    """What the code says of a certificate. It is good to the end of the last day of its validity."""
    last_day = document.issuer.issued_on + timedelta(days=document.validity_days)
    return CertificateClaims(
        number=document.number,
        kind=document.kind.value,
        record=hashlib.sha256(canonical_bytes(document)).digest(),
        masked_name=mask_name(document.name),
        last_four=_last_four(document),
        station=station,
        issued_at=issued_at,
        expires_at=datetime.combine(last_day, time(23, 59, 59), CHINA_TIME),
        status_index=status_index,
    )


def _last_four(document: CertificateDocument) -> str:
    """Of the citizen number; '' where the paper shows a birth date instead."""
    value = document.identity.value
    return value[-4:] if len(value) == 18 and value[:17].isdigit() else ""
