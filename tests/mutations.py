"""Messages made wrong in every way that a broken, old, or hostile other side may make them wrong.

`mutate_json` changes a message within JSON; `mutate_bytes` cares for nothing. Both draw from a
`Random` whose seed hypothesis draws, so that what was found is found again.
"""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

RAW = {
    "<<surrogate>>": '"\\ud800"',
    "<<deep>>": "[" * 3000 + "]" * 3000,
    "<<nested>>": '{"a":' * 150 + "1" + "}" * 150,
    "<<digits>>": "9" * 6000,
    "<<nan>>": "NaN",
    "<<infinity>>": "-Infinity",
    "<<exponent>>": "1e999",
    "<<half>>": '{"a": [1, 2',
    "<<control>>": '"a\nb"',
    "<<escape>>": '"\\x41"',
}
"""What no library writes: put into the finished text in place of its name."""

WRONG = (
    *(None, True, False, 0, -1, 1.5, 2**31, 2**53 + 1, 2**63, 2**64, -(2**70), 1e308),
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\u202e",
        "\ufeff",
        "𠮷",
        '\'; DROP TABLE "case"; --',
        "../../etc/passwd",
        "%s{0}",
    ),
    *("0000-00-00", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-12:00", "1e5"),
    *("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "not-a-uuid"),
    *("x" * 70_000, [], {}, [[]], [None], {"": None}, {"a": {"b": []}}, *RAW),
)


def mutate_json(message: Any, chance: Random, times: int = 1) -> str:
    """The text of `message` with some of its values replaced, removed, repeated or renamed."""
    made = copy.deepcopy(message)
    for _ in range(times):
        made = _changed(made, chance)
    return as_text(made, chance)


def as_text(message: Any, chance: Random) -> str:
    text = json.dumps(message, ensure_ascii=chance.random() < 0.5)
    for name, raw in RAW.items():
        text = text.replace(json.dumps(name), raw)
    if chance.random() < 0.1 and text.startswith("{") and isinstance(message, dict) and message:
        # The same key twice: the first of two is what the other side may have looked at.
        key = chance.choice(sorted(message, key=str))
        text = "{" + f"{json.dumps(key)}: {json.dumps(chance.choice(WRONG[:30]))}, " + text[1:]
    return text


def _changed(message: Any, chance: Random) -> Any:
    places = list(_places(message))
    if not places:
        return chance.choice(WRONG)
    holder, key = chance.choice(places)
    how = chance.random()
    if how < 0.15:
        del holder[key]
    elif how < 0.25 and isinstance(holder, dict):
        holder[chance.choice(("", "extra", f"{key}\x00", "__proto__"))] = holder.pop(key)
    elif how < 0.32 and isinstance(holder, list):
        holder.extend(copy.deepcopy(holder[key]) for _ in range(chance.choice((1, 3))))
    else:
        holder[key] = copy.deepcopy(chance.choice(WRONG))
    return message


def _places(message: Any) -> Any:
    if isinstance(message, dict):
        for key in sorted(message, key=str):
            yield message, key
            yield from _places(message[key])
    elif isinstance(message, list):
        for number, part in enumerate(message):
            yield message, number
            yield from _places(part)


def mutate_bytes(data: bytes, chance: Random) -> bytes:
    """Cut, doubled, with bits turned, with something before or behind it, or nothing at all."""
    how = chance.randrange(7)
    place = chance.randrange(len(data) + 1)
    if how == 0:
        return data[:place]
    if how == 1:
        return data[place:]
    if how == 2:
        return data + data
    if how == 3 and data:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 8))):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if how == 4:
        return b"\xef\xbb\xbf" + data
    if how == 5:
        return data[:place] + b"\x00\xff\xfe\x80" + data[place:]
    return chance.choice((b"", b"null", b"[]", b"{}", b'"', b"\x00", b"<html></html>", b"\xff" * 50))
