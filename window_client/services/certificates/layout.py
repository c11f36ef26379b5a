"""Where things stand on the paper: `resources/certificate/layout.toml` as a typed tree."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from hukou.overlay import laid_over, overlay
from hukou.resources import ResourceError, load_toml, resource

POINTS_PER_MM = 72 / 25.4


class Section:
    """One table of the layout file. Lengths are millimetres, sizes of type points."""

    def __init__(self, path: Path, name: str, values: dict[str, Any]) -> None:
        self._path = path
        self._name = name
        self._values = values

    def number(self, key: str) -> float:
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ResourceError(self._path, f"{self._name}.{key} must be a number")
        return float(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        values = self._get(key)
        if not isinstance(values, list) or not values:
            raise ResourceError(self._path, f"{self._name}.{key} must be a list of numbers")
        if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
            raise ResourceError(self._path, f"{self._name}.{key} must hold numbers only")
        return tuple(float(value) for value in values)

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value:
            raise ResourceError(self._path, f"{self._name}.{key} must be a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._get(key)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ResourceError(self._path, f"{self._name}.{key} must be a list of texts")
        return tuple(values)

    def _get(self, key: str) -> Any:
        try:
            return self._values[key]
        except KeyError:
            raise ResourceError(self._path, f"the key {self._name}.{key} is missing") from None


class Layout:
    """All sections of one layout file, by name."""

    def __init__(self, path: Path, over: Path | None = None) -> None:
        data = load_toml(path)
        if over is not None:
            data, path = laid_over(data, load_toml(over)), over
        self._path = path
        self._sections = {
            name: Section(path, name, values) for name, values in data.items() if isinstance(values, dict)
        }

    def __getitem__(self, name: str) -> Section:
        try:
            return self._sections[name]
        except KeyError:
            raise ResourceError(self._path, f"the table [{name}] is missing") from None


@lru_cache(maxsize=4)
def read_layout(path: Path, over: Path | None = None) -> Layout:
    """Read a layout file, and a province's laid over it, once. `ResourceError` when one is no TOML; keys are checked
    where they are used."""
    return Layout(path, over)


def layout() -> Layout:
    return read_layout(resource("certificate", "layout.toml"), overlay("certificate", "layout.toml"))
