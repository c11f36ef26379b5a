"""The rows behind a batch: read and locked before it is judged, written after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hukou.case import Action, ActionKind, Case
from hukou.ownership import parties
from hukou.staff import Role, StaffMember
from hukou.wire import ActionResult, ChangeKind, Outcome, Receipt, receipt_text
from provincial_service.bases import changed_between, read_bases
from provincial_service.conflicts import conflicts_of, write_conflicts
from provincial_service.judging import FINAL, Desk, Incoming, Verdict
from provincial_service.numbers import LeasedNumbers
from provincial_service.problems import problem
from provincial_service.province import Province
from provincial_service.reoffers import who_awaits
from provincial_service.revocation import note_spoiled
from provincial_service.settings import CHINA
from provincial_service.store.bulk import insert_many, replace_many
from provincial_service.store.counters import advance, advance_scopes
from provincial_service.store.tables import (
    action_review,
    applied_action,
    case_history,
    case_party,
    certificate_number,
    change,
    staff,
    station,
)
from provincial_service.store.tables import case as case_file
from provincial_service.store.terminals import find_terminal


@dataclass(frozen=True)
class Settled:
    entry: Incoming
    verdict: Verdict


def scopes_of(case: Case) -> tuple[str, ...]:
    """The stations that may see a case: the one that accepted it, and the one it was circulated to."""
    return parties(case)


# --- before ----------------------------------------------------------------------------------------------


def open_desk(
    connection: Connection, province: Province, terminal: str, batch: Sequence[Incoming]
) -> tuple[Desk, dict[UUID, tuple[str, str]]]:
    """Lock and read what the batch needs: the desk, and (fingerprint, result) of actions settled before.

    The terminal's row is locked first: only it may send its actions, so two copies of one request wait for
    each other here instead of colliding on the unique id.
    """
    row = find_terminal(connection, terminal, lock=True)
    if row is None:
        raise LookupError("terminal vanished")
    actions = [entry.action for entry in batch]
    awaits_base, awaits_turn = who_awaits(connection, province, row)
    earlier = _earlier(connection, [action.action_id for action in actions])
    bases = read_bases(connection, {a.base_action for a in actions if a.base_action is not None})
    desk = Desk(
        terminal=row,
        staff=_staff(connection, {action.staff.staff_no for action in actions}),
        cases=_locked_cases(connection, {action.case_id for action in actions}),
        settled=bases.outcomes,
        versions=bases.versions,
        merged=bases.merged,
        changed=partial(changed_between, connection),
        leased=LeasedNumbers(connection, terminal),
        used=_used_numbers(connection, actions),
        awaits_base=awaits_base,
        awaits_turn=awaits_turn,
        stations=_known_stations(connection, actions),
        conflicts=conflicts_of(connection, {action.case_id for action in actions}),
    )
    return desk, earlier


def _in_chunks(values: Iterable[Any], size: int = 500) -> Iterable[list[Any]]:
    ordered = sorted(values)
    return (ordered[i : i + size] for i in range(0, len(ordered), size))


def _earlier(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    found: dict[UUID, tuple[str, str]] = {}
    columns = (applied_action.c.action_id, applied_action.c.fingerprint, applied_action.c.result)
    for chunk in _in_chunks({str(i) for i in ids}):
        rows = connection.execute(select(*columns).where(applied_action.c.action_id.in_(chunk)))
        found.update({UUID(row[0]): (row[1], row[2]) for row in rows})
    return found


def _staff(connection: Connection, numbers: set[str]) -> dict[str, StaffMember]:
    """Also those whose account is closed: what they did before, offline, stays theirs."""
    columns = (staff.c.staff_no, staff.c.name, staff.c.role, staff.c.station)
    rows = connection.execute(select(*columns).where(staff.c.staff_no.in_(sorted(numbers))))
    return {
        row[0]: StaffMember(staff_no=row[0], name=row[1], role=Role(row[2]), station=row[3]) for row in rows
    }


def _locked_cases(connection: Connection, ids: set[UUID]) -> dict[UUID, Case]:
    found: dict[UUID, Case] = {}
    for chunk in _in_chunks({str(i) for i in ids}):
        statement = (
            select(case_file.c.text)
            .where(case_file.c.case_id.in_(chunk))
            .order_by(case_file.c.case_id)
            .with_for_update()
        )
        for text in connection.execute(statement).scalars():
            case = Case.model_validate_json(text)
            found[case.case_id] = case
    return found


def _known_stations(connection: Connection, actions: Iterable[Action]) -> frozenset[str]:
    named = {str(a.payload.get("station", "")) for a in actions if a.kind is ActionKind.CIRCULATE} - {""}
    if not named:
        return frozenset()
    found = connection.execute(select(station.c.station).where(station.c.station.in_(sorted(named))))
    return frozenset(found.scalars())


def _used_numbers(connection: Connection, actions: Iterable[Action]) -> set[str]:
    named = {str(a.payload.get(key, "")) for a in actions for key in ("number", "notice_number")} - {""}
    used: set[str] = set()
    for chunk in _in_chunks(named):
        statement = select(certificate_number.c.number).where(certificate_number.c.number.in_(chunk))
        used.update(connection.execute(statement).scalars())
    return used


# --- after -----------------------------------------------------------------------------------------------


def write_settled(
    connection: Connection, province: Province, desk: Desk, settled: list[Settled]
) -> list[ActionResult]:
    """Write what was judged and return the results; the counters are taken last."""
    applied = [one for one in settled if one.verdict.outcome is Outcome.APPLIED]
    now = province.now()
    _write_cases(connection, applied, now)
    _write_parties(connection, desk, applied)
    told = write_conflicts(connection, desk, [(one.entry, one.verdict) for one in settled], now)
    _write_numbers(connection, applied)
    note_spoiled(connection, (one.entry.action for one in applied), now)
    first = advance_scopes(connection, _scope_counts(applied, told))
    receipts = _receipts(connection, province, applied, now)
    _write_changes(connection, applied, told, first, receipts)
    results = [_result(one, receipts.get(one.entry.action.action_id)) for one in settled]
    _write_actions(connection, settled, results, now)
    _write_reviews(connection, settled, results, now, timedelta(hours=province.limits.skew_hours))
    return results


def _write_cases(connection: Connection, applied: list[Settled], now: datetime) -> None:
    history: list[dict[str, Any]] = []
    latest: dict[UUID, dict[str, Any]] = {}
    for one in applied:
        case = one.verdict.case
        assert case is not None
        text = case.model_dump_json()
        key = {"case_id": str(case.case_id), "version": case.version}
        history.append({**key, "action_id": str(case.last_action), "text": text})
        latest[case.case_id] = {
            **key,
            "station": case.station,
            "status": case.status.value,
            "last_action": str(case.last_action),
            "text": text,
            "updated_at": now,
        }
    if history:
        rows = [latest[key] for key in sorted(latest)]
        replace_many(connection, case_file, rows, keys=("case_id",))
        insert_many(connection, case_history, history)


def _write_numbers(connection: Connection, applied: list[Settled]) -> None:
    rows = [
        {
            "number": one.verdict.number,
            "terminal": one.entry.action.terminal,
            "case_id": str(one.entry.action.case_id),
            "action_id": str(one.entry.action.action_id),
        }
        for one in applied
        if one.verdict.number
    ]
    if rows:
        connection.execute(certificate_number.insert(), rows)


def _write_parties(connection: Connection, desk: Desk, applied: list[Settled]) -> None:
    """Which other station sees a case that was circulated in this batch, as it stands at its end."""
    for case_id in sorted({one.entry.action.case_id for one in applied if _circulates(one.entry.action)}):
        connection.execute(case_party.delete().where(case_party.c.case_id == str(case_id)))
        case = desk.cases[case_id]
        for scope in scopes_of(case):
            if scope != case.station:
                connection.execute(case_party.insert().values(scope=scope, case_id=str(case_id)))


def _circulates(action: Action) -> bool:
    return action.kind is ActionKind.CIRCULATE


def _scope_counts(applied: list[Settled], told: list[Case]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for scope in _scopes(applied, told):
        counts[scope] = counts.get(scope, 0) + 1
    return counts


def _scopes(applied: list[Settled], told: list[Case]) -> Iterable[str]:
    for one in applied:
        assert one.verdict.case is not None
        yield from scopes_of(one.verdict.case)
        yield from one.verdict.left
    for case in told:
        yield from scopes_of(case)


def _receipts(
    connection: Connection, province: Province, applied: list[Settled], now: datetime
) -> dict[UUID, Receipt]:
    if not applied:
        return {}
    year = now.astimezone(CHINA).strftime("%y")
    number = advance(connection, f"receipt:{year}", len(applied))
    receipts: dict[UUID, Receipt] = {}
    for offset, one in enumerate(applied):
        text = f"{province.facts.receipt_letters}-{year}-{number + offset:06d}"
        signature = province.keys.signing.sign(receipt_text(text, now, one.entry.fingerprint))
        receipts[one.entry.action.action_id] = Receipt(
            number=text, time=now, content_hash=one.entry.fingerprint, signature=signature
        )
    return receipts


def _write_changes(
    connection: Connection,
    applied: list[Settled],
    told: list[Case],
    first: dict[str, int],
    receipts: dict[UUID, Receipt],
) -> None:
    """One row for each station that sees a case, one for each that does not any more, and one for each that has to
    be told of a conflict (the version that stands, once more)."""
    following = dict(first)
    rows: list[dict[str, Any]] = []

    def add(scope: str, kind: ChangeKind, case: Case, action_id: UUID, receipt: str) -> None:
        rows.append(
            {
                "scope": scope,
                "seq": following[scope],
                "kind": kind.value,
                "case_id": str(case.case_id),
                "version": case.version if kind is ChangeKind.CASE else None,
                "action_id": str(action_id),
                "receipt_number": receipt,
            }
        )
        following[scope] += 1

    for one in applied:
        case, action_id = one.verdict.case, one.entry.action.action_id
        assert case is not None
        for scope in scopes_of(case):
            add(scope, ChangeKind.CASE, case, action_id, receipts[action_id].number)
        for scope in one.verdict.left:
            add(scope, ChangeKind.SCOPE_EXIT, case, action_id, "")
    for case in told:
        for scope in scopes_of(case):
            add(scope, ChangeKind.CASE, case, case.last_action, "")
    insert_many(connection, change, rows)


def _result(one: Settled, receipt: Receipt | None) -> ActionResult:
    verdict = one.verdict
    is_applied = verdict.outcome is Outcome.APPLIED
    return ActionResult(
        action_id=one.entry.action.action_id,
        outcome=verdict.outcome,
        version=verdict.case.version if verdict.case is not None else None,
        receipt=receipt,
        problem=verdict.problem,
        case=None if is_applied else verdict.case,
        blocked_on=verdict.blocked_on,
    )


def _write_actions(
    connection: Connection, settled: list[Settled], results: list[ActionResult], now: datetime
) -> None:
    """Keep what is final; a blocked or retried action will come again."""
    rows = [
        {
            "action_id": str(one.entry.action.action_id),
            "terminal": one.entry.action.terminal,
            "terminal_seq": one.entry.action.terminal_seq,
            "case_id": str(one.entry.action.case_id),
            "kind": one.entry.action.kind.value,
            "staff_no": one.entry.action.staff.staff_no,
            "fingerprint": one.entry.fingerprint,
            "text": one.entry.text,
            "signature": one.entry.signature,
            "outcome": result.outcome.value,
            "version": result.version,
            "receipt_number": result.receipt.number if result.receipt else None,
            "result": result.model_dump_json(),
            "received_at": now,
        }
        for one, result in zip(settled, results, strict=True)
        if result.outcome in FINAL
    ]
    insert_many(connection, applied_action, rows)


def _write_reviews(
    connection: Connection,
    settled: list[Settled],
    results: list[ActionResult],
    now: datetime,
    tolerated: timedelta,
) -> None:
    """Clocks decide nothing; an act whose time cannot be right is put before a person (sync.md, Clock)."""
    rows = []
    for one, result in zip(settled, results, strict=True):
        action = one.entry.action
        skew = timedelta(milliseconds=action.clock_skew_ms or 0)
        ahead = action.occurred_at - now
        if result.outcome in FINAL and (abs(skew) > tolerated or ahead > tolerated):
            rows.append(
                {
                    "action_id": str(action.action_id),
                    "terminal": action.terminal,
                    "case_id": str(action.case_id),
                    "reason": "clock",
                    "detail": f"skew {int(skew.total_seconds())} s, ahead {int(ahead.total_seconds())} s",
                    "noted_at": now,
                }
            )
    if rows:
        connection.execute(action_review.insert(), rows)


def duplicate_of(entry: Incoming, fingerprint: str, result: str) -> ActionResult:
    """The original result in full as `duplicate`; other content under the same id is refused."""
    if entry.fingerprint != fingerprint:
        return ActionResult(
            action_id=entry.action.action_id, outcome=Outcome.REFUSED, problem=problem("PV-303")
        )
    original = ActionResult.model_validate_json(result)
    if original.outcome not in FINAL:
        return original
    return original.model_copy(update={"outcome": Outcome.DUPLICATE})
