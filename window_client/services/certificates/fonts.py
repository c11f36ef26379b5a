"""The fonts of certificates: where they are, and which font draws which character.

A character is drawn by the first font of its style that has an outline for it. `MappedFont` reads a font file
through a memory map and touches only what a page asks for: opening one takes under a millisecond, where parsing
takes hundreds.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import sys
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from window_client.errors import FontsMissingError

ENVIRONMENT_KEY = "WINDOW_CLIENT_FONTS"
MANIFEST = "manifest.json"
_KEPT_OUTLINES = 4096
"""Glyphs whose bytes a font keeps at hand: about 1.5 MB, all that a day of papers needs."""
_PROJECT = Path(__file__).resolve().parents[3]


def font_dir() -> Path:
    """Folder with the built fonts and their `manifest.json`.

    `WINDOW_CLIENT_FONTS`, else the `fonts` folder an installation brings, else `build/fonts` of a source
    checkout. Raises `FontsMissingError`.
    """
    override = os.environ.get(ENVIRONMENT_KEY)
    if override:
        candidates = [Path(override)]
    else:
        candidates = [
            _PROJECT / "window_client" / "_fonts",
            Path(sys.prefix) / "share" / "window-client" / "fonts",
            _PROJECT / "build" / "fonts",
        ]
    for folder in candidates:
        if (folder / MANIFEST).is_file():
            return folder
    raise FontsMissingError(detail=f"no {MANIFEST} in " + ", ".join(map(str, candidates)))


class MappedFont:
    """One TrueType font with a format-12 character map, read in place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._read_directory()
            self._read_head()
            self._read_character_map()
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise FontsMissingError(detail=f"{path.name}: {error}") from error
        self._glyphs: dict[int, int] = {}
        self._metric_pairs: dict[int, tuple[int, int]] = {}
        self._outlines: dict[int, bytes] = {}

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        version, count = struct.unpack_from(">LH", self._data, 0)
        if version not in (0x00010000, 0x74727565):
            raise ValueError("no TrueType outlines")
        tables = {}
        for index in range(count):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self._data, 12 + 16 * index)
            if offset + length > len(self._data):
                raise ValueError("a table lies outside the file")
            tables[tag.decode("latin-1")] = (offset, length)
        return tables

    def table(self, tag: str) -> bytes:
        """A whole table; `KeyError` when the font has none of that name."""
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _read_head(self) -> None:
        head = self._tables["head"][0]
        self.units_per_em: int = struct.unpack_from(">H", self._data, head + 18)[0]
        self.bounds: tuple[int, int, int, int] = struct.unpack_from(">4h", self._data, head + 36)
        self._long_loca: bool = struct.unpack_from(">h", self._data, head + 50)[0] == 1
        hhea = self._tables["hhea"][0]
        self.ascent, self.descent = struct.unpack_from(">2h", self._data, hhea + 4)
        self._metrics: int = struct.unpack_from(">H", self._data, hhea + 34)[0]
        self.glyph_count: int = struct.unpack_from(">H", self._data, self._tables["maxp"][0] + 4)[0]
        self._hmtx = self._tables["hmtx"][0]
        self._loca = self._tables["loca"][0]
        self._glyf = self._tables["glyf"][0]

    def _read_character_map(self) -> None:
        start, _ = self._tables["cmap"]
        for index in range(struct.unpack_from(">H", self._data, start + 2)[0]):
            offset = start + struct.unpack_from(">L", self._data, start + 8 + 8 * index)[0]
            if struct.unpack_from(">H", self._data, offset)[0] == 12:
                count = struct.unpack_from(">L", self._data, offset + 12)[0]
                groups = struct.unpack_from(f">{3 * count}L", self._data, offset + 16)
                self._starts, self._ends, self._first = groups[0::3], groups[1::3], groups[2::3]
                return
        raise ValueError("no format-12 character map")

    @cached_property
    def postscript_name(self) -> str:
        start = self._tables["name"][0]
        count, strings = struct.unpack_from(">2H", self._data, start + 2)
        for index in range(count):
            record = struct.unpack_from(">6H", self._data, start + 6 + 12 * index)
            if record[0] == 3 and record[3] == 6:
                begin = start + strings + record[5]
                return self._data[begin : begin + record[4]].decode("utf-16-be")
        raise FontsMissingError(detail=f"{self.path.name}: no PostScript name")

    def glyph_of(self, point: int) -> int:
        """Glyph index for a code point; 0 when the font cannot draw it."""
        glyph = self._glyphs.get(point)
        if glyph is None:
            glyph = self._glyphs[point] = self._find_glyph(point)
        return glyph

    def _find_glyph(self, point: int) -> int:
        place = bisect_right(self._starts, point) - 1
        if place < 0 or point > self._ends[place]:
            return 0
        glyph = self._first[place] + point - self._starts[place]
        if glyph >= self.glyph_count:
            return 0
        # A mapped but empty glyph prints nothing: as bad as a box, unless the character is a space.
        begin, end = self.outline_span(glyph)
        return glyph if end > begin or unicodedata.category(chr(point)) == "Zs" else 0

    def outline_span(self, glyph: int) -> tuple[int, int]:
        """Begin and end of a glyph's outline within the `glyf` table."""
        if self._long_loca:
            begin, end = struct.unpack_from(">2L", self._data, self._loca + 4 * glyph)
            return begin, end
        begin, end = struct.unpack_from(">2H", self._data, self._loca + 2 * glyph)
        return 2 * begin, 2 * end

    def outline(self, glyph: int) -> bytes:
        """The glyph's bytes in the `glyf` table, padded with zeros to four; empty for a space."""
        found = self._outlines.get(glyph)
        if found is None:
            begin, end = self.outline_span(glyph)
            found = self._data[self._glyf + begin : self._glyf + end] + b"\0" * ((begin - end) % 4)
            if len(self._outlines) >= _KEPT_OUTLINES:
                self._outlines.clear()
            self._outlines[glyph] = found
        return found

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Advance width and left side bearing in font units."""
        pair = self._metric_pairs.get(glyph)
        if pair is None:
            pair = self._metric_pairs[glyph] = self._read_metrics(glyph)
        return pair

    def _read_metrics(self, glyph: int) -> tuple[int, int]:
        last = self._metrics - 1
        if glyph <= last:
            advance, bearing = struct.unpack_from(">Hh", self._data, self._hmtx + 4 * glyph)
            return advance, bearing
        advance = struct.unpack_from(">H", self._data, self._hmtx + 4 * last)[0]
        bearing = struct.unpack_from(
            ">h", self._data, self._hmtx + 4 * self._metrics + 2 * (glyph - last - 1)
        )[0]
        return advance, bearing

    def width(self, point: int) -> float:
        """Advance width of a character in thousandths of an em, whatever the font's own units are."""
        return self.metrics(self.glyph_of(point))[0] * 1000 / self.units_per_em

    def __repr__(self) -> str:
        return f"MappedFont({self.path.name})"


