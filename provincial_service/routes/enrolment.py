"""A terminal enters the province."""

from __future__ import annotations

from fastapi import APIRouter

from hukou.wire import EnrolReply, EnrolRequest
from provincial_service.body import parse
from provincial_service.enrolment import enrol
from provincial_service.routes.context import TheBody, TheProvince, json_body, problems

router = APIRouter(tags=["终端登记"])


@router.post(
    "/v1/enrol",
    summary="用激活码登记终端",
    openapi_extra=json_body(EnrolRequest, "激活码、终端公钥、终端主密钥（base64）"),
    responses=problems(400, 422),
)
def post_enrol(province: TheProvince, body: TheBody) -> EnrolReply:
    """不需要终端签名。同一激活码与同一公钥重复请求时得到同样的答复。"""
    return enrol(province, parse(EnrolRequest, body))
