"""`If-Match` (RFC 9110 §13.1.1) on actions taken online: the version is the ETag of `GET /v1/cases/{id}`."""

from __future__ import annotations

import re

from fastapi import Request

from provincial_service.problems import ProblemError

_ETAG = re.compile(r'"([0-9]{1,9})"')


def wanted_version(request: Request) -> int | None:
    """The version that the sender saw, None without the header or with `*`; PV-112 for one that is no version."""
    text = request.headers.get("if-match", "").strip()
    if text in ("", "*"):
        return None
    found = _ETAG.fullmatch(text)
    if found is None:
        raise ProblemError("PV-112", what="If-Match")
    return int(found[1])
