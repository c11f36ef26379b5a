"""The deck: some persons of the sample register, each with a story, whose cards the simulator plays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from hukou.household import EventKind, HouseholdType, RegistrationStatus
from hukou.resources import load_toml, resource
from provincial_service.sample_register.families import HouseholdDraft
from provincial_service.sample_register.generation import SampleRegister
from provincial_service.sample_register.people import PersonDraft
from provincial_service.sample_register.words import sample_facts

LONG_TERM = "长期"
_OLD_GBK_DEMO = ("䶮", "\ue863")
"""U+4DAE and the private-use code that old cards hold for it (GBK mapping before 2000)."""


@dataclass(frozen=True)
class DeckCard:
    """One identity card and the situation of whoever brings it. Dates are ISO; `valid_to` may be 长期.

    `subject_*` say whom the case is about when it is not the holder of the card (a relative applies).
    """

    key: str
    title: str
    situation: str
    expected: str
    person_id: str
    name: str
    chip_name: str
    """As the chip holds it; differs from the register for old private-use codes."""
    sex: str
    ethnic_group: str
    birth_date: str
    citizen_no: str
    address: str
    authority: str
    valid_from: str
    valid_to: str
    station: str
    subject_relation: str = ""
    subject_name: str = ""
    subject_citizen_no: str = ""
    subject_birth_date: str = ""


@dataclass(frozen=True)
class _Found:
    holder: PersonDraft
    household: HouseholdDraft
    subject: PersonDraft | None = None


_Search = Callable[[SampleRegister], Iterator[_Found]]


def choose_deck(register: SampleRegister) -> list[DeckCard]:
    """One card for each story of `resources/province/deck.toml` that the register can show.

    A story takes the first person that fits, of a household without another story, at the first station
    unless it names one; a small register cannot show them all.
    """
    taken: set[str] = set()
    cards: list[DeckCard] = []
    home = sample_facts().stations[0]["station"]
    for row in load_toml(resource("province", "deck.toml"))["cards"]:
        wanted = row.get("station", home)
        matches = [f for f in _SEARCHES[row["who"]](register) if f.household.household_no not in taken]
        found = next((f for f in matches if f.household.station == wanted), next(iter(matches), None))
        if found is None:
            continue
        if _is_family(found):
            taken.add(found.household.household_no)
        cards.append(_card(row, found, register.as_of))
    return cards


def write_deck(register: SampleRegister, path: Path) -> int:
    """Write the deck as JSON; returns how many cards it has."""
    cards = choose_deck(register)
    document = {"seed": register.seed, "register_as_of": register.as_of.isoformat()}
    text = json.dumps({**document, "cards": [asdict(card) for card in cards]}, ensure_ascii=False, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(text + "\n", encoding="utf-8")
    temporary.replace(path)
    return len(cards)


def _card(row: dict[str, str], found: _Found, as_of: date) -> DeckCard:
    holder, subject = found.holder, found.subject
    valid_from, valid_to = _validity(holder, as_of)
    texts = {"name": holder.name, "subject": subject.name if subject else ""}
    return DeckCard(
        key=row["key"],
        title=row["title"],
        situation=row["situation"].format(**texts),
        expected=row["expected"].format(**texts),
        person_id=holder.person_id,
        name=holder.name,
        chip_name=holder.name.replace(*_OLD_GBK_DEMO) if row.get("old_chip") else holder.name,
        sex=holder.sex,
        ethnic_group=holder.people.code,
        birth_date=holder.birth_date.isoformat(),
        citizen_no=holder.citizen_no,
        address=found.household.address,
        authority=sample_facts().issuing_authority,
        valid_from=valid_from.isoformat(),
        valid_to=valid_to,
        station=found.household.station,
        subject_relation=row.get("subject_relation", ""),
        subject_name=subject.name if subject else "",
        subject_citizen_no=subject.citizen_no if subject else "",
        subject_birth_date=subject.birth_date.isoformat() if subject else "",
    )


def _validity(person: PersonDraft, as_of: date) -> tuple[date, str]:
    """居民身份证法 Art. 5: 5 years under 16, 10 to 25, 20 to 45, then long-term."""
    born = person.birth_date
    start = date(as_of.year - 1 - born.day % 4, born.month, min(born.day, 28))
    age = person.age_on(start)
    if age >= 46:
        return start, LONG_TERM
    years = 5 if age < 16 else 10 if age <= 25 else 20
    return start, start.replace(year=start.year + years).isoformat()


# --- who fits which story --------------------------------------------------------------------------------


def _adults(register: SampleRegister) -> Iterator[_Found]:
    """Registered persons of full age, in order."""
    for household in register.households:
        for person in household.members:
            if person.status is RegistrationStatus.REGISTERED and person.age_on(register.as_of) >= 18:
                yield _Found(person, household)


def _is_family(found: _Found) -> bool:
    return found.household.household_type is HouseholdType.FAMILY


def _plain(register: SampleRegister) -> Iterator[_Found]:
    names = _namesake_counts(register)
    for found in _adults(register):
        person = found.holder
        if names[person.name, person.birth_date] > 1:
            continue
        nothing = not any(event.kind in (EventKind.CHANGE, EventKind.CORRECTION) for event in person.events)
        alone = person.person_id not in register.former and not person.former_name
        if _is_family(found) and nothing and alone and person.people.style == "han" and not person.rare_block:
            yield found


def _with_item(kind: EventKind, item: str) -> _Search:
    def search(register: SampleRegister) -> Iterator[_Found]:
        for found in _adults(register):
            is_common = _is_family(found) and not found.holder.rare_block
            if is_common and any(e.kind is kind and e.item == item for e in found.holder.events):
                yield found

    return search


def _relative_of(kind: EventKind) -> _Search:
    """A registered relative in the same household applies; the subject's entry was ended by `kind`."""

    def search(register: SampleRegister) -> Iterator[_Found]:
        for found in _adults(register):
            if not _is_family(found) or found.holder.rare_block:
                continue
            for member in found.household.members:
                ended = member.status is not RegistrationStatus.REGISTERED
                if ended and any(event.kind is kind for event in member.events):
                    yield _Found(found.holder, found.household, member)

    return search


