"""Pull: the change feed has no holes, repeats nothing and stays within its scope (sync.md, invariants 4, 12)."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from hukou.case import Case
from hukou.wire import Change, ChangePageEnd, Outcome
from provincial_service.settings import Settings
from provincial_service.store import schema
from tests.province.running import Service, run_service
from tests.province.terminal import ELSEWHERE, HOME, OTHER_OFFICER, TestTerminal


def pull(
    terminal: TestTerminal, after: str = "", max_bytes: int = 500_000
) -> tuple[list[Change], ChangePageEnd]:
    scope = terminal.reply.station.station
    answer = terminal.get(f"/v1/changes?scope={scope}&after={after}&max_bytes={max_bytes}")
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "application/x-ndjson"
    *lines, last = answer.body.splitlines()
    return [Change.model_validate_json(line) for line in lines], ChangePageEnd.model_validate_json(last)


def pull_all(terminal: TestTerminal, after: str = "", max_bytes: int = 500_000) -> list[Change]:
    changes: list[Change] = []
    more = True
    while more:
        page, end = pull(terminal, after, max_bytes)
        changes += page
        after, more = end.cursor, end.more
    return changes


def test_the_feed_carries_every_version_in_order(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    results = terminal.push(*story)
    changes, end = pull(terminal)
    assert [change.seq for change in changes] == list(range(1, 7))
    assert [change.action_id for change in changes] == [action.action_id for action in story]
    assert [change.receipt_number for change in changes] == [r.receipt.number for r in results if r.receipt]
    assert [change.case.version for change in changes if change.case] == list(range(1, 7))
    assert changes[-1].case == terminal.case(story[0].case_id)
    assert not end.more
    again, end_again = pull(terminal, end.cursor)
    assert (again, end_again.cursor, end_again.more) == ([], end.cursor, False)


def test_a_refused_or_conflicting_action_changes_nothing(terminal: TestTerminal) -> None:
    story = terminal.story("WQ-2026-999999")
    terminal.push(*story)
    assert [change.seq for change in pull_all(terminal)] == [1, 2, 3]


def test_pages_are_bounded_by_bytes_and_join_without_seam(terminal: TestTerminal) -> None:
    for number in terminal.lease(5):
        terminal.push(*terminal.story(number))
    whole = pull_all(terminal)
    assert len(whole) == 30
    for max_bytes in (1, 2_000, 7_777):
        assert pull_all(terminal, max_bytes=max_bytes) == whole
    page, end = pull(terminal, max_bytes=3_000)
    assert 1 <= len(page) < 30
    assert end.more


def test_unknown_fields_of_a_case_survive_the_way_through(terminal: TestTerminal) -> None:
    """The stored text is answered verbatim: what an action brought is what a window gets."""
    action = terminal.open_case()
    terminal.push(action)
    (change,), _ = pull(terminal)
    assert isinstance(change.case, Case)
    assert change.case.subject.name == action.payload["subject"]["name"]


def test_a_scope_is_the_terminals_own(service: Service) -> None:
    here, elsewhere = service.enrol(), service.enrol(ELSEWHERE)
    here.push(here.open_case())
    assert pull_all(elsewhere) == []
    assert elsewhere.get(f"/v1/changes?scope={HOME}&after=").code == "PV-104"
    elsewhere.push(elsewhere.open_case(staff=OTHER_OFFICER))
    assert [len(pull_all(here)), len(pull_all(elsewhere))] == [1, 1]


def test_a_second_terminal_of_the_station_sees_the_case(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    action = here.open_case()
    here.push(action)
    (change,) = pull_all(there)
    assert (change.case_id, change.action_id) == (action.case_id, action.action_id)


@pytest.mark.parametrize(
    "cursor",
    ["other:{scope}:0", "{epoch}:390102520000:0", "{epoch}:{scope}:99", "{epoch}:{scope}:x", "{epoch}", "::"],
)
def test_a_foreign_cursor_gets_410(service: Service, cursor: str) -> None:
    terminal = service.enrol()
    terminal.push(terminal.open_case())
    epoch = terminal.get("/v1/hello").json()["epoch"]
    after = cursor.format(epoch=epoch, scope=HOME)
    answer = terminal.get(f"/v1/changes?scope={HOME}&after={after}")
    assert (answer.status, answer.code) == (410, "PV-121")


def test_a_new_epoch_makes_old_cursors_gone_and_skips_receipt_numbers(service: Service) -> None:
    terminal = service.enrol()
    terminal.push(terminal.open_case())
    _, end = pull(terminal)
    schema.rotate_epoch(service.province.store, service.province.now())
    assert terminal.get(f"/v1/changes?scope={HOME}&after={end.cursor}").status == 410
    assert len(pull_all(terminal)) == 1
    (result,) = terminal.push(terminal.open_case())
    assert result.receipt is not None
    assert int(result.receipt.number[6:]) > schema.EPOCH_RECEIPT_GAP


# --- eight writers ---------------------------------------------------------------------------------------

WRITERS, BATCHES = 8, 4


def _write(terminal: TestTerminal, numbers: list[str]) -> list[Any]:
    staff = {} if terminal.reply.station.station == HOME else {"staff": OTHER_OFFICER}
    results = []
    for number in numbers:
        results += terminal.push(*terminal.story(number, **staff))
    return results


def _read(terminal: TestTerminal, stop: threading.Event) -> list[Change]:
    """Follow the feed while others write, then to its end."""
    seen: list[Change] = []
    after = ""
    while True:
        last_round = stop.is_set()
        page, end = pull(terminal, after, max_bytes=20_000)
        seen += page
        after = end.cursor
        if last_round and not end.more:
            return seen


def test_eight_writers_leave_no_hole_and_a_reader_misses_nothing(settings: Settings) -> None:
    with run_service(settings) as service:
        terminals = [service.enrol(HOME if n % 2 else ELSEWHERE) for n in range(WRITERS)]
        readers = [service.enrol(HOME), service.enrol(ELSEWHERE)]
        leases = [terminal.lease(BATCHES) for terminal in terminals]
        stop = threading.Event()
        with ThreadPoolExecutor(WRITERS + 2) as pool:
            reading = [pool.submit(_read, reader, stop) for reader in readers]
            writing = [pool.submit(_write, *pair) for pair in zip(terminals, leases, strict=True)]
            results = [result for job in writing for result in job.result()]
            stop.set()
            seen = [job.result() for job in reading]
    assert {result.outcome for result in results} == {Outcome.APPLIED}
    assert len({result.receipt.number for result in results}) == WRITERS * BATCHES * 6
    for changes in seen:
        assert [change.seq for change in changes] == list(range(1, WRITERS // 2 * BATCHES * 6 + 1))
    told = {json.dumps(str(change.action_id)) for changes in seen for change in changes}
    assert told == {json.dumps(str(result.action_id)) for result in results}
