"""The public page `/verify`. Whoever opens it is nobody's business: nothing is logged and nothing is kept."""

from __future__ import annotations

import time

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from paper_trust.verdict import Verdict
from paper_trust.verify import Seen, verify_any, verify_code
from provincial_service.issuing import own_trust
from provincial_service.province import Province
from provincial_service.routes.context import TheBody, TheProvince
from provincial_service.verify_page.form import FormError, VerifyForm, read_form
from provincial_service.verify_page.page import STYLE_HASH, has_something, render
from provincial_service.verify_page.rate import RateLimit

router = APIRouter(include_in_schema=False)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@router.get("/verify")
def get_verify(province: TheProvince) -> HTMLResponse:
    return HTMLResponse(render(province.facts.name), headers=_HEADERS)


@router.post("/verify")
async def post_verify(request: Request, province: TheProvince, body: TheBody) -> Response:
    """400 for what is no form of this page, 429 with Retry-After for an address that asks too often."""
    wait = _limit(request).wait(request.client.host if request.client else "", time.monotonic())
    if wait > 0:
        seconds = max(1, round(wait + 0.5))
        note = f"核验次数过多，请在 {seconds} 秒后再试。"
        headers = {**_HEADERS, "Retry-After": str(seconds)}
        return HTMLResponse(render(province.facts.name, note=note), status_code=429, headers=headers)
    try:
        form = read_form(request.headers.get("content-type", ""), body)
    except FormError:
        note = "提交的内容不完整，请重新填写。"
        return HTMLResponse(render(province.facts.name, note=note), status_code=400, headers=_HEADERS)
    if not has_something(form):
        note = "请粘贴二维码的文字，或者选择 PDF 文件。"
        return HTMLResponse(render(province.facts.name, note=note), headers=_HEADERS)
    verdict = await anyio.to_thread.run_sync(_judge, province, form)
    return HTMLResponse(render(province.facts.name, verdict=verdict, now=province.now()), headers=_HEADERS)


def _judge(province: Province, form: VerifyForm) -> Verdict:
    seen = Seen(number=form.number, name=form.name, last_four=form.last_four)
    now, trust = province.now(), own_trust(province)
    if form.file:
        return verify_any(form.file, trust, now, seen=seen)
    return verify_code(form.text, trust, now, seen=seen)


def _limit(request: Request) -> RateLimit:
    """One for the application, made when first asked for."""
    state = request.app.state
    if not hasattr(state, "verify_limit"):
        state.verify_limit = RateLimit()
    found: RateLimit = state.verify_limit
    return found
