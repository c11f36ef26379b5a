"""schemathesis against the running service: every call of its own OpenAPI document.

Requests are as the document allows them and as it forbids them, signed by an enrolled terminal.

Seeded by `SOAK_SEED`; `HYPOTHESIS_PROFILE=soak` (make soak) makes it long. The plugin of pytest stays off
(`-p no:schemathesis`): only this file pays for it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.e2e.province_process import province_process
from tests.fakes import found_province
from tests.province.running import Service
from tests.province.terminal import TestTerminal

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEED = int(os.environ.get("SOAK_SEED", "1"))
EXAMPLES = 1500 if SOAK else 15
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
"""Not that whatever fits the document is taken: a code that activates nothing is refused by right."""


@dataclass
class Contract:
    """The document of a province that runs in a process of its own, and a terminal to sign with."""

    schema: Any
    url: str
    terminal: TestTerminal
    session: requests.Session
    answered: Counter[int] = field(default_factory=Counter)

    def ask(self, case: Any) -> requests.Response:
        wanted = case.as_transport_kwargs(base_url=self.url)
        parts = {name: wanted.get(name) for name in ("method", "url", "headers", "params", "data", "json")}
        request = self.session.prepare_request(requests.Request(**parts))
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else bytes(body)
        staff_no = request.headers.get("X-Staff", "")
        method, target = str(request.method), request.path_url
        request.headers.update(self.terminal.signed_headers(method, target, body, staff_no=staff_no))
        answer = self.session.send(request, timeout=30)
        self.answered[answer.status_code] += 1
        return answer


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contract]:
    founded = found_province(tmp_path_factory.mktemp("contract"))
    try:
        with (
            province_process(founded.settings) as service,
            httpx.Client(trust_env=False) as client,
            requests.Session() as session,
        ):
            session.trust_env = False
            terminal = Service(service.url, founded, client).enrol()
            schema = schemathesis.openapi.from_dict(client.get(f"{service.url}/openapi.json").json())
            yield Contract(schema, service.url, terminal, session)
    finally:
        founded.store.close()


def operations(contract: Contract) -> list[Any]:
    return [found.ok() for found in contract.schema.get_all_operations()]


@pytest.mark.timeout(14400 if SOAK else 240)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_call_answers_as_its_document_says(contract: Contract, mode: GenerationMode) -> None:
    asked = 0
    for operation in operations(contract):
        if mode is GenerationMode.NEGATIVE and not (
            operation.body or operation.query or operation.path_parameters
        ):
            continue  # nothing can be wrong with a request that has no parts
        asked += 1

        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case: Any) -> None:
            case.validate_response(contract.ask(case), checks=CHECKS)

        holds()
    print(f"contract, seed {SEED}, {mode.value}: {asked} calls, answers {dict(contract.answered)}")
    assert asked >= 12
    assert sum(contract.answered.values()) > asked
