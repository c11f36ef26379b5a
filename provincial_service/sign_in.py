"""Staff sign-in: the password is checked online, then a signed credential serves for the offline term."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select

from hukou.wire import Credential, SignInReply, SignInRequest
from provincial_service import crypto
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.store.tables import sign_in_failure
from provincial_service.store.terminals import StaffRow, TerminalRow, find_staff
from provincial_service.store.upserts import insert_if_absent

_LONGEST_NUMBER = 40


def sign_in(province: Province, terminal: TerminalRow, request: SignInRequest) -> SignInReply:
    """Credential and master key for staff of the terminal's station.

    Unknown number, closed account, other station and wrong password cost the same time and give the same
    PV-211; after too many failures PV-212, whether the number exists or not.
    """
    staff_no = request.staff_no.strip()[:_LONGEST_NUMBER]
    now = province.now()
    _refuse_while_locked(province, staff_no, now)
    with province.store.read() as connection:
        row = find_staff(connection, staff_no)
    usable = row if row is not None and row.active and row.member.station == terminal.station else None
    fits = province.passwords.matches(usable.password_hash if usable else None, request.password)
    if usable is None or not fits:
        _count_failure(province, staff_no, now)
        raise ProblemError("PV-211")
    _clear_failures(province, staff_no)
    return _reply(province, terminal, usable, now)


def _reply(province: Province, terminal: TerminalRow, row: StaffRow, now: datetime) -> SignInReply:
    credential = Credential(
        staff=row.member,
        terminal=terminal.terminal,
        issued_at=now,
        not_after=now + timedelta(hours=province.limits.offline_hours),
        max_failures=province.limits.sign_in_failures,
        lock_minutes=province.limits.sign_in_lock_minutes,
    )
    text = credential.canonical_text()
    master_key = crypto.unseal(province.keys.sealing, terminal.sealed_master_key, terminal.terminal)
    return SignInReply(
        credential_text=text,
        signature=province.keys.signing.sign(text.encode()),
        master_key=crypto.encode(master_key),
    )


# --- lock-out --------------------------------------------------------------------------------------------


def _refuse_while_locked(province: Province, staff_no: str, now: datetime) -> None:
    statement = select(sign_in_failure.c.locked_until).where(sign_in_failure.c.staff_no == staff_no)
    with province.store.read() as connection:
        locked_until = connection.execute(statement).scalar()
    if locked_until is not None and locked_until > now:
        seconds = ceil((locked_until - now).total_seconds())
        raise ProblemError("PV-212", retry_after=seconds, minutes=(seconds + 59) // 60)


def _count_failure(province: Province, staff_no: str, now: datetime) -> None:
    limits = province.limits
    with province.store.write() as connection:
        insert_if_absent(
            connection, sign_in_failure, {"staff_no": staff_no, "failures": 0, "locked_until": None}
        )
        statement = (
            sign_in_failure.update()
            .where(sign_in_failure.c.staff_no == staff_no)
            .values(failures=sign_in_failure.c.failures + 1)
            .returning(sign_in_failure.c.failures)
        )
        failures = connection.execute(statement).scalar_one()
        if failures >= limits.sign_in_failures:
            until = now + timedelta(minutes=limits.sign_in_lock_minutes)
            connection.execute(
                sign_in_failure.update()
                .where(sign_in_failure.c.staff_no == staff_no)
                .values(failures=0, locked_until=until)
            )


def _clear_failures(province: Province, staff_no: str) -> None:
    statement = sign_in_failure.delete().where(sign_in_failure.c.staff_no == staff_no)
    with province.store.write() as connection:
        connection.execute(statement)
