"""The switch that makes the province misbehave, and that it is absent unless asked for."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.province.running import Service


def order(service: Service, **fields: Any) -> None:
    assert service.client.post(f"{service.base_url}/v1/_faults", json=fields).status_code == 200


def hello(service: Service) -> httpx.Response:
    return service.client.get(f"{service.base_url}/v1/hello", timeout=0.5)


def test_there_is_no_switch_by_default(sqlite_service: Service) -> None:
    answer = sqlite_service.client.post(f"{sqlite_service.base_url}/v1/_faults", json={"mode": "html"})
    assert answer.status_code == 404
    assert hello(sqlite_service).status_code == 200


def test_it_answers_500_or_html_or_half(faulty_service: Service) -> None:
    good = hello(faulty_service).content
    order(faulty_service, mode="error_500")
    assert hello(faulty_service).status_code == 500
    order(faulty_service, mode="html")
    assert hello(faulty_service).headers["content-type"].startswith("text/html")
    order(faulty_service, mode="half_json")
    half = hello(faulty_service).content
    assert len(half) == len(good) // 2
    with pytest.raises(json.JSONDecodeError):
        json.loads(half)
    order(faulty_service, mode="none")
    assert hello(faulty_service).json()["province"] == "临江省"


@pytest.mark.parametrize("mode", ["silence", "silence_after"])
def test_it_keeps_silent(faulty_service: Service, mode: str) -> None:
    order(faulty_service, mode=mode)
    with pytest.raises(httpx.ReadTimeout):
        hello(faulty_service)
    order(faulty_service, mode="none")
    assert hello(faulty_service).status_code == 200


def test_silence_comes_before_or_after_the_work(faulty_service: Service) -> None:
    terminal = faulty_service.enrol()
    terminal.client.timeout = httpx.Timeout(0.7)
    outcomes = []
    for mode in ("silence", "silence_after"):
        action = terminal.open_case()
        order(faulty_service, mode=mode, path="/v1/actions", times=1)
        with pytest.raises(httpx.ReadTimeout):
            terminal.push(action)
        outcomes.append(terminal.push(action)[0].outcome)
    assert outcomes == ["applied", "duplicate"]


def test_a_fault_may_be_limited_to_a_path_and_a_number_of_times(faulty_service: Service) -> None:
    order(faulty_service, mode="error_500", path="/v1/hello", times=2)
    assert faulty_service.client.get(f"{faulty_service.base_url}/v1/health").status_code == 200
    assert [hello(faulty_service).status_code for _ in range(3)] == [500, 500, 200]
    state = faulty_service.client.get(f"{faulty_service.base_url}/v1/_faults").json()
    assert state == {"mode": "error_500", "path": "/v1/hello", "times": 2, "left": 0}
