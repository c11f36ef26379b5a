"""Base45 (RFC 9285): bytes as the characters that a QR code packs two to eleven bits."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: number for number, character in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    text: list[str] = []
    for at in range(0, len(data) - 1, 2):
        rest, third = divmod(data[at] << 8 | data[at + 1], 45 * 45)
        second, first = divmod(third, 45)
        text += (ALPHABET[first], ALPHABET[second], ALPHABET[rest])
    if len(data) % 2:
        second, first = divmod(data[-1], 45)
        text += (ALPHABET[first], ALPHABET[second])
    return "".join(text)


def decode(text: str) -> bytes:
    """`ValueError` for another character, a length that cannot be, or a group that stands for no bytes."""
    try:
        values = [_VALUES[character] for character in text]
    except KeyError:
        raise ValueError("a character outside base45") from None
    if len(values) % 3 == 1:
        raise ValueError("length")
    data = bytearray()
    for at in range(0, len(values), 3):
        group = values[at : at + 3]
        number = sum(value * 45**place for place, value in enumerate(group))
        size = len(group) - 1
        if number >= 1 << 8 * size:
            raise ValueError("group out of range")
        data += number.to_bytes(size, "big")
    return bytes(data)
