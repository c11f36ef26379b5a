"""A window in a process of its own, told what to do line by line, so that a test can kill it where it likes.

`python -m tests.e2e.window_process FOLDER PROVINCE_URL NOW STAFF_NO` reads one JSON order a line from stdin and answers
one JSON line when, and only when, the order is done: what was answered is what the screen would have called saved.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from hukou.case import Subject
from tests.basics import OFFICER, OTHER_OFFICER, FakeClock
from tests.counter import LOOK_UP_PURPOSE, Counter
from tests.e2e.sharing import SHARING
from tests.e2e.windows import Window, window_config

Order = Callable[[Counter, dict[str, Any]], Any]


def _open(counter: Counter, order: dict[str, Any]) -> str:
    return str(counter.desk.cases.open_case(order["service"], Subject.model_validate(order["subject"])))


def _accept(counter: Counter, order: dict[str, Any]) -> str:
    return counter.desk.cases.accept(counter.fill(UUID(order["case"]), order["fields"])).case_no


def _look_up(counter: Counter, order: dict[str, Any]) -> bool:
    answer = counter.desk.register.look_up(
        UUID(order["case"]), LOOK_UP_PURPOSE, citizen_no=order["citizen_no"]
    )
    return answer.extract is not None


def _approve(counter: Counter, order: dict[str, Any]) -> str:
    return counter.desk.cases.approve(UUID(order["case"]), "登记属实").status.value


def _issue(counter: Counter, order: dict[str, Any]) -> dict[str, str | None]:
    counter.step_up()
    entry = counter.desk.certificates.issue(UUID(order["case"]))
    return {"entry": str(entry.entry_id), "number": entry.number}


def _send(counter: Counter, order: dict[str, Any]) -> str:
    return counter.desk.ledger.send(UUID(order["entry"])).state.value


def _confirm(counter: Counter, order: dict[str, Any]) -> str:
    return counter.desk.ledger.confirm(UUID(order["entry"]), order["last_three"]).state.value


def _complete(counter: Counter, order: dict[str, Any]) -> str:
    return counter.desk.cases.complete(UUID(order["case"])).status.value


def _receipt(counter: Counter, order: dict[str, Any]) -> str:
    return counter.desk.certificates.make_receipt(UUID(order["case"])).state.value


def _unconfirmed(counter: Counter, _order: dict[str, Any]) -> list[str]:
    return [str(entry.entry_id) for entry in counter.desk.ledger.unconfirmed()]


def _sync(counter: Counter, _order: dict[str, Any]) -> dict[str, Any]:
    report = counter.desk.sync.run_once(force=True)
    return {"error": report.error.code if report.error else "", "applied": report.pushed.applied}


def _save_draft(counter: Counter, order: dict[str, Any]) -> bool:
    counter.desk.cases.save_draft(counter.fill(UUID(order["case"]), order["fields"]))
    return True


ORDERS: dict[str, Order] = {
    "open": _open,
    "save_draft": _save_draft,
    "accept": _accept,
    "look_up": _look_up,
    "approve": _approve,
    "issue": _issue,
    "send": _send,
    "confirm": _confirm,
    "complete": _complete,
    "receipt": _receipt,
    "unconfirmed": _unconfirmed,
    "sync": _sync,
    **SHARING,
}
STAFF = {member.staff_no: member for member in (OFFICER, OTHER_OFFICER)}


def main() -> None:
    folder, url, now, staff_no = sys.argv[1:]
    clock = FakeClock(datetime.fromisoformat(now))
    window = Window(Path(folder), window_config(Path(folder), url), clock, STAFF[staff_no])
    counter = window.counter()
    _answer("signed in")
    for line in sys.stdin:
        order = json.loads(line)
        clock.advance(seconds=1)
        _answer(ORDERS[order["do"]](counter, order))


def _answer(value: Any) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
