"""Blocks of numbers are leased once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou import wire
from tests.counter import Counter
from tests.services.sync.line import Between, in_sync
from window_client.errors import RemoteUnreachableError
from window_client.services.store import tables


@contextmanager
def replaced(target: object, name: str, value: Any) -> Any:
    object.__setattr__(target, name, value)
    yield
    object.__delattr__(target, name)


def test_numbers_are_leased_once_and_refilled(counter: Counter, between: Between) -> None:
    report = counter.desk.sync.run_once(force=True)
    assert report.numbers == 200
    assert counter.desk.certificates.numbers_left() == 200
    assert counter.desk.sync.run_once(force=True).numbers == 0


def test_a_lost_lease_leases_nothing_twice(counter: Counter, between: Between) -> None:
    asked: list[UUID] = []

    def lost(request: wire.NumberLeaseRequest) -> wire.NumberBlock:
        asked.append(request.request_id)
        block = between.province.lease_numbers(request)
        if len(asked) == 1:
            raise RemoteUnreachableError(detail="ReadTimeout")
        return block

    with replaced(between, "lease_numbers", lost):
        assert isinstance(counter.desk.sync.run_once(force=True).error, RemoteUnreachableError)
        in_sync(counter)
    assert asked[0] == asked[1]
    with counter.session.store.read() as connection:
        (block,) = connection.execute(sa.select(tables.number_block)).all()
    assert block.first == 1
