"""CSV as a spreadsheet opens it: UTF-8 with its mark, commas, CRLF, line by line. Pure.

What people typed must not become a formula in the reader's spreadsheet: a text that begins as one does gets an
apostrophe in front, so that it is shown and not computed. Numbers are plain (``-3``, ``0.5``) and stay numbers.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

# A spreadsheet also computes what begins after spaces, and takes full-width signs for the usual ones.
_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]")
# Tells Excel that this is UTF-8.
MARK = "\ufeff"


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The line."""
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a file, its head first; nothing is held."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def harmless(value: object) -> object:
    """A value as a cell may hold it. None is an empty cell; a Decimal is plain, without exponent and end zeros."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value
