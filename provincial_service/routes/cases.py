"""One case as the province has it."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hukou.wire import CaseView
from provincial_service.case_view import view_case
from provincial_service.problems import ProblemError
from provincial_service.routes.context import TheProvince, TheTerminal, problems

router = APIRouter(tags=["办件"])


@router.get(
    "/v1/cases/{case_id}",
    summary="取得一个办件；ETag 为版本号",
    response_model=CaseView,
    responses={304: {"description": "版本未变"}, **problems(401, 404)},
)
def get_case(case_id: UUID, request: Request, province: TheProvince, terminal: TheTerminal) -> Response:
    """其他派出所的办件与不存在的办件答复相同。"""
    view = view_case(province, terminal, case_id)
    if view is None:
        raise ProblemError("PV-113")
    etag = f'"{view.case.version}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(view.model_dump_json(), media_type="application/json", headers={"ETag": etag})
