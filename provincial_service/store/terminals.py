"""Rows about terminals, stations and staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from hukou.staff import Role, StaffMember
from hukou.station_wire import StationEntry
from hukou.wire import StationProfile
from provincial_service.store.counters import open_scope
from provincial_service.store.schema import read_meta
from provincial_service.store.tables import nonce, staff, station, terminal
from provincial_service.store.upserts import insert_if_absent, upsert


@dataclass(frozen=True)
class TerminalRow:
    terminal: str
    station: str
    window_no: int
    public_key: bytes
    sign_in_key: bytes
    """Signs `/v1/sign-in` and nothing else (`hukou.wire.EnrolRequest`)."""
    sealed_master_key: bytes
    revoked_at: datetime | None


def find_terminal(connection: Connection, terminal_id: str, *, lock: bool = False) -> TerminalRow | None:
    """The terminal; with `lock` its row is held until the transaction ends (PostgreSQL)."""
    statement = select(
        terminal.c.terminal,
        terminal.c.station,
        terminal.c.window_no,
        terminal.c.public_key,
        terminal.c.sign_in_key,
        terminal.c.sealed_master_key,
        terminal.c.revoked_at,
    ).where(terminal.c.terminal == terminal_id)
    row = connection.execute(statement.with_for_update(key_share=True) if lock else statement).one_or_none()
    return TerminalRow(*row) if row else None


def remember_nonce(connection: Connection, terminal_id: str, text: str, now: datetime) -> bool:
    """False when the terminal has used this nonce before."""
    return insert_if_absent(connection, nonce, {"terminal": terminal_id, "nonce": text, "seen_at": now})


def forget_nonces(connection: Connection, before: datetime) -> int:
    return connection.execute(nonce.delete().where(nonce.c.seen_at < before)).rowcount


def nonce_horizon(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


# --- stations and staff ----------------------------------------------------------------------------------


def save_station(connection: Connection, profile: StationProfile) -> None:
    """Add or correct a station; its running numbers and its change counter are kept."""
    row = {
        "station": profile.station,
        "station_name": profile.station_name,
        "bureau_name": profile.bureau_name,
        "division": profile.division,
        "phone": profile.phone,
        "address": profile.address,
        "number_prefix": profile.number_prefix,
    }
    if not insert_if_absent(connection, station, {**row, "next_number": 1, "next_window": 1}):
        connection.execute(station.update().where(station.c.station == profile.station).values(**row))
    open_scope(connection, profile.station)


def station_profile(connection: Connection, code: str) -> StationProfile | None:
    row = connection.execute(select(station).where(station.c.station == code)).mappings().one_or_none()
    if row is None:
        return None
    return StationProfile(
        station=row["station"],
        station_name=row["station_name"],
        bureau_name=row["bureau_name"],
        province_name=read_meta(connection, "province_name"),
        division=row["division"],
        phone=row["phone"],
        address=row["address"],
        number_prefix=row["number_prefix"],
    )


def station_entries(connection: Connection) -> tuple[StationEntry, ...]:
    """All stations in the order of their codes."""
    columns = station.c.station, station.c.station_name, station.c.bureau_name, station.c.division
    rows = connection.execute(select(*columns).order_by(station.c.station)).mappings()
    return tuple(StationEntry.model_validate(dict(row)) for row in rows)


@dataclass(frozen=True)
class StaffRow:
    member: StaffMember
    password_hash: str
    active: bool


def save_staff(connection: Connection, member: StaffMember, password_hash: str) -> None:
    upsert(
        connection,
        staff,
        {
            "staff_no": member.staff_no,
            "name": member.name,
            "role": member.role.value,
            "station": member.station,
            "password_hash": password_hash,
            "active": True,
        },
        keys=("staff_no",),
    )


def find_staff(connection: Connection, staff_no: str) -> StaffRow | None:
    row = connection.execute(select(staff).where(staff.c.staff_no == staff_no)).mappings().one_or_none()
    if row is None:
        return None
    member = StaffMember(
        staff_no=row["staff_no"], name=row["name"], role=Role(row["role"]), station=row["station"]
    )
    return StaffRow(member=member, password_hash=row["password_hash"], active=row["active"])
