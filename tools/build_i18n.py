"""Gather the source strings, compile the Chinese ones.

    python -m tools.build_i18n                 compile resources/i18n/*.ts to build/i18n/*.qm
    python -m tools.build_i18n --update        first add new source strings to window_client_zh_CN.ts
    python -m tools.build_i18n --fill x.json   first take translations from {"source": "译文"} or
                                               {"Context|source": "译文"} for strings that have none

Source strings are English literals in `self.tr("…")` and `QCoreApplication.translate("Context", "…")`.
"""

from __future__ import annotations

import argparse
import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from window_client.ui.translation import compile_ts, run_tool

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "window_client"
TS = ROOT / "resources" / "i18n" / "window_client_zh_CN.ts"
OUT = ROOT / "build" / "i18n"


def update(ts: Path) -> None:
    """Add the strings of the program to `ts`; what is gone from the program is kept as vanished."""
    files = sorted(str(path) for path in SOURCES.rglob("*.py"))
    run_tool(
        "lupdate", [*files, "-silent", "-locations", "none", "-target-language", "zh_CN", "-ts", str(ts)]
    )


def missing(ts: Path) -> list[tuple[str, str]]:
    """Context and source of every string without a finished translation."""
    found = []
    for context in ElementTree.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "" if translation is None else translation.get("type", "")
            text = "" if translation is None else translation.text or ""
            if kind not in ("vanished", "obsolete") and (kind == "unfinished" or not text):
                found.append((name, message.findtext("source", "")))
    return found


def fill(ts: Path, words: dict[str, str]) -> int:
    """Give translations to strings that have none; how many were given."""
    tree = ElementTree.parse(ts)
    given = 0
    for context in tree.getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            source = message.findtext("source", "")
            text = words.get(f"{name}|{source}", words.get(source))
            translation = message.find("translation")
            if text is None or translation is None or (translation.text and not translation.get("type")):
                continue
            translation.text = text
            translation.attrib.pop("type", None)
            given += 1
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    ts.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return given


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="gather new source strings first")
    parser.add_argument("--fill", type=Path, metavar="JSON", help="take translations from this file first")
    arguments = parser.parse_args()
    if arguments.update:
        update(TS)
    if arguments.fill:
        print(f"{fill(TS, json.loads(arguments.fill.read_text(encoding='utf-8')))} translations taken")
    for ts in sorted(TS.parent.glob("*.ts")):
        compile_ts(ts, OUT / f"{ts.stem}.qm")
    without = missing(TS)
    for context, source in without:
        print(f"without Chinese: {context}|{source}", file=sys.stderr)
    return 1 if without else 0


if __name__ == "__main__":
    raise SystemExit(main())
