"""Certificate numbers: leased to a terminal in blocks, so that it can issue offline and no number doubles."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import Connection, func, select

from hukou.wire import NumberBlock, is_prefix_of_some_year, prefix_of_year
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.settings import CHINA
from provincial_service.store.tables import certificate_number, number_block, station
from provincial_service.store.terminals import TerminalRow, find_terminal


class LeasedNumbers:
    """Answers whether a number lies in a block of one terminal; reads the blocks at the first question."""

    def __init__(self, connection: Connection, terminal: str) -> None:
        self._connection = connection
        self._terminal = terminal
        self._blocks: list[tuple[str, int, int]] | None = None

    def __call__(self, number: str) -> bool:
        if not number:
            return False
        if self._blocks is None:
            columns = (number_block.c.prefix, number_block.c.first, number_block.c.last)
            rows = self._connection.execute(select(*columns).where(number_block.c.terminal == self._terminal))
            self._blocks = [(row[0], row[1], row[2]) for row in rows]
        return any(lies_in(number, *block) for block in self._blocks)


def lies_in(number: str, prefix: str, first: int, last: int) -> bool:
    """Whether a number is exactly one of `{prefix}{n:06d}` with `first <= n <= last`."""
    rest = number.removeprefix(prefix)
    if rest == number or not (rest.isascii() and rest.isdigit()):
        return False
    value = int(rest)
    return first <= value <= last and number == f"{prefix}{value:06d}"


def lease_block(province: Province, terminal: TerminalRow, request_id: UUID, count: int) -> NumberBlock:
    """The next `count` numbers of the station; the same request gets the same block again."""
    with province.store.write() as connection:
        find_terminal(connection, terminal.terminal, lock=True)
        known = (
            connection.execute(select(number_block).where(number_block.c.request_id == str(request_id)))
            .mappings()
            .one_or_none()
        )
        if known is not None:
            if known["terminal"] != terminal.terminal:
                raise ProblemError("PV-104")
            return NumberBlock(
                block_id=known["block_id"], prefix=known["prefix"], first=known["first"], last=known["last"]
            )
        if _unused(connection, terminal.terminal) + count > province.limits.unused_numbers:
            raise ProblemError("PV-501")
        block = _next_block(connection, terminal.station, count, province.now().astimezone(CHINA).year)
        connection.execute(
            number_block.insert().values(
                block_id=block.block_id,
                request_id=str(request_id),
                terminal=terminal.terminal,
                prefix=block.prefix,
                first=block.first,
                last=block.last,
                leased_at=province.now(),
            )
        )
    return block


def restore_blocks(
    province: Province, terminal: TerminalRow, blocks: Sequence[NumberBlock]
) -> tuple[str, ...]:
    """Take note of blocks that were leased after the backup this database was restored from; the ids that are the
    terminal's now. The epoch's turn skipped their numbers, so that nobody else was given them meanwhile.

    Not taken: a block of another prefix, of numbers not yet reached, or that overlaps one that stands.
    """
    known: list[str] = []
    with province.store.write() as connection:
        find_terminal(connection, terminal.terminal, lock=True)
        own = connection.execute(
            select(station.c.number_prefix, station.c.next_number)
            .where(station.c.station == terminal.station)
            .with_for_update()
        ).one()
        for block in blocks:
            if not is_prefix_of_some_year(block.prefix, own.number_prefix):
                continue
            if _restore(connection, province, terminal.terminal, block, own.next_number):
                known.append(block.block_id)
    return tuple(known)


def _restore(
    connection: Connection,
    province: Province,
    terminal: str,
    block: NumberBlock,
    following: int,
) -> bool:
    if not 1 <= block.first <= block.last < following or len(block.block_id) > 36:
        return False
    overlapping = connection.execute(
        select(number_block).where(
            number_block.c.prefix == block.prefix,
            number_block.c.first <= block.last,
            number_block.c.last >= block.first,
        )
    ).mappings()
    standing = list(overlapping)
    if standing:
        return [(row["block_id"], row["terminal"]) for row in standing] == [(block.block_id, terminal)]
    connection.execute(
        number_block.insert().values(
            block_id=block.block_id,
            request_id=block.block_id,
            terminal=terminal,
            prefix=block.prefix,
            first=block.first,
            last=block.last,
            leased_at=province.now(),
        )
    )
    return True


def _unused(connection: Connection, terminal: str) -> int:
    leased = connection.execute(
        select(func.coalesce(func.sum(number_block.c.last - number_block.c.first + 1), 0)).where(
            number_block.c.terminal == terminal
        )
    ).scalar_one()
    used = connection.execute(
        select(func.count()).where(certificate_number.c.terminal == terminal)
    ).scalar_one()
    return int(leased) - int(used)


def _next_block(connection: Connection, station_code: str, count: int, year: int) -> NumberBlock:
    statement = (
        station.update()
        .where(station.c.station == station_code)
        .values(next_number=station.c.next_number + count)
        .returning(station.c.next_number, station.c.number_prefix)
    )
    following, template = connection.execute(statement).one()
    prefix = prefix_of_year(template, year)
    return NumberBlock(block_id=str(uuid4()), prefix=prefix, first=following - count, last=following - 1)
