"""Where the columns and rows that a layout names stand in a file. Nothing is guessed: what is not there once is missing
or unclear. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tienbo.documents.spreadsheets import Sheet
from tienbo.reporting.workbook.own.grids import Grid
from tienbo.reporting.workbook.own.layouts import LABEL, ColumnRule, Layout, RowRule, TableLayout
from tienbo.reporting.workbook.own.words import row_key


@dataclass(frozen=True)
class Located:
    """One table of a layout in a file.

    `grid` None: no sheet holds enough of its rows; `rivals`: the sheets that hold equally many, when there are several.
    `rows`: the row of each rule found; `columns`: the column of each use.
    """

    table: TableLayout
    grid: Grid | None = None
    rivals: tuple[str, ...] = ()
    rows: Mapping[RowRule, int] = field(default_factory=dict)
    missing_rows: Sequence[RowRule] = ()
    unclear_rows: Sequence[RowRule] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    missing_columns: Sequence[ColumnRule] = ()
    unclear_columns: Sequence[ColumnRule] = ()

    @property
    def name(self) -> str:
        """Of the sheet in the file, as the person sees it; of the table where it is not there."""
        return self.grid.sheet.name if self.grid else self.table.name


def locate(layout: Layout, grids: Sequence[Grid]) -> list[Located]:
    """Each table of a layout in the sheets of a file. It goes by the name of its sheet when half of its rows stand
    there, else by the sheet that holds most of them; a sheet is taken once."""
    tables = [table for table in layout.tables if table.is_whole]
    taken: dict[str, Grid] = {}
    for table in tables:
        named = next((grid for grid in grids if _same_name(grid.sheet, table.name)), None)
        if named is not None and named not in taken.values() and _is_enough(_held(table, named), table):
            taken[table.name] = named
    found = []
    for table in tables:
        grid = taken.get(table.name)
        rivals: list[Grid] = []
        if grid is None:
            rivals = _best(table, [each for each in grids if each not in taken.values()])
            grid = rivals[0] if len(rivals) == 1 else None
            if grid is not None:
                taken[table.name] = grid
        names = tuple(each.sheet.name for each in rivals) if len(rivals) > 1 else ()
        found.append(located_in(table, grid) if grid else Located(table, None, names))
    return found


def _same_name(sheet: Sheet, name: str) -> bool:
    return sheet.name.strip().casefold() == name.strip().casefold()


def _best(table: TableLayout, grids: Sequence[Grid]) -> list[Grid]:
    """The grids that hold most rows of a table: several that hold equally many."""
    held = [(_held(table, grid), grid) for grid in grids]
    most = max((count for count, _ in held), default=0)
    return [grid for count, grid in held if count == most] if _is_enough(most, table) else []


def _is_enough(count: int, table: TableLayout) -> bool:
    return count > 0 and count * 2 >= len(table.rows)


def _held(table: TableLayout, grid: Grid) -> int:
    """How many rows of a table a grid holds, by their labels alone."""
    column = label_column(table, grid)
    return 0 if column is None else _count(table, grid, column)


def _count(table: TableLayout, grid: Grid, column: int) -> int:
    places = grid.places(column)
    return sum(row_key(rule.label) in places for rule in table.rows)


def label_column(table: TableLayout, grid: Grid) -> int | None:
    """The column in which most labels of a table stand; of several the one nearest to the left."""
    best, most = None, 0
    for column in range(grid.width):
        if (count := _count(table, grid, column)) > most:
            best, most = column, count
    return best


def located_in(table: TableLayout, grid: Grid) -> Located:
    """A table in a grid that holds it."""
    label = label_column(table, grid)
    if label is None:
        return Located(table, grid, missing_rows=table.rows, missing_columns=table.columns)
    rows, missing, unclear = _rows(table, grid, label)
    columns = {LABEL: label}
    lost, doubtful = [], []
    heads = grid.heads(min(rows.values(), default=grid.height), label)
    for rule in table.columns:
        if rule.use == LABEL:
            continue
        alike = columns_alike(rule, heads, label)
        if len(alike) == rule.times:
            columns[rule.use] = alike[rule.nth]
        elif alike:
            doubtful.append(rule)
        else:
            lost.append(rule)
    return Located(table, grid, (), rows, missing, unclear, columns, lost, doubtful)


def _rows(table: TableLayout, grid: Grid, label: int) -> tuple[dict[RowRule, int], list[RowRule], list[RowRule]]:
    places = grid.places(label)
    blocks = blocks_of(grid, label, table.headings)
    found, missing, unclear = {}, [], []
    for rule in table.rows:
        stands = places.get(row_key(rule.label), [])
        if rule.under is not None and blocks is not None:
            stands = [row for row in stands if blocks[row] == row_key(rule.under)]
        is_known = rule.under is None or blocks is not None
        if is_known and len(stands) == rule.times:
            found[rule] = stands[rule.nth]
        elif stands:
            unclear.append(rule)
        else:
            missing.append(rule)
    return found, missing, unclear


def blocks_of(grid: Grid, label: int, headings: Sequence[str]) -> list[str] | None:
    """Under which of the headings each row stands, "" before the first; None when one of them is not there once, so
    that rows of the same label cannot be told apart."""
    places = grid.places(label)
    starts = {}
    for heading in headings:
        stands = places.get(row_key(heading), [])
        if len(stands) != 1:
            return None
        starts[stands[0]] = row_key(heading)
    found, current = [], ""
    for row in range(grid.height):
        current = starts.get(row, current)
        found.append(current)
    return found


def columns_alike(rule: ColumnRule, heads: Sequence[tuple[str, ...]], label: int) -> list[int]:
    """The columns that a rule may mean: those under its headings; where it has none, the column at its place, when
    that has none either."""
    others = [column for column in range(len(heads)) if column != label]
    if not rule.heads:
        place = label + rule.offset
        return [place] if place in others and not heads[place] else []
    return [column for column in others if heads[column][: len(rule.heads)] == rule.heads]


@dataclass(frozen=True)
class Fit:
    """How well a layout fits a file: rows found that the report asks, of those that it names in the tables found."""

    found: int
    of: int
    has_figures: bool

    @property
    def is_enough(self) -> bool:
        """The file is one of those that the layout is for."""
        return self.has_figures and self.found * 2 >= self.of > 0


def fit_of(located: Sequence[Located], asked: frozenset[str] | None = None) -> Fit:
    """How well what was located fits. `asked`: the keys of the lines that the report asks; None: all."""

    def counted(rules) -> int:
        return sum(asked is None or rule.line in asked for rule in rules)

    tables = [each for each in located if each.grid is not None]
    return Fit(
        sum(counted(each.rows) for each in tables),
        sum(len(each.table.rows) for each in tables),
        any(set(each.columns) - {LABEL} for each in tables),
    )
