"""Former households: who once lived together, from when to when, and where the archive has it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hukou.household import FormerHousehold, FormerMember
from provincial_service.sample_register.families import HouseholdDraft
from provincial_service.sample_register.people import FEMALE, MALE, PersonDraft, PersonMaker
from provincial_service.sample_register.words import PlaceWords


class Archive:
    """Former households by person."""

    def __init__(self, rng: Random, people: PersonMaker, places: PlaceWords, as_of: date) -> None:
        self._rng = rng
        self._people = people
        self._places = places
        self._as_of = as_of
        self.former: dict[str, list[FormerHousehold]] = {}

    def leave(self, child: PersonDraft, parents: HouseholdDraft) -> None:
        """`child` lived in the parents' household until a household of its own began: both sides know it."""
        start = child.birth_date + timedelta(days=self._rng.randrange(5, 60))
        end = min(child.birth_date + timedelta(days=self._rng.randrange(22, 32) * 365), self._as_of)
        couple = parents.members[:2]
        siblings = [p for p in parents.members[2:] if p.relation_to_head[0] in "23" and p.birth_date < end]
        members = [_member(p, "51" if p.sex == MALE else "52") for p in couple]
        members += [_member(p, _sibling_code(child, p)) for p in siblings]
        self._keep(child, parents, start, end, members)
        code = _own_child_code(child)
        for parent in couple:
            self._keep(parent, parents, start, end, [_member(child, code)])

    def grandparents(self, person: PersonDraft, household: HouseholdDraft) -> None:
        """`person` grew up in the household of grandparents who are long gone from the register."""
        start = person.birth_date + timedelta(days=self._rng.randrange(5, 60))
        end = min(person.birth_date + timedelta(days=self._rng.randrange(8, 19) * 365), self._as_of)
        age = person.age_on(self._as_of)
        elders = []
        for sex, code in ((MALE, "61"), (FEMALE, "62")):
            birth = self._people.birth_date(age + 48, age + 58)
            surname = person.surname if sex == MALE and person.people.style != "dotted" else ""
            elders.append((self._people.make(sex, birth, person.people, surname=surname), code))
        old = HouseholdDraft(
            household_no=f"{household.station[6:9]}{self._rng.randrange(900000, 999999)}",
            household_type=household.household_type,
            head_name=elders[0][0].name,
            address=household.address.split("区")[0] + "区" + self._rng.choice(self._old_places(household)),
            station=household.station,
        )
        self._keep(person, old, start, end, [_member(elder, code) for elder, code in elders])

    def _old_places(self, household: HouseholdDraft) -> tuple[str, ...]:
        area = next(area for area in self._places.areas if area.station == household.station)
        return tuple(f"{village}{self._rng.randrange(1, 9)}组" for village in area.villages)

    def _keep(
        self,
        person: PersonDraft,
        household: HouseholdDraft,
        start: date,
        end: date,
        members: list[FormerMember],
    ) -> None:
        short = next(area.town for area in self._places.areas if area.station == household.station)
        reference = f"{short.removesuffix('街道')}户档〔{end.year}〕第{self._rng.randrange(1, 9999):04d}号"
        self.former.setdefault(person.person_id, []).append(
            FormerHousehold(
                household_no=household.household_no,
                head_name=household.head_name,
                address=household.address,
                start=start,
                end=end,
                archive_reference=reference,
                members=tuple(members),
            )
        )


def _member(person: PersonDraft, relation: str) -> FormerMember:
    return FormerMember(
        name=person.name,
        citizen_no=person.citizen_no,
        birth_date=person.birth_date,
        relation=relation,
    )


def _sibling_code(of: PersonDraft, sibling: PersonDraft) -> str:
    """GB/T 4761: 71 elder brother, 73 younger brother, 75 elder sister, 77 younger sister."""
    is_elder = sibling.birth_date < of.birth_date
    if sibling.sex == MALE:
        return "71" if is_elder else "73"
    return "75" if is_elder else "77"


def _own_child_code(child: PersonDraft) -> str:
    return "20" if child.sex == MALE else "30"
