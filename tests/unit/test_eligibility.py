"""Conditions of the four certificates, and what a form asks of gate and register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hukou.case import Subject
from hukou.catalogue import catalogue
from hukou.certificate import Allowed, CertificateKind, Refused
from hukou.certificate_request import (
    MatterProblem,
    concerns,
    find_matter,
    judge,
    requested_kind,
)
from hukou.divisions import division_table
from hukou.eligibility import CONDITIONS, ConditionState, check, verdict
from hukou.household import EventKind, HouseholdType, RegisterEvent, RegisterExtract, RegistrationStatus
from tests.papers import BIRTH, DIED, FATHER, FATHER_NUMBER, FORMER, MOVED_OUT, NUMBER, RENAMED, make_extract

TODAY = date(2026, 11, 24)
SUBJECT = Subject(name="罗景行", citizen_no=NUMBER, birth_date=BIRTH, identified_by="chip")
SANDBOX = division_table(sandbox=True)
ITEMS = {code: catalogue().by_code[code] for code in ("21", "22", "23", "24")}
MOVED = RegisterEvent(
    kind=EventKind.CHANGE,
    recorded_on=date(2012, 5, 1),
    item="住址",
    old="旧巷2号",
    new="槐里巷31号",
    reason="迁居",
)


def states(
    code: str, fields: dict[str, Any], extract: RegisterExtract | None = None, subject: Subject = SUBJECT
) -> dict[str, ConditionState]:
    results = check(ITEMS[code], subject, extract, fields, TODAY, divisions=SANDBOX)
    assert [r.name for r in results] == list(ITEMS[code].conditions)
    assert all(r.text and NUMBER not in r.text for r in results)
    return {r.name: r.state for r in results}


def collective(extract: RegisterExtract) -> RegisterExtract:
    """The same person in a collective household."""
    household = extract.household.model_copy(update={"household_type": HouseholdType.COLLECTIVE})
    return extract.model_copy(update={"household": household})


OK, WARN, REFUSE, UNKNOWN = (
    ConditionState.OK,
    ConditionState.WARN,
    ConditionState.REFUSE,
    ConditionState.UNKNOWN,
)


def test_a_change_that_the_register_knows_and_the_book_does_not_show() -> None:
    fields = {"change_item": "name", "register_book": "not_shown"}
    found = states("21", fields, make_extract(events=(RENAMED,)))
    assert set(found.values()) == {OK}


def test_without_an_extract_the_answer_is_open() -> None:
    found = states("21", {"change_item": "name"})
    assert found["change_recorded"] is UNKNOWN
    assert found["register_book_does_not_show"] is UNKNOWN
    assert found["identity_agrees_with_register"] is UNKNOWN
    assert verdict(check(ITEMS["21"], SUBJECT, None, {}, TODAY, divisions=SANDBOX)) is UNKNOWN


def test_a_change_that_is_not_recorded_is_refused() -> None:
    fields = {"change_item": "birth_date", "register_book": "not_shown"}
    extract = make_extract(events=(RENAMED,))
    assert states("21", fields, extract)["change_recorded"] is REFUSE
    assert isinstance(judge(ITEMS["21"], fields, extract), Refused)
    assert verdict(check(ITEMS["21"], SUBJECT, extract, fields, TODAY, divisions=SANDBOX)) is REFUSE


def test_what_the_book_shows_is_refused() -> None:
    fields = {"change_item": "name", "register_book": "shown"}
    extract = make_extract(events=(RENAMED,))
    assert states("21", fields, extract)["register_book_does_not_show"] is REFUSE
    assert isinstance(judge(ITEMS["21"], fields, extract), Refused)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"change_item": "name"}, RENAMED),
        ({"change_item": "name", "change_date": "2015-03-09"}, RENAMED),
        ({"change_item": "name", "change_date": "2015-03-10"}, None),
        ({"change_item": "other", "change_item_name": "住址"}, MOVED),
        ({"change_item": "other", "change_item_name": "籍贯"}, None),
        ({}, RENAMED),
    ],
)
def test_which_change_is_meant(fields: dict[str, str], expected: RegisterEvent | None) -> None:
    found = find_matter(ITEMS["21"], fields, make_extract(events=(MOVED, RENAMED)))
    assert (found.matter.events if found.matter else ()) == ((expected,) if expected else ())
    assert (found.problem is None) is (expected is not None)


def test_the_latest_change_counts() -> None:
    earlier = RENAMED.model_copy(update={"recorded_on": date(2010, 1, 1)})
    found = find_matter(ITEMS["21"], {"change_item": "name"}, make_extract(events=(RENAMED, earlier)))
    assert found.matter is not None
    assert found.matter.events == (RENAMED,)


def test_a_cancellation_by_its_reason() -> None:
    dead = make_extract(events=(DIED,), status=RegistrationStatus.CANCELLED)
    fields = {"cancellation_reason": "cancelled_death", "register_book": "unavailable"}
    assert states("22", fields, dead)["registration_cancelled"] is OK
    fields["cancellation_reason"] = "move_out"
    assert states("22", fields, dead)["registration_cancelled"] is REFUSE
    assert states("22", fields, make_extract())["registration_cancelled"] is REFUSE
    assert states("22", fields)["registration_cancelled"] is UNKNOWN


def test_a_former_member_is_found_by_name_number_or_birth_date() -> None:
    extract = make_extract()
    for more in ({}, {"relative_citizen_no": FATHER_NUMBER.lower()}, {"relative_birth_date": "1962-02-10"}):
        found = find_matter(ITEMS["23"], {"relative_name": "罗望山", **more}, extract)
        assert found.matter is not None
        assert (found.matter.former_household, found.matter.former_member) == (FORMER, FATHER)
    found = states("23", {"relative_name": "罗望山"}, extract)
    assert set(found.values()) == {OK}
    assert isinstance(judge(ITEMS["23"], {"relative_name": "罗望山"}, extract), Allowed)


def test_a_stranger_to_the_archive_is_refused() -> None:
    fields = {"relative_name": "罗望海"}
    found = states("23", fields, make_extract())
    assert found["former_cohousehold_recorded"] is REFUSE
    assert found["archive_reference_present"] is UNKNOWN
    assert states("23", {}, make_extract())["former_cohousehold_recorded"] is UNKNOWN
    assert states("23", fields)["former_cohousehold_recorded"] is UNKNOWN


def test_two_of_one_name_have_to_be_told_apart() -> None:
    double = FATHER.model_copy(update={"citizen_no": "", "birth_date": date(1990, 1, 1)})
    household = FORMER.model_copy(update={"members": (FATHER, double)})
    extract = make_extract(former=(household,))
    found = find_matter(ITEMS["23"], {"relative_name": "罗望山"}, extract)
    assert found.problem is MatterProblem.AMBIGUOUS
    assert states("23", {"relative_name": "罗望山"}, extract)["former_cohousehold_recorded"] is UNKNOWN
    told = {"relative_name": "罗望山", "relative_birth_date": "1990-01-01"}
    assert states("23", told, extract)["former_cohousehold_recorded"] is OK


def test_the_longest_common_household_is_taken() -> None:
    short = FORMER.model_copy(update={"start": date(2010, 1, 1), "end": date(2011, 1, 1)})
    found = find_matter(ITEMS["23"], {"relative_name": "罗望山"}, make_extract(former=(short, FORMER)))
    assert found.matter is not None
    assert found.matter.former_household == FORMER


def test_an_archive_without_reference_or_period_proves_nothing() -> None:
    for change in ({"archive_reference": " "}, {"start": date(2020, 1, 1), "end": date(2010, 1, 1)}):
        extract = make_extract(former=(FORMER.model_copy(update=change),))
        found = states("23", {"relative_name": "罗望山"}, extract)
        assert found["archive_reference_present"] is REFUSE


NINE = [
    "name",
    "former_name",
    "sex",
    "citizen_no",
    "ethnic_group",
    "birth_date",
    "birth_place",
    "native_place",
    "registered_address",
]
FIVE = ["migration", "address_change", "item_change", "cancelled", "relation_to_head"]
ELSEWHERE = ["marital_status", "education", "residence_elsewhere", "natural_death"]


@pytest.mark.parametrize("fact", NINE)
def test_the_nine_are_refused_unless_a_reason_opens_the_gate(fact: str) -> None:
    extract = make_extract()
    refused = judge(ITEMS["24"], {"requested_fact": fact, "reason": "none"}, extract)
    assert isinstance(refused, Refused)
    assert {reason.id for reason in refused.unless} >= {"book_lost", "book_withheld", "collective_household"}
    for reason in ("book_lost", "book_withheld", "collective_household", "archive_kinship"):
        holder = collective(extract) if reason == "collective_household" else extract
        allowed = judge(ITEMS["24"], {"requested_fact": fact, "reason": reason}, holder)
        assert isinstance(allowed, Allowed)
        assert allowed.kind is CertificateKind.HOUSEHOLD_INFO
    assert states("24", {"requested_fact": fact, "reason": "none"}, extract)["certificate_gate"] is REFUSE


@pytest.mark.parametrize("fact", FIVE)
def test_the_five_are_refused_when_the_book_shows_them(fact: str) -> None:
    extract = make_extract(events=(MOVED, MOVED_OUT, DIED))
    shown = {"requested_fact": fact, "register_book": "shown"}
    assert isinstance(judge(ITEMS["24"], shown, extract), Refused)
    unseen = judge(ITEMS["24"], {"requested_fact": fact, "register_book": "not_shown"}, extract)
    assert isinstance(unseen, Refused if fact == "relation_to_head" else Allowed)


@pytest.mark.parametrize("fact", ELSEWHERE)
def test_what_other_departments_certify_is_refused_whatever_the_reason(fact: str) -> None:
    fields = {"requested_fact": fact, "reason": "book_lost", "register_book": "not_shown"}
    assert isinstance(judge(ITEMS["24"], fields, make_extract()), Refused)


@pytest.mark.parametrize(
    ("fact", "kind", "event"),
    [
        ("migration", CertificateKind.CANCELLATION, MOVED_OUT),
        ("cancelled", CertificateKind.CANCELLATION, DIED),
        ("address_change", CertificateKind.CHANGE, MOVED),
        ("item_change", CertificateKind.CHANGE, RENAMED),
    ],
)
def test_the_five_lead_to_the_kind_that_certifies_them(
    fact: str, kind: CertificateKind, event: RegisterEvent
) -> None:
    fields = {"requested_fact": fact, "register_book": "not_shown"}
    extract = make_extract(events=(MOVED, RENAMED, MOVED_OUT, DIED))
    assert requested_kind(ITEMS["24"], fields) is kind
    found = find_matter(ITEMS["24"], fields, extract)
    assert found.matter is not None
    assert found.matter.events == (event,)


def test_general_information_needs_one_of_the_four_reasons() -> None:
    fields = {"requested_fact": "household_information", "reason": "none"}
    assert isinstance(judge(ITEMS["24"], fields, make_extract()), Refused)
    fields["reason"] = "collective_household"
    assert isinstance(judge(ITEMS["24"], fields, make_extract()), Refused)
    assert isinstance(judge(ITEMS["24"], fields, collective(make_extract())), Allowed)
    assert states("24", fields, collective(make_extract()))["certificate_gate"] is OK
    assert states("24", {}, make_extract())["certificate_gate"] is UNKNOWN


def test_other_by_law_needs_its_basis() -> None:
    fields = {"requested_fact": "other_by_law", "statement": "自2001年5月4日起登记为常住户口"}
    assert states("24", fields, make_extract())["certificate_gate"] is UNKNOWN
    fields["legal_basis"] = "《中华人民共和国户口登记条例》第四条"
    assert isinstance(judge(ITEMS["24"], fields, make_extract()), Allowed)
    found = find_matter(ITEMS["24"], fields, make_extract())
    assert found.matter is not None
    assert found.matter.legal_basis == fields["legal_basis"]
    assert find_matter(ITEMS["24"], fields, None).problem is MatterProblem.NO_EXTRACT


# --- conditions that all four share --------------------------------------------------------------------------


def shared(subject: Subject, **fields: Any) -> dict[str, ConditionState]:
    return states("24", fields, make_extract(), subject)


def test_a_card_that_was_read_is_better_than_typing() -> None:
    assert shared(SUBJECT)["applicant_identified"] is OK
    assert shared(SUBJECT.model_copy(update={"identified_by": "manual"}))["applicant_identified"] is WARN


@pytest.mark.parametrize(
    "change", [{"name": "罗景航"}, {"citizen_no": FATHER_NUMBER}, {"birth_date": date(1988, 5, 6)}]
)
def test_a_difference_to_the_register_is_a_warning(change: dict[str, Any]) -> None:
    assert shared(SUBJECT.model_copy(update=change))["identity_agrees_with_register"] is WARN
    assert shared(SUBJECT)["identity_agrees_with_register"] is OK


@pytest.mark.parametrize(
    ("number", "state"),
    [(NUMBER, OK), ("", WARN), ("1", WARN), ("110104199001010014", WARN), ("119999199001010017", WARN)],
)
def test_divisions(number: str, state: ConditionState) -> None:
    assert shared(SUBJECT.model_copy(update={"citizen_no": number}))["division_in_force"] is state


def test_a_minor_comes_with_a_guardian() -> None:
    child = SUBJECT.model_copy(update={"birth_date": date(2008, 11, 25), "citizen_no": ""})
    assert shared(child)["represented_when_minor"] is WARN
    assert shared(child, **{"applicant.relation": "guardian"})["represented_when_minor"] is OK
    grown = child.model_copy(update={"birth_date": date(2008, 11, 24)})
    assert shared(grown)["represented_when_minor"] is OK


def test_nobody_applies_for_himself_after_death() -> None:
    fields = {"cancellation_reason": "cancelled_death"}
    assert states("22", fields)["represented_when_dead"] is WARN
    assert states("22", {**fields, "applicant.relation": "agent"})["represented_when_dead"] is OK
    assert states("22", {"cancellation_reason": "move_out"})["represented_when_dead"] is OK


def test_an_extract_of_somebody_else() -> None:
    assert concerns(make_extract(), SUBJECT)
    assert not concerns(make_extract(citizen_no=FATHER_NUMBER), SUBJECT)
    nameless = SUBJECT.model_copy(update={"citizen_no": ""})
    assert concerns(make_extract(), nameless)
    assert not concerns(make_extract(), nameless.model_copy(update={"birth_date": date(1988, 5, 6)}))


def test_every_condition_is_used() -> None:
    used = {name for item in catalogue() for name in item.conditions}
    assert used == set(CONDITIONS)
