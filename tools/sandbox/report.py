"""`summary.json` of the tour: steps and stalls, pictures and papers, what was shown, which bound was missed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tools.sandbox import papers
from tools.sandbox.province import SandboxError

STALL_CPU_MS = 50.0
USABLE_SECONDS = 1.5
RESIDENT_MB = 250.0
CHANGE_COLOURS = "change the colours"
"""The one step without a bound: every widget is dressed anew, once, for whoever asked for it on the settings page."""
_FIGURES = (
    "steps", "stalls", "longest_stall_ms", "longest_stall_cpu_ms",
    "resident_mb", "usable_after_password", "usable_cpu", "hands",
)  # fmt: skip


class Report:
    """Collects; names no resident. `require` raises at once, `missed` tells of bounds at the end."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._summary: dict[str, Any] = {
            "bounds": {
                "stall_cpu_ms": STALL_CPU_MS,
                "usable_after_password": USABLE_SECONDS,
                "resident_mb": RESIDENT_MB,
                "steps without a stall bound": [CHANGE_COLOURS],
            },
            "machine": {"processors": os.cpu_count(), "load": None},
            "missed": [],
            "shown": [],
            "scenes": {},
            "second_terminal": {},
        }

    def note(self, **facts: Any) -> None:
        self._summary.update(facts)

    def note_seen(self, when: str, cases: dict[str, str]) -> None:
        """Case → status as the second terminal has it."""
        self._summary["second_terminal"][when] = cases

    def add_scene(self, name: str, told: dict[str, Any], shown: list[dict[str, Any]]) -> None:
        self._summary["machine"]["load"] = round(os.getloadavg()[0], 1)
        self._summary["scenes"][name] = {key: told[key] for key in _FIGURES if key in told}
        self._summary["shown"] += shown

    def require(self, holds: bool, what: str) -> None:
        """`SandboxError` unless it holds."""
        if not holds:
            raise SandboxError(f"not so: {what}")
        self._summary["shown"].append({"scene": "outside", "what": what, "words": []})

    def require_paper(self, name: str, facts: tuple[str, ...]) -> None:
        """The paper says every fact of the register; which one is missing is named by its place, not its text."""
        missing = papers.missing_facts(self._out / name, facts)
        at = [str(facts.index(fact) + 1) for fact in missing]
        self.require(not missing, f"{name} says all {len(facts)} facts of the register{_but(at)}")

    def pictures(self) -> list[str]:
        return sorted(path.name for path in self._out.glob("*.png"))

    def count_shown(self) -> int:
        return len(self._summary["shown"])

    def missed(self) -> list[str]:
        """Bounds of speed and size that were not kept, each as a line."""
        lines = []
        for name, scene in self._summary["scenes"].items():
            for stall in scene["stalls"]:
                if stall["cpu_ms"] > STALL_CPU_MS and stall["step"] != CHANGE_COLOURS:
                    lines.append(
                        f"{name}, {stall['step']}: the window stood still for {stall['cpu_ms']} ms of its own work"
                        f" (bound {STALL_CPU_MS:.0f})"
                    )
            if scene["usable_after_password"] > USABLE_SECONDS:
                lines.append(
                    f"{name}: counter usable {scene['usable_after_password']} s after the password"
                    f" (bound {USABLE_SECONDS}), {scene['usable_cpu']} s of it the processor's"
                )
            if scene["resident_mb"] > RESIDENT_MB:
                lines.append(f"{name}: {scene['resident_mb']} MB resident (bound {RESIDENT_MB:.0f})")
        return lines

    def write(self) -> None:
        self._summary["missed"] = self.missed()
        self._summary["pictures"] = self.pictures()
        self._summary["papers"] = {
            path.name: papers.words_of(path) for path in sorted(self._out.glob("*.pdf"))
        }
        text = json.dumps(self._summary, ensure_ascii=False, indent=1)
        (self._out / "summary.json").write_text(text, "utf-8")


def _but(places: list[str]) -> str:
    return f", but not number {', '.join(places)}" if places else ""
