"""The FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from provincial_service import __version__
from provincial_service.faults import FaultMiddleware
from provincial_service.problems import MEDIA_TYPE, ProblemError
from provincial_service.province import Province, open_province
from provincial_service.routes import ROUTERS
from provincial_service.routes.context import describe
from provincial_service.settings import Settings
from provincial_service.signing import SigningMiddleware
from provincial_service.store.terminals import forget_nonces, nonce_horizon

TITLE = "省级户政服务接口"
DESCRIPTION = """户政窗口与省级服务之间的约定，第 1 版。
除 /v1/hello、/v1/enrol、/v1/health 外，每个请求须由终端签名。
请求头：X-Terminal、X-Nonce（32 位十六进制数，只用一次）、\
X-Signature（Ed25519，base64），\
签名内容为 window-request-2、方法、路径与查询、正文的 SHA-256、X-Nonce、X-Staff（没有时为空），以换行分隔；\
/v1/sign-in 由终端的登录密钥签名，其余由终端密钥签名。
每个答复由省厅签名：X-Signature，签名内容为 province-answer-1、X-Nonce、状态码、正文的 SHA-256，以换行分隔。
错误为 application/problem+json（RFC 9457），code 为失败代码。"""


def create_app(settings: Settings) -> FastAPI:
    """The service over an initialised data folder and database (`provincial-service init`)."""
    return build_app(open_province(settings))


def build_app(province: Province) -> FastAPI:
    app = FastAPI(
        title=TITLE,
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.province = province
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_middleware(SigningMiddleware, province=province)
    if province.settings.faults:
        app.add_middleware(FaultMiddleware)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    province: Province = app.state.province
    with province.store.write() as connection:
        forget_nonces(connection, nonce_horizon(province.now(), province.limits.nonce_days))
    yield
    province.store.close()


def _answer(error: ProblemError) -> JSONResponse:
    return JSONResponse(
        error.problem.model_dump(),
        status_code=error.problem.status,
        headers=error.headers,
        media_type=MEDIA_TYPE,
    )


async def _on_problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)
    return _answer(error)


async def _on_invalid(_request: Request, error: Exception) -> JSONResponse:
    """Names of fields only: what was sent may be personal data."""
    assert isinstance(error, RequestValidationError)
    where = sorted({".".join(map(str, e["loc"])) for e in error.errors()})
    return _answer(ProblemError("PV-112", what=", ".join(where[:5])))


async def _on_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "PV-113", 405: "PV-114"}.get(error.status_code, "PV-112")
    return _answer(ProblemError(code, what=error.detail))
