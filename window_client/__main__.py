"""`window-client`: open the window, enrol this terminal, or say what the machine lacks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from window_client import __version__, config
from window_client.errors import WindowClientError

_EPILOG = """\
Settings come from: defaults < TOML file < environment WINDOW_CLIENT_* < options.
First start on a new machine: `window-client enrol CODE`, with the activation code from the province,
then `window-client`. `window-client doctor` says what is missing when something does not work.
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="window-client",
        description="Desktop application for the service windows of police stations (户政窗口): open a case for a "
        "resident, issue a household certificate, print it, and sync with the province when there is a link.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"window-client {__version__}")
    settings = argparse.ArgumentParser(add_help=False)
    config.add_arguments(settings)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", parents=[settings], help="open the window (the default)")
    enrol = commands.add_parser(
        "enrol", parents=[settings], help="register this terminal at the province with an activation code"
    )
    enrol.add_argument("code", metavar="CODE", help="activation code, works once")
    commands.add_parser("doctor", parents=[settings], help="check this machine and say what it lacks")
    commands.add_parser("settings", help="list every setting with its default")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 is success, 1 a failure that was explained, 2 wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "run")
    arguments = _parser().parse_args(given)
    try:
        return _dispatch(arguments)
    except WindowClientError as error:
        print(error.text, file=sys.stderr)
        return 1


def _dispatch(arguments: argparse.Namespace) -> int:
    if arguments.command == "settings":
        print(config.describe())
        return 0
    settings = config.load(arguments)
    if arguments.command == "enrol":
        from window_client.services.clock import SystemClock
        from window_client.services.enrolment import enrol

        terminal = enrol(settings, arguments.code, SystemClock())
        print(f"{terminal.station.station_name} {terminal.window_no} 号窗口 {terminal.terminal}")
        return 0
    if arguments.command == "doctor":
        from window_client.services.doctor import diagnose

        print(diagnose(settings))
        return 0
    from window_client.app import run

    return run(settings)


if __name__ == "__main__":
    raise SystemExit(main())
