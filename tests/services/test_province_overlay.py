"""The window takes a province's overlay from its data folder, and says at once when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hukou.overlay import use_overlay
from tests.papers import make_certificate
from tests.services.paper_desk import plain_config, text_of
from window_client.config import Config
from window_client.desk import load_services
from window_client.errors import ResourceDamagedError
from window_client.services.certificates import draw


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Config]:
    found = plain_config(tmp_path)
    for name in ("catalogue", "certificate"):
        (found.data_dir / name).mkdir(parents=True)
    yield found
    use_overlay(None)


def test_service_wording_and_layout_are_the_provinces(config: Config) -> None:
    national = draw(make_certificate())
    (config.data_dir / "catalogue" / "certificate.temp_identity.toml").write_text(
        'id = "certificate.temp_identity"\navailable = false\nunavailable_reason = "本省尚未开办"\n', "utf-8"
    )
    folder = config.data_dir / "certificate"
    (folder / "wording.toml").write_text('[certificate]\ntitle = "临江省户籍事项证明"\n', "utf-8")
    (folder / "layout.toml").write_text('[seal]\nlabel = "专用章处"\n', "utf-8")

    services = load_services(config)

    assert services.by_id["certificate.temp_identity"].tile_text == "本省尚未开办"
    text = text_of(draw(make_certificate()).pdf)
    assert "临江省户籍事项证明" in text
    assert "专用章处" in text
    use_overlay(None)
    assert draw(make_certificate()) == national


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wording.toml", '[bodies]\nmove_out = "{blood}"\n'),
        ("gate.toml", '[[uses]]\nid = "train"\ndays = 0\n'),
        ("papers.toml", '[[papers]]\nid = "stub"\nremove = true\n'),
        ("layout.toml", "[seal\n"),
    ],
)
def test_a_wrong_file_is_named_when_the_window_starts(config: Config, name: str, text: str) -> None:
    (config.data_dir / "certificate" / name).write_text(text, "utf-8")
    with pytest.raises(ResourceDamagedError, match=name):
        load_services(config)


def test_without_a_folder_the_national_files_hold(tmp_path: Path) -> None:
    assert load_services(plain_config(tmp_path)).by_code["26"].available
