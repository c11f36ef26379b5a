"""The OpenAPI document and its page: complete, in Chinese, without anything from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from provincial_service.contract_page import render
from tests.province.running import Service

CALLS = {
    ("get", "/v1/hello"),
    ("get", "/v1/health"),
    ("post", "/v1/enrol"),
    ("post", "/v1/sign-in"),
    ("post", "/v1/actions"),
    ("post", "/v1/actions/status"),
    ("get", "/v1/changes"),
    ("get", "/v1/snapshot"),
    ("get", "/v1/cases/{case_id}"),
    ("post", "/v1/conflicts/{conflict_id}/resolve"),
    ("post", "/v1/register/look-up"),
    ("post", "/v1/number-blocks"),
    ("post", "/v1/issuing-certificate"),
    ("get", "/v1/stations"),
    ("get", "/v1/trust"),
    ("post", "/v1/number-blocks/restore"),
}


@pytest.fixture
def document(sqlite_service: Service) -> dict[str, Any]:
    answer = sqlite_service.client.get(f"{sqlite_service.base_url}/openapi.json")
    return dict(answer.json())


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    if isinstance(value, list):
        return set().union(*map(references, value))
    return set()


def test_every_call_is_described_and_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    described = {(method, path) for path, methods in document["paths"].items() for method in methods}
    assert described == CALLS
    schemas = document["components"]["schemas"]
    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas
    for name in (
        "ActionBatch",
        "SignedAction",
        "RegisterQuery",
        "EnrolRequest",
        "Problem",
        "RegisterExtract",
    ):
        assert name in schemas


@pytest.mark.parametrize("path", ["/docs", "/v1/docs"])
def test_the_page_stands_alone(sqlite_service: Service, path: str) -> None:
    answer = sqlite_service.client.get(sqlite_service.base_url + path)
    assert answer.headers["content-type"].startswith("text/html")
    page = answer.text
    assert "<title>省级户政服务接口</title>" in page
    for _, call in CALLS:
        assert call in page
    assert not re.search(r"https?://|<script|src=|@import|url\(", page)


def test_texts_are_escaped() -> None:
    document = {"info": {"title": "<b>", "version": "1"}, "paths": {}}
    assert "&lt;b&gt;" in render(document)
