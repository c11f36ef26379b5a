"""Who did and saw what: gapless, hash-chained, written in the transaction of the act it records.

The person is a keyed hash, so that the trail answers "who looked at this record" without holding numbers.
The chain proves that nothing was changed, removed or put in below a head that someone else holds; a party
with the store's key can recompute all of it, so nothing more is claimed than that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.staff import StaffMember
from window_client.errors import AuditError, DiskFullError, StoreBusyError
from window_client.services import crypto
from window_client.services.clock import Clock
from window_client.services.store import Store, UnitOfWork
from window_client.services.store.tables import audit_event

GENESIS = "0" * 64
_HASHED = (
    "seq",
    "occurred_at",
    "boot_ms",
    "terminal",
    "staff_no",
    "role",
    "action",
    "case_id",
    "person",
    "purpose",
    "result",
    "detail",
)

_HEAD = sa.select(audit_event.c.seq, audit_event.c.hash).order_by(audit_event.c.seq.desc()).limit(1)
_INSERT = sa.insert(audit_event)


@dataclass(frozen=True)
class AuditEvent:
    """One act. `person_no` is a citizen number (or a register key) and is kept only as its keyed hash;
    `result` is `done`, `refused` or `failed`; `detail` is short and holds no personal data."""

    action: str
    case_id: UUID | None = None
    person_no: str | None = None
    purpose: str = ""
    result: str = "done"
    detail: str = ""


@dataclass(frozen=True)
class ChainFault:
    """`what` is `gap`, `link`, `content` or `head`."""

    seq: int
    what: str


@dataclass(frozen=True)
class ChainReport:
    events: int
    head_seq: int
    head_hash: str
    faults: tuple[ChainFault, ...]

    @property
    def intact(self) -> bool:
        return not self.faults


class AuditLog:
    """The audit of one session: knows who acts, where, and the pseudonym key."""

    def __init__(
        self, store: Store, clock: Clock, *, staff: StaffMember, terminal: str, key: bytearray
    ) -> None:
        self._store = store
        self._clock = clock
        self._staff = staff
        self._terminal = terminal
        self._key = key

    def pseudonym(self, person_no: str) -> str:
        """The keyed hash under which a person appears; '' for ''."""
        return crypto.keyed_hash(self._key, person_no.encode()) if person_no else ""

    def record(self, uow: UnitOfWork, event: AuditEvent) -> int:
        """Append the row in the caller's transaction and return its number.

        When it cannot be written the unit of work can no longer commit, even if the caller swallows the
        error: `AuditError`, or `DiskFullError`/`StoreBusyError` where those are the cause.
        """
        try:
            return self._append(uow.connection, event)
        except (DiskFullError, StoreBusyError) as error:
            uow.forbid_commit(error)
            raise
        except Exception as error:
            failure = AuditError(detail=f"{event.action}: {type(error).__name__}")
            uow.forbid_commit(failure)
            raise failure from error

    def record_failure(self, event: AuditEvent) -> int:
        """Record an act that did not happen, in a transaction of its own (after the act's rolled back)."""
        with self._store.unit_of_work() as uow:
            seq = self.record(uow, event)
            uow.commit()
        return seq

    def _append(self, connection: sa.Connection, event: AuditEvent) -> int:
        last = connection.execute(_HEAD).first()
        row: dict[str, Any] = {
            "seq": last.seq + 1 if last else 1,
            "occurred_at": self._clock.now().isoformat(),
            "boot_ms": int(self._clock.monotonic() * 1000),
            "terminal": self._terminal,
            "staff_no": self._staff.staff_no,
            "role": self._staff.role.value,
            "action": event.action,
            "case_id": str(event.case_id) if event.case_id else "",
            "person": self.pseudonym(event.person_no or ""),
            "purpose": event.purpose,
            "result": event.result,
            "detail": event.detail,
        }
        row["prev_hash"] = last.hash if last else GENESIS
        row["hash"] = row_hash(row)
        connection.execute(_INSERT, row)
        return int(row["seq"])


def row_hash(row: dict[str, Any]) -> str:
    """SHA-256 over the previous hash and the row's fields in a fixed order, as JSON without spaces."""
    fields = [row["prev_hash"], *(row[name] for name in _HASHED)]
    return crypto.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())


def verify_chain(connection: sa.Connection, *, acknowledged: tuple[int, str] | None = None) -> ChainReport:
    """Walk the whole chain. `acknowledged` is a head (number, hash) that someone else holds: everything up to
    it is then proof against a recomputed chain, and a tail cut below it is found."""
    faults: list[ChainFault] = []
    expected_seq, expected_prev, events = 1, GENESIS, 0
    seen_head = acknowledged is None
    for found in connection.execute(sa.select(audit_event).order_by(audit_event.c.seq)):
        row = dict(found._mapping)
        events += 1
        if row["seq"] != expected_seq:
            faults.append(ChainFault(row["seq"], "gap"))
        if row["prev_hash"] != expected_prev:
            faults.append(ChainFault(row["seq"], "link"))
        if row["hash"] != row_hash(row):
            faults.append(ChainFault(row["seq"], "content"))
        if acknowledged is not None and row["seq"] == acknowledged[0]:
            seen_head = row["hash"] == acknowledged[1]
        expected_seq, expected_prev = row["seq"] + 1, row["hash"]
    if not seen_head and acknowledged is not None:
        faults.append(ChainFault(acknowledged[0], "head"))
    return ChainReport(events, expected_seq - 1, expected_prev, tuple(faults))


def head(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the last event; `(0, GENESIS)` before the first."""
    last = connection.execute(_HEAD).first()
    return (last.seq, last.hash) if last else (0, GENESIS)
