"""Certificates for the terminals' issuing keys, and what verifiers are told of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from hukou.wire import IssuingReply, IssuingRequest, TrustPage, issuing_text
from paper_trust.crypto import KID_BYTES, read_authority
from paper_trust.trust import Trust
from paper_trust.verdict import issuing_terms
from provincial_service import crypto
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.revocation import signed_status_list
from provincial_service.store.counters import advance
from provincial_service.store.tables import issuing_certificate
from provincial_service.store.terminals import TerminalRow, station_profile

PAGE_CERTIFICATES = 500
_POINT_BYTES = 65


def renew(province: Province, terminal: TerminalRow, request: IssuingRequest) -> IssuingReply:
    """A certificate for a terminal that is enrolled already; the same key gets the same one again."""
    with province.store.write() as connection:
        certificate = certify(
            connection,
            province,
            terminal=terminal.terminal,
            station=terminal.station,
            terminal_key=crypto.encode(terminal.public_key),
            issuing_key=request.issuing_key,
            proof=request.issuing_proof,
        )
    return IssuingReply(
        issuing_authority=crypto.encode(province.issuing.certificate),
        issuing_certificate=crypto.encode(certificate),
    )


def certify(
    connection: Connection,
    province: Province,
    *,
    terminal: str,
    station: str,
    terminal_key: str,
    issuing_key: str,
    proof: str,
) -> bytes:
    """DER of the certificate of a key that the terminal shows to hold. PV-203 for a key that is no key, is not
    shown to be held, or is another terminal's."""
    point = _proved_point(terminal_key, issuing_key, proof)
    table = issuing_certificate
    known = connection.execute(
        select(table.c.terminal, table.c.certificate).where(table.c.point == point)
    ).one_or_none()
    if known is not None:
        if known.terminal != terminal:
            raise ProblemError("PV-203")
        return bytes(known.certificate)
    profile = station_profile(connection, station)
    if profile is None:
        raise LookupError(station)
    term, _, _ = issuing_terms()
    try:
        der, not_before, not_after = province.issuing.certify(
            point,
            terminal=terminal,
            station=station,
            station_name=profile.station_name,
            now=province.now(),
            term=term,
        )
    except ValueError as error:
        raise ProblemError("PV-203") from error
    connection.execute(
        table.insert().values(
            seq=advance(connection, "issuing_certificate", 1),
            terminal=terminal,
            point=point,
            kid=hashlib.sha256(point).digest()[:KID_BYTES],
            certificate=der,
            not_before=not_before,
            not_after=not_after,
        )
    )
    return der


def _proved_point(terminal_key: str, issuing_key: str, proof: str) -> bytes:
    try:
        point = crypto.decode(issuing_key, size=_POINT_BYTES)
        signature = crypto.decode(proof, size=64)
    except ValueError as error:
        raise ProblemError("PV-203") from error
    if not crypto.verifies_point(point, signature, issuing_text(terminal_key, issuing_key)):
        raise ProblemError("PV-203")
    return point


def trust_page(province: Province, after: int) -> TrustPage:
    """The next certificates behind place `after`, and the status list as it is now."""
    table = issuing_certificate
    with province.store.read() as connection:
        rows = connection.execute(
            select(table.c.seq, table.c.certificate)
            .where(table.c.seq > after)
            .order_by(table.c.seq)
            .limit(PAGE_CERTIFICATES + 1)
        ).all()
    shown = rows[:PAGE_CERTIFICATES]
    return TrustPage(
        issuing_authority=crypto.encode(province.issuing.certificate),
        issuers=tuple(crypto.encode(bytes(row.certificate)) for row in shown),
        seq=shown[-1].seq if shown else after,
        more=len(rows) > len(shown),
        status_list=crypto.encode(signed_status_list(province)),
    )


def own_trust(province: Province) -> Trust:
    """What the province itself verifies with: certificates looked up one by one, the list as it is now."""
    authority = read_authority(province.issuing.certificate)
    return Trust(authority, _Issuers(province), packed_list=signed_status_list(province))


class _Issuers(Mapping[str, bytes]):
    """Key id (hexadecimal) → certificate, read from the database when it is asked for."""

    def __init__(self, province: Province) -> None:
        self._store = province.store

    def __getitem__(self, kid: str) -> bytes:
        table = issuing_certificate
        with self._store.read() as connection:
            found = connection.execute(
                select(table.c.certificate).where(table.c.kid == bytes.fromhex(kid))
            ).first()
        if found is None:
            raise KeyError(kid)
        return bytes(found.certificate)

    def __iter__(self) -> Iterator[str]:
        with self._store.read() as connection:
            kids = connection.execute(select(issuing_certificate.c.kid)).scalars().all()
        return (bytes(kid).hex() for kid in kids)

    def __len__(self) -> int:
        return sum(1 for _ in self)
