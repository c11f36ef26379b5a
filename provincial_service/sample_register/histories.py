"""What the register recorded about each person over the years."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hukou.codes import ethnic_group
from hukou.household import EventKind, HouseholdType, RegisterEvent, RegistrationStatus
from provincial_service.sample_register.families import HEAD, HUSBAND, WIFE, HouseholdDraft
from provincial_service.sample_register.people import PersonDraft, PersonMaker
from provincial_service.sample_register.words import PlaceWords

_CHILD_CODES = frozenset({"21", "22", "23", "24", "31", "32", "33", "34"})


class HistoryMaker:
    """Adds events, former names and final statuses; ages and order of events stay plausible."""

    def __init__(self, rng: Random, people: PersonMaker, places: PlaceWords, as_of: date) -> None:
        self._rng = rng
        self._people = people
        self._places = places
        self._as_of = as_of

    def write(self, household: HouseholdDraft) -> None:
        for person in household.members:
            self._entry(household, person)
            self._changes(person)
            self._end(household, person)
            person.events.sort(key=lambda event: event.recorded_on)

    def day_after(self, earliest: date, *, years: int = 0) -> date:
        """A day between `earliest` plus `years` and the register's day, both included."""
        start = min(earliest + timedelta(days=years * 366), self._as_of)
        return start + timedelta(days=self._rng.randrange((self._as_of - start).days + 1))

    # --- coming in -----------------------------------------------------------------------------------

    def _entry(self, household: HouseholdDraft, person: PersonDraft) -> None:
        if household.household_type is HouseholdType.COLLECTIVE:
            self._move_in(person, "大中专招生或者人才引进", years=17)
        elif person.relation_to_head in (WIFE, HUSBAND):
            if self._rng.random() < 0.4:
                self._move_in(person, "夫妻投靠", years=20)
        elif person.relation_to_head in _CHILD_CODES and person.birth_date.year >= 1985:
            registered = min(person.birth_date + timedelta(days=self._rng.randrange(3, 60)), self._as_of)
            person.events.append(
                RegisterEvent(kind=EventKind.BIRTH, recorded_on=registered, reason="出生登记")
            )
        elif person.relation_to_head == HEAD and self._rng.random() < 0.2:
            self._move_in(person, self._rng.choice(("购房落户", "工作调动", "投靠父母")), years=19)

    def _move_in(self, person: PersonDraft, reason: str, *, years: int) -> None:
        place = self._places.other_divisions.pick(self._rng)[1]
        person.events.append(
            RegisterEvent(
                kind=EventKind.MOVE_IN,
                recorded_on=self.day_after(person.birth_date, years=years),
                reason=reason,
                place=place,
            )
        )

    # --- changes and corrections ---------------------------------------------------------------------

    def _changes(self, person: PersonDraft) -> None:
        roll = self._rng.random()
        if roll < 0.018:
            self._rename(person)
        elif roll < 0.024:
            self._correct_name(person)
        elif roll < 0.034:
            self._correct_birth_date(person)
        elif roll < 0.064 and person.people.style == "surname":
            self._change_people(person)

    def _add(self, person: PersonDraft, kind: EventKind, item: str, old: str, new: str, reason: str) -> None:
        recorded = self.day_after(person.birth_date, years=1)
        person.events.append(
            RegisterEvent(kind=kind, recorded_on=recorded, item=item, old=old, new=new, reason=reason)
        )

    def _rename(self, person: PersonDraft) -> None:
        """变更: the person took another name; the old one stays as the former name."""
        if person.people.style in ("dotted", "plain"):
            return
        old = person.surname + self._people.given_name(person.sex, person.birth_date.year)
        if old == person.name:
            return
        person.former_name = old
        self._add(person, EventKind.CHANGE, "姓名", old, person.name, "本人申请变更姓名")

    def _correct_name(self, person: PersonDraft) -> None:
        """更正: one character had been written wrongly."""
        if person.people.style in ("dotted", "plain") or person.rare_block:
            return
        wrong = person.surname + self._people.given_name(person.sex, person.birth_date.year)
        if wrong != person.name:
            self._add(person, EventKind.CORRECTION, "姓名", wrong, person.name, "登记差错")

    def _correct_birth_date(self, person: PersonDraft) -> None:
        """更正 of the birth date, and with it of the number that contains it."""
        wrong = person.birth_date - timedelta(days=self._rng.choice((-365, -30, -10, 10, 30, 365)))
        if wrong >= self._as_of:
            return
        old_number = self._people.citizen_no(person.sex, wrong, person.citizen_no[:6])
        recorded = self.day_after(max(person.birth_date, wrong), years=1)
        facts = (
            ("出生日期", _long_date(wrong), _long_date(person.birth_date)),
            ("公民身份号码", old_number, person.citizen_no),
        )
        for item, old, new in facts:
            person.events.append(
                RegisterEvent(
                    kind=EventKind.CORRECTION,
                    recorded_on=recorded,
                    item=item,
                    old=old,
                    new=new,
                    reason="凭出生医学证明更正",
                )
            )

    def _change_people(self, person: PersonDraft) -> None:
        new = ethnic_group(person.people.code)
        if new is not None:
            self._add(person, EventKind.CHANGE, "民族", "汉族", new.register_name, "随父母民族成分变更")

    # --- going out -----------------------------------------------------------------------------------

    def _end(self, household: HouseholdDraft, person: PersonDraft) -> None:
        age = person.age_on(self._as_of)
        is_head = person.relation_to_head == HEAD and len(household.members) > 1
        if is_head:
            return
        roll = self._rng.random()
        if age >= 62 and roll < _death_rate(age):
            self.cancel_by_death(person)
        elif 22 <= age < 60 and roll < 0.006:
            country = self._rng.choice(self._places.countries)
            self._cancel(person, EventKind.CANCELLED_SETTLED_ABROAD, country, "出国定居")
        elif 22 <= age < 60 and roll < 0.011:
            region = self._rng.choice(self._places.regions)
            self._cancel(person, EventKind.CANCELLED_SETTLED_HMT, region, "赴港澳台定居")
        elif 18 <= age < 45 and roll < 0.06:
            self._move_out(person)

    def cancel_by_death(self, person: PersonDraft) -> None:
        longest = min(person.age_on(self._as_of) - 60, 12)
        died = self._as_of - timedelta(days=self._rng.randrange(60, max(61, longest * 365)))
        recorded = min(died + timedelta(days=self._rng.randrange(2, 40)), self._as_of)
        self._drop_after(person, recorded)
        person.status = RegistrationStatus.CANCELLED
        person.events.append(
            RegisterEvent(
                kind=EventKind.CANCELLED_DEATH, recorded_on=recorded, reason="死亡注销", occurred_on=died
            )
        )

    def _cancel(self, person: PersonDraft, kind: EventKind, place: str, reason: str) -> None:
        recorded = self.day_after(person.birth_date, years=21)
        self._drop_after(person, recorded)
        person.status = RegistrationStatus.CANCELLED
        person.events.append(RegisterEvent(kind=kind, recorded_on=recorded, reason=reason, place=place))

    def _move_out(self, person: PersonDraft) -> None:
        recorded = self.day_after(person.birth_date, years=17)
        self._drop_after(person, recorded)
        person.status = RegistrationStatus.MOVED_OUT
        reason = self._rng.choice(("大中专招生", "夫妻投靠", "工作调动", "购房落户"))
        place = self._places.other_divisions.pick(self._rng)[1]
        person.events.append(
            RegisterEvent(kind=EventKind.MOVE_OUT, recorded_on=recorded, reason=reason, place=place)
        )

    def _drop_after(self, person: PersonDraft, day: date) -> None:
        """Nothing is recorded about a person after the register entry ended."""
        person.events = [event for event in person.events if event.recorded_on < day]
        if person.former_name and not any(event.old == person.former_name for event in person.events):
            person.former_name = ""


def _death_rate(age: int) -> float:
    """Share of the elderly whose entry was cancelled: rises with age."""
    return 0.05 + max(0, age - 70) * 0.02


def _long_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
