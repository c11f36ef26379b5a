"""An issuing authority without a province, and what hangs on it: keys, signers, trust."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from paper_trust import cose, status_list
from paper_trust.crypto import Authority, SoftwareSigner, new_private_key, public_point, read_authority
from paper_trust.trust import Trust, new_trust
from provincial_service.crypto import IssuingAuthority, new_issuing_authority
from tests.basics import START, STATION
from window_client.config import Config
from window_client.services import crypto, keys
from window_client.services.issuing_key import IssuingKey, keep_key, make_key

STATION_NAME = "澜州市公安局青禾分局望桥派出所"
YEAR = timedelta(days=365)


@dataclass
class TestAuthority:
    """Signs certificates and lists at the moment it is told."""

    __test__ = False

    name: str = "临江省"
    sample: bool = True
    now: datetime = START
    pem: bytes = b""
    issued: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pem = new_issuing_authority(self.name, self.now, 10 * YEAR, sample=self.sample)

    @cached_property
    def key(self) -> IssuingAuthority:
        return IssuingAuthority(self.pem)

    @property
    def certificate(self) -> bytes:
        return self.key.certificate

    @cached_property
    def read(self) -> Authority:
        return read_authority(self.certificate)

    def certify(
        self,
        point: bytes,
        *,
        terminal: str = f"{STATION}-02-test",
        station: str = STATION,
        now: datetime | None = None,
        term: timedelta = 2 * YEAR,
    ) -> bytes:
        der, _, _ = self.key.certify(
            point,
            terminal=terminal,
            station=station,
            station_name=STATION_NAME,
            now=now or self.now,
            term=term,
        )
        self.issued.append(der)
        return der

    def signer(self, **options: object) -> SoftwareSigner:
        """A new key with its certificate; options as of `certify`."""
        private = new_private_key()
        return SoftwareSigner.load(private, self.certify(public_point(private), **options))  # type: ignore[arg-type]

    def status_list(
        self,
        as_of: datetime,
        revoked: dict[str, Iterable[int]] | None = None,
        withdrawn: dict[bytes, datetime] | None = None,
    ) -> bytes:
        payload = status_list.encode(as_of, revoked or {}, withdrawn or {})
        return cose.seal(status_list.KIND, payload, self.read.kid, self.key.sign)

    def trust(
        self,
        as_of: datetime | None = None,
        revoked: dict[str, Iterable[int]] | None = None,
        withdrawn: dict[bytes, datetime] | None = None,
    ) -> Trust:
        """Everything issued so far, and a list."""
        packed = self.status_list(as_of or self.now, revoked, withdrawn)
        return new_trust(self.certificate).updated(self.issued, len(self.issued), packed)


def give_key(config: Config, terminal: str, terminal_seed: bytearray, authority: TestAuthority) -> IssuingKey:
    """A certified issuing key for a terminal that no province enrolled."""
    new = make_key(crypto.public_key(terminal_seed))
    certificate = authority.certify(keys.decode(new.request.issuing_key), terminal=terminal)
    return keep_key(
        config,
        new,
        terminal,
        terminal_seed,
        authority=keys.encode(authority.certificate),
        certificate=keys.encode(certificate),
    )
