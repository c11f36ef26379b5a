"""Blocks of certificate numbers."""

from __future__ import annotations

from fastapi import APIRouter

from hukou.wire import NumberBlock, NumberLeaseRequest, NumberRestoreReply, NumberRestoreRequest
from provincial_service.body import parse
from provincial_service.numbers import lease_block, restore_blocks
from provincial_service.routes.context import TheBody, TheProvince, TheTerminal, json_body, problems

router = APIRouter(tags=["证明编号"])


@router.post(
    "/v1/number-blocks",
    summary="领取一段证明编号",
    openapi_extra=json_body(NumberLeaseRequest, "请求编号（重复请求得到同一号段）与数量"),
    responses=problems(400, 401, 422),
)
def post_number_block(province: TheProvince, terminal: TheTerminal, body: TheBody) -> NumberBlock:
    """编号不重复；领取后离线也能使用。"""
    request = parse(NumberLeaseRequest, body)
    return lease_block(province, terminal, request.request_id, request.count)


@router.post(
    "/v1/number-blocks/restore",
    summary="省厅从备份恢复后，终端报告仍持有的号段",
    openapi_extra=json_body(NumberRestoreRequest, "本终端持有的号段"),
    responses=problems(400, 401),
)
def post_restore(province: TheProvince, terminal: TheTerminal, body: TheBody) -> NumberRestoreReply:
    """答复列出仍属本终端的号段；其余号段不得再使用。"""
    request = parse(NumberRestoreRequest, body)
    return NumberRestoreReply(known=restore_blocks(province, terminal, request.blocks))
