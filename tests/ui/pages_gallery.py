"""Grab the pages with real data, light and dark, at the sizes of the design, to be looked at beside the pictures.

python -m tests.ui.pages_gallery OUT_DIR [english] [look …]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.fakes import START, FakeClock
from tests.ui.desk_kit import Counter, open_counter, seeded_province
from tests.ui.desk_scenes import SCENES
from window_client.ui.strip_words import connection
from window_client.ui.theme import Theme
from window_client.ui.translation import Translation

# name → (width, height, mode, scale)
LOOKS = {
    "light": (1440, 900, "light", 1.0),
    "1366": (1366, 768, "light", 1.0),
    "dark": (1440, 900, "dark", 1.0),
    "200": (1440, 900, "light", 2.0),
    "1366-200": (1366, 768, "light", 2.0),
    "1366-dark": (1366, 768, "dark", 1.0),
}


def settle(app: QApplication, counter: Counter, seconds: float = 20.0) -> None:
    """Let everything that is under way end."""
    end = time.monotonic() + seconds
    quiet = 0
    while quiet < 6 and time.monotonic() < end:
        app.processEvents()
        quiet = quiet + 1 if counter.idle() else 0
        time.sleep(0.02)


def grab(out: Path, looks: list[str], language: str = "zh_CN") -> list[Path]:
    """Every scene in every look; the files written."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme = Theme(app)
    theme.apply(app, "light")
    Translation().apply(app, language)
    written = []
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), FakeClock(START)
        with seeded_province(folder / "template", folder / "province", clock) as province:
            with open_counter(app, folder / "window", province, clock) as counter:
                counter.window.resize(1440, 900)
                counter.window.set_operator("王岚", "户籍民警 · 2号窗口")
                counter.window.set_cover(None)
                counter.window.show()

                def run(work: Callable[[Counter, Callable[[], None]], None]) -> None:
                    work(counter, lambda: settle(app, counter))
                    settle(app, counter)

                for scene, play in SCENES.items():
                    clock.advance(minutes=3)
                    run(play)
                    state = counter.desk.sync.status()
                    counter.window.set_connection(*connection(state, clock.now()))
                    for look, (width, height, mode, scale) in LOOKS.items():
                        if looks and look not in looks:
                            continue
                        theme.apply(app, mode, scale)
                        counter.window.resize(width, height)
                        settle(app, counter)
                        path = out / f"{scene}-{look}.png"
                        counter.window.grab().save(str(path))
                        written.append(path)
                    theme.apply(app, "light", 1.0)
                    counter.window.resize(1440, 900)
                    settle(app, counter)
    return written


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    asked = sys.argv[2:]
    for picture in grab(target, [a for a in asked if a in LOOKS], "en" if "english" in asked else "zh_CN"):
        print(picture)
