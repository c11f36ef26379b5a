"""Households with plausible members: who lives together, of what age, in which relation (GB/T 4761)."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hukou.household import HouseholdType
from provincial_service.sample_register.people import FEMALE, MALE, PersonDraft, PersonMaker
from provincial_service.sample_register.words import Area, Collective, People, Weighted

HEAD, HUSBAND, WIFE = "02", "11", "12"
FATHER, MOTHER = "51", "52"
DAUGHTER_IN_LAW, GRANDSON, GRANDDAUGHTER, UNRELATED = "38", "41", "42", "99"
_SONS, _DAUGHTERS = ("22", "23", "24"), ("32", "33", "34")
_ONLY_SON, _ONLY_DAUGHTER = "21", "31"


@dataclass(slots=True)
class HouseholdDraft:
    household_no: str
    household_type: HouseholdType
    head_name: str
    address: str
    station: str
    members: list[PersonDraft] = field(default_factory=list)

    @property
    def head(self) -> PersonDraft:
        return self.members[0]

    def add(self, person: PersonDraft, relation: str) -> PersonDraft:
        person.household_no = self.household_no
        person.relation_to_head = relation
        self.members.append(person)
        return person


_SHAPES = Weighted(
    [
        ("single", 17),
        ("couple", 15),
        ("one_child", 27),
        ("two_children", 18),
        ("three_children", 3),
        ("single_parent", 5),
        ("with_parents", 8),
        ("three_generations", 7),
    ]
)
_CHILDREN = {"couple": 0, "one_child": 1, "two_children": 2, "three_children": 3, "with_parents": 1}


class FamilyMaker:
    """Makes households of one station after another."""

    def __init__(self, rng: Random, people: PersonMaker) -> None:
        self._rng = rng
        self._people = people
        self._counts: dict[str, int] = {}

    def family(self, area: Area) -> HouseholdDraft:
        """A family household of a random shape."""
        shape = _SHAPES.pick(self._rng)
        people = self._people.people()
        household = self._empty(area)
        if shape == "single":
            self._head(household, people, self._rng.choice((MALE, FEMALE)), 20, 88)
        elif shape == "single_parent":
            head = self._head(household, people, self._rng.choice((MALE, FEMALE)), 28, 55)
            self._children(household, head, people, 1)
        elif shape == "three_generations":
            self._three_generations(household, people)
        else:
            self._couple(household, people, _CHILDREN[shape], with_parents=shape == "with_parents")
        household.head_name = household.head.name
        return household

    def child_family(self, area: Area, parents: HouseholdDraft) -> HouseholdDraft | None:
        """The household of a grown child who left the parents' one; None when they are too young for that."""
        couple = parents.members[:2]
        youngest_parent = max(person.birth_date for person in couple)
        age = parents.head.age_on(self._people.as_of) - self._rng.randrange(22, 30)
        if age < 24:
            return None
        household = self._empty(area)
        sex = self._rng.choice((MALE, FEMALE))
        birth = self._people.birth_date(age, age)
        if (birth - youngest_parent).days < 20 * 365:
            return None
        father = next((p for p in couple if p.sex == MALE), parents.head)
        surname = "" if father.sex == FEMALE and father.people.style == "dotted" else father.surname
        head = self._people.make(sex, birth, father.people, surname=surname, division="390102")
        household.add(head, HEAD)
        if self._rng.random() < 0.7:
            self._spouse(household, head)
            self._children(household, head, head.people, self._rng.choice((0, 1, 1, 2)))
        household.head_name = head.name
        return household

    def collective(self, unit: Collective, size: int) -> HouseholdDraft:
        """A collective household: its head is the unit, its members are not related."""
        household = HouseholdDraft(
            self._next_number(unit.station), HouseholdType.COLLECTIVE, unit.name, unit.address, unit.station
        )
        for _ in range(size):
            people = self._people.people()
            birth = self._people.birth_date(18, 40)
            person = self._people.make(self._rng.choice((MALE, FEMALE)), birth, people)
            household.add(person, UNRELATED)
        return household

    # --- parts of a family ---------------------------------------------------------------------------

    def _empty(self, area: Area) -> HouseholdDraft:
        rng = self._rng
        if rng.random() < 0.22:
            village = rng.choice(area.villages)
            place = f"{village}{rng.randrange(1, 13)}组{rng.randrange(1, 90)}号"
        else:
            place = (
                f"{area.town}{rng.choice(area.roads)}{rng.randrange(1, 260)}号"
                f"{rng.randrange(1, 24)}幢{rng.randrange(1, 5)}单元"
                f"{rng.randrange(1, 19)}0{rng.randrange(1, 5)}室"
            )
        return HouseholdDraft(
            self._next_number(area.station),
            HouseholdType.FAMILY,
            "",
            f"临江省澜州市青禾区{place}",
            area.station,
        )

    def _next_number(self, station: str) -> str:
        self._counts[station] = self._counts.get(station, 0) + 1
        return f"{station[6:9]}{self._counts[station]:06d}"

    def _head(
        self, household: HouseholdDraft, people: People, sex: str, youngest: int, oldest: int
    ) -> PersonDraft:
        head = self._people.make(sex, self._people.birth_date(youngest, oldest), people)
        return household.add(head, HEAD)

    def _couple(
        self, household: HouseholdDraft, people: People, children: int, *, with_parents: bool
    ) -> None:
        sex = MALE if self._rng.random() < 0.78 else FEMALE
        youngest, oldest = (27, 52) if children else (25, 84)
        head = self._head(household, people, sex, youngest, oldest)
        self._spouse(household, head)
        self._children(household, head, people, children)
        if with_parents:
            self._parents(household, head)

    def _spouse(self, household: HouseholdDraft, head: PersonDraft) -> PersonDraft:
        age = head.age_on(self._people.as_of)
        sex = FEMALE if head.sex == MALE else MALE
        same = self._rng.random() < 0.85
        people = head.people if same else self._people.people()
        birth = self._people.birth_date(max(21, age - 4), max(22, age + 2))
        spouse = self._people.make(sex, birth, people)
        return household.add(spouse, WIFE if sex == FEMALE else HUSBAND)

    def _children(
        self, household: HouseholdDraft, head: PersonDraft, people: People, count: int
    ) -> list[PersonDraft]:
        parents = household.members[:2]
        father = next((p for p in parents if p.sex == MALE), head)
        youngest = min(p.age_on(self._people.as_of) for p in parents)
        made: list[PersonDraft] = []
        for place in range(count):
            age = youngest - self._rng.randrange(21, 26) - 3 * place
            if age < 0:
                break
            surname = "" if father.sex == FEMALE and people.style == "dotted" else father.surname
            if people.style != "dotted" and self._rng.random() < 0.06:
                surname = next((p.surname for p in parents if p is not father), surname)
            sex = self._rng.choice((MALE, FEMALE))
            birth = self._people.birth_date(age, age)
            made.append(self._people.make(sex, birth, people, surname=surname, division="390102"))
        for child, relation in zip(made, _relations(made), strict=True):
            household.add(child, relation)
        return made

    def _parents(self, household: HouseholdDraft, head: PersonDraft) -> None:
        age = head.age_on(self._people.as_of)
        birth = self._people.birth_date(min(95, age + 23), min(96, age + 29))
        surname = "" if head.people.style == "dotted" else head.surname
        household.add(self._people.make(MALE, birth, head.people, surname=surname), FATHER)
        birth = self._people.birth_date(min(94, age + 21), min(95, age + 27))
        household.add(self._people.make(FEMALE, birth, head.people), MOTHER)

    def _three_generations(self, household: HouseholdDraft, people: People) -> None:
        """Grandparents, their son with his wife, one or two grandchildren."""
        head = self._head(household, people, MALE, 56, 78)
        self._spouse(household, head)
        age = min(p.age_on(self._people.as_of) for p in household.members) - self._rng.randrange(23, 28)
        age = max(age, 26)
        son = self._people.make(
            MALE, self._people.birth_date(age, age), people, surname=head.surname, division="390102"
        )
        household.add(son, _ONLY_SON)
        wife = self._people.make(FEMALE, self._people.birth_date(age - 2, age), people)
        household.add(wife, DAUGHTER_IN_LAW)
        for place in range(self._rng.choice((1, 1, 2))):
            child_age = age - 24 - 3 * place
            if child_age < 0:
                break
            sex = self._rng.choice((MALE, FEMALE))
            birth = self._people.birth_date(child_age, child_age)
            child = self._people.make(sex, birth, people, surname=son.surname, division="390102")
            household.add(child, GRANDSON if sex == MALE else GRANDDAUGHTER)


def _relations(children: list[PersonDraft]) -> list[str]:
    """GB/T 4761 codes of one family's children, eldest first: an only child has a code of its own."""
    if len(children) == 1:
        return [_ONLY_SON if children[0].sex == MALE else _ONLY_DAUGHTER]
    sons, daughters = iter(_SONS), iter(_DAUGHTERS)
    return [next(sons) if child.sex == MALE else next(daughters) for child in children]
