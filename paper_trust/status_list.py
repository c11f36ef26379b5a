"""The province's status list: which certificates were revoked, and which issuing keys are not trusted any more.

One bit per certificate number of a station, compressed; with it the keys that were withdrawn and since when.
Signed by the authority, so that it may come from anywhere. It grows old: `StatusList.as_of` tells.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from paper_trust import cbor, cose
from paper_trust.crypto import Authority

KIND = "hrs1"
MOST_BITS = 8 * 1024 * 1024
"""Numbers of one station that a reader unpacks; a list beyond is not a list."""


class StatusListError(ValueError):
    """Not a status list of this authority."""


@dataclass(frozen=True)
class StatusList:
    """`stations` maps station code → compressed bits; `withdrawn` maps key id → since when."""

    as_of: datetime
    stations: Mapping[str, bytes]
    withdrawn: Mapping[bytes, datetime]

    def is_revoked(self, station: str, index: int) -> bool:
        """A number beyond the end of the list was issued after it and is not revoked by it."""
        packed = self.stations.get(station)
        if packed is None:
            return False
        bits = _unpack(packed)
        place = index // 8
        return place < len(bits) and bool(bits[place] >> index % 8 & 1)


def encode(
    as_of: datetime, revoked: Mapping[str, Iterable[int]], withdrawn: Mapping[bytes, datetime]
) -> bytes:
    """The payload to be signed. `revoked` holds the running numbers by station."""
    stations = {station: zlib.compress(_bits(numbers), 9) for station, numbers in revoked.items()}
    keys = {kid: int(moment.timestamp()) for kid, moment in withdrawn.items()}
    return cbor.encode({1: int(as_of.timestamp()), 2: stations, 3: keys})


def read(data: bytes, authority: Authority) -> StatusList:
    """The list, if the authority signed it; `StatusListError`."""
    try:
        envelope = cose.read(KIND, data)
        if envelope.kid != authority.kid or not envelope.verify(authority.public_key):
            raise StatusListError("signature")
        return _parse(cbor.decode(envelope.payload))
    except (cose.EnvelopeError, cbor.CborError, OverflowError) as error:
        raise StatusListError(str(error)) from error


def _parse(found: Any) -> StatusList:
    match found:
        case {1: int() as as_of, 2: dict() as stations, 3: dict() as keys} if len(found) == 3:
            pass
        case _:
            raise StatusListError("fields")
    if not all(isinstance(name, str) and isinstance(bits, bytes) for name, bits in stations.items()):
        raise StatusListError("stations")
    if not all(isinstance(kid, bytes) and type(at) is int for kid, at in keys.items()):
        raise StatusListError("keys")
    for bits in stations.values():
        _unpack(bits)
    withdrawn = {kid: datetime.fromtimestamp(at, UTC) for kid, at in keys.items()}
    return StatusList(datetime.fromtimestamp(as_of, UTC), stations, withdrawn)


def _bits(numbers: Iterable[int]) -> bytes:
    bits = bytearray()
    for number in numbers:
        if not 0 <= number < MOST_BITS:
            raise StatusListError("number out of range")
        place = number // 8
        if place >= len(bits):
            bits.extend(bytes(place + 1 - len(bits)))
        bits[place] |= 1 << number % 8
    return bytes(bits)


def _unpack(packed: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj()
        bits = unpacker.decompress(packed, MOST_BITS // 8)
    except zlib.error as error:
        raise StatusListError("bits") from error
    if unpacker.unconsumed_tail or not unpacker.eof or unpacker.unused_data:
        raise StatusListError("bits")
    return bits
