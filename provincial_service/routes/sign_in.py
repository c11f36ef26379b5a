"""Staff sign-in."""

from __future__ import annotations

from fastapi import APIRouter

from hukou.wire import SignInReply, SignInRequest
from provincial_service.body import parse
from provincial_service.routes.context import TheBody, TheProvince, TheTerminal, json_body, problems
from provincial_service.sign_in import sign_in

router = APIRouter(tags=["人员登录"])


@router.post(
    "/v1/sign-in",
    summary="验证密码，签发离线凭证",
    openapi_extra=json_body(SignInRequest, "警号与密码"),
    responses=problems(400, 401, 429),
)
def post_sign_in(province: TheProvince, terminal: TheTerminal, body: TheBody) -> SignInReply:
    """警号不存在与密码错误的答复和用时相同。"""
    return sign_in(province, terminal, parse(SignInRequest, body))
