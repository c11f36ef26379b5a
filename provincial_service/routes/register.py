"""Look-ups in the register. POST, so that no number lands in an access log."""

from __future__ import annotations

from fastapi import APIRouter, Request

from hukou.wire import STAFF_HEADER, RegisterAnswer, RegisterQuery
from provincial_service.register import answer_look_up
from provincial_service.routes.context import TheBody, TheProvince, TheTerminal, json_body, problems

router = APIRouter(tags=["户籍查询"])


@router.post(
    "/v1/register/look-up",
    summary="为一个未结束的办件查询一个人的户籍登记",
    openapi_extra=json_body(RegisterQuery, "办件、事由，以及完整的公民身份号码或姓名加出生日期"),
    responses=problems(400, 401, 422),
)
def post_look_up(
    request: Request, province: TheProvince, terminal: TheTerminal, body: TheBody
) -> RegisterAnswer:
    """`X-Staff` 为操作人员警号。每次查询和每次拒绝都有记录。"""
    return answer_look_up(province, terminal, request.headers.get(STAFF_HEADER, ""), body)
