"""The cards a simulated reader is shown: a JSON file of fictitious residents, kept in the sandbox folder.

    {"next": 0, "cards": [{"key": "…", "name": "…", "citizen_no": "…", "sex": "1",
                           "birth_date": "1990-05-17", "valid_from": "2020-01-31", "valid_to": "长期", …}]}

`provincial-service load-sample` writes one with its sample register. Keys of a card are the fields of
`CardRecord`, with `citizen_no` or `number`, `authority` or `issuing_authority`, and `chip_name` where the
chip spells the name otherwise; `kind` is id_card (default), hmt_permit, foreign_pr_card_2017 or
foreign_pr_card. `next` is the card drawn next: another position, or more cards, steers a running sandbox, as
the file is read at each draw.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from window_client.errors import ConfigurationError
from window_client.services.devices.card_record import CardKind, CardRecord
from window_client.services.devices.card_text import LONG_TERM

_TEXTS = (
    "address",
    "issuing_authority",
    "english_name",
    "country",
    "travel_permit_no",
    "issue_count",
)


class CardDeck:
    """A deck file. Draws come one after the other and start again behind the last card."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @staticmethod
    def write(path: Path, records: list[CardRecord], next_card: int = 0) -> CardDeck:
        """Writes a deck; whole or not at all."""
        deck = CardDeck(path)
        deck._save({"next": next_card, "cards": [card_to_json(record) for record in records]})
        return deck

    def draw(self) -> CardRecord | None:
        """The card whose turn it is; None from an empty deck. `ConfigurationError` for a damaged file."""
        data = self._load()
        cards = data["cards"]
        if not cards:
            return None
        position = int(data.get("next", 0)) % len(cards)
        record = card_from_json(cards[position])
        self._save({**data, "next": (position + 1) % len(cards)})
        return record

    def choose(self, wanted: str) -> bool:
        """Makes the card with this number or `key` the next one; False when the deck has none."""
        data = self._load()
        for position, card in enumerate(data["cards"]):
            if wanted in (card.get("number"), card.get("citizen_no"), card.get("key")):
                self._save({**data, "next": position})
                return True
        return False

    def _load(self) -> dict[str, Any]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigurationError("模拟证件清单无法读取。", detail=f"{type(error).__name__}") from error
        if not isinstance(data, dict) or not isinstance(data.get("cards"), list):
            raise ConfigurationError("模拟证件清单格式有误。", detail="no list of cards")
        return data

    def _save(self, data: dict[str, Any]) -> None:
        draft = self._path.with_suffix(".part")
        draft.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(draft, self._path)


def card_from_json(card: dict[str, Any]) -> CardRecord:
    """One card of a deck file; `ConfigurationError` names the key that is wrong."""
    try:
        valid_to = str(card.get("valid_to", LONG_TERM))
        return CardRecord(
            kind=CardKind[str(card.get("kind", "id_card")).upper()],
            name=str(card.get("chip_name") or card["name"]),
            number=str(card.get("number") or card["citizen_no"]),
            sex=str(card["sex"]),
            birth_date=date.fromisoformat(card["birth_date"]),
            valid_from=date.fromisoformat(card.get("valid_from", "2020-01-01")),
            valid_to=None if valid_to == LONG_TERM else date.fromisoformat(valid_to),
            long_term=valid_to == LONG_TERM,
            address=str(card.get("address", "")),
            issuing_authority=str(card.get("issuing_authority") or card.get("authority", "")),
            english_name=str(card.get("english_name", "")),
            country=str(card.get("country", "")),
            travel_permit_no=str(card.get("travel_permit_no", "")),
            issue_count=str(card.get("issue_count", "")),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError("模拟证件清单中有一张证件格式有误。", detail=repr(error)[:80]) from error


def card_to_json(record: CardRecord) -> dict[str, Any]:
    """The entry of a deck file for a record; warnings are not part of a card."""
    card: dict[str, Any] = {
        "kind": record.kind.name.lower(),
        "name": record.name,
        "number": record.number,
        "sex": record.sex,
        "valid_to": LONG_TERM if record.long_term else _iso(record.valid_to),
        "birth_date": _iso(record.birth_date),
        "valid_from": _iso(record.valid_from),
    }
    card.update({key: getattr(record, key) for key in _TEXTS if getattr(record, key)})
    return card


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
