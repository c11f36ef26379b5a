"""Prune one font to what a printed page needs (see `build_fonts.py`)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from tools.font_sources import FontSpec, sha256_of
from window_client.services.certificates.coverage import HAN_BLOCKS

UNITS_PER_EM = 1000


@dataclass(frozen=True)
class PrunedFont:
    """One entry of the manifest."""

    id: str
    style: str
    file: str
    bytes: int
    sha256: str
    source_sha256: str
    postscript_name: str
    licence: str
    code_points: int
    blocks: dict[str, int]
    """Han characters per Unicode block that this file itself draws."""


def prune(spec: FontSpec, source: Path, target: Path, skip_covered_by: tuple[Path, ...]) -> PrunedFont:
    """Write the pruned font to `target` (atomically) and describe it."""
    font = TTFont(source, recalcTimestamp=False, lazy=True)
    keep = set(font.getBestCmap())
    for other in skip_covered_by:
        keep -= set(TTFont(other, lazy=True).getBestCmap())
    keep = {point for point in keep if _wanted(point)}
    _subset(font, keep)
    if font["head"].unitsPerEm != UNITS_PER_EM:
        scale_upem(font, UNITS_PER_EM)
    mapping = {point: name for point, name in font.getBestCmap().items() if point in keep}
    _one_cmap(font, mapping)
    _rename(font, spec)
    font["post"].formatType = 3.0
    temporary = target.with_suffix(".new")
    font.save(temporary, reorderTables=False)
    temporary.replace(target)
    return PrunedFont(
        id=spec.id,
        style=spec.style,
        file=target.name,
        bytes=target.stat().st_size,
        sha256=sha256_of(target),
        source_sha256=spec.sha256,
        postscript_name=spec.postscript_name,
        licence=spec.licence,
        code_points=len(mapping),
        blocks={
            name: count
            for name, (first, last) in HAN_BLOCKS.items()
            if (count := sum(first <= point <= last for point in mapping))
        },
    )


def _wanted(point: int) -> bool:
    """Printable characters only. Private-use glyphs differ from font to font: a name with one needs a person."""
    return unicodedata.category(chr(point)) not in ("Cc", "Cf", "Co", "Cs")


def _subset(font: TTFont, keep: set[int]) -> None:
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_bounds = False
    options.recalc_timestamp = False
    options.name_IDs = ["*"]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "prop", "FFTM"]
    options.drop_tables += ["DSIG", "meta"]
    options.ignore_missing_unicodes = True
    worker = subset.Subsetter(options)
    worker.populate(unicodes=keep)
    worker.subset(font)


def _one_cmap(font: TTFont, mapping: dict[int, str]) -> None:
    """A single format-12 map: what the reader in `fonts.py` binary-searches without unpacking it."""
    table = newTable("cmap")
    table.tableVersion = 0
    subtable = CmapSubtable.newSubtable(12)
    subtable.platformID, subtable.platEncID, subtable.language = 3, 10, 0
    subtable.format, subtable.reserved, subtable.length, subtable.nGroups = 12, 0, 0, 0
    subtable.cmap = mapping
    table.tables = [subtable]
    font["cmap"] = table


def _rename(font: TTFont, spec: FontSpec) -> None:
    names = font["name"]
    notices = {key: names.getDebugName(key) for key in (0, 13, 14)}
    original = f"{names.getDebugName(4)}, {names.getDebugName(5)}"
    family, _, style = spec.postscript_name.partition("-")
    names.names = []
    texts = {
        0: notices[0],
        1: family,
        2: style or "Regular",
        3: f"{spec.postscript_name};pruned",
        4: spec.postscript_name,
        5: "Version 1.000",
        6: spec.postscript_name,
        10: f"Changed from {original}: layout tables, hinting and some characters removed; scaled to 1000 units.",
        13: notices[13] or spec.licence,
        14: notices[14],
    }
    for key, text in texts.items():
        if text:
            names.setName(text, key, 3, 1, 0x409)
