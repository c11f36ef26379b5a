"""Cut a TrueType subset for one PDF font: only the glyphs a page shows, copied from the mapped file."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate

from window_client.services.certificates.fonts import MappedFont

_ARGS_ARE_WORDS = 0x0001
_HAS_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_HAS_XY_SCALE = 0x0040
_HAS_2X2 = 0x0080


def cut_subset(font: MappedFont, slots: Sequence[int]) -> bytes:
    """A TrueType file whose code `n` (of a byte encoding) shows the character `slots[n]`; 0 leaves it empty.

    Holds what PDF needs of an embedded simple font (ISO 32000-1 §9.9): head, hhea, maxp, hmtx, loca, glyf and a
    (1, 0) character map. Outlines are unchanged. The same slots give the same bytes.
    """
    order: list[int] = [0]
    new_index: dict[int, int] = {0: 0}
    codes = [_index(font.glyph_of(point) if point else 0, order, new_index) for point in slots]
    outlines: list[bytes] = []
    position = 0
    while position < len(order):  # grows while composite glyphs bring their parts
        outlines.append(_renumber(font.outline(order[position]), order, new_index))
        position += 1
    metrics = [font.metrics(glyph) for glyph in order]
    glyf, loca = _pack_outlines(outlines)
    hhea = bytearray(font.table("hhea"))
    struct.pack_into(">H", hhea, 34, len(order))
    maxp = bytearray(font.table("maxp"))
    struct.pack_into(">H", maxp, 4, len(order))
    head = bytearray(font.table("head"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    tables = {
        b"cmap": _character_map(codes),
        b"glyf": glyf,
        b"head": bytes(head),
        b"hhea": bytes(hhea),
        b"hmtx": b"".join(struct.pack(">Hh", *pair) for pair in metrics),
        b"loca": loca,
        b"maxp": bytes(maxp),
    }
    return _assemble(tables)


def _index(glyph: int, order: list[int], new_index: dict[int, int]) -> int:
    if glyph not in new_index:
        new_index[glyph] = len(order)
        order.append(glyph)
    return new_index[glyph]


def _renumber(outline: bytes, order: list[int], new_index: dict[int, int]) -> bytes:
    """A composite glyph refers to others by index: take them along and write their new numbers."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return outline
    changed = bytearray(outline)
    position, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags, glyph = struct.unpack_from(">2H", changed, position)
        struct.pack_into(">H", changed, position + 2, _index(glyph, order, new_index))
        position += 8 if flags & _ARGS_ARE_WORDS else 6
        if flags & _HAS_SCALE:
            position += 2
        elif flags & _HAS_XY_SCALE:
            position += 4
        elif flags & _HAS_2X2:
            position += 8
    return bytes(changed)


def _pack_outlines(outlines: list[bytes]) -> tuple[bytes, bytes]:
    offsets = [0, *accumulate(map(len, outlines))]  # the outlines come padded
    return b"".join(outlines), struct.pack(f">{len(offsets)}L", *offsets)


def _character_map(codes: list[int]) -> bytes:
    """Format 6, platform 1: the one encoding a symbolic TrueType font may have in PDF/A (ISO 19005-2 §6.2.11.6)."""
    return struct.pack(
        f">4HL5H{len(codes)}H", 0, 1, 1, 0, 12, 6, 10 + 2 * len(codes), 0, 0, len(codes), *codes
    )


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = [
        struct.pack(">L4H", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    ]
    body: list[bytes] = []
    offset = 12 + 16 * count
    head_at = 0
    for tag in sorted(tables):
        data = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        if tag == b"head":
            head_at = offset
        directory.append(struct.pack(">4s3L", tag, _checksum(data), offset, len(tables[tag])))
        body.append(data)
        offset += len(data)
    file = bytearray(b"".join(directory + body))
    struct.pack_into(">L", file, head_at + 8, (0xB1B0AFBA - _checksum(file)) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(data: bytes | bytearray) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
