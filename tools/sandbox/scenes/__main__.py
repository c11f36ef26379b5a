"""`python -m tools.sandbox.scenes keyboard|mouse|resume`: play one scene; `tools.sandbox.tour` starts it."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path

from tools.sandbox.driver import TourError
from tools.sandbox.scenes.keyboard import play_keyboard
from tools.sandbox.scenes.mouse import play_mouse
from tools.sandbox.scenes.resume import play_resume
from tools.sandbox.scenes.stage import Stage

SCENES = {"keyboard": play_keyboard, "mouse": play_mouse, "resume": play_resume}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.sandbox.scenes", description=__doc__)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--root", type=Path, required=True, help="folder of the sandbox")
    parser.add_argument("--out", type=Path, required=True, help="where pictures and papers go")
    parser.add_argument("--port", type=int, required=True, help="port of the province")
    options = parser.parse_args()
    stage = Stage(options.scene, options.root, options.out, options.port)
    try:
        SCENES[options.scene](stage)
    except TourError as error:
        stage.driver.shot(f"failed-{options.scene}")
        print(f"tour: {options.scene}: {error}", flush=True)
        return 1
    except Exception:
        # The product's own hook would write it to the log alone, without its text.
        stage.driver.shot(f"failed-{options.scene}")
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # The window was shut down in order; what Qt still holds is given back by the system.
    os._exit(status)
