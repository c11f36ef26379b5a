"""Deterministic CBOR (RFC 8949 §4.2.1): integers, byte strings, texts, arrays and maps, nothing else.

A general decoder takes tags whose evaluation can cost any amount of time (big floats, shared references), and
accepts several encodings of one value. Here there is one encoding per value and a bound on everything, so what
was signed can be written in one way only and hostile input costs no more than its length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Value = int | bytes | str | Sequence[Any] | Mapping[Any, Any]

_DEPTH = 8


class CborError(ValueError):
    """Not this subset, not deterministic, or cut off."""


def encode(value: Value) -> bytes:
    """The one encoding of a value. `CborError` for a type that this subset does not have."""
    if isinstance(value, bool):
        raise CborError("bool")
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        data = value.encode()
        return _head(3, len(data)) + data
    if isinstance(value, Mapping):
        pairs = sorted((encode(key), encode(part)) for key, part in value.items())
        return _head(5, len(pairs)) + b"".join(key + part for key, part in pairs)
    if isinstance(value, Sequence):
        return _head(4, len(value)) + b"".join(encode(part) for part in value)
    raise CborError(type(value).__name__)


def decode(data: bytes) -> Any:
    """The value of a whole byte string: dict, list, bytes, str, int. `CborError` for anything but `encode`'s
    own output."""
    value, end = _decode(data, 0, _DEPTH)
    if end != len(data):
        raise CborError("more bytes than one value")
    return value


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise CborError("integer beyond 64 bits")


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type, argument, and where the content begins."""
    if at >= len(data):
        raise CborError("cut off")
    major, short = data[at] >> 5, data[at] & 0x1F
    if short < 24:
        return major, short, at + 1
    if short > 27:
        raise CborError("indefinite length or reserved")
    size = 1 << (short - 24)
    end = at + 1 + size
    if end > len(data):
        raise CborError("cut off")
    number = int.from_bytes(data[at + 1 : end], "big")
    if _head(major, number) != data[at:end]:
        raise CborError("longer than need be")
    return major, number, end


def _decode(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    major, number, start = _read_head(data, at)
    if major == 0:
        return number, start
    if major == 1:
        return -1 - number, start
    if major in (2, 3):
        end = start + number
        if end > len(data):
            raise CborError("cut off")
        return (data[start:end] if major == 2 else _text(data[start:end])), end
    # An array or map cannot hold more items than there are bytes left.
    if major not in (4, 5) or depth == 0 or number > len(data) - start:
        raise CborError("type, depth or count")
    if major == 4:
        items: list[Any] = []
        for _ in range(number):
            item, start = _decode(data, start, depth - 1)
            items.append(item)
        return items, start
    return _decode_map(data, start, number, depth)


def _decode_map(data: bytes, start: int, count: int, depth: int) -> tuple[dict[Any, Any], int]:
    found: dict[Any, Any] = {}
    before = b""
    for _ in range(count):
        key, middle = _decode(data, start, 0)
        encoded = data[start:middle]
        if encoded <= before:
            raise CborError("keys out of order")
        before = encoded
        found[key], start = _decode(data, middle, depth - 1)
    return found, start


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise CborError("not UTF-8") from error
