"""A register of fictitious persons for the sandbox, tests and training; deterministic for a seed.

Numbers carry unassigned division codes and valid check characters: they pass every check and are nobody's.
"""

from provincial_service.sample_register.deck import DeckCard, choose_deck, write_deck
from provincial_service.sample_register.generation import (
    DEFAULT_PERSONS,
    DEFAULT_SEED,
    SampleRegister,
    generate,
)
from provincial_service.sample_register.loading import (
    count_register,
    load_register,
    load_staff,
    load_stations,
)
from provincial_service.sample_register.rare import RareName, rare_name_persons

__all__ = [
    "DEFAULT_PERSONS",
    "DEFAULT_SEED",
    "DeckCard",
    "RareName",
    "SampleRegister",
    "choose_deck",
    "count_register",
    "generate",
    "load_register",
    "load_staff",
    "load_stations",
    "rare_name_persons",
    "write_deck",
]
