"""Fictitious persons: names by people and generation, numbers with valid check characters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hukou.citizen_no import check_character
from hukou.household import RegisterEvent, RegistrationStatus
from provincial_service.sample_register.words import NameWords, People, PlaceWords

MALE, FEMALE = "1", "2"
_SINGLE_GIVEN_NAMES = 0.22
_COMPOUND_SURNAMES = 0.012
_THREE_PARTS = 0.08


@dataclass(slots=True)
class PersonDraft:
    """A person while the register is being made; the fields are those of `hukou.household.Person`."""

    person_id: str
    name: str
    surname: str
    """What children inherit: a surname, or the given name that becomes their second part (dotted names)."""
    sex: str
    people: People
    birth_date: date
    citizen_no: str
    rare_block: str = ""
    """Letter of the block of the rare character in the name, '' when there is none."""
    former_name: str = ""
    household_no: str = ""
    relation_to_head: str = ""
    status: RegistrationStatus = RegistrationStatus.REGISTERED
    events: list[RegisterEvent] = field(default_factory=list)

    def age_on(self, day: date) -> int:
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class PersonMaker:
    """Makes persons one after another; the same seed gives the same persons."""

    def __init__(
        self, rng: Random, names: NameWords, places: PlaceWords, as_of: date, rare_every: int
    ) -> None:
        self._rng = rng
        self._names = names
        self._places = places
        self.as_of = as_of
        self._numbers: set[str] = set()
        self._made = 0
        self._rare_every = rare_every
        self._rare = _rare_queue(names.rare)

    def people(self) -> People:
        return self._names.peoples.pick(self._rng)

    def birth_date(self, youngest: int, oldest: int) -> date:
        """A day of birth that gives an age within the bounds, both included."""
        days = self._rng.randrange(youngest * 365 + youngest // 4 + 1, (oldest + 1) * 365 + oldest // 4)
        return self.as_of - timedelta(days=days)

    def make(
        self, sex: str, birth_date: date, people: People, *, surname: str = "", division: str = ""
    ) -> PersonDraft:
        """A new person; `surname` is inherited, `division` is where the birth was registered."""
        self._made += 1
        name, inherited = self._name(sex, birth_date.year, people, surname)
        block = ""
        if people.style == "han" and self._rare and self._made % self._rare_every == 0:
            block, character = self._rare.pop(0)
            name = self._with_rare(name, inherited, character)
        return PersonDraft(
            person_id=f"LJ{self._made:08d}",
            name=name,
            surname=inherited,
            sex=sex,
            people=people,
            birth_date=birth_date,
            citizen_no=self.citizen_no(sex, birth_date, division),
            rare_block=block,
        )

    def citizen_no(self, sex: str, birth_date: date, division: str = "") -> str:
        """A number of GB 11643 that nobody else in the register has."""
        code = division or self._places.divisions.pick(self._rng)[0]
        while True:
            sequence = self._rng.randrange(500) * 2 + (1 if sex == MALE else 0)
            head = f"{code}{birth_date:%Y%m%d}{sequence:03d}"
            number = head + check_character(head)
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def given_name(self, sex: str, year: int) -> str:
        words = self._names.given_names(sex, year)
        if self._rng.random() < _SINGLE_GIVEN_NAMES:
            return self._rng.choice(words.single)
        first = self._rng.choice(words.first)
        return first + self._rng.choice([c for c in words.second if c != first])

    def _name(self, sex: str, year: int, people: People, surname: str) -> tuple[str, str]:
        """(name, what children inherit)"""
        rng = self._rng
        own = people.male if sex == MALE else people.female
        if people.style == "dotted":
            given = rng.choice(own)
            father = surname or rng.choice(people.male)
            name = f"{given}·{father}"
            if rng.random() < _THREE_PARTS:
                name += f"·{rng.choice(people.male)}"
            return name, given
        if people.style == "plain":
            return rng.choice(own), ""
        if not surname:
            surname = self._surname(people)
        return surname + self.given_name(sex, year), surname

    def _surname(self, people: People) -> str:
        if people.style == "han" and self._rng.random() < _COMPOUND_SURNAMES:
            return self._rng.choice(self._names.compound)
        assert people.surnames is not None
        return people.surnames.pick(self._rng)

    def _with_rare(self, name: str, surname: str, character: str) -> str:
        """The rare character takes the place of one character of the given name."""
        given = name[len(surname) :]
        place = self._rng.randrange(len(given))
        return surname + given[:place] + character + given[place + 1 :]


def _rare_queue(blocks: dict[str, str]) -> list[tuple[str, str]]:
    """Blocks in turn, so that every one of them is used early."""
    longest = max(len(characters) for characters in blocks.values())
    return [
        (block, characters[i])
        for i in range(longest)
        for block, characters in blocks.items()
        if i < len(characters)
    ]
