"""`python -m tools.sandbox run|tour|setup`: what `make run` and `make tour` call."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.sandbox.accounts import Account
from tools.sandbox.guide import print_guide
from tools.sandbox.paths import REPOSITORY, SandboxPaths
from tools.sandbox.province import Province, SandboxError, running
from tools.sandbox.setup import Setup, window_config

DEFAULT_ROOT = REPOSITORY / "build" / "sandbox"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.sandbox", description=__doc__)
    parser.add_argument("--root", type=Path, default=DEFAULT_ROOT, help="folder of the sandbox (%(default)s)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("setup", help="put the sandbox together and stop")
    run = verbs.add_parser("run", help="open the window on the sandbox; without a display, play the tour")
    run.add_argument("--window", type=int, choices=(1, 2), default=1, help="which of the two windows")
    tour = verbs.add_parser("tour", help="drive the window offscreen through the main job")
    tour.add_argument(
        "--out", type=Path, default=REPOSITORY / "build" / "tour", help="where pictures and papers go"
    )
    options = parser.parse_args(arguments)
    try:
        return _dispatch(options)
    except SandboxError as error:
        print(f"sandbox: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _dispatch(options: argparse.Namespace) -> int:
    from tools.sandbox import tour

    if options.verb == "tour":
        return tour.play(options.out.resolve())
    paths = SandboxPaths(options.root.resolve())
    setup = Setup(paths)
    setup.run()
    if options.verb == "setup":
        return 0
    if not _has_display():
        print("There is no display here: the same job is played offscreen instead.", flush=True)
        return tour.play(REPOSITORY / "build" / "tour")
    return _open_window(paths, options.window, setup.accounts)


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_window(paths: SandboxPaths, number: int, accounts: tuple[Account, ...]) -> int:
    with running(Province(paths)) as province:
        config = window_config(paths, number, province)
        print_guide(paths, accounts, province)
        command = [sys.executable, "-m", "window_client", "run"]
        for name in (
            "data_dir",
            "secret_dir",
            "log_dir",
            "province_url",
            "province_ca",
            "card_reader",
            "card_deck",
        ):
            command += [f"--{name.replace('_', '-')}", str(getattr(config, name))]
        settings = paths.window(number) / "window-client.toml"
        return subprocess.call(
            [*command, "--config", str(settings)], cwd=REPOSITORY, env=_window_environment()
        )


def _window_environment() -> dict[str, str]:
    """The wheel's Qt speaks ibus only: with it, fcitx and ibus both type Chinese (platform.md, Input method)."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WINDOW_CLIENT_")}
    if environment.get("QT_IM_MODULE", "fcitx").startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"
    if environment.get("QT_QPA_PLATFORM") == "offscreen":
        del environment["QT_QPA_PLATFORM"]
    return environment


if __name__ == "__main__":
    sys.exit(main())
