"""Preferences: typed, written whole, and never a reason not to start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from window_client.errors import StorageError
from window_client.services import files, preferences
from window_client.services.preferences import Preferences, PreferencesStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "preferences.json"


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")


def test_defaults_before_anything_was_chosen(path: Path) -> None:
    store = PreferencesStore(path)
    assert store.current == store.load() == Preferences()
    assert Preferences().language == "zh_CN" and not path.exists()


def test_what_was_chosen_is_there_at_the_next_start(path: Path) -> None:
    store = PreferencesStore(path)
    changed = store.change(language="en", theme="dark", scale=1.25)
    assert store.current == changed
    assert PreferencesStore(path).load() == Preferences(language="en", theme="dark", scale=1.25)


@pytest.mark.parametrize(
    "values",
    [
        {"language": "tlh"},
        {"theme": "pink"},
        {"scale": 5},
        {"scale": True},
        {"scale": "1"},
        {"printer": None},
        {"last_page": "x" * 300},
        {"unheard_of": 1},
    ],
)
def test_a_value_that_does_not_fit_is_not_written(path: Path, values: dict[str, Any]) -> None:
    store = PreferencesStore(path)
    with pytest.raises(ValueError, match="preference"):
        store.change(**values)
    assert store.current == Preferences() and not path.exists()


def test_one_bad_entry_costs_only_itself(path: Path) -> None:
    write(path, {"version": 1, "theme": "pink", "scale": 1.5, "printer": 7})
    assert PreferencesStore(path).load() == Preferences(scale=1.5)


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"version": "one"}', "\x00"])
def test_a_damaged_file_is_set_aside(path: Path, text: str) -> None:
    write(path, text)
    store = PreferencesStore(path)
    assert store.load() == Preferences()
    assert path.with_suffix(".damaged").read_text(encoding="utf-8") == text
    store.change(theme="dark")
    assert PreferencesStore(path).load().theme == "dark"


def test_a_file_that_cannot_be_read_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    assert PreferencesStore(path).load() == Preferences()
    with pytest.raises(StorageError):
        PreferencesStore(path).change(theme="dark")


def test_entries_of_a_later_version_are_carried_along(path: Path) -> None:
    write(path, {"version": 1, "theme": "dark", "from_the_future": [1, 2]})
    PreferencesStore(path).change(scale=1.1)
    assert json.loads(path.read_text(encoding="utf-8"))["from_the_future"] == [1, 2]


def test_older_versions_are_upgraded_in_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        preferences,
        "UPGRADES",
        {-1: lambda old: {"colour": old["color"]}, 0: lambda old: {"theme": old["colour"]}},
    )
    write(path, {"version": -1, "color": "dark"})
    assert PreferencesStore(path).load().theme == "dark"


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PreferencesStore(path)
    store.change(theme="dark")
    before = path.read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(StorageError) as caught:
        store.change(theme="light")
    assert caught.value.code == "ST-101"
    assert path.read_bytes() == before and store.current.theme == "dark"
    assert [p.name for p in path.parent.iterdir()] == [path.name]
