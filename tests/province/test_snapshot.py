"""A snapshot brings every case of a scope as it stands; a turned epoch waits for what windows hold, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from hukou.case import ActionKind
from hukou.wire import Outcome, SnapshotEnd, SnapshotLine
from provincial_service.feed import trim_changes
from provincial_service.settings import Settings, utc_now
from provincial_service.store.schema import rotate_epoch
from tests.province.running import Service, run_service
from tests.province.terminal import ELSEWHERE, HOME, OTHER_OFFICER, TestTerminal, accept_payload


def page(
    terminal: TestTerminal, after: str = "", max_bytes: int = 500_000
) -> tuple[list[SnapshotLine], SnapshotEnd]:
    scope = terminal.reply.station.station
    answer = terminal.get(f"/v1/snapshot?scope={scope}&after={after}&max_bytes={max_bytes}")
    assert answer.status == 200, answer.body
    *lines, last = answer.body.splitlines()
    return [SnapshotLine.model_validate_json(line) for line in lines], SnapshotEnd.model_validate_json(last)


def whole(terminal: TestTerminal, max_bytes: int) -> tuple[list[SnapshotLine], SnapshotEnd]:
    lines: list[SnapshotLine] = []
    after = ""
    while True:
        more, end = page(terminal, after, max_bytes)
        lines += more
        if not end.more:
            return lines, end
        after = end.after


def test_every_case_of_the_scope_comes_once_in_any_page_size(service: Service) -> None:
    here, elsewhere = service.enrol(), service.enrol(ELSEWHERE)
    stories = [here.story(number) for number in here.lease(4)]
    for story in stories:
        here.push(*story)
    elsewhere.push(elsewhere.open_case(staff=OTHER_OFFICER))
    for max_bytes in (1, 3_000, 500_000):
        lines, end = whole(here, max_bytes)
        assert sorted(line.case_id for line in lines) == sorted(story[0].case_id for story in stories)
        assert all(line.case == here.case(line.case_id) and line.receipt_number for line in lines)
    answer = here.get(f"/v1/changes?scope={HOME}&after={end.cursor}")
    assert len(answer.body.splitlines()) == 1
    assert here.get(f"/v1/snapshot?scope={ELSEWHERE}").code == "PV-104"


def test_what_changes_meanwhile_comes_in_the_replay(service: Service) -> None:
    terminal = service.enrol()
    cases = [terminal.open_case() for _ in range(3)]
    terminal.push(*cases)
    first, end = page(terminal, max_bytes=1)
    assert end.more
    terminal.push(terminal.action(ActionKind.ACCEPT, first[0].case_id, accept_payload(), base=1))
    while end.more:
        _, end = page(terminal, end.after, max_bytes=1)
    answer = terminal.get(f"/v1/changes?scope={HOME}&after={end.cursor}")
    assert str(first[0].case_id).encode() in answer.body


def test_a_trimmed_feed_sends_late_and_new_windows_to_the_snapshot(service: Service) -> None:
    terminal = service.enrol()
    terminal.push(*(terminal.open_case() for _ in range(5)))
    assert trim_changes(service.province, 2) == 3
    answer = terminal.get(f"/v1/changes?scope={HOME}&after=")
    assert (answer.status, answer.code) == (410, "PV-121")
    epoch = answer.json()["epoch"]
    assert terminal.get(f"/v1/changes?scope={HOME}&after={epoch}:{HOME}:3").status == 200
    assert terminal.get(f"/v1/changes?scope={HOME}&after={epoch}:{HOME}:2").status == 410
    lines, end = page(terminal)
    assert len(lines) == 5
    assert terminal.get(f"/v1/changes?scope={HOME}&after={end.cursor}").status == 200


def test_a_snapshot_of_another_epoch_begins_again(service: Service) -> None:
    terminal = service.enrol()
    terminal.push(terminal.open_case(), terminal.open_case())
    _, end = page(terminal, max_bytes=1)
    epoch = rotate_epoch(service.province.store, service.province.now())
    answer = terminal.get(f"/v1/snapshot?scope={HOME}&after={end.after}")
    assert (answer.status, answer.code, answer.json()["epoch"]) == (410, "PV-121", epoch)


def test_after_a_turn_a_base_is_awaited_until_every_window_has_offered(settings: Settings) -> None:
    """Two windows; what the first one's action stands on is nowhere."""
    with run_service(replace(settings, clock=utc_now)) as service:
        here, there = service.enrol(), service.enrol()
        opened = here.open_case()
        here.push(opened)
        rotate_epoch(service.province.store, service.province.now())
        ahead = here.action(ActionKind.ACCEPT, opened.case_id, accept_payload(), base=4)
        note = here.action(ActionKind.ADD_NOTE, opened.case_id, {"text": "来电"}, base=4)
        missing = here.action(ActionKind.ACCEPT, uuid4(), accept_payload(), base=1)
        assert [one.outcome for one in here.push(ahead, note, missing)] == [Outcome.RETRY] * 3
        _, end = page(there)
        assert there.get(f"/v1/changes?scope={HOME}&after={end.cursor}&offered=true").status == 200
        outcomes = [one.outcome for one in here.push(ahead, note, missing)]
        assert outcomes == [Outcome.CONFLICT, Outcome.APPLIED, Outcome.REFUSED]


def test_a_window_that_never_comes_back_is_awaited_for_its_term_only(settings: Settings) -> None:
    moved = [timedelta(0)]
    with run_service(replace(settings, clock=lambda: utc_now() + moved[0])) as service:
        here, _away = service.enrol(), service.enrol()
        opened = here.open_case()
        here.push(opened)
        rotate_epoch(service.province.store, service.province.now())
        ahead = here.action(ActionKind.ACCEPT, opened.case_id, accept_payload(), base=4)
        assert here.push(ahead)[0].outcome is Outcome.RETRY
        moved[0] = timedelta(days=settings.limits.reoffer_days, minutes=1)
        assert here.push(ahead)[0].outcome is Outcome.CONFLICT


def test_blocks_are_taken_back_only_where_nobody_else_stands(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    prefix = here.lease(10)[0][:-6]
    rotate_epoch(service.province.store, service.province.now())
    block = {"block_id": str(uuid4()), "prefix": prefix, "first": 500, "last": 600}
    assert here.post("/v1/number-blocks/restore", {"blocks": [block]}).json()["known"] == [block["block_id"]]
    assert here.post("/v1/number-blocks/restore", {"blocks": [block]}).json()["known"] == [block["block_id"]]
    wrong = (
        {**block, "block_id": str(uuid4())},
        {**block, "block_id": str(uuid4()), "prefix": "XX-"},
        {**block, "block_id": str(uuid4()), "first": 1, "last": 10_000_000},
        {**block, "block_id": str(uuid4()), "first": 9, "last": 8},
    )
    assert there.post("/v1/number-blocks/restore", {"blocks": list(wrong)}).json()["known"] == []
    assert there.lease(5)[0] > f"{prefix}{600:06d}"
