"""kill -9 of both sides, as often as asked, against an outside record of what was acknowledged.

`python -m tests.e2e.kill_campaign --kills 2000 --seed 7`. Two windows and their province, each a process of its own;
one window lives at a time, and dies at a moment drawn from the seed, often with the province. Every `--check` lives
both windows drain their queues and everything that was called saved is looked for, at both ends, once.
With `--shared` the windows are of two stations and their cases circulate: both change them, what collides is settled.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter as Counted
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from provincial_service.enrolment import make_activation_code
from tests.basics import OFFICER, OTHER_OFFICER
from tests.e2e.fork_server import ForkedProvince, fork_server, forked_province
from tests.e2e.sharing import settle_all, share_until_killed
from tests.e2e.test_faults import (
    SUBJECT,
    Outsider,
    close,
    drained,
    live_until_killed,
    require_all_there_once,
    said,
    taken,
)
from tests.e2e.windows import Window
from tests.fakes import FakeClock, found_province


def run(
    seed: int, kills: int, check_every: int, tell: Callable[[str], None] = said, *, shared: bool = False
) -> int:
    """How many processes were killed; an `AssertionError` for anything lost or doubled."""
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        with fork_server(folder) as server:
            founded = found_province(_made(folder / "province"))
            with forked_province(server, founded.settings) as service:
                clock = FakeClock(datetime.now(UTC))
                staff = (OFFICER, OTHER_OFFICER if shared else OFFICER)
                windows = [
                    Window.enrolled(
                        folder / name, service.url, make_activation_code(founded, one.station), clock, one
                    )
                    for name, one in zip(("first", "second"), staff, strict=True)
                ]
                founded.store.close()
                return _lives(seed, kills, check_every, service, windows, server.window, tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _lives(
    seed: int,
    kills: int,
    check_every: int,
    service: ForkedProvince,
    windows: list[Window],
    run_window: Callable[[Window], object],
    tell: Callable[[str], None],
) -> int:
    chance, outsider, started, lives = random.Random(seed), Outsider(), time.monotonic(), 0
    for window in windows:
        _drain([window])
    while lives + service.kills < kills:
        windows[0].clock.advance(seconds=30)
        if service.process is None:
            service.start()
        window = windows[lives % 2]
        how: dict[str, Any] = {"kill_province": chance.random() < 0.6, "run": run_window}
        if windows[0].member == windows[1].member:
            live_until_killed(window, service, chance, outsider, **how)
        else:
            subject = SUBJECT.model_dump(mode="json")
            share_until_killed(window, service, chance, outsider, subject, **how)
        lives += 1
        if lives % check_every == 0 or lives + service.kills >= kills:
            count = _settled(service, windows, outsider)
            kinds = Counted(action.kind.value for action in taken(service.settings)[0])
            tell(
                f"kill -9, seed {seed}: window killed {lives} times, province {service.kills} times, "
                f"{len(outsider.reached)} cases acknowledged, {count} actions, "
                f"{time.monotonic() - started:.0f} s; 0 lost, 0 doubled; "
                + ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
            )
    return lives + service.kills


def _settled(service: ForkedProvince, windows: list[Window], outsider: Outsider) -> int:
    if service.process is None:
        service.start()
    windows[0].clock.advance(seconds=30)
    _drain(windows)
    counters = [window.counter() for window in windows]
    try:
        settle_all(counters, drained)
        return require_all_there_once(service.settings, outsider, counters)
    finally:
        for counter in counters:
            close(counter)


def _drain(windows: list[Window]) -> None:
    """Each sends what it has, so that a second round shows each what the other sent."""
    for window in windows:
        counter = window.counter()
        try:
            drained(counter)
        finally:
            close(counter)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.kill_campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", type=int, default=100, metavar="LIVES")
    parser.add_argument("--shared", action="store_true", help="two stations, whose cases circulate")
    options = parser.parse_args()
    run(
        options.seed,
        options.kills,
        options.check,
        lambda line: print(line, flush=True),
        shared=options.shared,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
