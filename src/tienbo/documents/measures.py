"""How wide a bold line of Times New Roman is: Word cannot say it while a file is written, and two rules
depend on it (under the motto as long as the text, under the issuer 1/3 to 1/2 of it)."""

from __future__ import annotations

import unicodedata

# Advance widths of the bold face in thousandths of the type size; letters with tone marks are as wide as
# without.
_WIDTHS = {
    220: "|",
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjt",
    389: "Is",
    444: "cerz",
    500: "$#*0123456789?J_agovxyơ",
    556: "Sbdhknpquđ",
    570: "+<=>",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐƯ",
    778: "GHKOQƠ",
    833: "&m",
    944: "M",
    1000: "%W",
}
_ADVANCE = {character: width for width, characters in _WIDTHS.items() for character in characters}
_AVERAGE = 600
MM_PER_POINT = 25.4 / 72


def bold_width_mm(text: str, size_pt: float) -> float:
    """The width of `text` set in Times New Roman Bold, in millimetres; unknown signs count as an average
    letter."""
    total = 0
    for character in unicodedata.normalize("NFC", text):
        plain = _ADVANCE.get(character) or _ADVANCE.get(unicodedata.normalize("NFD", character)[0], _AVERAGE)
        total += plain
    return total / 1000 * size_pt * MM_PER_POINT
