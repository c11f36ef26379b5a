"""`make tour`: plays the main job in the real window, offscreen: by keyboard online, then by mouse offline with a kill.

The window runs as a process of its own (`tools.sandbox.scenes`), so that it can be killed like one. This side
runs the province, asks a second terminal what the province has, reads the papers and searches the logs.
"""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.sandbox import papers, second_terminal, traces
from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import Province, SandboxError
from tools.sandbox.report import Report
from tools.sandbox.scene_process import Scene
from tools.sandbox.setup import PERSONS, Setup, read_cards

KEYBOARD_PURPOSE, MOUSE_PURPOSE = "办理银行账户更名", "单位核对职工信息"


class Tour:
    """`out` is emptied first; the sandbox of the tour is made anew beside it."""

    def __init__(self, out: Path, persons: int = PERSONS) -> None:
        self.out = out
        self.paths = SandboxPaths(out.parent / f"{out.name}-sandbox")
        self.report = Report(out)
        self._setup = Setup(self.paths, persons)
        self._persons: list[str] = []

    def play(self) -> Report:
        """Everything, from a fresh sandbox; raises `SandboxError` where the window did not do its part."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.rmtree(self.paths.root, ignore_errors=True)
        self.out.mkdir(parents=True)
        self._setup.run()
        province = Province(self.paths)
        province.start()
        try:
            self._online(province)
            self._offline(province)
        finally:
            province.stop()
        self._search_logs()
        self.report.write()
        return self.report

    # --- scenes ------------------------------------------------------------------------------------------

    def _scene(self, name: str, province: Province, expected: dict[str, str] | None = None) -> Scene:
        return Scene(name, province, self.out, self._setup.password_of("039217"), expected)

    def _online(self, province: Province) -> None:
        scene = self._scene("keyboard", province)
        try:
            told = scene.finish()
        finally:
            scene.stop()
        self._note(scene)
        self.report.require(
            told["hands"]["keyboard"]["clicks"] == 0, "the keyboard scene has not clicked once"
        )
        self.report.require(told["hands"]["mouse"]["clicks"] == 0, "and has not touched the mouse")
        person, refused = (papers.register_record(self.paths, number, _now()) for number in told["persons"])
        facts = papers.facts_of_change(person, KEYBOARD_PURPOSE)
        self.report.require_paper("certificate.pdf", facts)
        self.report.require_paper("refusal.pdf", papers.facts_of_refusal(refused))
        seen = self._look_from_second_terminal(province, "after_keyboard")
        self.report.require(
            seen[told["case_id"]].text == told["case"], "the second terminal has the very same completed case"
        )
        self.report.require(
            seen[told["refused_case_id"]].status == "rejected", "the second terminal sees the refusal"
        )

    def _offline(self, province: Province) -> None:
        scene = self._scene("mouse", province)
        try:
            scene.wait_for("looked_up")
            province.stop()
            scene.tell("province_is_off")
            told = scene.wait_for("issued")
            scene.kill()
        finally:
            scene.stop()
        self._note(scene)
        self.report.note(killed={"signal": "SIGKILL", "after": "issued, before anyone confirmed the paper"})
        letters = told["hands"]["keyboard"]["keys"]
        self.report.require(letters == 0, "the mouse scene has not pressed one key but letters in fields")
        record = papers.register_record(self.paths, told["persons"][-1], _now())
        facts = (*papers.facts_of_change(record, MOUSE_PURPOSE), told["number"])
        self.report.require_paper("certificate-offline.pdf", facts)
        resumed = self._scene("resume", province, {"number": told["number"]})
        try:
            resumed.wait_for("confirmed_offline")
            province.start()
            resumed.tell("province_is_on")
            after = resumed.finish()
        finally:
            resumed.stop()
        self._note(resumed)
        self.report.require(
            after["case_id"] == told["case_id"], "the paper found after the kill is the same case's"
        )
        seen = self._look_from_second_terminal(province, "after_reconnect")
        self.report.require(
            seen[told["case_id"]].text == after["case"], "everything arrived after kill and reconnect"
        )

    def _note(self, scene: Scene) -> None:
        self._persons += scene.told.get("persons", [])
        self.report.add_scene(scene.name, scene.told, scene.shown)

    # --- from outside ------------------------------------------------------------------------------------

    def _look_from_second_terminal(
        self, province: Province, when: str
    ) -> dict[str, second_terminal.SeenCase]:
        seen = second_terminal.look(self.paths, province, "F0426", self._setup.password_of("F0426"))
        self.report.note_seen(when, {case_id: case.status for case_id, case in seen.items()})
        return seen

    def _search_logs(self) -> None:
        """Of everyone who came to the counter nothing may lie in a log, of the windows or of the province."""
        cards: dict[str, Any] = {card["citizen_no"]: card for card in read_cards(self.paths)}
        residents = []
        for number in dict.fromkeys(self._persons):
            record, card = papers.register_record(self.paths, number, _now()), cards[number]
            changed = [word for event in record.person.events for word in (event.old, event.new)]
            names = [word for word in changed if len(word) > 1 and not word.isascii()]
            words = (record.person.name, card["chip_name"], card["address"], record.household.address)
            residents.append(traces.Resident(number, (*words, *names)))
        files = traces.log_files(self.paths.window(1), self.paths.window(2), self.paths.province)
        written = [path for path in files if path.stat().st_size]
        names_of_logs = {path.name for path in written}
        self.report.require(
            {"window-client.log", "service.log"} <= names_of_logs, "window and province keep logs"
        )
        found = traces.find_traces(written, residents)
        if found:
            raise SandboxError(f"personal data in logs: {', '.join(found)}")
        self.report.require(True, f"{len(written)} logs name none of the {len(residents)} residents")


def _now() -> datetime:
    return datetime.now(UTC)


def play(out: Path, *, strict: bool = False) -> int:
    """Play the tour; 0 when everything was shown. With `strict` a missed bound is a failure too."""
    started = time.monotonic()
    report = Tour(out).play()
    print(
        f"\nThe main job was played in {time.monotonic() - started:.0f} s; {report.count_shown()} things were shown."
    )
    print(f"  pictures      {out}/*.png ({len(report.pictures())})")
    print(f"  certificate   {out / 'certificate.pdf'}")
    print(f"  refusal       {out / 'refusal.pdf'}")
    print(f"  what was shown, and how long each step took: {out / 'summary.json'}")
    missed = report.missed()
    for line in missed:
        print(f"  missed: {line}")
    return 1 if strict and missed else 0
