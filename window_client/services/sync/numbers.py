"""Certificate numbers: leased from the province in blocks, given out here one by one, each accounted for."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.wire import NumberBlock, NumberLeaseRequest
from window_client.errors import NumbersExhaustedError
from window_client.services.clock import Clock
from window_client.services.store import Store, UnitOfWork, tables
from window_client.services.sync.clock_check import require_sound_clock
from window_client.services.sync.remote import Province

BLOCK_SIZE = 200
LOW_WATER = 60
"""Below this the next cycle leases another block: some days of work at a busy window."""
_REQUEST = "number_lease_request"


def numbers_left(connection: sa.Connection) -> int:
    """How many certificates this terminal can still number without the province."""
    block = tables.number_block
    left = connection.execute(sa.select(sa.func.sum(block.c.last - block.c.next + 1))).scalar_one()
    return int(left or 0)


def take_number(uow: UnitOfWork, case_id: UUID, clock: Clock) -> str:
    """The next number, booked to the case in the caller's transaction. `NumbersExhaustedError` when none is left,
    `ClockJumpedError` while the clock was put back."""
    require_sound_clock(uow.connection, clock)
    block = tables.number_block
    row = uow.connection.execute(
        sa.select(block)
        .where(block.c.next <= block.c.last)
        .order_by(block.c.leased_at, block.c.first)
        .limit(1)
    ).first()
    if row is None:
        raise NumbersExhaustedError()
    number = f"{row.prefix}{row.next:06d}"
    uow.connection.execute(sa.update(block).where(block.c.block_id == row.block_id).values(next=row.next + 1))
    uow.connection.execute(
        sa.insert(tables.number_use).values(
            number=number, block_id=row.block_id, case_id=case_id, state="used", used_at=clock.now()
        )
    )
    return number


def running_number(connection: sa.Connection, number: str) -> int:
    """`n` of a number `{prefix}{n:06d}` from one of this terminal's blocks; `NumbersExhaustedError` for another."""
    block = tables.number_block
    for row in connection.execute(sa.select(block.c.prefix, block.c.first, block.c.last)):
        digits = number.removeprefix(row.prefix)
        if digits != number and digits.isdecimal() and row.first <= int(digits) <= row.last:
            return int(digits)
    raise NumbersExhaustedError(detail="number of no block")


def refill(store: Store, province: Province, clock: Clock) -> int:
    """Lease a block when few are left; returns how many numbers came.

    The request's id is kept until the answer is stored, so that a lost answer leases nothing twice.
    """
    with store.read() as connection:
        if numbers_left(connection) >= LOW_WATER:
            return 0
    block = province.lease_numbers(NumberLeaseRequest(request_id=_request_id(store, clock), count=BLOCK_SIZE))
    with store.unit_of_work() as uow:
        _keep(uow.connection, block, clock)
        uow.connection.execute(sa.delete(tables.meta).where(tables.meta.c.key == _REQUEST))
        uow.commit()
    return block.last - block.first + 1


def _request_id(store: Store, clock: Clock) -> UUID:
    with store.unit_of_work() as uow:
        statement = insert(tables.meta).values(key=_REQUEST, value=str(clock.new_id()))
        uow.connection.execute(statement.on_conflict_do_nothing())
        value = uow.connection.execute(
            sa.select(tables.meta.c.value).where(tables.meta.c.key == _REQUEST)
        ).scalar_one()
        uow.commit()
    return UUID(value)


def _keep(connection: sa.Connection, block: NumberBlock, clock: Clock) -> None:
    statement = insert(tables.number_block).values(
        block_id=block.block_id,
        prefix=block.prefix,
        first=block.first,
        last=block.last,
        next=block.first,
        leased_at=clock.now(),
    )
    connection.execute(statement.on_conflict_do_nothing(index_elements=["block_id"]))
