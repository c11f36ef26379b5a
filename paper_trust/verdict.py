"""What a verification found, as a value, and the words for it (`resources/certificate/verification.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from typing import Any

from hukou.resources import load_toml, resource
from paper_trust.claims import CertificateClaims, check_code

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


class Outcome(StrEnum):
    """Only `GENUINE` means that a paper may be relied upon."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SIGNER_WITHDRAWN = "signer_withdrawn"
    ALTERED = "altered"
    OTHER_PAPER = "other_paper"
    UNSIGNED = "unsigned"
    UNKNOWN_SIGNER = "unknown_signer"
    LIST_TOO_OLD = "list_too_old"
    NO_TRUST = "no_trust"
    NOT_YET = "not_yet"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Limits:
    status_list: timedelta
    clock_skew: timedelta


@dataclass(frozen=True)
class Verdict:
    """`claims` is there only when the signature over them holds: nothing else may be shown."""

    outcome: Outcome
    claims: CertificateClaims | None = None
    station_name: str = ""
    """From the issuing certificate."""
    sample: bool = False
    list_as_of: datetime | None = None
    code: str = ""
    """The text of the QR code, when its signature holds."""
    detail: str = ""
    """For the log: no personal data."""

    @property
    def trusted(self) -> bool:
        return self.outcome is Outcome.GENUINE

    @property
    def words(self) -> Words:
        return Words(**_rules()["verdicts"][self.outcome.value])

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The signed fields as label and value, in the order of the paper; empty without them."""
        claims, labels = self.claims, _rules()["labels"]
        if claims is None:
            return ()
        return (
            (labels["number"], claims.number),
            (labels["kind"], _kind_label(claims.kind)),
            (labels["name"], claims.masked_name),
            (labels["last_four"], claims.last_four or labels["no_number"]),
            (labels["station"], self.station_name),
            (labels["issued_at"], format_moment(claims.issued_at)),
            (labels["expires_at"], format_moment(claims.expires_at)),
            (labels["check_code"], check_code(self.code)),
        )


@dataclass(frozen=True)
class Words:
    """`code` is a failure code (docs/failure-codes.md), `exit` the exit status of the command."""

    code: str
    exit: int
    title: str
    message: str
    remedy: str


def limits() -> Limits:
    """The limits in force."""
    found = _rules()["limits"]
    return Limits(
        status_list=timedelta(hours=found["status_list_hours"]),
        clock_skew=timedelta(minutes=found["clock_skew_minutes"]),
    )


def issuing_terms() -> tuple[timedelta, timedelta, timedelta]:
    """How long an issuing certificate holds, how long before its end it is renewed, how long the authority holds."""
    found = _rules()["limits"]
    names = ("issuing_certificate_days", "issuing_renewal_days", "issuing_authority_days")
    first, second, third = (timedelta(days=found[name]) for name in names)
    return first, second, third


def label(name: str) -> str:
    return str(_rules()["labels"][name])


def all_words() -> dict[Outcome, Words]:
    return {outcome: Verdict(outcome).words for outcome in Outcome}


def format_moment(moment: datetime) -> str:
    """`2026年11月24日 10:12`, China time."""
    local = moment.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def describe_age(age: timedelta) -> str:
    """`3 天前`, `5 小时前`, `12 分钟前`: how old a status list is."""
    minutes = max(0, int(age.total_seconds()) // 60)
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} 天前"
    return f"{minutes // 60} 小时前" if minutes >= 120 else f"{minutes} 分钟前"


def _kind_label(kind: str) -> str:
    """From the data file itself: the rules of certificates cost the import of pydantic, which a verifier can save."""
    found = load_toml(resource("certificate", "gate.toml"))["kinds"].get(kind, {}).get("label", kind)
    return str(found)


@cache
def _rules() -> dict[str, Any]:
    return load_toml(resource("certificate", "verification.toml"))
