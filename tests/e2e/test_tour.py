"""`make tour`, whole: the real window by keyboard and by mouse, offline, a kill, a second terminal, the papers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.sandbox.tour import Tour


@pytest.mark.timeout(900)
def test_the_tour_shows_the_whole_main_job(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    Tour(out).play()

    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert set(summary["scenes"]) == {"keyboard", "mouse", "resume"}
    assert {"certificate.pdf", "certificate-offline.pdf", "refusal.pdf"} == set(summary["papers"])
    assert summary["killed"]["signal"] == "SIGKILL"
    assert list(summary["second_terminal"]["after_reconnect"].values()).count("completed") == 2
    for scene in summary["scenes"].values():
        assert scene["steps"]
        assert all(step["seconds"] >= 0 for step in scene["steps"])
    for picture in summary["pictures"]:
        assert (out / picture).read_bytes().startswith(b"\x89PNG")
    assert not any(name.startswith("failed") for name in summary["pictures"])
