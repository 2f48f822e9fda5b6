"""Vietnamese text: its alphabetical order, search without marks, and the place of the tone mark.

Keys are plain strings that sort by code point, so they work in PostgreSQL under collation "C" whatever the
machine has installed. Pure: no Django.
"""

import re
import unicodedata

# Tone marks in dictionary order: ngang (none) 0, huyền 1, hỏi 2, ngã 3, sắc 4, nặng 5.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
# "~" follows every ASCII letter, so "a~" (ă) sorts after any "a" followed by a letter, and "a~~" (â) after
# "a~".
_LETTERS = {
    "a" + _BREVE: "a~",
    "a" + _CIRCUMFLEX: "a~~",
    "đ": "d~",
    "e" + _CIRCUMFLEX: "e~",
    "o" + _CIRCUMFLEX: "o~",
    "o" + _HORN: "o~~",
    "u" + _HORN: "u~",
}
# Below the space, so that "An" comes before "An Bình" whatever its tones are.
_SEPARATOR = "\x1f"

# A run of letters, digits and (in NFD) their marks.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


def nfc(text: str) -> str:
    """The text with composed letters (Unicode NFC): the form in which everything is stored and compared."""
    return unicodedata.normalize("NFC", text)


def sort_key(text: str) -> str:
    """A string that puts texts in Vietnamese order: A Ă Â B C D Đ E Ê ... O Ô Ơ ... U Ư ..., then by tone.

    Letters decide first, tones (ngang, huyền, hỏi, ngã, sắc, nặng) only between texts of the same letters.
    Case, punctuation and the place of the tone mark (hoà, hòa) make no difference.
    """
    words, tones = [], []
    for word in _WORD.findall(unicodedata.normalize("NFD", nfc(text).lower())):
        letters = "".join(mark for mark in word if mark not in _TONES)
        words.append("".join(_letter_keys(letters)))
        tones.append("".join(_TONES[mark] for mark in word if mark in _TONES) or "0")
    return " ".join(words) + _SEPARATOR + " ".join(tones)


def _letter_keys(letters: str) -> list[str]:
    """The key of each letter of a word in NFD without tones; marks foreign to Vietnamese are left out."""
    keys: list[str] = []
    for char in letters:
        if char in _LETTERS:
            keys.append(_LETTERS[char])
        elif unicodedata.combining(char):
            if keys and (marked := _LETTERS.get(keys[-1] + char)):
                keys[-1] = marked
        else:
            keys.append(char)
    return keys


def search_key(text: str) -> str:
    """The text for searching: lower case, no marks of any kind, đ as d, spaces collapsed (``cao bang``)."""
    bare = "".join(
        char for char in unicodedata.normalize("NFD", nfc(text).casefold()) if not unicodedata.combining(char)
    )
    return " ".join(nfc(bare.replace("đ", "d")).split())
