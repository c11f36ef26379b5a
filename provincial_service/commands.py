"""What each command of `provincial-service` does."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from hukou.staff import Role, StaffMember
from hukou.wire import StationProfile
from provincial_service import enrolment, feed, keys, revocation
from provincial_service.province import Province, open_province
from provincial_service.remainders import unaccounted_numbers
from provincial_service.sample_register import (
    DEFAULT_PERSONS,
    DEFAULT_SEED,
    count_register,
    generate,
    load_register,
    load_staff,
    load_stations,
    write_deck,
)
from provincial_service.sample_register.words import sample_facts
from provincial_service.settings import Settings, utc_now
from provincial_service.store import create_schema, open_store, schema
from provincial_service.store.tables import action_review, look_up, look_up_person
from provincial_service.store.terminals import save_staff, save_station, station_profile


def settings_of(options: Namespace) -> Settings:
    return Settings(
        data_dir=options.data_dir.resolve(),
        database_url=options.database,
        faults=getattr(options, "faults", False),
    )


def explain(error: Exception) -> str:
    """One line for whoever runs the service; database errors without their statements."""
    if isinstance(error, SQLAlchemyError):
        text = str(getattr(error, "orig", None) or error)
        return text.strip().splitlines()[0] if text.strip() else type(error).__name__
    return str(error)


def init(options: Namespace) -> int:
    settings = settings_of(options)
    facts = _facts(options)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.make_keys(settings.data_dir)
    store = open_store(settings.database)
    create_schema(store, facts)
    store.close()
    keys.ensure_issuing_authority(settings.data_dir, facts.name, utc_now(), sample=facts.sample)
    if options.tls:
        files = keys.ensure_tls(settings.data_dir, facts.code, utc_now())
        print(f"windows pin this authority: {files.authority}")
    print(f"{facts.name}: database and keys are ready in {settings.data_dir}")
    return 0


def _facts(options: Namespace) -> schema.ProvinceFacts:
    if options.sample:
        province = sample_facts().province
        return schema.ProvinceFacts(
            province["code"], province["name"], province["receipt_letters"], sample=True
        )
    if not (options.province_code and options.province_name and options.receipt_letters):
        raise LookupError("either --sample, or --province-code, --province-name and --receipt-letters")
    return schema.ProvinceFacts(
        options.province_code, options.province_name, options.receipt_letters, sample=False
    )


def serve(options: Namespace) -> int:
    settings = settings_of(options)
    from provincial_service import server  # the web stack takes a second to import: only here

    return server.run(settings, options.host, options.port, tls=options.tls)


def load_sample(options: Namespace) -> int:
    province = _province(options)
    if not province.facts.sample:
        raise LookupError("this province is not a sample: fictitious persons are not loaded into it")
    seed = DEFAULT_SEED if options.seed is None else options.seed
    wanted = DEFAULT_PERSONS if options.persons is None else options.persons
    load_stations(province.store)
    if options.staff_passwords is not None:
        secrets = json.loads(options.staff_passwords.read_text(encoding="utf-8"))
        load_staff(province.store, province.passwords, secrets)
    register = generate(seed, wanted)
    load_register(province.store, register, None if options.quiet else _show_progress)
    deck = options.deck or province.settings.data_dir / "deck.json"
    cards = write_deck(register, deck)
    persons, households = count_register(province.store)
    if not options.quiet:
        print(f"{persons} persons in {households} households; {cards} cards in {deck}")
    return 0


def _show_progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(f"\rloading the sample register: {done * 100 // total} %", end=end, flush=True)


def add_station(options: Namespace) -> int:
    province = _province(options)
    profile = StationProfile(
        station=options.station,
        station_name=options.name,
        bureau_name=options.bureau,
        province_name=province.facts.name,
        division=options.division,
        phone=options.phone,
        address=options.address,
        number_prefix=options.number_prefix,
    )
    with province.store.write() as connection:
        save_station(connection, profile)
    print(f"station {options.station} is ready")
    return 0


def add_staff(options: Namespace) -> int:
    province = _province(options)
    with province.store.read() as connection:
        if station_profile(connection, options.station) is None:
            raise LookupError(f"there is no station {options.station}")
    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else getpass.getpass("password: ")
    if len(password) < 8:
        raise LookupError("a password has at least eight characters")
    member = StaffMember(
        staff_no=options.staff_no, name=options.name, role=Role(options.role), station=options.station
    )
    hashed = province.passwords.hash(password)
    with province.store.write() as connection:
        save_staff(connection, member, hashed)
    print(f"staff {options.staff_no} is ready")
    return 0


def activation_code(options: Namespace) -> int:
    try:
        code = enrolment.make_activation_code(
            _province(options), options.station, valid_hours=options.valid_hours
        )
    except LookupError as error:
        raise LookupError(f"there is no station {options.station}") from error
    print(code)
    return 0


def revoke_terminal(options: Namespace) -> int:
    """Withdraw the terminal and print, a range a line, the certificate numbers that it held and did not account for."""
    province = _province(options)
    if not enrolment.revoke_terminal(province, options.terminal):
        raise LookupError(f"no terminal {options.terminal} is in use")
    print(f"terminal {options.terminal} is revoked")
    with province.store.read() as connection:
        ranges = unaccounted_numbers(connection, options.terminal)
    count = sum(one.count for one in ranges)
    print(f"{count} certificate numbers unaccounted for; nobody else is given them")
    for one in ranges:
        print(one)
    return 0


def revoke_certificate(options: Namespace) -> int:
    try:
        is_new = revocation.revoke(_province(options), options.number, options.reason)
    except LookupError as error:
        raise LookupError(f"no certificate number {options.number} was ever leased") from error
    print(f"certificate {options.number} is {'revoked' if is_new else 'on the list already'}")
    return 0


def rotate_epoch(options: Namespace) -> int:
    print(f"new epoch {schema.rotate_epoch(_province(options).store, utc_now())}")
    return 0


def trim_changes(options: Namespace) -> int:
    if options.keep < 1:
        raise LookupError("at least one change is kept")
    print(f"{feed.trim_changes(_province(options), options.keep)} changes forgotten")
    return 0


def reviews(options: Namespace) -> int:
    """One line for each action that is to be looked at."""
    statement = select(action_review).order_by(action_review.c.noted_at)
    with _province(options).store.read() as connection:
        for row in connection.execute(statement):
            at = row.noted_at.isoformat(timespec="seconds")
            print("\t".join([at, row.terminal, row.case_id, row.action_id, row.reason, row.detail]))
    return 0


def look_ups(options: Namespace) -> int:
    """One line for each time the person's record was shown."""
    columns: tuple[Any, ...] = (
        look_up.c.at,
        look_up.c.station,
        look_up.c.staff_no,
        look_up.c.case_id,
        look_up_person.c.seen,
        look_up.c.purpose,
    )
    statement = (
        select(*columns)
        .join(look_up_person, look_up_person.c.look_up_id == look_up.c.look_up_id)
        .where(look_up_person.c.person_id == options.person_id)
        .order_by(look_up.c.at)
    )
    with _province(options).store.read() as connection:
        for at, *rest in connection.execute(statement):
            print("\t".join([at.isoformat(timespec="seconds"), *map(str, rest)]))
    return 0


def _province(options: Namespace) -> Province:
    return open_province(settings_of(options))
