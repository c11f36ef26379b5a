"""The running province: what every verb needs, built once at start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from provincial_service.crypto import IssuingAuthority, Passwords
from provincial_service.keys import ProvinceKeys, ensure_issuing_authority, load_keys
from provincial_service.settings import Limits, Settings
from provincial_service.store import Store, open_store
from provincial_service.store.schema import ProvinceFacts, check_version, read_facts


@dataclass(frozen=True)
class Province:
    """Immutable but for the database behind `store`: any number of instances may share one PostgreSQL."""

    settings: Settings
    store: Store
    keys: ProvinceKeys
    facts: ProvinceFacts
    passwords: Passwords
    issuing: IssuingAuthority

    @property
    def limits(self) -> Limits:
        return self.settings.limits

    def now(self) -> datetime:
        return self.settings.clock()


def open_province(settings: Settings) -> Province:
    """Open database and keys; `StoreVersionError` or `KeyFileError` when `init` was not run."""
    store = open_store(settings.database)
    check_version(store)
    with store.read() as connection:
        facts = read_facts(connection)
    return Province(
        settings=settings,
        store=store,
        keys=load_keys(settings.data_dir),
        facts=facts,
        passwords=Passwords(memory_kib=settings.password_memory_kib),
        issuing=ensure_issuing_authority(
            settings.data_dir, facts.name, settings.clock(), sample=facts.sample
        ),
    )
