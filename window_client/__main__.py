"""`window-client`: open the window, enrol this terminal, or say what the machine lacks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

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
    verify = commands.add_parser(
        "verify",
        parents=[settings],
        help="check a certificate offline: its PDF file, or the text of its QR code",
        description="Says whether a certificate is genuine. Exit status: 0 genuine, 3 altered, forged or unsigned, "
        "4 revoked, 5 unknown signer, 6 cannot be decided here (status list too old, no data, clock), 7 expired, "
        "8 not a certificate; 1 and 2 as everywhere.",
    )
    verify.add_argument(
        "given", metavar="FILE_OR_TEXT", help="PDF file, text file, HR1:… text, or - for input"
    )
    verify.add_argument(
        "--trust", type=Path, metavar="FILE", help="trust data to use instead of the last sync's"
    )
    verify.add_argument("--number", default="", help="number on the paper, to hold against the code")
    verify.add_argument("--name", default="", help="name on the paper")
    verify.add_argument(
        "--last-four", default="", help="last four characters of the citizen number on the paper"
    )
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
    if arguments.command == "verify":
        return _verify(settings, arguments)
    from window_client.app import run

    return run(settings)


def _verify(settings: config.Config, arguments: argparse.Namespace) -> int:
    from paper_trust.verify import Seen
    from window_client.services import verification
    from window_client.services.clock import SystemClock

    now = SystemClock().now()
    seen = Seen(number=arguments.number, name=arguments.name, last_four=arguments.last_four)
    trust = verification.trust_for(settings, arguments.trust)
    verdict = verification.verify(arguments.given, trust, now, seen)
    print(verification.describe(verdict, now))
    return verdict.words.exit


if __name__ == "__main__":
    raise SystemExit(main())
