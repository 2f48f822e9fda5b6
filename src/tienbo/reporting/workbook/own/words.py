"""The words of an office's table as they are compared: labels of rows, headings of columns. Pure.

Upper case, punctuation and the place of a tone mark make no difference; every other letter does. The number or bullet
before a label is left out: rows are renumbered from year to year. A year in a heading counts from the newest year of
its row, so that "Năm 2014 | Năm 2015" and "Năm 2015 | Năm 2016" are the same columns.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from tienbo.core.vietnamese import sort_key

# "1.", "1.2.", "(3)", "a)", "II.", "IV -", "-", "+": what stands before a label. A bare number is part of it.
_NUMBERING = re.compile(
    r"\s*(?:"
    r"[-–—+*•·]+\s*"
    r"|\(?(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,2})*|[a-zđA-ZĐ])[.)]+(?=\D|$)\s*"
    r"|[IVXLC]{1,6}\s*[-–/:]\s+"
    r"|\d{1,3}(?:\.\d{1,2})+\s+"
    r"|\d{1,3}\s*[/:]\s+"
    r")"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
# A longer text is a paragraph and no label.
_LONGEST = 400


@lru_cache(maxsize=32_768)
def row_key(text: str) -> str:
    """The label of a row; "" for one without a word, and for a paragraph."""
    if len(text) > _LONGEST or not _WORD.search(text):
        return ""
    bare = unnumbered(text)
    return sort_key(bare) if _WORD.search(bare) else ""


def unnumbered(text: str) -> str:
    """A label without the numbers and bullets before it."""
    at = 0
    while (match := _NUMBERING.match(text, at)) and match.end() > at:
        at = match.end()
    return " ".join(text[at:].split())


def years_in(texts: Iterable[str]) -> set[int]:
    """The years that texts name."""
    return {int(year) for text in texts for year in _YEAR.findall(text)}


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else."""
    return bool(_YEAR.fullmatch(text.strip()))


@lru_cache(maxsize=8192)
def head_key(text: str, newest: int | None) -> str:
    """The heading of a column, `newest` being the newest year of its row; "" for one without words or years, such as
    the numbers under the headings of a form."""
    if not _WORD.search(text) and not _YEAR.search(text):
        return ""
    relative = _YEAR.sub(lambda year: f" y{(newest or 0) - int(year.group())} ", text) if newest else text
    return sort_key(relative)
