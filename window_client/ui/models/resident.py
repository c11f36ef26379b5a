"""Who stands at the counter, as the card's chip or the clerk's typing has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from hukou.case import Subject
from hukou.citizen_no import CitizenNoError, parse_citizen_no
from window_client.services.devices.card_record import CardKind, CardRecord, CardWarningKind
from window_client.ui.reading import read


@dataclass(frozen=True)
class Resident:
    """`identified_by` is `chip` or `manual`; what a card alone knows is empty for a typed person."""

    name: str = field(repr=False)
    citizen_no: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: str
    identified_by: str
    at: datetime
    card: str = ""
    """The kind of card read, in Chinese."""
    address: str = field(default="", repr=False)
    issuing_authority: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False
    warnings: tuple[CardWarningKind, ...] = ()

    def subject(self) -> Subject:
        """The person as a case names them."""
        return Subject(
            name=self.name,
            citizen_no=self.citizen_no,
            birth_date=self.birth_date,
            identified_by=self.identified_by,
        )

    @property
    def from_chip(self) -> bool:
        return self.identified_by == "chip"

    def days_to_expiry(self, today: date) -> int | None:
        """Days until the card's last day, negative afterwards; None for long-term and typed persons."""
        return None if self.valid_to is None else (self.valid_to - today).days


def resident_from_card(record: CardRecord, at: datetime, today: date) -> Resident | None:
    """None when the chip gives no birth date and its number none either: then a person types."""
    born = record.birth_date
    if born is None:
        try:
            born = parse_citizen_no(record.number, today).birth_date
        except CitizenNoError:
            return None
    return Resident(
        name=record.name,
        citizen_no=record.number,
        birth_date=born,
        sex=record.sex,
        identified_by="chip",
        at=at,
        card="" if record.kind is CardKind.ID_CARD else read(record.kind.label),
        address=record.address,
        issuing_authority=record.issuing_authority,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        long_term=record.long_term,
        warnings=record.warnings,
    )
