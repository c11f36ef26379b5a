"""Shared arithmetic of the figures."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile, e.g. `share` 0.99."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def ratio(name: str, value: float, floor: float, most: float, unit: str = "ms") -> dict[str, Any]:
    """A figure whose target is a multiple of its floor."""
    return {
        "name": name,
        "value": value,
        "floor": floor,
        "ratio": round(value / floor, 3),
        "unit": unit,
        "target": f"<= {most} x floor",
        "verdict": verdict(value <= most * floor),
    }


def limit(name: str, value: float, most: float, unit: str) -> dict[str, Any]:
    """A figure with a bound of its own: what a person feels, however fast the machine could be."""
    return {
        "name": name,
        "value": value,
        "floor": None,
        "ratio": None,
        "unit": unit,
        "target": f"<= {most} {unit}",
        "verdict": verdict(value <= most),
    }


def verdict(met: bool) -> str:
    """The word beside each figure."""
    return "pass" if met else "missed"
