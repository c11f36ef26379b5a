"""The deck of cards of the sandbox: its file, and reading it card by card."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.card_samples import LI, WANG, driver, read
from window_client.errors import ConfigurationError
from window_client.services.devices.card_deck import CardDeck, card_from_json, card_to_json
from window_client.services.devices.card_record import CardKind
from window_client.services.devices.card_simulator import SimulatedReader
from window_client.services.devices.device_errors import NoCardError


def test_each_read_gives_the_next_resident(tmp_path: Path) -> None:
    deck = CardDeck.write(tmp_path / "deck.json", [WANG, LI])
    with SimulatedReader(deck) as simulator:
        reader = driver(simulator)
        assert [read(reader).number for _ in range(3)] == [WANG.number, LI.number, WANG.number]
        reader.close()


def test_position_outlives_a_restart_and_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    CardDeck.write(path, [WANG, LI, WANG])
    drawn = CardDeck(path).draw()
    assert drawn == WANG
    assert json.loads(path.read_text())["next"] == 1
    assert CardDeck(path).choose(WANG.number)
    assert CardDeck(path).draw() == WANG
    assert not CardDeck(path).choose("390102199001010000")


def test_every_field_survives_the_file() -> None:
    foreign = replace(
        WANG, kind=CardKind.FOREIGN_PR_CARD, english_name="ANN", country="036", issue_count="01"
    )
    for record in (WANG, replace(WANG, valid_to=None, long_term=True), foreign):
        assert card_from_json(card_to_json(record)) == record


def test_the_deck_of_a_sample_register(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    card = {
        "key": "old-chip",
        "name": "王䶮",
        "chip_name": "王\ue863",
        "citizen_no": WANG.number,
        "sex": "1",
    }
    card |= {
        "birth_date": "1990-05-17",
        "authority": "青禾分局",
        "valid_from": "2020-01-31",
        "valid_to": "长期",
    }
    path.write_text(json.dumps({"seed": 7, "cards": [{**card, "key": "other"}, card]}))
    assert CardDeck(path).choose("old-chip")
    with SimulatedReader(CardDeck(path)) as simulator:
        reader = driver(simulator)
        record = read(reader)
        reader.close()
    assert (record.name, record.needs_manual_name_check) == ("王䶮", True)
    assert (record.issuing_authority, record.long_term) == ("青禾分局", True)
    assert json.loads(path.read_text())["seed"] == 7


def test_empty_deck_is_no_card(tmp_path: Path) -> None:
    with SimulatedReader(CardDeck.write(tmp_path / "deck.json", [])) as simulator:
        reader = driver(simulator)
        with pytest.raises(NoCardError):
            read(reader)
        reader.close()


@pytest.mark.parametrize("text", ["", "[]", '{"cards": 3}', '{"cards": [{"name": "王"}]}'])
def test_damaged_file_is_told_and_stops_no_reader(
    tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "deck.json"
    path.write_text(text)
    with pytest.raises(ConfigurationError):
        CardDeck(path).draw()
    with SimulatedReader(CardDeck(path)) as simulator:
        reader = driver(simulator)
        with pytest.raises(NoCardError):
            read(reader)
        reader.close()
    assert "no card drawn" in caplog.text
