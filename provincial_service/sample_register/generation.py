"""The whole register from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from hukou.household import FormerHousehold
from provincial_service.sample_register.archive import Archive
from provincial_service.sample_register.families import FamilyMaker, HouseholdDraft
from provincial_service.sample_register.histories import HistoryMaker
from provincial_service.sample_register.people import PersonDraft, PersonMaker
from provincial_service.sample_register.words import name_words, place_words, sample_facts

DEFAULT_SEED = 20260701
DEFAULT_PERSONS = 20_600
_RARE_NAMES = 280
_LINKED = 0.3
_GRANDPARENTS = 0.03
_NAMESAKES = 6


@dataclass
class SampleRegister:
    """Everything that is loaded; `former` holds former households by person_id."""

    seed: int
    as_of: date
    households: list[HouseholdDraft]
    former: dict[str, list[FormerHousehold]]

    def persons(self) -> Iterator[PersonDraft]:
        for household in self.households:
            yield from household.members


def generate(seed: int = DEFAULT_SEED, persons: int = DEFAULT_PERSONS) -> SampleRegister:
    """At least `persons` fictitious persons over the two sample stations; equal arguments, equal register."""
    rng = Random(seed)
    names, places, as_of = name_words(), place_words(), sample_facts().register_as_of
    people = PersonMaker(rng, names, places, as_of, rare_every=max(1, persons // _RARE_NAMES))
    families = FamilyMaker(rng, people)
    archive = Archive(rng, people, places, as_of)
    households = [families.collective(unit, max(6, persons // 300)) for unit in places.collectives]
    count = sum(len(household.members) for household in households)
    areas = places.areas
    while count < persons:
        household = families.family(areas[len(households) % len(areas)])
        households.append(household)
        count += len(household.members)
        if household.head.age_on(as_of) >= 50 and len(household.members) >= 2 and rng.random() < _LINKED:
            child = families.child_family(rng.choice(areas), household)
            if child is not None:
                households.append(child)
                count += len(child.members)
                archive.leave(child.head, household)
        elif rng.random() < _GRANDPARENTS and household.head.age_on(as_of) < 45:
            archive.grandparents(household.head, household)
    register = SampleRegister(seed, as_of, households, archive.former)
    _make_namesakes(register, people)
    histories = HistoryMaker(rng, people, places, as_of)
    for household in households:
        histories.write(household)
    return register


def _make_namesakes(register: SampleRegister, people: PersonMaker) -> None:
    """A few persons who share name and day of birth, and one pair that shares a number (重号)."""
    singles = [
        h
        for h in register.households
        if len(h.members) == 1 and _is_common(h.head) and h.head.person_id not in register.former
    ]
    pairs = list(zip(singles[::2], singles[1::2], strict=False))[: _NAMESAKES + 1]
    for first, second in pairs[1:]:
        original, twin = first.head, second.head
        twin.name, twin.surname, twin.sex = original.name, original.surname, original.sex
        twin.birth_date = original.birth_date
        twin.citizen_no = people.citizen_no(twin.sex, twin.birth_date, twin.citizen_no[:6])
        second.head_name = twin.name
    for first, second in pairs[:1]:
        second.head.sex, second.head.birth_date = first.head.sex, first.head.birth_date
        second.head.citizen_no = first.head.citizen_no


def _is_common(person: PersonDraft) -> bool:
    return person.people.style == "han" and not person.rare_block
