"""Where the sandbox keeps its things: one folder that may be deleted at any time."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class SandboxPaths:
    root: Path

    @property
    def province(self) -> Path:
        return self.root / "province"

    @property
    def database_url(self) -> str:
        return os.environ.get("SANDBOX_DATABASE_URL") or f"sqlite:///{self.province / 'province.sqlite3'}"

    @property
    def deck(self) -> Path:
        """The residents of the simulated card reader."""
        return self.province / "deck.json"

    @property
    def accounts(self) -> Path:
        """The fictitious accounts with their generated passwords; exists in the sandbox only."""
        return self.root / "accounts.json"

    def window(self, number: int) -> Path:
        return self.root / f"window-{number}"

    @property
    def state(self) -> Path:
        return self.root / "state.json"

    def done_steps(self) -> dict[str, Any]:
        try:
            loaded: dict[str, Any] = json.loads(self.state.read_text("utf-8"))
            return loaded
        except (OSError, ValueError):
            return {}

    def mark_done(self, step: str, value: Any = True) -> None:
        """Written only after the step held, so that an interrupted set-up repeats it."""
        steps = {**self.done_steps(), step: value}
        temporary = self.state.with_suffix(".part")
        temporary.write_text(json.dumps(steps, ensure_ascii=False, indent=1), "utf-8")
        temporary.replace(self.state)


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read; whole or not at all."""
    temporary = path.with_name(f"{path.name}.part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    temporary.replace(path)