class FontStack:
    """The fonts of one style in order of fallback."""

    def __init__(self, fonts: tuple[MappedFont, ...]) -> None:
        self.fonts = fonts
        self._chosen: dict[str, MappedFont | None] = {}
        self._widths: dict[str, float] = {}

    def font_for(self, character: str) -> MappedFont | None:
        """The first font that draws the character, or None."""
        try:
            return self._chosen[character]
        except KeyError:
            point = ord(character)
            found = next((font for font in self.fonts if font.glyph_of(point)), None)
            self._chosen[character] = found
            return found

    def width(self, character: str) -> float:
        """Advance width in ems; one em for a character that no font draws."""
        width = self._widths.get(character)
        if width is None:
            font = self.font_for(character)
            width = self._widths[character] = font.width(ord(character)) / 1000 if font else 1.0
        return width

    def missing(self, text: str) -> tuple[int, ...]:
        """Code points of `text` that no font draws, in order, each once."""
        return tuple(dict.fromkeys(ord(c) for c in text if self.font_for(c) is None))

    def can_draw(self, point: int) -> bool:
        return any(font.glyph_of(point) for font in self.fonts)


class FontLibrary:
    """All fonts of a folder, as its manifest lists them: `regular` and `bold` stacks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries = _read_manifest(folder)
        loaded = {str(entry["file"]): MappedFont(folder / str(entry["file"])) for entry in self.entries}
        names = [font.postscript_name for font in loaded.values()]
        if len(set(names)) != len(names):
            raise FontsMissingError(detail="two fonts share one PostScript name")
        self.regular = FontStack(self._of_style(loaded, "regular"))
        self.bold = FontStack(self._of_style(loaded, "bold"))

    def _of_style(self, loaded: dict[str, MappedFont], style: str) -> tuple[MappedFont, ...]:
        fonts = tuple(loaded[str(e["file"])] for e in self.entries if e["style"] in (style, "any"))
        if not fonts:
            raise FontsMissingError(detail=f"the manifest lists no {style} font")
        return fonts

    def verify(self) -> None:
        """Compare every file with its recorded hash (half a second); `FontsMissingError` on a difference."""
        for entry in self.entries:
            path = self.folder / str(entry["file"])
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != entry["sha256"]:
                    raise FontsMissingError(detail=f"{path.name} differs from the manifest")


def _read_manifest(folder: Path) -> list[dict[str, Any]]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return [dict(entry) for entry in manifest["fonts"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FontsMissingError(detail=f"{MANIFEST}: {error}") from error


@lru_cache(maxsize=2)
def _library(folder: Path) -> FontLibrary:
    return FontLibrary(folder)


def load_fonts() -> FontLibrary:
    """The fonts of `font_dir()`, opened once per process. Raises `FontsMissingError`."""
    return _library(font_dir())
