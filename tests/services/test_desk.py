"""What a damaged catalogue says to whoever starts the window."""

from __future__ import annotations

import pty
from pathlib import Path

import pytest

from window_client.config import Config
from window_client.desk import Devices, load_services
from window_client.errors import ResourceDamagedError
from window_client.services.clock import SystemClock


def test_an_unknown_condition_in_an_overlay_is_named_with_its_file(tmp_path: Path) -> None:
    overlay = tmp_path / "catalogue"
    overlay.mkdir()
    (overlay / "certificate.change.toml").write_text(
        'id = "certificate.change"\nconditions = ["no_such_condition"]\n', "utf-8"
    )
    with pytest.raises(ResourceDamagedError) as caught:
        load_services(Config(data_dir=tmp_path, secret_dir=tmp_path, log_dir=tmp_path))
    assert caught.value.code == "CF-102"
    assert "certificate.change.toml" in caught.value.message
    assert "no_such_condition" in caught.value.message


def test_the_shipped_catalogue_loads(tmp_path: Path) -> None:
    catalogue = load_services(Config(data_dir=tmp_path, secret_dir=tmp_path, log_dir=tmp_path))
    assert {"21", "22", "23", "24"} <= {item.code for item in catalogue if item.available}


def test_a_machine_without_pseudo_terminals_has_no_reader_and_still_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> tuple[int, int]:
        raise OSError("out of pty devices")

    monkeypatch.setattr(pty, "openpty", refused)
    deck = tmp_path / "deck.json"
    deck.write_text('{"cards": []}', "utf-8")
    config = Config(
        data_dir=tmp_path, secret_dir=tmp_path, log_dir=tmp_path, card_reader="simulated", card_deck=deck
    )
    assert Devices(config, SystemClock()).card_reader is None
