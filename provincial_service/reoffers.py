"""After the epoch turned: which windows may still hold what this database lost (sync.md, Epoch).

An action made on a version that is not here waits for the one below it. It waits no longer than there is a window
that could bring it: every window says when it has offered all it holds, and how much of the feed stood by then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from provincial_service.province import Province
from provincial_service.store.schema import epoch_since, read_meta
from provincial_service.store.tables import case as case_file
from provincial_service.store.tables import case_party, change, scope_counter, terminal, terminal_offer
from provincial_service.store.terminals import TerminalRow
from provincial_service.store.upserts import upsert

Awaits = Callable[[UUID], bool]
"""Whether a version of this case may still be brought by another window."""


def turned_lately(connection: Connection, province: Province) -> bool:
    """Whether the epoch turned so lately that windows away may not have come back yet."""
    since = epoch_since(connection)
    return since is not None and province.now() < since + timedelta(days=province.limits.reoffer_days)


def note_offer(province: Province, teller: TerminalRow, cursor: str) -> None:
    """The terminal has offered everything it holds, and then asked for what comes after `cursor`."""
    with province.store.read() as connection:
        if not turned_lately(connection, province):
            return
        epoch = read_meta(connection, "epoch")
    if cursor.partition(":")[0] != epoch:
        return
    with province.store.write() as connection:
        last = connection.execute(
            select(scope_counter.c.last_seq).where(scope_counter.c.scope == teller.station)
        ).scalar_one()
        row = {"terminal": teller.terminal, "epoch": epoch, "seq": last}
        upsert(connection, terminal_offer, row, keys=("terminal",))


def who_awaits(connection: Connection, province: Province, teller: TerminalRow) -> tuple[Awaits, Awaits]:
    """For an action that has to stand on its base, and for one that merges with anything.

    In the first epoch a restore that nobody told the service of is the likely reason for a base that is not here: such
    an action waits for the operator. What merges with anything waits only after a turn.
    """
    since = epoch_since(connection)
    if since is None:
        return (lambda _case: True), (lambda _case: False)
    if not turned_lately(connection, province):
        return (lambda _case: False), (lambda _case: False)
    epoch = read_meta(connection, "epoch")

    def awaits(case_id: UUID) -> bool:
        # How far a window had offered is counted in its own station's feed.
        last = (
            select(func.coalesce(func.max(change.c.seq), 0))
            .where(change.c.scope == terminal.c.station, change.c.case_id == str(case_id))
            .correlate(terminal)
            .scalar_subquery()
        )
        offer = terminal_offer
        away = (
            select(terminal.c.terminal)
            .outerjoin(offer, and_(offer.c.terminal == terminal.c.terminal, offer.c.epoch == epoch))
            .where(
                terminal.c.station.in_(_stations(connection, case_id, teller)),
                terminal.c.terminal != teller.terminal,
                terminal.c.revoked_at.is_(None),
                terminal.c.enrolled_at <= since,
                or_(offer.c.seq.is_(None), offer.c.seq < last),
            )
            .limit(1)
        )
        return connection.execute(away).first() is not None

    return awaits, awaits


def _stations(connection: Connection, case_id: UUID, teller: TerminalRow) -> list[str]:
    """The stations whose windows may hold actions of a case, as far as this database knows."""
    own = select(case_file.c.station).where(case_file.c.case_id == str(case_id))
    circulated = select(case_party.c.scope).where(case_party.c.case_id == str(case_id))
    found = {*connection.execute(own).scalars(), *connection.execute(circulated).scalars()}
    return sorted(found | {teller.station})