def _moved_out(register: SampleRegister) -> Iterator[_Found]:
    for household in register.households:
        for person in household.members if household.household_type is HouseholdType.FAMILY else ():
            if person.status is RegistrationStatus.MOVED_OUT and not person.rare_block:
                yield _Found(person, household)


def _former(code: str) -> _Search:
    """Persons whose archive shows a former household with a member of this relation."""

    def search(register: SampleRegister) -> Iterator[_Found]:
        for found in _adults(register):
            entries = register.former.get(found.holder.person_id, [])
            if any(member.relation == code for entry in entries for member in entry.members):
                yield found

    return search


def _dotted(parts: int) -> _Search:
    def search(register: SampleRegister) -> Iterator[_Found]:
        return (f for f in _adults(register) if _is_family(f) and f.holder.name.count("·") == parts - 1)

    return search


def _rare(block: str) -> _Search:
    def search(register: SampleRegister) -> Iterator[_Found]:
        return (found for found in _adults(register) if found.holder.rare_block == block)

    return search


def _compound(register: SampleRegister) -> Iterator[_Found]:
    return (f for f in _plain(register) if len(f.holder.surname) == 2)


def _elder(register: SampleRegister) -> Iterator[_Found]:
    return (f for f in _plain(register) if f.holder.age_on(register.as_of) >= 75)


def _collective(register: SampleRegister) -> Iterator[_Found]:
    return (f for f in _adults(register) if not _is_family(f) and f.holder.people.style == "han")


def _namesake(register: SampleRegister) -> Iterator[_Found]:
    names = _namesake_counts(register)
    return (f for f in _adults(register) if names[f.holder.name, f.holder.birth_date] > 1)


def _namesake_counts(register: SampleRegister) -> Counter[tuple[str, date]]:
    return Counter((person.name, person.birth_date) for person in register.persons())


def _child_with_parent(register: SampleRegister) -> Iterator[_Found]:
    """A parent with a registered child under 16: the guardian applies."""
    for found in _adults(register):
        if not _is_family(found) or found.holder.relation_to_head != "02":
            continue
        for member in found.household.members:
            if member.relation_to_head[0] in "23" and member.age_on(register.as_of) < 16:
                yield _Found(found.holder, found.household, member)


def _old_chip(register: SampleRegister) -> Iterator[_Found]:
    return (found for found in _adults(register) if _OLD_GBK_DEMO[0] in found.holder.name)


_SEARCHES: dict[str, _Search] = {
    "plain": _plain,
    "name_changed": _with_item(EventKind.CHANGE, "姓名"),
    "name_corrected": _with_item(EventKind.CORRECTION, "姓名"),
    "birth_corrected": _with_item(EventKind.CORRECTION, "出生日期"),
    "people_changed": _with_item(EventKind.CHANGE, "民族"),
    "relative_died": _relative_of(EventKind.CANCELLED_DEATH),
    "relative_abroad": _relative_of(EventKind.CANCELLED_SETTLED_ABROAD),
    "relative_hmt": _relative_of(EventKind.CANCELLED_SETTLED_HMT),
    "moved_out": _moved_out,
    "former_parent": _former("51"),
    "former_child": _former("20"),
    "former_grandparent": _former("61"),
    "dotted": _dotted(2),
    "dotted_long": _dotted(3),
    "compound": _compound,
    "elder": _elder,
    "collective": _collective,
    "namesake": _namesake,
    "child": _child_with_parent,
    "old_chip": _old_chip,
    **{f"rare_{block.lower()}": _rare(block) for block in "ABCDEFG"},
}
