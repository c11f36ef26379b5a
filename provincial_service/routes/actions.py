"""Push: actions in, a result for each out."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from hukou.wire import ActionBatch, ActionResult, BatchReply
from provincial_service.applying import apply_batch
from provincial_service.body import expand, parse
from provincial_service.results import known_results
from provincial_service.routes.context import TheBody, TheProvince, TheTerminal, json_body, problems
from provincial_service.routes.preconditions import wanted_version

router = APIRouter(tags=["办件操作"])


class ActionStatusRequest(BaseModel):
    """Which of these actions of the asking terminal were settled?"""

    model_config = ConfigDict(frozen=True)

    action_ids: tuple[UUID, ...] = Field(max_length=10_000)


class ActionStatusReply(BaseModel):
    """Results as first given; an id that is not listed was never settled."""

    results: tuple[ActionResult, ...]
    terminal_seq: int
    """The highest `terminal_seq` settled from this terminal, 0 when none."""


@router.post(
    "/v1/actions",
    summary="上传一批操作，逐个得到结果",
    openapi_extra=json_body(ActionBatch, "已签名的操作", zstd=True),
    responses=problems(400, 401, 410, 412, 413, 426),
)
def post_actions(request: Request, province: TheProvince, terminal: TheTerminal, body: TheBody) -> BatchReply:
    """结果：applied、duplicate、conflict、refused、blocked、retry。未列出的操作视为未送达。

    带 If-Match 时只能是同一办件的操作，版本不符答复 412，整批不处理。"""
    encoding = request.headers.get("content-encoding", "").strip().lower()
    batch = parse(ActionBatch, expand(body, encoding, province.limits.expanded))
    version = wanted_version(request)
    results = apply_batch(province, terminal, batch.actions, batch.epoch, version=version)
    return BatchReply(results=tuple(results))


@router.post(
    "/v1/actions/status",
    summary="查询操作是否已有结果",
    openapi_extra=json_body(ActionStatusRequest, "操作编号"),
    responses=problems(400, 401),
)
def post_action_status(province: TheProvince, terminal: TheTerminal, body: TheBody) -> ActionStatusReply:
    """只回答本终端的操作。"""
    request = parse(ActionStatusRequest, body)
    results, highest = known_results(province, terminal, request.action_ids)
    return ActionStatusReply(results=tuple(results), terminal_seq=highest)
