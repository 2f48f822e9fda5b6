"""From what a person chose on a sample to a layout: how the same columns and rows are known in another file. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from tienbo.reporting.workbook.own.grids import Grid
from tienbo.reporting.workbook.own.layouts import LABEL, ColumnRule, RowRule, TableLayout
from tienbo.reporting.workbook.own.locating import blocks_of, columns_alike
from tienbo.reporting.workbook.own.words import row_key


@dataclass(frozen=True)
class Meant:
    """The line that a row is, and what its first figure counts (``T``, ``F``, ``FM``)."""

    line: str
    place: str = "T"


def declared(
    grid: Grid, columns: Mapping[int, str], rows: Mapping[int, Meant], *, scale: int = 1, dash: str = ""
) -> TableLayout:
    """The layout of one sheet. `columns`: the use of each column that has one, each use once; `rows`: the rows that are
    lines, each of which has a label. Without a column of labels nothing else can be said."""
    name = grid.sheet.name
    label = next((column for column, use in columns.items() if use == LABEL), None)
    if label is None:
        return TableLayout(name, scale=scale, dash=dash)
    first = min(rows, default=_first_row_of_figures(grid, label))
    rules = tuple(_column(grid, first, label, column, use) for column, use in sorted(columns.items()))
    keys = grid.labels(label)
    told = {row: meant for row, meant in sorted(rows.items()) if keys[row]}
    headings = _headings(grid, label, {keys[row] for row in told})
    blocks = blocks_of(grid, label, headings) or []
    found = []
    for row, meant in told.items():
        alike = grid.places(label)[keys[row]]
        under, nth, times = None, 0, 1
        if len(alike) > 1:
            together = [each for each in alike if blocks[each] == blocks[row]]
            heading = next((each for each in headings if row_key(each) == blocks[row]), "")
            under, nth, times = heading, together.index(row), len(together)
        found.append(RowRule(grid.text(row, label), meant.line, meant.place, under, nth, times))
    return TableLayout(name, rules, tuple(found), headings, scale, dash)


def _first_row_of_figures(grid: Grid, label: int) -> int:
    rows = (row for row in range(grid.height) if grid.is_row_of_figures(row, label))
    return next(rows, grid.height)


def _column(grid: Grid, first: int, label: int, column: int, use: str) -> ColumnRule:
    """As few headings as tell the column from the others."""
    heads = grid.heads(first, label)
    title = grid.title(first, label, column)
    if use == LABEL:
        return ColumnRule(use, (), 0, title)
    chain = heads[column]
    for length in range(1, len(chain) + 1):
        rule = ColumnRule(use, chain[:length], column - label, title)
        if columns_alike(rule, heads, label) == [column]:
            return rule
    alike = columns_alike(ColumnRule(use, chain, column - label), heads, label)
    place = alike.index(column)
    return ColumnRule(use, chain, column - label, title, place, len(alike))


def _headings(grid: Grid, label: int, keys: set[str]) -> tuple[str, ...]:
    """The labels that part rows of the same label: above each of them the nearest one that stands once."""
    places, labels = grid.places(label), grid.labels(label)
    once = {stands[0] for stands in places.values() if len(stands) == 1}
    wanted = set()
    for key in keys:
        for row in places[key] if len(places[key]) > 1 else ():
            wanted |= {next((above for above in range(row - 1, -1, -1) if above in once and labels[above]), -1)}
    return tuple(grid.text(row, label) for row in sorted(wanted - {-1}))
