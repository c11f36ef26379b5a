"""How long a circulated case may lie with the register place (`resources/case/circulation.toml`)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from hukou.calendar import Deadline, Limit, LimitUnit, deadline
from hukou.resources import ResourceError, load_toml, resource


def _limit(entry: dict[str, Any]) -> Limit:
    return Limit(entry["value"], LimitUnit(entry["unit"]))


@lru_cache(maxsize=1)
def _rules() -> tuple[str, Limit, dict[str, Limit], tuple[str, ...]]:
    path = resource("case", "circulation.toml")
    data = load_toml(path)
    try:
        own = {service: _limit(entry) for service, entry in data["services"].items()}
        return data["source"], _limit(data["limit"]), own, tuple(data["reasons"].values())
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ResourceError(path, f"circulation: {error}") from error


def circulation_limit(service: str) -> Limit:
    """The limit of one service (公通字〔2021〕12号 Art. 84 unless it has its own)."""
    _source, general, own, _reasons = _rules()
    return own.get(service, general)


def circulation_due(service: str, circulated_on: date) -> Deadline:
    """The last day on which the register place answers in time. `circulated_on` is the day in Asia/Shanghai."""
    return deadline(circulated_on, circulation_limit(service))


def circulation_reasons() -> tuple[str, ...]:
    """The reasons that staff choose from; they may write their own."""
    return _rules()[3]


def circulation_source() -> str:
    """What the limit is taken from."""
    return _rules()[0]
