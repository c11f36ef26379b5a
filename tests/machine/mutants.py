"""The protections, taken away one by one, each where it really stands: a machine that misses one proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from provincial_service import judging, settling
from provincial_service.store import counters
from provincial_service.store.upserts import upsert_many
from window_client.services.sync.pull import Pull

Patch = pytest.MonkeyPatch


def without_dedupe(patch: Patch) -> None:
    """The province looks for no earlier result, and its unique id does not stop it either."""
    patch.setattr(settling, "_earlier", lambda _connection, _ids: {})
    real = settling._write_actions

    class Forgiving:
        """`INSERT` of a row that stands becomes an overwrite."""

        def __init__(self, connection: Any) -> None:
            self._connection = connection

        def execute(self, _statement: Any, rows: list[dict[str, Any]]) -> None:
            upsert_many(self._connection, settling.applied_action, rows, keys=("action_id",))

    patch.setattr(
        settling,
        "_write_actions",
        lambda connection, *rest: real(Forgiving(connection), *rest),  # type: ignore[arg-type]
    )


def without_cursor_transaction(patch: Patch) -> None:
    """The cursor is written first, in a transaction of its own."""
    real = Pull._store

    def store(self: Pull, page: Any, skew_ms: Any, answers: Any, totals: Any) -> None:
        with self.store.unit_of_work() as uow:
            self._move_cursor(uow.connection, page.cursor, skew_ms, self.clock.now())
            uow.commit()
        real(self, page, skew_ms, answers, totals)

    patch.setattr(Pull, "_store", store)


def without_counter_lock(patch: Patch) -> None:
    """Numbers come from a plain sequence, as databases have them: not locked, not rolled back."""
    given: dict[str, int] = {}
    real = counters._advance_scope

    def advance(connection: Any, scope: str, count: int) -> int:
        first = real(connection, scope, count)
        key = f"{connection.engine.url} {scope}"
        taken = given.get(key, 0)
        if taken >= first:
            real(connection, scope, taken - first + 1)
            first = taken + 1
        given[key] = first + count - 1
        return first

    patch.setattr(counters, "_advance_scope", advance)


def without_base_check(patch: Patch) -> None:
    patch.setattr(judging, "_unmet_base", lambda _desk, _action, _case: None)


def without_offering_again(patch: Patch) -> None:
    from window_client.services.sync import snapshot

    patch.setattr(snapshot, "_offer_again", lambda _connection, _rows: None)


def without_owners(patch: Patch) -> None:
    """Whoever sees a case may write all of it, at the window and at the province."""
    from hukou import case, ownership

    patch.setattr(case, "writers", lambda shown, _kind: ownership.parties(shown))


def without_leaving(patch: Patch) -> None:
    """A station that a case was recalled from is not told so."""
    real = judging.Verdict

    def verdict(*arguments: Any, left: Any = (), **more: Any) -> Any:
        return real(*arguments, **more)

    patch.setattr(judging, "Verdict", verdict)


MUTANTS: dict[str, Callable[[Patch], None]] = {
    "dedupe": without_dedupe,
    "cursor transaction": without_cursor_transaction,
    "counter lock": without_counter_lock,
    "base check": without_base_check,
    "sent log offered again": without_offering_again,
}
SHARED_MUTANTS: dict[str, Callable[[Patch], None]] = {
    "owners": without_owners,
    "leaving the scope": without_leaving,
}
"""What only shows where two stations share a case."""


@contextmanager
def mutated(name: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        (MUTANTS | SHARED_MUTANTS)[name](patch)
        yield
