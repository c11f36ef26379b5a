"""`provincial-service`: set up and run the reference province from the command line."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from hukou.resources import ResourceError
from hukou.staff import Role
from provincial_service import __version__, commands
from provincial_service.keys import KeyFileError
from provincial_service.store import StoreVersionError, UnknownDatabaseError

_DESCRIPTION = """\
The reference provincial service of Window Client: it keeps the register of a (fictitious) province, takes the
actions of the service windows, puts them in order, and answers with receipts.

A first run, everything on this computer:

  provincial-service init --data-dir build/province --sample --tls
  provincial-service load-sample --data-dir build/province
  provincial-service add-staff --data-dir build/province --station 390102510000 \\
      --staff-no 039217 --name 王岚 --role household_officer      (asks for the password)
  provincial-service activation-code --data-dir build/province --station 390102510000
  provincial-service serve --data-dir build/province --tls

The database is SQLite in the data folder unless --database or DATABASE_URL names another, for example
postgresql://user@host/name. Keys lie in the data folder and are readable by its owner only."""


_SET_UP_ERRORS = (
    StoreVersionError,
    UnknownDatabaseError,
    KeyFileError,
    ResourceError,
    LookupError,
    SQLAlchemyError,
    OSError,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status. Errors of set-up go to standard error in one line."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except _SET_UP_ERRORS as error:
        print(f"provincial-service: {commands.explain(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="provincial-service",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"provincial-service {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_init(verbs)
    _add_serve(verbs)
    _add_sample(verbs)
    _add_station(verbs)
    _add_staff(verbs)
    _add_terminals(verbs)
    _add_upkeep(verbs)
    return parser


if TYPE_CHECKING:
    _Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def _verb(verbs: _Verbs, name: str, text: str) -> argparse.ArgumentParser:
    """A command with the two options that every command has."""
    verb = verbs.add_parser(name, help=text, description=text)
    verb.add_argument(
        "--data-dir",
        type=Path,
        default=Path("province-data"),
        help="folder of keys and database (%(default)s)",
    )
    verb.add_argument(
        "--database",
        default=os.environ.get("DATABASE_URL", ""),
        help="database URL; default: DATABASE_URL, else SQLite in the data folder",
    )
    return verb


def _add_init(verbs: _Verbs) -> None:
    verb = _verb(verbs, "init", "create database, province keys and, with --tls, a certificate authority")
    verb.add_argument("--sample", action="store_true", help="the fictitious province of the sandbox")
    verb.add_argument("--province-code", default="", help="six-digit division code of the province")
    verb.add_argument("--province-name", default="", help="name as certificates print it")
    verb.add_argument("--receipt-letters", default="", help="letters that begin every receipt number")
    verb.add_argument("--tls", action="store_true", help="make a CA and a server certificate for loopback")
    verb.set_defaults(run=commands.init)


def _add_serve(verbs: _Verbs) -> None:
    verb = _verb(verbs, "serve", "run the service until it is stopped")
    verb.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    verb.add_argument(
        "--port", type=int, default=8460, help="port; 0 takes a free one and prints it (%(default)s)"
    )
    verb.add_argument("--tls", action="store_true", help="serve HTTPS with the data folder's certificate")
    verb.add_argument(
        "--faults",
        action="store_true",
        help="offer /v1/_faults, which makes the service misbehave: tests only",
    )
    verb.set_defaults(run=commands.serve)


def _add_sample(verbs: _Verbs) -> None:
    verb = _verb(verbs, "load-sample", "load the sample stations and a register of fictitious persons")
    verb.add_argument("--seed", type=int, default=None, help="same seed, same register")
    verb.add_argument("--persons", type=int, default=None, help="how many persons at least")
    verb.add_argument(
        "--staff-passwords", type=Path, help="JSON file {staff number: password} for the sample staff"
    )
    verb.add_argument("--deck", type=Path, help="where the deck of cards goes (DATA_DIR/deck.json)")
    verb.add_argument("--quiet", action="store_true", help="show no progress")
    verb.set_defaults(run=commands.load_sample)


def _add_station(verbs: _Verbs) -> None:
    verb = _verb(verbs, "add-station", "add a police station, or correct one")
    for option, text in (
        ("--station", "code of the station, twelve digits"),
        ("--name", "full name as certificates print it"),
        ("--bureau", "name of the bureau above it"),
        ("--division", "six-digit division code"),
        ("--phone", "telephone for residents"),
        ("--address", "address for residents"),
        ("--number-prefix", "what its certificate numbers begin with, e.g. WQ-{year}-"),
    ):
        verb.add_argument(option, required=True, help=text)
    verb.set_defaults(run=commands.add_station)


def _add_staff(verbs: _Verbs) -> None:
    verb = _verb(
        verbs, "add-staff", "add a member of staff, or set a new password; it is read from the terminal"
    )
    verb.add_argument("--staff-no", required=True, help="number of the officer or auxiliary")
    verb.add_argument("--name", required=True, help="name as it appears on decisions")
    verb.add_argument("--role", required=True, choices=[role.value for role in Role], help="one role")
    verb.add_argument("--station", required=True, help="code of the station")
    verb.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    verb.set_defaults(run=commands.add_staff)


def _add_terminals(verbs: _Verbs) -> None:
    verb = _verb(verbs, "activation-code", "make a code with which one terminal can enrol, once")
    verb.add_argument("--station", required=True, help="code of the station")
    verb.add_argument("--valid-hours", type=int, default=72, help="hours until the code ends (%(default)s)")
    verb.set_defaults(run=commands.activation_code)
    verb = _verb(verbs, "revoke-terminal", "accept nothing from a terminal any more")
    verb.add_argument("--terminal", required=True, help="id of the terminal")
    verb.set_defaults(run=commands.revoke_terminal)

    verb = _verb(verbs, "revoke-certificate", "put a certificate on the status list, for good")
    verb.add_argument("--number", required=True, help="number of the certificate")
    verb.add_argument("--reason", required=True, help="why it does not stand")
    verb.set_defaults(run=commands.revoke_certificate)


def _add_upkeep(verbs: _Verbs) -> None:
    verb = _verb(verbs, "rotate-epoch", "after a restore from backup: let every window offer its work again")
    verb.set_defaults(run=commands.rotate_epoch)
    verb = _verb(verbs, "trim-changes", "forget old changes; windows that are further behind take a snapshot")
    verb.add_argument("--keep", type=int, default=1_000_000, help="changes kept per station (%(default)s)")
    verb.set_defaults(run=commands.trim_changes)
    verb = _verb(verbs, "reviews", "actions that took their course and should be looked at: wrong clocks")
    verb.set_defaults(run=commands.reviews)
    verb = _verb(verbs, "look-ups", "who looked at a person's record, for the resident who asks")
    verb.add_argument("--person-id", required=True, help="the register's key of the person")
    verb.set_defaults(run=commands.look_ups)


if __name__ == "__main__":
    sys.exit(main())
