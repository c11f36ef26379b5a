"""Puts the sandbox together step by step. Each step that held is remembered, so an interruption costs one step."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.sandbox.accounts import Account, load_or_create
from tools.sandbox.paths import REPOSITORY, SandboxPaths, write_private
from tools.sandbox.province import Province, SandboxError, province_command
from window_client.config import Config, load
from window_client.errors import WindowClientError
from window_client.services.clock import SystemClock
from window_client.services.devices.card_deck import CardDeck, card_from_json
from window_client.services.devices.card_record import CardRecord

SEED = 20261124
PERSONS = 20_000
WINDOWS = {1: "390102510000", 2: "390102510000"}
"""Two windows of one station: what the first one does, the second one sees."""


@dataclass(frozen=True)
class Step:
    name: str
    title: str
    work: Callable[[], None]


class Setup:
    """`persons` is the size of the sample register, counted when it is loaded."""

    def __init__(self, paths: SandboxPaths, persons: int = PERSONS) -> None:
        self.paths = paths
        self.persons = persons
        self.accounts: tuple[Account, ...] = ()

    def password_of(self, staff_no: str) -> str:
        """Only a sandbox knows passwords."""
        return next(account.password for account in self.accounts if account.staff_no == staff_no)

    def run(self) -> None:
        """Do what is missing; says what and how far. Nothing is printed when all is there.

        `SandboxError` with what to do when a step fails or what is there cannot be read.
        """
        try:
            self.paths.province.mkdir(parents=True, exist_ok=True)
            self.accounts = load_or_create(self.paths)
            self._do_steps()
            if not read_cards(self.paths):
                raise ValueError("no cards")
        except OSError as error:
            where = error.filename or self.paths.root
            raise SandboxError(f"{error.strerror or type(error).__name__}: {where}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise SandboxError(
                f"what lies in {self.paths.root} cannot be read ({type(error).__name__}); "
                f"nothing in it is worth keeping: rm -r {self.paths.root}, then start again"
            ) from error
        except WindowClientError as error:
            raise SandboxError(
                f"{error.text}\nif it stays so, make the sandbox anew: rm -r {self.paths.root}"
            ) from error

    def _do_steps(self) -> None:
        steps = (
            Step("fonts", "certificate fonts", self._fonts),
            Step("province", "the province: keys, database, loopback certificate", self._province),
            Step(
                "register",
                f"sample register: {self.persons:,} fictitious persons, two stations, staff",
                self._register,
            ),
            Step("windows", "two enrolled windows, first sign-in of each clerk", self._windows),
        )
        done = self.paths.done_steps()
        for number, step in enumerate(steps, 1):
            if step.name in done:
                continue
            print(f"[{number}/{len(steps)}] {step.title} …", flush=True)
            started = time.monotonic()
            step.work()
            self.paths.mark_done(step.name)
            print(f"      done in {time.monotonic() - started:.1f} s", flush=True)

    # --- steps -------------------------------------------------------------------------------------------

    def _fonts(self) -> None:
        _run([sys.executable, "-m", "tools.build_fonts"])

    def _province(self) -> None:
        _run(province_command(self.paths, "init", "--sample", "--tls"))

    def _register(self) -> None:
        passwords = self.paths.root / "passwords.json"
        write_private(passwords, json.dumps({a.staff_no: a.password for a in self.accounts}))
        try:
            _run(
                province_command(
                    self.paths,
                    "load-sample",
                    "--seed",
                    str(SEED),
                    "--persons",
                    str(self.persons),
                    "--deck",
                    str(self.paths.deck),
                    "--staff-passwords",
                    str(passwords),
                ),
                shown=True,
            )
        finally:
            passwords.unlink()

    def _windows(self) -> None:
        province = Province(self.paths)
        province.start()
        try:
            for number, station in WINDOWS.items():
                self._enrol(number, station, province)
        finally:
            province.stop()

    def _enrol(self, number: int, station: str, province: Province) -> None:
        from window_client.services.enrolment import enrol, load_terminal
        from window_client.services.sign_in import SignIn

        config, clock = window_config(self.paths, number, province), SystemClock()
        if load_terminal(config) is None:
            code = _run(province_command(self.paths, "activation-code", "--station", station)).strip()
            enrol(config, code.splitlines()[-1].strip(), clock)
        for account in self.accounts:
            if account.station == station:
                SignIn(config, clock).sign_in(account.staff_no, account.password).lock("quit")


def window_config(paths: SandboxPaths, number: int, province: Province) -> Config:
    """The settings of one sandbox window."""
    folder = paths.window(number)
    return load(
        {
            "data_dir": folder / "data",
            "secret_dir": folder / "machine",
            "log_dir": folder / "log",
            "province_url": province.url,
            "province_ca": province.ca,
            "card_reader": "simulated",
            "card_deck": _own_deck(paths, number),
        },
        environ={},
        file=_settings_file(folder),
    )


def _settings_file(folder: Path) -> Path:
    """An empty file: the user's own settings must not reach into the sandbox."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "window-client.toml"
    file.touch()
    return file


def _own_deck(paths: SandboxPaths, number: int) -> Path:
    """Each window draws from its own copy, since drawing moves the position."""
    own = paths.window(number) / "deck.json"
    if not own.exists() and paths.deck.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        CardDeck.write(own, [card_of(card) for card in read_cards(paths)])
    return own


def read_cards(paths: SandboxPaths) -> list[dict[str, str]]:
    """The stories of the sample register, as the province wrote them down."""
    cards: list[dict[str, str]] = json.loads(paths.deck.read_text("utf-8"))["cards"]
    return cards


def card_of(card: dict[str, str]) -> CardRecord:
    """The chip of one story."""
    return card_from_json(
        {
            "name": card["chip_name"],
            "number": card["citizen_no"],
            "sex": card["sex"],
            "birth_date": card["birth_date"],
            "valid_from": card["valid_from"],
            "valid_to": card["valid_to"],
            "address": card["address"],
            "issuing_authority": card["authority"],
        }
    )


def _run(command: list[str], *, shown: bool = False) -> str:
    """Run one of the product's own commands; `SandboxError` with its words when it fails."""
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SandboxError(f"`{' '.join(command[1:4])}` failed\n{done.stdout or ''}")
    return done.stdout or ""
