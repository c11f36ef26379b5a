"""The 256-byte text block of a card's chip: UTF-16LE, space-padded fields, four layouts.

Layouts: domain §5. The type character stands at byte 248. What is doubtful becomes a warning on the record,
because the card lies on the counter and a person can look; only a block that is no card at all is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hukou.citizen_no import normalise_citizen_no
from hukou.document_no import DocumentKind, DocumentNo, DocumentNoError, parse_document_no
from hukou.names import PersonNameError, map_private_use, normalise_name, validate_name
from window_client.services.devices.card_frames import TEXT_LENGTH
from window_client.services.devices.card_record import CardKind, CardRecord, CardWarningKind
from window_client.services.devices.device_errors import CardUnreadableError

TYPE_OFFSET = 248
LONG_TERM = "长期"
_PADDING = " \x00\u3000"

Layout = dict[str, tuple[int, int]]
"""Field name → offset and length in bytes."""

_RESIDENT: Layout = {
    "name": (0, 30),
    "sex": (30, 2),
    "ethnic_group": (32, 4),
    "birth_date": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "issuing_authority": (158, 30),
    "valid_from": (188, 16),
    "valid_to": (204, 16),
    "type": (TYPE_OFFSET, 2),
}
LAYOUTS: dict[CardKind, Layout] = {
    CardKind.ID_CARD: _RESIDENT,
    CardKind.HMT_PERMIT: {
        **{name: place for name, place in _RESIDENT.items() if name != "ethnic_group"},
        "travel_permit_no": (220, 18),
        "issue_count": (238, 4),
    },
    CardKind.FOREIGN_PR_CARD_2017: {
        "english_name": (0, 120),
        "sex": (120, 2),
        "number": (122, 30),
        "country": (152, 6),
        "name": (158, 30),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "birth_date": (220, 16),
        "type": (TYPE_OFFSET, 2),
    },
    CardKind.FOREIGN_PR_CARD: {
        "name": (0, 30),
        "sex": (30, 2),
        "issue_count": (32, 4),
        "birth_date": (36, 16),
        "english_name": (52, 70),
        "number": (122, 36),
        "valid_from": (188, 16),
        "valid_to": (204, 16),
        "english_name_rest": (220, 22),
        "country": (242, 6),
        "type": (TYPE_OFFSET, 2),
    },
}
DOCUMENTS: dict[CardKind, DocumentKind] = {
    CardKind.ID_CARD: DocumentKind.ID_CARD,
    CardKind.HMT_PERMIT: DocumentKind.HMT_PERMIT,
    CardKind.FOREIGN_PR_CARD_2017: DocumentKind.FOREIGN_PR_CARD_2017,
    CardKind.FOREIGN_PR_CARD: DocumentKind.FOREIGN_PR_CARD,
}


@dataclass(frozen=True)
class _Name:
    text: str
    warnings: tuple[CardWarningKind, ...]


def decode_text(block: bytes, today: date) -> CardRecord:
    """The record in a text block of 256 bytes; `today` is what birth dates are checked against.

    Raises `CardUnreadableError` for another length, an unknown type character, or no name or number at all.
    """
    if len(block) != TEXT_LENGTH:
        raise CardUnreadableError(detail=f"text block of {len(block)} bytes")
    try:
        kind = CardKind(_units(block, TYPE_OFFSET, 2) or " ")
    except ValueError as error:
        raise CardUnreadableError(detail="unknown card type") from error
    fields = {name: _units(block, *place) for name, place in LAYOUTS[kind].items()}
    english_name = _english_name(block, LAYOUTS[kind])
    name = _decode_name(fields["name"], english_name, block, LAYOUTS[kind]["name"])
    number = normalise_citizen_no(fields["number"])
    if not name.text or not number:
        raise CardUnreadableError("证件芯片中没有姓名或号码。", detail=f"type {kind.value!r}")
    birth_date = _date(fields["birth_date"])
    valid_from, valid_to = _date(fields["valid_from"]), _date(fields["valid_to"])
    long_term = fields["valid_to"] == LONG_TERM
    warnings = list(name.warnings)
    warnings += _number_warnings(kind, number, birth_date, fields["sex"], today)
    if valid_from is None or (valid_to is None and not long_term):
        warnings.append(CardWarningKind.VALIDITY_UNREADABLE)
    return CardRecord(
        kind=kind,
        name=name.text,
        number=number,
        sex=fields["sex"] if fields["sex"] in ("1", "2") else "0",
        birth_date=birth_date,
        address=fields.get("address", ""),
        issuing_authority=fields.get("issuing_authority", ""),
        valid_from=valid_from,
        valid_to=valid_to,
        long_term=long_term,
        english_name=english_name,
        country=fields.get("country", ""),
        travel_permit_no=fields.get("travel_permit_no", "").upper(),
        issue_count=fields.get("issue_count", ""),
        warnings=tuple(warnings),
    )


def _units(block: bytes, offset: int, length: int) -> str:
    """One field without padding. Half a surrogate pair becomes U+FFFD, which no name check lets pass."""
    text = block[offset : offset + length].decode("utf-16-le", "replace")
    return text.strip(_PADDING)


def _english_name(block: bytes, layout: Layout) -> str:
    """The English name, in one or two fields, joined before stripping: a space may end the first."""
    parts = [layout[name] for name in ("english_name", "english_name_rest") if name in layout]
    text = "".join(block[start : start + size].decode("utf-16-le", "replace") for start, size in parts)
    return " ".join(text.replace("\x00", " ").split())


def _decode_name(text: str, english_name: str, block: bytes, place: tuple[int, int]) -> _Name:
    """The name with GBK-era private-use characters replaced, and what a person has to look at."""
    if not text:
        return _Name(english_name, ())
    warnings = []
    mapped = map_private_use(normalise_name(text))
    if mapped.unknown:
        warnings.append(CardWarningKind.NAME_PRIVATE_USE)
    if mapped.replaced:
        warnings.append(CardWarningKind.NAME_CONVERTED)
    try:
        if not mapped.unknown:
            validate_name(mapped.name, latin_allowed=True)
    except PersonNameError:
        warnings.append(CardWarningKind.NAME_MALFORMED)
    if _fills_field(block, place):
        warnings.append(CardWarningKind.NAME_MAY_BE_CUT)
    return _Name(mapped.name, tuple(warnings))


def _fills_field(block: bytes, place: tuple[int, int]) -> bool:
    """Whether at most one code unit of a field is free: a longer name would have been cut there.

    One, because a character beyond U+FFFF takes two and is dropped whole.
    """
    end = sum(place)
    return block[end - 4 : end].decode("utf-16-le", "replace").strip(_PADDING) != ""


def _number_warnings(
    kind: CardKind, number: str, birth_date: date | None, sex: str, today: date
) -> list[CardWarningKind]:
    """Number, birth date and sex against each other; register errors exist, so none of it refuses a card."""
    warnings = []
    if birth_date is None:
        warnings.append(CardWarningKind.BIRTH_UNREADABLE)
    if sex not in ("1", "2"):
        warnings.append(CardWarningKind.SEX_UNREADABLE)
    document: DocumentNo | None = None
    try:
        document = parse_document_no(DOCUMENTS[kind], number, today)
    except DocumentNoError:
        warnings.append(CardWarningKind.NUMBER_CHECK)
    if document is not None and document.citizen_no is not None:
        if birth_date is not None and document.citizen_no.birth_date != birth_date:
            warnings.append(CardWarningKind.BIRTH_MISMATCH)
        if sex in ("1", "2") and document.citizen_no.sex_code != sex:
            warnings.append(CardWarningKind.SEX_MISMATCH)
    return warnings


def _date(text: str) -> date | None:
    """YYYYMMDD."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
