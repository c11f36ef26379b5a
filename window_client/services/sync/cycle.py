"""One push–pull cycle: what runs every few seconds on the remote lane, at start, and at *send now*."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from window_client.errors import CursorGoneError, ProtocolTooOldError, RemoteSignInError, SyncError
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync import backoff, numbers
from window_client.services.sync.pull import Pull, PullTotals
from window_client.services.sync.push import Push
from window_client.services.sync.remote import Province
from window_client.services.sync.settling import PushTotals
from window_client.services.sync.stations import StationSync
from window_client.services.sync.status import SyncStatus, read_status
from window_client.services.sync.trust import TrustSync


@dataclass(frozen=True)
class SyncReport:
    """What one cycle did. `error` is what stopped it; `skipped` means that it was not due yet."""

    pushed: PushTotals = field(default_factory=PushTotals)
    pulled: PullTotals = field(default_factory=PullTotals)
    numbers: int = 0
    error: SyncError | None = None
    skipped: bool = False


class SyncCycle:
    """Runs cycles for one session. `run_once` never raises a `SyncError`: being offline is a state."""

    def __init__(
        self,
        store: Store,
        province: Province,
        clock: Clock,
        *,
        scope: str,
        province_public_key: bytes,
        trust: TrustSync | None = None,
        stations: StationSync | None = None,
    ) -> None:
        """`trust` keeps issuing certificate and status list up to date, `stations` the list of stations; without
        them that is not done."""
        self._store = store
        self._province = province
        self._clock = clock
        self._scope = scope
        self._push = Push(store, province, clock, province_public_key)
        self._pull = Pull(store, province, clock, scope, province_public_key)
        self._trust = trust
        self._stations = stations
        self._one_at_a_time = threading.Lock()

    def run_once(self, *, force: bool = False) -> SyncReport:
        """Push, pull, refill numbers. `force` (a person pressed *send now*, or the link is back) ignores the
        waiting time."""
        if not force and not self._is_due():
            return SyncReport(skipped=True)
        pushed, pulled, leased = PushTotals(), PullTotals(), 0
        with self._one_at_a_time:
            try:
                pushed = self._push_all(force)
                pushed += self._push.reconcile()
                pulled = self._pull.run(offered=self._push.offered_all)
                if pulled.restarts and self._has_queue():
                    # What a restored province had lost is offered again now, not in some minutes.
                    pushed += self._push.run(force=force)
                leased = numbers.refill(self._store, self._province, self._clock)
                if self._trust is not None:
                    self._trust.run(force=force)
                if self._stations is not None:
                    self._stations.run()
            except SyncError as error:
                self._note_failure(error)
                return SyncReport(pushed, pulled, leased, error)
            self._note_contact()
        return SyncReport(pushed, pulled, leased)

    def _push_all(self, force: bool) -> PushTotals:
        """A snapshot under way comes first: until it is whole the versions here are of two epochs."""
        self._pull.finish_snapshot()
        try:
            return self._push.run(force=force)
        except CursorGoneError:
            # Another epoch: nothing was taken; the pull finds out what the province still has, then it is sent.
            return PushTotals()

    def run_if_queued(self) -> SyncReport:
        """A cycle when something is queued and due; asks the province nothing otherwise."""
        return self.run_once() if self._has_queue() else SyncReport(skipped=True)

    def _has_queue(self) -> bool:
        with self._store.read() as connection:
            return bool(
                connection.execute(sa.select(sa.func.count()).select_from(tables.outbox)).scalar_one()
            )

    def push_case(self, case_id: UUID) -> None:
        """Send what is pending for one case, now; raises the `SyncError`. Before a register look-up, which the
        province answers only for a case that it knows."""
        with self._one_at_a_time, self._failures_noted():
            self._push.run(only_case=case_id, force=True)

    def status(self) -> SyncStatus:
        """What is true now, for strip and sync page; reads the store only."""
        return read_status(self._store, self._scope, self._clock.now())

    @contextmanager
    def _failures_noted(self) -> Iterator[None]:
        try:
            yield
        except SyncError as error:
            self._note_failure(error)
            raise

    def _is_due(self) -> bool:
        row = self._row()
        return row is None or backoff.is_due(row.next_attempt_at, self._clock.now())

    def _row(self) -> Any:
        with self._store.read() as connection:
            return connection.execute(
                sa.select(tables.sync_scope).where(tables.sync_scope.c.scope == self._scope)
            ).first()

    def _note_failure(self, error: SyncError) -> None:
        row = self._row()
        attempts = (row.attempts if row else 0) + 1
        wait = backoff.delay(attempts, retry_after=error.retry_after)
        paused = error.code if isinstance(error, (RemoteSignInError, ProtocolTooOldError)) else ""
        self._write(
            attempts=attempts,
            next_attempt_at=self._clock.now() + timedelta(seconds=wait),
            paused_by=paused,
        )

    def _note_contact(self) -> None:
        self._write(attempts=0, next_attempt_at=None, paused_by="", last_contact=self._clock.now())

    def _write(self, **values: Any) -> None:
        with self._store.unit_of_work() as uow:
            statement = insert(tables.sync_scope).values(scope=self._scope, **values)
            uow.connection.execute(statement.on_conflict_do_update(index_elements=["scope"], set_=values))
            uow.commit()
