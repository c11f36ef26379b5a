"""What a verifier knows: the authority, the issuing certificates, the status list. A JSON file, all of it public.

Everything in it but the authority is signed by the authority; the authority itself is pinned at enrolment, or
handed over by the province for verifiers elsewhere. Certificates are checked when one is asked for: a province
has thousands.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from paper_trust import status_list
from paper_trust.crypto import (
    Authority,
    CertificateFaultError,
    Issuer,
    read_authority,
    read_issuer,
)
from paper_trust.status_list import StatusList, StatusListError

_FORMAT = 1


class TrustError(ValueError):
    """The trust file is damaged, or of another format."""


@dataclass(frozen=True)
class Trust:
    """`issuers` maps key id (hexadecimal) → DER; `seq` is how far the province's list of them was read."""

    authority: Authority
    issuers: Mapping[str, bytes]
    seq: int = 0
    packed_list: bytes = b""

    def issuer(self, kid: bytes) -> Issuer | None:
        """The issuing certificate of a key; None when it is unknown or not the authority's."""
        der = self.issuers.get(kid.hex())
        if der is None:
            return None
        try:
            issuer = read_issuer(der, self.authority)
        except CertificateFaultError:
            return None
        return issuer if issuer.kid == kid else None

    @cached_property
    def status(self) -> StatusList | None:
        """None when there is none, or it is not the authority's."""
        if not self.packed_list:
            return None
        try:
            return status_list.read(self.packed_list, self.authority)
        except StatusListError:
            return None

    def updated(self, issuers: Iterable[bytes], seq: int, packed_list: bytes) -> Trust:
        """With what the province sent. `TrustError` for a certificate or a list that is not the authority's,
        and for a list older than the one that is here: an old one would bring revoked papers back."""
        known = dict(self.issuers)
        for der in issuers:
            try:
                known[read_issuer(der, self.authority).kid.hex()] = der
            except CertificateFaultError as error:
                raise TrustError(str(error)) from error
        fresh = replace(self, issuers=known, seq=seq, packed_list=packed_list)
        if fresh.status is None:
            raise TrustError("status list")
        if self.status is not None and fresh.status.as_of < self.status.as_of:
            raise TrustError("an older status list")
        return fresh

    def to_json(self) -> str:
        return json.dumps(
            {
                "format": _FORMAT,
                "authority": _text(self.authority.der),
                "seq": self.seq,
                "issuers": {kid: _text(der) for kid, der in self.issuers.items()},
                "status_list": _text(self.packed_list),
            },
            indent=1,
        )


def new_trust(authority: bytes) -> Trust:
    """Of an authority alone. `TrustError` when it is none."""
    try:
        return Trust(read_authority(authority), {})
    except CertificateFaultError as error:
        raise TrustError(str(error)) from error


def read_trust(text: str | bytes) -> Trust:
    """What `to_json` wrote; `TrustError`. Signatures in it are checked when they are used."""
    try:
        found = json.loads(text)
        if found["format"] != _FORMAT:
            raise TrustError("format")
        issuers = {str(kid): _bytes(der) for kid, der in found["issuers"].items()}
        seq, packed = int(found["seq"]), _bytes(found["status_list"])
        authority = read_authority(_bytes(found["authority"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TrustError(str(error) or type(error).__name__) from error
    return Trust(authority, issuers, seq, packed)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as error:
        raise TrustError("base64") from error
