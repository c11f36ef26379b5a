"""Certificate numbers are leased in blocks that never overlap."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from hukou.wire import NumberBlock, Outcome
from provincial_service.settings import Settings
from tests.province.running import Service, run_service
from tests.province.terminal import ELSEWHERE, Answer, TestTerminal


def lease(terminal: TestTerminal, count: int, request_id: str = "") -> Answer:
    return terminal.post("/v1/number-blocks", {"request_id": request_id or str(uuid4()), "count": count})


def block(answer: Answer) -> NumberBlock:
    assert answer.status == 200, answer.body
    return NumberBlock.model_validate_json(answer.body)


def test_blocks_follow_each_other_within_a_station(service: Service) -> None:
    here, there, elsewhere = service.enrol(), service.enrol(), service.enrol(ELSEWHERE)
    blocks = [block(lease(terminal, 50)) for terminal in (here, there, here, elsewhere)]
    assert [(b.prefix[:3], b.first, b.last) for b in blocks] == [
        ("WQ-", 1, 50),
        ("WQ-", 51, 100),
        ("WQ-", 101, 150),
        ("HL-", 1, 50),
    ]


def test_a_block_bears_the_year_of_its_lease_and_the_number_runs_on(settings: Settings) -> None:
    now = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    with run_service(replace(settings, clock=lambda: now)) as service:
        terminal = service.enrol()
        old = block(lease(terminal, 5))
        now += timedelta(minutes=1)  # midnight in China
        new = block(lease(terminal, 5))
        assert [(b.prefix, b.first) for b in (old, new)] == [("WQ-2026-", 1), ("WQ-2027-", 6)]
        for leased in (old, new):
            number = f"{leased.prefix}{leased.first:06d}"
            results = terminal.push(*terminal.story(number))
            assert {result.outcome for result in results} == {Outcome.APPLIED}


def test_the_same_request_gets_the_same_block(service: Service) -> None:
    here, there = service.enrol(), service.enrol()
    request_id = str(uuid4())
    assert block(lease(here, 20, request_id)) == block(lease(here, 20, request_id))
    assert lease(there, 20, request_id).code == "PV-104"
    assert block(lease(here, 5)).first == 21


def test_terminals_that_ask_at_once_never_share_a_number(service: Service) -> None:
    terminals = [service.enrol() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        blocks = [block(answer) for answer in pool.map(lambda t: lease(t, 7), terminals * 3)]
    numbers = [n for b in blocks for n in range(b.first, b.last + 1)]
    assert sorted(numbers) == list(range(1, 8 * 3 * 7 + 1))


def test_a_terminal_may_not_hoard_numbers(narrow_service: Service) -> None:
    terminal = narrow_service.enrol()
    numbers = terminal.lease(25)
    assert lease(terminal, 6).code == "PV-501"
    terminal.push(*terminal.story(numbers[0]))
    assert lease(terminal, 6).status == 200


@pytest.mark.parametrize("count", [0, -1, 1001, "many", None])
def test_an_absurd_count_is_malformed(service: Service, count: object) -> None:
    terminal = service.enrol()
    answer = terminal.post("/v1/number-blocks", {"request_id": str(uuid4()), "count": count})
    assert answer.code == "PV-112"
