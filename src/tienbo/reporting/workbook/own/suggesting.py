"""What the columns and rows of a table most likely are, proposed where it is clear. Pure.

Columns by the words of their headings, rows by how many words their label shares with a line of the form. The same
table gives the same proposal.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tienbo.core.vietnamese import search_key
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.workbook.layout import cells_by_place, key_of_line
from tienbo.reporting.workbook.own.declaring import Meant
from tienbo.reporting.workbook.own.grids import Grid
from tienbo.reporting.workbook.own.layouts import FIGURES, LABEL, NOTE
from tienbo.reporting.workbook.own.words import row_key, unnumbered

# The share of words in common from which a row is taken for a line, and how far ahead of the next it must be.
LIKE_ENOUGH, CLEARLY = 0.7, 0.12
_TOTAL = re.compile(r"\b(?:tong|so luong|ket qua|thuc hien|so lieu|total|number)\b")
_WOMEN = re.compile(r"\b(?:nu|women|female)\b")
_MINORITY = re.compile(r"\b(?:dtts|dan toc|minority)\b")
_SHARE = re.compile(r"%|\b(?:ty le|ti le|phan tram|share|rate)\b")
_YEAR = re.compile(r"\b(?:uoc|ca nam|estimate|whole year)\b")
_NOTE = re.compile(r"\b(?:ghi chu|note|notes|remarks?)\b")
_LABEL = re.compile(r"\b(?:noi dung|chi tieu|tieu chi|danh muc|chi so|hang muc|item|content|indicator)\b")
# Words of a row that says "of which women" of the row above it.
_OF_WHICH = frozenset(("trong", "do", "so", "la", "co", "nu", "phu"))
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Suggestion:
    """`columns`: the use of each column that is clear; `rows`: the line of each row that is."""

    columns: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, Meant] = field(default_factory=dict)


def suggest(grid: Grid, lines: Sequence[Line], label: int | None = None) -> Suggestion:
    """The proposal for what is shown of a sheet. `lines`: those of the report that are typed or head others, in their
    order; `label`: the column of the labels, where it is known."""
    grid = grid.part_shown()
    label = _label_column(grid) if label is None else label
    if label is None:
        return Suggestion()
    figures = (row for row in range(grid.height) if grid.is_row_of_figures(row, label))
    first = next(figures, grid.height)
    columns = {label: LABEL, **_columns(grid, first, label)}
    return Suggestion(columns, _rows(grid, label, first, lines, "F" in columns.values()))


def _label_column(grid: Grid) -> int | None:
    """The column with the most labels that have a figure beside them; of several the one nearest to the left."""
    counts = [(_labelled(grid, column), len(grid.places(column)), -column) for column in range(grid.width)]
    _with_figures, most, place = max(counts, default=(0, 0, 0))
    return -place if most else None


def _labelled(grid: Grid, column: int) -> int:
    return sum(any(grid.is_row_of_figures(row, column) for row in rows) for rows in grid.places(column).values())


def _columns(grid: Grid, first: int, label: int) -> dict[int, str]:
    """By use, where one column and no other says it; a single column of figures needs no heading."""
    found: dict[str, list[int]] = {}
    for column in range(grid.width):
        use = "" if column == label else _use(search_key(grid.title(first, label, column)))
        if use:
            found.setdefault(use, []).append(column)
    columns = {places[0]: use for use, places in found.items() if len(places) == 1}
    if not set(found) & set(FIGURES):
        numeric = [column for column in range(grid.width) if column != label and _is_numeric(grid, first, column)]
        columns |= {numeric[0]: "T"} if len(numeric) == 1 else {}
    return columns


def _use(words: str) -> str:
    if _NOTE.search(words):
        return NOTE
    if not words or _SHARE.search(words) or _LABEL.search(words):
        return ""
    if _WOMEN.search(words):
        return "FY" if _YEAR.search(words) else "FM" if _MINORITY.search(words) else "F"
    if _YEAR.search(words):
        return "TY"
    return "T" if _TOTAL.search(words) else ""


def _is_numeric(grid: Grid, first: int, column: int) -> bool:
    """Most of what stands in it is a number, and not the number of its row."""
    texts = [text for row in range(first, grid.height) if (text := grid.text(row, column))]
    numbers = [text for text in texts if text.replace(".", "").replace(",", "").isdigit()]
    return len(numbers) * 2 > len(texts) and numbers != [str(place) for place in range(1, len(numbers) + 1)]


def _rows(grid: Grid, label: int, first: int, lines: Sequence[Line], has_women: bool) -> dict[int, Meant]:
    known = _words_of_lines(lines)
    best: dict[str, list[tuple[float, int]]] = {}
    for row in range(first, grid.height):
        key, score = _likest(_words(grid.text(row, label)), known)
        if key:
            best.setdefault(key, []).append((score, row))
    found = {}
    for key, claims in best.items():
        claims.sort(reverse=True)
        if len(claims) == 1 or claims[0][0] - claims[1][0] >= CLEARLY:
            found[claims[0][1]] = Meant(key)
    if not has_women:
        found |= _women_below(grid, label, found, {key_of_line(line): line for line in lines})
    return dict(sorted(found.items()))


def _likest(words: frozenset[str], known: Mapping[str, Sequence[frozenset[str]]]) -> tuple[str, float]:
    """The line whose words are most like these, when it is clear; "" otherwise."""
    if not words:
        return "", 0.0
    scores = sorted(
        ((max(_likeness(words, each) for each in variants), key) for key, variants in known.items()),
        key=lambda scored: -scored[0],
    )
    if not scores or scores[0][0] < LIKE_ENOUGH:
        return "", 0.0
    second = scores[1][0] if len(scores) > 1 else 0.0
    return (scores[0][1], scores[0][0]) if scores[0][0] - second >= CLEARLY else ("", 0.0)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(search_key(unnumbered(text))))


def _words_of_lines(lines: Sequence[Line]) -> dict[str, list[frozenset[str]]]:
    """The words of each typed line: its label; with the label of its row, where it is one of several."""
    titles: dict[str, str] = {}
    for line in lines:
        titles.setdefault(line.row_id, line.label.vi)
    found = {}
    for line in lines:
        if line.is_entered:
            title = titles[line.row_id]
            texts = [f"{title} {line.qualifier.vi}"] if line.label.vi != title else [title]
            found[key_of_line(line)] = [_words(text) for text in texts]
    return found


def _women_below(grid: Grid, label: int, rows: Mapping[int, Meant], lines: Mapping[str, Line]) -> dict[int, Meant]:
    """Rows "of which women" right below a row that is a line."""
    found = {}
    for row, meant in rows.items():
        below = row + 1
        if below >= grid.height or below in rows or not row_key(grid.text(below, label)):
            continue
        words = _words(grid.text(below, label))
        if "nu" in words and words <= _OF_WHICH and "F" in cells_by_place(lines[meant.line]):
            found[below] = Meant(meant.line, "F")
    return found
