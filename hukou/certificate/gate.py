"""The gate before every household certificate: may it be issued, must it be refused, or is a reason missing?

A certificate is the exception: what a legal document shows is not certified, what another department knows is
not certified here, and every refusal is given in writing with its reason (公通字〔2016〕21号).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hukou.certificate.kinds import CertificateKind
from hukou.certificate.rules import (
    Fact,
    FactGroup,
    GateRules,
    KindRule,
    Need,
    Reason,
    RefusalBox,
    Source,
    Use,
    gate_rules,
)


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """What is asked for at the counter.

    `facts` are ids of `gate.toml`: what the applicant wants in writing, beyond the kind itself.
    `reason` is the id of one of the reasons, or None. `book_shows` says whether the applicant's register book
    already shows the matter, or, for a temporary identity proof, whether the card itself is at hand.
    `record_found` is False when the register and the archive hold nothing of it. `use` is the id of one of the uses;
    `at_register_station` is None while nobody knows which station keeps the register entry.
    """

    kind: CertificateKind
    facts: tuple[str, ...] = ()
    reason: str | None = None
    legal_basis: str | None = None
    archive_reference: str | None = None
    common_period: tuple[date, date] | None = None
    book_shows: bool = False
    record_found: bool = True
    use: str | None = None
    at_register_station: bool | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """`kind` may be issued. `reason` is set where one opened the gate, `use` where the paper is for one use only;
    both are printed on the certificate."""

    kind: CertificateKind
    basis: tuple[Source, ...]
    reason: Reason | None = None
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Not issued; the notice ticks `box` and prints `grounds`. `unless` are the reasons that would open it."""

    box: RefusalBox
    grounds: tuple[str, ...]
    sources: tuple[Source, ...]
    unless: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonRequired:
    """Cannot be judged yet: one of `choices` has to be named, and the fields in `needs` filled in."""

    choices: tuple[Reason, ...]
    needs: tuple[Need, ...]


GateResult = Allowed | Refused | ReasonRequired


class UnknownFactError(ValueError):
    """A request names a fact, a reason or a use that the rules do not have."""


def check_request(request: CertificateRequest, rules: GateRules | None = None) -> GateResult:
    """Judge a request by the rules (those of `resources` unless others are given).

    Raises `UnknownFactError` for an id the rules do not know.
    """
    rules = rules or gate_rules()
    facts = [_fact(rules, name) for name in dict.fromkeys(request.facts)]
    reason = _reason(rules, request)
    elsewhere = [fact for fact in facts if fact.group is FactGroup.OTHER_DEPARTMENT]
    if elsewhere:
        return _refuse_elsewhere(elsewhere)
    shown = [fact for fact in facts if _is_shown(fact, request)]
    if shown and reason is None:
        return _refuse_shown(shown, rules.reasons_for(request.kind))
    rule = rules.kinds[request.kind]
    if request.book_shows and not shown and reason is None and request.kind in _BOOK_KINDS:
        ground = f"居民户口簿已有“{rule.label}”的记载，可直接使用。"
        return Refused(RefusalBox.LEGAL_DOCUMENT, (ground,), rule.basis, rules.reasons_for(request.kind))
    use = _use(rules, request)
    if refused := _refuse_identity(request, rule, use):
        return refused
    if not request.record_found:
        ground = f"经查阅户籍登记和户籍档案，未查到“{rule.label}”的相关记载。"
        return Refused(RefusalBox.UNVERIFIED, (ground,), rule.basis)
    missing = tuple(need for need in rule.needs if not _has(request, need, reason))
    if missing:
        choices = rules.reasons_for(request.kind) if Need.REASON in missing else ()
        return ReasonRequired(choices, missing)
    return Allowed(request.kind, rule.basis, reason, use)


_BOOK_KINDS = frozenset({CertificateKind.CHANGE, CertificateKind.CANCELLATION})
"""Kinds whose matter the register book may show by itself (the five of 公通字〔2016〕21号)."""


def _fact(rules: GateRules, name: str) -> Fact:
    try:
        return rules.facts[name]
    except KeyError:
        raise UnknownFactError(f"no fact {name!r}; known are {', '.join(rules.facts)}") from None


def _reason(rules: GateRules, request: CertificateRequest) -> Reason | None:
    """The named reason where it opens this kind; a reason for another kind opens nothing."""
    if not request.reason:
        return None
    try:
        reason = rules.reasons[request.reason]
    except KeyError:
        known = ", ".join(rules.reasons)
        raise UnknownFactError(f"no reason {request.reason!r}; known are {known}") from None
    return reason if request.kind in reason.opens else None


def _use(rules: GateRules, request: CertificateRequest) -> Use | None:
    if not request.use or request.kind is not CertificateKind.TEMP_IDENTITY:
        return None
    try:
        return rules.uses[request.use]
    except KeyError:
        raise UnknownFactError(f"no use {request.use!r}; known are {', '.join(rules.uses)}") from None


def _refuse_identity(request: CertificateRequest, rule: KindRule, use: Use | None) -> Refused | None:
    """A temporary identity proof stands in for a card that is not at hand; for some uses only the station of the
    register entry writes one."""
    if request.kind is not CertificateKind.TEMP_IDENTITY:
        return None
    if request.book_shows:
        return Refused(RefusalBox.LEGAL_DOCUMENT, ("居民身份证能够证明本人身份，可直接使用。",), rule.basis)
    if use is not None and use.register_station_only and request.at_register_station is False:
        ground = f"用于“{use.label}”的{rule.label}由户籍所在地公安派出所出具。"
        return Refused(RefusalBox.OTHER, (ground,), (use.source,))
    return None


def _is_shown(fact: Fact, request: CertificateRequest) -> bool:
    """Whether the applicant holds a document that shows the fact.

    The nine always; the five unless the kind asked for certifies exactly that and the book does not show it.
    """
    if fact.group is FactGroup.DOCUMENT:
        return True
    return fact.group is FactGroup.REGISTER_BOOK and (
        request.book_shows or request.kind not in fact.certified_by
    )


def _refuse_elsewhere(facts: list[Fact]) -> Refused:
    grounds = tuple(f"“{fact.label}”由{fact.shown_by}依法定职责证明。" for fact in facts)
    return Refused(RefusalBox.OTHER_DEPARTMENT, grounds, _sources(facts))


def _refuse_shown(facts: list[Fact], unless: tuple[Reason, ...]) -> Refused:
    grounds = tuple(f"“{fact.label}”可由{fact.shown_by}证明。" for fact in facts)
    return Refused(facts[0].box, grounds, _sources(facts), unless)


def _sources(facts: list[Fact]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(fact.source for fact in facts))


def _has(request: CertificateRequest, need: Need, reason: Reason | None) -> bool:
    if need is Need.REASON:
        return reason is not None
    if need is Need.USE:
        return bool(request.use)
    if need is Need.LEGAL_BASIS:
        return bool(request.legal_basis and request.legal_basis.strip())
    if need is Need.ARCHIVE_REFERENCE:
        return bool(request.archive_reference and request.archive_reference.strip())
    return request.common_period is not None and request.common_period[0] <= request.common_period[1]
