"""Certificates that do not stand any more, and the signed list that says so to every verifier."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, select

from hukou.case import Action, ActionKind
from paper_trust import cose, status_list
from paper_trust.crypto import read_authority
from provincial_service.numbers import lies_in
from provincial_service.province import Province
from provincial_service.store import Store
from provincial_service.store.tables import (
    issuing_certificate,
    number_block,
    revoked_certificate,
    terminal,
)
from provincial_service.store.upserts import insert_if_absent

_log = logging.getLogger(__name__)

_KEEP = timedelta(minutes=1)
_signed: WeakKeyDictionary[Store, tuple[tuple[int, int], datetime, bytes]] = WeakKeyDictionary()
"""The last list of each database, so that a crowd at the public page costs one signature a minute."""
_lock = threading.Lock()


def revoke(province: Province, number: str, reason: str) -> bool:
    """Put a certificate on the list, for good; False when it lies there already. `LookupError` for a number that
    no block was leased with."""
    with province.store.write() as connection:
        return _revoke(connection, number, reason, province.now())


def note_spoiled(connection: Connection, actions: Iterable[Action], now: datetime) -> None:
    """The certificates that these applied actions made void."""
    for action in actions:
        if action.kind is not ActionKind.SPOIL_PRINT:
            continue
        number = str(action.payload.get("number", ""))
        try:
            _revoke(connection, number, str(action.payload.get("remark", "")), now)
        except LookupError:
            # A number of no block has no place on the list, and no reason to refuse the clerk's act.
            _log.warning("a voided certificate bears a number that was never leased")


def _revoke(connection: Connection, number: str, reason: str, now: datetime) -> bool:
    station, running = _place_of(connection, number)
    row = {
        "number": number,
        "station": station,
        "running_number": running,
        "reason": reason,
        "revoked_at": now,
    }
    return insert_if_absent(connection, revoked_certificate, row)


def _place_of(connection: Connection, number: str) -> tuple[str, int]:
    """The station whose block a number is from, and its running number there; `LookupError`."""
    digits = re.search(r"\d{6,}$", number)
    if digits is None:
        raise LookupError(number)
    # The prefix may itself end in digits: any split with six digits or more behind it can be the right one.
    splits = range(digits.start(), len(number) - 5)
    prefixes = [number[:at] for at in splits]
    columns = (number_block.c.prefix, number_block.c.first, number_block.c.last, terminal.c.station)
    rows = connection.execute(
        select(*columns)
        .join(terminal, terminal.c.terminal == number_block.c.terminal)
        .where(number_block.c.prefix.in_(prefixes))
    )
    for prefix, first, last, station in rows:
        if lies_in(number, prefix, first, last):
            return station, int(number.removeprefix(prefix))
    raise LookupError(number)


def signed_status_list(province: Province) -> bytes:
    """The list, signed by the authority: as it is now, its date at most a minute old."""
    now, store = province.now(), province.store
    with store.read() as connection:
        size = _size(connection)
        with _lock:
            known = _signed.get(store)
        if known is not None and known[0] == size and timedelta() <= now - known[1] < _KEEP:
            return known[2]
        payload = status_list.encode(now, _revoked(connection), _withdrawn(connection))
    kid = read_authority(province.issuing.certificate).kid
    packed = cose.seal(status_list.KIND, payload, kid, province.issuing.sign)
    with _lock:
        _signed[store] = (size, now, packed)
    return packed


def _size(connection: Connection) -> tuple[int, int]:
    """What changes whenever the list does: nothing is ever taken off it."""
    count = func.count()
    revoked = connection.execute(select(count).select_from(revoked_certificate)).scalar_one()
    withdrawn = connection.execute(select(count).where(terminal.c.revoked_at.is_not(None))).scalar_one()
    return revoked, withdrawn


def _revoked(connection: Connection) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    columns = (revoked_certificate.c.station, revoked_certificate.c.running_number)
    for station, running in connection.execute(select(*columns)):
        found.setdefault(station, []).append(running)
    return found


def _withdrawn(connection: Connection) -> dict[bytes, datetime]:
    rows = connection.execute(
        select(issuing_certificate.c.kid, terminal.c.revoked_at)
        .join(terminal, terminal.c.terminal == issuing_certificate.c.terminal)
        .where(terminal.c.revoked_at.is_not(None))
    )
    return {bytes(row.kid): row.revoked_at for row in rows}
