"""`make tour`: plays the main job in the real window, offscreen: by keyboard online, then by mouse offline with a kill.

The window runs as a process of its own (`tools.sandbox.scenes`), so that it can be killed like one; this side
runs the province, and asks a second terminal what the province has.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tools.sandbox.accounts import Account
from tools.sandbox.paths import REPOSITORY, SandboxPaths
from tools.sandbox.province import Province, SandboxError
from tools.sandbox.setup import Setup, window_config

STATION = "390102510000"
SCENE_SECONDS = 240


class Tour:
    def __init__(self, out: Path) -> None:
        self.out = out
        self.paths = SandboxPaths(out.parent / f"{out.name}-sandbox")
        self.summary: dict[str, Any] = {"scenes": {}, "second_terminal": {}}

    def play(self) -> None:
        """Everything, from a fresh sandbox; raises `SandboxError` where the window did not do its part."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.rmtree(self.paths.root, ignore_errors=True)
        self.out.mkdir(parents=True)
        setup = Setup(self.paths)
        setup.run()
        self.accounts = {account.staff_no: account for account in setup.accounts}
        province = Province(self.paths)
        province.start()
        try:
            self._online(province)
            self._offline(province)
        finally:
            province.stop()
        self._write()

    # --- scenes ------------------------------------------------------------------------------------------

    def _online(self, province: Province) -> None:
        told = self._scene("keyboard", province).finish()
        seen = self._second_terminal(province)
        self.summary["second_terminal"]["after_keyboard"] = seen
        self._require(seen.get(told["case_id"]) == "completed", "the second terminal sees the case completed")
        self._require(seen.get(told["refused_case_id"]) == "rejected", "the second terminal sees the refusal")

    def _offline(self, province: Province) -> None:
        scene = self._scene("mouse", province)
        scene.wait_for("looked_up")
        province.stop()
        scene.tell("province_is_off")
        told = scene.wait_for("issued")
        scene.kill()
        self.summary["killed"] = {"signal": "SIGKILL", "after": "issued, before anyone confirmed the paper"}
        resumed = self._scene("resume", province)
        resumed.wait_for("confirmed_offline")
        province.start()
        resumed.tell("province_is_on")
        resumed.finish()
        seen = self._second_terminal(province)
        self.summary["second_terminal"]["after_reconnect"] = seen
        self._require(seen.get(told["case_id"]) == "completed", "everything arrived after kill and reconnect")

    def _scene(self, name: str, province: Province) -> Scene:
        return Scene(name, self, province)

    def _second_terminal(self, province: Province) -> dict[str, str]:
        """Case id → status, as the other window of the station gets it from the province."""
        from window_client.desk import load_services, open_desk
        from window_client.services.clock import SystemClock
        from window_client.services.devices.printers import NoPrintService
        from window_client.services.sign_in import SignIn
        from window_client.services.views import CaseFilter

        config, clock = window_config(self.paths, 2, province), SystemClock()
        clerk = self.accounts["F0426"]
        session = SignIn(config, clock).sign_in(clerk.staff_no, clerk.password)
        desk = open_desk(session, clock, load_services(config), NoPrintService())
        try:
            report = desk.sync.run_once(force=True)
            if report.error is not None:
                raise SandboxError(f"the second terminal could not sync: {report.error.text}")
            return {str(row.case_id): row.status.value for row in desk.cases.list_cases(CaseFilter(), 100, 0)}
        finally:
            session.lock("quit")
            desk.close()

    # --- what was shown ------------------------------------------------------------------------------------

    def _require(self, holds: bool, what: str) -> None:
        if not holds:
            raise SandboxError(f"not so: {what}")
        self.summary.setdefault("shown", []).append(what)

    def _write(self) -> None:
        scenes = self.summary["scenes"]
        self.summary["pictures"] = sorted(path.name for path in self.out.glob("*.png"))
        self.summary["papers"] = {path.name: _words(path) for path in sorted(self.out.glob("*.pdf"))}
        self.summary["stalls_over_50_ms"] = [s for scene in scenes.values() for s in scene.get("stalls", [])]
        self.summary["resident_mb"] = max(scene.get("resident_mb", 0) for scene in scenes.values())
        file = self.out / "summary.json"
        file.write_text(json.dumps(self.summary, ensure_ascii=False, indent=1), "utf-8")


class Scene:
    """One life of the window process. It tells by lines of JSON on its output and is told by files."""

    def __init__(self, name: str, tour: Tour, province: Province) -> None:
        self.name = name
        self.tour = tour
        self.signals = tour.out / f".{name}"
        self.signals.mkdir()
        self.told: dict[str, Any] = {}
        officer: Account = tour.accounts["039217"]
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "TOUR_PASSWORD": officer.password,
        }
        command = [
            sys.executable,
            "-m",
            "tools.sandbox.scenes",
            name,
            "--root",
            str(tour.paths.root),
            "--out",
            str(tour.out),
            "--port",
            str(province.port),
        ]
        print(f"scene: {name}", flush=True)
        self.process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self.started = time.monotonic()

    def tell(self, word: str) -> None:
        (self.signals / word).touch()

    def wait_for(self, word: str) -> dict[str, Any]:
        """Read what the scene tells until `word` comes; `SandboxError` when it ends before."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if not line.startswith("{"):
                print(line, end="", flush=True)
                continue
            message = json.loads(line)
            self.told |= message
            if "step" in message:
                print(f"  {message['step']:<44}{message['seconds']:>7.2f} s", flush=True)
            if message.get("event") == word:
                self._note()
                return self.told
        code = self.process.wait()
        if word == "end" and code == 0:
            return self.told
        raise SandboxError(f"scene {self.name} ended before '{word}' (exit {code})")

    def finish(self) -> dict[str, Any]:
        told = self.wait_for("end")
        if self.process.wait(SCENE_SECONDS) != 0:
            raise SandboxError(f"scene {self.name} failed at its end")
        return told

    def kill(self) -> None:
        """As a power cut would: no handler runs."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _note(self) -> None:
        kept = {key: value for key, value in self.told.items() if key not in ("event", "step", "seconds")}
        self.tour.summary["scenes"][self.name] = kept


def _words(path: Path) -> str:
    """The text of a paper as `pdftotext` reads it, '' where that tool is not installed."""
    if shutil.which("pdftotext") is None:
        return ""
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def play(out: Path) -> int:
    """Play the tour; 0 when everything was shown."""
    started = time.monotonic()
    tour = Tour(out)
    tour.play()
    print(f"\nThe main job was played in {time.monotonic() - started:.0f} s.")
    print(f"  pictures      {out}/*.png ({len(tour.summary['pictures'])})")
    print(f"  certificate   {out / 'certificate.pdf'}")
    print(f"  refusal       {out / 'refusal.pdf'}")
    print(f"  what was shown, and how long each step took: {out / 'summary.json'}")
    return 0
