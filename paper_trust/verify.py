"""The verifier: a code or a file, what is known of the province, and the time; nothing else is asked.

Order matters. What cannot be shown to be signed shows nothing; a paper that was revoked is revoked however old the
list; only then does age matter: of the paper, and of the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from paper_trust.claims import CertificateClaims, CodeError, decode_claims, mask_name, read_code, whole_code
from paper_trust.crypto import CertificateFaultError, Issuer, read_issuer, verify
from paper_trust.pdf_signature import PdfSignatureError, read_pdf
from paper_trust.trust import Trust
from paper_trust.verdict import Limits, Outcome, Verdict, limits

_CODE = re.compile(rb"<hr:code>(HR1:[0-9A-Z $%*+\-./:]+)</hr:code>")


@dataclass(frozen=True)
class Seen:
    """What somebody reads on the paper, to hold against the code; '' where it was not looked at."""

    number: str = ""
    name: str = ""
    """Complete or masked."""
    last_four: str = ""


def verify_code(
    text: str, trust: Trust | None, now: datetime, *, seen: Seen | None = None, rules: Limits | None = None
) -> Verdict:
    """What the text of a QR code proves. Never raises for what it is given."""
    try:
        envelope = read_code(text)
    except CodeError as error:
        return Verdict(Outcome.UNREADABLE, detail=str(error))
    if trust is None:
        return Verdict(Outcome.NO_TRUST)
    issuer = trust.issuer(envelope.kid)
    if issuer is None:
        return Verdict(Outcome.UNKNOWN_SIGNER, sample=trust.authority.sample)
    if not envelope.verify(issuer.public_key):
        return Verdict(Outcome.ALTERED, detail="code signature")
    try:
        claims = decode_claims(envelope.payload)
    except CodeError as error:
        return Verdict(Outcome.ALTERED, detail=str(error))
    return _judge(claims, issuer, whole_code(text), trust, now, seen or Seen(), rules or limits())


def verify_pdf(
    pdf: bytes, trust: Trust | None, now: datetime, *, seen: Seen | None = None, rules: Limits | None = None
) -> Verdict:
    """What a file proves: the signature covers all of it, and its own code says the same."""
    try:
        signature = read_pdf(pdf)
    except PdfSignatureError as error:
        outcomes = {"no_pdf": Outcome.UNREADABLE, "unsigned": Outcome.UNSIGNED}
        return Verdict(outcomes.get(error.reason, Outcome.ALTERED), detail=str(error))
    if trust is None:
        return Verdict(Outcome.NO_TRUST)
    try:
        issuer = read_issuer(signature.cms.certificate, trust.authority)
    except CertificateFaultError as error:
        return Verdict(Outcome.UNKNOWN_SIGNER, sample=trust.authority.sample, detail=str(error))
    if not verify(issuer.public_key, signature.cms.signature, signature.cms.signed_attributes):
        return Verdict(Outcome.ALTERED, detail="file signature")
    if any(other != trust.authority.der for other in signature.cms.others):
        return Verdict(Outcome.ALTERED, detail="a certificate of nobody here")
    # From here on every byte is the issuer's own.
    codes = _CODE.findall(signature.signed)
    if len(codes) != 1:
        return Verdict(Outcome.ALTERED, detail="code in the file")
    text = codes[0].decode()
    try:
        envelope = read_code(text)
        claims = decode_claims(envelope.payload)
    except CodeError as error:
        return Verdict(Outcome.ALTERED, detail=str(error))
    if envelope.kid != issuer.kid or not envelope.verify(issuer.public_key):
        return Verdict(Outcome.ALTERED, detail="code of another key")
    if claims.record[:16].hex().upper().encode() not in signature.signed[-2048:]:
        return Verdict(Outcome.ALTERED, detail="code of another record")
    return _judge(claims, issuer, text, trust, now, seen or Seen(), rules or limits())


def verify_any(
    data: bytes, trust: Trust | None, now: datetime, *, seen: Seen | None = None, rules: Limits | None = None
) -> Verdict:
    """A file as it lies on a disk: a PDF, or the text of a code."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return verify_pdf(data, trust, now, seen=seen, rules=rules)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Verdict(Outcome.UNREADABLE, detail="neither PDF nor text")
    return verify_code(text, trust, now, seen=seen, rules=rules)


def _judge(
    claims: CertificateClaims,
    issuer: Issuer,
    code: str,
    trust: Trust,
    now: datetime,
    seen: Seen,
    rules: Limits,
) -> Verdict:
    """The signature holds; what remains is whether the issuer could, and whether the paper still stands."""
    status = trust.status

    def say(outcome: Outcome, detail: str = "", *, shown: bool = True) -> Verdict:
        return Verdict(
            outcome,
            claims=claims if shown else None,
            station_name=issuer.station_name if shown else "",
            sample=trust.authority.sample,
            list_as_of=status.as_of if status else None,
            code=code if shown else "",
            detail=detail,
        )

    if claims.station != issuer.station:
        return say(Outcome.ALTERED, "another station", shown=False)
    if not issuer.valid_at(claims.issued_at):
        return say(Outcome.UNKNOWN_SIGNER, "outside the certificate's term", shown=False)
    if not _matches(claims, seen):
        return say(Outcome.OTHER_PAPER)
    if status is not None:
        withdrawn = status.withdrawn.get(issuer.kid)
        if withdrawn is not None and withdrawn <= claims.issued_at:
            return say(Outcome.SIGNER_WITHDRAWN)
        if status.is_revoked(claims.station, claims.status_index):
            return say(Outcome.REVOKED)
    if claims.issued_at > now + rules.clock_skew:
        return say(Outcome.NOT_YET)
    if now > claims.expires_at:
        return say(Outcome.EXPIRED)
    if status is None or now - status.as_of > rules.status_list:
        return say(Outcome.LIST_TOO_OLD)
    return say(Outcome.GENUINE)


def _matches(claims: CertificateClaims, seen: Seen) -> bool:
    name = seen.name.strip()
    return (
        (not seen.number or seen.number.strip().upper() == claims.number.upper())
        and (not name or claims.masked_name in (name, mask_name(name)))
        and (not seen.last_four or seen.last_four.strip().upper() == claims.last_four)
    )
