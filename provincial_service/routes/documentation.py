"""The contract as a page, rendered from the OpenAPI document: no script, nothing from another host."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from provincial_service.contract_page import render

router = APIRouter(include_in_schema=False)


@router.get("/docs")
@router.get("/v1/docs")
def get_docs(request: Request) -> HTMLResponse:
    return HTMLResponse(render(request.app.openapi()))
