"""`python -m tools.sandbox run|tour|setup`: what `make run` and `make tour` call."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tools.sandbox.lock import only_one
from tools.sandbox.paths import REPOSITORY, SandboxPaths
from tools.sandbox.province import SandboxError
from tools.sandbox.setup import Setup

DEFAULT_ROOT = REPOSITORY / "build" / "sandbox"
DEFAULT_OUT = REPOSITORY / "build" / "tour"
INTERRUPTED = 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.sandbox", description=__doc__)
    parser.add_argument("--root", type=Path, default=DEFAULT_ROOT, help="folder of the sandbox (%(default)s)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("setup", help="put the sandbox together and stop")
    run = verbs.add_parser("run", help="open the window on the sandbox; without a display, play the tour")
    run.add_argument("--window", type=int, choices=(1, 2), default=1, help="which of the two windows")
    run.add_argument("--port", type=int, help="port of the province on loopback (default: any free one)")
    tour = verbs.add_parser("tour", help="drive the window offscreen through the main job")
    tour.add_argument("--out", type=Path, default=DEFAULT_OUT, help="where pictures and papers go")
    tour.add_argument("--strict", action="store_true", help="fail when a bound of speed or memory was missed")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """0 all went well, 1 a failure that was explained, 130 interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return _dispatch(options)
    except SandboxError as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; the same command goes on where this one stopped", file=sys.stderr)
        return INTERRUPTED


def _dispatch(options: argparse.Namespace) -> int:
    if options.verb == "tour":
        return _tour(options.out.resolve(), options.strict)
    paths = SandboxPaths(options.root.resolve())
    with only_one(paths):
        setup = Setup(paths)
        setup.run()
        if options.verb == "setup":
            return 0
        if _has_display():
            from tools.sandbox.opening import open_window

            return open_window(paths, options.window, setup.accounts, options.port)
    print("There is no display here: the same job is played offscreen instead.", flush=True)
    return _tour(DEFAULT_OUT, strict=False)


def _tour(out: Path, strict: bool) -> int:
    from tools.sandbox.tour import play

    return play(out, strict=strict)


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
