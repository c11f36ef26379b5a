"""A terminal enters the province once, with an activation code that an administrator made."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import Connection, select

from hukou.wire import EnrolReply, EnrolRequest
from provincial_service import crypto
from provincial_service.issuing import certify
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.store.tables import activation_code, station, terminal
from provincial_service.store.terminals import find_terminal, station_profile


def make_activation_code(province: Province, station_code: str, *, valid_hours: int = 72) -> str:
    """A new code for one terminal of the station; `LookupError` when there is no such station."""
    code = crypto.new_activation_code()
    with province.store.write() as connection:
        if station_profile(connection, station_code) is None:
            raise LookupError(station_code)
        connection.execute(
            activation_code.insert().values(
                code_hash=crypto.activation_code_hash(code),
                station=station_code,
                expires_at=province.now() + timedelta(hours=valid_hours),
                terminal=None,
            )
        )
    return code


def enrol(province: Province, request: EnrolRequest) -> EnrolReply:
    """The terminal's identity. The same code with the same public key is answered again: the first answer may
    have been lost on the line. PV-201 for a code that is wrong, used or over, without saying which."""
    try:
        public_key = crypto.decode(request.public_key, size=crypto.PUBLIC_KEY_BYTES)
        sign_in_key = crypto.decode(request.sign_in_key, size=crypto.PUBLIC_KEY_BYTES)
        master_key = crypto.decode(request.master_key, size=crypto.MASTER_KEY_BYTES)
    except ValueError as error:
        raise ProblemError("PV-202") from error
    with province.store.write() as connection:
        code = (
            connection.execute(
                select(activation_code)
                .where(activation_code.c.code_hash == crypto.activation_code_hash(request.activation_code))
                .with_for_update()
            )
            .mappings()
            .one_or_none()
        )
        if code is None:
            raise ProblemError("PV-201")
        if code["terminal"] is not None:
            return _repeat(province, connection, code["terminal"], public_key, request)
        if code["expires_at"] < province.now():
            raise ProblemError("PV-201")
        terminal_id, window_no = _next_terminal(connection, code["station"])
        connection.execute(
            terminal.insert().values(
                terminal=terminal_id,
                station=code["station"],
                window_no=window_no,
                public_key=public_key,
                sign_in_key=sign_in_key,
                sealed_master_key=crypto.seal(province.keys.sealing, master_key, terminal_id),
                enrolled_at=province.now(),
                revoked_at=None,
            )
        )
        connection.execute(
            activation_code.update()
            .where(activation_code.c.code_hash == code["code_hash"])
            .values(terminal=terminal_id)
        )
        return _reply(province, connection, terminal_id, window_no, code["station"], request)


def _repeat(
    province: Province, connection: Connection, terminal_id: str, public_key: bytes, request: EnrolRequest
) -> EnrolReply:
    known = find_terminal(connection, terminal_id)
    if known is None or known.public_key != public_key or known.revoked_at is not None:
        raise ProblemError("PV-201")
    return _reply(province, connection, terminal_id, known.window_no, known.station, request)


def _next_terminal(connection: Connection, station_code: str) -> tuple[str, int]:
    """Window numbers rise per station and are never given twice: case numbers contain them."""
    statement = (
        station.update()
        .where(station.c.station == station_code)
        .values(next_window=station.c.next_window + 1)
        .returning(station.c.next_window)
    )
    window_no = int(connection.execute(statement).scalar_one()) - 1
    return f"{station_code}-{window_no:02d}-{secrets.token_hex(2)}", window_no


def _reply(
    province: Province,
    connection: Connection,
    terminal_id: str,
    window_no: int,
    station_code: str,
    request: EnrolRequest,
) -> EnrolReply:
    profile = station_profile(connection, station_code)
    if profile is None:
        raise LookupError(station_code)
    certificate = b""
    if request.issuing_key:
        certificate = certify(
            connection,
            province,
            terminal=terminal_id,
            station=station_code,
            terminal_key=request.public_key,
            issuing_key=request.issuing_key,
            proof=request.issuing_proof,
        )
    return EnrolReply(
        terminal=terminal_id,
        window_no=window_no,
        station=profile,
        province_public_key=crypto.encode(province.keys.signing.public_bytes),
        sample=province.facts.sample,
        issuing_authority=crypto.encode(province.issuing.certificate),
        issuing_certificate=crypto.encode(certificate),
    )


def revoke_terminal(province: Province, terminal_id: str) -> bool:
    """From now on nothing of this terminal is accepted; False when there is no such terminal."""
    with province.store.write() as connection:
        statement = (
            terminal.update()
            .where(terminal.c.terminal == terminal_id)
            .where(terminal.c.revoked_at.is_(None))
            .values(revoked_at=province.now())
        )
        return bool(connection.execute(statement).rowcount)
