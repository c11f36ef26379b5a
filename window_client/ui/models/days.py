"""Days as they are typed at a counter."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_PARTS = re.compile(r"^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$")


def parse_day(text: str) -> date | None:
    """1990-05-17, 1990.5.17, 1990年5月17日 or 19900517; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d{8}", plain):
        year, month, day = int(plain[:4]), int(plain[4:6]), int(plain[6:])
    else:
        match = _PARTS.match(plain)
        if match is None:
            return None
        year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
