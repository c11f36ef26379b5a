"""Two stations that share cases, for windows that are killed: their orders, one life, and how conflicts are settled.

Everything goes through the services that the screens use. What a service refuses is answered with False: the process
lives on, as a window does.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol
from uuid import UUID

from hukou.case import Side, Status
from hukou.conflict import STEP
from tests.basics import OTHER_STATION
from tests.counter import BOOK_LOST, Counter
from tests.e2e.killable import WindowProcess
from tests.e2e.windows import Window
from window_client.errors import InputError, NotAuthorisedError

Order = Callable[[Counter, dict[str, Any]], Any]


def taken(step: Callable[[], Any]) -> bool:
    """False for what the window refuses: the case has moved, or is not this station's to write."""
    try:
        step()
    except (InputError, NotAuthorisedError):
        return False
    return True


def _circulate(counter: Counter, order: dict[str, Any]) -> bool:
    return taken(lambda: counter.desk.cases.circulate(UUID(order["case"]), OTHER_STATION, "户籍在该所"))


def _recall(counter: Counter, order: dict[str, Any]) -> bool:
    return taken(lambda: counter.desk.cases.recall(UUID(order["case"]), "改由本所办理"))


def _amend(counter: Counter, order: dict[str, Any]) -> bool:
    return taken(lambda: counter.desk.cases.amend(UUID(order["case"]), {"purpose": order["text"]}))


def _reject(counter: Counter, order: dict[str, Any]) -> bool:
    return taken(lambda: counter.desk.cases.reject(UUID(order["case"]), order["text"]))


def _note(counter: Counter, order: dict[str, Any]) -> bool:
    return taken(lambda: counter.desk.cases.add_note(UUID(order["case"]), order["text"]))


def _distinct(counter: Counter, order: dict[str, Any]) -> bool:
    return taken(
        lambda: counter.desk.conflicts.mark_distinct(UUID(order["case"]), UUID(order["other"]), "不同事项")
    )


def _shared(counter: Counter, _order: dict[str, Any]) -> list[str]:
    rows = counter.desk.cases.list_cases(limit=1000)
    return sorted(str(row.case_id) for row in rows if row.circulation is not None)


def _settle(counter: Counter, _order: dict[str, Any]) -> int:
    return settled(counter)


SHARING: dict[str, Order] = {
    "circulate": _circulate,
    "recall": _recall,
    "amend": _amend,
    "reject": _reject,
    "note": _note,
    "distinct": _distinct,
    "shared": _shared,
    "settle": _settle,
}


def settled(counter: Counter) -> int:
    """Answer every conflict that this window may answer, values in turn mine and theirs; how many were."""
    count = 0
    for row in counter.desk.cases.list_cases(limit=1000):
        for sheet in counter.desk.conflicts.sheets(row.case_id):
            sides = {
                path: (Side.THEIRS, Side.MINE)[at % 2]
                for at, path in enumerate([one.path for one in sheet.choices] or [STEP])
            }
            settle = counter.desk.conflicts.set_aside if sheet.state == "refused" else None
            if sheet.may_settle and settle is None:
                count += taken(lambda sheet=sheet, sides=sides: counter.desk.conflicts.resolve(sheet, sides))
            elif settle is not None and sheet.is_own:
                count += taken(lambda sheet=sheet, settle=settle: settle(sheet))
    return count


class Killable(Protocol):
    def kill(self) -> None: ...


class Witness(Protocol):
    """What an outsider writes down (`tests.e2e.test_faults.Outsider`)."""

    reached: dict[str, str]
    notes: dict[str, list[str]]


def share_until_killed(
    window: Window,
    service: Killable,
    chance: random.Random,
    outsider: Witness,
    subject: dict[str, Any],
    *,
    kill_province: bool,
    run: Callable[[Window], AbstractContextManager[WindowProcess]],
) -> None:
    """One life of a window of either station: its share of the cases that both see, and a death while it sends."""
    gives = window.member.station != OTHER_STATION
    with run(window) as process:
        if gives:
            case_id = process.do("open", service="certificate.other", subject=subject)
            process.do("accept", case=case_id, fields=BOOK_LOST)
            outsider.reached[case_id] = "shared"
            process.do("circulate", case=case_id)
        cases = process.do("shared")
        for case_id in chance.sample(cases, min(3, len(cases))):
            _one_step(process, chance, case_id, cases, gives=gives)
        process.do("settle")
        process.tell("sync")
        process.tell("sync")
        time.sleep(chance.uniform(0.0, 0.15))
        if kill_province:
            service.kill()
            time.sleep(chance.uniform(0.0, 0.05))
        process.kill()


def _one_step(
    process: WindowProcess,
    chance: random.Random,
    case_id: str,
    cases: list[str],
    *,
    gives: bool,
) -> None:
    text = f"第 {chance.random()} 次"
    kind = chance.choice(
        ("note", "distinct", "amend", "amend", "recall") if gives else ("note", "distinct", "reject")
    )
    # What stands on a step that is left in a conflict is left with it, notes too: nobody promises that they stay.
    process.do(kind, case=case_id, text=text, other=chance.choice(cases))


def settle_all(counters: list[Counter], drain: Callable[[Counter], None]) -> None:
    """Until nothing waits for a person anywhere: an answer may meet another answer."""
    for _ in range(12):
        count = 0
        for counter in counters:
            # One after the other: two that answer each other's answers at the same moment never come to an end.
            drain(counter)
            count += settled(counter)
            drain(counter)
        if not count and not any(counter.desk.sync.status().needs_person for counter in counters):
            return
    waiting = [counter.desk.sync.status().needs_person for counter in counters]
    raise AssertionError(f"conflicts without an end: {waiting} {[_open(counter) for counter in counters]}")


def _open(counter: Counter) -> list[str]:
    """What a window still shows, for whoever reads why a campaign failed."""
    told = []
    for row in counter.desk.cases.list_cases(limit=1000):
        sheets = counter.desk.conflicts.sheets(row.case_id)
        if sheets or row.sync.value in ("conflict", "returned"):
            steps = [f"{one.kind} {one.state} own={one.is_own} may={one.may_settle}" for one in sheets]
            told.append(f"{row.case_id} {row.status} {row.sync} at {row.circulation}: {steps}")
    return told


FINAL_OR_OPEN = (Status.ACCEPTED, Status.REJECTED)
"""Where a shared case may stand at the end."""
