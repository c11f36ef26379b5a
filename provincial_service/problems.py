"""What the province answers when it does not do what was asked. Wording is data: `province/problems.toml`.

A code `PV-NNN` is never given a second meaning.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hukou.resources import load_toml, resource
from hukou.wire import Problem

MEDIA_TYPE = "application/problem+json"


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """All problems by code, as the data file has them."""
    return {key: row for key, row in load_toml(resource("province", "problems.toml")).items() if "-" in key}


def problem(code: str, **values: object) -> Problem:
    """The problem with this code; `values` fill the named places of its texts."""
    row = catalogue()[code]
    return Problem(
        title=row["title"],
        status=row["status"],
        code=code,
        detail=row["detail"].format(**values),
        remedy=row["remedy"].format(**values),
    )


class ProblemError(Exception):
    """Raised anywhere below a route; answered as problem+json. `retry_after` is seconds, sent as a header;
    `members` are further members of the problem document."""

    def __init__(
        self,
        code: str,
        *,
        retry_after: int | None = None,
        members: dict[str, Any] | None = None,
        **values: object,
    ) -> None:
        self.problem = problem(code, **values).model_copy(update=members or {})
        self.retry_after = retry_after
        super().__init__(f"{code} {self.problem.title}")

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.retry_after)} if self.retry_after is not None else {}
