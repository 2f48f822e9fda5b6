"""The normalised text with its lines, and a plain shadow of it for matching.

The shadow (`low`) has the same length as the text, character by character: small letters without tone marks,
one kind of dash, one kind of quote. A pattern is matched on the shadow, so that "Uỷ ban", "Ủy ban" and a
letter damaged by OCR are one; the words shown to people are always cut from the text itself at the same
offsets.
"""

import unicodedata
from dataclasses import dataclass

_PLAIN = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚`´", "'"),
    "…": ".",
    "đ": "d",
    "Đ": "d",
}


class _Shadow(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = _PLAIN.get(char)
        if plain is None:
            base = unicodedata.normalize("NFD", char)[0]
            lowered = base.lower()
            plain = lowered if len(lowered) == 1 else base
        self[code] = plain
        return plain


_SHADOW = _Shadow()


def shadow(text: str) -> str:
    """`text` in small letters without marks, of the same length."""
    return text.translate(_SHADOW)


@dataclass(frozen=True)
class Line:
    """One paragraph of the text. `index` counts from 0 over the lines that are not blank; `gap`: a blank line
    before it.
    """

    index: int
    start: int
    end: int
    text: str
    low: str
    gap: bool

    @property
    def is_upper(self) -> bool:
        """True when the line is written in capitals (at least three letters, a stray small one allowed)."""
        return is_upper(self.text)


@dataclass(frozen=True)
class Page:
    """The whole text, its shadow and its lines."""

    text: str
    low: str
    lines: tuple[Line, ...]

    def line_at(self, offset: int) -> Line | None:
        """The line that holds an offset."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].end < offset:
                low = middle + 1
            else:
                high = middle
        return self.lines[low] if low < len(self.lines) and self.lines[low].start <= offset else None


def is_upper(text: str) -> bool:
    """True for text in capitals: at least three letters and at most one in twelve small."""
    upper = sum(char.isupper() for char in text)
    lower = sum(char.islower() for char in text)
    return upper >= 3 and lower * 12 <= upper


def page_of(text: str) -> Page:
    """Cut a normalised text into its lines."""
    low = shadow(text)
    lines: list[Line] = []
    start, gap = 0, False
    for piece in text.split("\n"):
        end = start + len(piece)
        if piece.strip():
            lines.append(Line(len(lines), start, end, piece, low[start:end], gap))
            gap = False
        else:
            gap = True
        start = end + 1
    return Page(text, low, tuple(lines))
