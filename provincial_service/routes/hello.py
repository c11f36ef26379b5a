"""Who the province is, and whether it is well."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from hukou.wire import OLDEST_PROTOCOL, PROTOCOL, Hello
from provincial_service.routes.context import TheProvince
from provincial_service.store.schema import read_meta

router = APIRouter(tags=["服务状态"])


@router.get("/v1/hello", summary="问候：时段标识、协议范围、服务器时间、限额")
def hello(province: TheProvince) -> Hello:
    """不需要终端签名。"""
    with province.store.read() as connection:
        epoch = read_meta(connection, "epoch")
    return Hello(
        epoch=epoch,
        protocol=PROTOCOL,
        oldest_protocol=OLDEST_PROTOCOL,
        server_time=province.now(),
        province=province.facts.name,
        sample=province.facts.sample,
        max_batch_bytes=province.limits.body,
        max_page_bytes=province.limits.page,
    )


@router.get("/v1/health", summary="健康检查：数据库是否可用")
@router.get("/health", include_in_schema=False)
def health(province: TheProvince) -> JSONResponse:
    """200 `{"status": "ok"}`，数据库不可用时为 503。"""
    try:
        with province.store.read() as connection:
            connection.execute(select(1))
    except SQLAlchemyError:
        return JSONResponse({"status": "database unavailable"}, status_code=503)
    return JSONResponse({"status": "ok", "database": province.store.engine.dialect.name})
