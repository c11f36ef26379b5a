"""The sample register for tests, and how to find somebody in it."""

from __future__ import annotations

from collections.abc import Callable

from hukou.household import EventKind
from provincial_service.province import Province
from provincial_service.sample_register import SampleRegister, generate, load_register
from provincial_service.sample_register.people import PersonDraft


def load_sample(province: Province, persons: int = 400) -> SampleRegister:
    """Some hundred fictitious people over two stations, with every kind of history."""
    register = generate(persons=persons)
    load_register(province.store, register)
    return register


def find_person(register: SampleRegister, wanted: Callable[[PersonDraft], bool]) -> PersonDraft:
    """The first adult of the register that fits."""
    return next(p for p in register.persons() if p.age_on(register.as_of) >= 18 and wanted(p))


def has_event(kind: EventKind, item: str = "") -> Callable[[PersonDraft], bool]:
    return lambda person: any(e.kind is kind and (not item or e.item == item) for e in person.events)
