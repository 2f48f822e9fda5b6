"""The font of the PDF: where its files are, what it can print. Why this one: docs/adr/0009-pdf-fonts.md."""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

import fontpkg_noto_serif

FAMILY = "Noto Serif"
# Signs that the font lacks and that reports use; the PDF borrows them from a font inside the typst wheel,
# which has them upright, bold and italic. That font is no choice for text: its bold italic lacks Vietnamese
# letters.
BORROWED_FAMILY = "Libertinus Serif"
BORROWED = frozenset("≥≤≠≈→←↑↓⇒−√∑∆■□●○◆★∞∈")
# Share of the normal width: the font is some 18% wider than Times New Roman; at 85% lines break at nearly
# the same words.
STRETCH_PERCENT = 85


def font_folder() -> Path:
    """The folder with the upright and the italic variable font."""
    return Path(fontpkg_noto_serif.ROOT) / "files"


def has_glyph(character: str) -> bool:
    """Whether the PDF can print the character, upright and italic."""
    if " " <= character <= "~" or character in BORROWED:
        return True
    code = ord(character)
    for starts, ends in _coverage():
        place = bisect_right(starts, code) - 1
        if place < 0 or code > ends[place]:
            return False
    return True


@cache
def _coverage() -> tuple[tuple[list[int], list[int]], ...]:
    """Per font file the sorted starts and ends of the ranges of code points that it has."""
    tables = []
    for path in sorted(font_folder().glob("*.ttf")):
        ranges = sorted(_cmap_ranges(path.read_bytes()))
        tables.append(([start for start, _ in ranges], [end for _, end in ranges]))
    if not tables:
        raise FileNotFoundError(f"no font files in {font_folder()}")
    return tuple(tables)


def _cmap_ranges(font: bytes) -> list[tuple[int, int]]:
    """The ranges of code points of a TrueType font, from the best subtable of its `cmap` (format 12, else 4).

    Raises ValueError when the font has neither. Ranges that map to no glyph are not looked into for format
    4 beyond their segment: the fonts used here have none.
    """
    count = struct.unpack_from(">H", font, 4)[0]
    offsets = {font[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", font, 20 + 16 * i)[0] for i in range(count)}
    cmap = offsets[b"cmap"]
    subtables = [
        cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * i)[0]
        for i in range(struct.unpack_from(">H", font, cmap + 2)[0])
    ]
    by_format = {struct.unpack_from(">H", font, place)[0]: place for place in subtables}
    if 12 in by_format:
        place = by_format[12]
        groups = struct.unpack_from(">I", font, place + 12)[0]
        return [struct.unpack_from(">II", font, place + 16 + 12 * i) for i in range(groups)]
    if 4 in by_format:
        place = by_format[4]
        segments = struct.unpack_from(">H", font, place + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", font, place + 14)
        starts = struct.unpack_from(f">{segments}H", font, place + 16 + 2 * segments)
        return [pair for pair in zip(starts, ends, strict=True) if pair[0] != 0xFFFF]
    raise ValueError("the font has no Unicode character map")
