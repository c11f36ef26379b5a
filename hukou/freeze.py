"""The yearly statistics freeze (年度统计停办期).

On some days before the population count of 30 November register changes rest, while certificates and
enquiries go on. When, where and for which services is local and comes from `resources/calendar/freeze.toml`
or a province's overlay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.resources import ResourceError, load_toml, resource


@dataclass(frozen=True, slots=True)
class FreezeRule:
    """One recurring freeze: days as (month, day), both included; `years` empty means every year."""

    name: str
    divisions: tuple[str, ...]
    first: tuple[int, int]
    last: tuple[int, int]
    years: tuple[int, ...]
    services: tuple[str, ...]
    notice: str

    def covers(self, service: str) -> bool:
        """Whether a catalogue id is one of the resting services; `a.*` covers all below `a`."""
        return any(
            service.startswith(pattern[:-1]) if pattern.endswith(".*") else service == pattern
            for pattern in self.services
        )


@dataclass(frozen=True, slots=True)
class FreezePeriod:
    """A freeze in one year, first and last day included; `notice` is the sentence for staff and residents."""

    name: str
    first_day: date
    last_day: date
    notice: str


def freeze_on(day: date, service: str, division_code: str) -> FreezePeriod | None:
    """The freeze under which a service rests on `day` at a station of a division; None when it goes on."""
    return freeze_in(freeze_rules(), day, service, division_code)


def freeze_in(
    rules: tuple[FreezeRule, ...], day: date, service: str, division_code: str
) -> FreezePeriod | None:
    """`freeze_on` with rules of one's own."""
    for rule in rules:
        if rule.years and day.year not in rule.years:
            continue
        if not rule.covers(service) or not division_code.startswith(rule.divisions):
            continue
        period = FreezePeriod(rule.name, date(day.year, *rule.first), date(day.year, *rule.last), rule.notice)
        if period.first_day <= day <= period.last_day:
            return period
    return None


def validity_over_freeze(expiry: date, service: str, division_code: str) -> date:
    """Until when a paper is honoured that expires on `expiry`.

    The first day after the freeze when the expiry falls into one that kept its holder from using it for
    `service`, otherwise `expiry` itself.
    """
    period = freeze_on(expiry, service, division_code)
    return expiry if period is None else period.last_day + timedelta(days=1)


def freeze_rules() -> tuple[FreezeRule, ...]:
    """The shipped rules, read once."""
    return read_freeze_rules(resource("calendar", "freeze.toml"))


@lru_cache(maxsize=4)
def read_freeze_rules(path: Path) -> tuple[FreezeRule, ...]:
    """The rules of a file; `ResourceError` when an entry is incomplete or a day is none."""
    rules = []
    for position, entry in enumerate(load_toml(path).get("freeze", []), start=1):
        try:
            rules.append(_rule(entry))
        except KeyError as error:
            raise ResourceError(path, f"freeze {position}: the key {error} is missing") from error
        except (TypeError, ValueError) as error:
            raise ResourceError(path, f"freeze {position}: {error}") from error
    return tuple(rules)


def _rule(entry: dict[str, Any]) -> FreezeRule:
    first, last = _month_day(entry["from"]), _month_day(entry["to"])
    if last < first:
        raise ValueError("ends before it begins")
    return FreezeRule(
        name=str(entry["name"]),
        divisions=tuple(str(code) for code in entry["divisions"]),
        first=first,
        last=last,
        years=tuple(int(year) for year in entry["years"]),
        services=tuple(str(service) for service in entry["services"]),
        notice=str(entry["notice"]),
    )


def _month_day(text: str) -> tuple[int, int]:
    # 2023 is no leap year: a freeze must exist in every year
    day = date.fromisoformat(f"2023-{text}")
    return day.month, day.day
