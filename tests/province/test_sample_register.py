"""The sample register: as many as promised, all fictitious, all plausible, the same for the same seed."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from hukou.citizen_no import parse_citizen_no
from hukou.codes import ethnic_group, relation
from hukou.household import EventKind, HouseholdType, RegistrationStatus
from hukou.ideographs import Block, block_of
from hukou.names import NAME_DOT, normalise_name, validate_name
from hukou.resources import load_toml, resource
from provincial_service.sample_register import (
    SampleRegister,
    choose_deck,
    generate,
    load_register,
    load_stations,
    rare_name_persons,
    write_deck,
)
from provincial_service.sample_register.loading import count_register
from provincial_service.store import create_schema, open_store
from tests.province.running import SAMPLE_FACTS

BLOCKS = {letter: Block[f"EXT_{letter}"] for letter in "ABCDEFG"}


@pytest.fixture(scope="module")
def full() -> SampleRegister:
    """The register of the sandbox."""
    return generate()


def test_it_is_as_large_as_promised(full: SampleRegister) -> None:
    persons = list(full.persons())
    assert len(persons) >= 20_000
    assert len(full.households) >= 6_000
    stations = Counter(household.station for household in full.households)
    assert set(stations) == {"390102510000", "390102520000"}
    assert min(stations.values()) > 2_500
    assert len({p.person_id for p in persons}) == len(persons)


def test_every_number_is_valid_and_agrees_with_the_person(full: SampleRegister) -> None:
    numbers: Counter[str] = Counter()
    for person in full.persons():
        number = parse_citizen_no(person.citizen_no, full.as_of)
        assert number.birth_date == person.birth_date
        assert number.sex_code == person.sex
        assert number.division_code[:2] in ("39", "48")
        numbers[person.citizen_no] += 1
    assert [count for count in numbers.values() if count > 1] == [2]


def test_every_name_is_one_that_the_register_allows(full: SampleRegister) -> None:
    for person in full.persons():
        validate_name(person.name)
        assert normalise_name(person.name) == person.name
    names = [person.name for person in full.persons()]
    assert any(len(name) >= 15 and name.count(NAME_DOT) == 2 for name in names)
    assert sum(NAME_DOT in name for name in names) > 100
    for surname in ("欧阳", "司马", "诸葛"):
        assert any(name.startswith(surname) for name in names)


def test_every_extension_block_has_its_rare_names(full: SampleRegister) -> None:
    rare = list(rare_name_persons(full))
    assert len(rare) >= 200
    counts = Counter(person.block for person in rare)
    assert min(counts[letter] for letter in BLOCKS) >= 20
    for person in rare:
        assert any(block_of(character) is BLOCKS[person.block] for character in person.name)


def test_codes_are_those_of_the_standards(full: SampleRegister) -> None:
    assert all(relation(code) is not None for code in {p.relation_to_head for p in full.persons()})
    groups = {p.people.code for p in full.persons()}
    assert all(ethnic_group(code) is not None for code in groups)
    assert len(groups) >= 8


def test_families_are_plausible(full: SampleRegister) -> None:
    parents_of_children = 0
    for household in full.households:
        if household.household_type is HouseholdType.COLLECTIVE:
            assert {p.relation_to_head for p in household.members} == {"99"}
            continue
        head = household.head
        assert head.relation_to_head == "02"
        assert household.head_name == head.name
        assert sum(p.relation_to_head == "02" for p in household.members) == 1
        for person in household.members:
            assert 0 <= person.age_on(full.as_of) <= 105
            if person.relation_to_head in ("21", "22", "23", "24", "31", "32", "33", "34"):
                gap = person.birth_date - head.birth_date
                assert timedelta(days=17 * 365) < gap < timedelta(days=55 * 365)
                parents_of_children += 1
            if person.relation_to_head in ("51", "52"):
                assert head.birth_date - person.birth_date > timedelta(days=17 * 365)
    assert parents_of_children > 4_000


def test_histories_show_every_kind_in_order(full: SampleRegister) -> None:
    kinds: Counter[EventKind] = Counter()
    for person in full.persons():
        for event in person.events:
            assert person.birth_date <= event.recorded_on <= full.as_of
            assert event.occurred_on is None or event.occurred_on <= event.recorded_on
            kinds[event.kind] += 1
        assert all(a.recorded_on <= b.recorded_on for a, b in pairwise(person.events))
        ended = person.events and (
            person.events[-1].kind.is_cancellation or person.events[-1].kind is EventKind.MOVE_OUT
        )
        assert bool(ended) == (person.status is not RegistrationStatus.REGISTERED)
        if person.former_name:
            assert any(e.kind is EventKind.CHANGE and e.old == person.former_name for e in person.events)
        for event in person.events:
            if event.item == "姓名":
                assert event.new == person.name
            if event.item == "公民身份号码":
                assert parse_citizen_no(event.old, full.as_of).text != event.new == person.citizen_no
    assert set(kinds) == set(EventKind)


def test_former_households_name_members_who_exist_and_both_sides_agree(full: SampleRegister) -> None:
    by_number = {p.citizen_no: p for p in full.persons()}
    by_id = {p.person_id: p for p in full.persons()}
    parents = 0
    for person_id, entries in full.former.items():
        for entry in entries:
            assert entry.start < entry.end <= full.as_of
            assert "户档〔" in entry.archive_reference
            for member in entry.members:
                if member.relation not in ("51", "52"):
                    continue
                parents += 1
                parent = by_number[member.citizen_no]
                assert (parent.name, parent.birth_date) == (member.name, member.birth_date)
                back = [m for e in full.former[parent.person_id] for m in e.members]
                assert by_id[person_id].citizen_no in {m.citizen_no for m in back}
    assert parents > 200


def test_the_same_seed_gives_the_same_register(full: SampleRegister) -> None:
    assert list(generate(5, 800).persons()) == list(generate(5, 800).persons())
    assert [p.name for p in generate(6, 800).persons()] != [p.name for p in generate(5, 800).persons()]


def test_it_loads_quickly_and_tells_how_far_it_is(full: SampleRegister, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'p.sqlite3'}")
    create_schema(store, SAMPLE_FACTS)
    load_stations(store)
    told: list[tuple[int, int]] = []
    start = time.perf_counter()
    load_register(store, full, lambda done, total: told.append((done, total)))
    took = time.perf_counter() - start
    persons = sum(1 for _ in full.persons())
    assert count_register(store) == (persons, len(full.households))
    assert told[-1] == (persons, persons)
    assert len(told) > 5
    assert took < 20
    load_register(store, generate(persons=300))
    assert count_register(store)[0] < 1000
    store.close()


# --- the deck --------------------------------------------------------------------------------------------


def test_the_deck_shows_every_story_once(full: SampleRegister, tmp_path: Path) -> None:
    path = tmp_path / "new" / "deck.json"
    stories = load_toml(resource("province", "deck.toml"))["cards"]
    assert write_deck(full, path) == len(stories) >= 24
    deck = json.loads(path.read_text(encoding="utf-8"))
    cards = deck["cards"]
    assert deck["seed"] == full.seed
    assert len({card["key"] for card in cards}) == len({card["person_id"] for card in cards}) == len(cards)
    persons = {p.person_id: p for p in full.persons()}
    for card in cards:
        person = persons[card["person_id"]]
        assert (card["name"], card["citizen_no"]) == (person.name, person.citizen_no)
        assert card["name"] in card["situation"]
        assert card["authority"] == "澜州市公安局青禾分局"
        if card["subject_name"]:
            assert card["subject_name"] in card["situation"]


def test_the_deck_fits_its_stories(full: SampleRegister) -> None:
    cards = {card.key: card for card in choose_deck(full)}
    persons = {p.person_id: p for p in full.persons()}
    by_number = {p.citizen_no: p for p in full.persons()}
    died = by_number[cards["relative-died"].subject_citizen_no]
    assert died.events[-1].kind is EventKind.CANCELLED_DEATH
    assert died.household_no == persons[cards["relative-died"].person_id].household_no
    assert cards["old-chip"].chip_name != cards["old-chip"].name
    assert "\ue863" in cards["old-chip"].chip_name
    assert cards["dotted-long"].name.count(NAME_DOT) == 2
    assert cards["elder"].valid_to == "长期"
    assert persons[cards["former-parent"].person_id].person_id in full.former
    plain = persons[cards["refused-name"].person_id]
    assert plain.status is RegistrationStatus.REGISTERED
    assert not plain.former_name


def test_a_small_register_has_the_stories_it_can_show(full: SampleRegister) -> None:
    tiny = SampleRegister(1, full.as_of, full.households[:1], {})
    shown = [card.key for card in choose_deck(tiny)]
    assert "collective" in shown
    assert "relative-died" not in shown
