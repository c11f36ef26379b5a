"""Many rows at once mean the same as one by one, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from provincial_service.settings import Settings
from provincial_service.store import Store, open_store
from provincial_service.store.bulk import FEW, insert_many, replace_many
from provincial_service.store.tables import action_review, scope_counter

AT = datetime(2026, 11, 23, 9, 30, 0, 120, tzinfo=timezone(timedelta(hours=8)))
TEXT = '引号" 反斜杠\\ 制表\t 换行\n \\N 𠮷'


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings.database)
    yield opened
    opened.close()


def rows(count: int, detail: str = TEXT) -> list[dict[str, Any]]:
    return [
        {
            "action_id": f"{number:036d}", "terminal": "T", "case_id": "C", "reason": "clock",
            "detail": f"{detail}{number}", "noted_at": AT,
        }
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 300])
def test_every_row_comes_back_as_it_was_given(store: Store, count: int) -> None:
    with store.write() as connection:
        insert_many(connection, action_review, rows(count))
    with store.read() as connection:
        found = (
            connection.execute(sa.select(action_review).order_by(action_review.c.action_id)).mappings().all()
        )
    assert [dict(row) for row in found] == [{**row, "noted_at": AT.astimezone(UTC)} for row in rows(count)]


@pytest.mark.parametrize("count", [FEW, FEW + 1])
def test_replacing_overwrites_what_stands_and_adds_the_rest(store: Store, count: int) -> None:
    with store.write() as connection:
        insert_many(connection, action_review, rows(count))
        replace_many(connection, action_review, rows(count + 3, "neu"), keys=("action_id",))
        details = connection.execute(sa.select(action_review.c.detail)).scalars().all()
    assert sorted(details) == sorted(row["detail"] for row in rows(count + 3, "neu"))


def test_a_key_that_stands_already_undoes_the_whole_batch(store: Store) -> None:
    with store.write() as connection:
        insert_many(connection, action_review, rows(1))
    with pytest.raises(Exception, match=r"(?i)unique"), store.write() as connection:
        connection.execute(scope_counter.insert().values(scope="X", last_seq=1, oldest_seq=1))
        insert_many(connection, action_review, rows(FEW + 5))
    with store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(action_review)).scalar_one() == 1
        gone = sa.select(scope_counter).where(scope_counter.c.scope == "X")
        assert connection.execute(gone).first() is None
