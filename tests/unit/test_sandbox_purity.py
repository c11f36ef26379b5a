"""The scenes of the tour act with keys alone or with the mouse alone, never behind the window's back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tools.sandbox.scenes as scenes

FOLDER = Path(scenes.__file__).parent
PLAYED = ("keyboard", "mouse", "resume")
BEHIND_THE_BACK = {
    "setFocus", "setChecked", "setText", "setPlainText", "setCurrentIndex", "setCurrentText", "setValue", "click",
    "animateClick", "trigger", "emit", "show_page", "show_case", "show_detail", "save_to", "save_as", "navigate",
    "accept", "approve", "issue", "confirm", "complete", "refuse", "step_up", "apply", "sendEvent", "postEvent",
}  # fmt: skip


def calls(name: str) -> set[str]:
    """Every method called in a scene, as `owner.method` with the last two names."""
    found = set()
    for node in ast.walk(ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            value = node.func.value
            owner = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
            found.add(f"{owner}.{node.func.attr}")
    return found


@pytest.mark.parametrize("name", PLAYED)
def test_a_scene_never_acts_on_a_widget_or_a_service(name: str) -> None:
    acts = {call for call in calls(name) if call.rpartition(".")[2] in BEHIND_THE_BACK}
    assert {call for call in acts if not call.startswith("mouse.")} == set()


@pytest.mark.parametrize(("name", "other"), [("keyboard", "mouse"), ("mouse", "keys"), ("resume", "keys")])
def test_a_scene_has_one_hand(name: str, other: str) -> None:
    owners = {call.partition(".")[0] for call in calls(name)}
    assert other not in owners
    assert "QTest" not in owners


def test_the_search_sees_what_it_forbids(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keyboard.py").write_text("page.acts.save_to(x)\nbutton.setFocus()\nstage.mouse.click(y)\n")
    monkeypatch.setattr("tests.unit.test_sandbox_purity.FOLDER", tmp_path)
    assert calls("keyboard") == {"acts.save_to", "button.setFocus", "mouse.click"}
