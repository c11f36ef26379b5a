"""What was typed about a person before it was complete: handed on, so that neither a key nor a lock loses it."""

from __future__ import annotations

from dataclasses import dataclass, field

CARRIED_KEY = "counter.typed_person"
"""Its place in `PageContext.carried`."""


@dataclass(frozen=True)
class TypedPerson:
    """As it stands in the fields, right or wrong. `mode` is `number` or `name`; `is_open` while it is shown."""

    mode: str
    number: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    birth: str = field(default="", repr=False)
    is_open: bool = True

    def is_empty(self) -> bool:
        return not (self.number.strip() or self.name.strip() or self.birth.strip())
