"""Suspected duplicates: the same person and the same service, opened at two windows that did not see each other.

Every window finds them in its own store, so that both flag the same pair; nobody but a person says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.case import Case, Status
from window_client.services.store import tables

_VIEW = tables.case_view
_OPEN = tuple(status.value for status in Status if not status.is_final)


@dataclass(frozen=True)
class SuspectedDuplicate:
    """`later` was opened after `earlier`, at another window."""

    earlier: Case
    later: Case


def find_duplicates(connection: sa.Connection) -> tuple[SuspectedDuplicate, ...]:
    """All pairs of open cases here, in the order in which the later one was opened."""
    found: dict[frozenset[UUID], SuspectedDuplicate] = {}
    for group in _groups(connection):
        cases = sorted((_case(row) for row in group), key=lambda case: (case.opened_at, case.case_id))
        for one, two in combinations(cases, 2):
            if _suspicious(one, two):
                found[frozenset((one.case_id, two.case_id))] = SuspectedDuplicate(one, two)
    return tuple(sorted(found.values(), key=lambda pair: (pair.later.opened_at, pair.later.case_id)))


def _suspicious(one: Case, two: Case) -> bool:
    """Opened at two windows, and nobody has said yet that they are not the same."""
    apart = two.case_id in one.distinct_from or one.case_id in two.distinct_from
    return one.terminal != two.terminal and not apart


def _groups(connection: sa.Connection) -> Iterator[list[Any]]:
    """Open cases of one person and service: by citizen number, and by name and birth date for those without."""
    by_number = (_VIEW.c.service, _VIEW.c.subject_no)
    by_name = (_VIEW.c.service, _VIEW.c.subject_name, _VIEW.c.birth_date)
    for columns, known in ((by_number, _VIEW.c.subject_no != ""), (by_name, _VIEW.c.subject_name != "")):
        alike = (
            sa.select(*columns)
            .where(_VIEW.c.status.in_(_OPEN), known)
            .group_by(*columns)
            .having(sa.func.count() > 1)
        )
        for key in connection.execute(alike).all():
            same = [column == value for column, value in zip(columns, key, strict=True)]
            rows = sa.select(_VIEW.c.view_json).where(_VIEW.c.status.in_(_OPEN), *same)
            group = list(connection.execute(rows))
            yield _without_other_numbers(group) if columns is by_name else group


def _without_other_numbers(group: list[Any]) -> list[Any]:
    """Of the same name and birth date: two different citizen numbers are two persons."""
    numbers = {_case(row).subject.citizen_no for row in group} - {""}
    return group if len(numbers) < 2 else [row for row in group if not _case(row).subject.citizen_no]


def _case(row: Any) -> Case:
    return Case.model_validate_json(row.view_json)
