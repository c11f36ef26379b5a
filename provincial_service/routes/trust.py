"""Issuing certificates of terminals, and what verifiers need. The second is public."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from hukou.wire import IssuingReply, IssuingRequest, TrustPage
from provincial_service.body import parse
from provincial_service.issuing import renew, trust_page
from provincial_service.routes.context import TheBody, TheProvince, TheTerminal, json_body, problems

router = APIRouter(tags=["签发与核验"])


@router.post(
    "/v1/issuing-certificate",
    summary="为终端的签发密钥领取证书",
    openapi_extra=json_body(IssuingRequest, "签发公钥（P-256，base64）与持有证明"),
    responses=problems(400, 401, 422),
)
def post_issuing_certificate(province: TheProvince, terminal: TheTerminal, body: TheBody) -> IssuingReply:
    """同一公钥重复请求得到同一证书。"""
    return renew(province, terminal, parse(IssuingRequest, body))


@router.get("/v1/trust", summary="核验数据：签发根证书、签发证书、作废名单")
def get_trust(
    province: TheProvince, after: Annotated[int, Query(description="上次取到的位置", ge=0, lt=2**53)] = 0
) -> TrustPage:
    """不需要终端签名；内容由省级签发根证书签名，不含个人信息。"""
    return trust_page(province, after)
