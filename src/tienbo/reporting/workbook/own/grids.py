"""A sheet of an office's file as it is searched: labels by column, headings above the first row of figures. Pure."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from tienbo.documents.extraction import legacy
from tienbo.documents.spreadsheets import Place, Sheet, Spreadsheet, Value
from tienbo.reporting.workbook.own.words import head_key, is_year, row_key, years_in

# What of a sheet is searched; what of all sheets of a file, in cells, so that none keeps a person waiting; what of a
# sheet is shown to somebody who says how it is read.
MAX_ROWS, MAX_COLUMNS = 1_000, 40
MAX_CELLS = 60_000
SHOWN_ROWS, SHOWN_COLUMNS = 200, 14
_NUMBER = re.compile(r"[\d.,\s]*\d[\d.,\s]*")
# Between the texts of a sheet while an old encoding is told for all of them at once.
_BETWEEN = "\x00"


def in_unicode(book: Spreadsheet) -> Spreadsheet:
    """The workbook with texts of the old fonts (TCVN3, VNI) in Unicode; a cell does not say its font, so it is told for
    a whole sheet."""
    return replace(book, sheets=tuple(_sheet_in_unicode(sheet) for sheet in book.sheets))


def _sheet_in_unicode(sheet: Sheet) -> Sheet:
    places = [
        (row, column)
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if value and isinstance(value, str)
    ]
    text, found = legacy.to_unicode(_BETWEEN.join(str(sheet.rows[row][column]) for row, column in places))
    texts = text.split(_BETWEEN)
    if found is None or len(texts) != len(places):
        return sheet
    rows = [list(values) for values in sheet.rows]
    for (row, column), said in zip(places, texts, strict=True):
        rows[row][column] = said
    return replace(sheet, rows=rows)


def grids_of(book: Spreadsheet) -> list["Grid"]:
    """The sheets of a file that are searched: those that are visible and hold something. One that would be too much
    after those before it is left out."""
    found, cells = [], 0
    for sheet in book.sheets:
        if not sheet.is_visible or not any(map(any, sheet.rows)):
            continue
        grid = Grid(sheet)
        if cells + grid.height * grid.width <= MAX_CELLS:
            cells += grid.height * grid.width
            found.append(grid)
    return found


class Grid:
    """One sheet as it is searched."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = min(len(sheet.rows), MAX_ROWS)
        self.width = min(max((len(row) for row in sheet.rows), default=0), MAX_COLUMNS)
        self._labels: dict[int, list[str]] = {}
        self._heads: dict[tuple[int, int], list[tuple[str, ...]]] = {}

    def part_shown(self) -> "Grid":
        """As much of it as is shown to somebody who says how it is read."""
        return Grid(replace(self.sheet, rows=[row[:SHOWN_COLUMNS] for row in self.sheet.rows[:SHOWN_ROWS]]))

    def text(self, row: int, column: int) -> str:
        """What a cell shows, on one line."""
        return shown(self.sheet.at(Place(row, column)))

    def labels(self, column: int) -> list[str]:
        """The labels of a column as they are compared, row by row."""
        if column not in self._labels:
            self._labels[column] = [row_key(self.text(row, column)) for row in range(self.height)]
        return self._labels[column]

    def places(self, column: int) -> dict[str, list[int]]:
        """In which rows each label of a column stands."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, key in enumerate(self.labels(column)):
            if key:
                found[key].append(row)
        return found

    def is_row_of_figures(self, row: int, label: int) -> bool:
        """Whether a row has a label and a number beside it: no heading. Years are headings, and so are the numbers
        under the headings of a form, which have no label in words."""
        return bool(self.labels(label)[row]) and any(
            bool(_NUMBER.fullmatch(text)) and not is_year(text)
            for text in (self.text(row, column) for column in range(self.width) if column != label)
        )

    def heads(self, first: int, label: int) -> list[tuple[str, ...]]:
        """The headings of each column above the row `first`, nearest first; one that goes over several columns is
        said of each. `label`: the column of the labels."""
        if (first, label) not in self._heads:
            chains: list[list[str]] = [[] for _ in range(self.width)]
            for row in self._heading_rows(first, label):
                texts = [self._over(row, column, label) for column in range(self.width)]
                newest = max(years_in(texts), default=None)
                for chain, text in zip(chains, texts, strict=True):
                    key = head_key(text, newest)
                    if key and (not chain or chain[-1] != key):
                        chain.append(key)
            self._heads[first, label] = [tuple(chain) for chain in chains]
        return self._heads[first, label]

    def _heading_rows(self, first: int, label: int) -> Iterator[int]:
        for row in range(min(first, self.height) - 1, -1, -1):
            if not self.is_row_of_figures(row, label):
                yield row

    def title(self, first: int, label: int, column: int) -> str:
        """The nearest heading of a column as it reads."""
        for row in self._heading_rows(first, label):
            text = self._over(row, column, label)
            if head_key(text, None):
                return text
        return ""

    def _over(self, row: int, column: int, label: int) -> str:
        """What stands over a place. What goes over the labels too is a title, no heading of a column."""
        first = self._covered.get((row, column), (row, column))
        if column != label and first == self._covered.get((row, label)):
            return ""
        return self.text(*first)

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first place of the merged cell that covers a place."""
        found = {}
        for first, last in self.sheet.merged:
            for row in range(first.row, min(last.row + 1, self.height)):
                for column in range(first.column, min(last.column + 1, self.width)):
                    found[row, column] = (first.row, first.column)
        return found


def shown(value: Value) -> str:
    """A value as a text on one line."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return " ".join(str(value).split())
