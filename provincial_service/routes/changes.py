"""Pull: the change feed of a station, and the snapshot for whoever lost the place in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from provincial_service.feed import page_of_changes
from provincial_service.problems import ProblemError
from provincial_service.reoffers import note_offer
from provincial_service.routes.context import TheProvince, TheTerminal, problems
from provincial_service.snapshot import page_of_snapshot

router = APIRouter(tags=["数据变更"])

MEDIA_TYPE = "application/x-ndjson"


@router.get(
    "/v1/changes",
    summary="取得游标之后的变更，一行一条",
    response_class=Response,
    responses={
        200: {"description": "Change 逐行；最后一行为 ChangePageEnd", "content": {MEDIA_TYPE: {}}},
        **problems(401, 403, 410),
    },
)
def get_changes(
    province: TheProvince,
    terminal: TheTerminal,
    scope: Annotated[str, Query(description="派出所代码", max_length=12)],
    after: Annotated[str, Query(description="上一页的游标；空为从头开始", max_length=80)] = "",
    max_bytes: Annotated[int, Query(description="一页的字节上限", ge=1)] = 500_000,
    offered: Annotated[bool, Query(description="本终端持有的操作已全部上传过一次")] = False,
) -> Response:
    """游标属于另一时段或已过期时为 410。"""
    if scope != terminal.station:
        raise ProblemError("PV-104")
    page = page_of_changes(province, scope, after, max_bytes)
    if offered:
        note_offer(province, terminal, after)
    return Response(page, media_type=MEDIA_TYPE)


@router.get(
    "/v1/snapshot",
    summary="取得本派出所全部办件的现状，一行一件",
    response_class=Response,
    responses={
        200: {"description": "SnapshotLine 逐行；最后一行为 SnapshotEnd", "content": {MEDIA_TYPE: {}}},
        **problems(401, 403, 410),
    },
)
def get_snapshot(
    province: TheProvince,
    terminal: TheTerminal,
    scope: Annotated[str, Query(description="派出所代码", max_length=12)],
    after: Annotated[str, Query(description="上一页的位置；空为从头开始", max_length=120)] = "",
    max_bytes: Annotated[int, Query(description="一页的字节上限", ge=1)] = 500_000,
) -> Response:
    """游标失效（410）之后使用；取完后从 SnapshotEnd 的 cursor 继续取变更。"""
    if scope != terminal.station:
        raise ProblemError("PV-104")
    return Response(page_of_snapshot(province, scope, after, max_bytes), media_type=MEDIA_TYPE)
