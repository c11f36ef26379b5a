"""What a card's chip says of its holder, as far as a window may use it.

Left out on purpose: the ethnic group (a form that must print it takes it from the register) and the photo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class CardKind(StrEnum):
    """The type character at byte 248 of the text block."""

    ID_CARD = " "
    HMT_PERMIT = "J"
    FOREIGN_PR_CARD_2017 = "I"
    FOREIGN_PR_CARD = "Y"

    @property
    def label(self) -> str:
        return {
            CardKind.ID_CARD: "居民身份证",
            CardKind.HMT_PERMIT: "港澳台居民居住证",
            CardKind.FOREIGN_PR_CARD_2017: "外国人永久居留身份证（2017版）",
            CardKind.FOREIGN_PR_CARD: "外国人永久居留身份证",
        }[self]


class CardWarningKind(StrEnum):
    """An item of a card that a person has to compare with the paper or the register."""

    NUMBER_CHECK = "number_check"
    BIRTH_MISMATCH = "birth_mismatch"
    SEX_MISMATCH = "sex_mismatch"
    BIRTH_UNREADABLE = "birth_unreadable"
    SEX_UNREADABLE = "sex_unreadable"
    VALIDITY_UNREADABLE = "validity_unreadable"
    NAME_PRIVATE_USE = "name_private_use"
    NAME_CONVERTED = "name_converted"
    NAME_MALFORMED = "name_malformed"
    NAME_MAY_BE_CUT = "name_may_be_cut"

    @property
    def is_about_name(self) -> bool:
        return self.value.startswith("name_")


@dataclass(frozen=True)
class CardRecord:
    """One card as read. `repr` shows no personal data, so that a record in a log line tells nothing."""

    kind: CardKind
    name: str = field(repr=False)
    """Normalised (`hukou.names`); the Chinese name, or the English one of a foreigner without."""
    number: str = field(repr=False)
    """The number of the document: citizen number, permit number or card number; upper case, unspaced."""
    sex: str = field(repr=False)
    """GB/T 2261.1: `1` or `2`, `0` where the chip holds neither."""
    birth_date: date | None = field(repr=False)
    """None where the chip holds no date."""
    address: str = field(default="", repr=False)
    issuing_authority: str = field(default="", repr=False)
    valid_from: date | None = field(default=None, repr=False)
    valid_to: date | None = field(default=None, repr=False)
    """Last day of validity; None with `long_term`, or where the chip holds no date."""
    long_term: bool = field(default=False, repr=False)
    """长期: the card does not expire."""
    english_name: str = field(default="", repr=False)
    country: str = field(default="", repr=False)
    """Foreigners: three-letter code (2017) or the code of country or region as the card writes it."""
    travel_permit_no: str = field(default="", repr=False)
    """通行证号码, on the permits of residents of Hong Kong, Macao and Taiwan."""
    issue_count: str = field(default="", repr=False)
    """签发次数 or 换证次数, as the card writes it."""
    warnings: tuple[CardWarningKind, ...] = ()

    @property
    def needs_manual_name_check(self) -> bool:
        """需人工核对姓名: the name has characters that the chip's encoding leaves in doubt, or may be cut."""
        return any(warning.is_about_name for warning in self.warnings)

    def is_expired(self, today: date) -> bool:
        """Past its last day. A card without a readable date counts as not expired; it carries a warning."""
        return self.valid_to is not None and today > self.valid_to
