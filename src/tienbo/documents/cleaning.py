"""Text made fit for print: what cannot be printed is taken out before any writer sees it."""

from __future__ import annotations

import re
import unicodedata

from tienbo.documents.fonts import has_glyph

# What stands for a character that the document font does not have, in every format alike.
MISSING = "\u25a1"

# What nearly every text consists of: ASCII, Vietnamese letters in their composed form, the usual signs. NFC leaves it
# as it is, and the document font has all of it.
_USUAL = re.compile("[ -~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”…\u00a0\n]*")
_RETURNS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANKS = re.compile(r"[ \n]+")
# Controls, invisible formatting (a right-to-left override can make a text lie), surrogates, private use,
# unassigned.
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """NFC text with "\\n" as its only control character.

    Tabs become spaces, other control and invisible formatting characters vanish, and a character without a
    glyph in the document font becomes "□": DOCX, PDF and XLSX of one document always say the same.
    """
    if _USUAL.fullmatch(text):
        return text
    text = _RETURNS.sub("\n", unicodedata.normalize("NFC", text).replace("\t", " "))
    kept = []
    for character in text:
        if character == "\n":
            kept.append(character)
        elif unicodedata.category(character) not in _DROPPED and not _is_variation(character):
            kept.append(character if has_glyph(character) else MISSING)
    return "".join(kept)


def clean_line(text: str) -> str:
    """`clean`, on one line: breaks and runs of blanks become one space; no-break spaces stay."""
    return _BLANKS.sub(" ", clean(text)).strip(" ")


def _is_variation(character: str) -> bool:
    """Variation selectors choose the look of the emoji before them and print nothing."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
