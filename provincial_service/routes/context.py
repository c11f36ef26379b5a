"""What routes take from the request, and how they describe bodies that they parse themselves."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from hukou.wire import Problem
from provincial_service.problems import MEDIA_TYPE
from provincial_service.province import Province
from provincial_service.store.terminals import TerminalRow

_REFERENCE = "#/components/schemas/{model}"
_described: set[type[BaseModel]] = {Problem}


def _province(request: Request) -> Province:
    province: Province = request.app.state.province
    return province


def _terminal(request: Request) -> TerminalRow:
    terminal: TerminalRow = request.state.terminal
    return terminal


async def _body(request: Request) -> bytes:
    return await request.body()


TheProvince = Annotated[Province, Depends(_province)]
TheTerminal = Annotated[TerminalRow, Depends(_terminal)]
TheBody = Annotated[bytes, Depends(_body)]


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, for its OpenAPI description."""
    content = {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}
    return {status: {"description": "问题说明（RFC 9457）", "content": content} for status in statuses}


def json_body(model: type[BaseModel], description: str, *, zstd: bool = False) -> dict[str, Any]:
    """OpenAPI description of a body that the route parses itself, because it is signed, bounded or packed."""
    _described.add(model)
    text = description + ("；`Content-Encoding: zstd` 时为压缩的 JSON" if zstd else "")
    reference = {"$ref": _REFERENCE.format(model=model.__name__)}
    return {
        "requestBody": {
            "description": text,
            "required": True,
            "content": {"application/json": {"schema": reference}},
        }
    }


_FROM_THE_GATE = (400, 413, 426, 500)
"""What any call may be answered: malformed, too large, of another protocol, or a fault of the province."""


def _add_gate(responses: dict[str, Any]) -> None:
    """Beside what the route says. The framework's own 422 is never answered: PV-112 takes its place."""
    framework = responses.get("422", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if framework.get("$ref") == _REFERENCE.format(model="HTTPValidationError"):
        del responses["422"]
    for status, response in problems(*_FROM_THE_GATE).items():
        responses.setdefault(str(status), response)


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the messages that FastAPI does not see by itself."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        models = sorted(_described, key=lambda model: model.__name__)
        _, extra = models_json_schema([(model, "validation") for model in models], ref_template=_REFERENCE)
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for name, schema in extra.get("$defs", {}).items():
            schemas.setdefault(name, schema)
        for operations in document["paths"].values():
            for operation in operations.values():
                _add_gate(operation["responses"])
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema
